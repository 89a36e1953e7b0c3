import Awards
import Funds
import Journal
import Registers
import Store
import Values

/// Ten years of one special fund: each year's money from the budget, projects under contract, paid
/// by stage, arrived, spent with receipts to the last fen or given back. All of it is past, so that
/// every fen can be followed from the fund to a receipt.
struct MoneyYearsMaker: Sendable {
    private let registry: Registry
    /// The year of the demonstration's figures, the last of the ten.
    private let last: Int

    init(_ registry: Registry, year: Int) {
        // Money moves with the steps of records, whoever opened the city.
        self.registry = Registry(registry.database, consequences: CityConsequences.all)
        last = year
    }

    static let code = "YS-NIAN"
    private static let name = "市级科技成果转化专项（演示）"
    private static let years = 10
    private static let projects = 3

    /// Equal input gives an equal journal.
    func write() async throws {
        let (registry, last) = (registry, last)
        let act = Act(actor: "演示财务", role: "finance", event: "project-funding.made", reason: "演示")
        try await registry.database.write(act) { writer in
            var book = YearBook(registry: registry, writer: writer)
            let units = try book.units(Self.projects)
            guard !units.isEmpty else { return }
            let fund = try book.make(
                "special-fund",
                [
                    "code": .text(Self.code), "name": .text(Self.name), "level": .text("own"),
                    "valid_from": .text("\(last - Self.years + 1)-01-01"),
                ])
            for year in (last - Self.years + 1)...last {
                try book.appropriate(fund, Self.name, year)
                for (index, unit) in units.enumerated() {
                    try book.project(fund, year, index + 1, unit)
                }
            }
        }
        try await overpay()
    }

    /// Somebody tries to pay more than there is: refused, and kept where supervision sees it.
    private func overpay() async throws {
        let (ledger, last) = (Ledger(registry), last)
        let act = Act(actor: "演示财务", role: "finance", event: "ledger.posted", reason: "演示超付")
        do {
            try await registry.database.write(act) { writer in
                let row = try writer.reader.first(
                    "SELECT id FROM special_fund WHERE code = \(Self.code)")
                guard let fund = row?[0].integer else { return }
                let unit = LedgerAccount.unit(
                    "demonstration", "演示单位", earmark: fund, year: last)
                try ledger.post(
                    [
                        TransferRequest(
                            "demonstration/overpay", "disbursement",
                            from: .fund(fund, Self.name, year: last), to: unit,
                            Money(fen: 99_000_000_000), on: .yearEnd(last))
                    ], writer)
            }
        } catch is RefusedTransfer {}
    }
}

/// A unit that does projects.
private struct Unit {
    let id: Int64
    let name: String
    let county: Scalar
}

/// What is written of the ten years, in one write.
private struct YearBook {
    let registry: Registry
    let writer: Writer
    private var random = SplitMix64(named: "money-years")

    init(registry: Registry, writer: Writer) {
        self.registry = registry
        self.writer = writer
    }

    private mutating func some(_ range: ClosedRange<Int64>) -> Int64 {
        Int64(random.number(Int(range.lowerBound)...Int(range.upperBound)))
    }

    @discardableResult
    func make(
        _ register: String, _ fields: [String: Scalar],
        rows: [String: [[String: Scalar]]] = [:], state: String? = nil
    ) throws -> Int64 {
        try registry.create(Draft(fields, rows: rows, state: state), in: register, writer).id
    }

    func units(_ count: Int) throws -> [Unit] {
        try writer.reader.all(
            """
            SELECT id, name, county FROM organisation WHERE county IS NOT NULL
            ORDER BY id LIMIT \(count)
            """
        ).map { Unit(id: $0[0].integer ?? 0, name: $0[1].text ?? "", county: $0[2]) }
    }

    func appropriate(_ fund: Int64, _ name: String, _ year: Int) throws {
        guard let day = CalendarDate(year: year, month: 1, day: 28) else { return }
        try Ledger(registry).post(
            [
                TransferRequest(
                    "demonstration/\(fund)/\(year)", "appropriation",
                    from: .source(title: "市级预算"), to: .fund(fund, name, year: year),
                    Money(fen: 300_000_000), on: day, docNo: "演财教指〔\(year)〕1号", note: "演示")
            ], writer)
    }

