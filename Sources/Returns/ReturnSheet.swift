import Catalogue
import Journal
public import Registers
import Store
import Values

/// A remark on one cell, one row, or the sheet as a whole.
public struct SheetRemark: Sendable, Hashable {
    /// Counted from 1; nil for the whole sheet.
    public let line: Int?
    /// The column's heading.
    public let heading: String?
    /// What is to be looked at.
    public let text: String

    /// A remark; on the whole sheet where no place is given.
    public init(line: Int? = nil, heading: String? = nil, _ text: String) {
        self.line = line
        self.heading = heading
        self.text = text
    }
}

extension Returns {
    /// Sends a sheet back to its receiver with remarks.
    /// - Throws: `ReturnRefusal.remarkNeeded`, `.problems` where a remark points nowhere,
    ///   `.notSent`, `.otherSection`; `RecordRefusal.stale`.
    public func returnSheet(
        _ id: Int64, _ remarks: [SheetRemark], reason: String = "", version: Int64,
        by party: ReturnParty
    ) async throws -> Record {
        let given = remarks.filter { !$0.text.trimmed.isEmpty }
        let reason = reason.trimmed.isEmpty ? given.first?.text.trimmed ?? "" : reason.trimmed
        if reason.isEmpty { throw ReturnRefusal.remarkNeeded }
        let returns = self
        let act = act(party, "collection-sheet.returned", reason: reason)
        return try await database.write(act) { writer in
            let (sheet, form) = try returns.checked(id, party, act: "退回", writer.reader)
            guard ["sent", "accepted"].contains(sheet.state) else {
                throw ReturnRefusal.notSent(
                    receiver: sheet["receiver"].text ?? "", state: returns.sheetState(sheet),
                    act: "退回")
            }
            let all = given.isEmpty ? [SheetRemark(reason)] : given
            let lost = all.filter { remark in
                remark.line.map { !(1...max(1, sheet["lines"].integer ?? 1)).contains(Int64($0)) }
                    ?? false
                    || remark.heading.map { name in
                        !form.columns.contains { $0.heading == name }
                    } ?? false
            }
            if !lost.isEmpty {
                throw ReturnRefusal.problems(
                    lost.map { SheetProblem($0.line, $0.heading, "表里没有这一格", "核对批注指的行和列") })
            }
            // What was uploaded before is of before the remarks.
            var draft = Draft([
                "accepted_by": .null, "accepted_on": .null, "template_version": .null,
            ])
            draft.rows["remarks"] =
                (sheet.rows["remarks"] ?? [])
                + all.map { remark in
                    var row: [String: Scalar] = [
                        "sending": sheet["sendings"], "remark": .text(remark.text.trimmed),
                        "by": .text(party.viewer.name),
                        "made_on": .text(writer.now.businessDate.iso),
                    ]
                    row["line"] = remark.line.map { .integer(Int64($0)) }
                    row["heading"] = remark.heading.map(Scalar.text)
                    return row
                }
            _ = try returns.registry.change(Self.sheets, id, to: draft, version: version, writer)
            let words = "《\(form.name)》退回补正：\(reason)"
            try returns.tellReceiver(sheet, "sheet-returned", words, writer)
            return try returns.registry.move(Self.sheets, id, "return", version: nil, writer)
        }
    }

    /// A sheet of a return that the party manages and that is not finished.
    func checked(_ id: Int64, _ party: ReturnParty, act: String, _ reader: Reader) throws -> (
        Record, ReturnForm
    ) {
        try registry.permit(party.viewer, .move, on: try registry.register(Self.sheets))
        let sheet = try registry.record(reader, Self.sheets, id)
        let form = try form(reader, sheet["collection"].integer ?? 0)
        try permitManaging(party, form, act: act)
        guard ["issued", "summarising"].contains(form.collection.state) else {
            throw ReturnRefusal.notNow(
                name: form.name, state: collectionState(form), act: act,
                advice: "上报或取消以后不再审核；差异另作说明")
        }
        return (sheet, form)
    }
}
