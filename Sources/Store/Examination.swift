public import Catalogue
import Foundation
import Journal
import Values

/// What the key of a city's personal fields is found to be.
public enum KeyState: Sendable, Hashable {
    case missing
    case unreadable
    /// The city's own.
    case right
    /// Another city's.
    case wrong
    /// The city says nothing of its key yet.
    case unknown
}

extension DataPlace {
    /// Asks the city that is there without changing anything: no migration, no tables made.
    /// - Throws: `StoreError`, also of another city or format.
    public func examine<T>(_ catalogue: Catalogue, _ body: (Reader) throws -> T) throws -> T {
        let engine: any Engine
        switch self {
        case .folder(let folder):
            guard folder.exists else { throw StoreError.noCity(folder: folder.path) }
            engine = try SQLiteEngine(examining: folder.database)
        case .server(let place):
            engine = try PostgreSQLEngine(place.address, schema: place.schema(catalogue))
        }
        defer { try? engine.close() }
        return try engine.read { connection in
            let reader = Reader(connection: connection)
            guard try reader.hasTable("city") else { throw StoreError.noCity(folder: shown) }
            try CityCheck.run(reader, catalogue, place: shown)
            return try body(reader)
        }
    }

    /// Where the key of the city's personal fields is.
    public func keyPath(_ catalogue: Catalogue) -> String {
        switch self {
        case .folder(let folder): folder.keyFile.path
        case .server(let place): place.keyFile(place.schema(catalogue)).path
        }
    }

    /// Whether the key that is there is the city's.
    public func keyState(_ reader: Reader, _ catalogue: Catalogue) throws -> KeyState {
        let file = KeyFile(path: keyPath(catalogue))
        guard FileManager.default.fileExists(atPath: file.path) else { return .missing }
        guard let key = try? file.read() else { return .unreadable }
        guard let check = try reader.city("key_check") else { return .unknown }
        return check == key.digest(of: "key-check") ? .right : .wrong
    }
}

extension ServeLock {
    /// The process that serves a folder now: nil where none does, 0 where it does not say.
    public static func holder(of folder: DataFolder) -> Int32? {
        let path = folder.path + "/serve.lock"
        let descriptor = Foundation.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { Foundation.close(descriptor) }
        if flock(descriptor, LOCK_SH | LOCK_NB) == 0 { return nil }
        let text = FileManager.default.contents(atPath: path).map {
            String(decoding: $0, as: UTF8.self)
        }
        return text.flatMap { Int32($0.filter(\.isNumber)) } ?? 0
    }
}
