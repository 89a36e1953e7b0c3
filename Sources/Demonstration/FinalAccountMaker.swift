import Registers
import Values

/// The tables that are published with the final accounts, as the demonstration's budget lines have
/// them: what is held against them agrees.
enum FinalAccountMaker {
    /// Rows of 公开05 by function, 公开06 by people and running, and the rate of execution, for
    /// each year of the lines.
    static func tables(of lines: [Draft]) -> [Draft] {
        let own = lines.filter {
            $0.fields["own_spend"] != .integer(0) && ($0.fields["final"]?.integer ?? 0) > 0
        }
        let years = Set(own.compactMap { $0.fields["year"]?.integer }).sorted()
        return years.flatMap { year in
            let ofYear = own.filter { $0.fields["year"]?.integer == year }
            return byFunction(ofYear, year) + byClass(ofYear, year) + rate(ofYear, year)
        }
    }

    private static func sum(_ lines: [Draft], _ field: String, kind: String? = nil) -> Int64 {
        lines.filter { kind == nil || $0.fields["kind"]?.text == kind }
            .reduce(0) { $0 + ($1.fields[field]?.integer ?? 0) }
    }

    private static func row(
        _ year: Int64, _ table: String, _ code: String?, _ item: String, _ more: [String: Scalar]
    ) -> Draft {
        var fields: [String: Scalar] = [
            "year": .integer(year), "unit": .text("演示科学技术局"), "table": .text(table),
            "item": .text(item), "source_file": .text("\(year)年部门决算公开表（演示）.xlsx"),
        ]
        if let code { fields["code"] = .text(code) }
        return Draft(fields.merging(more) { $1 }, stateSince: "\(year)-12-31")
    }

    private static func byFunction(_ lines: [Draft], _ year: Int64) -> [Draft] {
        func amounts(_ lines: [Draft]) -> [String: Scalar] {
            [
                "total": .integer(sum(lines, "final")),
                "basic": .integer(sum(lines, "final", kind: "basic")),
                "project": .integer(sum(lines, "final", kind: "project")),
            ]
        }
        let groups = Dictionary(grouping: lines) { $0.fields["function_code"]?.text ?? "" }
        return groups.sorted { $0.key < $1.key }.map { code, lines in
            row(
                year, "public05", code, lines[0].fields["line_name"]?.text ?? code,
                amounts(lines))
        } + [row(year, "public05", nil, "合计", amounts(lines))]
    }

    /// Four fifths for people, the rest for running: to the fen the basic spending.
    private static func byClass(_ lines: [Draft], _ year: Int64) -> [Draft] {
        let basic = sum(lines, "final", kind: "basic")
        let people = basic / 5 * 4
        return [
            row(
                year, "public06", "301", "工资福利支出",
                ["total": .integer(people), "personnel": .integer(people), "running": .integer(0)]),
            row(
                year, "public06", "302", "商品和服务支出",
                [
                    "total": .integer(basic - people), "personnel": .integer(0),
                    "running": .integer(basic - people),
                ]),
        ]
    }

    private static func rate(_ lines: [Draft], _ year: Int64) -> [Draft] {
        let budget = sum(lines, "budget_total")
        guard budget > 0 else { return [] }
        let paid = Int128(sum(lines, "final")) * 100
        guard let rate = Fraction(paid, Int128(budget))?.rounded(2) else { return [] }
        return [
            row(
                year, "rate", nil, "部门整体支出绩效自评表",
                ["rate": .integer(Int64(rate.unscaled))])
        ]
    }
}
