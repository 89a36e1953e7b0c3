import Foundation
import Values

/// What a receiver has filled in: rows of texts by the keys of their columns.
public struct SheetAnswers: Sendable, Hashable {
    /// A missing key is an empty cell.
    public var rows: [[String: String]]
    /// The row of totals of the receiver's own paper, where it was given: it must agree.
    public var total: [String: String]
    /// The receiver states that there is nothing to report, which differs from not reporting.
    public var isNil: Bool

    /// Creates answers.
    public init(_ rows: [[String: String]], total: [String: String] = [:], isNil: Bool = false) {
        self.rows = rows
        self.total = total
        self.isNil = isNil
    }

    /// Reads the stored text; nothing where there is none.
    init(stored text: String?, isNil: Bool = false) {
        let stored = text.flatMap { try? JSONDecoder().decode(Stored.self, from: Data($0.utf8)) }
        self.init(stored?.rows ?? [], total: stored?.total ?? [:], isNil: isNil)
    }

    /// The canonical text: keys in the order of the columns, empty cells left out.
    func stored(_ columns: [ReturnColumn]) -> String {
        func object(_ row: [String: String]) -> JSON {
            .object(
                columns.compactMap { column in
                    row[column.key].flatMap { $0.isEmpty ? nil : (column.key, .string($0)) }
                })
        }
        var pairs: [(String, JSON)] = [("rows", .array(rows.map(object)))]
        if !total.isEmpty { pairs.append(("total", object(total))) }
        return JSON.object(pairs).text
    }

    private struct Stored: Decodable {
        let rows: [[String: String]]
        let total: [String: String]?
    }
}
