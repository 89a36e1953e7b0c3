import Catalogue
import Journal
public import Registers
public import Store
import Values

extension Applications {
    /// Changes a call. While it is drafted everything; in rehearsal and preview only its words;
    /// once it is live its times, and only to later ones, with a reason, before it closes. A fund
    /// that it did not name may be named until it is decided.
    ///
    /// - Throws: `CallRefusal`, `RecordRefusal`.
    public func changeCall(
        _ id: Int64, _ answers: [String: Answer], version: Int64?, reason: String? = nil,
        by viewer: Viewer
    ) async throws -> Record {
        let applications = self
        return try await database.write(act(viewer, "call.changed", reason: reason)) { writer in
            try applications.changeCall(id, answers, version: version, by: viewer, writer)
        }
    }

    /// The same inside a write.
    public func changeCall(
        _ id: Int64, _ answers: [String: Answer], version: Int64?, by viewer: Viewer,
        _ writer: Writer
    ) throws -> Record {
        try permitCalls(viewer, .change)
        let call = try registry.record(writer.reader, Self.calls, id)
        try permitSection(call["section_in_charge"].text, call["title"].text ?? "", viewer)
        let draft = try read(answers, of: call, by: viewer, writer.reader)
        let changed = Self.changed(draft, call)
        if changed.isEmpty { return call }
        var after = call
        for (name, cell) in draft.fields { after.fields[name] = cell.isNull ? nil : cell }
        for (name, rows) in draft.rows { after.rows[name] = rows.isEmpty ? nil : rows }
        // A fund that was not there yet is named when it is: without it nothing is awarded.
        let rest = call["fund"].isNull ? changed.subtracting(["fund"]) : changed
        switch call.state {
        case "drafted": break
        case "rehearsal", "preview": try refuse(changed.subtracting(Self.words), call)
        case "live": try checkExtension(call, after, rest, writer)
        case "closed" where rest.isEmpty: break
        default:
            throw CallRefusal.notNow(
                call: call["title"].text ?? "", state: state(call), act: "修改",
                advice: "已截止的通知不再改")
        }
        guard let terms = try terms(of: call, on: writer.now.businessDate) else {
            throw CallRefusal.noProgramme(call["programme"].text ?? "", advice: "在目录里补上这个计划")
        }
        try CallRules(terms: terms, call: after).check()
        return try registry.change(Self.calls, id, to: draft, version: version, writer)
    }

    /// What may still be mended after a rehearsal, because it has no consequence.
    private static let words: Set<String> = ["title", "basis_doc", "guide", "enquiries"]

    static func changed(_ draft: Draft, _ call: Record) -> Set<String> {
        Set(draft.fields.filter { call[$0.key] != $0.value }.map(\.key))
            .union(draft.rows.filter { (call.rows[$0.key] ?? []) != $0.value }.map(\.key))
    }

    private func refuse(_ names: Set<String>, _ call: Record) throws {
        if names.isEmpty { return }
        let register = try registry.register(Self.calls)
        throw CallRefusal.settled(
            titles: register.fields.filter { names.contains($0.name) }.map(\.title),
            state: state(call))
    }

    private func checkExtension(
        _ call: Record, _ after: Record, _ changed: Set<String>, _ writer: Writer
    ) throws {
        let times: Set<String> = ["opens_at", "closes_at", "recommend_by"]
        try refuse(changed.subtracting(times).subtracting(["enquiries"]), call)
        if changed.isDisjoint(with: times) { return }
        guard let time = CallTime(call), writer.now <= time.closes else {
            throw CallRefusal.notNow(
                call: call["title"].text ?? "", state: CallStanding.closed.title, act: "延期",
                advice: "受理在 \(call["closes_at"].text ?? "") 已经截止，截止以后不能再延")
        }
        if changed.contains("opens_at"), writer.now >= time.opens {
            throw CallRefusal.settled(titles: ["受理开始时间"], state: CallStanding.open.title)
        }
        let register = try registry.register(Self.calls)
        for name in times.intersection(changed).sorted() {
            let (before, now) = (call[name].text ?? "", after[name].text ?? "")
            guard now > before else {
                throw CallRefusal.neverShortened(
                    title: register.field(name)?.title ?? name, now: before, asked: now)
            }
        }
        if writer.act.reason?.isEmpty ?? true { throw CallRefusal.needsReason(act: "延期") }
    }

    /// What the state of a call or an application is called.
    public func state(_ record: Record) -> String {
        catalogue.register(record.register).map {
            catalogue.lifecycle(of: $0).title(of: record.state)
        } ?? record.state
    }
}
