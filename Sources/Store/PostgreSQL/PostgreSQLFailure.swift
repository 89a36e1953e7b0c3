import CPostgreSQL

/// What a PostgreSQL server refused, before it is put in words.
struct PostgreSQLFailure: Error {
    /// Five characters of SQLSTATE; empty where the connection itself is gone.
    let code: String
    let message: String
    let table: String?
    let isAlive: Bool

    init(_ result: OpaquePointer?, _ connection: OpaquePointer) {
        func field(_ name: Character) -> String? {
            PQresultErrorField(result, Int32(name.asciiValue ?? 0)).map { String(cString: $0) }
        }
        code = field("C") ?? ""
        message = Self.oneLine(field("M") ?? String(cString: PQerrorMessage(connection)))
        table = field("t")
        isAlive = PQstatus(connection) == CONNECTION_OK
    }

    /// - Parameter server: the address without its password.
    func explained(_ server: String) -> StoreError {
        if !isAlive || code.hasPrefix("08") || code.hasPrefix("57P") {
            return .connectionLost(server, detail: message)
        }
        switch code {
        case "40001", "40P01": return .conflict(detail: message)
        case "57014": return .tooLong
        case "55P03": return .locked(file: server)
        case "53100": return .diskFull(file: server)
        case "25006", "42501": return .readOnly(file: server)
        case "XX001", "XX002": return .damaged(file: server, detail: message)
        case _ where code.hasPrefix("23"): return .constraint(table: table, detail: message)
        default: return .failed(detail: message + (code.isEmpty ? "" : "（\(code)）"))
        }
    }

    static func oneLine(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).joined(separator: " ")
    }
}
