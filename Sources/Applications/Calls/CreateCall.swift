import Catalogue
import Journal
public import Registers
public import Store
import Values
import Work

extension Applications {
    /// Opens a call of a programme: number, kinds with their limits, fund, form version and times
    /// are filled in from the terms of the day; the officer mends them before anything is public.
    ///
    /// - Parameter answers: texts by the call's fields beside what is filled in.
    /// - Throws: `CallRefusal`, `RecordRefusal`.
    public func createCall(
        programme: String, year: Int, _ answers: [String: Answer] = [:], by viewer: Viewer,
        also: @escaping WriteBeside = { _, _ in }
    ) async throws -> Record {
        let applications = self
        return try await database.write(act(viewer, "call.created")) { writer in
            let call = try applications.createCall(
                programme: programme, year: year, answers, by: viewer, writer)
            try also(writer, call)
            return call
        }
    }

    /// The same inside a write.
    public func createCall(
        programme name: String, year: Int, _ answers: [String: Answer] = [:], by viewer: Viewer,
        _ writer: Writer
    ) throws -> Record {
        try permitCalls(viewer, .create)
        guard let programme = catalogue.programme(name) else {
            throw CallRefusal.noProgramme(
                name, advice: Catalogue.advice(for: name, among: catalogue.programmes.map(\.name)))
        }
        try permitSection(programme.section, programme.title, viewer)
        let today = writer.now.businessDate
        let terms = CallTerms(programme, catalogue, on: today)
        var draft = try begun(terms, programme, year, today, writer.reader)
        let given = try read(answers, of: nil, by: viewer, writer.reader)
        draft.fields.merge(given.fields) { $1 }
        draft.rows.merge(given.rows) { $1 }
        let call = try registry.create(draft, in: Self.calls, writer)
        try CallRules(terms: terms, call: call).check()
        return call
    }

    /// What a call of the programme begins with.
    private func begun(
        _ terms: CallTerms, _ programme: Programme, _ year: Int, _ today: CalendarDate,
        _ reader: Reader
    ) throws -> Draft {
        let prefix = "\(programme.abbreviation)-\(year)-"
        let taken = try reader.all(
            "SELECT call_no FROM call WHERE call_no >= \(prefix) AND call_no < \(prefix + ":")"
        ).compactMap { $0[0].text.flatMap { Int($0.dropFirst(prefix.count)) } }
        // A working week to publish and read, then thirty days to write: what the officer mends.
        let days = WorkingDays(catalogue.calendar)
        let opens = days.adding(5, to: today)
        let closes = days.adding(1, to: opens.adding(days: 30))
        let recommend = days.adding(terms.term(of: .recommendation)?.number ?? 0, to: closes)
        var fields: [String: Scalar] = [
            "call_no": .text(prefix + String((taken.max() ?? 0) + 1)),
            "programme": .text(programme.name), "year": .integer(Int64(year)),
            "title": .text(
                "\(year)年度\(programme.title)\(programme.title.hasSuffix("项目") ? "" : "项目")申报通知"),
            "section_in_charge": .text(programme.section),
            "opens_at": .text("\(opens.iso) 09:00:00"),
            "closes_at": .text("\(closes.iso) 17:00:00"),
            "form_version": .integer(Int64(terms.formVersion)),
        ]
        if terms.has(.recommendation) {
            fields["recommend_by"] = .text("\(recommend.iso) 17:00:00")
        }
        if let code = programme.fund,
            let fund = try reader.first("SELECT id FROM special_fund WHERE code = \(code)")
        {
            fields["fund"] = fund[0]
        }
        let kinds = terms.kinds.map { kind in
            var row: [String: Scalar] = ["kind": .text(kind.name)]
            row["ceiling"] = kind.ceiling?.money.map { .integer($0.fen) }
            row["floor"] = kind.floor?.money.map { .integer($0.fen) }
            row["months"] = kind.months?.number.map { .integer(Int64($0)) }
            return row
        }
        return Draft(fields, rows: ["kinds": kinds])
    }

    /// What an officer fills in of a call; the rest is the platform's.
    public static let callFields = [
        "title", "basis_doc", "opens_at", "closes_at", "recommend_by", "total", "fund", "kinds",
        "topics", "needs", "quotas", "guide", "enquiries",
    ]

    /// The cells that answers stand for; times to the second.
    func read(
        _ answers: [String: Answer], of call: Record?, by viewer: Viewer, _ reader: Reader
    ) throws -> Draft {
        let register = try registry.register(Self.calls)
        let taken = answers.filter { Self.callFields.contains($0.key) }
        var reading = AnswerReading(registry, reader, by: viewer, of: call)
        var draft = try reading.read(taken, for: register)
        for name in ["opens_at", "closes_at", "recommend_by"] {
            guard let text = draft.fields[name]?.text else { continue }
            guard let moment = CallTime.instant(text) else {
                throw CallRefusal.badTime(
                    title: register.field(name)?.title ?? name, value: text)
            }
            draft.fields[name] = .text(CallTime.text(moment))
        }
        return draft
    }

    /// Refuses whoever does not make calls.
    func permitCalls(_ viewer: Viewer, _ act: Role.Act) throws {
        if viewer.isLimited { throw CallRefusal.notManager }
        try registry.permit(viewer, act, on: try registry.register(Self.calls))
    }

    /// Refuses another section's officers.
    func permitSection(_ section: String?, _ title: String, _ viewer: Viewer) throws {
        guard viewer.role.reach == .section, let own = viewer.section, let section, own != section
        else { return }
        throw CallRefusal.otherSection(
            call: title, section: catalogue.list("sections")?.title(of: section) ?? section)
    }

    func act(_ viewer: Viewer, _ event: String, reason: String? = nil) -> Act {
        Act(actor: viewer.name, role: viewer.role.name, event: event, reason: reason)
    }
}
