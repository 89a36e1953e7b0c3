import Applications
import Catalogue
import Registers
import Store
import Values

/// The projects of the call that is long decided, one of every fate.
struct SeasonProjects {
    let book: SeasonBook
    let call: SeasonCall.Made

    /// What became of a project.
    enum Fate: Int, CaseIterable {
        case running, overdue, extended, accepted, archived, terminated, concluded, reportOverdue
        case accepting

        var state: String {
            switch self {
            case .running, .overdue, .extended, .reportOverdue: "running"
            case .accepted, .archived: "accepted"
            case .terminated: "terminated"
            case .concluded: "concluded"
            case .accepting: "accepting"
            }
        }
    }

    struct Made {
        let id: Int64
        let number: String
        let name: String
        let fate: Fate
        let unit: SeasonBook.Unit
        let leader: SeasonBook.Leader
        let contract: Int64
        let funding: Int64
        let year: Int
    }

    private var year: Int { call.year }

    func number(_ index: Int) -> String {
        "\(year)\(call.programme.abbreviation)\(SeasonBook.padded(index + 1, 3))"
    }

    /// Ends of the term: half of them a year after the beginning.
    private func ends(_ fate: Fate) -> String {
        switch fate {
        case .running, .extended, .reportOverdue: "\(year + 2)-06-30"
        default: "\(year + 1)-06-30"
        }
    }

    /// The project of an application; its number is the application's place.
    func write(_ index: Int, _ application: SeasonApplications.Made) throws -> Int64 {
        guard let fate = Fate(rawValue: index) else { throw DemonstrationError.noRole }
        let number = number(index)
        let unit = application.unit
        let fund = call.fund ?? 0
        let isPaidUp = [.accepted, .archived].contains(fate)
        let last = Int(ends(fate).prefix(4)) ?? year + 1
        let funding = try SeasonMoney(book: book).write(
            number, application.title, unit, fund: fund, yuan: application.amount,
            approved: "\(year)-06-20", signed: "\(year)-07-\(10 + index)", ends: ends(fate),
            [
                .init(
                    condition: "signing", share: 80, year: year, due: "\(year)-08-15",
                    paid: ("\(year)-08-\(10 + index)", "\(year)-08-\(14 + index)")),
                .init(
                    condition: "acceptance", share: 20, year: last, due: "\(last)-12-15",
                    paid: isPaidUp ? ("\(last)-10-20", "\(last)-10-24") : nil),
            ])
        let project = try book.make(
            "project", fields(fate, index, application, funding), state: fate.state,
            since: since(fate))
        let contract = try contract(project, number, application, fate, index)
        try book.change("project", project, ["contract": .integer(contract)])
        return project
    }

    private func since(_ fate: Fate) -> String {
        switch fate {
        case .accepted, .archived, .concluded: "\(year + 1)-09-12"
        case .terminated: "\(year + 1)-03-15"
        case .accepting: "\(year + 1)-09-20"
        default: "\(year)-07-\(10 + fate.rawValue)"
        }
    }

    private func fields(
        _ fate: Fate, _ index: Int, _ application: SeasonApplications.Made, _ funding: Int64
    ) -> [String: Scalar] {
        let unit = application.unit
        // Closed on April 8; the first payment is in August.
        let paid = CalendarDate(iso: "\(year)-08-\(10 + index)")
        let closed = CalendarDate(iso: "\(year)-04-08")
        var fields: [String: Scalar] = [
            "project_no": .text(number(index)), "name": .text(application.title),
            "programme": .text(call.programme.name), "kind": .text(application.kind),
            "year": .integer(Int64(year)), "call": .integer(call.id),
            "funding": .integer(funding), "section_in_charge": .text(call.programme.section),
            "organisation": .integer(unit.id), "organisation_name": .text(unit.name),
            "county": unit.county, "leader": .integer(application.leader.id),
            "leader_name": .text(application.leader.name), "field": unit.field,
            "approved": .integer(application.amount * 100), "approved_on": seasonDay(year, "06-20"),
            "approved_doc": .text("演科发〔\(year)〕20号"), "starts_on": seasonDay(year, "07-01"),
            "ends_on": .text(ends(fate)), "contract_due_on": seasonDay(year, "07-20"),
            "contracted_on": seasonDay(year, "07-\(10 + index)"), "contract_in_time": .integer(1),
            "first_paid_on": seasonDay(year, "08-\(10 + index)"),
        ]
        if let paid, let closed {
            fields["days_to_payment"] = .integer(Int64(paid.dayNumber - closed.dayNumber))
        }
        let last = Int(ends(fate).prefix(4)) ?? year + 1
        fields["acceptance_due_on"] = seasonDay(last, "09-30")
        switch fate {
        case .extended:
            fields["extended"] = .integer(1)
            fields["first_ends_on"] = seasonDay(year + 1, "06-30")
        case .accepted, .archived:
            fields["accepted_on"] = seasonDay(year + 1, "09-12")
            fields["conclusion"] = .text("passed")
        case .concluded:
            fields["accepted_on"] = seasonDay(year + 1, "09-12")
            fields["conclusion"] = .text("concluded")
        case .terminated:
            fields["ended_on"] = seasonDay(year + 1, "03-15")
            fields["ended_doc"] = .text("演科发〔\(year + 1)〕9号")
        default: break
        }
        return fields
    }

