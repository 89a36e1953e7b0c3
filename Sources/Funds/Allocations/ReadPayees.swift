import Catalogue
import Documents
import Registers
import Store
import Values

/// Reads the rows of a table of payees against the registers of the city.
struct ReadPayees {
    let allocations: Allocations
    let reader: Reader
    let table: SplitTable
    let paper: Record
    let mode: SplitMode
    let earmark: String
    private(set) var problems: [SplitProblem] = []
    private(set) var remarks: [String] = []

    private var catalogue: Catalogue { allocations.catalogue }

    init(
        _ allocations: Allocations, _ reader: Reader, _ table: SplitTable, _ paper: Record,
        _ mode: SplitMode
    ) throws {
        self.allocations = allocations
        self.reader = reader
        self.table = table
        self.paper = paper
        self.mode = mode
        earmark = try allocations.earmark(reader, paper)
        let needed: SplitColumn = mode == .shares ? .share : .amount
        if table.index(needed) == nil {
            throw AllocationRefusal.table(
                mode == .shares ? "表里没有“比例”这一列" : "表里没有“金额”这一列",
                advice: mode == .shares ? "写上各家的比例或份额" : "写上各家的金额；按比例分的选“按比例分”")
        }
    }

    /// All rows that can be read; what is wrong with the others stands in `problems`.
    mutating func lines() throws -> [SplitLine] {
        var lines: [SplitLine] = []
        var unregistered = 0
        for row in table.rows {
            let before = problems.count
            let line = try line(row)
            if line.organisation == nil, problems.count == before { unregistered += 1 }
            lines.append(line)
        }
        if unregistered > 0 {
            remarks.append("有 \(unregistered) 家不在单位登记册里，到账由县市区或财务凭回单代为确认。")
        }
        return lines
    }

    private mutating func add(
        _ row: SplitTable.Row, _ column: SplitColumn, _ what: String, _ advice: String
    ) {
        problems.append(SplitProblem(row.line, table.heading(column), what, advice))
    }

    private mutating func line(_ row: SplitTable.Row) throws -> SplitLine {
        checkEarmark(row)
        let unit = try organisation(row)
        let through = route(row)
        let funding = try funding(row, unit?.id)
        let project = table.text(row, .project)
        let name = table.text(row, .recipient)
        return SplitLine(
            line: row.line, rank: rank(row), recipient: unit?.name ?? name,
            organisation: unit?.id, county: county(row, unit?.county, through),
            project: project.isEmpty ? funding?.name : project, funding: funding?.id,
            through: through, share: mode == .shares ? share(row) : nil,
            amount: mode == .shares ? .zero : amount(row))
    }

    private mutating func checkEarmark(_ row: SplitTable.Row) {
        let named = table.text(row, .earmark)
        if named.isEmpty || named == earmark { return }
        add(row, .earmark, "写的是“\(named)”，这份指标文是“\(earmark)”，专款专用", "另作一份指标文，或改正这一格")
    }

    private struct Unit {
        let id: Int64
        let name: String
        let county: String?
    }

    private mutating func organisation(_ row: SplitTable.Row) throws -> Unit? {
        let code = table.text(row, .uscc)
        let name = table.text(row, .recipient)
        if code.isEmpty, name.isEmpty {
            add(row, .recipient, "没有写收款单位", "补上单位名称，或删去这一行")
            return nil
        }
        if !code.isEmpty {
            do {
                let uscc = try UnifiedCreditCode.parse(code)
                let found = try units("uscc = \(uscc.text)")
                guard let unit = found.first else {
                    if name.isEmpty {
                        add(row, .uscc, "登记册里没有 \(uscc.text)，也没有写单位名称", "补上单位名称")
                    }
                    return nil
                }
                if !name.isEmpty, name != unit.name {
                    add(
                        row, .uscc, "这个代码是“\(unit.name)”，表里写的是“\(name)”", "核对名称和代码；更名的先在登记册里改名")
                }
                return unit
            } catch let problem {
                guard let problem = problem as? ValueProblem else { throw problem }
                add(row, .uscc, "“\(code)”不是统一社会信用代码：\(problem.rule)", "核对十八位代码")
                return nil
            }
        }
        let found = try units("name = \(name)")
        if found.count > 1 {
            add(row, .recipient, "登记册里有 \(found.count) 家“\(name)”", "加一列统一社会信用代码")
        }
        return found.count == 1 ? found[0] : nil
    }

    private func units(_ condition: SQL) throws -> [Unit] {
        try reader.all(
            """
            SELECT id, name, county FROM organisation WHERE \(condition)
            AND state <> \(Lifecycle.withdrawn) ORDER BY id LIMIT 3
            """
        ).compactMap { row in
            row[0].integer.map { Unit(id: $0, name: row[1].text ?? "", county: row[2].text) }
        }
    }

