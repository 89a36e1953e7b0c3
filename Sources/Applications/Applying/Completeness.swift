import Catalogue
public import Registers
import Values

/// What an application lacks before it may be signed off and submitted, held against the terms of
/// its call alone; pure.
public struct Completeness: Sendable {
    let offer: CallOffer
    let register: Register
    let catalogue: Catalogue
    /// Kinds of evidence whose files are attached: codes of `application-files`.
    let files: Set<String>

    /// Everything that is missing or wrong, in the order of the form.
    public func problems(_ record: Record) -> [FieldProblem] {
        asked(record) + questions(record) + amounts(record) + budget(record) + coFunding(record)
            + term(record) + targets(record) + milestones(record) + words(record)
            + members(record) + letters(record)
    }

    func problem(_ field: String, _ rule: String, _ advice: String, value: String = "")
        -> FieldProblem
    {
        FieldProblem(
            field: field, title: register.field(field)?.title ?? field, value: value, rule: rule,
            advice: advice)
    }

    private func asked(_ record: Record) -> [FieldProblem] {
        var problems: [FieldProblem] = []
        for name in offer.terms.asks {
            guard let field = register.field(name), register.asks(field, of: record.fields) else {
                continue
            }
            let isEmpty =
                field.type.columns == nil
                ? record[name].isNull || record[name].text == ""
                : record.rows[name]?.isEmpty ?? true
            if isEmpty {
                problems.append(
                    problem(name, "必填", field.type.columns == nil ? "填上\(field.title)" : "至少写一行"))
            }
        }
        if offer.terms.asks.contains("lump_sum_promise"), record["lump_sum_promise"].integer == 0 {
            problems.append(problem("lump_sum_promise", "包干制项目必须承诺", "选“是”，或者不申报包干制项目"))
        }
        if let kind = record["kind"].text, offer.kind(kind) == nil {
            problems.append(
                problem(
                    "kind", "本次通知没有开放这个类别",
                    "可选：\(offer.kinds.map(\.title).joined(separator: "、"))"))
        }
        let topics = (offer.call.rows["topics"] ?? []).compactMap { $0["topic"]?.integer }
        if !topics.isEmpty, record["topic"].integer.map({ !topics.contains($0) }) ?? true {
            problems.append(problem("topic", "本次通知按指南方向申报", "从通知列出的指南方向里选一个"))
        }
        let needs = (offer.call.rows["needs"] ?? []).compactMap { $0["need"]?.integer }
        if !needs.isEmpty, let need = record["need"].integer, !needs.contains(need) {
            problems.append(problem("need", "不在本次的榜单里", "从通知列出的榜单里选一个"))
        }
        return problems
    }

    private func questions(_ record: Record) -> [FieldProblem] {
        let answers = record.rows["answers"] ?? []
        return offer.terms.questions.compactMap { question in
            let answer = answers.first { $0["question"]?.text == question.name }?["answer"]?.text
            if question.required, answer?.isEmpty ?? true {
                return FieldProblem(
                    field: "answers.\(question.name)", title: question.title, value: "",
                    rule: "必答", advice: "回答“\(question.title)”")
            }
            if let answer, answer.count > question.max {
                return FieldProblem(
                    field: "answers.\(question.name)", title: question.title, value: "",
                    rule: "最多 \(question.max) 字，现有 \(answer.count) 字", advice: "缩短")
            }
            return nil
        }
    }

    private func amounts(_ record: Record) -> [FieldProblem] {
        guard let kind = offer.kind(record["kind"].text),
            let requested = record["requested"].integer.map({ Money(fen: $0) })
        else { return [] }
        var problems: [FieldProblem] = []
        var ceiling = kind.ceiling
        if let topic = record["topic"].integer,
            let row = offer.call.rows["topics"]?.first(where: { $0["topic"]?.integer == topic }),
            let fen = row["ceiling"]?.integer
        {
            ceiling = min(ceiling ?? Money(fen: fen), Money(fen: fen))
        }
        let rule = kind.terms.ceiling
        if let ceiling, requested > ceiling {
            let source = rule.map { "“\($0.title)”，依据：\($0.source)" } ?? "通知"
            problems.append(
                problem(
                    "requested", "超过\(kind.title)单项上限 \(wan(ceiling))（\(source)）",
                    "减到上限以内", value: wan(requested)))
        }
        if let floor = kind.floor, requested < floor {
            problems.append(
                problem(
                    "requested", "低于\(kind.title)单项下限 \(wan(floor))", "加到下限以上，或换一个类别",
                    value: wan(requested)))
        }
        if offer.terms.budgetMode == "formula", let ratio = offer.terms.ratio?.number,
            let spent = record["spent"].integer
        {
            let most = Money(fen: Int64(Int128(spent) * Int128(ratio) / 100))
            if requested > most {
                problems.append(
                    problem(
                        "requested",
                        "超过已发生研发费用的 \(ratio)%，即 \(wan(most))"
                            + "（依据：\(offer.terms.ratio?.source ?? "")）", "减到按比例算出的数",
                        value: wan(requested)))
            }
        }
        return problems
    }

