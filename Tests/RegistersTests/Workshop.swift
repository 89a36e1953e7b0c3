import Catalogue
import Foundation
import Journal
import Registers
import Store
import TestDatabase
import TestSupport
import Values

/// A small city with one register of every kind of field, a clock that stands still, and people.
struct Workshop {
    let registry: Registry
    let officer: Viewer
    let clock: SettableClock

    var database: Database { registry.database }

    init(_ start: String = "2025-11-22T04:00:00Z") throws {
        let catalogue = try Self.catalogue.get()
        clock = SettableClock(start)
        registry = Registry(
            try testDatabase(
                catalogue, clock: clock.clock,
                personalKey: PersonalKey(bytes: Array(repeating: 7, count: 32))))
        officer = try Self.viewer("officer", catalogue)
    }

    func viewer(_ role: String) throws -> Viewer { try Self.viewer(role, registry.catalogue) }

    private static func viewer(_ role: String, _ catalogue: Catalogue) throws -> Viewer {
        guard let role = catalogue.roles[role] else { throw CocoaError(.keyValueValidation) }
        return Viewer(name: role.name == "officer" ? "张三" : "李四", role: role)
    }

    /// A visit with what it needs, and more where given.
    @discardableResult
    func visit(_ number: String, _ answers: [String: Answer] = [:]) async throws -> Record {
        let base: [String: Answer] = ["number": .text(number)]
        return try await registry.createRecord(
            "visit", base.merging(answers) { $1 }, by: officer)
    }

    @discardableResult
    func firm(_ name: String, _ uscc: String = "") async throws -> Record {
        try await registry.createRecord(
            "firm", ["name": .text(name), "uscc": .text(uscc)], by: officer)
    }

    func verify() throws -> VerifyReport {
        try database.readNow { try registry.verify($0) }
    }

    func rows(_ sql: SQL) throws -> [[Scalar]] { try database.readNow { try $0.all(sql) } }

    /// Changes the database behind the journal's back.
    func tamper(_ sql: SQL) async throws {
        let act = Act(actor: "无名", role: "none", event: "none")
        try await database.write(act) { try $0.execute(sql) }
    }

    static let catalogue = Result {
        try testCatalogue(files.merging(kept(), uniquingKeysWith: { $1 }))
    }

    /// What the platform itself keeps of imports, as the catalogue declares it.
    private static func kept() throws -> [String: String] {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().path
        let names = ["registers/import-batch.yaml", "registers/import-mapping.yaml"]
        return try names.reduce(into: [:]) {
            $0[$1] = try String(contentsOfFile: "\(root)/catalogue/\($1)", encoding: .utf8)
        }
    }

    private static let files: [String: String] = [
        "layer.yaml": "level: city\ntitle: 试验市\nregion: \"430600\"\n",
        "roles.yaml": """
        officer: {title: 经办人, may: [read, create, change, move, withdraw, import, export], sees: [internal, personal]}
        leader: {title: 局领导, may: [read, move, export, verify], sees: [internal]}
        clerk: {title: 办事员, may: [read, create], registers: [firm], sees: [internal]}
        """,
        "lifecycles/visiting.yaml": """
        visiting:
          title: 走访办理
          initial: open
          states:
            open: {title: 在办}
            checked: {title: 已核}
            closed: {title: 办结, fixed: true}
            dropped: {title: 作罢, final: true}
          moves:
            check: {title: 核对, from: [open], to: checked, by: [officer], requires: [cost, steps]}
            close: {title: 办结, from: [checked], to: closed, by: [leader]}
            reopen: {title: 重办, from: [checked], to: open, reason: required}
            drop: {title: 作罢, from: [open, checked], to: dropped, reason: required}
        kept: {title: 在册, initial: in-force, states: {in-force: 在册}}
        """,
        "codes/kinds.yaml": """
        vanished-answers: {title: 答复, values: {keep: 保留, returned: 又在来源里}}
        sections: {title: 科室, values: {office: 办公室}}
        kinds: {title: 类别, values: {yearly: 年度, sudden: {title: 临时, also: [突访]}}}
        counties: {title: 县区, values: {"430602": 楼区, "430621": 岳阳县}}
        regions: {title: 地区, values: {"430600": 试验市, "430602": 楼区, "430100": 省会}}
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
          name: {title: 名称, type: text, max: 20, required: true}
          uscc: {title: 信用代码, type: text, format: uscc}
        """,
        "registers/visit.yaml": """
        register: visit
        title: 走访
        match: [number]
        unique: [[number], [phone]]
        lifecycle: visiting
        label: number
        list: [number, firm, kind, cost, day]
        sort: -day
        fields:
          number: {title: 编号, type: text, max: 12, required: true}
          firm: {title: 单位, type: record, of: firm}
          kind: {title: 类别, type: choice, of: kinds}
          county: {title: 归口, type: county}
          region: {title: 地区, type: region}
          day: {title: 日期, type: date, not-after: today}
          until: {title: 截止, type: date, not-before: day}
          month: {title: 月份, type: month}
          year: {title: 年度, type: year, default: this-year}
          made: {title: 填写日, type: date, default: today}
          total: {title: 总额, type: money}
          cost: {title: 费用, type: money, at-most: total}
          shifted: {title: 调剂, type: money, min: none}
          people: {title: 人数, type: integer, min: 1, max: 100}
          rate: {title: 比例, type: percent, scale: 2}
          urgent: {title: 急件, type: boolean, default: 否}
          note: {title: 备注, type: long-text}
          contact: {title: 联系人, type: text, personal: true}
          phone: {title: 电话, type: text, format: phone, personal: true}
          mail: {title: 邮箱, type: text, format: email, personal: true}
          identity: {title: 证件, type: text, format: id-number, personal: true}
          born: {title: 生日, type: date, personal: true}
          steps:
            title: 过程
            type: rows
            columns:
              on: {title: 日期, type: date, required: true, not-after: today}
              spent: {title: 花费, type: money}
              who: {title: 经手, type: text, personal: true}
          files:
            title: 材料
            type: rows
            columns:
              title: {title: 名称, type: text, required: true}
        """,
    ]
}

/// The refusal that an act meets, or nil where it is done.
func refusal(_ body: () async throws -> Void) async rethrows -> RecordRefusal? {
    do {
        try await body()
        return nil
    } catch let refusal as RecordRefusal {
        return refusal
    }
}

extension RecordRefusal {
    /// The broken rules, as `field: rule`.
    var rules: [String] {
        if case .fields(let problems) = self {
            problems.map { "\($0.field)：\($0.rule)" }
        } else {
            []
        }
    }
}
