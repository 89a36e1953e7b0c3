import Foundation
import Testing

@testable import Documents

@Suite struct ChildProgramTests {
    private func run(
        _ script: String, limit: Duration = .seconds(20),
        _ change: (inout ChildProgram) -> Void = { _ in }
    ) throws -> ChildProgram.Result {
        let input = try PrivateFolder.unnamed(Array("输入".utf8))
        defer { close(input) }
        var program = ChildProgram(path: "/bin/sh", arguments: ["-c", script])
        program.environment.append("PATH=/usr/bin:/bin")
        change(&program)
        return try program.run(input: input, limit: limit)
    }

    @Test func aProgramReadsItsInputAndIsHeard() throws {
        let result = try run("cat; echo klage >&2; exit 3")
        #expect(result.output == Array("输入".utf8))
        #expect(result.complaint == "klage\n")
        #expect(result.status == 3)
        #expect(!result.isCut && !result.isLate)
    }

    @Test func aMegabyteOfComplaintsBlocksNothing() throws {
        let script = "head -c 3000000 /dev/zero >&2; head -c 100000 /dev/zero"
        let result = try run(script)
        #expect(result.output.count == 100_000)
        #expect(result.status == 0)
    }

    @Test func outputWithoutEndIsCut() throws {
        let result = try run("cat /dev/zero")
        #expect(result.isCut)
        #expect(result.status == 128 + SIGKILL)
    }

    @Test func aProgramAndItsChildrenAreKilledInTime() throws {
        let start = ContinuousClock.now
        let result = try run("sleep 100 & echo $!; sleep 100", limit: .milliseconds(300))
        #expect(result.isLate)
        #expect(ContinuousClock.now - start < .seconds(50))
        let child = try Self.firstNumber(result.output)
        #expect(Self.goes(child))
    }

    @Test func aProgramThatClosesItsPipesAndStaysIsKilledToo() throws {
        #expect(try run("exec >&- 2>&-; sleep 100", limit: .milliseconds(300)).isLate)
    }

    @Test func childrenLeftBehindGoWithTheProgram() throws {
        let result = try run("sleep 100 >/dev/null 2>&1 & echo $!")
        let child = try Self.firstNumber(result.output)
        #expect(Self.goes(child))
    }

    @Test func memoryAndTimeOfTheProcessorAreLimited() throws {
        let memory = try run("x=$(head -c 300000000 /dev/zero | tr '\\0' a); echo ${#x}") {
            $0.memory = 100_000
        }
        #expect(memory.status != 0)
        let busy = try run("while :; do :; done") { $0.seconds = 1 }
        #expect(busy.status >= 128)
        #expect(!busy.isLate)
    }

    @Test func filesOfThisProcessAreNotHandedOn() throws {
        let open = Glibc.open("/dev/null", O_RDONLY)
        defer { close(open) }
        #expect(try run("test -e /dev/fd/\(open) || echo none").output == Array("none\n".utf8))
    }

    @Test func aPrivateFolderIsPrivateAndGoesWithItsObject() throws {
        var folder: PrivateFolder? = try PrivateFolder()
        let path = try #require(folder?.path)
        try folder?.write([1], to: "a")
        let rights = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
        #expect(rights as? Int == 0o700)
        folder = nil
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    /// The number on the first line, which the shell printed of its child.
    private static func firstNumber(_ output: [UInt8]) throws -> pid_t {
        try #require(
            String(decoding: output, as: UTF8.self).split(separator: "\n").first.flatMap {
                pid_t($0)
            })
    }

    /// Whether a killed process goes; the system clears it away in its own time, so two seconds
    /// are given to it.
    private static func goes(_ child: pid_t) -> Bool {
        for _ in 0..<200 {
            if isGone(child) { return true }
            usleep(10_000)
        }
        return isGone(child)
    }

    /// Gone, or dead and waiting for whoever gathers orphans here.
    private static func isGone(_ child: pid_t) -> Bool {
        if kill(child, 0) != 0 { return true }
        let status = try? String(contentsOfFile: "/proc/\(child)/stat", encoding: .utf8)
        return status?.split(separator: ")").last?.split(separator: " ").first == "Z"
    }
}
