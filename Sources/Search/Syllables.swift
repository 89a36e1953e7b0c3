/// Letters typed for a name: cut into syllables in every way that Mandarin allows.
enum Syllables {
    /// - Returns: at most `limit` ways, those with fewer syllables first; none where the letters
    ///   are no pinyin.
    static func cuts(_ letters: String, limit: Int = 6) -> [[String]] {
        let bytes = Array(letters.utf8)
        guard (3...60).contains(bytes.count) else { return [] }
        // From the end: the cuts of each rest, so that no rest is cut twice.
        var ways: [[[String]]] = Array(repeating: [], count: bytes.count + 1)
        ways[bytes.count] = [[]]
        for start in bytes.indices.reversed() {
            var found: [[String]] = []
            for length in (1...6).reversed() where start + length <= bytes.count {
                let piece = String(decoding: bytes[start..<(start + length)], as: UTF8.self)
                guard known.contains(piece) else { continue }
                for rest in ways[start + length] { found.append([piece] + rest) }
            }
            found.sort { $0.count < $1.count }
            ways[start] = Array(found.prefix(limit))
        }
        return ways[0]
    }

    /// Every syllable of the common characters, from the same table that reads them.
    private static let known: Set<String> = {
        var known: Set<String> = []
        for value in UInt32(0x4E00)...0x9FA5 {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let letters = Readings.single(scalar).letters
            if letters.utf8.allSatisfy({ (97...122).contains($0) }) { known.insert(letters) }
        }
        // Read by themselves as interjections; as syllables they would cut every name anew.
        return known.subtracting(["m", "n", "ng", "hm", "hng", "r", "g", "k", "o"])
    }()
}
