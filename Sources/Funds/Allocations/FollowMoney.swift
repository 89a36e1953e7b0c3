import Catalogue
public import Registers
public import Store
public import Values

/// Where the money of one payee is: each step with its day, how long it took, whether it is late.
public struct FollowedMoney: Sendable {
    /// One step, taken or not.
    public struct Step: Sendable, Hashable {
        public let title: String
        /// Nil where it was not taken yet.
        public let day: CalendarDate?
        /// From the step before; where it was not taken, until today.
        public let days: Int?
        /// Whether it is the one that is waited for.
        public let isNext: Bool
    }

    /// The allocation.
    public let line: Record
    public let county: String
    public let state: String
    /// Issued, received by the county where it passes there, paid, arrived.
    public let steps: [Step]
    public let due: CalendarDate?
    /// Days beyond the term: of what has arrived late, or has not arrived by now.
    public let lateDays: Int
    /// What is waited for; nil where nothing is.
    public var waiting: String? { steps.first { $0.isNext }?.title }
    /// What is left after what went back.
    public let net: Money
}

/// A paper with the way of its money.
public struct PaperStanding: Sendable {
    /// The paper.
    public let paper: Record
    public let earmark: String
    public let state: String
    public let lines: [FollowedMoney]
    /// Movements in the ledger that belong to its payees, in the order in which they were booked.
    public let statement: [Movement]

    /// One movement in the ledger.
    public struct Movement: Sendable {
        public let on: String
        public let event: String
        public let phase: String
        public let from: String
        public let to: String
        public let amount: Money
        public let note: String?
    }

    /// What is in a state, by amount; returned ones left out.
    public func sum(_ states: Set<String>) -> Money {
        Money(fen: lines.filter { states.contains($0.line.state) }.reduce(0) { $0 + $1.net.fen })
    }

    /// Payees whose money is late and has not arrived.
    public var late: [FollowedMoney] {
        lines.filter { $0.lateDays > 0 && $0.waiting != nil }
    }
}

extension Allocations {
    /// Follows the money of a paper to each payee.
    /// - Throws: `RecordRefusal.notFound`, `.roleMayNot`.
    public func followPaper(
        _ reader: Reader, _ id: Int64, today: CalendarDate, by viewer: Viewer
    ) throws -> PaperStanding {
        let paper = try paper(reader, id, by: viewer)
        let lines = try lines(reader, of: paper).map { follow($0, today: today) }
        return PaperStanding(
            paper: paper, earmark: try earmark(reader, paper), state: state(paper), lines: lines,
            statement: try movements(
                reader, "a.paper = \(paper.id) AND a.split = \(paper["split"].integer ?? 0)"))
    }

    /// Follows one payee's money; with the movements that belong to it.
    public func followLine(_ reader: Reader, _ id: Int64, today: CalendarDate, by viewer: Viewer)
        throws -> (money: FollowedMoney, statement: [PaperStanding.Movement])
    {
        let register = try registry.register(Self.lines)
        try registry.permit(viewer, .read, on: register)
        let line = try registry.record(reader, register, id, by: viewer)
        return (follow(line, today: today), try movements(reader, "a.id = \(id)"))
    }

    /// Where one allocation is; pure but for the words of the catalogue.
    public func follow(_ line: Record, today: CalendarDate) -> FollowedMoney {
        let isDirect = line["through"].text == "direct"
        let fields: [(String, String)] =
            [("下达", "issued_on")] + (isDirect ? [] : [("县级收到", "at_county_on")]) + [
                (isDirect ? "市级国库拨付" : "县级国库拨付", "disbursed_on"), ("单位到账", "arrived_on"),
            ]
        let isOver = ["arrived", "returned", "listed"].contains(line.state)
        var before: CalendarDate?
        var isNextFound = isOver
        let steps = fields.map { title, field -> FollowedMoney.Step in
            let day = line.day(field)
            let isNext = day == nil && !isNextFound
            if isNext { isNextFound = true }
            let until = day ?? (isNext ? today : nil)
            let days = before.flatMap { start in until.map { $0.dayNumber - start.dayNumber } }
            if let day { before = day }
            return .init(title: title, day: day, days: days, isNext: isNext)
        }
        let due = line.day("due_on")
        let end = line.day("arrived_on") ?? (isOver ? nil : today)
        let late = due.flatMap { due in end.map { $0.dayNumber - due.dayNumber } } ?? 0
        return FollowedMoney(
            line: line, county: county(line["county"].text), state: state(line), steps: steps,
            due: due, lateDays: max(0, late), net: line.net)
    }

    private func movements(_ reader: Reader, _ condition: SQL) throws -> [PaperStanding.Movement] {
        let events = catalogue.list("ledger-events")
        let phases = catalogue.list("ledger-phases")
        return try reader.all(
            """
            SELECT t.booked_on, t.event, t.phase, g.title, r.title, t.amount, t.note
            FROM ledger_transfer t JOIN allocation a ON a.id = t.about_record
            JOIN ledger_account g ON g.id = t.credit JOIN ledger_account r ON r.id = t.debit
            WHERE t.about_register = \(Self.lines) AND \(condition) ORDER BY t.id
            """
        ).map { row in
            PaperStanding.Movement(
                on: row[0].text ?? "", event: events?.title(of: row[1].text ?? "") ?? "",
                phase: phases?.title(of: row[2].text ?? "") ?? "", from: row[3].text ?? "",
                to: row[4].text ?? "", amount: Money(fen: row[5].integer ?? 0),
                note: row[6].text)
        }
    }
}
