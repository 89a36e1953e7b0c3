/// Takes away what is printed on every page around the text: page numbers and running titles.
enum PageMargins {
    /// The part of a page, above and below, where such rows stand.
    private static let share = 0.12
    /// Rows at each end that are looked at.
    private static let depth = 3

    static func removed(_ pages: [[PlacedRow]], heights: [Double]) -> [[PlacedRow]] {
        var counts: [String: Int] = [:]
        for (rows, height) in zip(pages, heights) {
            for key in Set(edges(rows, height).flatMap { keys(rows[$0], height) }) {
                counts[key, default: 0] += 1
            }
        }
        // Left and right pages may differ, and first pages have none.
        let least = max(2, (pages.count * 2 + 4) / 5)
        return zip(pages, heights).map { rows, height in
            let gone = Set(
                edges(rows, height).filter { at in
                    isPageNumber(rows[at].text, page: rows[at].page ?? 0, of: pages.count)
                        || keys(rows[at], height).contains { counts[$0, default: 0] >= least }
                })
            return rows.indices.filter { !gone.contains($0) }.map { rows[$0] }
        }
    }

    private static func edges(_ rows: [PlacedRow], _ height: Double) -> [Int] {
        let ends = Set(rows.indices.prefix(depth)).union(rows.indices.suffix(depth))
        return ends.filter {
            rows[$0].bottom < height * share || rows[$0].top > height * (1 - share)
        }
    }

    /// What is equal for the rows of different pages that say the same, or the same but for a
    /// number that goes with the page. The last row of a table is neither.
    private static func keys(_ row: PlacedRow, _ height: Double) -> Set<String> {
        let edge = row.bottom < height * share ? "↑" : "↓"
        let pieces = pieces(row.text)
        let numbers = pieces.indices.filter { Int(pieces[$0]) != nil }
        func key(_ counting: Set<Int>) -> String {
            edge
                + pieces.indices.map { at in
                    guard counting.contains(at), let number = Int(pieces[at]) else {
                        return pieces[at]
                    }
                    return "‹\(number &- (row.page ?? 0))›"
                }.joined()
        }
        var keys: Set<String> = [key(Set(numbers)), key(Set(numbers.suffix(1)))]
        keys.insert(key(Set(numbers.prefix(1))))
        // Text alone, or figures that stay: a running title, not an empty cell's dash.
        if pieces.joined().unicodeScalars.contains(where: { $0.properties.isAlphabetic }) {
            keys.insert(key([]))
        }
        return keys
    }

    /// The row cut where figures begin and end, without its blanks.
    private static func pieces(_ text: String) -> [String] {
        var pieces: [String] = []
        var wasDigit: Bool?
        for scalar in text.unicodeScalars where !TrimmedText.isBlank(scalar) {
            let isDigit = (0x30...0x39).contains(scalar.value)
            if isDigit != wasDigit { pieces.append("") }
            pieces[pieces.count - 1].unicodeScalars.append(scalar)
            wasDigit = isDigit
        }
        return pieces
    }

    /// Known without another page: `— 3 —`, `- 3 -`, `3 / 10` of ten pages, `第 3 页 共 10 页`.
    static func isPageNumber(_ text: String, page: Int, of pages: Int) -> Bool {
        let pieces = pieces(text)
        let numbers = pieces.compactMap { Int($0) }
        let marks = pieces.filter { Int($0) == nil }
        guard (1...2).contains(numbers.count), pieces.count <= 5 else { return false }
        let dashes: Set<UnicodeScalar> = ["—", "–", "－", "-", "─", "―", "·", "~"]
        func isDashed(_ mark: String) -> Bool { mark.unicodeScalars.allSatisfy(dashes.contains) }
        switch marks.count {
        case 0: return numbers == [page] && pages < 3
        case 1: return marks == ["/"] && numbers.count == 2 && numbers[1] == pages
        case 2 where numbers.count == 1 && marks.allSatisfy(isDashed): return true
        default:
            return marks.joined().unicodeScalars.allSatisfy {
                "第页共，,/（）()总".unicodeScalars.contains($0)
            }
                && marks.first == "第"
        }
    }
}
