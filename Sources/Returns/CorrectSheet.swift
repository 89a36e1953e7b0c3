import Journal
public import Registers
import Store
import Values

extension Returns {
    /// Corrects a sheet that was sent: the receiver's own act, with a reason. What stood before
    /// stays in the journal, and what had been accepted has to be looked at again.
    ///
    /// - Throws: `RecordRefusal.needsReason`, `.stale`; `ReturnRefusal.problems`, `.notSent`,
    ///   `.nothingChanged`, `.notNow`, `.notReceiver`.
    public func correctSheet(
        _ id: Int64, _ filling: SheetFilling, reason: String, version: Int64, by party: ReturnParty
    ) async throws -> Record {
        if reason.trimmed.isEmpty { throw RecordRefusal.needsReason(what: "报送后更正") }
        let returns = self
        let act = act(party, "collection-sheet.corrected", reason: reason.trimmed)
        return try await database.write(act) { writer in
            let registry = returns.registry
            let sheet = try registry.record(writer.reader, Self.sheets, id)
            try returns.permitFilling(party, sheet)
            let form = try returns.form(writer.reader, sheet["collection"].integer ?? 0)
            guard ["sent", "accepted"].contains(sheet.state) else {
                throw ReturnRefusal.notSent(
                    receiver: sheet["receiver"].text ?? "", state: returns.sheetState(sheet),
                    act: "更正；还没有报送，直接修改后报送")
            }
            guard ["issued", "summarising"].contains(form.collection.state) else {
                throw ReturnRefusal.notNow(
                    name: form.name, state: returns.collectionState(form), act: "更正",
                    advice: "已经上报的数由布置科室另作说明，请联系该科室")
            }
            try returns.refuseReshaped(form, sheet)
            let oversize = SheetRules.oversize(filling.answers)
            if !oversize.isEmpty { throw ReturnRefusal.problems(oversize) }
            let outcome = returns.outcome(form, filling.answers, writer.reader)
            if !outcome.problems.isEmpty { throw ReturnRefusal.problems(outcome.problems) }
            let content = returns.content(form, outcome.answers, filling)
            if content.allSatisfy({ sheet[$0] == $1 }) { throw ReturnRefusal.nothingChanged }
            var draft = Draft(content)
            draft.fields["sent_at"] = .text(writer.now.businessTime)
            draft.fields["corrections"] = .integer((sheet["corrections"].integer ?? 0) + 1)
            draft.fields["sendings"] = .integer((sheet["sendings"].integer ?? 0) + 1)
            for name in ["accepted_by", "accepted_on", "template_version"] {
                draft.fields[name] = .null
            }
            let changed = try registry.change(
                Self.sheets, id, to: draft, version: version, writer)
            let words = "\(sheet["receiver"].text ?? "")更正了《\(form.name)》：\(reason.trimmed)"
            try returns.tellSection(form, changed, words, writer)
            guard changed.state == "accepted" else { return changed }
            return try registry.move(Self.sheets, id, "correct", version: nil, writer)
        }
    }
}
