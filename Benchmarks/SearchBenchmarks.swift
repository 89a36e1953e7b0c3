import Catalogue
import Foundation
import GRDB
import Journal
import Registers
import Search
import Store
import Values

/// Searches over a million made-up organisations and contracts, written and indexed as any other
/// record, beside bare FTS5 questions to the same file.
struct SearchBenchmarks {
    let catalogue: Catalogue
    let count: Int

    /// Words of each kind that people type: common and rare, one character to a whole name,
    /// numbers, initials, and what nobody is called.
    private static let words = [
        "科技", "有限公司", "岳阳", "林", "林海", "海林", "化工", "岳阳 化工", "新材料", "智能装备", "湖南",
        "云溪区 新材料", "林海化工", "湖", "洞庭水产", "GR2025", "9143060", "HT2025000123", "2025",
        "yyslh", "lhhg", "linhai", "yueyang", "kj", "没有这样的词", "中南生物", "技术开发", "咨询 岳阳",
        "长康食品股份", "君山湖农业",
    ]

    func run() async throws {
        let folder = NSTemporaryDirectory() + "dongting-search-\(count)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let database = try DataFolder(folder).create(catalogue)
        let registry = Registry(database)
        try await fill(registry)
        let index = SearchIndex(registry, batch: 2_000)
        let start = wallTime()
        try index.catchUp()
        Line(
            what: "建检索索引（\(count) 条）", value: Double(count) / (wallTime() - start), unit: "条/秒",
            goal: "—"
        ).print()
        guard let role = catalogue.roles["officer"] else { return }
        let viewer = Viewer(name: "测速", role: role)
        let found = try times { word in
            let results = try database.readNow {
                try index.search($0, SearchQuery(word), by: viewer)
            }
            return results.count
        }
        let floor = try bare(folder + "/city.sqlite")
        show("中位", found, floor, 0.5, goal: "—")
        show("第 95 百分位", found, floor, 0.95, goal: "≤ 50 毫秒")
        if let slowest = found.max(by: { $0.seconds < $1.seconds }) {
            Line(
                what: "最慢的一次检索“\(slowest.word)”", value: slowest.seconds * 1_000, unit: "毫秒",
                goal: "—"
            ).print()
        }
        try database.close()
    }

    private struct Taken {
        let word: String
        let seconds: Double
    }

    private func show(
        _ what: String, _ ours: [Taken], _ floor: [Taken], _ part: Double, goal: String
    ) {
        func value(_ taken: [Taken]) -> Double {
            let sorted = taken.map(\.seconds).sorted()
            return sorted[min(Int(Double(sorted.count) * part), sorted.count - 1)] * 1_000
        }
        Line(
            what: "检索，\(what)", value: value(ours), unit: "毫秒", beside: "裸 FTS5",
            floor: value(floor), goal: goal
        ).print()
    }

    /// Every word ten times, the first round uncounted.
    private func times(_ search: (String) throws -> Int) throws -> [Taken] {
        var taken: [Taken] = []
        for round in 0...10 {
            for word in Self.words {
                let start = wallTime()
                _ = try search(word)
                if round > 0 { taken.append(Taken(word: word, seconds: wallTime() - start)) }
            }
        }
        return taken
    }

    /// The first twenty by rowid of the same tokens, without ranking, counts or texts.
    private func bare(_ file: String) throws -> [Taken] {
        let queue = try DatabaseQueue(path: file)
        return try queue.read { db in
            try times { word in
                let tokens = word.lowercased().split(separator: " ").map { part -> String in
                    let letters = Array(part)
                    guard let first = letters.first, !first.isASCII else { return "\"^\(part)\"" }
                    if letters.count == 1 { return "\"^\(part)\"" }
                    let pairs = zip(letters, letters.dropFirst()).map { "\($0)\($1)" }
                    return "\"\(pairs.joined(separator: " "))\""
                }
                return try Int64.fetchAll(
                    db,
                    sql: """
                        SELECT rowid FROM search_token WHERE search_token MATCH ?
                        ORDER BY rowid DESC LIMIT 20
                        """, arguments: [tokens.joined(separator: " AND ")]
                ).count
            }
        }
    }

    /// Half organisations, half contracts, a thousand records a write.
    private func fill(_ registry: Registry) async throws {
        let act = Act(actor: "测速", role: "officer", event: "organisation.created")
        for start in stride(from: 0, to: count, by: 1_000) {
            let numbers = start..<min(start + 1_000, count)
            try await registry.database.write(act) { writer in
                for number in numbers {
                    if number % 2 == 0 {
                        _ = try registry.create(organisation(number), in: "organisation", writer)
                    } else {
                        _ = try registry.create(contract(number), in: "technology-contract", writer)
                    }
                }
            }
        }
    }

    private static let places = [
        "岳阳市", "湖南", "岳阳楼区", "云溪区", "君山区", "平江县", "汨罗市", "临湘市", "华容县", "湘阴县", "长沙", "",
    ]
    private static let trades = [
        "化工", "新材料", "智能装备", "生物", "食品", "农业", "水产", "电子", "科技", "环保", "医药", "机械", "能源",
        "信息技术", "建材", "石化",
    ]
    private static let forms = ["有限公司", "有限责任公司", "股份有限公司", "研究院", "科技有限公司", "合作社"]
    private static let letters = Array(
        "林海君山湖洞庭长康中南华信天成瑞丰永盛金桥百利恒通远大明德正源新安和泰福祥润泽东方志诚宏图玉龙")

    private func name(_ number: Int) -> String {
        // A mixed number, the same in every run.
        var mixed = UInt64(truncatingIfNeeded: number) &* 0x9E37_79B9_7F4A_7C15
        func next(_ bound: Int) -> Int {
            mixed = mixed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((mixed >> 33) % UInt64(bound))
        }
        var text = Self.places[next(Self.places.count)]
        for _ in 0..<(2 + next(2)) { text.append(Self.letters[next(Self.letters.count)]) }
        return text + Self.trades[next(Self.trades.count)] + Self.forms[next(Self.forms.count)]
    }

    private func organisation(_ number: Int) -> Draft {
        Draft([
            "name": .text(name(number)), "external_no": .text("9143060\(1_000_000_000 + number)"),
            "address": .text("岳阳市云溪区工业大道\(number % 900 + 1)号"),
        ])
    }

    private func contract(_ number: Int) -> Draft {
        Draft([
            "external_no": .text("HT2025\(1_000_000 + number)"),
            "name": .text("\(name(number))技术\(number % 3 == 0 ? "开发" : "咨询")合同"),
            "contract_type": .text("development"), "seller_kind": .text("domestic-enterprise"),
            "buyer_kind": .text("university"), "total": .integer(100_000),
            "registered_on": .text("2025-03-01"), "name_then": .text(name(number &+ 7)),
        ])
    }
}
