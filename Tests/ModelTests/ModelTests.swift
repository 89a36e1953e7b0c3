import Foundation
import TestDatabase
import Testing

/// Registers driven at random beside a model that foretells what becomes of each act.
///
/// `DONGTING_MODEL_OPERATIONS` makes it longer, `DONGTING_MODEL_SEED` another; `make test-model` is
/// the long form.
@Suite struct ModelTests {
    private static let environment = ProcessInfo.processInfo.environment

    @Test func thePlatformDoesWhatTheModelForetells() async throws {
        let given = Self.environment["DONGTING_MODEL_OPERATIONS"].flatMap { Int($0) }
        let seed = Self.environment["DONGTING_MODEL_SEED"].flatMap { UInt64($0) }
        let start = ContinuousClock.now
        let engine = isOnPostgreSQL ? "PostgreSQL" : "SQLite"
        var run = try ModelRun(seed: seed ?? 2025, operations: given ?? 4_000) { line in
            guard given != nil else { return }
            let seconds = (ContinuousClock.now - start).components.seconds
            // At once, also into a file.
            let told = "model on \(engine), \(seconds) s: \(line)\n"
            FileHandle.standardError.write(Data(told.utf8))
        }
        do {
            try await run.run()
        } catch {
            Issue.record("\(error)")
        }
    }
}
