import Documents
import Values

extension IssuedPaper {
    /// The paper as a Word file in the layout of official documents (GB/T 9704), its annex on a
    /// page of its own, the code by which it is verified at the foot of each page.
    /// - Throws: `DocumentProblem`.
    public func word() throws -> [UInt8] {
        var blocks: [OfficialDocument.Block] = []
        if let addressee = paper.addressee { blocks.append(.paragraph([.init("\(addressee)：")])) }
        blocks += paper.paragraphs.map { .paragraph([.init($0)]) }
        if !paper.pairs.isEmpty {
            blocks.append(
                .table(
                    .init(
                        header: [["项目", "内容"]], rows: paper.pairs.map { [$0.title, $0.value] })))
        }
        if !paper.steps.isEmpty {
            blocks.append(
                .table(
                    .init(
                        caption: "办理经过", header: [["时间", "经办", "事项", "意见或理由"]],
                        rows: paper.steps.map { [$0.at, $0.who, $0.what, $0.reason] })))
        }
        let table = paper.table.map(Self.table)
        var annex: OfficialDocument.Annex?
        if let table, let title = paper.table?.annex {
            blocks.append(.attachmentNote(title))
            annex = .init(title: title, table: table)
        } else if let table {
            blocks.append(.table(table))
        }
        if !paper.signatures.isEmpty {
            blocks.append(
                .table(
                    .init(
                        header: [["环节", "意见", "签字", "日期"]],
                        rows: paper.signatures.map { [$0, "", "", ""] })))
        }
        let marks = [
            isVoid ? "已作废，不能使用" : nil, paper.isDemonstration ? "演示数据，不作公文使用" : nil,
        ].compactMap { $0 }
        return try WordWriter.bytes(
            OfficialDocument(
                title: paper.title, number: paper.docNo,
                mark: marks.isEmpty ? nil : marks.joined(separator: "；"), blocks: blocks,
                issuer: paper.issuer, date: paper.issuedOn, annex: annex,
                checkLine: "编号 \(paper.number)　查验码 \(code)　摘要 \(digest.prefix(16))",
                created: Int64(CalendarDate(iso: issuedOn)?.dayNumber ?? 0) * 86_400))
    }

    private static func table(_ table: Paper.Table) -> OfficialDocument.Table {
        var made = OfficialDocument.Table(
            unit: table.unit, header: [table.columns],
            rows: table.rows + (table.totals.map { [$0] } ?? []),
            numericColumns: Set(table.numbers), totals: table.totals != nil)
        made.strong = Set(table.strong ?? [])
        return made
    }
}
