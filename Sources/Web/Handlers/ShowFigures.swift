import Catalogue
import Figures
import Store
import Values

extension Desk {
    /// All figures of a year.
    func showFigures(_ request: Request) async throws -> Response {
        let asked = try year(request)
        let county = try county(request)
        let search = request.parameters["q"] ?? ""
        let model = try await read { try figuresPage($0, asked, county, search) }
        return .page(model.html)
    }

    /// All figures of a year for programs.
    func sendFigures(_ request: Request) async throws -> Response {
        let asked = try year(request)
        let county = try county(request)
        let text = try await read { reader in
            let year = try asked ?? defaultYear(knownYears(reader))
            let question = FigureQuestion(year: year, county: county, today: today)
            return Figures.json(
                try results(reader, question, catalogue.figures.map(\.name)))
        }
        return .jsonText(text)
    }

    /// One figure for programs.
    func sendFigure(_ request: Request) async throws -> Response {
        let figure = try figures.definition(request.arguments["figure"] ?? "")
        let asked = try year(request)
        let county = try county(request)
        let text = try await read { reader in
            let year = try asked ?? defaultYear(knownYears(reader))
            let question = FigureQuestion(year: year, county: county, today: today)
            return Figures.json(try results(reader, question, [figure.name]))
        }
        return .jsonText(text)
    }

    private func figuresPage(
        _ reader: Reader, _ asked: Int?, _ county: String?, _ search: String
    ) throws -> FiguresPage {
        let known = try knownYears(reader)
        let year = asked ?? defaultYear(known)
        let question = FigureQuestion(year: year, county: county, today: today)
        let groups = try FigureTheme.groups(catalogue.figures).compactMap {
            group -> FiguresPage.Group? in
            let chosen = group.figures.filter {
                search.isEmpty || $0.title.contains(search) || $0.name.contains(search)
                    || $0.reference == search
            }
            let results = try results(reader, question, chosen.map(\.name))
                .filter { $0.status != .notByCounty }
            return results.isEmpty ? nil : FiguresPage.Group(title: group.title, results: results)
        }
        let title = county.map { catalogue.list("counties")?.title(of: $0) ?? $0 }
        let asked = Link.question(year, county).with("q", search.isEmpty ? nil : search)
        return FiguresPage(
            frame: try frame(reader, "\(year)年指标", in: .figures, year: year), year: year,
            county: county, countyTitle: title,
            years: YearSwitch(
                years: known, chosen: year, link: { .figures(asked.with("year", String($0))) }),
            form: figuresForm(year, county, search),
            chips: figuresChips(asked, county: title, search), groups: groups)
    }

    private func figuresForm(_ year: Int, _ county: String?, _ search: String) -> FilterForm {
        let counties = catalogue.list("counties")?.codes ?? []
        return FilterForm(
            action: .figures(),
            inputs: [
                .init(
                    name: "q", title: "按名称找指标", value: search,
                    control: .search(placeholder: "例如 合同、F026")),
                .init(
                    name: "county", title: "县市区", value: county ?? "",
                    control: .choice(
                        counties.map { .init(value: $0.code, title: $0.title) }, any: "全市")),
            ], hidden: [("year", String(year))], label: "找指标")
    }

    private func figuresChips(_ asked: Parameters, county: String?, _ search: String) -> Chips {
        var chips: [Chips.Chip] = []
        if !search.isEmpty {
            chips.append(.init(text: "含：\(search)", remove: .figures(asked.with("q", nil))))
        }
        if let county {
            chips.append(.init(text: county, remove: .figures(asked.with("county", nil))))
        }
        return Chips(chips: chips, clear: .figures(Parameters().with("year", asked["year"])))
    }
}