    /// A project that ends within its year: two stages paid, each spent or given back.
    mutating func project(_ fund: Int64, _ year: Int, _ number: Int, _ unit: Unit) throws {
        let approved = some(30_000_000...90_000_000)
        let first = approved * 6 / 10
        let no = "\(year)\(number)"
        func stage(_ stage: Int64, _ fen: Int64, _ condition: String, _ due: String)
            -> [String: Scalar]
        {
            [
                "stage": .integer(stage), "year": .integer(Int64(year)), "amount": .integer(fen),
                "condition": .text(condition), "due_on": .text("\(year)-\(due)"),
            ]
        }
        let project = try make(
            "project-funding",
            [
                "project_no": .text("YSZH\(no)"), "name": .text("演示转化项目\(no)"),
                "organisation": .integer(unit.id), "unit": .text(unit.name), "county": unit.county,
                "earmark": .integer(fund), "approved": .integer(approved),
                "approved_on": .text("\(year)-02-20"), "approved_doc": .text("演科发〔\(year)〕6号"),
                "contract_no": .text("YSZHHT\(no)"), "signed_on": .text("\(year)-03-10"),
                "ends_on": .text("\(year)-12-31"),
            ],
            rows: [
                "plan": [["year": .integer(Int64(year)), "amount": .integer(approved)]],
                "stages": [
                    stage(1, first, "signing", "03-20"),
                    stage(2, approved - first, "signing", "08-20"),
                ],
            ], state: "contracted")
        for (stage, fen, month) in [(1, first, "04"), (2, approved - first, "09")] {
            try make(
                "payment-request",
                [
                    "request_no": .text("YSZHBK\(no)\(stage)"), "project": .integer(project),
                    "organisation": .integer(unit.id), "year": .integer(Int64(year)),
                    "stage": .integer(Int64(stage)), "amount": .integer(fen),
                    "payee": .text(unit.name), "account_tail": .text("0001"),
                    "evidence_note": .text("合同"), "approved_on": .text("\(year)-\(month)-01"),
                    "paid_on": .text("\(year)-\(month)-08"),
                    "voucher_no": .text("演转付\(no)\(stage)"),
                    "arrived_on": .text("\(year)-\(month)-15"),
                    "receipt_no": .text("演转回\(no)\(stage)"),
                ], state: "arrived")
        }
        try spend(project, year, no, unit, approved)
    }

    /// Receipts until nothing is left; one project of three gives a rest back.
    private mutating func spend(
        _ project: Int64, _ year: Int, _ no: String, _ unit: Unit, _ approved: Int64
    ) throws {
        let back = no.hasSuffix("3") ? some(100_000...900_000) : 0
        var left = approved - back
        let categories = ["equipment", "business", "labour"]
        for (index, category) in categories.enumerated() {
            let isLast = index == categories.count - 1
            let fen = isLast ? left : some(1...(left / 2))
            left -= fen
            try make(
                "project-expense",
                [
                    "project": .integer(project), "organisation": .integer(unit.id),
                    "year": .integer(Int64(year)), "category": .text(category),
                    "item": .text("演示支出"), "amount": .integer(fen),
                    "receipt_no": .text("演转票\(no)\(index + 1)"),
                    "spent_on": .text("\(year)-10-\(10 + index)"),
                ], state: "booked")
        }
        guard back > 0 else { return }
        try make(
            "fund-return",
            [
                "return_no": .text("YSZHTK\(no)"), "kind": .text("returned"),
                "project": .integer(project), "year": .integer(Int64(year)),
                "amount": .integer(back), "reason": .text("结余退回"),
                "due_on": .text("\(year)-12-20"), "returned_on": .text("\(year)-12-15"),
                "doc_no": .text("演转退\(no)"),
            ], state: "booked")
    }
}
