import Registers
import Store
import Values

extension Review {
    /// Who of a panel has what in common with which of its applications, unless recused from it.
    ///
    /// Asked when the panel is kept, and again when scores are entered and fixed: an application
    /// may come to a panel later, by its kind or field, than the panel was kept.
    /// - Parameters:
    ///   - names: of the experts that are asked about; all of the panel where nil.
    ///   - applications: that are asked about; all of the panel where nil.
    func conflicts(
        _ reader: Reader, in panel: Record, of names: Set<String>? = nil,
        scoring applications: Set<Int64>? = nil, on today: CalendarDate
    ) throws -> [PanelConflicts.Conflict] {
        let scope = PanelScope(panel: panel)
        let members = try members(reader, of: panel).filter { names?.contains($0.name) ?? true }
        let parties = try parties(reader, of: panel)
            .filter { applications?.contains($0.application) ?? true }
        if members.isEmpty || parties.isEmpty { return [] }
        let works = try cooperationYears(on: today).map {
            try sharedWorks(reader, of: members, since: today.yearsEarlier($0.number))
        }
        return members.flatMap { member -> [PanelConflicts.Conflict] in
            let collaborators = Collaborators(member, works ?? [])
            return parties.compactMap { one in
                guard !scope.isRecused(member.name, from: one.application) else { return nil }
                return PanelConflicts.conflict(member, one, collaborators)
            }
        }
    }
}

extension PanelConflicts.Conflict {
    /// What ends it.
    var advice: String { "换掉专家，或在“回避”里写明\(member)不评 \(number)" }
}
