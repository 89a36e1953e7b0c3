public import Catalogue
public import Registers
public import Store
public import Values

/// Whose work is asked for, and on which day.
public struct WorkQuestion: Sendable, Hashable {
    /// The business day that everything is counted from.
    public let today: CalendarDate
    /// A code of list `counties`, or nil for the whole city.
    public let county: String?

    public init(today: CalendarDate, county: String? = nil) {
        self.today = today
        self.county = county
    }
}

/// How much of one list there is to do.
public struct WorklistSummary: Sendable {
    /// The days that count as soon.
    public static let soon = 7

    public let worklist: Worklist
    public let count: Int
    /// Due before today.
    public let overdue: Int
    /// Due today or in the next seven days.
    public let dueSoon: Int
    /// By when the first of them is due; nil where nothing is there, or none has a day.
    public var earliest: CalendarDate?
    /// Since when the longest of them has been in its state.
    public var since: CalendarDate?
}

/// One page of a list: the shown fields of each thing to do as text, what is due first before the
/// rest.
public struct WorklistPage: Sendable {
    public struct Line: Sendable {
        public let record: Int64
        public let state: String
        public let due: CalendarDate?
        /// The texts of the columns, in their order; personal ones as the viewer may see them.
        public let cells: [String]
    }

    public let summary: WorklistSummary
    public let register: Register
    public let columns: [Field]
    public let lines: [Line]
}

/// Why a list was not shown.
public enum WorklistError: Error, Sendable, CustomStringConvertible {
    case unknown(String, advice: String)
    case internalOnly(role: String)
    case notByCounty(String)

    public var description: String {
        switch self {
        case .unknown(let name, let advice): "没有工作清单 \(name)。\(advice)"
        case .internalOnly(let role): "角色“\(role)”不能查看工作清单。换有权查看内部记录的角色。"
        case .notByCounty(let title): "工作清单“\(title)”不分县市区。去掉县市区再看。"
        }
    }
}

/// Answers what is to be done next: each work list is a query over records.
public struct Worklists: Sendable {
    public let registry: Registry

    public init(_ registry: Registry) { self.registry = registry }

    private var catalogue: Catalogue { registry.catalogue }

    /// How much there is to do, of each list that the viewer may see; lists of registers without a
    /// county are left out where one is asked for.
    /// - Throws: `WorklistError.internalOnly`.
    public func summaries(_ reader: Reader, _ question: WorkQuestion, by viewer: Viewer) throws
        -> [WorklistSummary]
    {
        try permit(viewer)
        return try catalogue.worklists.compactMap { worklist in
            guard let register = catalogue.register(worklist.register),
                registry.may(viewer, .read, on: register),
                question.county == nil || register.hasCounty
            else { return nil }
            return try summary(reader, sql(worklist, register, question, viewer))
        }
    }

    /// One page of a list.
    /// - Parameter limit: lines, from `offset`; nil for all.
    /// - Throws: `WorklistError`, or `RecordRefusal.roleMayNot`.
    public func page(
        _ reader: Reader, _ name: String, _ question: WorkQuestion, limit: Int? = nil,
        offset: Int = 0, by viewer: Viewer
    ) throws -> WorklistPage {
        let sql = try sql(name, question, by: viewer)
        let columns = sql.worklist.shown.compactMap(sql.field).filter {
            !$0.isBureaus || viewer.seesBureaus
        }
        // Personal values stand in another table, sealed: they are put in afterwards.
        var cells: [SQL] = ["r.id", "r.state"]
        cells += columns.map { $0.personal ? "NULL" : sql.cell($0.name) }
        cells.append(sql.start ?? "NULL")
        var select: SQL = "SELECT \(cells.joined(", "))" + sql.fromAndWhere
        select += " ORDER BY \(sql.order)"
        if let limit { select += " LIMIT \(limit) OFFSET \(offset)" }
        let rows = try reader.all(select)
        let texts = try registry.lines(reader, rows, columns, by: viewer)
        let personal = columns.filter(\.personal)
        let hidden = try registry.personalTexts(
            reader, sql.register.name, personal, ids: texts.map(\.id), by: viewer)
        let lines = zip(rows, texts).map { row, line in
            var cells = line.cells
            for (index, field) in columns.enumerated() where field.personal {
                cells[index] = hidden[line.id]?[field.name] ?? ""
            }
            let start = (row.last?.text).flatMap { CalendarDate(iso: $0) }
            return WorklistPage.Line(
                record: line.id, state: line.state, due: sql.deadline?.day(from: start),
                cells: cells)
        }
        return WorklistPage(
            summary: try summary(reader, sql), register: sql.register, columns: columns,
            lines: lines)
    }

