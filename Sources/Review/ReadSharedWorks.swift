import Applications
import Catalogue
import Registers
import Store
import Values

extension Review {
    /// How far back common work counts, by the dated rule; none where the city has no such rule.
    func cooperationYears(on day: CalendarDate) -> (number: Int, words: String)? {
        guard let value = catalogue.rules["conflict_cooperation_years"]?.value(on: day),
            let number = Int(value.value)
        else { return nil }
        return (number, "近 \(number) 年合作过（\(value.source)）")
    }

    /// What experts did together with others since a day, as the registers of the city have it:
    /// projects, achievements, outputs of projects, reports. A fixed number of questions, however
    /// many experts there are.
    ///
    /// Rewards name their people sealed, and are not asked.
    func sharedWorks(
        _ reader: Reader, of members: [PanelConflicts.Member], since day: CalendarDate
    ) throws -> [SharedWork] {
        guard !members.isEmpty else { return [] }
        let experts = ExpertNames(members)
        return try projects(reader, experts, day) + achievements(reader, experts, day)
            + texts(
                reader, experts, register: "project-result", column: "people", on: "made_on", day
            )
            + texts(
                reader, experts, register: "science-report", column: "authors",
                on: "handed_in_on", day)
    }

    /// Projects that were awarded or went on since that day; whose leader is changed, the last one.
    private func projects(_ reader: Reader, _ experts: ExpertNames, _ day: CalendarDate) throws
        -> [SharedWork]
    {
        var works: [Int64: SharedWork] = [:]
        try reader.each(
            """
            SELECT p.id, p.project_no, p.name, p.year, p.leader, p.leader_name, p.organisation_name
            FROM project p WHERE COALESCE(p.rehearsal, 0) = 0
            AND p.state NOT IN ('cancelled', \(Lifecycle.withdrawn))
            AND (p.year >= \(day.year) OR p.ends_on >= \(day.iso))
            AND (\(experts.among(name: "p.leader_name", person: "p.leader"))
            OR EXISTS (SELECT 1 FROM project_contract__members m WHERE m.record = p.contract
            AND \(experts.among(name: "m.name", person: "m.person")))
            OR p.contract IS NULL AND EXISTS (SELECT 1 FROM application__members m
            WHERE m.record = p.application
            AND \(experts.among(name: "m.name", person: "m.person"))))
            """
        ) { row in
            var work = SharedWork(
                words: "市级项目 \(row[1].text ?? "")“\(row[2].text ?? "")”"
                    + "（\(row[3].integer.map(String.init) ?? "")年）")
            if let name = row[5].text {
                work.people.append(
                    .init(name: name, unit: row[6].text ?? "", person: row[4].integer))
            }
            works[row[0].integer ?? 0] = work
        }
        let ids = works.keys.sorted()
        func join(_ row: [Scalar]) {
            works[row[0].integer ?? 0]?.people.append(
                .init(name: row[2].text ?? "", unit: row[3].text ?? "", person: row[1].integer))
        }
        try reader.each(
            """
            SELECT p.id, m.person, m.name, m.unit FROM project p
            JOIN project_contract__members m ON m.record = p.contract WHERE p.id
            """, in: ids, " ORDER BY p.id, m.position", join)
        try reader.each(
            """
            SELECT p.id, m.person, m.name, m.unit FROM project p
            JOIN application__members m ON m.record = p.application
            WHERE p.contract IS NULL AND p.id
            """, in: ids, " ORDER BY p.id, m.position", join)
        return ids.compactMap { works[$0] }
    }

    private func achievements(_ reader: Reader, _ experts: ExpertNames, _ day: CalendarDate) throws
        -> [SharedWork]
    {
        guard catalogue.register("achievement") != nil else { return [] }
        var works: [Int64: SharedWork] = [:]
        try reader.each(
            """
            SELECT a.id, a.reg_no, a.name FROM achievement a
            WHERE a.state <> \(Lifecycle.withdrawn)
            AND COALESCE(a.registered_on, a.submitted_on) >= \(day.iso)
            AND EXISTS (SELECT 1 FROM achievement__people p WHERE p.record = a.id
            AND \(experts.among(name: "p.name")))
            """
        ) { row in
            works[row[0].integer ?? 0] = SharedWork(
                words: "科技成果 \(row[1].text.map { $0 + " " } ?? "")“\(row[2].text ?? "")”")
        }
        let ids = works.keys.sorted()
        try reader.each(
            "SELECT record, name, organisation FROM achievement__people WHERE record", in: ids,
            " ORDER BY record, position"
        ) { row in
            works[row[0].integer ?? 0]?.people.append(
                .init(name: row[1].text ?? "", organisation: row[2].integer))
        }
        let units = Set(works.values.flatMap(\.people).compactMap(\.organisation))
        let names = try registry.labels(reader, "organisation", ids: Array(units))
        return ids.compactMap { id in
            guard var work = works[id] else { return nil }
            work.people = work.people.map { one in
                var one = one
                one.unit = one.organisation.flatMap { names[$0] } ?? ""
                return one
            }
            return work
        }
    }

    /// Records that name their people in one field.
    private func texts(
        _ reader: Reader, _ experts: ExpertNames, register name: String, column: String,
        on date: String, _ day: CalendarDate
    ) throws -> [SharedWork] {
        guard let register = catalogue.register(name) else { return [] }
        let kinds = catalogue.list("result-kinds")
        let kind: SQL = register.field("kind") == nil ? "NULL" : "r.kind"
        var works: [SharedWork] = []
        try reader.each(
            """
            SELECT r.title, \(kind), r.\(table: column) FROM \(table: register.table) r
            WHERE r.state <> \(Lifecycle.withdrawn) AND COALESCE(r.rehearsal, 0) = 0
            AND r.\(table: date) >= \(day.iso) AND (\(experts.within("r.\(table: column)")))
            ORDER BY r.id
            """
        ) { row in
            let what = row[1].text.map { kinds?.title(of: $0) ?? $0 } ?? register.title
            works.append(
                SharedWork(
                    words: "\(what)“\(row[0].text ?? "")”",
                    people: SharedWork.participants(row[2].text ?? "")))
        }
        return works
    }
}

extension CalendarDate {
    /// The same day some years before, or the last of February.
    func yearsEarlier(_ years: Int) -> CalendarDate {
        CalendarDate(year: year - years, month: month, day: day)
            ?? CalendarDate(year: year - years, month: month, day: 28) ?? self
    }
}

/// The experts of a panel as a question names them.
private struct ExpertNames {
    let names: [String]
    let persons: [Int64]

    init(_ members: [PanelConflicts.Member]) {
        names = Set(members.map { PanelConflicts.plain($0.name) }).sorted()
        persons = Set(members.compactMap(\.person)).sorted()
    }

    private func plain(_ column: SQL) -> SQL {
        "replace(replace(\(column), ' ', ''), '　', '')"
    }

    /// That a column is the name of one of them, or another their record.
    func among(name: SQL, person: SQL? = nil) -> SQL {
        let list = names.map { "\($0)" as SQL }.joined(", ")
        let named: SQL = "\(plain(name)) IN (\(list))"
        guard let person, !persons.isEmpty else { return named }
        let ids = persons.map { "\($0)" as SQL }.joined(", ")
        return "(\(named) OR \(person) IN (\(ids)))"
    }

    /// That a text speaks of one of them; who it is exactly is looked at afterwards.
    func within(_ column: SQL) -> SQL {
        names.map { "\(plain(column)) LIKE \("%\($0)%")" as SQL }.joined(" OR ")
    }
}
