import Catalogue
import Values

extension Reader {
    /// Whether a table is there.
    public func hasTable(_ name: String) throws -> Bool {
        switch dialect {
        case .sqlite:
            try integer(
                "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = \(name)") > 0
        case .postgresql:
            try integer(
                """
                SELECT count(*) FROM information_schema.tables
                WHERE table_schema = current_schema() AND table_name = \(name)
                """) > 0
        }
    }

    /// What the database says of itself under a key of table `city`.
    func city(_ key: String) throws -> String? {
        try first("SELECT value FROM city WHERE key = \(key)")?[0].text
    }
}

/// Keeps one city's catalogue from being applied to another city's data, and an older program from
/// a newer database.
enum CityCheck {
    /// - Parameter place: the folder or address, for the message.
    /// - Throws: `StoreError.olderFormat`, `StoreError.newerFormat`, `StoreError.otherCity`.
    static func run(_ reader: Reader, _ catalogue: Catalogue, place: String) throws {
        guard try reader.hasTable("city") else { return }
        switch try reader.city("format") {
        case nil, Migration.format: break
        case "1": throw StoreError.olderFormat(folder: place)
        default: throw StoreError.newerFormat(folder: place)
        }
        let region = catalogue.city.region?.text ?? "000000"
        if let holds = try reader.city("region"), holds != region {
            throw StoreError.otherCity(
                folder: place, holds: "\(try reader.city("title") ?? "")（\(holds)）",
                catalogue: "\(catalogue.city.title)（\(region)）")
        }
    }
}
