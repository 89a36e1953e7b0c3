import Catalogue
import Foundation
import Registers
import Search
import Store
import TestDatabase
import Values

/// A small city with firms and papers: fields that are open, internal, never open and personal.
struct Shelf {
    let registry: Registry
    let index: SearchIndex
    let officer: Viewer

    var database: Database { registry.database }

    init(batch: Int = 400) throws {
        let catalogue = try Self.catalogue.get()
        registry = Registry(
            try testDatabase(
                catalogue,
                clock: .fixed(Instant(iso: "2026-03-01T04:00:00Z") ?? .init(milliseconds: 0))
            ))
        index = SearchIndex(registry, batch: batch)
        officer = try Self.viewer("officer", catalogue)
    }

    func viewer(_ role: String) throws -> Viewer { try Self.viewer(role, registry.catalogue) }

    private static func viewer(_ role: String, _ catalogue: Catalogue) throws -> Viewer {
        guard let role = catalogue.roles[role] else { throw CocoaError(.keyValueValidation) }
        return Viewer(name: "张三", role: role)
    }

    @discardableResult
    func firm(_ name: String, _ answers: [String: String] = [:]) async throws -> Int64 {
        let all = answers.merging(["name": name]) { $1 }.mapValues(Answer.text)
        return try await registry.createRecord("firm", all, by: officer).id
    }

    @discardableResult
    func paper(_ title: String, _ answers: [String: String] = [:]) async throws -> Int64 {
        let all = answers.merging(["title": title]) { $1 }.mapValues(Answer.text)
        return try await registry.createRecord("paper", all, by: officer).id
    }

    func change(_ register: String, _ id: Int64, _ answers: [String: String]) async throws {
        _ = try await registry.changeRecord(
            register, id, answers.mapValues(Answer.text), version: nil, by: officer)
    }

    /// What a search finds once the index has followed.
    func find(_ text: String, in register: String? = nil, as role: String = "officer") throws
        -> [String]
    {
        try index.catchUp()
        return try search(text, in: register, as: role).hits.map(\.title.text)
    }

    func search(
        _ text: String, in register: String? = nil, as role: String = "officer",
        withdrawn: Bool = false, limit: Int = 20, offset: Int = 0
    ) throws -> SearchResults {
        let query = SearchQuery(
            text, in: register, includesWithdrawn: withdrawn, limit: limit, offset: offset)
        let viewer = try viewer(role)
        return try database.readNow { try index.search($0, query, by: viewer) }
    }

    func lag() throws -> SearchLag { try database.readNow(index.lag) }

    func check() throws -> [String] { try database.readNow { try index.check($0) } }

    /// Every row of the index, for comparing one with another.
    func contents() throws -> [[Scalar]] {
        try database.readNow { reader in
            let documents = try reader.all(
                "SELECT id, register, state, label, sound, initials FROM search_document ORDER BY id"
            )
            let tokens: SQL =
                reader.dialect == .sqlite
                ? "SELECT rowid, place, label, body, open FROM search_token ORDER BY rowid"
                : "SELECT id, words::text, open::text FROM search_document ORDER BY id"
            return documents + (try reader.all(tokens))
        }
    }

    static let catalogue = Result { try testCatalogue(files) }

    private static let files: [String: String] = [
        "layer.yaml": "level: city\ntitle: 试验市\nregion: \"430600\"\n",
        "readings.yaml": "长沙: cháng shā\n重点: zhòng diǎn\n",
        "roles.yaml": """
        officer: {title: 经办人, may: [read, create, change, move, withdraw, import, export], sees: [internal, personal]}
        clerk: {title: 办事员, may: [read], registers: [paper], sees: [internal]}
        public: {title: 公众, may: [read], sees: []}
        """,
        "lifecycles/kept.yaml":
            "kept: {title: 在册, initial: in-force, states: {in-force: 在册}}\n",
        "codes/kinds.yaml": """
        openness: {title: 公开属性, values: {proactive: 主动公开, internal: 内部}}
        kinds: {title: 类别, values: {lab: 重点实验室, centre: 工程中心}}
        """,
        "registers/firm.yaml": """
        register: firm
        title: 单位
        match: [uscc]
        unique: [[uscc]]
        label: name
        list: [name, uscc]
        sort: name
        fields:
          name: {title: 名称, type: text, max: 120, required: true}
          uscc: {title: 信用代码, type: text, max: 40}
          remark: {title: 备注, type: long-text}
          contact: {title: 联系人, type: text, personal: true}
          former:
            title: 曾用名
            type: rows
            columns:
              name: {title: 原名称, type: text}
              who: {title: 经手, type: text, personal: true}
        """,
        "registers/licence.yaml": """
        register: licence
        title: 证书
        match: [number]
        unique: [[number]]
        label: firm
        list: [firm, number]
        fields:
          firm: {title: 单位, type: record, of: firm, required: true}
          number: {title: 编号, type: text, max: 60}
        """,
        "registers/paper.yaml": """
        register: paper
        title: 文件
        match: [number]
        unique: [[number]]
        label: title
        list: [title, number]
        fields:
          title: {title: 标题, type: text, max: 20000, required: true}
          number: {title: 文号, type: text, max: 60}
          kind: {title: 类别, type: choice, of: kinds}
          firm: {title: 单位, type: record, of: firm}
          secret: {title: 内情, type: text, open: never}
          inner: {title: 批注, type: text}
          author: {title: 起草人, type: text, personal: true}
          openness: {title: 公开属性, type: choice, of: openness, default: internal}
        open: {counts: true, fields: [title, number]}
        """,
    ]
}
