import Checking

/// The text of a checked report with its marks, each leading to what is said of it.
struct CheckedText {
    /// Of one page; a report is a tenth of it. Whoever needs more takes JSON.
    static let mostCharacters = 300_000

    private let prefix: String
    private let findings: [Finding]
    private(set) var html = HTML.empty
    /// The findings whose place is shown.
    private(set) var shown: Set<Int> = []
    private(set) var isCut = false
    private var tables = 0
    private var room = mostCharacters

    /// - Parameter prefix: before every anchor, where a page holds several reports.
    init(_ report: CheckedReport, prefix: String) {
        self.prefix = prefix
        findings = report.findings
        var text = ""
        for block in report.annotated {
            guard room > 0 else {
                isCut = true
                break
            }
            switch block {
            case .paragraph(let paragraph): text += self.paragraph(paragraph).text
            case .table(let sheet, let rows): table(sheet, rows, to: &text)
            }
        }
        html = HTML(trusted: text)
    }

    private mutating func paragraph(_ paragraph: AnnotatedText) -> HTML {
        let place = paragraph.place
        let line = place.page.map { "\($0):\(place.line)" } ?? String(place.line)
        // A numbered sentence reads like a heading too, and is none.
        let isHeading =
            paragraph.isHeading && paragraph.segments.reduce(0) { $0 + $1.text.count } <= 36
        return """
            <p\(attribute: "class", isHeading ? "heading" : nil) data-line="\(line)">\
            \(pieces(paragraph))</p>

            """
    }

    private mutating func table(_ sheet: String?, _ rows: [[AnnotatedCell]], to text: inout String)
    {
        tables += 1
        let caption = sheet.map { "工作表“\($0)”" } ?? "表\(tables)"
        let open: HTML = """
            <div class="scroll" role="region" aria-label="\(prefix)\(caption)" tabindex="0"><table>\
            <caption>\(caption)</caption><tbody>
            """
        text += open.text
        for row in rows {
            guard room > 0 else {
                isCut = true
                break
            }
            text += "<tr>"
            for cell in row {
                let tag: HTML = """
                    <td\(attribute: "colspan", Self.span(cell.columnSpan))\
                    \(attribute: "rowspan", Self.span(cell.rowSpan))>\(pieces(cell.text))</td>
                    """
                text += tag.text
            }
            text += "</tr>\n"
        }
        text += "</tbody></table></div>\n"
    }

    /// Browsers take no more than a thousand columns.
    private static func span(_ count: Int) -> String? {
        count > 1 ? String(min(count, 1_000)) : nil
    }

    private mutating func pieces(_ text: AnnotatedText) -> HTML {
        var last: [Int: Int] = [:]
        for (index, segment) in text.segments.enumerated() {
            for finding in segment.findings { last[finding] = index }
        }
        var out = ""
        // A cell without words takes room as well.
        room -= 8
        for (index, segment) in text.segments.enumerated() {
            guard room > 0 else {
                isCut = true
                break
            }
            let words = segment.text.prefix(room)
            room -= words.count
            if words.endIndex < segment.text.endIndex { isCut = true }
            guard let worst = segment.findings.first else {
                let piece: HTML =
                    segment.isConfirmed
                    ? "<mark class=\"s-held\" title=\"重新计算，吻合\">\(String(words))</mark>"
                    : "\(String(words))"
                out += piece.text
                continue
            }
            let ending = segment.findings.filter { last[$0] == index }
            out += mark(segment, String(words), worst, ending).text
        }
        return HTML(trusted: out)
    }

    /// A marked stretch leads to the worst that is said of it; what ends here is numbered.
    private mutating func mark(
        _ segment: AnnotatedText.Segment, _ words: String, _ worst: Int, _ ending: [Int]
    ) -> HTML {
        let anchors = segment.findings.filter { shown.insert($0).inserted }
            .map { "<span id=\"\(prefix)m\($0 + 1)\" class=\"at\"></span>" as HTML }
        let kind = SeverityMark(findings[worst].severity).rawValue
        let others = ending.filter { $0 != worst }.map { finding -> HTML in
            """
            <a class="ref" href="#\(prefix)f\(finding + 1)" title="\(title(finding))">\(number(finding))</a>
            """
        }
        return """
            \(anchors)<mark class="s-\(kind)"><a href="#\(prefix)f\(worst + 1)" title="\(title(worst))">\
            \(words)\(ending.contains(worst) ? number(worst) : HTML.empty)</a>\(others)</mark>
            """
    }

    private func number(_ finding: Int) -> HTML {
        let mark = SeverityMark(findings[finding].severity)
        return "<sup><span aria-hidden=\"true\">\(mark.shape)</span>\(finding + 1)</sup>"
    }

    private func title(_ finding: Int) -> String {
        let one = findings[finding]
        return one.severity.title + "：" + (RuleBook.rule(one.rule)?.title ?? one.rule)
    }
}
