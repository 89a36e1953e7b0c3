import Applications
import Catalogue
import Registers
import Store
import Values

/// One call of the season.
struct SeasonCall {
    let book: SeasonBook
    let programme: String
    let year: Int
    let fund: Int64?
    let topics: [Int64]

    /// A call that was made, with the terms of its day.
    struct Made {
        let id: Int64
        let number: String
        let title: String
        let year: Int
        let fund: Int64?
        let terms: CallTerms
        let programme: Programme
    }

    /// Long closed and decided: opened in March, closed in April.
    func decided() throws -> Made {
        try make(
            state: "decided", opens: "\(year)-03-04 09:00:00", closes: "\(year)-04-08 17:00:00",
            recommendBy: "\(year)-04-15 17:00:00", since: "\(year)-06-20",
            rehearsed: "\(year)-02-25")
    }

    /// Opened ten days ago, and open all through the next year: whoever tries the demonstration
    /// later finds it open.
    func open() throws -> Made {
        let opens = book.today.adding(days: -10)
        let end = book.today.year + 1
        return try make(
            state: "live", opens: "\(opens.iso) 09:00:00", closes: "\(end)-12-31 17:00:00",
            recommendBy: "\(end + 1)-01-09 17:00:00", since: opens.iso,
            rehearsed: opens.adding(days: -5).iso)
    }

    /// Not public yet: tried out with play data.
    func rehearsing() throws -> Made {
        let opens = book.today.adding(days: 20)
        return try make(
            state: "rehearsal", opens: "\(opens.iso) 09:00:00",
            closes: "\(opens.adding(days: 30).iso) 17:00:00",
            recommendBy: "\(opens.adding(days: 37).iso) 17:00:00", since: book.today.iso,
            rehearsed: nil)
    }

    private func make(
        state: String, opens: String, closes: String, recommendBy: String, since: String,
        rehearsed: String?
    ) throws -> Made {
        guard let programme = book.catalogue.programme(programme),
            let day = CalendarDate(iso: String(opens.prefix(10)))
        else { throw DemonstrationError.noRole }
        let terms = CallTerms(programme, book.catalogue, on: day)
        let number = "\(programme.abbreviation)-\(year)-1"
        let name =
            programme.title.hasSuffix("项目") ? programme.title : programme.title + "项目"
        let title = "\(year)年度\(name)申报通知（演示）"
        let kinds = terms.kinds.map { kind -> [String: Scalar] in
            var row: [String: Scalar] = ["kind": .text(kind.name)]
            row["ceiling"] = kind.ceiling?.money.map { .integer($0.fen) }
            row["months"] = kind.months?.number.map { .integer(Int64($0)) }
            return row
        }
        var fields: [String: Scalar] = [
            "call_no": .text(number), "programme": .text(programme.name), "title": .text(title),
            "year": .integer(Int64(year)), "section_in_charge": .text(programme.section),
            "opens_at": .text(opens), "closes_at": .text(closes),
            "recommend_by": .text(recommendBy),
            "total": .integer(200_000_000), "form_version": .integer(Int64(terms.formVersion)),
            "terms": .text(try terms.text), "enquiries": .text("演示科室 0730-0000000"),
            "guide": .text(
                """
                一、支持方向：见类别和指南方向。
                二、申报单位登录平台在线填写，由单位管理员审签后提交，以服务器时间为准，过了截止时间不再接收。
                三、负责人和单位的条件、限项和额度，在申报前的自查页逐条列出。
                """),
        ]
        fields["fund"] = fund.map { .integer($0) }
        fields["rehearsed_on"] = rehearsed.map { .text($0) }
        if state != "rehearsal" {
            fields["basis_doc"] = .text("演科发〔\(year)〕\(programme.abbreviation.count)号")
        }
        let id = try book.make(
            "call", fields,
            rows: ["kinds": kinds, "topics": topics.map { ["topic": .integer($0)] }],
            state: state, since: since)
        return Made(
            id: id, number: number, title: title, year: year, fund: fund, terms: terms,
            programme: programme)
    }
}

/// Topics of the guide that came of the needs of enterprises.
struct SeasonTopics {
    let book: SeasonBook

    /// Ids of the topics, each with the ids of its needs.
    func write() throws -> [(topic: Int64, title: String, needs: [Int64])] {
        let needs = try book.writer.reader.all(
            """
            SELECT id, title_public FROM technology_need
            WHERE state IN ('compiled', 'condensed', 'reviewed', 'pushed')
            AND coalesce(sensitive, 0) = 0 AND guide_task IS NULL ORDER BY id DESC LIMIT 5
            """
        ).map { (id: $0[0].integer ?? 0, title: $0[1].text) }
        guard needs.count == 5 else { return [] }
        let topics = Topics(book.facts)
        let plans: [(String, String, ArraySlice<(id: Int64, title: String?)>)] = [
            ("智能巡检与安全监测技术", "key-rd", needs[0..<2]), ("绿色合成与固废资源化技术", "key-rd", needs[2..<4]),
            ("关键部件国产化攻关", "challenge", needs[4...]),
        ]
        guard let role = book.catalogue.roles["officer"] else { return [] }
        let officer = Viewer(name: "演示·规划科经办", role: role)
        return try plans.map { title, programme, part in
            let year = book.year
            let plan = TopicPlan(
                number: try topics.nextNumber(book.writer.reader, year: year), title: title,
                programme: programme, year: year, field: "advanced-manufacturing",
                content: "由企业提出的需求凝练：研究关键工艺、装备和检测方法，形成可以应用的方案。",
                goals: "核心指标达到需求提出的数值；申请发明专利不少于2件；在一家以上企业应用。",
                needs: part.map(\.id))
            let made = try topics.condenseTopic(plan, by: officer, book.writer)
            return (made.id, title, part.map(\.id))
        }
    }
}
