import Catalogue
import Documents
import Files
import Foundation
import Journal
import Registers
import Store
import TestDatabase
import Testing
import Values

@testable import Operating

@Suite final class FileCheckTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path
    private let folder = NSTemporaryDirectory() + "doctor-files-" + UUID().uuidString
    private let catalogue: Catalogue
    private let place: DataPlace

    init() throws {
        catalogue = try Catalogue.load([Self.root + "/cities/yueyang"])
        guard let server = TestServer.named else {
            place = .folder(DataFolder(folder))
            return
        }
        place = try DataPlace(server.newDatabase(), keys: folder, files: folder + "/files")
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    private func found(_ scanner: VirusScanner? = nil) -> [String: Check] {
        let checks = Doctor(place: place, scanner: scanner).examine(.success(catalogue))
        for check in checks where check.state != .fine {
            #expect(check.rule != nil && check.advice != nil, "\(check.name)")
        }
        return Dictionary(uniqueKeysWithValues: checks.map { ($0.name, $0) })
    }

    /// A city with one file, and where its content is.
    private func fill() async throws -> String {
        let database = try place.create(catalogue)
        let registry = Registry(database)
        let officer = Viewer(name: "张三", role: try #require(catalogue.roles["officer"]))
        let firm = try await registry.createRecord(
            "organisation", ["name": .text("甲单位")], by: officer)
        let files = CityFiles(registry, place.fileStore(catalogue))
        let bytes = AsyncStream<[UInt8]> { stream in
            stream.yield(Array("%PDF-1.7\n".utf8))
            stream.finish()
        }
        let record = try await files.keep(
            bytes,
            NewFile(
                UploadName("证明.pdf"), about: FileSubject("organisation", firm.id),
                purpose: .evidence), by: officer, mayRead: { _, _ in true },
            mayAdd: { _, _ in true })
        try database.close()
        return files.store.path(of: Digest(hex: record["digest"].text ?? ""))
    }

    @Test func aFileThatIsMissingOrShorterIsNoticed() async throws {
        let content = try await fill()
        #expect(found()["files"]?.state == .fine)
        #expect(found()["files"]?.what.contains("1 份，9 B") == true)
        #expect(found()["files-rights"]?.state == .fine)
        chmod(content, 0o600)
        truncate(content, 3)
        #expect(found()["files"]?.state == .wrong)
        unlink(content)
        let check = try #require(found()["files"])
        #expect(check.state == .wrong && check.what.contains("证明.pdf"))
        #expect(check.what.contains("不在文件夹里"))
    }

    @Test func aScannerThatIsSetUpMustAnswer() async throws {
        _ = try await fill()
        #expect(found()["virus-scanner"]?.what.contains("未查") == true)
        let nobody = VirusScanner(try ScannerAddress(folder + "/nobody"))
        #expect(found(nobody)["virus-scanner"]?.state == .wrong)
    }
}
