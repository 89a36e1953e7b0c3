import Catalogue
import Documents
import Figures
import Foundation
import Registers
import Store
import TestDatabase
import Values

/// A made-up city whose records are tables that one can count by eye.
struct Harbour {
    let figures: Figures
    let officer: Viewer

    var registry: Registry { figures.registry }

    /// - Parameter declared: the figures, as YAML.
    init(_ declared: String, today: String = "2026-03-01") async throws {
        let catalogue = try testCatalogue(
            Self.files.merging(["figures/ours.yaml": declared], uniquingKeysWith: { $1 }))
        let now = Instant(iso: today + "T04:00:00Z") ?? Instant(milliseconds: 0)
        let database = try testDatabase(catalogue, clock: .fixed(now))
        figures = Figures(Registry(database))
        guard let role = catalogue.roles["officer"] else { throw CocoaError(.keyValueValidation) }
        officer = Viewer(name: "张三", role: role)
        try await take("firm", Self.firms)
        try await take("contract", Self.contracts)
        try await take("budget", Self.budget)
        try await take("statistic", Self.statistics)
        try await take("permit", Self.permits)
    }

    func take(_ register: String, _ table: String) async throws {
        _ = try await registry.importTable(
            try CSVTable.parse(Array(table.utf8)), into: register, by: officer, source: register)
    }

    func question(_ year: Int, county: String? = nil, asOf: String? = nil) throws -> FigureQuestion
    {
        FigureQuestion(
            year: year, asOf: try asOf.map { try CalendarDate.parse($0) }, county: county,
            today: registry.database.clock.today)
    }

    func result(_ name: String, _ year: Int = 2025, county: String? = nil, asOf: String? = nil)
        throws -> FigureResult
    {
        let question = try question(year, county: county, asOf: asOf)
        let results = try registry.database.readNow {
            try figures.evaluate($0, question, names: [name])
        }
        return results[0]
    }

    func lineage(_ name: String, _ year: Int = 2025) throws -> [LineageSet] {
        let question = try question(year)
        return try registry.database.readNow { try figures.lineage($0, name, question) }
    }

    static let firms = """
        name,kind,town
        甲大学,university,430602
        乙公司,company,430602
        丙公司,company,430100
        丁公司,company,
        """

    static let contracts = """
        no,seller,buyer_town,signed_on,month,year,amount,urgent,county,状态,状态起始日,parts
        1,甲大学,430602,2025-01-10,2025-01,2025,1亿元,是,430602,done,2025-02-01,"[{""kind"":""soft"",""cost"":""1""},{""kind"":""hard"",""cost"":""2""}]"
        2,甲大学,430100,2025-12-31,2025-12,2025,2亿元,否,430602,done,2026-01-05,"[{""kind"":""soft"",""cost"":""5""}]"
        3,乙公司,110000,2025-06-01,2025-06,2025,0.5亿元,,430621,open,2025-06-01,
        4,丙公司,,2024-03-03,2024-03,2024,1.6亿元,是,430621,done,2024-04-01,
        5,丁公司,430600,2025-07-01,2025-07,2025,9亿元,是,430602,withdrawn,2025-07-02,
        6,,430621,2023-05-05,2023-05,2023,,否,,open,2023-05-05,
        """

    static let budget = """
        line,year,fund,nothing,final
        行政,2025,general,否,100.00
        项目,2025,general,否,50.55
        基金,2025,fund,是,0
        行政,2024,general,否,0
        """

    static let statistics = """
        indicator,year,value,growth,change,as_of
        rd,2024,112.57,,6.3,2024-12-31
        fiscal,2025,22.72,43.31,,2025-11-30
        twice,2025,1,,,
        twice,2025,2,,,
        """

    static let permits = """
        no,from,to,状态,状态起始日
        1,2024-01-01,2024-12-31,valid,2024-01-01
        2,2024-06-01,2025-12-31,valid,2024-06-01
        3,2025-03-01,,valid,2025-03-01
        4,2026-01-01,2027-01-01,valid,2026-01-01
        """

