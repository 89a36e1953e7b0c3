import Applications
import Catalogue
import Funds
import Registers
import Store
import Values

/// The money of the season's projects, in the ledger.
struct SeasonMoney {
    let book: SeasonBook

    func appropriate(_ fund: Int64, _ name: String, _ year: Int, _ yuan: Int64) throws {
        // A year that has not begun has no money yet.
        guard let day = CalendarDate(year: year, month: 1, day: 28), day <= book.today
        else { return }
        try Ledger(book.city).post(
            [
                TransferRequest(
                    "demonstration/season/\(fund)/\(year)", "appropriation",
                    from: .source(title: "市级预算"), to: .fund(fund, name, year: year),
                    Money(fen: yuan * 100), on: day, note: "演示")
            ], book.writer)
    }

    /// What a project is to be paid: shares and the day of each.
    struct Stage {
        let condition: String
        let share: Int64
        let year: Int
        let due: String
        /// Paid and arrived on these days; nil where it is not paid yet.
        let paid: (on: String, arrived: String)?
    }

    /// The project's money: approved, under contract, paid as far as it was.
    func write(
        _ number: String, _ name: String, _ unit: SeasonBook.Unit, fund: Int64, yuan: Int64,
        approved: String, signed: String, ends: String, _ stages: [Stage]
    ) throws -> Int64 {
        let total = yuan * 100
        func amount(_ stage: Stage) -> Int64 { total * stage.share / 100 }
        let years = Dictionary(grouping: stages, by: \.year).mapValues {
            $0.reduce(Int64(0)) { $0 + amount($1) }
        }
        let funding = try book.city.create(
            Draft(
                [
                    "project_no": .text(number), "name": .text(name),
                    "organisation": .integer(unit.id), "unit": .text(unit.name),
                    "county": unit.county, "earmark": .integer(fund), "approved": .integer(total),
                    "approved_on": .text(approved),
                    "approved_doc": .text("演科发〔\(approved.prefix(4))〕20号"),
                    "contract_no": .text("\(number)-1"), "signed_on": .text(signed),
                    "ends_on": .text(ends),
                ].filter { !$0.value.isNull },
                rows: [
                    "plan": years.sorted { $0.key < $1.key }.map {
                        ["year": .integer(Int64($0.key)), "amount": .integer($0.value)]
                    },
                    "stages": stages.enumerated().map { index, stage in
                        var row: [String: Scalar] = [
                            "stage": .integer(Int64(index + 1)),
                            "year": .integer(Int64(stage.year)), "amount": .integer(amount(stage)),
                            "condition": .text(stage.condition), "due_on": .text(stage.due),
                        ]
                        if let paid = stage.paid, stage.condition != "signing" {
                            row["met_on"] = .text(paid.on)
                        }
                        return row
                    },
                ], state: "contracted"), in: "project-funding", book.writer
        ).id
        for (index, stage) in stages.enumerated() {
            guard let paid = stage.paid else { continue }
            _ = try book.city.create(
                Draft(
                    [
                        "request_no": .text("BK\(number)\(index + 1)"),
                        "project": .integer(funding), "organisation": .integer(unit.id),
                        "year": .integer(Int64(stage.year)), "stage": .integer(Int64(index + 1)),
                        "amount": .integer(amount(stage)), "payee": .text(unit.name),
                        "account_tail": .text("0001"), "evidence_note": .text("任务书"),
                        "approved_on": .text(paid.on), "paid_on": .text(paid.on),
                        "voucher_no": .text("演季付\(number)\(index + 1)"),
                        "arrived_on": .text(paid.arrived),
                        "receipt_no": .text("演季回\(number)\(index + 1)"),
                    ], state: "arrived"), in: "payment-request", book.writer)
        }
        return funding
    }
}
