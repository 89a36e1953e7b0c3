/// One broken rule of a filled sheet: where, what, and what to do.
public struct SheetProblem: Sendable, Hashable, CustomStringConvertible {
    /// The row, counted from 1; nil for the sheet as a whole, 0 for the row of totals.
    public let line: Int?
    /// The column's heading; nil for the row as a whole.
    public let heading: String?
    /// The broken rule, with what was found.
    public let what: String
    /// What to do.
    public let advice: String
    /// The cell of the uploaded workbook, such as `C7`, where there is one.
    public var cell: String?

    init(_ line: Int?, _ heading: String?, _ what: String, _ advice: String) {
        self.line = line
        self.heading = heading
        self.what = what
        self.advice = advice
    }

    /// Place, rule and advice as one sentence.
    public var description: String {
        var place = cell.map { "单元格 \($0)" } ?? line.map { $0 == 0 ? "合计行" : "第 \($0) 行" } ?? ""
        if let heading { place += "“\(heading)”" }
        return "\(place.isEmpty ? "整张表" : place)：\(what)。\(advice)。"
    }
}