    /// The contract, signed by all over the digest of its text.
    private func contract(
        _ project: Int64, _ number: String, _ application: SeasonApplications.Made, _ fate: Fate,
        _ index: Int
    ) throws -> Int64 {
        let unit = application.unit
        let fen = application.amount * 100
        let signed = "\(year)-07-\(10 + index)"
        func payment(_ stage: Int64, _ title: String, _ condition: String, _ share: Int64)
            -> [String: Scalar]
        {
            [
                "stage": .integer(stage), "title": .text(title), "condition": .text(condition),
                "year": .integer(Int64(year) + stage - 1), "amount": .integer(fen * share / 100),
            ]
        }
        let made = try book.city.create(
            Draft(
                [
                    "contract_no": .text("\(number)-1"), "project": .integer(project),
                    "edition": .integer(1), "name": .text(application.title),
                    "organisation": .integer(unit.id), "county": unit.county,
                    "party_a": .text(call.programme.committee ?? "演示市科技局"),
                    "party_b": .text(unit.name), "party_c": .text("演示推荐单位"),
                    "leader": .integer(application.leader.id),
                    "leader_name": .text(application.leader.name),
                    "starts_on": seasonDay(year, "07-01"), "ends_on": .text(ends(fate)),
                    "total": .integer(fen), "budget_mode": .text("lump-sum"),
                    "content": .text("实验、建模和验证三部分。"),
                    "due_on": seasonDay(year, "07-20"), "signed_on": .text(signed),
                ].filter { !$0.value.isNull },
                rows: [
                    "targets": [SeasonApplications.target],
                    "payments": [
                        payment(1, "首款", "signing", 80), payment(2, "验收款", "acceptance", 20),
                    ],
                ], state: "signed", stateSince: signed), in: "project-contract", book.writer)
        let parties = [("b", unit.name), ("c", "演示推荐单位"), ("a", "演示市科技局")]
        let rows = parties.map { party, name -> [String: Scalar] in
            [
                "party": .text(party), "unit": .text(name), "signer": .text("演示签署人"),
                "role": .text("法定代表人或授权人"), "signed_at": .text("\(signed) 10:00:00"),
                "digest": made["text_digest"],
            ]
        }
        _ = try book.facts.change(
            "project-contract", made.id, to: Draft(rows: ["signatures": rows]), version: nil,
            book.writer)
        return made.id
    }

    /// What was written, in the order of the fates.
    func read() throws -> [Made] {
        try book.writer.reader.all(
            """
            SELECT id, project_no, name, contract, funding, organisation, leader FROM project
            WHERE call = \(call.id) ORDER BY project_no
            """
        ).enumerated().compactMap { index, row in
            guard let fate = Fate(rawValue: index),
                let unit = book.units.first(where: { $0.id == row[5].integer }),
                let leader = book.leaders.first(where: { $0.id == row[6].integer })
            else { return nil }
            return Made(
                id: row[0].integer ?? 0, number: row[1].text ?? "", name: row[2].text ?? "",
                fate: fate, unit: unit, leader: leader, contract: row[3].integer ?? 0,
                funding: row[4].integer ?? 0, year: year)
        }
    }
}
