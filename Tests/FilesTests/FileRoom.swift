import Catalogue
import Documents
import Foundation
import Journal
import Registers
import Store
import TestDatabase
import TestSupport
import Values

@testable import Files

/// A small city with one register beside the project's own register of files, an empty folder for
/// them, and a clock that can be set.
struct FileRoom {
    let registry: Registry
    let clock: SettableClock
    let officer: Viewer
    let folder: String
    var store: FileStore { FileStore(folder + "/files") }

    init(_ start: String = "2025-11-22T04:00:00Z", folder: String? = nil) throws {
        let catalogue = try Self.catalogue.get()
        clock = SettableClock(start)
        self.folder = folder ?? NSTemporaryDirectory() + "room-" + UUID().uuidString
        registry = Registry(
            try testDatabase(
                catalogue, clock: clock.clock,
                personalKey: PersonalKey(bytes: Array(repeating: 7, count: 32))))
        officer = try Self.viewer("officer", "张三")
    }

    static func viewer(_ role: String, _ name: String) throws -> Viewer {
        guard let role = try catalogue.get().roles[role] else {
            throw CocoaError(.keyValueValidation)
        }
        return Viewer(name: name, role: role)
    }

    func files(scanner: VirusScanner? = nil, limit: Int64 = 1 << 20) -> CityFiles {
        CityFiles(registry, store, scanner: scanner, limit: limit)
    }

    func need(_ number: String) async throws -> Record {
        try await registry.createRecord("need", ["number": .text(number)], by: officer)
    }

    /// Brings a file in as the officer, who may.
    func keep(
        _ bytes: [UInt8], _ name: String, about record: Int64, _ files: CityFiles? = nil,
        step: String? = nil
    ) async throws -> Record {
        try await (files ?? self.files()).keep(
            Pieces(bytes), file(name, about: record, step: step), by: officer,
            mayRead: { _, _ in true }, mayAdd: { _, _ in true })
    }

    func file(_ name: String, about record: Int64, step: String? = nil) -> NewFile {
        NewFile(
            UploadName(name), about: FileSubject("need", record, step: step), purpose: .evidence,
            note: "第3页")
    }

    func read(_ id: Int64, _ files: CityFiles? = nil) async throws -> [UInt8] {
        let opened = try await (files ?? self.files()).open(id) { _, _ in true }
        var bytes: [UInt8] = []
        for try await piece in opened.content { bytes += piece }
        return bytes
    }

    /// Names of all that is in the folder of files.
    var onDisk: [String] {
        let names = FileManager.default.enumerator(atPath: store.path)?.allObjects ?? []
        return names.compactMap { $0 as? String }.filter {
            let facts = try? FileManager.default.attributesOfItem(atPath: "\(store.path)/\($0)")
            return facts?[.type] as? FileAttributeType == .typeRegular && $0 != "lock"
        }
    }

    func count() throws -> Int64 {
        try registry.database.readNow { try $0.integer("SELECT count(*) FROM file") }
    }

    func remove() { try? FileManager.default.removeItem(atPath: folder) }

    static let pdf = Array("%PDF-1.7\n岳阳\n%%EOF\n".utf8)

    static let catalogue = Result {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().path
        let own = try ["registers/file.yaml", "codes/files.yaml"].map {
            ($0, try String(contentsOfFile: "\(root)/catalogue/\($0)", encoding: .utf8))
        }
        return try testCatalogue(declared.merging(own, uniquingKeysWith: { $1 }))
    }

    private static let declared = [
        "layer.yaml": "level: city\ntitle: 试验市\nregion: \"430600\"\n",
        "roles.yaml": """
        officer: {title: 经办人, may: [read, create, change, move, withdraw], sees: [internal]}
        """,
        "lifecycles/kept.yaml":
            "kept: {title: 在册, initial: in-force, states: {in-force: 在册}, moves: {}}\n",
        "codes/sections.yaml": "sections: {title: 科室, values: {office: 办公室}}\n",
        "registers/need.yaml": """
        register: need
        title: 需求
        match: [number]
        unique: [[number]]
        label: number
        fields:
          number: {title: 编号, type: text, max: 12, required: true}
        """,
    ]
}

/// Bytes that come a few at a time, and may break off.
struct Pieces: AsyncSequence, AsyncIteratorProtocol, Sendable {
    private var rest: ArraySlice<UInt8>
    private let size: Int
    private let isBroken: Bool

    init(_ bytes: [UInt8], size: Int = 1_000, broken: Bool = false) {
        rest = bytes[...]
        self.size = size
        isBroken = broken
    }

    func makeAsyncIterator() -> Pieces { self }

    mutating func next() async throws -> ArraySlice<UInt8>? {
        if rest.isEmpty {
            if isBroken { throw CocoaError(.fileReadUnknown) }
            return nil
        }
        defer { rest = rest.dropFirst(size) }
        return rest.prefix(size)
    }
}
