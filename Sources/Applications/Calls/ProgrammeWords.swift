public import Catalogue
import Values

/// What a programme asks and gives, in words: for officers on its page and in the terminal.
public struct ProgrammeWords: Sendable {
    /// A line: what, how much, on what ground.
    public struct Item: Sendable, Hashable {
        public let title: String
        public let words: String
        /// Where the value stands in a document; nil where the programme itself says it.
        public let source: String?

        init(_ title: String, _ words: String, _ source: String? = nil) {
            self.title = title
            self.words = words
            self.source = source
        }
    }

    public struct Section: Sendable, Hashable {
        public let title: String
        public let items: [Item]
    }

    let catalogue: Catalogue

    public init(_ catalogue: Catalogue) { self.catalogue = catalogue }

    /// 竞争择优, 后补助, 揭榜挂帅, 赛马.
    public func mode(_ mode: String) -> String {
        switch Programme.Mode(rawValue: mode) {
        case .competitive: "竞争择优"
        case .subsidy: "后补助"
        case .challenge: "揭榜挂帅"
        case .race: "赛马"
        case nil: mode
        }
    }

    public func stage(_ stage: String) -> String {
        switch Programme.Stage(rawValue: stage) {
        case .signOff: "单位审签"
        case .recommendation: "推荐"
        case .formalCheck: "形式审查"
        case .jointCheck: "部门联审"
        case .siteVisit: "现场考察"
        case .review: "专家评审"
        case .matching: "揭榜对接"
        case .decision: "党组会研究"
        case .cosign: "财政会签"
        case .governmentCosign: "市政府会签"
        case .notice: "公示"
        case .contract: "签订合同"
        case .acceptance: "验收"
        case nil: stage
        }
    }

    public func limit(_ kind: String) -> String {
        switch Programme.Limit.Kind(rawValue: kind) {
        case .organisationApplications: "一个单位在一次申报里"
        case .leaderApplications: "一个负责人一年新申报"
        case .leaderRunning: "一个负责人在研（含新申报）"
        case .participation: "一个人参加（含负责）"
        case nil: kind
        }
    }

    public func report(_ kind: String) -> String {
        switch Programme.ReportDue.Kind(rawValue: kind) {
        case .yearly: "年度执行报告"
        case .midTerm: "中期检查"
        case .expenditure: "经费决算报告"
        case .milestone: "里程碑报告"
        case nil: kind
        }
    }

    /// A rule's value with its unit: 10 万元, 5 个工作日.
    public static func value(_ rule: CallTerms.Rule) -> String {
        switch rule.unit {
        case "%": rule.value + "%"
        case "月": rule.value + " 个月"
        case "工作日": rule.value + " 个工作日"
        case "日": rule.value + " 日"
        default: "\(rule.value) \(rule.unit)"
        }
    }

    /// Everything that the terms of a day say.
    public func sections(_ terms: CallTerms) -> [Section] {
        [
            Section(title: "类别和额度", items: terms.kinds.flatMap(kind)),
            Section(title: "申报条件", items: requirements(terms)),
            Section(title: "名额和限项", items: limits(terms)),
            Section(title: "表格（第 \(terms.formVersion) 版）", items: form(terms)),
            Section(title: "环节和期限", items: terms.stages.map(stage)),
            Section(title: "评审", items: review(terms)),
            Section(title: "淘汰", items: rounds(terms)),
            Section(title: "经费和付款", items: money(terms)),
            Section(title: "报告", items: terms.reports.map(report)),
            Section(title: "验收", items: acceptance(terms)),
            Section(title: "绩效指标", items: terms.indicators.map(indicator)),
        ].filter { !$0.items.isEmpty }
    }

    private func kind(_ kind: CallTerms.Kind) -> [Item] {
        let title = kind.title
        var items: [Item] = []
        if let rule = kind.ceiling {
            items.append(Item(title, "单项不超过 \(Self.value(rule))", rule.source))
        }
        if let rule = kind.floor {
            items.append(Item(title, "单项不低于 \(Self.value(rule))", rule.source))
        }
        if let rule = kind.months {
            items.append(Item(title, "执行期 \(Self.value(rule))", rule.source))
        }
        if let rule = kind.coFundingRatio, let side = kind.coFundingSide {
            let who = self.title("co-funding-sides", side)
            items.append(Item(title, "\(who)配套不低于财政资金的 \(Self.value(rule))", rule.source))
        }
        return items
    }

    private func requirements(_ terms: CallTerms) -> [Item] {
        func items(_ requirements: ArraySlice<CallTerms.Requirement>, _ prefix: String) -> [Item] {
            requirements.map { one in
                var words = one.title
                if let age = one.age {
                    let men = age.men?.value ?? "—"
                    let women = age.women?.value ?? "—"
                    words += men == women ? "：\(men) 岁" : "：男 \(men) 岁、女 \(women) 岁"
                }
                return Item(prefix + (one.isOfLeader ? "负责人" : "单位"), words, one.source)
            }
        }
        let own = terms.requirements(of: nil, in: catalogue)
        return items(own[...], "")
            + terms.kinds.flatMap { kind in
                items(
                    terms.requirements(of: kind.name, in: catalogue).dropFirst(own.count),
                    kind.title + "：")
            }
    }

