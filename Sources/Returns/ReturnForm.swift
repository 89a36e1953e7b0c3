public import Catalogue
import Journal
public import Registers
import Values

/// What a return asks: the columns, the rows where they are fixed, what all rows share, by when.
public struct ReturnForm: Sendable {
    /// The record that declares it.
    public let collection: Record
    /// From left to right.
    public let columns: [ReturnColumn]
    /// Titles of the rows in the first column; empty where rows are added as needed.
    public let rowTitles: [String]
    /// The register that comes in lands in.
    public let register: Register?
    /// Fields that every row has alike, with their texts.
    public let fixed: [String: String]
    /// What is wrong with the declaration, in words; a return with mistakes is not sent.
    public let mistakes: [String]

    /// What people call it.
    public var name: String { collection["name"].text ?? "" }
    /// Code of the section that answers for it.
    public var section: String { collection["responsible_section"].text ?? "" }
    /// The collection of the period before.
    public var previous: Int64? { collection["previous"].integer }
    /// Where rows known beforehand come from.
    public var prefill: Prefill {
        collection["prefill"].text.flatMap(Prefill.init(rawValue:)) ?? .none
    }

    /// Where rows known beforehand come from.
    public enum Prefill: String, CaseIterable, Sendable { case none, register, previous }

    /// What tells one row from another: the register's match among the columns, or the first one.
    public var keyColumns: [String] {
        let match = (register?.match ?? []).filter { name in columns.contains { $0.key == name } }
        return match.isEmpty ? columns.prefix(1).map(\.key) : match
    }

    /// The column of that key.
    public func column(_ key: String) -> ReturnColumn? { columns.first { $0.key == key } }

    /// The day and time by which it is due, `2025-03-25 17:00:00` at Asia/Shanghai.
    public static func due(_ record: Record) -> String {
        let time = record["due_time"].text ?? "24:00"
        return "\(record["due_on"].text ?? "") \(time):00"
    }

    /// By when, for people: 2025-03-25 17:00.
    public static func dueWords(_ record: Record) -> String {
        let time = record["due_time"].text.map { " \($0)" } ?? ""
        return "\(record["due_on"].text ?? "")\(time)"
    }

    /// SHA-256 over what answers mean: columns, types, units, fixed rows. It stays as it was sent.
    public var shape: String {
        let texts = columns.map { column in
            [column.key, column.heading, column.unit ?? "", column.type.word]
                .joined(separator: "\u{1}")
        }
        return Digest(of: (texts + rowTitles).joined(separator: "\n")).hex
    }

    /// SHA-256 over the shape and the checks: templates of another form are not read.
    public var digest: String {
        let texts = columns.map { column in
            [
                column.words.joined(separator: "、"), column.isRequired ? "1" : "0",
                column.least ?? "", column.most ?? "", column.sumOf.joined(separator: "+"),
                column.atMost ?? "", column.isTotalled ? "1" : "0", column.carry.rawValue,
            ].joined(separator: "\u{1}")
        }
        return Digest(of: ([shape] + texts).joined(separator: "\n")).hex
    }

    /// Reads the form that a record of `collection` declares.
    public init(_ collection: Record, _ catalogue: Catalogue) {
        var reading = ReturnFormReading(collection, catalogue)
        let columns = reading.columns()
        let titles = (collection["row_titles"].text ?? "")
            .split { $0 == "、" || $0 == "\n" }.map(String.init)
        let fixed = reading.fixed()
        reading.check(columns, titles, fixed)
        self.collection = collection
        self.columns = columns
        rowTitles = titles
        self.fixed = fixed
        register = reading.register
        mistakes = reading.mistakes
    }
}
