/// Checks that a chain of approval fits the register, its life cycle and the roles.
struct ApprovalCheck {
    let chain: ApprovalChain
    let catalogue: Catalogue
    let problems: ProblemList

    func run() {
        guard let register = catalogue.register(chain.register) else {
            add(
                "登记册 \(chain.register) 未声明",
                Catalogue.advice(for: chain.register, among: catalogue.registers.map(\.name)))
            return
        }
        let cycle = catalogue.lifecycle(of: register)
        if cycle.move(chain.move) == nil {
            add(
                "\(register.title)没有动作 \(chain.move)",
                Catalogue.advice(for: chain.move, among: cycle.moves.map(\.name)))
        }
        if register.isManaged { add("登记册 \(register.name) 由平台自己办理", "去掉这条审批") }
        let others = catalogue.approvals.values.filter {
            $0.register == chain.register && $0.move == chain.move
        }
        if others.count > 1 { add("一个动作前只能有一条审批", "留下一条") }
        check(register, chain.sectionField, "section") {
            $0.type.codeList == "sections"
        }
        check(register, chain.deciderField, "fills.by") {
            if case .text = $0.type { true } else { false }
        }
        check(register, chain.dayField, "fills.on") { $0.type == .date }
        for step in chain.steps {
            check(register, step.above?.field, "above") { $0.type == .money }
            guard let role = catalogue.roles[step.role] else {
                add(
                    "环节 \(step.name) 的角色 \(step.role) 未声明",
                    Catalogue.advice(for: step.role, among: catalogue.roles.keys))
                continue
            }
            // Nobody agrees to what they may not see.
            if !role.may(.read, on: register) || role.reach == .organisation {
                add("角色 \(role.name) 看不到\(register.title)，不能审批", "换一个角色，或在 roles.yaml 里加上这个登记册")
            }
        }
    }

    private func check(
        _ register: Register, _ name: String?, _ key: String, _ fits: (Field) -> Bool
    ) {
        guard let name else { return }
        guard let field = register.field(name) else {
            add(
                "\(key) 里的字段 \(name) 不在登记册 \(register.name) 里",
                Catalogue.advice(for: name, among: register.fields.map(\.name)))
            return
        }
        if !fits(field) { add("\(key) 里的字段 \(name) 种类不对", "section 是科室，by 是文字，on 是日期，above 是金额") }
    }

    private func add(_ message: String, _ advice: String) {
        problems.add(chain.place, "审批 \(chain.name)：\(message)", advice: advice)
    }
}
