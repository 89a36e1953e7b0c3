import Documents
import Foundation
import Journal
import Registers
import Store
import TestSupport
import Testing
import Values

@testable import Awards

/// The complete file of a project: whole, digested, the same again later.
@Suite struct ArchiveTests {
    private func folder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "archive-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    /// A terminated project with a receipt, an attached file, and nothing left to give back.
    private func ended(_ store: FileStore) async throws -> (ProjectOffice, Digest) {
        let office = try await ProjectOffice()
        try await office.signAll()
        try await office.pay(1, 8_000_000)
        try await office.spend(8_000_000, "FP-1")
        try store.prepare()
        let arrival = try store.begin()
        try arrival.append(Array("%PDF-1.4\n任务书盖章件\n%%EOF\n".utf8))
        let kept = try arrival.keep()
        let contract = try #require(try office.records("project-contract").first)
        let digest = kept.digest
        let bytes = kept.bytes
        _ = try await office.database.write(
            Act(actor: "经办甲", role: "officer", event: "file.kept", reason: nil)
        ) { writer in
            try office.registry.create(
                Draft([
                    "name": .text("任务书盖章件.pdf"), "digest": .text(digest.hex),
                    "kind": .text("pdf"), "bytes": .integer(bytes),
                    "scanned": .text("not-scanned"), "uploaded_by": .text("经办甲"),
                    "about_register": .text("project-contract"),
                    "about_record": .integer(contract.id), "purpose": .text("stamped-scan"),
                ]), in: "file", writer)
        }
        _ = try await office.registry.moveRecord(
            "project", office.project, "terminate",
            ["ended_on": .text("2026-03-10"), "ended_doc": .text("岳科发〔2026〕30号")],
            by: office.head, reason: "技术路线不可行")
        return (office, digest)
    }

    private func write(_ office: ProjectOffice, _ store: FileStore, _ path: String) throws {
        let project = try office.theProject
        let prepared = try office.database.readNow { reader in
            try office.awards.prepareArchive(reader, of: project)
        }
        try office.awards.writeArchive(prepared, store, to: path)
    }

