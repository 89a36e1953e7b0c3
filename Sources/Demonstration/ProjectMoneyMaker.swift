import Awards
import Funds
import Journal
import Registers
import Store
import Values

/// A special fund of its own whose project has been paid one stage of three, has spent a part with
/// receipts and given some back: from the budget to the last receipt there is something to see.
struct ProjectMoneyMaker: Sendable {
    private let registry: Registry

    init(_ registry: Registry) {
        // Money moves with the steps of records, whoever opened the city.
        self.registry = Registry(registry.database, consequences: CityConsequences.all)
    }

    private static let name = "市级重点研发专项（演示）"
    /// Days ago: the contract; all else comes after.
    private static let age = 60

    /// Equal input gives an equal journal.
    func write() async throws {
        let registry = registry
        let act = Act(actor: "演示财务", role: "finance", event: "project-funding.made", reason: "演示")
        let project = try await registry.database.write(act) { writer -> Int64? in
            let book = Book(registry: registry, writer: writer)
            guard let unit = try book.unit() else { return nil }
            let fund = try book.fund(Self.name)
            let project = try book.project(fund, unit)
            try book.paid(project, unit)
            try book.spent(project, unit)
            try book.matched(project)
            return project
        }
        guard let project else { return }
        do {
            // Paid already: the refusal is kept, and shows in its register.
            try await registry.database.write(act) { writer in
                try Book(registry: registry, writer: writer).twice(project)
            }
        } catch RecordRefusal.refusedBeside {}
    }

    /// What is written, in one write.
    private struct Book {
        let registry: Registry
        let writer: Writer

        private func day(_ after: Int) -> CalendarDate {
            writer.now.businessDate.adding(days: after - ProjectMoneyMaker.age)
        }

        private func cell(_ after: Int) -> Scalar { .text(day(after).iso) }

        private var year: Int64 { Int64(writer.now.businessDate.year) }

        @discardableResult
        private func make(
            _ register: String, _ fields: [String: Scalar],
            rows: [String: [[String: Scalar]]] = [:], state: String? = nil
        ) throws -> Int64 {
            try registry.create(Draft(fields, rows: rows, state: state), in: register, writer).id
        }

        /// The unit that the demonstration's people act for.
        func unit() throws -> (id: Int64, name: String, county: Scalar)? {
            let row = try writer.reader.first(
                """
                SELECT o.id, o.name, o.county FROM organisation o WHERE o.id =
                (SELECT organisation FROM technology_need ORDER BY id LIMIT 1)
                """)
            guard let row, let id = row[0].integer else { return nil }
            return (id, row[1].text ?? "", row[2])
        }

        func fund(_ name: String) throws -> Int64 {
            let fund = try make(
                "special-fund",
                ["code": .text("YS-ZDYF"), "name": .text(name), "level": .text("own")])
            try Ledger(registry).post(
                [
                    TransferRequest(
                        "demonstration/\(fund)", "appropriation", from: .source(title: "市级预算"),
                        to: .fund(fund, name, year: Int(year)), Money(fen: 300_000_000),
                        on: day(0), note: "演示")
                ], writer)
            return fund
        }

        func project(_ fund: Int64, _ unit: (id: Int64, name: String, county: Scalar)) throws
            -> Int64
        {
            func plan(_ year: Int64, _ yuan: Int64) -> [String: Scalar] {
                ["year": .integer(year), "amount": .integer(yuan * 100)]
            }
            func stage(
                _ number: Int64, _ year: Int64, _ yuan: Int64, _ condition: String, _ due: Int
            ) -> [String: Scalar] {
                plan(year, yuan).merging([
                    "stage": .integer(number), "condition": .text(condition), "due_on": cell(due),
                ]) { $1 }
            }
            return try make(
                "project-funding",
                [
                    "project_no": .text("YSZD\(year)001"), "name": .text("湖区智能监测装备研发（演示）"),
                    "organisation": .integer(unit.id), "unit": .text(unit.name),
                    "county": unit.county, "earmark": .integer(fund),
                    "approved": .integer(120_000_000), "approved_on": cell(0),
                    "approved_doc": .text("演科发〔\(year)〕8号"), "contract_no": .text("YSHT\(year)001"),
                    "signed_on": cell(5), "ends_on": .text("\(year + 1)-12-31"),
                ],
                rows: [
                    "plan": [plan(year, 800_000), plan(year + 1, 400_000)],
                    "stages": [
                        stage(1, year, 500_000, "signing", 20),
                        stage(2, year, 300_000, "mid-term", ProjectMoneyMaker.age + 10),
                        stage(3, year + 1, 400_000, "acceptance", ProjectMoneyMaker.age + 365),
                    ],
                ], state: "contracted")
        }

