import CPostgreSQL
import Values

/// What the server answered to one statement; freed with this object.
final class PostgreSQLAnswer {
    private let result: OpaquePointer?

    init(_ result: OpaquePointer?) { self.result = result }

    deinit { PQclear(result) }

    var isGood: Bool {
        switch PQresultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK: true
        default: false
        }
    }

    var count: Int32 { PQntuples(result) }

    /// Hands over the rows until `body` returns false; says whether it took them all.
    func hand(to body: ([Scalar]) throws -> Bool) throws -> Bool {
        let columns = PQnfields(result)
        let types = (0..<columns).map { PQftype(result, $0) }
        for row in 0..<count {
            let cells = (0..<columns).map { cell(row, $0, types[Int($0)]) }
            if try !body(cells) { return false }
        }
        return true
    }

    private func cell(_ row: Int32, _ column: Int32, _ type: Oid) -> Scalar {
        guard PQgetisnull(result, row, column) == 0, let bytes = PQgetvalue(result, row, column)
        else { return .null }
        let text = String(
            decoding: UnsafeRawBufferPointer(
                start: bytes, count: Int(PQgetlength(result, row, column))), as: UTF8.self)
        switch type {
        // int8, int2, int4, and numeric: what the sum of int8 is.
        case 20, 21, 23, 1700: return Int64(text).map(Scalar.integer) ?? .text(text)
        case 16: return .integer(text == "t" ? 1 : 0)
        default: return .text(text)
        }
    }
}
