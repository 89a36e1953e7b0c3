/// What the engines write differently. Everything else is SQL that both understand.
public enum Dialect: Sendable {
    case sqlite
    case postgresql

    /// The place of the n-th value, counted from 1.
    public func place(_ n: Int) -> String {
        switch self {
        case .sqlite: "?\(n)"
        case .postgresql: "$\(n)"
        }
    }

    /// The type of a column in DDL.
    func type(_ kind: ColumnKind) -> String {
        switch (self, kind) {
        case (.sqlite, .integer): "INTEGER"
        case (.sqlite, .text): "TEXT"
        case (.postgresql, .integer): "BIGINT"
        // Dates and codes compare by their bytes on both engines.
        case (.postgresql, .text): "TEXT COLLATE \"C\""
        }
    }

    /// What follows the closing bracket of a table.
    var tableOptions: String {
        switch self {
        case .sqlite: " STRICT"
        case .postgresql: ""
        }
    }
}

/// The two types a column can have; what the integers and texts mean is the catalogue's business.
public enum ColumnKind: String, Sendable { case integer, text }