    @Test func aFileHoldsEverythingAndIsTheSameAgainLater() async throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let store = FileStore(folder.appending(path: "files").path)
        let (office, _) = try await ended(store)
        let open = try await office.refusal {
            _ = try await office.awards.archiveProject(office.project, by: office.unit)
        }
        #expect(open?.contains("承担") != nil || open != nil, "a unit does not archive")
        let archived = try await office.awards.archiveProject(office.project, by: office.officer)
        #expect(archived.state == "archived")
        #expect(archived["archive_no"].text == "0000-2026-D10-planning-policy-0001")
        let path = folder.appending(path: "a.zip").path
        try write(office, store, path)
        let report = try ArchiveManifest.verify(path)
        #expect(report.findings == [])
        #expect(report.manifest.contentDigest == archived["archive_digest"].text)
        let names = report.manifest.files.map(\.name)
        for register in [
            "project", "application", "call", "project-funding", "project-contract",
            "project-report", "payment-request", "project-expense", "ledger-transfer", "file",
            "organisation", "person",
        ] {
            #expect(names.contains { $0.hasPrefix("records/\(register)/") }, "\(register)")
        }
        #expect(names.contains { $0.hasPrefix("files/") && $0.hasSuffix("任务书盖章件.pdf") })
        // What is changed elsewhere afterwards does not change what was archived.
        office.clock.set("2026-05-10T01:00:00Z")
        let call = office.call
        try await office.database.write(
            Act(actor: "甲", role: "officer", event: "changed", reason: "更正")
        ) {
            _ = try office.registry.change(
                "call", call, to: Draft(["title": .text("改了名字的通知")]), version: nil, $0)
        }
        let again = folder.appending(path: "b.zip").path
        try write(office, store, again)
        #expect(
            try ArchiveManifest.verify(again).manifest.contentDigest
                == report.manifest.contentDigest)
    }

    @Test func whatIsMissingOrDamagedIsNotLeftOutSilently() async throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let store = FileStore(folder.appending(path: "files").path)
        let (office, digest) = try await ended(store)
        try FileManager.default.removeItem(atPath: store.path(of: digest))
        #expect {
            try write(office, store, folder.appending(path: "a.zip").path)
        } throws: { error in
            (error as? IncompleteArchive)?.problems.first?.contains("任务书盖章件.pdf") == true
        }
        #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "a.zip").path))
    }

    @Test func aChangedArchiveIsFoundOut() async throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let store = FileStore(folder.appending(path: "files").path)
        let (office, _) = try await ended(store)
        let path = folder.appending(path: "a.zip").path
        try write(office, store, path)
        var entries: [(name: String, bytes: [UInt8])] = []
        try ZipArchive.each(of: path, under: "") { name, content in
            var bytes: [UInt8] = []
            try content.each { bytes += Array($0) }
            if name.hasPrefix("records/project/") { bytes[0] = UInt8(ascii: "[") }
            if name.hasPrefix("files/") { return }
            entries.append((name, bytes))
        }
        entries.append(("extra.txt", [1]))
        let changed = folder.appending(path: "c.zip").path
        try Data(try ZipArchive.write(entries, modified: 0)).write(to: URL(filePath: changed))
        let findings = try ArchiveManifest.verify(changed).findings
        #expect(findings.contains { $0.contains("records/project/") && $0.contains("摘要不同") })
        #expect(findings.contains { $0.contains("任务书盖章件.pdf：清单里有") })
        #expect(findings.contains { $0.hasPrefix("extra.txt") })
        #expect(throws: DocumentProblem.self) {
            let none = folder.appending(path: "d.zip").path
            try Data(try ZipArchive.write([("a", [1])], modified: 0)).write(
                to: URL(filePath: none))
            _ = try ArchiveManifest.verify(none)
        }
    }

    @Test func whatIsNoArchiveIsSaidToBeNone() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        func said(_ path: String) -> String {
            do {
                _ = try ArchiveManifest.verify(path)
                return ""
            } catch {
                return "\(error)"
            }
        }
        let none = folder.appending(path: "none.zip").path
        #expect(said(none).contains("没有文件 \(none)"))
        let other = folder.appending(path: "other.zip").path
        try Data("不是压缩包".utf8).write(to: URL(filePath: other))
        #expect(said(other).contains("\(other) 读不了") && said(other).contains("不是项目案卷"))
        #expect(!said(other).contains("上传"))
    }

    @Test func aProjectIsNotArchivedBeforeItIsSettled() async throws {
        let office = try await ProjectOffice()
        try await office.signAll()
        let running = try await office.refusal {
            _ = try await office.awards.archiveProject(office.project, by: office.officer)
        }
        #expect(running?.contains("还没有结束") == true)
        try await office.pay(1, 8_000_000)
        _ = try await office.registry.moveRecord(
            "project", office.project, "terminate",
            ["ended_on": .text("2026-03-10"), "ended_doc": .text("岳科发〔2026〕30号")],
            by: office.head, reason: "技术路线不可行")
        let owed = try await office.refusal {
            _ = try await office.awards.archiveProject(office.project, by: office.officer)
        }
        #expect(owed?.contains("还有要退回的钱") == true)
    }

    @Test func retentionFollowsTheRules() {
        func retention(_ state: String, _ wan: Int64) -> String {
            ArchiveRules.retention(
                state: state, approved: Money(fen: wan * 1_000_000),
                permanentFrom: Money(fen: 100_000_000), years: 30, yearsEnded: 10)
        }
        #expect(retention("accepted", 100) == "permanent")
        #expect(retention("accepted", 99) == "thirty")
        #expect(retention("terminated", 500) == "ten")
        #expect(
            ArchiveRules.number(
                fonds: "J12", year: 2028, retention: "thirty", section: "kj", piece: 7)
                == "J12-2028-D30-kj-0007")
    }
}
