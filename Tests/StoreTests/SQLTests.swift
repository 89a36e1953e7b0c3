import Journal
import Store
import TestDatabase
import Testing
import Values

@Suite struct SQLTests {
    @Test func valuesAreBoundAndNeverWrittenIntoTheText() {
        let name = "'; DROP TABLE visit; --"
        let sql: SQL = "SELECT id FROM \(table: "visit") WHERE name = \(name) AND cost > \(5)"
        let statement = Statement(sql, .sqlite)
        #expect(statement.text == "SELECT id FROM \"visit\" WHERE name = ?1 AND cost > ?2")
        #expect(statement.values == [.text(name), .integer(5)])
        #expect(Statement(sql, .postgresql).text.hasSuffix("name = $1 AND cost > $2"))
    }

    @Test func namesAreQuotedAndStripped() {
        let sql: SQL = "SELECT \(column: "on\"; --") FROM \(table: "visit WHERE 甲")"
        #expect(Statement(sql, .sqlite).text == "SELECT \"on\" FROM \"visitWHERE\"")
    }

    @Test func piecesKeepTheOrderOfTheirValues() {
        let pieces: [SQL] = ["a = \("x")", "b = \("y")", "1 = 1"]
        let statement = Statement(
            "SELECT \(1) WHERE \(pieces.joined(" AND ")) OR c = \(2)", .sqlite)
        #expect(statement.text == "SELECT ?1 WHERE a = ?2 AND b = ?3 AND 1 = 1 OR c = ?4")
        #expect(statement.values == [.integer(1), .text("x"), .text("y"), .integer(2)])
    }

    @Test(arguments: [
        "'; DROP TABLE visit; --", "\" OR 1=1 --", "甲\n乙", "?1", "$1", "\u{1}", "%_\\", "NULL",
        "0x41",
    ])
    func aHostileTextIsStoredAsItIs(text: String) async throws {
        let database = try testDatabase(try SmallCatalogue.load(), clock: .noon)
        try await database.write(.test) { try $0.visit(text) }
        let found = try database.readNow {
            try $0.all("SELECT name FROM visit WHERE name = \(text)")
        }
        #expect(found == [[.text(text)]])
    }

    @Test func theLargestNumbersAreStoredExactly() async throws {
        let database = try testDatabase(try SmallCatalogue.load(), clock: .noon)
        try await database.write(.test) { try $0.visit("甲", cost: .max) }
        #expect(try database.readNow { try $0.integer("SELECT cost FROM visit") } == .max)
    }
}
