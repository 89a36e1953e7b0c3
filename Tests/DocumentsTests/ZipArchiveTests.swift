import Documents
import Testing

@Suite struct ZipArchiveTests {
    private let entries: [(name: String, bytes: [UInt8])] = [
        ("报表/一月.csv", Array("a,b\r\n1,2\r\n".utf8)), ("空.txt", []),
        ("长.txt", Array(repeating: 65, count: 100_000)),
    ]

    @Test func filesComeBackAsTheyWentIn() throws {
        let bytes = try ZipArchive.write(entries, modified: 1_772_323_200)
        let files = try ZipArchive.read(bytes, limit: 1_000_000)
        #expect(files.count == 3)
        for entry in entries { #expect(files[entry.name] == entry.bytes) }
    }

    @Test func equalInputGivesEqualBytes() throws {
        let first = try ZipArchive.write(entries, modified: 1_772_323_200)
        #expect(try ZipArchive.write(entries, modified: 1_772_323_200) == first)
        #expect(try ZipArchive.write(entries, modified: 1_772_323_300) != first)
    }

    @Test func anArchiveThatUnpacksBeyondTheLimitIsRefused() throws {
        let zeros = [UInt8](repeating: 0, count: 5_000_000)
        let bytes = try ZipArchive.write([("a", zeros), ("b", zeros)], modified: 0)
        #expect(bytes.count < 20_000)
        #expect(try ZipArchive.read(bytes, limit: 10_000_000).count == 2)
        #expect(throws: DocumentProblem.self) { try ZipArchive.read(bytes, limit: 9_999_999) }
        #expect(throws: DocumentProblem.self) { try ZipArchive.read(bytes, limit: -1) }
    }

    @Test func anEntryThatLiesAboutItsSizeIsRefused() throws {
        var bytes = try ZipArchive.write(
            [("a", [UInt8](repeating: 0, count: 100_000))], modified: 0)
        // The uncompressed size stands 24 bytes into the directory entry (PK 01 02).
        let entry = try #require(
            bytes.indices.first { bytes[$0...].starts(with: [0x50, 0x4B, 1, 2]) })
        bytes.replaceSubrange(entry + 24..<entry + 28, with: [10, 0, 0, 0])
        #expect(throws: DocumentProblem.self) { try ZipArchive.read(bytes, limit: 1_000) }
    }

    @Test func damagedContentIsRefused() throws {
        var bytes = try ZipArchive.write(entries, modified: 0)
        // Within the first file, behind a header of 30 bytes and a name of 17.
        bytes[50] ^= 0xFF
        #expect(throws: DocumentProblem.self) {
            _ = try ZipArchive.read(bytes, limit: 1_000_000)
        }
    }

    @Test(arguments: [[], Array("not a zip".utf8), [0x50, 0x4B, 3, 4, 0, 0]])
    func whatIsNoArchiveIsRefused(bytes: [UInt8]) {
        #expect(throws: DocumentProblem.self) { try ZipArchive.read(bytes, limit: 1_000) }
    }

    @Test func anArchiveNeedsFilesOfDifferentNames() {
        #expect(throws: DocumentProblem.self) { try ZipArchive.write([], modified: 0) }
        let error = #expect(throws: DocumentProblem.self) {
            try ZipArchive.write([("同名", [1]), ("同名", [2])], modified: 0)
        }
        #expect(error?.place == .part("同名"))
    }

    @Test func anArchiveThatBreaksOffIsRefusedWhereverItDoes() throws {
        let bytes = try ZipArchive.write(entries, modified: 0)
        for length in stride(from: 0, to: bytes.count, by: 7) {
            #expect(throws: DocumentProblem.self) {
                try ZipArchive.read(Array(bytes[..<length]), limit: 1_000_000)
            }
        }
    }
}
