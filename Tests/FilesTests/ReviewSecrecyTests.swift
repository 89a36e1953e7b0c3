import Catalogue
import Documents
import Foundation
import Registers
import Store
import Testing
import Values

@testable import Files

/// What bears the mark of a state secret is never kept.
@Suite final class ReviewSecrecyTests {
    private let room: FileRoom

    init() throws { room = try FileRoom() }

    deinit { room.remove() }

    private static let mark = "机密" + "★" + "10年"

    private func refusal(_ body: () async throws -> Record) async throws -> MarkedFile? {
        do {
            _ = try await body()
            return nil
        } catch FileRefusal.marked(let file) {
            return file
        }
    }

    private func word(_ text: String, header: String = "") throws -> [UInt8] {
        let parts = [
            ("[Content_Types].xml", "<T/>"),
            ("word/document.xml", "<d><p><t>\(text)</t></p></d>"),
            ("word/header1.xml", "<h><p><t>\(header)</t></p></h>"),
        ]
        return try ZipArchive.write(
            parts.map { ($0.0, Array($0.1.utf8)) }, modified: 1_700_000_000)
    }

    /// Nothing on the disk, no record, nothing in the journal.
    private func expectNothing(_ written: Int64) throws {
        #expect(room.onDisk.isEmpty)
        #expect(try room.count() == 0)
        #expect(try entries() == written)
    }

    private func entries() throws -> Int64 {
        try room.registry.database.readNow {
            try $0.integer("SELECT count(*) FROM journal_entry")
        }
    }

    @Test func aMarkInTheTextOrTheHeaderIsRefusedAndNothingIsKept() async throws {
        let need = try await room.need("甲")
        let before = try entries()
        let cases: [([UInt8], String)] = [
            (try word("方案 \(Self.mark) 第一章"), "方案.docx"),
            (try word("方案", header: "秘密"), "方案.docx"),
            (Array("第一行\n密级：绝密\n正文".utf8), "说明.txt"),
            (
                try ZipArchive.write(
                    [("内.docx", try word("\(Self.mark)"))], modified: 1_700_000_000), "材料.zip"
            ),
            (
                try ZipArchive.write(
                    [("【秘密】方案.txt", Array("文".utf8))], modified: 1_700_000_000), "材料.zip"
            ),
        ]
        for (bytes, name) in cases {
            let found = try #require(
                try await refusal { try await room.keep(bytes, name, about: need.id) }, "\(name)")
            let words = found.description
            #expect(words.contains("“\(name)”") && words.contains("没有保存"))
            #expect(words.contains("保密工作机构") && !words.contains("第一章"))
        }
        try expectNothing(before)
    }

    @Test func aMarkInTheNameOrTheNoteIsRefusedBeforeAByteComes() async throws {
        let need = try await room.need("甲")
        let before = try entries()
        let named = try #require(
            try await refusal {
                try await room.files().keep(
                    Pieces([], broken: true), room.file("\(Self.mark) 导弹.pdf", about: need.id),
                    by: room.officer, mayRead: { _, _ in true }, mayAdd: { _, _ in true })
            })
        #expect(named.place == .name && !named.description.contains("导弹"))
        let noted = try #require(
            try await refusal {
                try await room.files().keep(
                    Pieces([], broken: true),
                    NewFile(
                        UploadName("a.pdf"), about: FileSubject("need", need.id),
                        purpose: .evidence, note: "见 \(Self.mark)"), by: room.officer,
                    mayRead: { _, _ in true }, mayAdd: { _, _ in true })
            })
        #expect(noted.place == .note)
        try expectNothing(before)
    }

    @Test func aFileSaysHowMuchOfItWasRead() async throws {
        let need = try await room.need("甲")
        let whole = try await room.keep(
            try word("本单位建立保密制度，不得泄露国家秘密和商业秘密。"), "制度.docx", about: need.id)
        #expect(whole["words_read"].text == "whole")
        let scan = try await room.keep(
            [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10], "扫描.png", about: need.id)
        #expect(scan["words_read"].text == "none")
        let damaged = try await room.keep(FileRoom.pdf, "坏.pdf", about: need.id)
        #expect(damaged["words_read"].text == "none")
        let list = try #require(room.registry.catalogue.list("file-readings"))
        #expect(list.codes.map(\.code) == UploadWords.Extent.allCases.map(\.rawValue))
    }

    @Test func manyAtOnceAreEachLookedInto() async throws {
        let need = try await room.need("甲")
        let room = room
        let marked = try word(Self.mark)
        let refused = try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<16 {
                group.addTask {
                    do {
                        let bytes =
                            number % 2 == 0 ? marked : Array("第\(number)份".utf8)
                        _ = try await room.keep(
                            bytes, number % 2 == 0 ? "a.docx" : "a.txt", about: need.id)
                        return false
                    } catch FileRefusal.marked { return true }
                }
            }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(refused == 8 && room.onDisk.count == 8)
    }
}
