import Journal
public import Registers
import Store
public import Values

/// What a receiver hands over for its sheet.
public struct SheetFilling: Sendable {
    /// Rows of texts as they were typed.
    public var answers: SheetAnswers
    /// Sent to the bureau, or only kept as a draft.
    public var isSending: Bool
    /// Who filled it in; a personal value.
    public var filledBy: String?
    /// The number of the file or paper with the stamp.
    public var stampedScan: String?
    /// The day of the stamp.
    public var stampedOn: CalendarDate?

    /// A filling without a name or a stamped paper.
    public init(_ answers: SheetAnswers, isSending: Bool) {
        self.answers = answers
        self.isSending = isSending
    }
}

/// A sheet that was kept, and what is still wrong with it.
public struct FilledSheet: Sendable {
    /// The record as it is now.
    public let sheet: Record
    /// Every broken rule; a sheet that was sent has none.
    public let problems: [SheetProblem]
}

extension Returns {
    /// Keeps a draft, which need not be complete, or sends the sheet, which must keep every rule.
    ///
    /// After the deadline it is taken all the same and marked late; once the return is being summed
    /// up, only what was sent back is.
    ///
    /// - Parameter version: the version of the sheet that was filled in; of two people who fill it
    ///   at once, the second is told what the first changed.
    /// - Throws: `ReturnRefusal.problems` with every broken rule, `.alreadySent`, `.notNow`,
    ///   `.notReceiver`; `RecordRefusal.stale`.
    public func fillSheet(
        _ id: Int64, _ filling: SheetFilling, version: Int64, by party: ReturnParty
    ) async throws -> FilledSheet {
        let returns = self
        let event = filling.isSending ? "collection-sheet.sent" : "collection-sheet.saved"
        return try await database.write(act(party, event)) { writer in
            let sheet = try returns.registry.record(writer.reader, Self.sheets, id)
            try returns.permitFilling(party, sheet)
            return try returns.fill(sheet, filling, version: version, writer)
        }
    }

    /// The same inside a write; the caller has permitted it.
    /// - Parameter template: the version that the uploaded template was made of; nil for the page.
    func fill(
        _ sheet: Record, _ filling: SheetFilling, version: Int64?, template: Int64? = nil,
        _ writer: Writer
    ) throws -> FilledSheet {
        let form = try form(writer.reader, sheet["collection"].integer ?? 0)
        try refuseClosed(form, sheet, act: filling.isSending ? "报送" : "填写")
        try refuseReshaped(form, sheet)
        let oversize = SheetRules.oversize(filling.answers)
        if !oversize.isEmpty { throw ReturnRefusal.problems(oversize) }
        let outcome = outcome(form, filling.answers, writer.reader)
        if filling.isSending, !outcome.problems.isEmpty {
            throw ReturnRefusal.problems(outcome.problems)
        }
        var draft = Draft(content(form, outcome.answers, filling))
        draft.fields["template_version"] = template.map(Scalar.integer) ?? .null
        if sheet["opened_on"].isNull {
            draft.fields["opened_on"] = .text(writer.now.businessDate.iso)
        }
        if filling.isSending {
            let sendings = sheet["sendings"].integer ?? 0
            draft.fields["sent_at"] = .text(writer.now.businessTime)
            draft.fields["sendings"] = .integer(sendings + 1)
            // What comes again because it was sent back is not late by that.
            if sendings == 0 {
                let isLate = writer.now.businessTime > ReturnForm.due(sheet)
                draft.fields["late"] = .integer(isLate ? 1 : 0)
            }
        }
        var kept = try registry.change(Self.sheets, sheet.id, to: draft, version: version, writer)
        if filling.isSending {
            kept = try registry.move(Self.sheets, sheet.id, "send", version: nil, writer)
            try tellSent(form, kept, writer)
        } else if ["unopened", "opened"].contains(kept.state) {
            kept = try registry.move(Self.sheets, sheet.id, "save", version: nil, writer)
        }
        return FilledSheet(sheet: kept, problems: outcome.problems)
    }

    /// The cells of a sheet that hold what was filled in.
    func content(_ form: ReturnForm, _ answers: SheetAnswers, _ filling: SheetFilling)
        -> [String: Scalar]
    {
        var fields: [String: Scalar] = [
            "answers": .text(answers.stored(form.columns)),
            "nil_return": .integer(answers.isNil ? 1 : 0),
            "lines": .integer(Int64(answers.rows.count)),
        ]
        if let name = filling.filledBy { fields["filled_by"] = .text(name) }
        if let scan = filling.stampedScan { fields["stamped_scan"] = .text(scan) }
        if let day = filling.stampedOn { fields["stamped_on"] = .text(day.iso) }
        return fields
    }

    private func refuseClosed(_ form: ReturnForm, _ sheet: Record, act: String) throws {
        if ["sent", "accepted"].contains(sheet.state) {
            throw ReturnRefusal.alreadySent(at: sheet["sent_at"].text ?? "")
        }
        guard Self.fillable.contains(sheet.state), takesSheet(form, sheet) else {
            let advice =
                form.collection.state == "summarising"
                ? "已进入汇总，请联系布置科室退回补报" : "请联系布置科室"
            throw ReturnRefusal.notNow(
                name: form.name, state: collectionState(form), act: act, advice: advice)
        }
    }
}
