import Catalogue
public import Journal
import Registers
public import Store
import Values

/// One step on the way of a sheet: who did what, and which cells it changed.
public struct SheetStep: Sendable {
    /// A cell before and after; empty texts where there was or is nothing.
    public struct Change: Sendable, Hashable {
        /// Counted from 1.
        public let line: Int
        /// The column's heading.
        public let heading: String
        /// What stood there.
        public let before: String
        /// What stands there since.
        public let after: String
    }

    /// The entry of the journal.
    public let entry: Entry
    /// Cells that differ, row by row; a row put between others changes all below it.
    public let changes: [Change]
}

extension Returns {
    /// What happened to a sheet, oldest first, with the cells that each step changed.
    /// - Throws: what `sheet` throws.
    public func sheetHistory(_ reader: Reader, _ id: Int64, by party: ReturnParty) throws
        -> [SheetStep]
    {
        let view = try sheet(reader, id, by: party)
        var steps: [SheetStep] = []
        // One act may write the cells and then the state: two versions, one step.
        for step in try registry.history(reader, Self.sheets, id) {
            let change = step.changes.first { $0.field == "answers" }
            let before = SheetAnswers(stored: change?.before).rows
            let after = SheetAnswers(stored: change?.after).rows
            var changes = differences(view.form.columns, before, after)
            if let last = steps.last, last.entry.number == step.entry.number {
                changes = last.changes + changes
                steps.removeLast()
            }
            steps.append(SheetStep(entry: step.entry, changes: changes))
        }
        return steps
    }

    private func differences(
        _ columns: [ReturnColumn], _ before: [[String: String]], _ after: [[String: String]]
    ) -> [SheetStep.Change] {
        (0..<max(before.count, after.count)).flatMap { index in
            let old = index < before.count ? before[index] : [:]
            let new = index < after.count ? after[index] : [:]
            return columns.compactMap { column -> SheetStep.Change? in
                let (was, now) = (old[column.key] ?? "", new[column.key] ?? "")
                guard was != now else { return nil }
                return SheetStep.Change(
                    line: index + 1, heading: column.heading, before: was, after: now)
            }
        }
    }
}
