public import Catalogue
public import Values

/// A schema of a PostgreSQL server that holds one city, and the folder of keys beside it.
public struct ServerPlace: Sendable {
    public let address: ServerAddress
    /// Where the personal keys of the server's cities are: `SCHEMA.key`.
    public let keys: String
    /// Where the files of the server's cities are, a folder a schema; several servers share it.
    public let files: String

    public init(_ address: ServerAddress, keys: String, files: String = "./files") {
        self.address = address
        self.keys = keys
        self.files = files
    }

    /// The schema of the catalogue's city.
    public func schema(_ catalogue: Catalogue) -> String {
        address.schema ?? "city_" + (catalogue.city.region?.text ?? "000000")
    }

    func keyFile(_ schema: String) -> KeyFile {
        KeyFile(path: keys + "/" + schema + ".key")
    }

    /// Makes an empty city in a schema of its own.
    /// - Throws: `StoreError.alreadyExists`, or why the server cannot be used.
    public func create(
        _ catalogue: Catalogue, clock: Clock = .system, demonstration: Bool = false
    ) throws -> Database {
        try refuseExisting(catalogue)
        let schema = schema(catalogue)
        let engine = try PostgreSQLEngine(address, schema: schema)
        try engine.write {
            // “If not exists” alone quarrels with another process that is making the same.
            let lock: SQL = "SELECT pg_advisory_xact_lock(hashtext(\(schema)))"
            try $0.execute(Statement(lock, .postgresql))
            try $0.execute(
                Statement(text: "CREATE SCHEMA IF NOT EXISTS \(quoted(schema))", values: []))
        }
        try keyFile(schema).make()
        return try database(engine, catalogue, clock, schema, demonstration)
    }

    /// - Throws: `StoreError.alreadyExists` where a city is there.
    func refuseExisting(_ catalogue: Catalogue) throws {
        let schema = schema(catalogue)
        let engine = try PostgreSQLEngine(address, schema: schema)
        defer { engine.close() }
        if try engine.read({ try Reader(connection: $0).hasTable("city") }) {
            throw StoreError.alreadyExists(folder: shown(schema))
        }
    }

    /// Opens the city that is there.
    /// - Throws: `StoreError` saying what is wrong and what to do.
    public func open(_ catalogue: Catalogue, clock: Clock = .system) throws -> Database {
        let schema = schema(catalogue)
        let engine = try PostgreSQLEngine(address, schema: schema)
        guard try engine.read({ try Reader(connection: $0).hasTable("city") }) else {
            throw StoreError.noCity(folder: shown(schema))
        }
        return try database(engine, catalogue, clock, schema, false)
    }

    private func database(
        _ engine: PostgreSQLEngine, _ catalogue: Catalogue, _ clock: Clock, _ schema: String,
        _ demonstration: Bool
    ) throws -> Database {
        try engine.read {
            try CityCheck.run(Reader(connection: $0), catalogue, place: shown(schema))
        }
        let file = keyFile(schema)
        return try Database(
            engine: engine, catalogue: catalogue, clock: clock, personalKey: try file.read(),
            keyFile: file.path, demonstration: demonstration)
    }

    private func shown(_ schema: String) -> String { "\(address.shown)?schema=\(schema)" }
}