    private func budget(_ record: Record) -> [FieldProblem] {
        let rows = record.rows["budget"] ?? []
        let isItemised = offer.terms.budgetMode == "itemised"
        if rows.isEmpty {
            return isItemised ? [problem("budget", "必填", "按科目列出财政资金和其他来源")] : []
        }
        let check = BudgetCheck(rows, rates: offer.terms.indirectRates)
        var problems: [FieldProblem] = []
        for (source, field, what) in [
            ("fiscal", "requested", "财政资金"), ("co-funding", "co_funding", "配套资金"),
            ("own", "own_funding", "自筹资金"),
        ] {
            let (sum, stated) = (check.bySource[source] ?? 0, record[field].integer ?? 0)
            if sum != stated {
                problems.append(
                    problem(
                        "budget", "\(what)各科目合计 \(yuan(sum))，上面写的是 \(yuan(stated))",
                        "两处改成一致，差 \(yuan(sum - stated))"))
            }
        }
        if let cap = check.cap, check.indirect > cap {
            problems.append(
                problem(
                    "budget",
                    "间接费用 \(yuan(check.indirect))，超过上限 \(yuan(cap))：\(check.capWords ?? "")",
                    "把间接费用减到 \(yuan(cap)) 以内"))
        }
        return problems
    }

    private func coFunding(_ record: Record) -> [FieldProblem] {
        guard let kind = offer.kind(record["kind"].text)?.terms, let rule = kind.coFundingRatio,
            let ratio = rule.number, let requested = record["requested"].integer
        else { return [] }
        let isOwn = kind.coFundingSide == "enterprise"
        let given =
            (record["co_funding"].integer ?? 0) + (isOwn ? record["own_funding"].integer ?? 0 : 0)
        let least = Int64(Int128(requested) * Int128(ratio) / 100)
        if given >= least { return [] }
        return [
            problem(
                isOwn && record["co_funding"].isNull ? "own_funding" : "co_funding",
                "配套要达到财政资金的 \(ratio)%，即 \(yuan(least))，现在是 \(yuan(given))"
                    + "（“\(rule.title)”，依据：\(rule.source)）", "补足配套，或减少申请的财政资金")
        ]
    }

    private func term(_ record: Record) -> [FieldProblem] {
        guard let starts = record["starts_on"].text.flatMap({ CalendarDate(iso: $0) }),
            let ends = record["ends_on"].text.flatMap({ CalendarDate(iso: $0) }),
            let kind = offer.kind(record["kind"].text), let months = kind.months
        else { return [] }
        let last = starts.adding(months: months)
        if ends < last { return [] }
        return [
            problem(
                "ends_on", "执行期超过 \(months) 个月（依据：\(kind.terms.months?.source ?? "通知")）",
                "改到 \(last.adding(days: -1).iso) 或以前", value: ends.iso)
        ]
    }

    private func targets(_ record: Record) -> [FieldProblem] {
        let rows = record.rows["targets"] ?? []
        var problems: [FieldProblem] = []
        for indicator in offer.terms.indicators {
            guard let least = indicator.least else { continue }
            let row = rows.first { $0["indicator"]?.text == indicator.name }
            let value = row?["value"]?.integer
            if value.map({ $0 < Int64(least) * 10_000 }) ?? true {
                problems.append(
                    FieldProblem(
                        field: "targets", title: "绩效目标“\(indicator.title)”", value: "",
                        rule: "至少 \(least)\(indicator.unit)", advice: "在绩效目标里填上，不少于这个数"))
            }
        }
        for (index, row) in rows.enumerated() {
            let isWords = row["comparison"]?.text == "qualitative"
            guard row[isWords ? "text" : "value"]?.isNull ?? true else { continue }
            // What the programme names and does not insist on may be left out.
            if let name = row["indicator"]?.text,
                offer.terms.indicators.contains(where: { $0.name == name })
            {
                continue
            }
            problems.append(
                FieldProblem(
                    field: "targets", title: "绩效目标第 \(index + 1) 行", value: "",
                    rule: isWords ? "没有写定性目标" : "没有写目标值", advice: "补上，或者删去这一行"))
        }
        return problems
    }

