import Catalogue
import Documents
import Foundation
import Registers
import Store
import TestDatabase
import Values
import Work

/// A made-up permit counter on 1 March 2026, a Sunday, half an hour after midnight at Shanghai:
/// its permits end on days that one can count by eye.
struct Counter {
    let worklists: Worklists
    let officer: Viewer

    var registry: Registry { worklists.registry }
    var today: CalendarDate { registry.database.clock.today }

    /// - Parameter declared: the work lists, as YAML.
    init(_ declared: String, now: String = "2026-02-28T16:30:00Z") async throws {
        let catalogue = try testCatalogue(
            Self.files.merging(["worklists/ours.yaml": declared], uniquingKeysWith: { $1 }))
        let database = try testDatabase(
            catalogue, clock: .fixed(Instant(iso: now) ?? Instant(milliseconds: 0)))
        worklists = Worklists(Registry(database))
        officer = try Self.viewer("officer", catalogue)
        for (register, table) in [
            ("holder", Self.holders), ("permit", Self.permits), ("renewal", Self.renewals),
        ] {
            _ = try await registry.importTable(
                try CSVTable.parse(Array(table.utf8)), into: register, by: officer,
                source: register)
        }
    }

    static func viewer(_ role: String, _ catalogue: Catalogue) throws -> Viewer {
        guard let role = catalogue.roles[role] else { throw CocoaError(.keyValueValidation) }
        return Viewer(name: "张三", role: role)
    }

    func viewer(_ role: String) throws -> Viewer { try Self.viewer(role, registry.catalogue) }

    func page(
        _ name: String, county: String? = nil, limit: Int? = nil, offset: Int = 0,
        by viewer: Viewer? = nil
    ) throws -> WorklistPage {
        try registry.database.readNow {
            try worklists.page(
                $0, name, WorkQuestion(today: today, county: county), limit: limit, offset: offset,
                by: viewer ?? officer)
        }
    }

    /// The first cells of a list's lines, in their order.
    func labels(_ name: String) throws -> String {
        try page(name).lines.compactMap(\.cells.first).joined(separator: " ")
    }

    func summaries(county: String? = nil, by viewer: Viewer? = nil) throws -> [WorklistSummary] {
        try registry.database.readNow {
            try worklists.summaries(
                $0, WorkQuestion(today: today, county: county), by: viewer ?? officer)
        }
    }

    static let holders = """
        name,county,insured_to
        甲公司,430602,2026-02-28
        乙公司,430621,2026-03-01
        丙公司,430621,
        """

    /// Today is 2026-03-01; permit 8 is withdrawn, permit 9 lapsed.
    static let permits = """
        no,holder,county,valid_to,checked,year,phone,状态,状态起始日,visits
        1,甲公司,430602,2026-03-01,2026-03,2026,13800000001,valid,2026-03-01,
        2,甲公司,430602,2026-02-28,2026-02,2025,13800000002,valid,2026-01-30,"[{""task"":""补材料"",""due_on"":""2026-02-27""},{""task"":""回访"",""due_on"":""2026-03-05""}]"
        3,乙公司,430621,2026-03-31,2025-12,2025,,valid,2026-01-29,"[{""task"":""回访"",""due_on"":""2026-02-01"",""done_on"":""2026-02-02""}]"
        4,乙公司,430621,2026-04-01,2024-12,2024,,valid,2026-01-01,"[{""task"":""归档""}]"
        5,,430602,2026-01-30,,2025,,valid,2026-01-01,
        6,丙公司,430621,2026-01-29,,,,valid,2025-06-01,
        7,丙公司,430621,,,,,valid,2025-06-01,
        8,乙公司,430621,2026-02-01,,2025,,withdrawn,2026-02-02,"[{""task"":""回访"",""due_on"":""2026-02-01""}]"
        9,丙公司,430621,2025-12-31,,2025,,lapsed,2026-01-01,
        """

    static let renewals = """
        permit_no,holder,asked_on,状态,状态起始日
        2,甲公司,2026-02-01,valid,2026-02-01
        6,丙公司,2024-05-01,valid,2024-05-01
        9,丙公司,2026-01-05,withdrawn,2026-01-06
        """

    static let files: [String: String] = [
        "layer.yaml": "level: city\ntitle: 试验市\nregion: \"430600\"\n",
        "roles.yaml": """
        officer: {title: 经办人, may: [read, create, change, move, withdraw, import, export], sees: [internal, personal]}
        leader: {title: 领导, may: [read, export], sees: [internal]}
        clerk: {title: 别科经办人, may: [read], registers: [holder], sees: [internal]}
        public: {title: 公众, may: [read], sees: []}
        """,
        "lifecycles/all.yaml": """
        kept: {title: 在册, initial: valid, states: {valid: 有效, lapsed: 失效}, moves: {lapse: {title: 失效, from: [valid], to: lapsed}}}
        """,
        "codes/all.yaml": """
        counties: {title: 县区, values: {"430602": 楼区, "430621": 岳阳县}}
        sections: {title: 科室, values: {permits: 许可科, office: 办公室}}
        """,
        "calendar.yaml": """
        2026: {source: 试验, holidays: {节日: [2026-03-05]}, working: [2026-02-28]}
        """,
        "rules/all.yaml": """
        notice_days: {title: 提醒天数, unit: 日, values: [{from: 2020-01-01, value: 31, source: 旧规}, {from: 2026-01-01, value: 30, source: 新规}]}
        later_days: {title: 以后才有的天数, unit: 日, values: [{from: 2027-01-01, value: 30, source: 新规}]}
        renewal_months: {title: 续期月数, unit: 个月, values: [{from: 2020-01-01, value: 1, source: 试验}]}
        """,
        "registers/holder.yaml": """
        register: holder
        title: 持证单位
        section: office
        label: name
        match: [name]
        fields:
          name: {title: 名称, type: text, required: true}
          county: {title: 归口, type: county}
          insured_to: {title: 投保至, type: date}
        """,
        "registers/permit.yaml": """
        register: permit
        title: 许可
        section: permits
        label: no
        match: [no]
        fields:
          no: {title: 编号, type: text}
          holder: {title: 持证单位, type: record, of: holder}
          county: {title: 归口, type: county}
          valid_to: {title: 有效期至, type: date}
          checked: {title: 检查月份, type: month}
          year: {title: 年度, type: year}
          phone: {title: 手机, type: text, format: phone, personal: true}
          visits:
            title: 回访
            type: rows
            columns:
              task: {title: 事项, type: text}
              due_on: {title: 时限, type: date}
              done_on: {title: 办结, type: date}
        """,
        "registers/renewal.yaml": """
        register: renewal
        title: 续期申请
        common: false
        label: permit_no
        match: [permit_no]
        fields:
          permit_no: {title: 许可编号, type: text}
          holder: {title: 持证单位, type: record, of: holder}
          asked_on: {title: 申请日期, type: date}
        """,
    ]
}
