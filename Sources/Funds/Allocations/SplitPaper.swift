import Catalogue
import Journal
public import Registers
public import Store
public import Values

/// What a table of payees would make of a paper: exactly what would be written, and what is wrong.
public struct SplitPreview: Sendable {
    /// What a county's payees get together.
    public struct Part: Sendable, Hashable {
        public let county: String
        public let count: Int
        public let sum: Money
    }

    /// The paper as it is.
    public let paper: Record
    public let table: SplitTable
    public let mode: SplitMode
    /// In the order of the table that is printed.
    public let lines: [SplitLine]
    /// Ranked ones for whom the money does not suffice.
    public let below: [SplitLine]
    /// Empty where it may be written.
    public let problems: [SplitProblem]
    /// What is good to know and stops nothing.
    public let remarks: [String]
    public let sum: Money
    /// What the sum must be equal to.
    public let total: Money
    /// In the order of the counties, what goes to none last.
    public let parts: [Part]
    /// Tells whether what would be written is what was looked at.
    public let digest: String
}

extension Allocations {
    /// How a table is to be taken.
    public struct Splitting: Sendable {
        public let table: SplitTable
        public let mode: SplitMode
        /// Whether the paper's total becomes what the lines sum up to.
        public let adoptsSum: Bool

        /// A table with how it is to be taken.
        public init(_ table: SplitTable, _ mode: SplitMode, adoptsSum: Bool = false) {
            self.table = table
            self.mode = mode
            self.adoptsSum = adoptsSum
        }
    }

    /// What splitting a paper by a table would write; nothing is written.
    /// - Throws: `AllocationRefusal.notManager`, `.notDrafted`, `.beingApproved`, `.table`.
    public func previewSplit(
        _ reader: Reader, _ id: Int64, _ splitting: Splitting, by viewer: Viewer
    )
        throws -> SplitPreview
    {
        try permitManaging(viewer)
        let paper = try paper(reader, id, by: viewer)
        guard paper.state == "drafted" else {
            throw AllocationRefusal.notDrafted(state: state(paper))
        }
        try refuseWhileAsked(paper, reader)
        var reading = try ReadPayees(self, reader, splitting.table, paper, splitting.mode)
        let read = try reading.lines()
        var problems = reading.problems
        var remarks = splitting.table.notes + reading.remarks
        let total = paper.money("total")
        let (lines, below) = allot(read, splitting, total, &problems, &remarks)
        problems += SplitRules.doubles(lines)
        guard let sum = SplitRules.sum(lines) else {
            throw AllocationRefusal.table("金额合计太大", advice: "核对单位是元还是万元")
        }
        let due = splitting.adoptsSum && splitting.mode != .shares ? sum : total
        if problems.isEmpty, sum != due { problems.append(mismatch(sum, total, splitting.mode)) }
        return SplitPreview(
            paper: paper, table: splitting.table, mode: splitting.mode, lines: lines,
            below: below, problems: problems, remarks: remarks, sum: sum, total: due,
            parts: parts(lines), digest: Self.digest(lines))
    }

    /// Replaces the payees of a paper by those of a table, in one write; the former ones are
    /// withdrawn and kept.
    ///
    /// - Parameters:
    ///   - digest: of the preview that was looked at; nil where nobody looked.
    ///   - version: of the paper that was looked at.
    /// - Throws: `AllocationRefusal.split` with everything that is wrong, `.previewChanged`; what
    ///   `previewSplit` throws; `RecordRefusal.stale`.
    public func splitPaper(
        _ id: Int64, _ splitting: Splitting, digest: String? = nil, version: Int64? = nil,
        by viewer: Viewer
    ) async throws -> Record {
        let allocations = self
        let act = act(viewer, "allocation-paper.split", reason: "按明细表分配")
        return try await database.write(act) { writer in
            try allocations.splitPaper(
                id, splitting, digest: digest, version: version, by: viewer, writer)
        }
    }

    /// The same inside a write.
    public func splitPaper(
        _ id: Int64, _ splitting: Splitting, digest: String? = nil, version: Int64? = nil,
        by viewer: Viewer, _ writer: Writer
    ) throws -> Record {
        let preview = try previewSplit(writer.reader, id, splitting, by: viewer)
        if !preview.problems.isEmpty { throw AllocationRefusal.split(preview.problems) }
        if let digest, digest != preview.digest { throw AllocationRefusal.previewChanged }
        return try write(preview, version: version, writer)
    }

