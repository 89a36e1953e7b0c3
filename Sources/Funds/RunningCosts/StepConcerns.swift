import Registers

extension RecordStep {
    /// Whether the step brought the record here, or changed one of these fields: a rule is asked of
    /// what is done now, and does not keep people from correcting something else of old records.
    func concerns(_ fields: [String]) -> Bool {
        guard let before, before.state == after.state else { return true }
        return fields.contains { before[$0] != after[$0] || before.rows[$0] != after.rows[$0] }
    }
}
