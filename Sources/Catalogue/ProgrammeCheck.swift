import Values

/// Checks that what a programme names is there and adds up.
struct ProgrammeCheck {
    let programme: Programme
    let catalogue: Catalogue
    let problems: ProblemList

    func run() {
        code(programme.section, in: "sections", "section", "section")
        code(programme.name, in: "programmes", "计划", "programme")
        if programme.abbreviation.wholeMatch(of: /[A-Z]{2,8}/) == nil {
            add(
                "abbreviation", "简称“\(programme.abbreviation)”不是二到八个大写字母",
                "写进编号里，例如 ZRJJ")
        }
        let others = catalogue.programmes.filter { $0.abbreviation == programme.abbreviation }
        if others.count > 1 {
            add("abbreviation", "简称 \(programme.abbreviation) 用了不止一次", "编号里要能分清")
        }
        for kind in programme.kinds { check(kind) }
        for requirement in programme.requirements { check(requirement) }
        checkForm()
        checkStages()
        checkLimits()
        checkReview()
        checkMoney()
        checkAcceptance()
        for indicator in programme.indicators {
            code(
                indicator.kind, in: "indicator-classes", "指标 \(indicator.name) 的 kind", "indicators"
            )
        }
        if let elimination = programme.elimination {
            let place = programme.place(of: "elimination")
            rule(elimination.teams, "elimination 的 teams", ["家"], place)
            for round in elimination.rounds {
                rule(round.keep, "第 \(round.name) 轮的 keep", ["家"], place)
            }
        }
        ProgrammeModeCheck(programme, problems).run()
    }

    private func check(_ kind: Programme.Kind) {
        let place = kind.place
        if kind.ceiling == nil {
            add(place, "类别 \(kind.name) 没有 ceiling", "写一条以万元为单位的规则：单项最多支持多少")
        }
        rule(kind.ceiling, "类别 \(kind.name) 的 ceiling", ["万元"], place)
        rule(kind.floor, "类别 \(kind.name) 的 floor", ["万元"], place)
        rule(kind.months, "类别 \(kind.name) 的 months", ["月"], place)
        rule(kind.coFunding?.ratio, "类别 \(kind.name) 的 co-funding", ["%"], place)
        if let side = kind.coFunding?.side {
            code(side, in: "co-funding-sides", "类别 \(kind.name) 的 co-funding", place)
        }
        for requirement in kind.requirements { check(requirement) }
        check(kind.payments, place)
        code(kind.name, in: "project-kinds", "类别", place)
    }

    private func check(_ requirement: Programme.Requirement) {
        let name = requirement.subject == .organisation ? "organisation" : "person"
        let conditions = ConditionCheck(
            subject: "计划 \(programme.name) 的条件 \(requirement.name)", catalogue: catalogue,
            problems: problems)
        guard let register = conditions.register(name, at: requirement.place) else { return }
        conditions.check(requirement.conditions, of: register)
        rule(requirement.age?.men, "条件 \(requirement.name) 的 age", ["岁"], requirement.place)
        rule(requirement.age?.women, "条件 \(requirement.name) 的 age", ["岁"], requirement.place)
        if requirement.conditions.isEmpty, requirement.age == nil {
            add(requirement.place, "条件 \(requirement.name) 什么也没有要求", "写出 where 或 age")
        }
        if requirement.age != nil, requirement.subject == .organisation {
            add(requirement.place, "条件 \(requirement.name) 问的是单位的年龄", "age 要和 of: leader 一起写")
        }
    }

    private func checkForm() {
        let form = programme.form
        if form.version < 1 { add("form", "form 的 version 不能小于 1", "从 1 写起，改一次表格加一") }
        for name in form.files {
            code(name, in: "application-files", "form 的 files", "form")
        }
        for name in form.offers where form.asks.contains(name) {
            add("form", "form 里的 \(name) 既要求又可选", "只留在 asks 或 offers 里")
        }
        guard let register = catalogue.register("application") else { return }
        for name in form.asks + form.offers where register.field(name) == nil {
            add(
                "form", "form 里的字段 \(name) 不在登记册 application 里",
                Catalogue.advice(for: name, among: register.fields.map(\.name)))
        }
        let owned = Set(register.ownerFields ?? [])
        for name in form.asks + form.offers
        where register.field(name) != nil && !owned.isEmpty && !owned.contains(name) {
            add("form", "form 里的字段 \(name) 由平台填，不是申报人填的", "从 asks 和 offers 里去掉")
        }
    }

    private func checkStages() {
        let order = Programme.Stage.allCases
        let ranks = programme.stages.compactMap { order.firstIndex(of: $0.stage) }
        if ranks.isEmpty { add("stages", "没有写 stages", "按先后写出各个环节") }
        for (rank, next) in zip(ranks, ranks.dropFirst()) where rank >= next {
            add(
                "stages",
                "环节 \(order[next].rawValue) 排在 \(order[rank].rawValue) 后面",
                "次序是 " + order.map(\.rawValue).joined(separator: "、"))
        }
        for stage in programme.stages {
            rule(
                stage.term, "环节 \(stage.stage.rawValue) 的 term", ["日", "工作日"],
                programme.place(of: "stages"))
        }
    }

