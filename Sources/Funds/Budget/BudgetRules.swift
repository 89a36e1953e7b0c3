import Catalogue
public import Registers
public import Store
import Values

/// The rules of a budget line that no form knows: it adds up, its adjustments are documented,
/// carry-over and surplus are two things, a project has a name.
public struct BudgetRules: RecordConsequence {
    public let registers: Set<String> = [BudgetLine.register]
    public let isLasting = false

    /// The rules of budget lines.
    public init() {}

    public func complete(_ record: inout Record, in registry: Registry, _ writer: Writer) throws {
        CompleteBudgetLine.complete(&record, registry.catalogue)
    }

    public func follow(_ step: RecordStep, in registry: Registry, _ writer: Writer) throws {
        if step.after.state == Lifecycle.withdrawn { return }
        if let broken = Self.broken(step, registry.catalogue) { throw broken }
    }

    /// The first rule that the step breaks. A rule is asked where what it speaks of was changed, so
    /// that an old line can be corrected bit by bit.
    static func broken(_ step: RecordStep, _ catalogue: Catalogue) -> RecordRefusal? {
        let line = BudgetLine(step.after)
        func touches(_ fields: [String], rows: String? = nil) -> Bool {
            guard let before = step.before, before.state == step.after.state else { return true }
            return fields.contains { before[$0] != step.after[$0] }
                || rows.map { before.rows[$0] ?? [] != step.after.rows[$0] ?? [] } ?? false
        }
        let amounts = BudgetLine.parts.map(\.field) + ["budget_total"]
        if touches(amounts), let refusal = addsUp(line) { return refusal }
        if touches(amounts, rows: "adjustments"), let refusal = isDocumented(line) {
            return refusal
        }
        if touches(amounts + ["carry_out", "surplus_taken", "final", "paid_total", "goal_done"]),
            let refusal = endsApart(line)
        {
            return refusal
        }
        if touches(["carried_in", "carry_out", "money_year"]),
            let refusal = isNotTooOld(line, catalogue)
        {
            return refusal
        }
        if touches(["kind", "project_code", "project_name", "own_spend"]),
            let refusal = namesProject(line)
        {
            return refusal
        }
        return step.before.flatMap { isNotCutBelowPaid(BudgetLine($0), line) }
    }

    /// 全年预算数＝年初＋上年结转＋追加－追减±科目调剂－收回统筹.
    private static func addsUp(_ line: BudgetLine) -> RecordRefusal? {
        guard let sum = line.sumOfParts else { return nil }
        guard let total = line.total else {
            return .against(
                rule: sumRule, what: "“\(line.label)”各项相加是 \(sum.yuan)，不能为负：\(line.partsInWords)",
                advice: "核对追减、调剂和收回统筹的数")
        }
        if total == sum { return nil }
        let difference = Money(fen: total.fen &- sum.fen)
        return .against(
            rule: sumRule,
            what:
                "“\(line.label)”全年预算数 \(total.yuan)，各项相加是 \(sum.yuan)，差 \(difference.yuan)："
                + line.partsInWords,
            advice: "改正错的一项；全年预算数应为 \(sum.yuan)，也可以清空由平台相加")
    }

    private static let sumRule = "全年预算数＝年初＋上年结转＋追加－追减±科目调剂－收回统筹"

    private static let kinds: [(kind: String, field: String, title: String)] = [
        ("added", "added", "追加"), ("cut", "cut", "追减"), ("shifted", "shifted", "科目调剂"),
        ("withdrawn", "withdrawn_funds", "收回统筹"),
    ]

    /// Where adjustments are written down one by one, each has kind, day and document, and they add
    /// up to what the line says of its kind.
    private static func isDocumented(_ line: BudgetLine) -> RecordRefusal? {
        let rows = line.record.rows["adjustments"] ?? []
        if rows.isEmpty { return nil }
        let rule = "预算调整逐笔有类别、日期、文号和金额，合计与各栏相等"
        var sums: [String: Int64] = [:]
        for (index, row) in rows.enumerated() {
            guard let kind = row["kind"]?.text, let amount = row["amount"]?.integer,
                row["adjusted_on"]?.text != nil, row["doc_no"]?.text?.isEmpty == false
            else {
                return .against(
                    rule: rule, what: "“\(line.label)”预算调整第 \(index + 1) 笔不完整",
                    advice: "补上类别、日期、文号和金额")
            }
            sums[kind, default: 0] &+= amount
        }
        for entry in kinds {
            let stated = line.money(entry.field) ?? .zero
            let sum = Money(fen: sums[entry.kind] ?? 0)
            if stated == sum { continue }
            return .against(
                rule: rule,
                what:
                    "“\(line.label)”\(entry.title)填 \(stated.yuan)，逐笔合计 \(sum.yuan)，"
                    + "差 \(Money(fen: stated.fen &- sum.fen).yuan)",
                advice: "补上漏的一笔，或改正\(entry.title)")
        }
        return nil
    }