        func paid(_ project: Int64, _ unit: (id: Int64, name: String, county: Scalar)) throws {
            try make(
                "payment-request",
                [
                    "request_no": .text("YSBK\(year)001"), "project": .integer(project),
                    "organisation": .integer(unit.id), "year": .integer(year),
                    "stage": .integer(1), "amount": .integer(50_000_000),
                    "payee": .text(unit.name), "account_tail": .text("0001"),
                    "evidence_note": .text("合同"), "approved_on": cell(8), "paid_on": cell(10),
                    "voucher_no": .text("演付\(year)0101"), "arrived_on": cell(13),
                    "receipt_no": .text("演回\(year)0101"),
                ], state: "arrived")
            try make(
                "payment-request",
                [
                    "request_no": .text("YSBK\(year)002"), "project": .integer(project),
                    "organisation": .integer(unit.id), "year": .integer(year),
                    "stage": .integer(2), "amount": .integer(30_000_000),
                    "payee": .text(unit.name), "account_tail": .text("0001"),
                    "evidence_note": .text("等中期检查"),
                ])
        }

        /// The first stage asked to be paid once more.
        func twice(_ project: Int64) throws {
            try make(
                "payment-request",
                [
                    "request_no": .text("YSBK\(year)003"), "project": .integer(project),
                    "year": .integer(year), "stage": .integer(1), "amount": .integer(50_000_000),
                ])
        }

        func spent(_ project: Int64, _ unit: (id: Int64, name: String, county: Scalar)) throws {
            let receipts: [(String, String, Int64, String)] = [
                ("equipment", "水质传感器", 18_600_000, "booked"),
                ("business", "野外采样", 4_325_060, "booked"),
                ("labour", "研究助理劳务", 6_000_000, "booked"),
                ("business", "会议费，待核对", 880_000, "reported"),
            ]
            for (index, one) in receipts.enumerated() {
                try make(
                    "project-expense",
                    [
                        "project": .integer(project), "organisation": .integer(unit.id),
                        "year": .integer(year), "category": .text(one.0), "item": .text(one.1),
                        "amount": .integer(one.2), "receipt_no": .text("演票\(year)00\(index + 1)"),
                        "spent_on": cell(20 + index * 7),
                    ], state: one.3)
            }
            func back(_ number: Int, _ fen: Int64, _ more: [String: Scalar], state: String) throws {
                let own: [String: Scalar] = [
                    "return_no": .text("YSTK\(year)00\(number)"), "kind": .text("returned"),
                    "project": .integer(project), "year": .integer(year), "amount": .integer(fen),
                    "reason": .text("设备降价，结余退回"), "due_on": cell(ProjectMoneyMaker.age - 5),
                ]
                try make("fund-return", own.merging(more) { $1 }, state: state)
            }
            try back(
                1, 1_200_000, ["returned_on": cell(50), "doc_no": .text("演退\(year)01")],
                state: "booked")
            try back(2, 300_000, [:], state: "asked")
        }

        func matched(_ project: Int64) throws {
            let promise = try make(
                "co-funding",
                [
                    "project": .integer(project), "side": .text("county"),
                    "payer": .text("演示县财政局"), "promised": .integer(20_000_000),
                    "promised_on": cell(5), "due_on": cell(ProjectMoneyMaker.age - 10),
                ])
            try make(
                "co-funding-arrival",
                [
                    "promise": .integer(promise), "amount": .integer(12_000_000),
                    "arrived_on": cell(30), "receipt_no": .text("演配\(year)01"),
                ])
        }
    }
}
