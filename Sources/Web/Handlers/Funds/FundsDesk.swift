import Catalogue
import Documents
import Foundation
import Funds
import Registers
import Store
import Values

/// What all pages about funds need.
extension Desk {
    var budget: Budget { Budget(registry) }

    func fundsFrame(_ reader: Reader, _ title: String, _ trail: [Crumb]) throws -> Frame {
        try frame(reader, title, in: .funds, trail: trail)
    }

    /// The year asked for; else this one where there are lines of it, else the last that has any.
    func fundsYear(_ reader: Reader, _ asked: Int?) throws -> Int {
        if let asked { return asked }
        let known = try budget.years(reader).filter { $0 <= today.year }
        return known.last ?? today.year
    }

    /// Budget lines of a year, filtered further.
    static func lines(_ year: Int, _ more: [(String, String)] = []) -> Link {
        .register("budget-line", Parameters([("year", String(year))] + more))
    }

    /// In 万元 with two decimals, thousands apart.
    static func wan(_ amount: Money) -> String {
        Numbers.grouped(amount.text(in: .wan, decimals: 2))
    }

    /// A share of a hundred; a dash where there is none.
    static func percent(_ number: FixedDecimal?) -> String {
        number.map { Numbers.grouped("\($0)") + "%" } ?? "—"
    }

    /// An amount that leads to the lines that it is added up from.
    static func linked(_ amount: Money, _ link: Link) -> HTML {
        "<a href=\"\(link)\">\(wan(amount))</a>"
    }

    /// Whether the viewer may act on budget lines: remind a section, take a file.
    func mayOnBudget(_ act: Role.Act) -> Bool {
        guard let register = catalogue.register("budget-line") else { return false }
        return registry.may(viewer, act, on: register)
    }

    /// Runs `body` with the bytes of a file standing somewhere; gone afterwards.
    func standing<T>(_ bytes: [UInt8], _ body: (String) async throws -> T) async throws -> T {
        let path = NSTemporaryDirectory() + "dongting-\(UUID().uuidString).xlsx"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        return try await body(path)
    }
}

extension Desk {
    /// For whoever takes in the treasury's files: where they go.
    var fundsStart: HTML {
        guard has(.funds), mayOnBudget(.import), viewer.role.name == "finance" else { return "" }
        return """
            <section class="group"><h2>预算执行</h2><ul class="starts">\
            <li><a class="btn" href="\(Link(.funds))">看本年资金</a></li>\
            <li><a class="btn" href="\(Link(.fundsFiles))">导入一体化系统的 Excel</a></li>\
            <li><a class="btn" href="\(Link(.fundsReconciliation))">决算核对</a></li>\
            <li><a class="btn" href="\(Link.runningCosts(today.year))">“三公”和各项经费</a></li></ul></section>
            """
    }
}
