import Foundation
public import Journal
import Registers
import Store
import Values

/// A content that no record names: its upload broke off between the disk and the register, or its
/// record was undone by a restore.
public struct Orphan: Sendable, Hashable {
    public let digest: Digest
    public let bytes: Int64
}

extension CityFiles {
    /// How long a content may be without a record before it counts as one.
    static let age: Int64 = 86_400

    /// Contents older than a day that no record names, withdrawn records among those that do.
    public func orphans() async throws -> [Orphan] {
        let named = try await registry.database.read {
            Set(try Registry.namedContents($0).map(\.digest))
        }
        let before = registry.database.clock.now().milliseconds / 1_000 - Self.age
        return try await offThread { [store] in
            var found: [Orphan] = []
            try store.each { digest, since in
                guard since <= before, !named.contains(digest) else { return }
                found.append(Orphan(digest: digest, bytes: store.bytes(of: digest) ?? 0))
            }
            return found
        }
    }

    /// Takes orphans away. Each is asked for again while nobody can make it known: somebody may be
    /// bringing the same content at this moment.
    /// - Returns: those that are gone.
    @discardableResult
    public func removeOrphans() async throws -> [Orphan] {
        let orphans = try await orphans()
        return try await offThread { [store, registry] in
            try orphans.filter { orphan in
                try store.remove(orphan.digest) {
                    try registry.database.readNow {
                        try Registry.isNamed(orphan.digest, $0)
                    }
                }
            }
        }
    }
}
