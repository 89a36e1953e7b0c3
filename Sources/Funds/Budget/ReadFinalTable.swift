import Catalogue
import Documents
public import Registers
import Values

/// A table of final accounts as the finance bureau's system puts it out, read into the rows of
/// register `final-account`.
///
/// 公开05表 has a row for each code of function. 公开06表 stands in blocks beside one another, each
/// with code, name and amount, or in one with people and running apart. The table of “三公” is one
/// row of amounts under names.
public struct ReadFinalTable: Sendable {
    public let table: FinalAccountRow.Table
    public let year: Int
    /// Whose table it is, where it says so.
    public let unit: String?
    /// The sheet that it stands on.
    public let sheet: String
    /// Rows for the import of register `final-account`, with the register's titles as headings.
    public let rows: [[String]]

    static let header = [
        "年度", "单位", "表", "科目编码", "项目", "合计", "基本支出", "项目支出", "人员经费", "公用经费", "预算数",
        "来源文件",
    ]

    /// For `Registry.importTable`.
    /// - Throws: `DocumentProblem`.
    public var importTable: ImportTable {
        get throws {
            ImportTable(
                try CSVTable.parse(
                    Array(
                        CSVWriter.text(header: Self.header, rows: rows, byteOrderMark: false).utf8))
            )
        }
    }

    /// Every table of final accounts in a workbook.
    /// - Parameter year: of which it is, where a table does not say so itself.
    /// - Throws: `DocumentProblem` where the file is no workbook.
    public static func all(in path: String, file: String, year: Int?) throws -> [ReadFinalTable] {
        let reader = try ExcelReader(path: path)
        return try reader.sheets.filter { !$0.isHidden }.compactMap { sheet in
            var grid: [[Int: String]] = []
            try reader.each(sheet) { row in
                var cells: [Int: String] = [:]
                for cell in row.cells { cells[cell.column] = Heading.narrowed(cell.value.text) }
                grid.append(cells)
                return grid.count < mostRows
            }
            return FinalGrid(grid: grid, sheet: sheet.name, file: file).table(year: year)
        }
    }

    private static let mostRows = 2_000
}

/// The cells of one sheet, half-width and without blanks.
struct FinalGrid {
    let grid: [[Int: String]]
    let sheet: String
    let file: String

    func table(year given: Int?) -> ReadFinalTable? {
        let words = caption
        guard let table = kind(words), let year = Self.year(words) ?? given else { return nil }
        let unit = money(words)
        let owner = Self.owner(words)
        let found: [Entry]
        switch table {
        case .threePublic: found = threePublic
        case .public06: found = byClass
        default: found = byFunction
        }
        if found.isEmpty { return nil }
        return ReadFinalTable(
            table: table, year: year, unit: owner, sheet: sheet,
            rows: found.map { entry in
                func cell(_ name: String) -> String {
                    guard let text = entry.amounts[name], let last = text.last, last.isNumber
                    else { return "" }
                    return text.replacing(",", with: "") + (unit == "元" ? "" : unit)
                }
                return [
                    String(year), owner ?? "", table.rawValue, entry.code, entry.item,
                    cell("合计"), cell("基本支出"), cell("项目支出"), cell("人员经费"), cell("公用经费"),
                    cell("预算数"), String(file.prefix(120)),
                ]
            })
    }

    private struct Entry {
        var code: String
        var item: String
        /// By the titles of the register's fields, as the sheet writes them.
        var amounts: [String: String]
    }

    /// What stands above the first row with a code or an amount.
    private var caption: String {
        var words = sheet + "\n"
        for row in grid.prefix(8) {
            var seen: Set<String> = []
            words +=
                row.sorted { $0.key < $1.key }.map(\.value)
                .filter { seen.insert($0).inserted }.joined(separator: " ") + "\n"
        }
        return words
    }

    private func kind(_ words: String) -> FinalAccountRow.Table? {
        let isFinal = words.contains("决算")
        if words.contains("三公"), isFinal { return .threePublic }
        guard isFinal, words.contains("财政拨款") else { return nil }
        if words.contains("基本支出决算") { return .public06 }
        return words.contains("财政拨款支出决算") ? .public05 : nil
    }

    private static func year(_ words: String) -> Int? {
        words.firstMatch(of: /(20\d\d)年/).flatMap { Int($0.1) }
    }

    private func money(_ words: String) -> String {
        ["亿元", "万元", "元"].first { words.contains("单位:\($0)") } ?? "元"
    }

    private static func owner(_ words: String) -> String? {
        guard let match = words.firstMatch(of: /(?:部门|编制单位|公开部门|填报单位):(\S+)/) else { return nil }
        let name = String(match.1)
        return ["元", "万元", "亿元"].contains(name) ? nil : name
    }

    private static func isCode(_ text: String) -> Bool {
        [3, 5, 7].contains(text.utf8.count) && text.utf8.allSatisfy { (48...57).contains($0) }
            && ("2"..."5").contains(String(text.prefix(1)))
    }

    /// The code that a row begins with, and the column in which it ends. 类, 款 and 项 may stand in
    /// one column, in three as whole codes of which the longest counts, or in three as 206, 01, 02.
    private static func code(_ cells: [(key: Int, value: String)]) -> (key: Int, value: String)? {
        let digits = cells.prefix { cell in
            cell.value.utf8.count <= 7 && cell.value.utf8.allSatisfy { (48...57).contains($0) }
        }
        guard let first = digits.first(where: { isCode($0.value) }) else {
            return cells.first { isCode($0.value) }
        }
        let parts = digits.drop { $0.key < first.key }
        let joined = parts.map(\.value).joined()
        let isInParts = parts.dropFirst().allSatisfy { $0.value.utf8.count == 2 }
        if parts.count > 1, isInParts, isCode(joined), let last = parts.last {
            return (last.key, joined)
        }
        return parts.last { isCode($0.value) }
    }

