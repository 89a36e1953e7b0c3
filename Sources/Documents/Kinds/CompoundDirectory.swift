/// The names in an OLE2 file ([MS-CFB]), which tell the program that wrote it.
enum CompoundDirectory {
    /// Names of more storages and streams than any document has are not looked at.
    private static let mostSectors = 2_048

    /// Names of all storages and streams; fewer, or none, where the file is damaged.
    static func names(_ file: DiskBytes) -> Set<String> {
        let header = file.bytes(at: 0, count: 512)
        guard header.count == 512 else { return [] }
        let shift = Int(number(header, 30, 2))
        guard shift == 9 || shift == 12 else { return [] }
        let size = 1 << shift
        let table = tableSectors(file, header, size)
        var names: Set<String> = []
        var sector = number(header, 48, 4)
        // A chain that runs in a circle ends all the same.
        for _ in 0..<mostSectors {
            guard sector < 0xFFFF_FFFA else { break }
            let bytes = file.bytes(at: (Int64(sector) + 1) * Int64(size), count: size)
            for entry in stride(from: 0, to: bytes.count - 127, by: 128) {
                if let name = name(bytes[entry..<entry + 128]) { names.insert(name) }
            }
            let index = Int(sector) / (size / 4)
            guard index < table.count else { break }
            let place = (Int64(table[index]) + 1) * Int64(size)
            let next = file.bytes(at: place + Int64(Int(sector) % (size / 4)) * 4, count: 4)
            guard next.count == 4 else { break }
            sector = number(next, 0, 4)
        }
        return names
    }

    /// Sectors of the table that says which sector follows which: 109 in the header, more in a
    /// chain of their own.
    private static func tableSectors(_ file: DiskBytes, _ header: [UInt8], _ size: Int) -> [UInt32]
    {
        var sectors = (0..<109).map { number(header, 76 + $0 * 4, 4) }
        var next = number(header, 68, 4)
        for _ in 0..<mostSectors {
            guard next < 0xFFFF_FFFA else { break }
            let bytes = file.bytes(at: (Int64(next) + 1) * Int64(size), count: size)
            guard bytes.count == size else { break }
            sectors += (0..<size / 4 - 1).map { number(bytes, $0 * 4, 4) }
            next = number(bytes, size - 4, 4)
        }
        return sectors
    }

    private static func name(_ entry: ArraySlice<UInt8>) -> String? {
        let bytes = Array(entry)
        let length = Int(number(bytes, 64, 2))
        // 0 is an entry not in use.
        guard bytes[66] != 0, (4...64).contains(length) else { return nil }
        let units = stride(from: 0, to: length - 2, by: 2).map {
            UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8
        }
        return String(decoding: units, as: UTF16.self)
    }

    private static func number(_ bytes: [UInt8], _ offset: Int, _ count: Int) -> UInt32 {
        (0..<count).reduce(0) { $0 | UInt32(bytes[offset + $1]) << UInt32(8 * $1) }
    }
}
