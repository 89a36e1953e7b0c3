/// One table as WordprocessingML.
struct WordTable {
    private let table: OfficialDocument.Table
    private let spans: [[HeaderSpan]]
    private let widths: [Int]
    private let cellStyles: [WordStyle]
    /// Columns of short words, such as serial numbers and names of persons, are centred.
    private static let shortEms = 4.0

    /// Checks the shape of `table` and lays out its columns.
    init(_ table: OfficialDocument.Table) throws(DocumentProblem) {
        let name = table.caption ?? "表格"
        guard let columns = table.header.first?.count, columns > 0 else {
            throw DocumentProblem(what: "表格没有表头", place: .part(name), remedy: "请给出每一列的名称")
        }
        for (index, row) in (table.header + table.rows).enumerated() where row.count != columns {
            throw DocumentProblem(
                what: "表格第 \(index + 1) 行应有 \(columns) 列，实际有 \(row.count) 列",
                place: .part(name), remedy: "请补齐或删去多余的单元格")
        }
        self.table = table
        spans = HeaderSpan.spans(of: table.header)
        widths = ColumnWidths.twips(of: table, total: WordPage.textWidth)
        cellStyles = (0..<columns).map { column in
            if table.numericColumns.contains(column) { return .tableNumber }
            let width = ColumnWidths.widestCell(table.rows, column)
            return width <= Self.shortEms ? .tableShort : .tableText
        }
    }

    func write(to xml: inout XMLText) {
        xml.raw("<w:tbl><w:tblPr><w:tblStyle w:val=\"\(WordStyles.table)\"/>")
        xml.raw("<w:tblW w:w=\"\(widths.reduce(0, +))\" w:type=\"dxa\"/><w:jc w:val=\"center\"/>")
        xml.raw("<w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>")
        for width in widths { xml.raw("<w:gridCol w:w=\"\(width)\"/>") }
        xml.raw("</w:tblGrid>")
        for row in spans { writeHeader(row, to: &xml) }
        for (index, row) in table.rows.enumerated() {
            let isTotal =
                table.totals && index == table.rows.count - 1 || table.strong.contains(index)
            xml.raw("<w:tr><w:trPr><w:cantSplit/></w:trPr>")
            for (column, cell) in row.enumerated() {
                xml.raw("<w:tc><w:tcPr><w:tcW w:w=\"\(widths[column])\" w:type=\"dxa\"/>")
                if cellStyles[column] == .tableNumber { xml.raw("<w:noWrap/>") }
                xml.raw("<w:vAlign w:val=\"center\"/></w:tcPr>")
                write(cell, cellStyles[column], isBold: isTotal, to: &xml)
                xml.raw("</w:tc>")
            }
            xml.raw("</w:tr>")
        }
        xml.raw("</w:tbl>")
    }

    private func writeHeader(_ row: [HeaderSpan], to xml: inout XMLText) {
        xml.raw("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>")
        for span in row {
            let width = widths[span.columns].reduce(0, +)
            xml.raw("<w:tc><w:tcPr><w:tcW w:w=\"\(width)\" w:type=\"dxa\"/>")
            if span.columns.count > 1 { xml.raw("<w:gridSpan w:val=\"\(span.columns.count)\"/>") }
            switch span.vertical {
            case .single: break
            case .start: xml.raw("<w:vMerge w:val=\"restart\"/>")
            case .continued: xml.raw("<w:vMerge/>")
            }
            xml.raw("<w:vAlign w:val=\"center\"/></w:tcPr>")
            let text = span.vertical == .continued ? "" : span.text
            write(text, .tableHead, isBold: false, to: &xml)
            xml.raw("</w:tc>")
        }
        xml.raw("</w:tr>")
    }

    private func write(
        _ text: String, _ style: WordStyle, isBold: Bool, to xml: inout XMLText
    ) {
        xml.raw("<w:p><w:pPr><w:pStyle w:val=\"\(style.rawValue)\"/></w:pPr>")
        if !text.isEmpty {
            xml.raw(isBold ? "<w:r><w:rPr><w:b/></w:rPr>" : "<w:r>")
            xml.words(text)
            xml.raw("</w:r>")
        }
        xml.raw("</w:p>")
    }
}
