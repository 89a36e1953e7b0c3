import Catalogue
import Store
import Values

/// Lists in the order in which names are spoken, from what the search index keeps of each record.
extension Registry {
    /// What a list is sorted or filtered by where the pinyin of its label is meant.
    public static let pinyin = "pinyin"

    /// Whether sorting by `name` means the order of spoken names: the label of the register, where
    /// it is a text that the index holds.
    func isSpoken(_ name: String, in register: Register) -> Bool {
        guard let label = register.field(register.label), !label.personal,
            case .text = label.type
        else { return false }
        return name == Self.pinyin || name == label.name
    }

    /// No record is left out while the index is behind: what it does not hold comes last.
    func spokenOrder(_ register: Register, descending: Bool) -> SQL {
        let down: SQL = descending ? " DESC" : ""
        let table: SQL = "\(table: register.table)"
        return """
            (SELECT d.sound FROM search_document d WHERE d.id = \(table).id)\(down) NULLS LAST,
            \(column: register.label)\(down), id\(down)
            """
    }

    /// The ids of one page of a whole register, where the index alone can tell them: sorting every
    /// record of a large register takes seconds.
    func spokenPage(
        _ query: RecordQuery, _ register: Register, _ limits: SQL, _ reader: Reader
    ) throws -> SQL? {
        let (name, descending) = sorting(query.sort, register)
        guard isSpoken(name, in: register), query.filters.allSatisfy({ $0.value.isEmpty }),
            try isIndexed(reader)
        else { return nil }
        let down: SQL = descending ? " DESC" : ""
        return """
            SELECT id FROM search_document WHERE register = \(register.name)
            ORDER BY sound\(down), id\(down) \(limits)
            """
    }

    private func isIndexed(_ reader: Reader) throws -> Bool {
        try reader.first(
            """
            SELECT 1 FROM search_progress p, journal_head h
            WHERE p.entry >= h.number AND p.position = \(SearchProgress.whole)
            """) != nil
    }

    /// Records whose label has these initials next to each other.
    func initials(_ letters: String, _ register: Register) -> SQL {
        """
        id IN (SELECT id FROM search_document WHERE register = \(register.name)
        AND \(contains("initials", letters.lowercased())))
        """
    }
}
