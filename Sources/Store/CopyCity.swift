import Catalogue
import Journal
import Values

/// Everything a city holds, table by table: both engines have the same tables of integers and
/// texts, so that a city is copied between them row by row, its journal included.
enum CopyCity {
    static func tables(_ catalogue: Catalogue) -> [TableDefinition] {
        KernelTables.definitions
            + catalogue.lists.values.sorted { $0.name < $1.name }.map(RegisterTables.codes)
            + catalogue.registers.flatMap { RegisterTables.definitions($0, catalogue) }
    }

    /// Replaces what stands in the target's tables (a city just made) by what the source holds.
    /// - Parameter progress: told how many rows have been copied.
    static func run(
        from source: Reader, to target: any Connection, _ catalogue: Catalogue,
        progress: (Int) -> Void
    ) throws {
        // Records name one another; all is well when the last is there.
        try target.deferKeys()
        var copied = 0
        for table in tables(catalogue) {
            // What a column is declared as is each engine's own, and already noted there.
            if table.name == "declared_column" { continue }
            if KernelTables.ofProcesses.contains(table.name) { continue }
            let name = quoted(table.name)
            try target.execute(Statement(text: "DELETE FROM \(name)", values: []))
            let columns = table.columns.map { quoted($0.name) }.joined(separator: ", ")
            let places = (1...table.columns.count).map(target.dialect.place)
            let insert =
                "INSERT INTO \(name) (\(columns)) VALUES (\(places.joined(separator: ", ")))"
            let order = table.primaryKey.map(quoted).joined(separator: ", ")
            let select = "SELECT \(columns) FROM \(name) ORDER BY \(order)"
            try source.each(Statement(text: select, values: [])) { row in
                try target.execute(Statement(text: insert, values: row))
                copied += 1
                if copied % 1_000 == 0 { progress(copied) }
            }
        }
        progress(copied)
    }
}

extension Database {
    /// Copies this city into an empty one that was just made with the same key.
    /// - Parameter progress: told how many rows have been copied.
    public func copy(into target: Database, progress: (Int) -> Void = { _ in }) throws {
        try readNow { reader in
            try target.engine.write {
                try CopyCity.run(from: reader, to: $0, catalogue, progress: progress)
            }
        }
    }

    /// Writes the city as it stands now into a SQLite file that is not there yet, while it goes on
    /// being used.
    public func snapshot(to folder: DataFolder, progress: (Int) -> Void = { _ in }) throws {
        if let engine = engine as? SQLiteEngine {
            try folder.makeFolder()
            try engine.copy(to: folder.database)
        } else {
            let target = try folder.create(catalogue, clock: clock, key: personalKey)
            try copy(into: target, progress: progress)
            try target.close()
        }
    }
}
