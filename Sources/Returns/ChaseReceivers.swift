import Catalogue
import Journal
import Registers
public import Store
public import Values
import Work

/// One reminder, with words that are ready to be sent.
public struct ReturnReminder: Sendable, Hashable {
    /// Whom it goes to.
    public let receiver: String
    /// What to send: the return, by when, how late, how far it is, whom to ask.
    public let words: String
}

/// What chasing did.
public struct ChaseReport: Sendable {
    /// What was noted now, to be sent.
    public let reminders: [ReturnReminder]
    /// Receivers that were reminded today already.
    public let alreadyToday: [String]
}

extension Returns {
    /// Whom to remind.
    public enum Chase: Sendable {
        /// Those whose deadline has passed.
        case overdue
        /// All who have not sent, before the deadline too.
        case unsent
    }

    /// Reminds, in one act, all who have not sent; each at most once a day.
    /// - Parameter means: a code of list `reminder-means`.
    /// - Throws: `ReturnRefusal.otherSection`, `.notNow`; `RecordRefusal`.
    public func chaseReceivers(
        of collection: Int64, _ whom: Chase = .overdue, means: String, by party: ReturnParty
    ) async throws -> ChaseReport {
        let declared = try registry.register(Self.collections)
        try registry.permit(party.viewer, .change, on: declared)
        let returns = self
        return try await database.write(act(party, "collection.chased")) { writer in
            let registry = returns.registry
            let form = try returns.form(writer.reader, collection)
            let today = writer.now.businessDate
            let (late, reminders) = try returns.due(form, whom, party, writer.reader, writer.now)
            if !reminders.isEmpty {
                var draft = Draft()
                guard let code = returns.catalogue.list("reminder-means")?.find(means).first?.code
                else { throw ReturnRefusal.unknown("没有“\(means)”这种催报方式", advice: "从催办方式里选") }
                draft.rows["reminders"] =
                    (form.collection.rows["reminders"] ?? [])
                    + reminders.map {
                        [
                            "reminded_on": .text(today.iso), "to_whom": .text($0.receiver),
                            "means": .text(code), "by": .text(party.viewer.name),
                            "words": .text($0.words),
                        ]
                    }
                _ = try registry.change(
                    Self.collections, collection, to: draft, version: nil, writer)
            }
            for one in late {
                guard let words = reminders.first(where: { $0.receiver == one.receiver })?.words
                else { continue }
                try returns.tellReceiver(one.sheet, "return-chased", words, writer)
            }
            return ChaseReport(
                reminders: reminders,
                alreadyToday: late.filter { $0.remindedOn == today.iso }.map(\.receiver))
        }
    }

    /// What chasing would do now; nothing is written.
    /// - Throws: what `chaseReceivers` throws.
    public func previewChase(
        _ reader: Reader, of collection: Int64, _ whom: Chase = .overdue, at now: Instant,
        by party: ReturnParty
    ) throws -> ChaseReport {
        try registry.permit(party.viewer, .change, on: try registry.register(Self.collections))
        let (late, reminders) = try due(
            try form(reader, collection), whom, party, reader, now)
        return ChaseReport(
            reminders: reminders,
            alreadyToday: late.filter { $0.remindedOn == now.businessDate.iso }.map(\.receiver))
    }

    /// Who is late, and what those are told who were not reminded today.
    private func due(
        _ form: ReturnForm, _ whom: Chase, _ party: ReturnParty, _ reader: Reader, _ now: Instant
    ) throws -> (late: [SheetStanding], reminders: [ReturnReminder]) {
        try permitManaging(party, form, act: "催报")
        guard ["issued", "summarising"].contains(form.collection.state) else {
            throw ReturnRefusal.notNow(
                name: form.name, state: collectionState(form), act: "催报",
                advice: "下发以后、上报以前才需要催")
        }
        let today = now.businessDate
        let late = try standing(reader, form, now).sheets.filter {
            whom == .overdue ? $0.isOverdue : Self.fillable.contains($0.sheet.state)
        }
        let reminders = late.filter { $0.remindedOn != today.iso }.map {
            ReturnReminder(receiver: $0.receiver, words: words(form, $0, today, party))
        }
        return (late, reminders)
    }

    /// 平江县：《…》应于 2025-03-25 17:00 前报送，已逾期 2 天，目前“填报中”。…
    private func words(
        _ form: ReturnForm, _ standing: SheetStanding, _ today: CalendarDate, _ party: ReturnParty
    ) -> String {
        let day = (standing.sheet["due_on"].text).flatMap { CalendarDate(iso: $0) } ?? today
        let left =
            standing.isOverdue && day == today
            ? "今天的截止时刻已过" : DueWords.text(day, today: today, catalogue.calendar)
        let section = catalogue.list("sections")?.title(of: form.section) ?? form.section
        return """
            \(standing.receiver)：《\(form.name)》应于 \(ReturnForm.dueWords(standing.sheet)) 前报送，\
            \(left)，目前“\(standing.state)”。请登录平台填报，或上传填好的模板。联系：\(section) \(party.viewer.name)
            """
    }
}
