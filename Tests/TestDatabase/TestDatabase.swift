public import Catalogue
import Foundation
public import Journal
import Synchronization
public import Values

@testable public import Store

/// An empty city of its own for a test: in memory, or on the PostgreSQL server that
/// `DONGTING_TEST_POSTGRES` names, so that the same tests run on both engines.
public func testDatabase(
    _ catalogue: Catalogue, clock: Clock = .system,
    personalKey: PersonalKey = PersonalKey(bytes: PersonalKey.random()),
    demonstration: Bool = false
) throws -> Database {
    guard let server = TestServer.named else {
        return try Database.inMemory(
            catalogue, clock: clock, personalKey: personalKey, demonstration: demonstration)
    }
    let engine = try server.engine(holding: catalogue)
    return try Database(
        engine: engine, catalogue: catalogue, clock: clock, personalKey: personalKey,
        keyFile: "试验", demonstration: demonstration)
}

/// Whether the tests run on PostgreSQL.
public var isOnPostgreSQL: Bool { TestServer.named != nil }

/// A throw-away PostgreSQL server. Tables of a catalogue are made once and copied for each test:
/// making the hundreds of a whole catalogue takes seconds, copying them tenths.
public final class TestServer: Sendable {
    public static let named: TestServer? = ProcessInfo.processInfo
        .environment["DONGTING_TEST_POSTGRES"].map { TestServer($0) }

    private let base: String
    private let templates = Mutex<[String: String]>([:])

    /// - Parameter base: `postgres://user@host:port`, without a database.
    init(_ base: String) { self.base = base }

    /// The address of a new, empty database, which stays until the server stops.
    public func newDatabase() throws -> String {
        let name = "kept_" + Self.newName()
        try run("CREATE DATABASE \(name)")
        return base + "/" + name
    }

    func engine(holding catalogue: Catalogue) throws -> PostgreSQLEngine {
        // One at a time: a template may not be in use while it is copied.
        try templates.withLock { templates in
            let template: String
            if let known = templates[catalogue.digest] {
                template = known
            } else {
                template = "tmpl_" + catalogue.digest.prefix(40)
                try run("DROP DATABASE IF EXISTS \(template)")
                try run("CREATE DATABASE \(template)")
                let engine = try PostgreSQLEngine(
                    ServerAddress(base + "/" + template), schema: "city")
                try engine.write {
                    try $0.execute(Statement(text: "CREATE SCHEMA city", values: []))
                }
                try engine.write {
                    _ = try Migration(
                        catalogue: catalogue, connection: $0, now: Instant(milliseconds: 0)
                    ).apply()
                }
                engine.close()
                templates[catalogue.digest] = template
            }
            try dropTheDone()
            let name = Self.newName()
            try run("CREATE DATABASE \(name) TEMPLATE \(template)")
            return try PostgreSQLEngine(ServerAddress(base + "/" + name), schema: "city")
        }
    }

    private static func newName() -> String {
        "t_" + UUID().uuidString.lowercased().replacing("-", with: "")
    }

    /// Databases of tests that are over have no connection any more.
    private func dropTheDone() throws {
        var names: [String] = []
        let question = Statement(
            text: """
                SELECT datname FROM pg_database d WHERE datname LIKE 't\\_%' AND NOT EXISTS
                (SELECT 1 FROM pg_stat_activity a WHERE a.datname = d.datname) LIMIT 8
                """, values: [])
        try connect().all(question) {
            names.append($0[0].text ?? "")
            return true
        }
        for name in names { try run("DROP DATABASE \(name)") }
    }

    private func connect() throws -> PostgreSQLConnection {
        try PostgreSQLConnection(ServerAddress(base + "/postgres"), schema: "public")
    }

    private func run(_ command: String) throws { try connect().run(command) }
}
