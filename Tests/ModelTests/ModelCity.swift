import Catalogue
import Foundation
import Registers
import Store
import TestDatabase
import TestSupport
import Values

/// A city in a folder or on the test server, of four registers that use every kind of field and
/// rule. It can be closed and opened again under way.
struct ModelCity: Sendable {
    let place: DataPlace
    let catalogue: Catalogue
    let clock = SettableClock("2024-01-02T01:00:00Z")
    private(set) var registry: Registry
    private let folder: String

    init() throws {
        folder = NSTemporaryDirectory() + "model-" + UUID().uuidString
        catalogue = try Self.loaded.get()
        let server = try TestServer.named?.newDatabase()
        place = try DataPlace(
            server.map { $0 + "?schema=model" } ?? folder + "/city", keys: folder + "/keys")
        registry = Registry(try place.create(catalogue, clock: clock.clock))
    }

    mutating func reopen() throws {
        try registry.database.close()
        registry = Registry(try place.open(catalogue, clock: clock.clock))
    }

    func remove() throws {
        try registry.database.close()
        try? FileManager.default.removeItem(atPath: folder)
    }

    func viewer(_ role: String) throws -> Viewer {
        guard let role = catalogue.roles[role] else { throw CocoaError(.keyValueValidation) }
        return Viewer(name: role.title + "甲", role: role)
    }

    private static let loaded = Result {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().path
        var files = Self.files
        files["registers/import-batch.yaml"] = try String(
            contentsOfFile: "\(root)/catalogue/registers/import-batch.yaml", encoding: .utf8)
        return try testCatalogue(files)
    }

    private static let files: [String: String] = [
        "layer.yaml": "level: city\ntitle: 试验市\nregion: \"430600\"\n",
        "roles.yaml": """
        officer: {title: 经办人, may: [read, create, change, move, withdraw, import], sees: [internal, personal]}
        leader: {title: 局领导, may: [read, move], sees: [internal]}
        clerk: {title: 办事员, may: [read, create], registers: [firm], sees: [internal, personal]}
        """,
        "lifecycles/all.yaml": """
        dealing:
          title: 办理
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
        paying:
          title: 拨付
          initial: planned
          states: {planned: 计划, paid: {title: 已拨, fixed: true}}
          moves: {pay: {title: 拨付, from: [planned], to: paid, requires: [paid_on]}}
        kept: {title: 在册, initial: in-force, states: {in-force: 在册, lapsed: 失效}, moves: {lapse: {title: 失效, from: [in-force], to: lapsed, reason: required}}}
        """,
        "codes/all.yaml": """
        vanished-answers: {title: 答复, values: {keep: 保留, returned: 又在来源里}}
        sections: {title: 科室, values: {office: 办公室}}
        kinds: {title: 类别, values: {yearly: 年度, sudden: {title: 临时, also: [突访]}}}
        natures: {title: 性质, values: {company: 企业, school: 学校}}
        counties: {title: 县区, values: {"430602": 楼区, "430621": 岳阳县}}
        """,
        "registers/firm.yaml": """
        register: firm
        title: 单位
        common: false
        match: [code]
        unique: [[code]]
        label: name
        fields:
          name: {title: 名称, type: text, max: 20, required: true}
          code: {title: 代码, type: text, max: 12}
          nature: {title: 性质, type: choice, of: natures}
          capital: {title: 资本, type: money}
        """,
        "registers/contract.yaml": """
        register: contract
        title: 合同
        common: false
        match: [number]
        unique: [[number], [phone], [firm, slot]]
        lifecycle: dealing
        label: number
        list: [number, firm, kind, total]
        sort: -day
        fields:
          number: {title: 合同号, type: text, max: 12, required: true}
          firm: {title: 单位, type: record, of: firm}
          slot: {title: 席位, type: integer}
          kind: {title: 类别, type: choice, of: kinds}
          county: {title: 归口, type: county}
          day: {title: 日期, type: date, not-after: today}
          until: {title: 截止, type: date, not-before: day}
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
          steps:
            title: 过程
            type: rows
            columns:
              on: {title: 日期, type: date, required: true, not-after: today}
              spent: {title: 花费, type: money}
              who: {title: 经手, type: text, personal: true}
        """,
        "registers/person.yaml": """
        register: person
        title: 人员
        common: false
        match: [identity]
        unique: [[identity]]
        label: post
        fields:
          post: {title: 职务, type: text}
          name: {title: 姓名, type: text, personal: true, required: true}
          identity: {title: 证件, type: text, personal: true, required: true}
          firm: {title: 单位, type: record, of: firm}
        """,
        "registers/payment.yaml": """
        register: payment
        title: 拨款
        common: false
        match: [serial]
        unique: [[serial]]
        lifecycle: paying
        label: serial
        fields:
          serial: {title: 单号, type: text, required: true}
          contract: {title: 合同, type: record, of: contract, required: true}
          amount: {title: 金额, type: money, required: true}
          paid_on: {title: 日期, type: date, not-after: today}
        """,
        "figures/all.yaml": """
        contracts: {title: 项数, from: contract, where: {day: in-year}, count: records, unit: 项}
        closed: {title: 办结, from: contract, where: {state: closed, day: in-year}, count: records, unit: 项}
        stood_checked: {title: 曾核, from: contract, where: {state-on: {is: [checked], "on": year-end}}, count: records, unit: 项}
        total: {title: 总额, from: contract, where: {day: in-year}, sum: total, unit: 元, decimals: 2}
        company_cost: {title: 企业费用, from: contract, where: {day: in-year, firm.nature: company}, sum: cost, unit: 元, decimals: 2}
        firms: {title: 家数, from: contract, where: {year: in-year}, count-distinct: firm, unit: 家}
        steps: {title: 步数, from: contract, where: {year: in-year}, count-of-rows: steps, unit: 步}
        paid: {title: 拨款, from: payment, where: {state: paid, paid_on: in-year}, sum: amount, unit: 元, decimals: 2}
        """,
    ]
}
