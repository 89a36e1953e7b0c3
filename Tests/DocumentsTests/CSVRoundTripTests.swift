import Documents
import Testing

/// Random tables survive writing and reading, whatever their cells hold.
@Suite struct CSVRoundTripTests {
    private struct Seeded: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    private let pieces = [
        "a", "甲", ",", "\"", "\n", "\r\n", "\r", ";", "\t", " ", "1", ".", "'", "😀", "\u{301}",
    ]

    @Test(arguments: 1...20) func randomTablesComeBack(seed: UInt64) throws {
        var random = Seeded(state: seed)
        let columns = Int.random(in: 2...5, using: &random)
        let header = (0..<columns).map { "列\($0)" }
        let rows = (0..<50).map { row in
            // The first cell keeps the row from being a blank one, the letter from protection.
            (0..<columns).map { column in
                let length = Int.random(in: 0...6, using: &random)
                let tail = (0..<length).map { _ in pieces.randomElement(using: &random) ?? "" }
                return (column == 0 ? "x" : tail.isEmpty ? "" : "y") + tail.joined()
            }
        }
        let text = CSVWriter.text(header: header, rows: rows, byteOrderMark: seed % 2 == 0)
        let table = try CSVTable.parse(Array(text.utf8))
        #expect(table.header == header)
        #expect(
            table.rows.map { $0.cells.map { Array($0.utf8) } }
                == rows.map { $0.map { Array($0.utf8) } })
    }

    @Test(arguments: 1...200) func randomBytesNeverTrap(seed: UInt64) {
        var random = Seeded(state: seed)
        let alphabet = Array("a,\"\n\r;\t \u{FEFF}甲".utf8) + [0xB5, 0xFF]
        let bytes = (0..<Int.random(in: 0...60, using: &random)).map { _ in
            alphabet.randomElement(using: &random) ?? 0
        }
        do throws(DocumentProblem) {
            let table = try CSVTable.parse(bytes)
            #expect(table.rows.allSatisfy { $0.cells.count == table.header.count })
        } catch {
            #expect(!error.description.isEmpty)
        }
    }
}
