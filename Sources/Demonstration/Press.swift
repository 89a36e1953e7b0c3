import Journal
import Registers
import Store

/// Writes drafts into the city, some thousand a commit.
actor Press {
    private static let chunk = 2_000
    private static let act = Act(
        actor: "演示数据", role: "importer", event: "demonstration.made",
        reason: "虚构的演示数据，与任何真实单位和个人无关")

    private let registry: Registry
    private let progress: @Sendable (Int) -> Void
    private var written = 0

    init(_ registry: Registry, progress: @escaping @Sendable (Int) -> Void) {
        self.registry = registry
        self.progress = progress
    }

    /// The ids of the new records, in the order of the drafts.
    func write(_ register: String, _ drafts: [Draft]) async throws -> [Int64] {
        var ids: [Int64] = []
        ids.reserveCapacity(drafts.count)
        var start = 0
        while start < drafts.count {
            let chunk = drafts[start..<min(start + Self.chunk, drafts.count)]
            let registry = registry
            ids += try await registry.database.write(Self.act) { writer in
                try chunk.map { try registry.create($0, in: register, writer).id }
            }
            start += chunk.count
            written += chunk.count
            progress(written)
        }
        return ids
    }
}
