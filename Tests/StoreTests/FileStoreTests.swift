import Foundation
import Journal
import Testing

@testable import Store

@Suite final class FileStoreTests {
    private let store = FileStore(NSTemporaryDirectory() + "files-" + UUID().uuidString)

    deinit { try? FileManager.default.removeItem(atPath: store.path) }

    private func keep(_ text: String, limit: Int64 = 1 << 20) throws -> KeptContent {
        let arrival = try store.begin(limit: limit)
        for byte in text.utf8 { try arrival.append([byte]) }
        return try arrival.keep()
    }

    private func text(_ digest: Digest) throws -> String {
        var bytes: [UInt8] = []
        let reading = try store.read(digest)
        while let piece = try reading.next() { bytes += piece }
        return String(decoding: bytes, as: UTF8.self)
    }

    private var all: [Digest] {
        get throws {
            var all: [Digest] = []
            try store.each { digest, _ in all.append(digest) }
            return all
        }
    }

    private var arriving: [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: store.arriving)) ?? []
    }

    @Test func whatIsKeptIsNamedByItsDigestAndReadBack() throws {
        let content = try keep("岳阳楼")
        #expect(content.digest == Digest(of: "岳阳楼"))
        #expect(content.bytes == 9)
        #expect(try text(content.digest) == "岳阳楼")
        let hex = content.digest.hex
        #expect(
            store.path(of: content.digest)
                == "\(store.path)/\(hex.prefix(2))/\(hex.dropFirst(2).prefix(2))/\(hex)")
        #expect(arriving.isEmpty)
    }

    @Test func theSameContentIsKeptOnceAndMakesADamagedCopyWhole() throws {
        let first = try keep("同")
        let reading = try store.read(first.digest)
        _ = try keep("同")
        #expect(try all == [first.digest])
        #expect(arriving.isEmpty)
        // Whoever was reading goes on.
        #expect(try reading.next() == Array("同".utf8))
        let place = store.path(of: first.digest)
        chmod(place, 0o600)
        truncate(place, 1)
        _ = try keep("同")
        #expect(try text(first.digest) == "同")
    }

    @Test func onlyTheOwnerMayReadAndNobodyMayWrite() throws {
        let content = try keep("内部")
        var facts = stat()
        stat(store.path(of: content.digest), &facts)
        #expect(facts.st_mode & 0o777 == 0o400)
        stat(store.path, &facts)
        #expect(facts.st_mode & 0o777 == 0o700)
    }

    @Test func beyondTheLimitNothingIsLeftBehind() throws {
        do {
            let arrival = try store.begin(limit: 10)
            try arrival.append(Array(repeating: 1, count: 10))
            #expect(throws: FileStoreError.tooLarge(limit: 10)) { try arrival.append([1]) }
            // Not even the byte that was too many has been written.
            #expect(try Data(contentsOf: URL(fileURLWithPath: arrival.path)).count == 10)
        }
        #expect(arriving.isEmpty)
        #expect(try all.isEmpty)
    }

    @Test func whatIsGivenUpIsGone() throws {
        do {
            let arrival = try store.begin()
            try arrival.append(Array("半".utf8))
            #expect(arriving.count == 1)
        }
        #expect(arriving.isEmpty)
    }

    @Test func contentsOfAnySizeComeBackAsTheyWere() throws {
        for size in [0, 1, FileReading.piece - 1, FileReading.piece, FileReading.piece * 3 + 7] {
            let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            let arrival = try store.begin()
            try arrival.append(bytes)
            let content = try arrival.keep()
            var back: [UInt8] = []
            let reading = try store.read(content.digest, bytes: Int64(size))
            while let piece = try reading.next() { back += piece }
            #expect(back == bytes)
            #expect(try reading.next() == nil)
        }
    }

    @Test func theLastPieceOfADamagedFileIsNeverHandedOver() throws {
        let arrival = try store.begin()
        let size = FileReading.piece * 2 + 5
        try arrival.append([UInt8](repeating: 65, count: size))
        let content = try arrival.keep()
        let place = store.path(of: content.digest)
        chmod(place, 0o600)
        let handle = try #require(FileHandle(forWritingAtPath: place))
        try handle.seek(toOffset: 3)
        try handle.write(contentsOf: Data([66]))
        try handle.close()
        let reading = try store.read(content.digest)
        var got = 0
        #expect(throws: FileStoreError.damaged(content.digest, place: place)) {
            while let piece = try reading.next() { got += piece.count }
        }
        #expect(got < size)
        #expect(throws: FileStoreError.self) { try store.examine(content.digest) }
    }

    @Test func aContentThatIsMissingOrShortenedIsTold() throws {
        let content = try keep("一二三")
        let place = store.path(of: content.digest)
        chmod(place, 0o600)
        truncate(place, 3)
        #expect(throws: FileStoreError.damaged(content.digest, place: place)) {
            try store.read(content.digest, bytes: 9)
        }
        unlink(place)
        #expect(throws: FileStoreError.missing(content.digest)) { try store.read(content.digest) }
    }

    @Test func leftoversOfTheKilledGoAndThoseOfTheLivingStay() throws {
        try store.prepare()
        let left = store.arriving + "/left-by-a-killed-process"
        try Data("半".utf8).write(to: URL(fileURLWithPath: left))
        let living = try store.begin()
        try living.append(Array("活".utf8))
        try FileStore(store.path).prepare()
        #expect(!FileManager.default.fileExists(atPath: left))
        #expect(FileManager.default.fileExists(atPath: living.path))
        #expect(try text(living.keep().digest) == "活")
    }

    /// Another process that holds a file's lock, until it is killed.
    private func holder(_ path: String) throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "python3", "-c",
            """
            import fcntl, sys, time
            file = open(sys.argv[1], "a")
            fcntl.flock(file, fcntl.LOCK_EX)
            sys.stdout.write("held")
            sys.stdout.flush()
            time.sleep(60)
            """, path,
        ]
        let said = Pipe()
        process.standardOutput = said
        try process.run()
        #expect(said.fileHandleForReading.availableData == Data("held".utf8))
        return process
    }

    @Test func whatAnotherProcessIsWritingStaysUntilThatIsKilled() throws {
        try store.prepare()
        let path = store.arriving + "/of-another-process"
        let other = try holder(path)
        try store.prepare()
        #expect(FileManager.default.fileExists(atPath: path))
        kill(other.processIdentifier, SIGKILL)
        other.waitUntilExit()
        try store.prepare()
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func whatAnotherProcessTakesAwayIsWaitedFor() throws {
        let arrival = try store.begin()
        try arrival.append(Array("待存".utf8))
        let other = try holder(store.lockFile)
        let done = DispatchSemaphore(value: 0)
        DispatchQueue.global().async {
            _ = try? arrival.keep()
            done.signal()
        }
        #expect(done.wait(timeout: .now() + 0.3) == .timedOut)
        kill(other.processIdentifier, SIGKILL)
        done.wait()
        #expect(try all == [Digest(of: "待存")])
    }

    @Test func whatIsBeingMadeKnownIsNotTakenAway() throws {
        var content: KeptContent? = try keep("要登记的")
        let digest = try #require(content?.digest)
        let asked = DispatchSemaphore(value: 0)
        let gone = DispatchSemaphore(value: 0)
        let store = store
        DispatchQueue.global().async {
            // It asks only when nobody holds the content any more.
            _ = try? store.remove(digest) {
                asked.signal()
                return true
            }
            gone.signal()
        }
        #expect(asked.wait(timeout: .now() + 0.2) == .timedOut)
        content = nil
        gone.wait()
        #expect(store.bytes(of: digest) != nil)
        #expect(try store.remove(digest) { false })
        #expect(store.bytes(of: digest) == nil)
        #expect(try !store.remove(digest) { false })
    }

    @Test func manyAtOnceKeepOneCopyOfEach() async throws {
        let store = store
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<40 {
                group.addTask {
                    let arrival = try store.begin()
                    try arrival.append(Array("内容\(number % 4)".utf8))
                    _ = try arrival.keep()
                }
            }
            try await group.waitForAll()
        }
        #expect(try Set(all) == Set((0..<4).map { Digest(of: "内容\($0)") }))
        #expect(arriving.isEmpty)
    }

    @Test func aFolderThatCannotBeUsedIsNamed() throws {
        let file = store.path + ".txt"
        try Data().write(to: URL(fileURLWithPath: file))
        defer { unlink(file) }
        #expect(throws: FileStoreError.self) { try FileStore(file).begin() }
        #expect(throws: FileStoreError.self) { try FileStore(file).prepare() }
    }

    @Test func whatIsNoContentInTheFolderIsPassedOver() throws {
        let content = try keep("真")
        let folder = store.above(store.path(of: content.digest))
        try Data("别的".utf8).write(to: URL(fileURLWithPath: folder + "/README"))
        try Data("别的".utf8).write(to: URL(fileURLWithPath: store.path + "/ab"))
        #expect(try all == [content.digest])
    }
}