    private func write(_ preview: SplitPreview, version: Int64?, _ writer: Writer) throws -> Record
    {
        let former = try lines(writer.reader, of: preview.paper)
        for line in former { try registry.withdraw(Self.lines, line.id, writer) }
        let split = (preview.paper["split"].integer ?? 0) + 1
        let draft = Draft([
            "split": .integer(split), "payees": .integer(Int64(preview.lines.count)),
            "listed": .integer(preview.sum.fen), "total": .integer(preview.total.fen),
            "list_digest": .text(preview.digest),
        ])
        let paper = try registry.change(
            Self.papers, preview.paper.id, to: draft, version: version, writer)
        for (index, line) in preview.lines.enumerated() {
            var fields: [String: Scalar] = [
                "paper": .integer(paper.id), "split": .integer(split),
                "place": .integer(Int64(index + 1)), "recipient": .text(line.recipient),
                "amount": .integer(line.amount.fen), "net": .integer(line.amount.fen),
                "through": .text(line.through),
            ]
            fields["county"] = line.county.map(Scalar.text)
            fields["organisation"] = line.organisation.map(Scalar.integer)
            fields["project_funding"] = line.funding.map(Scalar.integer)
            fields["project_name"] = line.project.map(Scalar.text)
            _ = try registry.create(Draft(fields), in: Self.lines, writer)
        }
        return paper
    }

    /// Amounts by the mode: as written, down to where the money ends, or by shares.
    private func allot(
        _ read: [SplitLine], _ splitting: Splitting, _ total: Money,
        _ problems: inout [SplitProblem], _ remarks: inout [String]
    ) -> (lines: [SplitLine], below: [SplitLine]) {
        switch splitting.mode {
        case .amounts: return (read, [])
        case .ranked:
            let (above, below, tie) = SplitRules.cut(read, at: total)
            if tie, let first = below.first {
                problems.append(
                    SplitProblem(
                        first.line, splitting.table.heading(.rank), "和线上最后一家名次相同，钱只够一家",
                        "把并列的名次分开"))
            }
            if let first = below.first, let sum = SplitRules.sum(above) {
                let left = total.subtracting(sum) ?? .zero
                remarks.append(
                    "钱够到“\(above.last?.recipient ?? "—")”，线下第一家是“\(first.recipient)”（\(first.amount)），余 \(left)。"
                )
            }
            return (above, below)
        case .shares:
            guard let parts = SplitRules.divide(total, by: read.map { $0.share ?? 0 }) else {
                problems.append(
                    SplitProblem(nil, splitting.table.heading(.share), "比例之和是 0", "写上各家的比例"))
                return (read, [])
            }
            let lines = zip(read, parts).map { line, amount in
                var line = line
                line.amount = amount
                return line
            }
            for line in lines where line.amount == .zero && problems.isEmpty {
                problems.append(
                    SplitProblem(
                        line.line, splitting.table.heading(.share), "按比例分到 0 元", "删去这一行，或加大比例"))
            }
            return (lines, [])
        }
    }

    private func mismatch(_ sum: Money, _ total: Money, _ mode: SplitMode) -> SplitProblem {
        let difference = sum > total ? sum.subtracting(total) : total.subtracting(sum)
        let words = sum > total ? "多" : "少"
        return SplitProblem(
            nil, nil, "明细合计 \(sum)，比总额 \(total) \(words) \(difference ?? .zero)",
            mode == .shares ? "改总额" : "改明细，或勾选“总额按明细合计改”")
    }

    private func parts(_ lines: [SplitLine]) -> [SplitPreview.Part] {
        let grouped = Dictionary(grouping: lines) { $0.county ?? "" }
        let order = (catalogue.list("counties")?.codes ?? []).map(\.code) + [""]
        return order.compactMap { code in
            grouped[code].map { lines in
                SplitPreview.Part(
                    county: county(code.isEmpty ? nil : code), count: lines.count,
                    sum: SplitRules.sum(lines) ?? .zero)
            }
        }
    }

    /// What would be written, as one text: the same table gives the same digest.
    static func digest(_ lines: [SplitLine]) -> String {
        let text = lines.map { line in
            let cells: [String] = [
                line.recipient, line.organisation.map(String.init) ?? "", line.county ?? "",
                line.project ?? "", line.funding.map(String.init) ?? "", line.through,
                String(line.amount.fen),
            ]
            return cells.joined(separator: "\t")
        }.joined(separator: "\n")
        return Digest(of: text).hex
    }

    /// The same of what stands in the register.
    static func digest(_ lines: [Record]) -> String {
        digest(
            lines.map { line in
                SplitLine(
                    line: 0, rank: nil, recipient: line["recipient"].text ?? "",
                    organisation: line["organisation"].integer, county: line["county"].text,
                    project: line["project_name"].text, funding: line["project_funding"].integer,
                    through: line["through"].text ?? "", share: nil, amount: line.money("amount"))
            })
    }
}
