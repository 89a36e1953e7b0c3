import Catalogue
import Documents
import Foundation
import Journal
import Registers
import Store
import Testing
import Values

@testable import Files

@Suite final class KeepFileTests {
    private let room: FileRoom

    init() throws { room = try FileRoom() }

    deinit { room.remove() }

    /// The refusal that keeping meets.
    private func refusal(_ body: () async throws -> Record) async throws -> FileRefusal? {
        do {
            _ = try await body()
            return nil
        } catch let refusal as FileRefusal {
            return refusal
        }
    }

    @Test func aFileIsKeptRecordedJournaledAndReadBack() async throws {
        let need = try await room.need("甲")
        let record = try await room.keep(FileRoom.pdf, "证明.pdf", about: need.id, step: "check")
        #expect(record["name"] == .text("证明.pdf"))
        #expect(record["digest"] == .text(Digest(of: FileRoom.pdf).hex))
        #expect(record["kind"] == .text("pdf"))
        #expect(record["bytes"] == .integer(Int64(FileRoom.pdf.count)))
        #expect(record["scanned"] == .text("not-scanned"))
        #expect(record["uploaded_by"] == .text("张三"))
        #expect(record["about_record"] == .integer(need.id))
        #expect(record["step"] == .text("check") && record["note"] == .text("第3页"))
        #expect(try await room.read(record.id) == FileRoom.pdf)
        let steps = try room.registry.database.readNow {
            try room.registry.history($0, "file", record.id)
        }
        let last = try #require(steps.last)
        #expect(last.entry.act.event == "file.kept" && last.entry.act.actor == "张三")
        let opened = try await room.files().open(record.id) { _, _ in true }
        #expect(
            opened.name == "证明.pdf" && opened.kind == .pdf
                && opened.bytes == record["bytes"].integer)
    }

    @Test func sentAgainItIsTheSameRecordAndForAnotherRecordOneCopyServesBoth() async throws {
        let need = try await room.need("甲")
        let other = try await room.need("乙")
        let first = try await room.keep(FileRoom.pdf, "证明.pdf", about: need.id)
        #expect(try await room.keep(FileRoom.pdf, "证明.pdf", about: need.id).id == first.id)
        #expect(try await room.keep(FileRoom.pdf, "又一份.pdf", about: other.id).id != first.id)
        let step = try await room.keep(FileRoom.pdf, "证明.pdf", about: need.id, step: "close")
        #expect(step.id != first.id)
        #expect(room.onDisk.count == 1)
        #expect(try room.count() == 3)
        let about = try await room.registry.database.read { [room] in
            try (
                room.files().about(FileSubject("need", need.id), $0).map(\.id),
                room.files().about(FileSubject("need", need.id, step: "close"), $0).map(\.id)
            )
        }
        #expect(about == ([first.id, step.id], [step.id]))
    }

    @Test func beyondTheLimitItIsRefusedWhileItArrives() async throws {
        let need = try await room.need("甲")
        let files = room.files(limit: 5_000)
        let found = try await refusal {
            try await room.keep(
                FileRoom.pdf + [UInt8](repeating: 32, count: 100_000), "大.pdf", about: need.id,
                files)
        }
        guard case .tooLarge(5_000) = found else {
            Issue.record("\(String(describing: found))")
            return
        }
        #expect(room.onDisk.isEmpty)
        #expect(try room.count() == 0)
        // What just fits is taken.
        let fits = FileRoom.pdf + [UInt8](repeating: 32, count: 5_000 - FileRoom.pdf.count)
        _ = try await room.keep(fits, "大.pdf", about: need.id, files)
    }

    @Test func whatBreaksOffLeavesNothing() async throws {
        let need = try await room.need("甲")
        let found = try await refusal {
            try await room.files().keep(
                Pieces(FileRoom.pdf, size: 4, broken: true), room.file("a.pdf", about: need.id),
                by: room.officer, mayRead: { _, _ in true }, mayAdd: { _, _ in true })
        }
        guard case .interrupted = found else {
            Issue.record("\(String(describing: found))")
            return
        }
        #expect(room.onDisk.isEmpty)
    }

    @Test func contentThatItsNameContradictsIsRefused() async throws {
        let need = try await room.need("甲")
        let cases: [([UInt8], String, String)] = [
            (FileRoom.pdf, "证明.docx", "内容却是PDF"), ([], "空.pdf", "空的"),
            (Array("<html><script>".utf8), "证明.pdf", "网页"),
            (Array("<svg onload='x'>".utf8), "图.png", "SVG"),
        ]
        for (bytes, name, words) in cases {
            let found = try await refusal { try await room.keep(bytes, name, about: need.id) }
            #expect(try #require(found).description.contains(words))
        }
        #expect(room.onDisk.isEmpty)
        #expect(try room.count() == 0)
    }

    @Test func whoMaySeeNothingLearnsNothingAndWhoMayAddNothingSendsNothing() async throws {
        let need = try await room.need("甲")
        let subjects = [
            FileSubject("need", need.id), FileSubject("need", 999), FileSubject("无此册", 1),
        ]
        var words: Set<String> = []
        for about in subjects {
            let found = try await refusal {
                try await room.files().keep(
                    Pieces(FileRoom.pdf),
                    NewFile(UploadName("a.pdf"), about: about, purpose: .evidence),
                    by: room.officer, mayRead: { _, _ in false }, mayAdd: { _, _ in true })
            }
            words.insert(try #require(found).description)
        }
        #expect(words.count == 1)
        let found = try await refusal {
            try await room.files().keep(
                Pieces(FileRoom.pdf, broken: true), room.file("a.pdf", about: need.id),
                by: room.officer, mayRead: { $0 == "need" && $1 == need.id },
                mayAdd: { _, _ in false })
        }
        guard case .mayNotAdd = found else {
            Issue.record("\(String(describing: found))")
            return
        }
        #expect(room.onDisk.isEmpty)
    }

    @Test func whoMayNotSeeTheRecordMayNotOpenItsFiles() async throws {
        let need = try await room.need("甲")
        let record = try await room.keep(FileRoom.pdf, "证明.pdf", about: need.id)
        var words: Set<String> = []
        for id in [record.id, 999] {
            do {
                _ = try await room.files().open(id) { register, of in
                    #expect(register == "need" && of == need.id)
                    return false
                }
            } catch {
                words.insert("\(error)")
            }
        }
        #expect(words == [FileRefusal.notFound.description])
    }

    @Test func aFileThatIsWithdrawnIsStillThereAndCountsNoMore() async throws {
        let need = try await room.need("甲")
        let record = try await room.keep(FileRoom.pdf, "证明.pdf", about: need.id)
        _ = try await room.registry.withdrawRecord(
            "file", record.id, by: room.officer, reason: "传错了")
        #expect(try await room.read(record.id) == FileRoom.pdf)
        let again = try await room.keep(FileRoom.pdf, "证明.pdf", about: need.id)
        #expect(again.id != record.id)
    }

    @Test func aDamagedContentIsNeverGivenWhole() async throws {
        let need = try await room.need("甲")
        let record = try await room.keep(FileRoom.pdf, "证明.pdf", about: need.id)
        let place = room.store.path(of: Digest(of: FileRoom.pdf))
        chmod(place, 0o600)
        var bytes = FileRoom.pdf
        bytes[10] ^= 1
        try Data(bytes).write(to: URL(fileURLWithPath: place))
        await #expect(throws: FileStoreError.self) { try await room.read(record.id) }
        // Brought again it is whole again, and no second record.
        #expect(try await room.keep(FileRoom.pdf, "证明.pdf", about: need.id).id == record.id)
        #expect(try await room.read(record.id) == FileRoom.pdf)
        unlink(place)
        await #expect(throws: FileStoreError.missing(Digest(of: FileRoom.pdf))) {
            try await room.read(record.id)
        }
    }

    @Test func theListsOfTheCatalogueAreTheOnesOfTheCode() throws {
        let catalogue = room.registry.catalogue
        let kinds = try #require(catalogue.list("file-kinds"))
        #expect(kinds.codes.map(\.code) == UploadKind.allCases.map(\.rawValue))
        let purposes = try #require(catalogue.list("file-purposes"))
        #expect(purposes.codes.map(\.code) == FilePurpose.allCases.map(\.rawValue))
    }

    @Test func manyAtOnceAreAllKept() async throws {
        let need = try await room.need("甲")
        let room = room
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<24 {
                group.addTask {
                    let bytes = FileRoom.pdf + Array("\(number % 6)".utf8)
                    _ = try await room.keep(bytes, "证明\(number).pdf", about: need.id)
                }
            }
            try await group.waitForAll()
        }
        #expect(room.onDisk.count == 6)
        #expect(try room.count() >= 6)
        let named = try room.registry.database.readNow { try Registry.namedContents($0) }
        let report = try FileReport(named, in: room.store)
        #expect(report.contents == 6 && report.findings.isEmpty)
    }
}
