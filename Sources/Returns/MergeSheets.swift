import Catalogue
import Registers
public import Store
import Values

/// All sheets of a return as one table, with totals, differences and marks.
public struct MergedReturn: Sendable {
    /// One receiver's part.
    public struct Part: Sendable {
        /// Its sheet and answers.
        public let view: SheetView
        /// The state in words: 已报送, 已审核.
        public let state: String
        /// Sums of its totalled columns, by key.
        public let sums: [String: ReturnChange]
    }

    /// What was asked.
    public let form: ReturnForm
    /// In the order of the counties, then of the units; sent or accepted.
    public let parts: [Part]
    /// Sums over all parts, by key.
    public let totals: [String: ReturnChange]
    /// Values that want a second look, column by column.
    public let outliers: [ReturnOutlier]
    /// Who is not in the table, and how far each is.
    public let missing: [SheetStanding]

    /// Columns that are added up.
    public var totalled: [ReturnColumn] { form.columns.filter(\.isTotalled) }
    /// Receivers whose last value is known for nothing: they are in no comparison.
    public var withoutLast: [String] {
        parts.filter { part in totalled.allSatisfy { part.sums[$0.key]?.last == nil } }
            .map(\.view.receiver)
    }
}

extension Returns {
    /// Merges what has been sent into one table; what is still out, or sent back, is listed.
    /// - Throws: `ReturnRefusal.otherSection`, `.notManager`; `RecordRefusal`.
    public func mergeSheets(_ reader: Reader, of collection: Int64, by party: ReturnParty) throws
        -> MergedReturn
    {
        try registry.permit(party.viewer, .export, on: try registry.register(Self.collections))
        let form = try form(reader, collection)
        try permitManaging(party, form, act: "汇总")
        let standing = try standing(reader, form, database.clock.now())
        let parts = try standing.sheets.filter(\.isSent).map { one in
            try refuseReshaped(form, one.sheet)
            let view = SheetView(one.sheet, form)
            return MergedReturn.Part(view: view, state: one.state, sums: sums(view))
        }
        return MergedReturn(
            form: form, parts: parts, totals: totals(form, parts),
            outliers: outliers(form, parts),
            missing: standing.sheets.filter { !$0.isSent && $0.sheet.state != "lapsed" })
    }

    private func sums(_ view: SheetView) -> [String: ReturnChange] {
        view.form.columns.filter(\.isTotalled).reduce(into: [:]) { sums, column in
            sums[column.key] = ReturnChange(
                present: sum(view.answers, column), last: sum(view.last, column))
        }
    }

    /// A nil return is a statement: it sums to nothing, which is 0. No rows are no data.
    private func sum(_ answers: SheetAnswers, _ column: ReturnColumn) -> Int64? {
        if answers.isNil { return 0 }
        let cells = answers.rows.compactMap { row in
            try? column.cell(row[column.key] ?? "", in: catalogue) { _, _ in .null }.integer
        }
        return cells.isEmpty ? nil : SheetRules.sum(cells)
    }

    private func totals(_ form: ReturnForm, _ parts: [MergedReturn.Part]) -> [String: ReturnChange]
    {
        form.columns.filter(\.isTotalled).reduce(into: [:]) { totals, column in
            let all = parts.compactMap { $0.sums[column.key] }
            func sum(_ values: [Int64]) -> Int64? { values.isEmpty ? nil : SheetRules.sum(values) }
            totals[column.key] = ReturnChange(
                present: sum(all.compactMap(\.present)),
                last: sum(all.filter { $0.comparable != nil }.compactMap(\.last)),
                comparable: sum(all.compactMap(\.comparable)))
        }
    }

    private func outliers(_ form: ReturnForm, _ parts: [MergedReturn.Part]) -> [ReturnOutlier] {
        let rules = ReturnOutliers(catalogue, on: database.clock.today)
        return form.columns.filter(\.isTotalled).flatMap { column in
            let values = parts.compactMap { part in
                part.sums[column.key].flatMap { sum in
                    sum.present.map {
                        ReturnOutliers.Value(
                            receiver: part.view.receiver, present: $0, last: sum.last)
                    }
                }
            }
            return rules.find(values, column.heading) {
                column.text(.integer($0), in: catalogue) + (column.unit ?? "")
            }
        }
    }
}