    private func limits(_ terms: CallTerms) -> [Item] {
        let quota = terms.quota.map { rule in
            Item("每个推荐单位", "推荐不超过 \(Self.value(rule))，通知里可以另定", rule.source)
        }
        return [quota].compactMap { $0 }
            + terms.limits.map {
                Item(limit($0.kind), "不超过 \(Self.value($0.rule))", $0.rule.source)
            }
    }

    private func form(_ terms: CallTerms) -> [Item] {
        let register = catalogue.register("application")
        func titles(_ names: [String]) -> String {
            names.map { register?.field($0)?.title ?? $0 }.joined(separator: "、")
        }
        let files = terms.files.map { title("application-files", $0) }
        return [Item("必填", titles(terms.asks))]
            + (terms.offers.isEmpty ? [] : [Item("可填", titles(terms.offers))])
            + (files.isEmpty ? [] : [Item("附件", files.joined(separator: "、"))])
            + terms.questions.map {
                Item("专门问题", "\($0.title)\($0.help.map { "（\($0)）" } ?? "")，不超过 \($0.max) 字")
            }
    }

    private func stage(_ stage: CallTerms.Stage) -> Item {
        // What is shown to the public is shown that long, not at most that long.
        let within = stage.stage == Programme.Stage.notice.rawValue ? "" : "以内"
        return Item(
            self.stage(stage.stage), stage.term.map { Self.value($0) + within } ?? "不定期限",
            stage.term?.source)
    }

    private func review(_ terms: CallTerms) -> [Item] {
        guard terms.has(.review) else { return [] }
        var items = terms.criteria.map { Item($0.title, "\($0.weight) 分") }
        if let rule = terms.panel {
            items.append(Item("专家", "不少于 \(Self.value(rule))", rule.source))
        }
        if let rule = terms.threshold {
            items.append(Item("最低分", Self.value(rule), rule.source))
        }
        if terms.blind { items.append(Item("匿名", "不让专家看到申报人和单位")) }
        if let name = terms.tieBreak, let one = terms.criteria.first(where: { $0.name == name }) {
            items.append(Item("同分时", "按“\(one.title)”的得分排"))
        }
        return items
    }

    private func rounds(_ terms: CallTerms) -> [Item] {
        let teams = terms.teams.map {
            Item("并行", "同题不少于 \(Self.value($0))", $0.source)
        }
        return [teams].compactMap { $0 }
            + terms.rounds.map { round in
                Item(
                    round.title, "留下 \(round.keep.map(Self.value) ?? "—")", round.keep?.source)
            }
    }

    private func money(_ terms: CallTerms) -> [Item] {
        var items: [Item] = []
        switch Programme.Budget.Mode(rawValue: terms.budgetMode) {
        case .lumpSum: items.append(Item("预算", "包干制：不编分科目预算，负责人承诺"))
        case .itemised:
            let rule = terms.indirect.flatMap { catalogue.rules[$0 + "_to_500"] }
            items.append(
                Item("预算", "分科目编报，间接费用有上限", rule?.values.last?.source))
        case .formula:
            let ratio = terms.ratio.map(Self.value) ?? "—"
            items.append(Item("公式", "核实的研发费用 × \(ratio)，不超过上限", terms.ratio?.source))
        case nil: break
        }
        let plans = terms.kinds.map { kind in
            kind.payments.map { "\($0.title) \($0.share)%" }.joined(separator: "、")
        }
        for (kind, plan) in zip(terms.kinds, plans) where !plan.isEmpty {
            if Set(plans).count == 1 { return items + [Item("付款", plan)] }
            items.append(Item("付款（\(kind.title)）", plan))
        }
        return items
    }

    private func report(_ due: CallTerms.ReportDue) -> Item {
        let words =
            switch due.kind {
            case "mid-term": "执行期过半时"
            case "milestone": "每个里程碑到期时"
            default: "每年一次"
            }
        let day = due.eachYear.map { text -> String in
            let parts = text.split(separator: "-").compactMap { Int($0) }
            return parts.count == 2 ? "每年 \(parts[0]) 月 \(parts[1]) 日前" : text
        }
        return Item(report(due.kind), day ?? words)
    }

    private func acceptance(_ terms: CallTerms) -> [Item] {
        guard terms.has(.acceptance) else { return [] }
        var items: [Item] = []
        if let rule = terms.acceptanceFiling {
            items.append(Item("申请", "到期后 \(Self.value(rule))以内", rule.source))
        }
        if let rule = terms.acceptanceFinishing {
            items.append(Item("完成", "到期后 \(Self.value(rule))以内", rule.source))
        }
        if let rule = terms.acceptancePanel {
            items.append(Item("专家", "不少于 \(Self.value(rule))", rule.source))
        }
        items += terms.acceptanceCriteria.map {
            Item("标准", $0.title + ($0.help.map { "（\($0)）" } ?? ""))
        }
        if terms.scienceReport { items.append(Item("科技报告", "验收前呈交")) }
        return items
    }

    private func indicator(_ indicator: CallTerms.Indicator) -> Item {
        let least = indicator.least.map { "，不少于 \($0) \(indicator.unit)" } ?? "，可以不报"
        return Item(
            title("indicator-classes", indicator.kind),
            "\(indicator.title)（\(indicator.unit)）\(least)"
        )
    }

    private func title(_ list: String, _ code: String) -> String {
        catalogue.list(list)?[code]?.title ?? code
    }
}
