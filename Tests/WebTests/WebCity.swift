import Accounts
import Awards
import Catalogue
import Documents
import Figures
import Foundation
import Funds
import Operating
import Registers
import Reports
import Store
import TestDatabase
import Testing
import Values

@testable import Web

/// A city in memory with the real catalogue: the published part of Yueyang's 2025, some
/// organisations, and 120 contracts of 2024 and 2025.
struct WebCity {
    let registry: Registry
    let site: Site
    let accounts: Accounts
    /// Who asks, unless a request says so itself by a cookie.
    let viewer: Viewer

    /// 2026-02-10 at Shanghai.
    static let today = Instant(milliseconds: 1_770_685_200_000)
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    static let loaded = Result { try Catalogue.load([root.appending(path: "cities/yueyang").path]) }

    /// Made once: all tests of pages only read.
    static let filled = Task { try await WebCity(filled: true) }
    static let empty = Task { try await WebCity(filled: false) }

    static let tables = [
        "section": "section", "budget-line": "budget-line", "statistic": "statistic",
        "zone-milestone": "zone-milestone", "passages": "passage", "annotation": "annotation",
    ]

    init(
        filled: Bool, role: String = "officer", demonstration: Bool = true,
        log: RunLog = RunLog(.nowhere)
    ) async throws {
        let database = try testDatabase(
            Self.loaded.get(), clock: .fixed(Self.today), demonstration: demonstration)
        registry = Registry(database, consequences: CityConsequences.all)
        let figures = Figures(registry)
        var policy = AccountPolicy()
        policy.passwordCost = .cheap
        accounts = Accounts(registry, policy: policy)
        viewer = try Self.viewer(role)
        site = Site(
            registry: registry, figures: figures, reports: Reports(figures),
            accounts: accounts, assets: [], log: log)
        if filled { try await fill() }
    }

    static func viewer(_ role: String) throws -> Viewer {
        Viewer(name: "测试员", role: try #require(try loaded.get().roles[role]))
    }

    private func fill() async throws {
        let officer = try Self.viewer("officer")
        for file in Self.tables.keys.sorted() {
            let path = Self.root.appending(path: "examples/yueyang-2025/\(file).csv")
            let table = try CSVTable.parse([UInt8](Data(contentsOf: path)))
            _ = try await registry.importTable(
                table, into: try #require(Self.tables[file]), by: officer, source: file)
        }
        let organisations = try CSVTable.parse(
            Array("name,kind,county\n甲<b>研究院</b>,university,岳阳楼区\n乙公司,enterprise,平江县\n".utf8))
        _ = try await registry.importTable(
            organisations, into: "organisation", by: officer, source: "organisations")
        var text = "external_no,name,contract_type,seller,seller_kind,buyer,buyer_kind,"
        text +=
            "buyer_region,total,tech_amount,registered_on,county,state,state_since,seller_person\n"
        for number in 1...120 {
            let year = number <= 40 ? 2024 : 2025
            let day = "\(year)-03-\(number % 28 + 1 < 10 ? "0" : "")\(number % 28 + 1)"
            text += "HT-\(1000 + number),<script>第\(number)号&“合同”</script>,development,"
            text += "甲<b>研究院</b>,university,乙公司,内资企业,430626,\(number)00000,\(number)0000,"
            text += "\(day),\(number % 2 == 0 ? "岳阳楼区" : "平江县"),registered,\(day),张三丰\n"
        }
        let contracts = try CSVTable.parse(Array(text.utf8))
        _ = try await registry.importTable(
            contracts, into: "technology-contract", by: officer, source: "contracts")
    }

    func get(
        _ target: String, method: String = "GET", headers: [String: String] = [:],
        as other: Viewer? = nil
    ) async -> Response {
        var request = Request(method, target, headers: headers)
        request.isFromThisMachine = true
        request.viewer = other ?? viewer
        return await site.respond(request)
    }

    /// The id of the first record of a register.
    func first(_ register: String) async throws -> Int64 {
        let table = register.replacing("-", with: "_")
        return try await registry.database.read {
            try $0.integer("SELECT min(id) FROM \(table: table)")
        }
    }
}
