import Values

/// A chain of people who agree, one after the other, before a move of a record is made:
/// 经办 → 科长 → 分管领导 → 财务 → 局长.
///
/// Whoever may move records of the register asks; the move itself is made with the last
/// agreement, and in no other way.
public struct ApprovalChain: Sendable {
    /// One who agrees.
    public struct Step: Sendable {
        public let name: String
        public let title: String
        /// The role that decides; one that reaches a section decides for the record's section.
        public let role: String
        /// Left out where the amount of a money field is at most so many fen.
        public let above: (field: String, fen: Int64)?
    }

    public let name: String
    public let title: String
    public let register: String
    /// The move that it stands before.
    public let move: String
    /// The field that names the record's section; nil where the register's own section answers.
    public let sectionField: String?
    /// Fields that the last agreement fills in: who agreed, and on which day.
    public let deciderField: String?
    public let dayField: String?
    public let steps: [Step]
    public let place: Place

    public func step(_ name: String) -> Step? { steps.first { $0.name == name } }

    /// The steps for a record with these amounts in fen: one whose amount is not known yet is
    /// asked, since it may be large.
    public func steps(_ amount: (String) -> Int64?) -> [Step] {
        steps.filter { step in
            guard let above = step.above, let value = amount(above.field) else { return true }
            return value > above.fen
        }
    }
}

extension ApprovalChain {
    static func read(_ name: String, _ reader: DeclarationReader) -> ApprovalChain {
        reader.allow(["title", "register", "move", "section", "fills", "steps", "help"])
        let fills = reader.mapping("fills")
        fills?.allow(["by", "on"])
        let steps = reader.each("steps").map { entry -> Step in
            entry.reader.allow(["title", "role", "above"])
            return Step(
                name: entry.name, title: entry.reader.required("title"),
                role: entry.reader.required("role"), above: readAbove(entry.reader))
        }
        if steps.isEmpty {
            reader.problems.add(
                reader.node.place, "审批 \(name) 没有环节",
                advice: "补上 steps: {head: {title: 科长, role: section-head}}")
        }
        return ApprovalChain(
            name: name, title: reader.required("title"), register: reader.required("register"),
            move: reader.required("move"), sectionField: reader.text("section"),
            deciderField: fills?.text("by"), dayField: fills?.text("on"), steps: steps,
            place: reader.node.place)
    }

    /// `above: {total: 1000元}`: one money field and the amount up to which nobody is asked.
    private static func readAbove(_ reader: DeclarationReader) -> (String, Int64)? {
        guard let mapping = reader.mapping("above") else { return nil }
        guard let entry = mapping.node.entries.first, mapping.node.entries.count == 1,
            let text = entry.value.scalar, let money = try? Money.parse(text)
        else {
            reader.problems.add(
                reader.place(of: "above"), "above 应是一个金额字段和金额", advice: "例如 above: {total: 1000}")
            return nil
        }
        return (entry.key, money.fen)
    }
}

extension Catalogue {
    /// The chain that stands before a move of a register; nil where whoever may simply moves.
    public func approval(of register: Register, before move: String) -> ApprovalChain? {
        approvals.values.first { $0.register == register.name && $0.move == move }
    }
}
