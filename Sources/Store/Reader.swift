public import Values

/// One open connection inside one read or write; never leaves the closure it was given to.
protocol Connection: AnyObject {
    var dialect: Dialect { get }
    func execute(_ statement: Statement) throws
    /// Hands over the rows of a short answer until `body` returns false.
    func all(_ statement: Statement, _ body: ([Scalar]) throws -> Bool) throws
    /// Hands over row after row of an answer of any length, until `body` returns false.
    func each(_ statement: Statement, _ body: ([Scalar]) throws -> Bool) throws
}

extension Connection {
    /// Lets foreign keys wait for the end of the write.
    func deferKeys() throws {
        let command =
            dialect == .sqlite
            ? "PRAGMA defer_foreign_keys = ON" : "SET CONSTRAINTS ALL DEFERRED"
        try execute(Statement(text: command, values: []))
    }
}

/// Asks the database, all questions of one block seeing the same snapshot.
public struct Reader {
    let connection: any Connection

    public var dialect: Dialect { connection.dialect }

    /// Every row of the answer.
    public func all(_ sql: SQL) throws -> [[Scalar]] {
        var rows: [[Scalar]] = []
        try connection.all(Statement(sql, dialect)) {
            rows.append($0)
            return true
        }
        return rows
    }

    /// The first row, or nil.
    public func first(_ sql: SQL) throws -> [Scalar]? { try first(Statement(sql, dialect)) }

    /// The first row of a statement made once and filled many times.
    public func first(_ statement: Statement) throws -> [Scalar]? {
        var row: [Scalar]?
        try connection.all(statement) {
            row = $0
            return false
        }
        return row
    }

    /// The integer in the first column of the first row; 0 where there is none.
    public func integer(_ sql: SQL) throws -> Int64 { try first(sql)?.first?.integer ?? 0 }

    /// Hands over row after row without keeping them.
    public func each(_ sql: SQL, _ body: ([Scalar]) throws -> Void) throws {
        try each(Statement(sql, dialect), body)
    }

    /// Hands over the rows of a statement made once and filled many times.
    public func each(_ statement: Statement, _ body: ([Scalar]) throws -> Void) throws {
        try connection.each(statement) {
            try body($0)
            return true
        }
    }
}
