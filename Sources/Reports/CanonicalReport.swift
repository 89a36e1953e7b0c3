import Journal

/// A JSON value whose keys have an order, so that equal content has equal text on every machine
/// and in every year; Foundation promises no such thing of its encoder.
enum ReportJSON {
    case text(String)
    case integer(Int64)
    case flag(Bool)
    case list([ReportJSON])
    case object([(key: String, value: ReportJSON?)])

    static func text(_ text: String?) -> ReportJSON? { text.map { .text($0) } }
    static func integer(_ number: Int) -> ReportJSON { .integer(Int64(number)) }

    /// Keys in byte order, no blanks, empty values left out: what digests are made of.
    var canonical: String {
        var out = ""
        append(to: &out)
        return out
    }

    private func append(to out: inout String) {
        switch self {
        case .text(let text): Canonical.append(text, to: &out)
        case .integer(let number): out += String(number)
        case .flag(let flag): out += flag ? "true" : "false"
        case .list(let items):
            out += "["
            for (index, item) in items.enumerated() {
                if index > 0 { out += "," }
                item.append(to: &out)
            }
            out += "]"
        case .object(let members):
            let present = members.compactMap { member in member.value.map { (member.key, $0) } }
                .sorted { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }
            out += "{"
            for (index, (key, value)) in present.enumerated() {
                if index > 0 { out += "," }
                Canonical.append(key, to: &out)
                out += ":"
                value.append(to: &out)
            }
            out += "}"
        }
    }
}

extension ComposedReport {
    /// The digest that the content gives now.
    var contentDigest: Digest { Digest(of: ReportJSON.object(content).canonical) }

    /// The digest over the figures alone.
    var figuresDigest: Digest { Digest(of: ReportJSON.list(figures.map(\.json)).canonical) }

    /// What is kept of a frozen version: the content, its digest and the warnings of the day.
    var stored: String {
        ReportJSON.object(
            content + [
                ("digest", .text(digest)), ("warnings", .list(warnings.map { .text($0) })),
            ]
        ).canonical
    }

    /// Everything but the digest and the warnings.
    var content: [(key: String, value: ReportJSON?)] {
        [
            ("report", .text(report)), ("title", .text(title)), ("year", .integer(year)),
            ("asOf", .text(asOf)), ("issuer", .text(issuer)),
            ("isDemonstration", .flag(isDemonstration)),
            ("sections", .list(sections.map(\.json))), ("figures", .list(figures.map(\.json))),
        ]
    }
}

extension ComposedReport.Section {
    fileprivate var json: ReportJSON {
        .object([
            ("id", .text(id)), ("number", .text(number)), ("title", .text(title)),
            ("parts", .list(parts.map(\.json))),
        ])
    }
}

extension ComposedReport.Part {
    fileprivate var json: ReportJSON {
        .object([
            ("id", .text(id)), ("title", .text(title)),
            ("paragraphs", .list(paragraphs.map(\.json))),
        ])
    }
}

extension ComposedReport.Paragraph {
    fileprivate var json: ReportJSON {
        let spans = spans.map { span in
            ReportJSON.object([("text", .text(span.text)), ("figure", .text(span.figure))])
        }
        return .object([
            ("passage", .integer(passage)), ("author", .text(author)),
            ("signedBy", .text(signedBy)), ("signedOn", .text(signedOn)), ("spans", .list(spans)),
        ])
    }
}

extension ReportFigure {
    fileprivate var json: ReportJSON {
        .object([
            ("name", .text(name)), ("reference", .text(reference)), ("title", .text(title)),
            ("value", .text(value)), ("unit", .text(unit)), ("growth", .text(growth)),
            ("change", .text(change)), ("text", .text(text)), ("dataYear", .integer(dataYear)),
            ("asOf", .text(asOf)), ("forecast", .flag(forecast)), ("nil", .flag(self.nil)),
            ("lineageDigest", .text(lineageDigest)),
            ("lineageCounts", .list(lineageCounts.map { .integer($0) })),
        ])
    }
}
