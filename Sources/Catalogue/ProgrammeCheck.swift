/// Checks that what a programme names is there and adds up.
struct ProgrammeCheck {
    let programme: Programme
    let catalogue: Catalogue
    let problems: ProblemList

    func run() {
        if catalogue.list("sections")?[programme.section] == nil {
            add("科室 \(programme.section) 不在代码表 sections 里", "改成 sections 里的代码")
        }
        for kind in programme.kinds { check(kind) }
        for requirement in programme.requirements { check(requirement) }
        checkForm()
        for stage in programme.stages { rule(stage.term, "环节 \(stage.stage.rawValue) 的 term") }
        checkReview()
        rule(programme.budget.ratio, "budget 的 ratio")
        if let prefix = programme.budget.indirect {
            rule(prefix + "_to_500", "budget 的 indirect")
        }
        check(programme.payments)
        rule(programme.acceptance.filing, "acceptance 的 filing")
        rule(programme.acceptance.finishing, "acceptance 的 finishing")
        rule(programme.acceptance.panel, "acceptance 的 panel")
        for indicator in programme.indicators {
            code(indicator.kind, in: "indicator-classes", "指标 \(indicator.name) 的 kind")
        }
        let others = catalogue.programmes.filter { $0.abbreviation == programme.abbreviation }
        if others.count > 1 { add("简称 \(programme.abbreviation) 用了不止一次", "编号里要能分清") }
    }

    private func check(_ kind: Programme.Kind) {
        rule(kind.ceiling, "类别 \(kind.name) 的 ceiling")
        rule(kind.floor, "类别 \(kind.name) 的 floor")
        rule(kind.months, "类别 \(kind.name) 的 months")
        rule(kind.coFunding?.ratio, "类别 \(kind.name) 的 co-funding")
        if let side = kind.coFunding?.side {
            code(side, in: "co-funding-sides", "类别 \(kind.name) 的 co-funding")
        }
        for requirement in kind.requirements { check(requirement) }
        check(kind.payments)
        if catalogue.list("project-kinds")?[kind.name] == nil {
            add("类别 \(kind.name) 不在代码表 project-kinds 里", "在 codes 里补上")
        }
    }

    private func check(_ requirement: Programme.Requirement) {
        let name = requirement.subject == .organisation ? "organisation" : "person"
        let conditions = ConditionCheck(
            subject: "计划 \(programme.name) 的条件 \(requirement.name)", catalogue: catalogue,
            problems: problems)
        guard let register = conditions.register(name, at: programme.place) else { return }
        conditions.check(requirement.conditions, of: register)
        rule(requirement.age?.men, "条件 \(requirement.name) 的 age")
        rule(requirement.age?.women, "条件 \(requirement.name) 的 age")
        if requirement.conditions.isEmpty, requirement.age == nil {
            add("条件 \(requirement.name) 什么也没有要求", "写出 where 或 age")
        }
    }

    private func checkForm() {
        guard let register = catalogue.register("application") else { return }
        for name in programme.form.asks + programme.form.offers where register.field(name) == nil {
            add(
                "form 里的字段 \(name) 不在登记册 application 里",
                Catalogue.advice(for: name, among: register.fields.map(\.name)))
        }
        for name in programme.form.files { code(name, in: "application-files", "form 的 files") }
    }

    private func checkReview() {
        let review = programme.review
        rule(review.panel, "review 的 panel")
        rule(review.threshold, "review 的 threshold")
        if programme.has(.review), review.criteria.map(\.weight).reduce(0, +) != 100 {
            add("评审指标的分值合计不是 100", "改 review 的 criteria")
        }
        if let name = review.tieBreak, !review.criteria.contains(where: { $0.name == name }) {
            add("tie-break \(name) 不是评审指标", "写 criteria 里的一项")
        }
    }

    private func check(_ payments: [Programme.Payment]) {
        if payments.isEmpty { return }
        if payments.map(\.share).reduce(0, +) != 100 { add("付款比例合计不是 100", "改 payments") }
        for payment in payments { code(payment.condition, in: "stage-conditions", "payments") }
    }

    private func code(_ code: String, in list: String, _ what: String) {
        guard let known = catalogue.list(list) else { return add("没有代码表 \(list)", "补上代码表") }
        if known[code] == nil {
            add(
                "\(what) \(code) 不在代码表 \(list) 里",
                Catalogue.advice(for: code, among: known.codes.map(\.code)))
        }
    }

    private func rule(_ name: String?, _ what: String) {
        guard let name, catalogue.rules[name] == nil else { return }
        add("\(what) 没有规则 \(name)", Catalogue.advice(for: name, among: catalogue.rules.keys))
    }

    private func add(_ message: String, _ advice: String) {
        problems.add(programme.place, "计划 \(programme.name)：\(message)", advice: advice)
    }
}
