import Catalogue
public import Documents
public import Registers
public import Store
import Values

/// The bureau's budget: its lines through the year, and the accounts that the year ends with.
public struct Budget: Sendable {
    public let registry: Registry

    /// The budget of a city.
    public init(_ registry: Registry) { self.registry = registry }

    /// The lines of a year that are in force, in the order in which they were made.
    public func lines(_ reader: Reader, year: Int) throws -> [BudgetLine] {
        var lines: [BudgetLine] = []
        try registry.eachRecord(reader, BudgetLine.register) { chunk in
            lines += chunk.filter {
                $0.state != Lifecycle.withdrawn && $0["year"].integer == Int64(year)
            }.map(BudgetLine.init)
        }
        return lines
    }

    /// The years that there are lines of, oldest first.
    public func years(_ reader: Reader) throws -> [Int] {
        try reader.all(
            """
            SELECT DISTINCT year FROM budget_line WHERE state <> \(Lifecycle.withdrawn)
            AND year IS NOT NULL ORDER BY year
            """
        ).compactMap { $0[0].integer.map(Int.init) }
    }

    /// The table of a file: an .xlsx by a register's headings, else a CSV.
    /// - Parameters:
    ///   - bytes: the file; none of a workbook that stands at `path`.
    ///   - path: where it stands, for a workbook.
    /// - Throws: `DocumentProblem`.
    public static func table(
        at path: String, _ bytes: [UInt8], sheet: String? = nil,
        isKnown: (Heading) -> Bool
    ) throws -> ImportTable {
        guard bytes.starts(with: [0x50, 0x4B]) else {
            return ImportTable(try CSVTable.parse(bytes), isOurs: false)
        }
        return try ImportTable(workbook: path, sheet: sheet, isKnown: isKnown)
    }

    /// - Throws: `RecordRefusal`: the role may not, or the register is another section's.
    func permit(_ viewer: Viewer, _ act: Role.Act, on register: String) throws {
        try registry.permit(viewer, act, on: try registry.register(register))
    }
}
