import Catalogue
public import Registers
import Store
public import Values

/// One line of a table of final accounts (record of `final-account`).
public struct FinalAccountRow: Sendable {
    /// A code of list `final-account-tables`.
    public enum Table: String, Sendable, CaseIterable {
        case public05, public06
        case threePublic = "three-public"
        case report, rate
    }

    public let record: Record

    static let register = "final-account"

    init(_ record: Record) { self.record = record }

    public var table: Table? { record["table"].text.flatMap(Table.init) }
    /// Of function or of economic class; nil for a sum.
    public var code: String? { record["code"].text }
    public var item: String { record["item"].text ?? "" }

    /// An amount by its field; nil where the table states none.
    public func money(_ field: String) -> Money? { record[field].integer.map(Money.init(fen:)) }

    /// Whether it is the sum that the table prints of itself.
    var isTotal: Bool { code == nil && ["合计", "总计"].contains(item) }
}

extension [FinalAccountRow] {
    /// Rows that stand for themselves: those of classes are sums of those of their items.
    var leaves: [FinalAccountRow] {
        let codes = compactMap(\.code)
        return filter { row in
            guard let code = row.code else { return false }
            return !codes.contains { $0.count > code.count && $0.hasPrefix(code) }
        }
    }

    /// What the table comes to by a field: its own sum, else that of its rows; nil where it states
    /// nothing.
    func total(_ field: String) -> Money? {
        if let stated = first(where: \.isTotal)?.money(field) { return stated }
        let amounts = leaves.compactMap { $0.money(field) }
        return amounts.isEmpty ? nil : Money(fen: amounts.map(\.fen).reduce(0, &+))
    }
}

extension Budget {
    /// The tables of a year's final accounts, row by row.
    func finalAccounts(_ reader: Reader, year: Int) throws -> [FinalAccountRow] {
        var rows: [FinalAccountRow] = []
        try registry.eachRecord(reader, FinalAccountRow.register) { chunk in
            rows += chunk.filter {
                $0.state != Lifecycle.withdrawn && $0["year"].integer == Int64(year)
            }.map(FinalAccountRow.init)
        }
        return rows
    }
}
