extension Programme {
    private static let keys = [
        "programme", "title", "abbreviation", "mode", "section", "committee", "fund", "source",
        "help", "kinds", "form", "requirements", "quota", "limits", "exempt", "stages", "review",
        "budget", "payments", "reports", "acceptance", "indicators", "elimination",
    ]

    static func read(_ name: String, _ reader: DeclarationReader) -> Programme {
        reader.allow(keys)
        if reader.required("programme") != name {
            reader.problems.add(
                reader.place(of: "programme"), "计划 \(name) 的 programme 与文件名不同",
                advice: "写成 programme: \(name)")
        }
        let kinds = reader.each("kinds").map { readKind($0.name, $0.reader, $0.place) }
        if kinds.isEmpty {
            reader.problems.add(
                reader.node.place, "计划 \(name) 没有项目类别",
                advice: "补上 kinds: {general: {title: 面上项目}}")
        }
        return Programme(
            name: name, title: reader.required("title"),
            abbreviation: reader.required("abbreviation"),
            mode: reader.word("mode", Mode.self) ?? .competitive,
            section: reader.required("section"), committee: reader.text("committee"),
            fund: reader.text("fund"), source: reader.required("source"),
            help: reader.text("help"), kinds: kinds, form: readForm(reader),
            requirements: readRequirements(reader), quota: reader.text("quota"),
            limits: readLimits(reader), exemptions: reader.words("exempt"),
            stages: readStages(reader), review: readReview(reader), budget: readBudget(reader),
            payments: readPayments(reader), reports: readReports(reader),
            acceptance: readAcceptance(reader), indicators: readIndicators(reader),
            elimination: readElimination(reader), place: reader.node.place,
            places: Dictionary(
                reader.node.entries.map { ($0.key, $0.place) }, uniquingKeysWith: { $1 }))
    }

    private static func readKind(_ name: String, _ reader: DeclarationReader, _ place: Place)
        -> Kind
    {
        reader.allow([
            "title", "ceiling", "floor", "months", "requirements", "co-funding", "payments", "help",
        ])
        let beside = reader.mapping("co-funding")
        beside?.allow(["side", "ratio"])
        return Kind(
            name: name, title: reader.required("title"), ceiling: reader.text("ceiling"),
            floor: reader.text("floor"), months: reader.text("months"),
            requirements: readRequirements(reader),
            coFunding: beside.map { ($0.required("side"), $0.required("ratio")) },
            payments: readPayments(reader), help: reader.text("help"), place: place)
    }

    private static func readForm(_ reader: DeclarationReader) -> Form {
        let form = reader.mapping("form")
        form?.allow(["version", "asks", "offers", "files", "questions"])
        let questions = form?.each("questions").map { entry -> Question in
            entry.reader.allow(["title", "help", "required", "max"])
            return Question(
                name: entry.name, title: entry.reader.required("title"),
                help: entry.reader.text("help"),
                required: entry.reader.flag("required", default: true),
                max: entry.reader.integer("max") ?? 2_000)
        }
        if form == nil {
            reader.problems.add(
                reader.node.place, "\(reader.subject)没有 form",
                advice: "补上 form: {version: 1, asks: [summary]}")
        }
        return Form(
            version: form?.integer("version") ?? 1, asks: form?.words("asks") ?? [],
            offers: form?.words("offers") ?? [], files: form?.words("files") ?? [],
            questions: questions ?? [])
    }

    private static func readRequirements(_ reader: DeclarationReader) -> [Requirement] {
        reader.each("requirements").map { entry in
            entry.reader.allow(["title", "of", "where", "age", "source", "remedy"])
            let age = entry.reader.mapping("age")
            age?.allow(["men", "women"])
            return Requirement(
                name: entry.name, title: entry.reader.required("title"),
                subject: entry.reader.word("of", Requirement.Subject.self) ?? .organisation,
                written: entry.reader.mapping("where").map {
                    WrittenConditions($0.node, entry.reader.problems)
                },
                age: age.map { ($0.required("men"), $0.required("women")) },
                source: entry.reader.required("source"), remedy: entry.reader.required("remedy"),
                place: entry.place)
        }
    }

    private static func readLimits(_ reader: DeclarationReader) -> [Limit] {
        guard let limits = reader.mapping("limits") else { return [] }
        limits.allow(Limit.Kind.allCases.map(\.rawValue))
        return Limit.Kind.allCases.compactMap { kind in
            limits.text(kind.rawValue).map { Limit(kind: kind, rule: $0) }
        }
    }

