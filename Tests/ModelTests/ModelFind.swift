import Registers
import Store
import Values

/// Random questions to the list of contracts, answered by the model as well.
struct ModelFind {
    let view: ModelView
    var maker: AnswerMaker

    private typealias Test = (Kept) -> Bool

    mutating func compare(_ registry: Registry, by viewer: Viewer) throws {
        var filters: [RecordFilter] = []
        var tests: [Test] = []
        for _ in 0..<maker.number(0...3) {
            let (text, test) = filter()
            filters.append(RecordFilter.parse(text))
            tests.append(test)
        }
        let sorts: [String?] = [nil, "total", "-total", "number", "-people", "id", "-id", "day"]
        let query = RecordQuery(
            filters: filters, sort: maker.pick(sorts) ?? nil, limit: maker.number(1...60),
            offset: maker.chance(60) ? 0 : maker.number(0...40))
        let found = try registry.database.readNow {
            try registry.find($0, "contract", query, by: viewer)
        }
        let all = view.contracts.filter { record in tests.allSatisfy { $0(record) } }
        let sorted = Self.sorted(all, query.sort ?? "-day")
        let page = sorted.dropFirst(query.offset).prefix(query.limit)
        let what =
            "find \(filters.map { "\($0.field)\($0.comparison.rawValue)\($0.value)" }) \(query)"
        try same(found.count, min(all.count, RecordPage.countLimit + 1), what)
        try same(found.lines.map { [String($0.id), $0.state] + $0.cells }, page.map(line), what)
    }

    private func line(_ record: Kept) -> [String] {
        let kinds = ["yearly": "年度", "sudden": "临时"]
        let total = record["total"].integer.map { fen in
            "\(fen / 100).\(fen % 100 < 10 ? "0" : "")\(fen % 100)"
        }
        return [
            String(record.id), record.state, record["number"].description,
            view.firm(of: record)?["name"].description ?? "",
            record["kind"].text.flatMap { kinds[$0] } ?? "", total ?? "",
        ]
    }

    private static func sorted(_ records: [Kept], _ sort: String) -> [Kept] {
        let descending = sort.hasPrefix("-")
        let field = descending ? String(sort.dropFirst()) : sort
        func cell(_ record: Kept) -> Scalar { field == "id" ? .integer(record.id) : record[field] }
        // Nothing is the least: first going up, last going down.
        return records.sorted { left, right in
            let (l, r) = (cell(left), cell(right))
            if l == r { return descending ? left.id > right.id : left.id < right.id }
            return descending ? r < l : l < r
        }
    }

    private mutating func filter() -> (String, Test) {
        switch maker.number(0...11) {
        case 0:
            let digit = "\(maker.number(0...9))"
            return ("number~\(digit)", { $0["number"].description.contains(digit) })
        case 1:
            let state = maker.pick(["open", "checked", "closed", "withdrawn"]) ?? "open"
            return maker.chance(50)
                ? ("state=\(state)", { $0.state == state })
                : ("state!=\(state)", { $0.state != state })
        case 2: return ("kind!=年度", { $0["kind"] != .text("yearly") })
        case 3:
            let yuan = maker.number(1...4_000)
            return ("total>=\(yuan)", { ($0["total"].integer ?? -1) >= Int64(yuan) * 100 })
        case 4:
            let yuan = maker.number(1...4_000)
            return (
                "cost<=\(yuan)",
                { $0["cost"].integer.map { $0 <= Int64(yuan) * 100 } ?? false }
            )
        case 5:
            let day = maker.day().iso
            let text = String(day.prefix(maker.pick([4, 7, 10]) ?? 10))
            return ("day=\(text)", { $0["day"].description.hasPrefix(text) })
        case 6:
            let day = maker.day().iso
            return ("day>=\(day)", { $0["day"].text.map { $0 >= day } ?? false })
        case 7, 8: return firm()
        case 9:
            let phone = maker.pick(view.contracts.compactMap { $0["phone"].text }.sorted())
            let text = phone ?? "13900000000"
            return ("phone=\(text)", { $0["phone"] == .text(text) })
        case 10: return ("urgent=是", { $0["urgent"] == .integer(1) })
        default:
            let word = maker.chance(50) ? "名\(maker.number(1...40))" : "\(maker.number(1...300))"
            let view = view
            return (
                word,
                { record in
                    record["number"].description.contains(word)
                        || record["note"].description.contains(word)
                        || view.firm(of: record)?["name"].description.contains(word) ?? false
                        || String(record.id) == word
                }
            )
        }
    }

    /// By a firm's name or code: every record of every firm that has it, withdrawn ones too.
    private mutating func firm() -> (String, Test) {
        let firms = (view.records["firm"] ?? [:]).values.sorted { $0.id < $1.id }
        guard let one = maker.pick(firms) else { return ("firm=没有", { _ in false }) }
        let field = maker.chance(50) && !one["code"].isNull ? "code" : "name"
        let meant = Set(firms.filter { $0[field] == one[field] }.map(\.id))
        let test: Test = { $0["firm"].integer.map(meant.contains) ?? false }
        return maker.chance(70)
            ? ("firm=\(one[field])", test) : ("firm!=\(one[field])", { !test($0) })
    }
}
