/// Something that several people did together: a project of the city, an achievement, a paper, a
/// patent, a report.
struct SharedWork: Sendable, Hashable {
    /// One who took part.
    struct Participant: Sendable, Hashable {
        let name: String
        /// Empty where the register names none.
        var unit = ""
        var person: Int64?
        /// Empty where the register names none.
        var organisation: Int64?

        /// Whether two records mean the same person: by the register of persons, else by name, as
        /// long as the units do not say otherwise.
        func isSame(_ name: String, unit: String, person: Int64?) -> Bool {
            if let own = self.person, let person { return own == person }
            guard PanelConflicts.plain(name) == PanelConflicts.plain(self.name) else {
                return false
            }
            let (own, other) = (PanelConflicts.plain(self.unit), PanelConflicts.plain(unit))
            return own.isEmpty || other.isEmpty || own == other
        }
    }

    /// 市级项目 2025T001“洞庭湖藻类监测方法”（2025年）.
    let words: String
    var people: [Participant] = []

    /// Names that one field holds, 张三、李四: without a unit.
    static func participants(_ text: String) -> [Participant] {
        text.split { "、，,；;/ \n\t　".contains($0) }.map { Participant(name: String($0)) }
    }
}

/// An expert, and whom they did something with: looked up by person and by name, so that a call of
/// thousands is gone through once.
struct Collaborators: Sendable {
    private struct Tie: Sendable {
        let other: SharedWork.Participant
        let words: String
    }

    private let expert: String
    private var byPerson: [Int64: Tie] = [:]
    private var byName: [String: [Tie]] = [:]

    init(_ member: PanelConflicts.Member, _ works: [SharedWork]) {
        expert = member.name
        for work in works {
            let own = work.people.firstIndex {
                $0.isSame(member.name, unit: member.unit, person: member.person)
            }
            guard let own else { continue }
            for (index, other) in work.people.enumerated() where index != own {
                let tie = Tie(other: other, words: work.words)
                if let person = other.person, byPerson[person] == nil { byPerson[person] = tie }
                byName[PanelConflicts.plain(other.name), default: []].append(tie)
            }
        }
    }

    /// What the expert and somebody of a project did together; nil where they did nothing.
    func evidence(with one: PanelConflicts.Parties.Person) -> String? {
        let tie =
            one.person.flatMap { byPerson[$0] }
            ?? byName[PanelConflicts.plain(one.name)]?.first {
                $0.other.isSame(one.name, unit: one.unit, person: one.person)
            }
        return tie.map { "\(expert)与\(one.part)\(one.name)合作过\($0.words)" }
    }
}
