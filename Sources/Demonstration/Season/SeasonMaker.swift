import Applications
import Awards
import Catalogue
import Journal
import Registers
import Store
import Values

/// Programmes in the demonstration: a call of the year before that has gone all the way to the
/// archive, one of 揭榜挂帅 that is running, one open now and one in rehearsal.
///
/// The two past calls are written as historic facts, with their own days: nobody can submit in the
/// past. All names are invented.
struct SeasonMaker: Sendable {
    private let registry: Registry
    private let year: Int

    init(_ registry: Registry, year: Int) {
        self.registry = registry
        self.year = year
    }

    /// Equal input gives an equal journal.
    func write() async throws {
        let (registry, year) = (registry, year)
        let act = Act(
            actor: "演示数据", role: "importer", event: "demonstration.made",
            reason: "虚构的演示数据，与任何真实单位和个人无关")
        let ended = try await registry.database.write(act) { writer -> Int64? in
            guard let book = try SeasonBook(registry, writer, year: year) else { return nil }
            let topics = try SeasonTopics(book: book).write()
            let fund = try book.fund("YS-ZRJJ", "市自然科学基金（演示）", yuan: 3_000_000)
            let basic = try SeasonCall(
                book: book, programme: "natural-science-fund", year: year - 1, fund: fund,
                topics: []
            ).decided()
            let applications = try SeasonApplications(book: book, call: basic).write()
            try SeasonReview(book: book, call: basic, applications: applications).write()
            let projects = try SeasonProjects(book: book, call: basic).read()
            try SeasonRunning(book: book, projects: projects).write()
            try SeasonChallenge(book: book, topics: topics).write()
            try SeasonOpen(book: book, topics: topics).write()
            return projects.first { $0.fate == .archived }?.id
        }
        if let ended { try await archive(ended) }
    }

    /// Settles and archives a project as the section does, so that its file can be held against its
    /// digest.
    private func archive(_ project: Int64) async throws {
        let awards = Awards(Registry(registry.database, consequences: CityConsequences.all))
        guard let role = registry.catalogue.roles["officer"] else { return }
        let officer = Viewer(name: "演示·规划科经办", role: role)
        _ = try await awards.settleProject(project, docNo: "", by: officer)
        _ = try await awards.archiveProject(project, by: officer)
    }
}

/// What all parts of the season write with.
struct SeasonBook {
    /// An organisation that applies.
    struct Unit {
        let id: Int64
        let name: String
        let kind: String
        let size: Scalar
        let county: Scalar
        let field: Scalar
    }

    struct Leader {
        let id: Int64
        let name: String
    }

    /// Historic facts, which no rule of today follows.
    let facts: Registry
    /// Where money moves and contracts are written with the steps.
    let city: Registry
    let writer: Writer
    let year: Int
    let units: [Unit]
    let leaders: [Leader]

    var catalogue: Catalogue { facts.catalogue }
    var today: CalendarDate { writer.now.businessDate }

    /// Nil where there is nobody to apply.
    init?(_ registry: Registry, _ writer: Writer, year: Int) throws {
        facts = Registry(registry.database, consequences: [])
        city = Registry(registry.database, consequences: CityConsequences.all)
        self.writer = writer
        self.year = year
        let own = try writer.reader.integer(
            "SELECT organisation FROM technology_need ORDER BY id LIMIT 1")
        units = try Self.units(writer.reader, own: own)
        leaders = try writer.reader.all("SELECT id, name FROM person ORDER BY id LIMIT 60").map {
            Leader(id: $0[0].integer ?? 0, name: $0[1].text ?? "")
        }
        guard units.count >= 12, leaders.count >= 30 else { return nil }
    }

    /// Whom the demonstration's people act for, then universities and institutes, then enterprises.
    private static func units(_ reader: Reader, own: Int64) throws -> [Unit] {
        func some(_ kinds: SQL, _ count: Int) throws -> [Unit] {
            try reader.all(
                """
                SELECT id, name, kind, size, county, field FROM organisation
                WHERE kind IN (\(kinds)) AND county IS NOT NULL
                AND county NOT IN ('unassigned', 'outside') AND state = 'in-force'
                ORDER BY CASE WHEN id = \(own) THEN 0 ELSE 1 END, id LIMIT \(count)
                """
            ).map { row in
                Unit(
                    id: row[0].integer ?? 0, name: row[1].text ?? "", kind: row[2].text ?? "",
                    size: row[3], county: row[4], field: row[5])
            }
        }
        let enterprises = try some("'enterprise'", 14)
        let homes = try some("'university', 'research-institute'", 10)
        // Both kinds in turn, so that every part of the season has some of each.
        var units: [Unit] = []
        for index in 0..<max(enterprises.count, homes.count) {
            if index < enterprises.count { units.append(enterprises[index]) }
            if index < homes.count { units.append(homes[index]) }
        }
        return units
    }

    func unit(_ index: Int) -> Unit { units[index % units.count] }
    func leader(_ index: Int) -> Leader { leaders[index % leaders.count] }

    @discardableResult
    func make(
        _ register: String, _ fields: [String: Scalar],
        rows: [String: [[String: Scalar]]] = [:], state: String? = nil, since: String? = nil
    ) throws -> Int64 {
        try facts.create(
            Draft(
                fields.filter { !$0.value.isNull }, rows: rows, state: state, stateSince: since),
            in: register, writer
        ).id
    }

    func change(_ register: String, _ id: Int64, _ fields: [String: Scalar]) throws {
        _ = try facts.change(register, id, to: Draft(fields), version: nil, writer)
    }

    /// A special fund with money in its years.
    func fund(_ code: String, _ name: String, yuan: Int64) throws -> Int64 {
        let fund = try make(
            "special-fund",
            ["code": .text(code), "name": .text(name), "level": .text("own")])
        for year in (year - 1)...(year + 2) {
            try SeasonMoney(book: self).appropriate(fund, name, year, yuan)
        }
        return fund
    }

    static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

/// A day of the season as a cell.
func seasonDay(_ year: Int, _ monthDay: String) -> Scalar { .text("\(year)-\(monthDay)") }
