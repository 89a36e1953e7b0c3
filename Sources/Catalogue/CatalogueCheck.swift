import Values

/// Checks what one declaration says of another: that it exists and fits.
struct CatalogueCheck {
    let catalogue: Catalogue
    let problems: ProblemList

    init(_ catalogue: Catalogue, _ problems: ProblemList) {
        self.catalogue = catalogue
        self.problems = problems
    }

    func run() {
        for register in catalogue.registers { check(register) }
        for figure in catalogue.figures {
            FigureCheck(figure, catalogue, problems).run()
        }
        for sample in catalogue.samples.values {
            SampleCheck(sample: sample, catalogue: catalogue, problems: problems).run()
        }
        for worklist in catalogue.worklists {
            WorklistCheck(worklist, catalogue, problems).run()
        }
        for chain in catalogue.approvals.values {
            ApprovalCheck(chain: chain, catalogue: catalogue, problems: problems).run()
        }
        for programme in catalogue.programmes {
            ProgrammeCheck(programme: programme, catalogue: catalogue, problems: problems).run()
        }
        for cycle in catalogue.lifecycles.values {
            for move in cycle.moves {
                for role in move.roles where catalogue.roles[role] == nil {
                    problems.add(
                        move.place, "动作 \(move.name) 里的角色 \(role) 未声明",
                        advice: Catalogue.advice(for: role, among: catalogue.roles.keys))
                }
            }
        }
        checkRoles()
        for paper in catalogue.papers { check(paper) }
        checkReferences()
    }

    /// What a letter names must be there in every register that it is made of.
    private func check(_ paper: PaperTemplate) {
        for name in paper.registers ?? [] where catalogue.register(name) == nil {
            problems.add(
                paper.place, "纸件 \(paper.name) 的登记册 \(name) 未声明",
                advice: Catalogue.advice(for: name, among: catalogue.registers.map(\.name)))
        }
        let names = paper.paragraphs.flatMap(PaperTemplate.names)
            .filter { !PaperTemplate.standing.contains($0) }
        for register in (paper.registers ?? []).compactMap(catalogue.register) {
            let cycle = catalogue.lifecycle(of: register)
            for name in names where register.field(name) == nil {
                problems.add(
                    paper.place, "纸件 \(paper.name) 里的 {{\(name)}} 不是登记册 \(register.name) 的字段",
                    advice: Catalogue.advice(for: name, among: register.fields.map(\.name)))
            }
            let head = paper.letterhead
            for name in [head.titled, head.numbered, head.dated, head.from].compactMap({ $0 })
            where register.field(name) == nil {
                problems.add(
                    paper.place, "纸件 \(paper.name) 的 \(name) 不是登记册 \(register.name) 的字段",
                    advice: Catalogue.advice(for: name, among: register.fields.map(\.name)))
            }
            if let annex = paper.annex { check(annex, of: paper, about: register) }
            for state in paper.states where cycle.state(state) == nil {
                problems.add(
                    paper.place, "纸件 \(paper.name) 的状态 \(state) 不在登记册 \(register.name) 里",
                    advice: Catalogue.advice(for: state, among: cycle.states.map(\.name)))
            }
        }
    }

    private func check(
        _ annex: PaperTemplate.Annex, of paper: PaperTemplate, about register: Register
    ) {
        guard let other = catalogue.register(annex.register) else {
            problems.add(
                paper.place, "纸件 \(paper.name) 的附件出自未声明的登记册 \(annex.register)",
                advice: Catalogue.advice(
                    for: annex.register, among: catalogue.registers.map(\.name)))
            return
        }
        if other.field(annex.field)?.type.target != register.name {
            problems.add(
                paper.place, "纸件 \(paper.name) 的附件 by: \(annex.field) 不指向登记册 \(register.name)",
                advice: "写登记册 \(other.name) 里指向它的字段")
        }
        let names = annex.columns + [annex.group, annex.sum, annex.sort].compactMap { $0 }
        for name in names where other.field(name) == nil {
            problems.add(
                paper.place, "纸件 \(paper.name) 的附件列 \(name) 不是登记册 \(other.name) 的字段",
                advice: Catalogue.advice(for: name, among: other.fields.map(\.name)))
        }
        if let sum = annex.sum, other.field(sum)?.type != .money {
            problems.add(
                paper.place, "纸件 \(paper.name) 的附件 sum: \(sum) 不是金额", advice: "写一个金额字段")
        }
    }

    private func checkRoles() {
        for role in catalogue.roles.values {
            for other in role.excludes where catalogue.roles[other] == nil {
                problems.add(
                    role.place, "角色 \(role.name) 的 excludes 里没有角色 \(other)",
                    advice: Catalogue.advice(for: other, among: catalogue.roles.keys))
            }
            if let kind = role.kind, catalogue.list("organisation-kinds")?[kind] == nil {
                problems.add(
                    role.place, "角色 \(role.name) 的 of-kind \(kind) 不在代码表 organisation-kinds 里",
                    advice: Catalogue.advice(
                        for: kind,
                        among: catalogue.list("organisation-kinds")?.codes.map(\.code) ?? []))
            }
            for name in (role.registers ?? []) + role.readOnly
            where catalogue.register(name) == nil {
                problems.add(
                    role.place, "角色 \(role.name) 的登记册 \(name) 未声明",
                    advice: Catalogue.advice(for: name, among: catalogue.registers.map(\.name)))
            }
        }
    }