    private static let files: [String: String] = [
        "layer.yaml": "level: city\ntitle: 试验市\nregion: \"430600\"\n",
        "roles.yaml":
            "officer: {title: 经办人, may: [read, create, change, move, withdraw, import, export], sees: [internal]}\n",
        "lifecycles/all.yaml": """
        dealing:
          title: 办理
          initial: open
          states: {open: 在办, done: 已办}
          moves: {finish: {title: 办成, from: [open], to: done}}
        kept: {title: 在册, initial: valid, states: {valid: 在册, lapsed: 失效}, moves: {lapse: {title: 失效, from: [valid], to: lapsed}}}
        """,
        "codes/all.yaml": """
        kinds: {title: 单位类别, values: {university: 高校, company: 企业}}
        parts: {title: 部分, values: {soft: 软件, hard: 硬件}}
        funds: {title: 资金, values: {general: 一般, fund: 基金}}
        counties: {title: 县区, values: {"430602": 楼区, "430621": 岳阳县}}
        regions:
          title: 地区
          values: {"110000": 首都, "430000": 本省, "430100": 省会, "430600": 试验市, "430602": 楼区, "430621": 岳阳县}
        annotation-kinds: {title: 注记, values: {forecast: 预计, approximate: 余}}
        """,
        "registers/firm.yaml": """
        register: firm
        title: 单位
        label: name
        fields:
          name: {title: 名称, type: text, required: true}
          kind: {title: 类别, type: choice, of: kinds}
          town: {title: 所在地, type: region}
        """,
        "registers/contract.yaml": """
        register: contract
        title: 合同
        lifecycle: dealing
        label: no
        match: [no]
        fields:
          no: {title: 编号, type: text}
          seller: {title: 卖方, type: record, of: firm}
          buyer_town: {title: 买方地区, type: region}
          signed_on: {title: 签订日期, type: date}
          month: {title: 月份, type: month}
          year: {title: 年度, type: year}
          amount: {title: 金额, type: money}
          urgent: {title: 急件, type: boolean}
          county: {title: 归口, type: county}
          parts:
            title: 组成
            type: rows
            columns:
              kind: {title: 类别, type: choice, of: parts}
              cost: {title: 费用, type: money}
        """,
        "registers/budget.yaml": """
        register: budget
        title: 预算
        label: line
        fields:
          line: {title: 名称, type: text}
          year: {title: 年度, type: year}
          fund: {title: 资金, type: choice, of: funds}
          nothing: {title: 无收支, type: boolean}
          final: {title: 决算, type: money}
        """,
        "registers/statistic.yaml": """
        register: statistic
        title: 统计
        label: indicator
        fields:
          indicator: {title: 指标, type: text}
          year: {title: 年度, type: year}
          value: {title: 数值, type: decimal, scale: 4}
          growth: {title: 增速, type: percent, scale: 2}
          change: {title: 增量, type: decimal, scale: 4}
          as_of: {title: 截止, type: date}
        """,
        "registers/permit.yaml": """
        register: permit
        title: 许可
        label: no
        fields:
          no: {title: 编号, type: text}
          from: {title: 自, type: date}
          to: {title: 至, type: date}
        """,
        "registers/annotation.yaml": """
        register: annotation
        title: 注记
        common: false
        label: figure
        fields:
          figure: {title: 指标, type: text, required: true}
          year: {title: 年度, type: year, required: true}
          kind: {title: 类别, type: choice, of: annotation-kinds, required: true}
          text: {title: 说明, type: text}
          value: {title: 上报值, type: decimal, scale: 4}
          to_whom: {title: 上报对象, type: text}
          "on": {title: 日期, type: date}
          ground: {title: 依据, type: text}
          by: {title: 注记人, type: text}
        """,
    ]
}
