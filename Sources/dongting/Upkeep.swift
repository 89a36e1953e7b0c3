import Accounts
import Files
import Operating
import Registers
import Store
import Web

/// What a server does beside answering: what ran out is cleaned up, and files that no record names
/// are taken away.
struct Upkeep: Sendable {
    let accounts: Accounts
    let files: CityFiles
    let log: RunLog

    private static let pause = Duration.seconds(600)
    /// A day has so many pauses; an orphan is a day old before it counts as one.
    private static let rounds = 144

    func run() async {
        var round = 0
        while !Task.isCancelled {
            await told("clean-up") { try await accounts.cleanUp() }
            if round % Self.rounds == 0 { await told("orphans") { try await removeOrphans() } }
            round += 1
            try? await Task.sleep(for: Self.pause)
        }
    }

    private func removeOrphans() async throws {
        let database = accounts.registry.database
        let gone = try await database.withLease("files.orphans", for: JobLease.longest) { _ in
            try await files.removeOrphans()
        }
        guard let gone, !gone.isEmpty else { return }
        log.write(.info, "orphans-removed", [("count", .integer(Int64(gone.count)))])
    }

    private func told(_ what: String, _ body: () async throws -> Void) async {
        do {
            try await body()
        } catch {
            log.write(.warning, what, [("words", .text(ErrorWords.plain(error)))])
        }
    }
}