    private func check(_ register: Register) {
        for field in register.fields { check(field, of: register, among: register.fields) }
        HeadingCheck(register: register, problems: problems).run()
        FieldConditionCheck(register: register, catalogue: catalogue, problems: problems).run()
        PrefillCheck(register: register, catalogue: catalogue, problems: problems).run()
        let names = register.fields.map(\.name)
        for name in register.match + register.unique.flatMap({ $0 }) + register.list
            + register.openFields + [register.label] + register.belongsTo
            + (register.ownerFields ?? [])
        where !(names + ["state", "id"]).contains(name) {
            problems.add(
                register.place, "登记册 \(register.name) 里没有字段 \(name)",
                advice: Catalogue.advice(for: name, among: names))
        }
        if !(names + ["state", "id"]).contains(register.sort.field) {
            problems.add(
                register.place, "登记册 \(register.name) 的 sort 里没有字段 \(register.sort.field)",
                advice: Catalogue.advice(for: register.sort.field, among: names))
        }
        for name in register.openFields where register.field(name)?.openness == .never {
            problems.add(
                register.place, "字段 \(name) 标了 open: never，却列在公开字段里", advice: "去掉其一")
        }
        let shared = [register.label] + register.match + register.belongsTo + register.openFields
        for name in shared + (register.ownerFields ?? [])
        where register.field(name)?.isBureaus ?? false {
            problems.add(
                register.place, "字段 \(name) 标了 bureau: true，却是名称、匹配、归属、单位填写或公开的字段",
                advice: "去掉其一")
        }
        if let section = register.section, catalogue.list("sections")?[section] == nil {
            problems.add(
                register.place, "登记册 \(register.name) 的科室 \(section) 不在代码表 sections 里",
                advice: Catalogue.advice(
                    for: section, among: catalogue.list("sections")?.codes.map(\.code) ?? []))
        }
        guard let cycle = catalogue.lifecycles[register.lifecycle] else {
            problems.add(
                register.place, "登记册 \(register.name) 的生命周期 \(register.lifecycle) 未声明",
                advice: Catalogue.advice(for: register.lifecycle, among: catalogue.lifecycles.keys))
            return
        }
        for move in cycle.moves {
            for name in move.requires where register.field(name) == nil {
                problems.add(
                    move.place, "动作 \(move.name) 要求的字段 \(name) 不在登记册 \(register.name) 里",
                    advice: Catalogue.advice(for: name, among: names))
            }
        }
    }

    private func check(_ field: Field, of register: Register, among fields: [Field]) {
        if let list = field.type.codeList, catalogue.list(list) == nil {
            problems.add(
                field.place, "字段 \(register.name).\(field.name) 的代码表 \(list) 未声明",
                advice: Catalogue.advice(for: list, among: catalogue.lists.keys))
        }
        if let target = field.type.target, catalogue.register(target) == nil {
            problems.add(
                field.place, "字段 \(register.name).\(field.name) 指向的登记册 \(target) 未声明",
                advice: Catalogue.advice(for: target, among: catalogue.registers.map(\.name)))
        }
        for other in [field.limits.atMost, field.limits.notAfter, field.limits.notBefore]
            .compactMap({ $0 })
        where other != "today" && !fields.contains(where: { $0.name == other }) {
            problems.add(
                field.place, "字段 \(register.name).\(field.name) 比照的字段 \(other) 不存在",
                advice: Catalogue.advice(for: other, among: fields.map(\.name)))
        }
        if let standard = field.standard, standard != "today", standard != "this-year" {
            checkText(standard, field, "默认值", field.place)
        }
        if let example = field.example { check(example, of: field) }
        for column in field.type.columns ?? [] {
            check(column, of: register, among: field.type.columns ?? [])
        }
    }

    private func check(_ example: String, of field: Field) {
        if field.type.columns != nil {
            problems.add(field.place, "\(field.title)是明细，不能有 example", advice: "写在各列上")
        } else if example.isEmpty {
            problems.add(field.place, "\(field.title)的 example 是空的", advice: "写一个值，或删去")
        } else if field.type.target == nil {
            // Of a record it is a name, and which names there are no catalogue knows.
            checkText(example, field, "示例", field.place)
        }
    }

    private func checkText(_ text: String, _ field: Field, _ what: String, _ place: Place) {
        do {
            _ = try field.type.scalar(from: text, in: catalogue)
        } catch {
            problems.add(
                place, "\(field.title)的\(what) \(text) 不对：\(error.rule)",
                advice: error.suggestion ?? "")
        }
    }

    private func checkReferences() {
        var seen: [String: FigureDefinition] = [:]
        for figure in catalogue.figures {
            guard let reference = figure.reference else { continue }
            if let other = seen[reference] {
                problems.add(
                    figure.place, "指标 \(figure.name) 和 \(other.name) 的编号都是 \(reference)",
                    advice: "编号不能重复")
            }
            seen[reference] = figure
        }
    }
}