    /// 结转 is what goes on being needed, 结余 what is left when the goal is reached; together they
    /// are not more than what was not spent.
    private static func endsApart(_ line: BudgetLine) -> RecordRefusal? {
        let carried = line.money("carry_out") ?? .zero
        if carried.fen > 0, line.record["goal_done"].integer == 1 {
            return .against(
                rule: "目标未完成、下年接着用的是结转；目标已完成剩下的是结余",
                what: "“\(line.label)”目标已完成，却有年末结转 \(carried.yuan)",
                advice: "这笔填在“结余收回”；还没有完成的，改“目标已完成”为否")
        }
        let surplus = line.money("surplus_taken") ?? .zero
        guard carried.fen > 0 || surplus.fen > 0, let total = line.total,
            let spent = line.final ?? line.paid
        else { return nil }
        let left = Money(fen: total.fen &- spent.fen)
        guard carried.fen &+ surplus.fen > left.fen else { return nil }
        return .against(
            rule: "年末结转与结余之和不超过没有用完的数",
            what:
                "“\(line.label)”结转 \(carried.yuan)、结余 \(surplus.yuan)，只剩 \(left.yuan)，"
                + "多 \(Money(fen: carried.fen &+ surplus.fen &- left.fen).yuan)",
            advice: "核对决算数、结转和结余")
    }

    /// Money unspent for two years running is carried on no more (预算法第四十二条).
    private static func isNotTooOld(_ line: BudgetLine, _ catalogue: Catalogue) -> RecordRefusal? {
        guard let years = CompleteBudgetLine.years(catalogue, line.year) else { return nil }
        let given = line.record["money_year"].integer.map(Int.init)
        let rule =
            catalogue.rules["carry_over_years"]?.value(on: .yearEnd(line.year))?.source
            ?? "结转资金使用期限"
        func refusal(_ what: String, _ advice: String) -> RecordRefusal {
            .against(rule: rule, what: "“\(line.label)”\(what)", advice: advice)
        }
        if line.money("carried_in") ?? .zero > .zero, let given {
            if given >= line.year {
                return refusal(
                    "上年结转的资金年度填了 \(given) 年", "填这笔钱最初安排的年度，在 \(line.year) 年以前")
            }
            if line.year - given >= years {
                return refusal(
                    "结转来的是 \(given) 年的钱，到 \(given + years - 1) 年底已连续\(years)年没有用完",
                    "转作结余由财政收回，不再结转")
            }
        }
        // Of a line whose money is older, what is left goes no further.
        if line.money("carry_out") ?? .zero > .zero, line.money("carried_in") ?? .zero > .zero,
            let given, line.year + 1 - given >= years,
            line.money("carry_out") ?? .zero > freshMoney(line)
        {
            return refusal(
                "年末结转里有 \(given) 年的钱，到今年底已连续\(years)年没有用完",
                "把 \(given) 年剩下的填在“结余收回”；今年安排的才能结转")
        }
        return nil
    }

    /// What of the year's budget was given this year: old money is spent first.
    private static func freshMoney(_ line: BudgetLine) -> Money {
        Money(fen: max(0, (line.total?.fen ?? 0) &- (line.money("carried_in")?.fen ?? 0)))
    }

    /// A line of project spending says which project it is; a published report does not.
    private static func namesProject(_ line: BudgetLine) -> RecordRefusal? {
        let record = line.record
        guard record["kind"].text == "project", line.isOwn,
            record["source_system"].text != "published-report",
            record["project_code"].isNull, record["project_name"].isNull
        else { return nil }
        return .against(
            rule: "一个预算项目一条明细、一张项目自评表", what: "“\(line.label)”是项目支出，没有写是哪个项目",
            advice: "填预算项目编码和名称")
    }

    /// What has been paid is not taken back by a smaller budget.
    private static func isNotCutBelowPaid(_ before: BudgetLine, _ after: BudgetLine)
        -> RecordRefusal?
    {
        guard let total = after.total, let paid = after.paid, total < paid,
            total < before.total ?? total
        else { return nil }
        return .against(
            rule: "预算不能压到已支付数以下",
            what:
                "“\(after.label)”全年预算数改为 \(total.yuan)，已经支付 \(paid.yuan)，"
                + "差 \(Money(fen: paid.fen &- total.fen).yuan)",
            advice: "先办理支付退回，或少压一些")
    }
}