    private static func isAmount(_ text: String) -> Bool {
        !text.isEmpty && (try? FixedDecimal.parse(text)) != nil
    }

    /// What stands above a column, down to a row: all words of its headings.
    private func headings(_ column: Int, above row: Int) -> String {
        grid[..<row].compactMap { $0[column] }.joined(separator: " ")
    }

    private var firstRow: Int? {
        grid.firstIndex { row in
            row.values.contains(where: Self.isCode) && row.values.contains { Self.isAmount($0) }
        }
    }

    private var byFunction: [Entry] {
        guard let first = firstRow else { return [] }
        return grid[first...].compactMap { row -> Entry? in
            let cells = row.sorted { $0.key < $1.key }
            guard let code = Self.code(cells) else { return nil }
            let item = cells.first { $0.key > code.key && !Self.isAmount($0.value) }
            var amounts: [String: String] = [:]
            for cell in cells where cell.key > (item?.key ?? code.key) {
                let words = headings(cell.key, above: first)
                if words.contains("基本支出") {
                    amounts["基本支出"] = cell.value
                } else if words.contains("项目支出") {
                    amounts["项目支出"] = cell.value
                } else if amounts["合计"] == nil {
                    amounts["合计"] = cell.value
                }
            }
            return Entry(code: code.value, item: item?.value ?? code.value, amounts: amounts)
        } + total(from: first)
    }

    /// The row that the table calls its sum, by the same columns.
    private func total(from first: Int) -> [Entry] {
        for (index, row) in grid.enumerated() where index >= first - 1 || index == first {
            let cells = row.sorted { $0.key < $1.key }
            guard ["合计", "总计"].contains(cells.first?.value ?? ""),
                cells.contains(where: { Self.isAmount($0.value) })
            else { continue }
            var amounts: [String: String] = [:]
            for cell in cells where Self.isAmount(cell.value) {
                let words = headings(cell.key, above: index)
                if words.contains("基本支出") {
                    amounts["基本支出"] = cell.value
                } else if words.contains("项目支出") {
                    amounts["项目支出"] = cell.value
                } else if amounts["合计"] == nil {
                    amounts["合计"] = cell.value
                }
            }
            return [Entry(code: "", item: "合计", amounts: amounts)]
        }
        return []
    }

    /// Blocks beside one another: wherever a code stands, its name and amounts follow up to the
    /// next code.
    private var byClass: [Entry] {
        guard let first = firstRow else { return [] }
        return grid[first...].flatMap { row -> [Entry] in
            let cells = row.sorted { $0.key < $1.key }
            let starts = cells.indices.filter { Self.isCode(cells[$0].value) }
            return starts.enumerated().compactMap { place, start -> Entry? in
                let end = place + 1 < starts.count ? starts[place + 1] : cells.endIndex
                let block = cells[start..<end].dropFirst()
                guard let item = block.first(where: { !Self.isAmount($0.value) }) else {
                    return nil
                }
                let amounts = block.filter { $0.key > item.key && Self.isAmount($0.value) }
                guard !amounts.isEmpty else { return nil }
                return entry(cells[start].value, item.value, amounts, above: first)
            }
        }
    }

    private func entry(
        _ code: String, _ item: String, _ amounts: [(key: Int, value: String)], above first: Int
    ) -> Entry {
        var named: [String: String] = [:]
        for cell in amounts {
            let words = headings(cell.key, above: first)
            let last = words.split(separator: " ").last.map(String.init) ?? ""
            if amounts.count > 1, last.contains("人员经费") {
                named["人员经费"] = cell.value
            } else if amounts.count > 1, last.contains("公用经费") {
                named["公用经费"] = cell.value
            } else if named["合计"] == nil {
                named["合计"] = cell.value
            }
        }
        if named["人员经费"] == nil, named["公用经费"] == nil, let whole = named["合计"] {
            let isPersonnel = CrossCheck.personnel.contains(String(code.prefix(3)))
            named[isPersonnel ? "人员经费" : "公用经费"] = whole
        }
        return Entry(code: code, item: item, amounts: named)
    }

    private static let items: [(word: String, code: String, item: String)] = [
        ("出国", "30212", "因公出国（境）费"), ("购置费", "31013", "公务用车购置费"),
        ("运行", "30231", "公务用车运行维护费"), ("接待费", "30217", "公务接待费"),
    ]

    /// One row of amounts: those under 预算数, those under 决算数.
    private var threePublic: [Entry] {
        guard
            let first = grid.firstIndex(where: { row in
                row.values.count { Self.isAmount($0) } >= 4
                    && row.values.contains { $0.contains(".") || $0 == "0" }
            })
        else { return [] }
        var found: [String: Entry] = [:]
        for cell in grid[first].sorted(by: { $0.key < $1.key }) where Self.isAmount(cell.value) {
            let words = headings(cell.key, above: first)
            let own = words.split(separator: " ").map(String.init)
            let field = words.contains("预算数") && !words.contains("决算数") ? "预算数" : "合计"
            // 购置及运行费 is the sum of the two below it.
            guard
                let item = Self.items.first(where: { item in
                    own.contains {
                        $0.contains(item.word) && !$0.contains("购置及") && !$0.contains("支出决算表")
                    }
                })
            else { continue }
            found[item.code, default: Entry(code: item.code, item: item.item, amounts: [:])]
                .amounts[field] = cell.value
        }
        return Self.items.compactMap { found[$0.code] }
    }
}
