import Catalogue
import Foundation
import Journal
import Store
import TestDatabase
import Values

/// A catalogue of one register, which tests change a file of.
enum SmallCatalogue {
    static let files: [String: String] = [
        "layer.yaml": "level: city\ntitle: 试验市\nregion: \"430600\"\n",
        "roles.yaml": "officer: {title: 经办人, may: [read, create]}\n",
        "lifecycles/kept.yaml": "kept: {title: 在册, initial: in-force, states: {in-force: 在册}}\n",
        "codes/kinds.yaml": "kinds: {title: 类别, values: {good: 好, bad: 坏}}\n",
        "registers/visit.yaml": """
        register: visit
        title: 走访
        label: name
        fields:
          name: {title: 名称, type: text, required: true}
          kind: {title: 类别, type: choice, of: kinds}
          cost: {title: 费用, type: money}
        """,
    ]

    /// The catalogue with some files in place of the usual ones; an empty text leaves one out.
    static func load(_ changed: [String: String] = [:]) throws -> Catalogue {
        try testCatalogue(files.merging(changed, uniquingKeysWith: { $1 }))
    }

    /// The register with one line more among its fields.
    static func visit(adding line: String) -> String {
        (files["registers/visit.yaml"] ?? "") + "\n  " + line
    }
}

/// A folder that is gone when the test is over.
final class TemporaryFolder: Sendable {
    let path = NSTemporaryDirectory() + "store-" + UUID().uuidString

    deinit { try? FileManager.default.removeItem(atPath: path) }
}

extension Clock {
    static let noon = Clock.fixed(Instant(milliseconds: 1_763_784_000_000))
}

extension Act {
    static let test = Act(actor: "张三", role: "officer", event: "visit.created")
}

extension Writer {
    /// Adds a visit with its image; what the registers do, in short.
    func visit(_ name: String, kind: String? = nil, cost: Int64 = 1) throws {
        _ = try newVisit(name, kind: kind, cost: cost)
    }

    func newVisit(_ name: String, kind: String? = nil, cost: Int64 = 1) throws -> Int64 {
        let id = newID()
        try execute(
            """
            INSERT INTO visit (id, version, state, state_since, made_at, changed_at, catalogue,
            name, kind, cost) VALUES (\(id), 1, 'in-force', '2025-01-01', 0, 0, 1, \(name),
            \(kind.map(Scalar.text) ?? .null), \(cost))
            """)
        try journal(Image(register: "visit", record: id, version: 1, content: "{\"id\":\(id)}"))
        return id
    }
}
