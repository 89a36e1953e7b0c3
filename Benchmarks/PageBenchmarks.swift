import Accounts
import Catalogue
import Figures
import Foundation
import Registers
import Reports
import Store
import Values
import Web

/// A list page from the database, the Word report, and what an idle server keeps in memory.
struct PageBenchmarks {
    let registry: Registry
    let figures: Figures

    func run() async throws {
        let accounts = Accounts(registry)
        let reports = Reports(figures)
        let site = Site(
            registry: registry, figures: figures, reports: reports,
            accounts: accounts, assets: [])
        let origin = Origin(address: "127.0.0.1", agent: "测速")
        let signedIn = try await accounts.signIn(
            login: "demo-transfer", password: Accounts.demonstrationPassword, from: origin)
        guard case .signedIn(let token) = signedIn else { return }
        let request = Request(
            "GET", "/registers/technology-contract", headers: ["cookie": "dongting=\(token)"])
        let count = 200
        let list = await median(of: 5) {
            for _ in 0..<count {
                _ = await site.respond(request)
            }
        }
        Line(
            what: "50 行的列表页", value: list.cpu / Double(count) * 1_000, unit: "毫秒（处理器）",
            goal: "≤ 0.3 毫秒"
        ).print()
        let question = FigureQuestion(year: 2025, today: registry.database.clock.today)
        let composed = try await registry.database.read { try reports.compose($0, question) }
        let word = try await median(of: 5) {
            _ = try ReportRendering.word(composed, version: nil)
        }
        Line(what: "Word 报告", value: word.cpu, unit: "秒（处理器）", goal: "≤ 0.1 秒").print()
        Line(what: "本进程内存", value: Memory.resident, unit: "MB", goal: "空闲服务 ≤ 100 MB").print()
    }
}
