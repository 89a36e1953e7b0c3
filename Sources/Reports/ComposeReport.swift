import Catalogue
public import Figures
import Journal
import Registers
public import Store
import Values

/// Why a report could not be composed.
public enum ComposeRefusal: Error, Sendable, Equatable, CustomStringConvertible {
    case noTemplate(String, advice: String)

    public var description: String {
        switch self {
        case .noTemplate(let name, let advice): "没有报告模板 \(name)。\(advice)"
        }
    }
}

extension Reports {
    /// Composes a report from one snapshot: the passages of its year with the figures filled in.
    ///
    /// What is amiss (a number typed by hand, an unknown figure, a figure without data, an unsigned
    /// passage, a part without text) is shown in place where it can be, and said in `warnings`.
    /// - Throws: `ComposeRefusal.noTemplate`, `FigureError.noCounty`, or a database error.
    public func compose(
        _ reader: Reader, report: String = Self.selfEvaluation, _ question: FigureQuestion
    ) throws -> ComposedReport {
        let template = try template(report)
        let outline = Outline(
            template, try Passage.read(reader, report: template.name, year: question.year))
        let used = outline.figures.filter { catalogue.figure($0) != nil }
        let results = try figures.evaluate(reader, question, names: used)
        var writing = PassageWriting(catalogue, year: question.year, results: results)
        var composed = ComposedReport(
            report: template.name, title: try title(template, question), year: question.year,
            asOf: question.asOf.iso, issuer: template.issuer,
            isDemonstration: figures.registry.database.isDemonstration,
            sections: outline.sections.map { $0.written(&writing) },
            figures: try results.map { try figure($0, reader, question) })
        outline.checkPassages(&writing, today: figures.registry.database.clock.today)
        for result in results {
            if let absence = FigureWords.absence(result) { writing.warn(absence.problem) }
        }
        composed.warnings = writing.warnings
        composed.digest = composed.contentDigest.hex
        return composed
    }

    var catalogue: Catalogue { figures.catalogue }

    func template(_ name: String) throws -> ReportTemplate {
        if let template = catalogue.reports[name] { return template }
        throw ComposeRefusal.noTemplate(
            name, advice: Catalogue.advice(for: name, among: catalogue.reports.keys))
    }

    /// The title with its year; a report on one county says which.
    private func title(_ template: ReportTemplate, _ question: FigureQuestion) throws -> String {
        var writing = PassageWriting(catalogue, year: question.year, results: [])
        let title = writing.spans(of: PassageText(template.title), at: "标题").map(\.text).joined()
        guard let county = question.county else { return title }
        let counties = catalogue.list("counties")
        guard let name = counties?[county]?.title else {
            let codes = counties?.codes.map(\.code) ?? []
            throw FigureError.noCounty(county, advice: Catalogue.advice(for: county, among: codes))
        }
        return "\(title)（\(name)）"
    }

    private func figure(_ result: FigureResult, _ reader: Reader, _ question: FigureQuestion) throws
        -> ReportFigure
    {
        let definition = result.definition
        let sets = try figures.lineage(reader, definition.name, question)
        return ReportFigure(
            name: definition.name, reference: definition.reference, title: definition.title,
            value: result.status == .value ? result.valueText : nil, unit: result.definition.unit,
            growth: result.growth?.trimmed, change: result.change?.trimmed,
            text: FigureWords(result, .text).text, dataYear: result.dataYear, asOf: result.asOf,
            forecast: result.isForecast, nil: result.isNil,
            lineageDigest: Self.digest(of: sets).hex, lineageCounts: sets.map(\.total))
    }

    /// Over every record behind a figure: one line each, in an order that the content alone gives.
    static func digest(of sets: [LineageSet]) -> Digest {
        var text = ""
        for set in sets {
            text += "\(set.part.rawValue)\t\(set.register)\t\(set.year)\n"
            let lines = set.lines.sorted { ($0.record, $0.measured) < ($1.record, $1.measured) }
            for line in lines { text += "\(line.record)\t\(line.measured)\n" }
        }
        return Digest(of: text)
    }
}