    private func checkLimits() {
        let place = programme.place(of: "limits")
        for name in programme.exemptions { code(name, in: "gate-rules", "exempt", "exempt") }
        for limit in programme.limits {
            rule(limit.rule, "限项 \(limit.kind.rawValue)", ["项"], place)
        }
        rule(programme.quota, "quota", ["项"], programme.place(of: "quota"))
        if programme.quota != nil, !programme.has(.recommendation) {
            add("quota", "有推荐名额，没有推荐环节", "在 stages 里补上 recommendation，或去掉 quota")
        }
    }

    private func checkReview() {
        let review = programme.review
        let place = programme.place(of: "review")
        if programme.has(.review) { rule(review.panel, "review 的 panel", ["人"], place) }
        rule(review.threshold, "review 的 threshold", ["分"], place)
        if programme.has(.review), review.criteria.map(\.weight).reduce(0, +) != 100 {
            add("review", "评审指标的分值合计不是 100", "改 review 的 criteria")
        }
        if let name = review.tieBreak, !review.criteria.contains(where: { $0.name == name }) {
            add("review", "tie-break \(name) 不是评审指标", "写 criteria 里的一项")
        }
    }

    private func checkMoney() {
        let budget = programme.budget
        let place = programme.place(of: "budget")
        rule(budget.ratio, "budget 的 ratio", ["%"], place)
        if let prefix = budget.indirect {
            for part in ["_to_500", "_to_1000", "_above_1000"] {
                rule(prefix + part, "budget 的 indirect", ["%"], place)
            }
        } else if budget.mode == .itemised {
            add("budget", "分科目的预算没有写 indirect", "写 indirect: indirect_rate 限制间接费用")
        }
        check(programme.payments, programme.place(of: "payments"))
    }

    private func checkAcceptance() {
        let acceptance = programme.acceptance
        let place = programme.place(of: "acceptance")
        if programme.has(.acceptance) {
            rule(acceptance.filing, "acceptance 的 filing", ["月"], place)
            rule(acceptance.finishing, "acceptance 的 finishing", ["月"], place)
            rule(acceptance.panel, "acceptance 的 panel", ["人"], place)
            if acceptance.criteria.isEmpty {
                add("acceptance", "acceptance 没有 criteria", "写出验收看什么，例如 targets: {title: 合同指标逐项达到}")
            }
        }
        for report in programme.reports {
            guard let day = report.eachYear, !Self.isDayOfYear(day) else { continue }
            add("reports", "报告 \(report.kind.rawValue) 的 each-year “\(day)” 不是每年都有的月日", "写成 12-31")
        }
    }

    private func check(_ payments: [Programme.Payment], _ place: Place) {
        if payments.isEmpty { return }
        if payments.map(\.share).reduce(0, +) != 100 {
            add(place, "付款比例合计不是 100", "改 payments")
        }
        for payment in payments {
            code(payment.condition, in: "stage-conditions", "payments", place)
        }
    }

    private static func isDayOfYear(_ text: String) -> Bool {
        text.wholeMatch(of: /\d\d-\d\d/) != nil && CalendarDate(iso: "2001-" + text) != nil
    }

    private func code(_ code: String, in list: String, _ what: String, _ key: String) {
        self.code(code, in: list, what, programme.place(of: key))
    }

    private func code(_ code: String, in list: String, _ what: String, _ place: Place) {
        guard let known = catalogue.list(list) else {
            return add(place, "没有代码表 \(list)", "补上代码表")
        }
        if known[code] == nil {
            add(
                place, "\(what) \(code) 不在代码表 \(list) 里",
                Catalogue.advice(for: code, among: known.codes.map(\.code)))
        }
    }

    /// That a dated rule is there and has one of the units.
    private func rule(_ name: String?, _ what: String, _ units: [String], _ place: Place) {
        guard let name else { return }
        guard let rule = catalogue.rules[name] else {
            return add(
                place, "\(what) 没有规则 \(name)",
                Catalogue.advice(for: name, among: catalogue.rules.keys))
        }
        if !units.contains(rule.unit ?? "") {
            add(
                place,
                "\(what) 的规则 \(name) 单位是\(rule.unit ?? "空的")，这里要\(units.joined(separator: "或"))",
                "换一条规则，或改规则的 unit")
        }
    }

    private func add(_ key: String, _ message: String, _ advice: String) {
        add(programme.place(of: key), message, advice)
    }

    private func add(_ place: Place, _ message: String, _ advice: String) {
        problems.add(place, "计划 \(programme.name)：\(message)", advice: advice)
    }
}
