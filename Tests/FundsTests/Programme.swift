import Funds
import Registers
import Store
import Values

/// What the tests of projects, payments and pools do in the test city.
extension Treasury {
    func make(
        _ register: String, _ fields: [String: Scalar], rows: [String: [[String: Scalar]]] = [:],
        state: String? = nil
    ) async throws -> Int64 {
        let registry = registry
        return try await database.write(act("\(register).created")) {
            try registry.create(Draft(fields, rows: rows, state: state), in: register, $0).id
        }
    }

    /// Makes a move with what it requires, as an approval or whoever may does.
    func move(
        _ register: String, _ id: Int64, _ move: String, _ fields: [String: Scalar] = [:]
    ) async throws {
        let registry = registry
        try await database.write(act("\(register).moved:\(move)")) { writer in
            if !fields.isEmpty {
                _ = try registry.change(register, id, to: Draft(fields), version: nil, writer)
            }
            _ = try registry.move(register, id, move, version: nil, writer)
        }
    }

    func change(
        _ register: String, _ id: Int64, _ fields: [String: Scalar] = [:],
        rows: [String: [[String: Scalar]]] = [:]
    ) async throws {
        let registry = registry
        try await database.write(act("\(register).changed")) {
            _ = try registry.change(
                register, id, to: Draft(fields, rows: rows), version: nil, $0)
        }
    }

    func record(_ register: String, _ id: Int64) throws -> Record {
        try database.readNow { try registry.record($0, register, id) }
    }

    /// The rule that stands against a write, as the books keep it; nil where it went through.
    func rule(_ body: () async throws -> Void) async throws -> String? {
        let before = try refusals.count
        do {
            try await body()
            return nil
        } catch RecordRefusal.refusedBeside {
            let after = try refusals
            return after.count == before + 1 ? after.last : "none kept"
        }
    }

    /// The standing of an account by its code, in yuan.
    func yuan(_ code: String) throws -> Int64 {
        try database.readNow { try ledger.balance($0, code).standing.fen / 100 }
    }

    static func year(_ year: Int64, _ yuan: Int64) -> [String: Scalar] {
        ["year": .integer(year), "amount": .integer(yuan * 100)]
    }

    static func stage(
        _ number: Int64, _ year: Int64, _ yuan: Int64, _ condition: String = "signing",
        met: String? = nil
    ) -> [String: Scalar] {
        var row: [String: Scalar] = [
            "stage": .integer(number), "year": .integer(year), "amount": .integer(yuan * 100),
            "condition": .text(condition),
        ]
        if let met { row["met_on"] = .text(met) }
        return row
    }

    static let planned = [year(2025, 600), year(2026, 400)]
    static let stages = [
        stage(1, 2025, 400), stage(2, 2025, 200, "mid-term"), stage(3, 2026, 400, "acceptance"),
    ]

    /// A project of 1,000 yuan over two years.
    func project(
        _ number: String = "P1", approved yuan: Int64 = 1_000,
        plan: [[String: Scalar]] = planned, earmark: Int64? = nil
    ) async throws -> Int64 {
        try await make(
            "project-funding",
            [
                "project_no": .text(number), "name": .text("洞庭湖水质\(number)"),
                "unit": .text("示例研究所"), "earmark": .integer(earmark ?? science),
                "approved": .integer(yuan * 100),
            ], rows: ["plan": plan])
    }

    func approve(_ project: Int64) async throws {
        try await move(
            "project-funding", project, "approve",
            ["approved_on": .text("2025-03-03"), "approved_doc": .text("示科发〔2025〕1号")])
    }

    func sign(_ project: Int64, _ stages: [[String: Scalar]] = stages) async throws {
        let registry = registry
        try await database.write(act("project-funding.moved:sign")) { writer in
            let draft = Draft(
                ["signed_on": .text("2025-03-04"), "contract_no": .text("HT-1")],
                rows: ["stages": stages])
            _ = try registry.change("project-funding", project, to: draft, version: nil, writer)
            _ = try registry.move("project-funding", project, "sign", version: nil, writer)
        }
    }

    /// A project under contract, with a year's money in the fund.
    func contracted(_ number: String = "P1", money: Int64 = 1_000) async throws -> Int64 {
        if money > 0 { try await appropriate(money, science, key: number) }
        let project = try await project(number)
        try await approve(project)
        try await sign(project)
        return project
    }

    func request(
        _ project: Int64, _ number: String = "B1", stage: Int64 = 1, _ yuan: Int64 = 400,
        year: Int64 = 2025
    ) async throws -> Int64 {
        try await make(
            "payment-request",
            [
                "request_no": .text(number), "project": .integer(project), "year": .integer(year),
                "stage": .integer(stage), "amount": .integer(yuan * 100),
                "payee": .text("示例研究所"), "payee_account": .text("6222000011112222"),
                "account_tail": .text("2222"), "evidence_note": .text("合同"),
            ])
    }

    func agree(_ request: Int64) async throws {
        try await move("payment-request", request, "approve")
    }

    func pay(_ request: Int64) async throws {
        try await move(
            "payment-request", request, "pay",
            ["paid_on": .text("2025-03-06"), "voucher_no": .text("ZF-\(request)")])
    }

    func arrive(_ request: Int64) async throws {
        try await move(
            "payment-request", request, "arrive",
            ["arrived_on": .text("2025-03-07"), "receipt_no": .text("HD-\(request)")])
    }

    /// A payment of a stage, from the request to the receipt.
    @discardableResult
    func paid(
        _ project: Int64, _ number: String = "B1", stage: Int64 = 1, _ yuan: Int64 = 400
    ) async throws -> Int64 {
        let request = try await request(project, number, stage: stage, yuan)
        try await agree(request)
        try await pay(request)
        try await arrive(request)
        return request
    }

    func expense(_ project: Int64, _ receipt: String, _ yuan: Int64, year: Int64 = 2025)
        async throws -> Int64
    {
        try await make(
            "project-expense",
            [
                "project": .integer(project), "year": .integer(year),
                "category": .text("business"), "amount": .integer(yuan * 100),
                "receipt_no": .text(receipt), "spent_on": .text("2025-03-08"),
            ])
    }

    func giveBack(
        _ project: Int64, _ number: String, _ kind: String, _ yuan: Int64, year: Int64 = 2025,
        payment: Int64? = nil
    ) async throws -> Int64 {
        var fields: [String: Scalar] = [
            "return_no": .text(number), "kind": .text(kind), "project": .integer(project),
            "year": .integer(year), "amount": .integer(yuan * 100), "reason": .text("结余"),
        ]
        fields["payment"] = payment.map { .integer($0) }
        return try await make("fund-return", fields)
    }

    func bookReturn(_ id: Int64) async throws {
        try await move(
            "fund-return", id, "book",
            ["returned_on": .text("2025-03-09"), "doc_no": .text("TK-\(id)")])
    }

    var refusals: [String] {
        get throws {
            try database.readNow {
                try $0.all("SELECT rule FROM ledger_refusal ORDER BY id").compactMap { $0[0].text }
            }
        }
    }
}
