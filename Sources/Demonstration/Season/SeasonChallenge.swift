import Applications
import Catalogue
import Registers
import Store
import Values

/// 揭榜挂帅 of the demonstration's year: a need of an enterprise, two bids, one chosen and running.
struct SeasonChallenge {
    let book: SeasonBook
    let topics: [(topic: Int64, title: String, needs: [Int64])]

    func write() throws {
        guard let topic = topics.last, let need = topic.needs.first else { return }
        let year = book.year
        let fund = try book.fund("YS-JBGS", "市揭榜挂帅专项（演示）", yuan: 2_000_000)
        let call = try SeasonCall(
            book: book, programme: "challenge", year: year, fund: fund, topics: [topic.topic]
        ).decided()
        for (index, isChosen) in [true, false].enumerated() {
            let unit = book.unit(1 + index * 2)
            let leader = book.leader(40 + index)
            let title = "关键部件国产化方案\(index == 0 ? "甲" : "乙")"
            let price: Int64 = index == 0 ? 80_000_000 : 95_000_000
            let project =
                isChosen ? try project(call, topic.topic, need, unit, leader, title) : nil
            let application = try book.make(
                "application",
                application(call, topic.topic, need, unit, leader, title, price, index, project),
                rows: ["milestones": milestones(year)], state: isChosen ? "awarded" : "not-funded",
                since: "\(year)-06-20")
            if let project {
                try book.change("project", project, ["application": .integer(application)])
            }
            try match(call, need, unit, title, price, index, application)
            try book.make(
                "site-visit",
                [
                    "application": .integer(application), "visited_on": seasonDay(year, "05-15"),
                    "place": .text("演示车间"), "findings": .text("设备和人员与申报书一致。"),
                    "conclusion": .text(isChosen ? "matches" : "partly"),
                ])
        }
    }

    private func milestones(_ year: Int) -> [[String: Scalar]] {
        [("样机", "\(year)-12-15", 40), ("示范应用", "\(year + 1)-09-30", 60)].enumerated().map {
            index, one in
            [
                "rank": .integer(Int64(index + 1)), "name": .text(one.0), "due_on": .text(one.1),
                "share": .integer(Int64(one.2)),
            ]
        }
    }

    private func application(
        _ call: SeasonCall.Made, _ topic: Int64, _ need: Int64, _ unit: SeasonBook.Unit,
        _ leader: SeasonBook.Leader, _ title: String, _ price: Int64, _ index: Int,
        _ project: Int64?
    ) -> [String: Scalar] {
        let year = call.year
        let number = "\(call.number)-\(SeasonBook.padded(index + 1, 5))"
        return [
            "application_no": .text(number), "call": .integer(call.id),
            "form_version": .integer(1), "kind": .text("challenge"), "topic": .integer(topic),
            "need": .integer(need), "title": .text(title), "title_key": .text(TitleKey.of(title)),
            "field": unit.field, "organisation": .integer(unit.id),
            "organisation_name": .text(unit.name), "organisation_size": .text("university"),
            "county": unit.county, "leader": .integer(leader.id),
            "leader_name": .text(leader.name), "starts_on": seasonDay(year, "07-01"),
            "ends_on": seasonDay(year + 1, "12-31"), "requested": .integer(50_000_000),
            "bid_price": .integer(price), "summary": .text("按榜单指标分两步交样机和示范。"),
            "content": .text("设计、试制、测试。"), "secrecy": .text("open"),
            "submitted_at": .text("\(year)-04-0\(index + 6) 15:00:00"),
            "receipt_no": .text("\(number)-1"), "formal_on": seasonDay(year, "04-22"),
            "score": .integer(index == 0 ? 8_800 : 7_900),
            "score_rank": .integer(Int64(index + 1)), "decided_on": seasonDay(year, "05-30"),
            "proposed": index == 0 ? .integer(50_000_000) : .null,
            "project": project.map { .integer($0) } ?? .null,
        ]
    }

