import Applications
import Catalogue
import Registers
import Store
import Values

extension Review {
    /// Whoever has a part in the applications that a panel reviews; drafts and refused ones are
    /// nobody's business here.
    func parties(_ reader: Reader, of panel: Record) throws -> [PanelConflicts.Parties] {
        let call = panel["call"].integer ?? 0
        let named = (panel.rows["applications"] ?? []).compactMap { $0["application"]?.integer }
        var found: [Int64: PanelConflicts.Parties] = [:]
        let states: SQL =
            "('formal-passed', 'cleared', 'reviewed', 'proposed', 'suspended', 'awarded')"
        try reader.each(
            """
            SELECT id, application_no, organisation, organisation_name, leader, leader_name,
            avoid_experts, kind, field FROM application
            WHERE call = \(call) AND state IN \(states)
            """
        ) { row in
            guard let id = row[0].integer else { return }
            if !named.isEmpty, !named.contains(id) { return }
            if named.isEmpty {
                if let kind = panel["kind"].text, row[7].text != kind { return }
                if let field = panel["field"].text, row[8].text != field { return }
            }
            var parties = PanelConflicts.Parties(
                application: id, number: row[1].text ?? "#\(id)")
            parties.avoided = row[6].text ?? ""
            if let organisation = row[2].integer { parties.organisations.insert(organisation) }
            if let unit = row[3].text { parties.units.append(unit) }
            if let leader = row[4].integer { parties.persons.insert(leader) }
            if !row[4].isNull || !row[5].isNull {
                parties.people.append(
                    .init(
                        name: row[5].text ?? "", unit: row[3].text ?? "", part: "项目负责人",
                        person: row[4].integer))
            }
            found[id] = parties
        }
        try addPeople(reader, call, to: &found)
        return found.values.sorted { $0.number < $1.number }
    }

    private func addPeople(
        _ reader: Reader, _ call: Int64, to found: inout [Int64: PanelConflicts.Parties]
    ) throws {
        var parts = found
        try reader.each(
            """
            SELECT m.record, m.person, m.name, m.unit FROM application__members m
            JOIN application a ON a.id = m.record WHERE a.call = \(call)
            """
        ) { row in
            guard let id = row[0].integer, parts[id] != nil else { return }
            if let person = row[1].integer { parts[id]?.persons.insert(person) }
            parts[id]?.people.append(
                .init(
                    name: row[2].text ?? "", unit: row[3].text ?? "", part: "项目组成员",
                    person: row[1].integer))
        }
        try reader.each(
            """
            SELECT p.record, p.organisation, p.name FROM application__partners p
            JOIN application a ON a.id = p.record WHERE a.call = \(call)
            """
        ) { row in
            guard let id = row[0].integer, parts[id] != nil else { return }
            if let unit = row[1].integer { parts[id]?.organisations.insert(unit) }
            if let name = row[2].text { parts[id]?.units.append(name) }
        }
        // Names of organisations as the register has them now, beside those of the day of
        // submission.
        let names = try registry.labels(
            reader, "organisation", ids: Array(Set(parts.values.flatMap(\.organisations))))
        for (id, one) in parts {
            parts[id]?.units += one.organisations.compactMap { names[$0] }
        }
        found = parts
    }

    /// The experts of a panel as conflicts see them.
    func members(_ reader: Reader, of panel: Record) throws -> [PanelConflicts.Member] {
        let rows = panel.rows["members"] ?? []
        let ids = rows.compactMap { $0["person"]?.integer }
        let people = Dictionary(
            try registry.records(reader, "person", ids: Array(Set(ids))).map { ($0.id, $0) },
            uniquingKeysWith: { first, _ in first })
        return rows.compactMap { row in
            guard let name = row["name"]?.text else { return nil }
            let person = row["person"]?.integer
            let units = person.flatMap { people[$0]?["organisation"].integer }
            return PanelConflicts.Member(
                name: name, unit: row["unit"]?.text ?? "", person: person,
                organisations: units.map { [$0] } ?? [])
        }
    }
}
