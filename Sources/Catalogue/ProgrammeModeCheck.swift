/// Checks that a programme has what its way of giving money needs, and nothing that it cannot use.
struct ProgrammeModeCheck {
    private let programme: Programme
    private let problems: ProblemList

    init(_ programme: Programme, _ problems: ProblemList) {
        self.programme = programme
        self.problems = problems
    }

    func run() {
        if programme.mode == .subsidy { checkSubsidy() } else { checkContract() }
        if programme.mode == .challenge, !programme.has(.matching) {
            add("stages", "揭榜挂帅没有对接环节", "在 stages 里补上 matching")
        }
        if [.challenge, .race].contains(programme.mode),
            !programme.form.asks.contains("milestones")
        {
            add("form", "按里程碑付款的计划没有让人填里程碑", "在 form 的 asks 里补上 milestones")
        }
        checkElimination()
        let asked = Set(programme.form.asks + programme.form.offers)
        for kind in programme.kinds where kind.coFunding != nil {
            let field = kind.coFunding?.side == "enterprise" ? "own_funding" : "co_funding"
            if !asked.contains(field), !asked.contains("co_funding") {
                add(
                    kind.place, "类别 \(kind.name) 要配套，表格里没有 \(field)",
                    "在 form 的 asks 或 offers 里补上 \(field)")
            }
        }
    }

    private func checkSubsidy() {
        if programme.budget.mode != .formula || programme.budget.ratio == nil {
            add("budget", "后补助没有公式", "写 budget: {mode: formula, ratio: 规则名}")
        }
        for stage in [Programme.Stage.contract, .acceptance, .review] where programme.has(stage) {
            add("stages", "后补助不经过环节 \(stage.rawValue)", "凭证据按公式补助，去掉这个环节")
        }
        if !programme.form.asks.contains("spent") {
            add("form", "后补助没有让人填已发生的研发费用", "在 form 的 asks 里补上 spent")
        }
        if programme.form.files.isEmpty {
            add("form", "后补助没有要证据", "在 form 的 files 里补上 audit")
        }
        if !programme.payments.isEmpty {
            add("payments", "后补助一次付清，不分期", "去掉 payments")
        }
    }

    private func checkContract() {
        if programme.budget.mode == .formula {
            add("budget", "公式只用于后补助", "改成 itemised 或 lump-sum")
        }
        for stage in [Programme.Stage.contract, .acceptance] where !programme.has(stage) {
            add("stages", "没有环节 \(stage.rawValue)", "先付后做的计划要签合同、要验收")
        }
        for kind in programme.kinds {
            if kind.months == nil {
                add(kind.place, "类别 \(kind.name) 没有 months", "写一条以月为单位的规则：执行期多长")
            }
            if programme.payments(of: kind.name).isEmpty {
                add(kind.place, "类别 \(kind.name) 没有付款计划", "补上 payments，比例合计 100")
            }
        }
    }

    private func checkElimination() {
        guard let elimination = programme.elimination else {
            if programme.mode == .race {
                add("mode", "赛马没有写怎么淘汰", "补上 elimination: {teams: 规则名, rounds: {…}}")
            }
            return
        }
        if programme.mode != .race {
            add("elimination", "只有赛马才有 elimination", "去掉它，或改成 mode: race")
        } else if elimination.rounds.isEmpty {
            add("elimination", "赛马没有一轮淘汰", "补上 rounds，每轮写留下几家")
        }
    }

    private func add(_ key: String, _ message: String, _ advice: String) {
        add(programme.place(of: key), message, advice)
    }

    private func add(_ place: Place, _ message: String, _ advice: String) {
        problems.add(place, "计划 \(programme.name)：\(message)", advice: advice)
    }
}
