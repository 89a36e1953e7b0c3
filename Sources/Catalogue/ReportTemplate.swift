/// The declared outline of a yearly report; its text is passages, which are records.
public struct ReportTemplate: Sendable {
    public struct Part: Sendable {
        public let id: String
        /// The heading as printed, its number included; nil where the part has none of its own.
        public let title: String?
    }

    public struct Section: Sendable {
        public let id: String
        /// 一, 二 …
        public let number: String
        public let title: String
        public let parts: [Part]
    }

    public let name: String
    /// With `{{year}}`.
    public let title: String
    public let issuer: String
    public let sections: [Section]
}

extension ReportTemplate {
    static func read(_ name: String, _ reader: DeclarationReader) -> ReportTemplate {
        reader.allow(["title", "issuer", "sections", "help"])
        let sections = list("sections", reader).map { section in
            section.allow(["id", "number", "title", "parts"])
            return Section(
                id: section.required("id"), number: section.required("number"),
                title: section.required("title"),
                parts: list("parts", section).map { part in
                    part.allow(["id", "title"])
                    return Part(id: part.required("id"), title: part.text("title"))
                })
        }
        return ReportTemplate(
            name: name, title: reader.required("title"), issuer: reader.required("issuer"),
            sections: sections)
    }

    private static func list(_ key: String, _ reader: DeclarationReader) -> [DeclarationReader] {
        guard let node = reader.node[key] else { return [] }
        guard case .list(let items) = node.shape else {
            reader.problems.add(node.place, "\(reader.subject)的 \(key) 应是一列", advice: "每项以 - 开头")
            return []
        }
        return items.map { DeclarationReader($0, "\(reader.subject)的 \(key)", reader.problems) }
    }
}