    private func project(
        _ call: SeasonCall.Made, _ topic: Int64, _ need: Int64, _ unit: SeasonBook.Unit,
        _ leader: SeasonBook.Leader, _ title: String
    ) throws -> Int64 {
        let year = call.year
        let number = "\(year)\(call.programme.abbreviation)001"
        let funding = try SeasonMoney(book: book).write(
            number, title, unit, fund: call.fund ?? 0, yuan: 500_000, approved: "\(year)-06-20",
            signed: "\(year)-07-25", ends: "\(year + 1)-12-31",
            [
                .init(
                    condition: "signing", share: 30, year: year, due: "\(year)-08-20",
                    paid: ("\(year)-08-15", "\(year)-08-20")),
                .init(
                    condition: "progress", share: 40, year: year + 1, due: "\(year + 1)-03-31",
                    paid: nil),
                .init(
                    condition: "acceptance", share: 30, year: year + 1, due: "\(year + 1)-12-31",
                    paid: nil),
            ])
        let project = try book.make(
            "project",
            [
                "project_no": .text(number), "name": .text(title),
                "programme": .text(call.programme.name), "kind": .text("challenge"),
                "year": .integer(Int64(year)), "call": .integer(call.id),
                "topic": .integer(topic), "need": .integer(need), "funding": .integer(funding),
                "section_in_charge": .text(call.programme.section),
                "organisation": .integer(unit.id), "organisation_name": .text(unit.name),
                "county": unit.county, "leader": .integer(leader.id),
                "leader_name": .text(leader.name), "field": unit.field,
                "approved": .integer(50_000_000), "approved_on": seasonDay(year, "06-20"),
                "approved_doc": .text("演科发〔\(year)〕21号"), "starts_on": seasonDay(year, "07-01"),
                "ends_on": seasonDay(year + 1, "12-31"),
                "contract_due_on": seasonDay(year, "07-20"),
                "contracted_on": seasonDay(year, "07-25"), "contract_in_time": .integer(0),
                "first_paid_on": seasonDay(year, "08-15"), "days_to_payment": .integer(129),
                "acceptance_due_on": seasonDay(year + 2, "03-31"),
            ], state: "running", since: "\(year)-07-25")
        try book.change("technology-need", need, ["project_no": .text(number)])
        return project
    }

    private func match(
        _ call: SeasonCall.Made, _ need: Int64, _ unit: SeasonBook.Unit, _ title: String,
        _ price: Int64, _ index: Int, _ application: Int64
    ) throws {
        let year = call.year
        let owner = try book.writer.reader.integer(
            "SELECT organisation FROM technology_need WHERE id = \(need)")
        try book.make(
            "matching",
            [
                "call": .integer(call.id), "need": .integer(need),
                "application": .integer(application), "owner": .integer(owner),
                "title": .text(title), "bidder": .text(unit.name), "bid_price": .integer(price),
                "ends_on": seasonDay(year + 1, "12-31"), "route": .text("分两步交样机和示范。"),
                "place": .integer(Int64(index + 1)), "chosen": .integer(index == 0 ? 1 : 0),
                "reason": .text(index == 0 ? "方案最贴近产线" : "周期偏长"),
                "answered_on": seasonDay(year, "05-10"),
            ],
            rows: [
                "meetings": [
                    ["met_on": seasonDay(year, "05-06"), "result": .text("看了产线，谈了指标和进度。")]
                ]
            ], state: "answered", since: "\(year)-05-10")
    }
}

/// What is going on today: a call that takes applications, and one that is being tried out.
struct SeasonOpen {
    let book: SeasonBook
    let topics: [(topic: Int64, title: String, needs: [Int64])]

    func write() throws {
        let year = book.today.year
        let open = try SeasonCall(
            book: book, programme: "key-rd", year: year, fund: nil,
            topics: topics.prefix(2).map(\.topic)
        ).open()
        _ = try SeasonCall(
            book: book, programme: "soft-science", year: year, fund: nil, topics: []
        ).rehearsing()
        for index in 0..<3 { try write(open, index) }
    }

    /// Two are being written, one is handed in.
    private func write(_ call: SeasonCall.Made, _ index: Int) throws {
        let unit = book.unit(index * 2)
        let leader = book.leader(50 + index)
        let starts = book.today.adding(days: 120)
        var fields: [String: Scalar] = [
            "call": .integer(call.id), "form_version": .integer(1), "kind": .text("social"),
            "title": .text("演示应用研究\(["一", "二", "三"][index])"), "field": unit.field,
            "organisation": .integer(unit.id), "county": unit.county,
            "leader": .integer(leader.id), "starts_on": .text(starts.iso),
            "ends_on": .text(starts.adding(days: 700).iso), "requested": .integer(15_000_000),
            "summary": .text("面向本市一处应用场景。"),
        ]
        if let topic = topics.first, index < 2 { fields["topic"] = .integer(topic.topic) }
        guard index == 0 else {
            try book.make("application", fields, state: "drafted")
            return
        }
        let number = "\(call.number)-00001"
        let day = book.today.adding(days: -2)
        fields.merge([
            "application_no": .text(number), "title_key": .text(TitleKey.of("演示应用研究一")),
            "organisation_name": .text(unit.name), "organisation_size": .text("small"),
            "leader_name": .text(leader.name), "secrecy": .text("open"),
            "submitted_at": .text("\(day.iso) 11:20:00"), "receipt_no": .text("\(number)-1"),
        ]) { $1 }
        try book.make("application", fields, state: "submitted", since: day.iso)
    }
}