    private func milestones(_ record: Record) -> [FieldProblem] {
        let rows = record.rows["milestones"] ?? []
        let shares = rows.compactMap { $0["share"]?.integer }
        var problems: [FieldProblem] = []
        if !shares.isEmpty, shares.reduce(0, +) != 100 {
            problems.append(
                problem("milestones", "付款比例合计 \(shares.reduce(0, +))%", "改成合计 100%"))
        }
        if let starts = record["starts_on"].text, let ends = record["ends_on"].text,
            rows.contains(where: { row in
                row["due_on"]?.text.map { $0 < starts || $0 > ends } ?? false
            })
        {
            problems.append(problem("milestones", "期限不在执行期以内", "改到 \(starts) 至 \(ends) 之间"))
        }
        return problems
    }

    private func words(_ record: Record) -> [FieldProblem] {
        var problems: [FieldProblem] = []
        if let summary = record["summary"].text, summary.count > 500 {
            problems.append(problem("summary", "最多 500 字，现有 \(summary.count) 字", "缩短"))
        }
        if let words = record["keywords"].text {
            let count = Self.parts(words)
            if !(3...5).contains(count) {
                problems.append(problem("keywords", "要 3 至 5 个，现有 \(count) 个", "用顿号隔开"))
            }
        }
        if let names = record["avoid_experts"].text, Self.parts(names) > 3 {
            problems.append(problem("avoid_experts", "最多 3 人", "只留最需要回避的"))
        }
        return problems
    }

    private static func parts(_ text: String) -> Int {
        text.split(whereSeparator: { "、,，;；\n".contains($0) }).count
    }

    private func members(_ record: Record) -> [FieldProblem] {
        (record.rows["members"] ?? []).enumerated().compactMap { index, row in
            let title = "成员“\(row["name"]?.text ?? "")”"
            func told(_ rule: String, _ advice: String) -> FieldProblem {
                FieldProblem(
                    field: "members.\(index).consent", title: title, value: "", rule: rule,
                    advice: advice)
            }
            switch row["consent"]?.text {
            case "agreed": return nil
            case "paper":
                return files.contains("member-consent")
                    ? nil : told("没有上传签字件", "在附件里上传“成员签字件”")
            case "refused": return told("本人不同意参加", "从成员里去掉")
            default:
                return row["person"]?.isNull ?? true
                    ? told("没有同意", "本平台没有账号的，上传签字件并选“有签字件”")
                    : told("还没有同意", "请本人登录后在工作台上同意；没有账号的改用签字件")
            }
        }
    }

    private func letters(_ record: Record) -> [FieldProblem] {
        var problems: [FieldProblem] = []
        let text = ApplicationText(register, catalogue).text(record)
        let isCommitted = record["commitment_digest"].text == Commitment.digest(text)
        for kind in offer.terms.files {
            // Signed online over the content as it is, or on paper.
            if files.contains(kind) || kind == Commitment.file && isCommitted { continue }
            let title = catalogue.list("application-files")?.title(of: kind) ?? kind
            let isLetter = kind == Commitment.file
            problems.append(
                FieldProblem(
                    field: isLetter ? "committed_by" : "attachments", title: title, value: "",
                    rule: !isLetter
                        ? "没有上传" : record["committed_by"].isNull ? "没有签" : "签了以后内容又改过",
                    advice: isLetter
                        ? "由负责人或单位管理员在线签承诺书，或者在附件里上传签字盖章的“承诺书”" : "在附件里上传“\(title)”"))
        }
        if !["open", "internal"].contains(record["secrecy"].text ?? "") {
            problems.append(problem("secrecy", "没有保密审查结论", "由单位保密审查人填写"))
        }
        return problems
    }

    private func wan(_ money: Money) -> String { money.text(in: .wan) + "万元" }
    private func yuan(_ fen: Int64) -> String {
        Money(fen: fen).text(in: .yuan, decimals: 2, grouped: true) + "元"
    }
}

extension CalendarDate {
    /// So many months later; the last day of a shorter month stands for those that it lacks.
    func adding(months: Int) -> CalendarDate {
        let count = year * 12 + month - 1 + months
        let (year, month) = (count / 12, count % 12 + 1)
        for day in stride(from: day, to: 27, by: -1) {
            if let date = CalendarDate(year: year, month: month, day: day) { return date }
        }
        return CalendarDate(year: year, month: month, day: day) ?? self
    }
}