    private static func readElimination(_ reader: DeclarationReader) -> Elimination? {
        guard let elimination = reader.mapping("elimination") else { return nil }
        elimination.allow(["teams", "rounds"])
        return Elimination(
            teams: elimination.required("teams"),
            rounds: elimination.each("rounds").map { entry in
                entry.reader.allow(["title", "keep"])
                return Elimination.Round(
                    name: entry.name, title: entry.reader.required("title"),
                    keep: entry.reader.required("keep"))
            })
    }

    private static func readStages(_ reader: DeclarationReader) -> [StagePlan] {
        reader.each("stages").compactMap { entry in
            guard let stage = Stage(rawValue: entry.name) else {
                reader.problems.add(
                    entry.place, "\(reader.subject)没有环节 \(entry.name)",
                    advice: Catalogue.advice(for: entry.name, among: Stage.allCases.map(\.rawValue))
                )
                return nil
            }
            entry.reader.allow(["term"])
            return StagePlan(stage: stage, term: entry.reader.text("term"))
        }
    }

    private static func readReview(_ reader: DeclarationReader) -> Review {
        let review = reader.mapping("review")
        review?.allow(["criteria", "panel", "threshold", "blind", "tie-break"])
        let criteria = review?.each("criteria").map { entry -> Review.Criterion in
            entry.reader.allow(["title", "weight", "help"])
            return Review.Criterion(
                name: entry.name, title: entry.reader.required("title"),
                weight: entry.reader.integer("weight") ?? 0, help: entry.reader.text("help"))
        }
        return Review(
            criteria: criteria ?? [], panel: review?.text("panel") ?? "panel_minimum",
            threshold: review?.text("threshold"), blind: review?.flag("blind") ?? false,
            tieBreak: review?.text("tie-break"))
    }

    private static func readBudget(_ reader: DeclarationReader) -> Budget {
        let budget = reader.mapping("budget")
        budget?.allow(["mode", "indirect", "ratio"])
        return Budget(
            mode: budget?.word("mode", Budget.Mode.self) ?? .itemised,
            indirect: budget?.text("indirect"), ratio: budget?.text("ratio"))
    }

    private static func readPayments(_ reader: DeclarationReader) -> [Payment] {
        reader.each("payments").map { entry in
            entry.reader.allow(["title", "share"])
            return Payment(
                title: entry.reader.required("title"), condition: entry.name,
                share: entry.reader.integer("share") ?? 0)
        }
    }

    private static func readReports(_ reader: DeclarationReader) -> [ReportDue] {
        reader.each("reports").compactMap { entry in
            entry.reader.allow(["each-year"])
            guard let kind = ReportDue.Kind(rawValue: entry.name) else {
                reader.problems.add(
                    entry.place, "\(reader.subject)没有报告 \(entry.name)",
                    advice: Catalogue.advice(
                        for: entry.name, among: ReportDue.Kind.allCases.map(\.rawValue)))
                return nil
            }
            return ReportDue(kind: kind, eachYear: entry.reader.text("each-year"))
        }
    }

    private static func readAcceptance(_ reader: DeclarationReader) -> Acceptance {
        let acceptance = reader.mapping("acceptance")
        acceptance?.allow(["filing", "finishing", "panel", "science-report", "criteria"])
        let criteria = acceptance?.each("criteria").map { entry -> Point in
            entry.reader.allow(["title", "help"])
            return Point(
                name: entry.name, title: entry.reader.required("title"),
                help: entry.reader.text("help"))
        }
        return Acceptance(
            filing: acceptance?.text("filing") ?? "acceptance_filing_months",
            finishing: acceptance?.text("finishing") ?? "acceptance_finishing_months",
            panel: acceptance?.text("panel") ?? "panel_minimum",
            scienceReport: acceptance?.flag("science-report", default: true) ?? true,
            criteria: criteria ?? [])
    }

    private static func readIndicators(_ reader: DeclarationReader) -> [Indicator] {
        reader.each("indicators").map { entry in
            entry.reader.allow(["title", "kind", "unit", "least"])
            return Indicator(
                name: entry.name, title: entry.reader.required("title"),
                kind: entry.reader.required("kind"), unit: entry.reader.required("unit"),
                least: entry.reader.integer("least"))
        }
    }
}
