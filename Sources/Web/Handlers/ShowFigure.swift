import Catalogue
import Figures
import Store
import Values

extension Desk {
    /// One figure with its lineage.
    func showFigure(_ request: Request) async throws -> Response {
        let figure = try figures.definition(request.arguments["figure"] ?? "")
        let asked = try year(request)
        let county = try county(request)
        let model = try await read { try figurePage($0, figure, asked, county) }
        return .page(model.html)
    }

    private func figurePage(
        _ reader: Reader, _ figure: FigureDefinition, _ asked: Int?, _ county: String?
    ) throws -> FigurePage {
        let known = try knownYears(reader)
        let year = asked ?? defaultYear(known)
        let question = FigureQuestion(year: year, county: county, today: today)
        guard let result = try results(reader, question, [figure.name]).first else {
            throw FigureError.unknown(figure.name, advice: "")
        }
        let words = DefinitionWords(catalogue: catalogue)
        return FigurePage(
            frame: try frame(
                reader, figure.title, in: .figures, year: year,
                trail: [
                    Crumb(title: "\(year)年指标", link: .figures(Link.question(year, county)))
                ]),
            result: result, year: year, county: county, countyTitle: countyTitle(county),
            years: YearSwitch(
                years: known, chosen: year,
                link: { .figure(figure.name, year: $0, county: county) }),
            measure: words.measure(figure), conditions: words.conditions(figure),
            registerTitle: figure.register.flatMap { catalogue.register($0)?.title },
            charts: try figureCharts(reader, figure, question),
            annotations: result.annotations.map(note),
            sets: try lineage(reader, figure, question, page: 1))
    }

    func countyTitle(_ county: String?) -> String? {
        county.map { catalogue.list("counties")?.title(of: $0) ?? $0 }
    }

    private func figureCharts(
        _ reader: Reader, _ figure: FigureDefinition, _ question: FigureQuestion
    ) throws -> [Chart] {
        let years = Array((question.year - 5)...question.year)
        return [
            try yearsChart(reader, figure.name, years, county: question.county),
            try countiesChart(reader, figure.name, question),
        ].compactMap { $0 }
    }

    private func note(_ annotation: Annotation) -> FigurePage.Note {
        let kinds = catalogue.list("annotation-kinds")
        let parts: [String?] = [
            annotation.value?.trimmed, annotation.text,
            annotation.to.map { "报\($0)" }, annotation.on,
            annotation.ground.map { "依据：\($0)" }, annotation.by.map { "注记人：\($0)" },
        ]
        return FigurePage.Note(
            kind: kinds?.title(of: annotation.kind) ?? annotation.kind,
            text: parts.compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: "，"),
            record: annotation.record)
    }
}