    private mutating func county(_ row: SplitTable.Row, _ known: String?, _ through: String)
        -> String?
    {
        let text = table.text(row, .county)
        let list = catalogue.list("counties")
        if text.isEmpty {
            if known == nil, through == "county" {
                add(row, .county, "不知道归哪个县市区", "补上县市区一列；市本级直接支付的在“拨付渠道”写 直接支付")
            }
            return known
        }
        if ["市本级", "市直", "市级", "本级"].contains(text) {
            if through == "county" {
                add(row, .county, "“\(text)”没有县级国库", "在“拨付渠道”一列写 直接支付")
            }
            return nil
        }
        let found = list?.find(text) ?? []
        if found.count == 1 { return found[0].code }
        add(
            row, .county, "县市区名单里没有“\(text)”",
            Catalogue.advice(for: text, among: list?.codes.map(\.title) ?? []))
        return nil
    }

    private mutating func route(_ row: SplitTable.Row) -> String {
        let text = table.text(row, .through)
        if text.isEmpty {
            // The city's own units have no county's treasury between.
            let county = table.text(row, .county)
            return ["市本级", "市直", "市级", "本级"].contains(county) && table.index(.through) == nil
                ? "direct" : "county"
        }
        let found = catalogue.list("allocation-routes")?.find(text) ?? []
        if let code = found.first?.code, found.count == 1 { return code }
        add(row, .through, "没有“\(text)”这种拨付渠道", "写 经县级国库 或 直接支付")
        return "county"
    }

    private mutating func funding(_ row: SplitTable.Row, _ organisation: Int64?) throws -> (
        id: Int64, name: String
    )? {
        let number = table.text(row, .projectNo)
        guard !number.isEmpty else { return nil }
        let found = try reader.first(
            """
            SELECT id, name, earmark, organisation FROM project_funding
            WHERE project_no = \(number) AND state <> \(Lifecycle.withdrawn)
            """)
        guard let found, let id = found[0].integer else {
            // Many tables carry numbers of projects whose money is followed elsewhere.
            remarks.append("第 \(row.line) 行的项目编号 \(number) 没有项目资金记录，不按合同控制。")
            return nil
        }
        if found[2].integer != paper["earmark"].integer {
            add(row, .projectNo, "项目 \(number) 属于另一个专项，专款专用", "从那个专项的指标文里下达")
        }
        if let owner = found[3].integer, let organisation, owner != organisation {
            add(row, .projectNo, "项目 \(number) 的承担单位不是这家", "核对项目编号和单位")
        }
        return (id, found[1].text ?? "")
    }

    private mutating func rank(_ row: SplitTable.Row) -> Int? {
        guard mode == .ranked, table.index(.rank) != nil else { return nil }
        let text = table.text(row, .rank)
        if let rank = Int(text.hasSuffix(".0") ? String(text.dropLast(2)) : text), rank > 0 {
            return rank
        }
        add(row, .rank, "“\(text)”不是名次", "写从 1 起的整数")
        return nil
    }

    private mutating func amount(_ row: SplitTable.Row) -> Money {
        let text = table.text(row, .amount)
        guard !text.isEmpty else {
            add(row, .amount, "没有金额", "补上，或删去这一行")
            return .zero
        }
        let stated = table.index(.amount).flatMap { table.columns[$0].unit }
        do {
            let amount = try Self.money(text, in: stated)
            if amount.fen <= 0 { add(row, .amount, "金额是 \(text)，应大于 0", "不给钱的删去这一行") }
            return amount
        } catch {
            add(row, .amount, "“\(text)”：\(error.rule)", error.suggestion ?? "改正金额")
            return .zero
        }
    }

    /// An amount in the column's unit; a unit within the cell goes before it.
    static func money(_ text: String, in unit: String?) throws(ValueProblem) -> Money {
        // Numbers of sheets carry the dust of binary fractions.
        let text = text.contains("E") ? text : dusted(text)
        guard unit == "千元", let last = text.last, last.isNumber else {
            return try Money.parse(text, unit: unit.flatMap(MoneyUnit.init) ?? .yuan)
        }
        let tenth = try Money.parse(text, unit: .wan)
        guard tenth.fen.isMultiple(of: 10) else {
            throw ValueProblem(found: text, rule: "金额精确到分，以千元计最多5位小数", suggestion: "改为整分的金额")
        }
        return Money(fen: tenth.fen / 10)
    }

    /// 12.340000000000002 is 12.34: more digits than a Double tells apart are not the author's.
    private static func dusted(_ text: String) -> String {
        guard text.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") }), text.count >= 17,
            let value = Double(text), let point = text.firstIndex(of: ".")
        else { return text }
        let whole = text.distance(from: text.startIndex, to: point)
        guard whole < 12 else { return text }
        let scaled = (value * 1_000_000).rounded()
        guard abs(scaled) < 9e15 else { return text }
        return FixedDecimal(unscaled: Int128(Int64(scaled)), scale: 6).trimmed
    }

    private mutating func share(_ row: SplitTable.Row) -> Int64? {
        let text = table.text(row, .share)
        let bare = text.hasSuffix("%") || text.hasSuffix("％") ? String(text.dropLast()) : text
        // A decimal of at most six digits after the point, as 万元 has them.
        if let share = try? Money.parse(bare, unit: .wan).fen, share > 0 { return share }
        add(row, .share, text.isEmpty ? "没有比例" : "“\(text)”不是大于 0 的比例", "写数字，如 12.5 或 12.5%")
        return nil
    }
}
