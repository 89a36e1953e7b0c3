import Foundation
import Registers
import Testing
import Values

@testable import Files

/// One after the other: each server takes a moment of the machine.
@Suite(.serialized) final class VirusScannerTests {
    private let room: FileRoom

    init() throws { room = try FileRoom() }

    deinit { room.remove() }

    private func file(_ bytes: [UInt8]) throws -> String {
        try FileManager.default.createDirectory(
            atPath: room.folder, withIntermediateDirectories: true)
        let path = room.folder + "/" + UUID().uuidString
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        return path
    }

    @Test func theScannerFindsWhatItKnowsAndPassesTheRest() async throws {
        let server = try RealScanner()
        let scanner = VirusScanner(server.address)
        #expect(try scanner.scan(file(FileRoom.pdf)) == .clean)
        #expect(try scanner.scan(file(RealScanner.eicar)) == .found("Eicar.Test.UNOFFICIAL"))
        let need = try await room.need("甲")
        let files = room.files(scanner: scanner)
        let record = try await room.keep(FileRoom.pdf, "证明.pdf", about: need.id, files)
        #expect(record["scanned"] == .text("clean"))
        do {
            _ = try await room.keep(RealScanner.eicar, "说明.txt", about: need.id, files)
            Issue.record("an infected file was kept")
        } catch let refusal as FileRefusal {
            #expect(refusal.description.contains("“说明.txt”里查出病毒（Eicar.Test.UNOFFICIAL）"))
        }
        #expect(room.onDisk.count == 1)
        #expect(try room.count() == 1)
    }

    @Test func itIsAskedThroughAPortToo() throws {
        let port = UInt16.random(in: 20_000...30_000)
        let server = try RealScanner(port: port)
        #expect(try VirusScanner(server.address).scan(file(RealScanner.eicar)) != .clean)
    }

    @Test func aLargeFileIsScannedToItsEnd() throws {
        let server = try RealScanner()
        let bytes = [UInt8](repeating: 32, count: 30 << 20)
        let scanner = VirusScanner(server.address)
        #expect(try scanner.scan(file(bytes)) == .clean)
        #expect(try scanner.scan(file(bytes + RealScanner.eicar)) != .clean)
    }

    @Test func beyondTheScannersOwnLimitTheFileIsRefusedWithWhatToDo() throws {
        let server = try RealScanner(megabytes: 1)
        let path = try file([UInt8](repeating: 32, count: 8 << 20))
        #expect(throws: ScannerProblem.takesLess) { try VirusScanner(server.address).scan(path) }
        #expect("\(ScannerProblem.takesLess)".contains("StreamMaxLength"))
    }

    @Test func whereItIsSetUpAndDoesNotAnswerNothingIsKept() async throws {
        let need = try await room.need("甲")
        let nobody = VirusScanner(try ScannerAddress("/tmp/nobody-\(UUID().uuidString.prefix(8))"))
        do {
            _ = try await room.keep(
                FileRoom.pdf, "证明.pdf", about: need.id, room.files(scanner: nobody))
            Issue.record("an unscanned file was kept")
        } catch let refusal as FileRefusal {
            #expect(refusal.description.contains("查毒程序连不上"))
            #expect(refusal.description.contains("文件没有保存"))
        }
        #expect(room.onDisk.isEmpty)
        #expect(try room.count() == 0)
        #expect(throws: ScannerProblem.self) { try nobody.greet() }
    }

    @Test(arguments: [
        (FakeScanner.Manner.answer("stream: OK\0"), nil as String?),
        (.answer("stream: OK\n"), nil), (.answer("stream: OK"), nil),
        (.answer("stream: 好 FOUND\0"), "found 好"), (.answer("\0"), "中途断开"),
        (.answer("stream: OK FOUND OR NOT\0"), "看不懂"), (.answer("OK\0"), "看不懂"),
        (.answer(String(repeating: "stream: OK ", count: 1_000)), "看不懂"),
        (.answer("INSTREAM size limit exceeded. ERROR\0"), "StreamMaxLength"),
        (.interrupt("INSTREAM size limit exceeded. ERROR\0"), "StreamMaxLength"),
        (.interrupt(""), "断开"), (.hangUp, "断开"), (.silent, "太久没有答复"),
    ])
    func onlyAClearAnswerCounts(manner: FakeScanner.Manner, words: String?) throws {
        let fake = try FakeScanner(manner)
        let scanner = VirusScanner(fake.address, patience: .milliseconds(700))
        let path = try file([UInt8](repeating: 65, count: 3 << 20))
        let outcome: String
        do {
            switch try scanner.scan(path) {
            case .clean: outcome = "clean"
            case .found(let what): outcome = "found \(what)"
            }
        } catch {
            outcome = "\(error)"
        }
        #expect(words.map { outcome.contains($0) } ?? (outcome == "clean"), "\(outcome)")
    }

    @Test(arguments: [
        "", "clamd.sock", "10.0.0.5:3310", "scanner.example:3310", "127.0.0.1", "127.0.0.1:0",
        "127.0.0.1:99999", "127.0.0.1:33:10", "/" + String(repeating: "长", count: 60),
    ])
    func anAddressOnAnotherMachineOrOfNoFormIsRefused(text: String) {
        #expect(throws: ScannerProblem.badAddress(text)) { try ScannerAddress(text) }
    }

    @Test func anAddressOnThisMachineIsRead() throws {
        #expect(try ScannerAddress("/run/clamav/clamd.ctl").description == "/run/clamav/clamd.ctl")
        #expect(try ScannerAddress("localhost:3310").description == "127.0.0.1:3310")
    }
}
