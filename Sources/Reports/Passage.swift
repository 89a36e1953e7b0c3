import Catalogue
import Store
import Values

/// A record of register `passage`: one paragraph of a report.
struct Passage {
    let record: Int64
    let section: String
    let part: String
    let text: PassageText
    let author: String?
    let term: String?
    let signedBy: String?
    let signedOn: String?

    /// The passages of a report and year in their order, withdrawn ones left out.
    static func read(_ reader: Reader, report: String, year: Int) throws -> [Passage] {
        try reader.all(
            """
            SELECT id, section, part, text, author, term, signed_by, signed_on FROM passage
            WHERE report = \(report) AND year = \(year) AND state <> \(Lifecycle.withdrawn)
            ORDER BY \(column: "order"), id
            """
        ).map { row in
            Passage(
                record: row[0].integer ?? 0, section: row[1].text ?? "", part: row[2].text ?? "",
                text: PassageText(row[3].text ?? ""), author: row[4].text, term: row[5].text,
                signedBy: row[6].text, signedOn: row[7].text)
        }
    }

    var isSigned: Bool { signedBy != nil && signedOn != nil }

    func paragraph(_ spans: [ComposedReport.Span]) -> ComposedReport.Paragraph {
        ComposedReport.Paragraph(
            passage: record, author: author, signedBy: signedBy, signedOn: signedOn, spans: spans)
    }
}

/// The chapters and parts of a template, each with its passages.
struct Outline {
    struct Part {
        let id: String
        let title: String?
        /// The chapter and part in words, for warnings.
        let place: String
        let passages: [Passage]
    }

    struct Section {
        let declared: ReportTemplate.Section
        let parts: [Part]
    }

    let sections: [Section]
    /// Passages that name a chapter or part which the template has not.
    private let misplaced: [(passage: Passage, advice: String)]

    init(_ template: ReportTemplate, _ passages: [Passage]) {
        let groups = Dictionary(grouping: passages) { [$0.section, $0.part] }
        sections = template.sections.map { section in
            let heading = "\(section.number)、\(section.title)"
            var parts = section.parts.map {
                Part(
                    id: $0.id, title: $0.title, place: heading + ($0.title ?? ""),
                    passages: groups[[section.id, $0.id]] ?? [])
            }
            // Words before the first part, or of a chapter that has none.
            let opening = groups[[section.id, ""]] ?? []
            if parts.isEmpty || !opening.isEmpty {
                parts.insert(Part(id: "", title: nil, place: heading, passages: opening), at: 0)
            }
            return Section(declared: section, parts: parts)
        }
        misplaced = passages.compactMap { passage in
            Self.advice(passage, template).map { (passage, $0) }
        }
    }

    /// Where a passage should stand, if the template has no such place.
    private static func advice(_ passage: Passage, _ template: ReportTemplate) -> String? {
        guard let section = template.sections.first(where: { $0.id == passage.section }) else {
            let advice = Catalogue.advice(
                for: passage.section, among: template.sections.map(\.id))
            return "模板里没有章 \(passage.section)。\(advice)"
        }
        let ids = section.parts.map(\.id)
        if passage.part.isEmpty || ids.contains(passage.part) { return nil }
        return "模板的章 \(section.id) 里没有节 \(passage.part)。"
            + (ids.isEmpty ? "这一章不分节，把节留空。" : Catalogue.advice(for: passage.part, among: ids))
    }

    /// The names in the text, each once, in the order in which it first stands there.
    var figures: [String] {
        var seen: Set<String> = []
        return sections.flatMap(\.parts).flatMap(\.passages).flatMap(\.text.figures)
            .filter { seen.insert($0).inserted }
    }

    /// Says which parts have no text, and which passages have no place or no signature.
    func checkPassages(_ writing: inout PassageWriting, today: CalendarDate) {
        for part in sections.flatMap(\.parts) {
            if part.passages.isEmpty {
                writing.warn("还没有正文。在“报告段落”里新建一段。", at: part.place)
            }
            let unsigned = part.passages.filter { !$0.isSigned }
            if unsigned.isEmpty { continue }
            let late = unsigned.filter { $0.term.map { $0 < today.iso } ?? false }.count
            let ids = unsigned.prefix(5).map { "\($0.record)" }.joined(separator: "、")
            writing.warn(
                """
                有 \(unsigned.count) 段尚未签发（编号 \(ids)\(unsigned.count > 5 ? " 等" : "")）\
                \(late > 0 ? "，其中 \(late) 段已过交稿期限" : "")。签发后再定稿。
                """, at: part.place)
        }
        for (passage, advice) in misplaced {
            writing.warn("编号 \(passage.record) 的段落没有印出：\(advice)")
        }
    }
}

extension Outline.Section {
    func written(_ writing: inout PassageWriting) -> ComposedReport.Section {
        ComposedReport.Section(
            id: declared.id, number: declared.number, title: declared.title,
            parts: parts.map { part in
                ComposedReport.Part(
                    id: part.id, title: part.title,
                    paragraphs: part.passages.enumerated().map { index, passage in
                        let place = part.place + "第 \(index + 1) 段"
                        return passage.paragraph(writing.spans(of: passage.text, at: place))
                    })
            })
    }
}
