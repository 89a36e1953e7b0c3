import Catalogue
import Journal
import Registers
import Store
import Values

extension IntegrityStep {
    /// A dated rule with its words.
    func rule(_ name: String, on day: CalendarDate? = nil) throws -> (value: Int, words: String) {
        guard let rule = registry.catalogue.rules[name],
            let value = rule.value(on: day ?? today), let number = Int(value.value)
        else {
            throw RecordRefusal.against(
                rule: name, what: "没有规则 \(name)", advice: "请管理员在 catalogue/rules 里补上")
        }
        return (number, "\(rule.title) \(number)\(rule.unit ?? "")（\(value.source)）")
    }

    /// Writes what the platform fills in of the case itself.
    func set(_ fields: [String: Scalar]) throws {
        _ = try registry.change(
            Integrity.cases, after.id, to: Draft(fields), version: nil, writer)
    }

    /// The end of the longest term that lasts stands with the person and the unit themselves,
    /// where registers of experts, honours and funds look; it goes with the last case.
    func agreeOnTerms() throws {
        for id in Set([before?["person"].integer, after["person"].integer].compactMap { $0 }) {
            try agree("person", id, "person = \(id)")
        }
        let units = [before, after].compactMap { $0 }.filter { $0["person"].isNull }
        for id in Set(units.compactMap { $0["organisation"].integer }) {
            try agree("organisation", id, "person IS NULL AND organisation = \(id)")
        }
    }

    private func agree(_ register: String, _ id: Int64, _ whose: SQL) throws {
        let states = Integrity.barring.map { "\($0)" as SQL }.joined(", ")
        let row = try writer.reader.first(
            """
            SELECT max(ends_on) FROM integrity_case WHERE \(whose) AND bars = 1
            AND state IN (\(states)) AND ends_on >= \(today.iso)
            """)
        let until = row?[0] ?? .null
        let record = try registry.record(writer.reader, register, id)
        guard record["dishonest_until"] != until else { return }
        // A day that was set by hand before there were cases is not taken away by a case that
        // never reached it.
        if until.isNull, !hasBarred { return }
        _ = try registry.change(
            register, id, to: Draft(["dishonest_until": until]), version: nil, writer)
    }

    /// Whether the case bars, or barred until this step.
    private var hasBarred: Bool {
        Integrity.barring.contains(after.state)
            || before.map { Integrity.barring.contains($0.state) } ?? false
    }
}