    /// The lists that are a viewer's own work: of their section or county, with a due day.
    func own(_ viewer: Viewer) -> [Worklist] {
        guard viewer.seesInternal else { return [] }
        return catalogue.worklists.filter { worklist in
            guard worklist.due != nil, let register = catalogue.register(worklist.register),
                registry.may(viewer, .read, on: register)
            else { return false }
            if viewer.role.reach == .county { return register.hasCounty }
            return viewer.section == nil
                || (worklist.section ?? register.section) == viewer.section
        }
    }

    /// How many things of a list are due on the days from one through another.
    func due(
        _ reader: Reader, _ worklist: Worklist, _ question: WorkQuestion, by viewer: Viewer,
        from: CalendarDate, through last: CalendarDate
    ) throws -> Int {
        guard from <= last else { return 0 }
        let sql = try sql(worklist.name, question, by: viewer)
        let counted: SQL = """
            SELECT count(CASE WHEN \(sql.isDue(before: last.adding(days: 1))) THEN 1 END),
            count(CASE WHEN \(sql.isDue(before: from)) THEN 1 END)
            """
        let row = try reader.first(counted + sql.fromAndWhere)
        return Int((row?[0].integer ?? 0) - (row?[1].integer ?? 0))
    }

    /// The list of that name or title.
    public func worklist(_ name: String) throws -> Worklist {
        if let found = catalogue.worklist(name) { return found }
        if let found = catalogue.worklists.first(where: { $0.title == name }) { return found }
        throw WorklistError.unknown(
            name, advice: Catalogue.advice(for: name, among: catalogue.worklists.map(\.name)))
    }

    func sql(_ name: String, _ question: WorkQuestion, by viewer: Viewer) throws -> WorklistSQL {
        let worklist = try worklist(name)
        let register = try registry.register(worklist.register)
        try permit(viewer)
        try registry.permit(viewer, .read, on: register)
        if question.county != nil, !register.hasCounty {
            throw WorklistError.notByCounty(worklist.title)
        }
        return sql(worklist, register, question, viewer)
    }

    private func sql(
        _ worklist: Worklist, _ register: Register, _ question: WorkQuestion, _ viewer: Viewer
    ) -> WorklistSQL {
        WorklistSQL(
            worklist: worklist, register: register, catalogue: catalogue, question: question,
            scope: RecordScope(viewer, register))
    }

    /// What waits to be done is the bureau's own business.
    private func permit(_ viewer: Viewer) throws {
        guard viewer.seesInternal, viewer.role.reach != .organisation else {
            throw WorklistError.internalOnly(role: viewer.role.title)
        }
    }

    private func summary(_ reader: Reader, _ sql: WorklistSQL) throws -> WorklistSummary {
        let today = sql.question.today
        let later = today.adding(days: WorklistSummary.soon + 1)
        let first: SQL = sql.start.map { "min(\($0))" } ?? "NULL"
        let row = try reader.first(
            """
            SELECT count(*), count(CASE WHEN \(sql.isDue(before: today)) THEN 1 END),
            count(CASE WHEN \(sql.isDue(before: later)) THEN 1 END),
            \(first), min(r.state_since)
            """ + sql.fromAndWhere)
        guard let row, let count = row[0].integer, count > 0 else {
            return WorklistSummary(worklist: sql.worklist, count: 0, overdue: 0, dueSoon: 0)
        }
        let overdue = Int(row[1].integer ?? 0)
        func day(_ cell: Scalar) -> CalendarDate? { cell.text.flatMap { CalendarDate(iso: $0) } }
        return WorklistSummary(
            worklist: sql.worklist, count: Int(count), overdue: overdue,
            dueSoon: Int(row[2].integer ?? 0) - overdue,
            // What begins first is due first: the term is the same for all.
            earliest: sql.deadline?.day(from: day(row[3])), since: day(row[4]))
    }
}
