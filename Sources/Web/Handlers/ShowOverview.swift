import Catalogue
import Figures
import Registers
import Store
import Values

extension Desk {
    /// The year at a glance.
    func showOverview(_ request: Request) async throws -> Response {
        let asked = try year(request)
        let model = try await read { try overview($0, asked) }
        return .page(model.html)
    }

    private func overview(_ reader: Reader, _ asked: Int?) throws -> OverviewPage {
        let known = try knownYears(reader)
        let year = asked ?? defaultYear(known)
        let question = FigureQuestion(year: year, today: today)
        let course = Array((year - 5)...year)
        let themes = try FigureTheme.all.compactMap { theme -> OverviewPage.Theme? in
            let names = theme.important.filter { catalogue.figure($0) != nil }
            if names.isEmpty { return nil }
            let courses = try self.course(reader, names, course)
            let cards = try results(reader, question, names).map { result in
                Card(
                    result: result, link: .figure(result.definition.name, year: year),
                    course: courses[result.definition.name] ?? [])
            }
            return OverviewPage.Theme(title: theme.title, cards: cards)
        }
        return OverviewPage(
            frame: try frame(reader, "\(year)年一览", in: .overview, year: year), year: year,
            years: YearSwitch(years: known, chosen: year, link: { .overview($0) }),
            asOf: question.asOf.iso, themes: themes, charts: try charts(reader, question, course),
            work: try workTotal(reader))
    }

    /// The years with records, up to this one, with at least the last one.
    func knownYears(_ reader: Reader) throws -> [Int] {
        let years = try cache.years(figures, reader).filter { $0 <= today.year }
        return years.isEmpty ? [today.year - 1, today.year] : years
    }

    /// The last year that is over and known: a running year's figures say little.
    func defaultYear(_ known: [Int]) -> Int {
        known.last { $0 < today.year } ?? known.last ?? today.year
    }

    func results(_ reader: Reader, _ question: FigureQuestion, _ names: [String]) throws
        -> [FigureResult]
    {
        let (results, computed) = try cache.results(figures, reader, question, names: names)
        operation.countFigures(hits: names.count - computed, misses: computed)
        return results
    }

    /// Figures over several years, for drawing.
    func course(_ reader: Reader, _ names: [String], _ years: [Int], county: String? = nil) throws
        -> [String: [Double?]]
    {
        var courses: [String: [Double?]] = [:]
        for year in years {
            let question = FigureQuestion(year: year, county: county, today: today)
            for result in try results(reader, question, names) {
                courses[result.definition.name, default: []].append(result.plotted)
            }
        }
        return courses
    }

    private func charts(_ reader: Reader, _ question: FigureQuestion, _ years: [Int]) throws
        -> [Chart]
    {
        [
            try yearsChart(reader, "contract_turnover", years),
            try countiesChart(reader, "assessed_smes", question),
            try functionsChart(reader, question.year),
        ].compactMap { $0 }
    }

    /// A figure's course over the years.
    func yearsChart(_ reader: Reader, _ name: String, _ years: [Int], county: String? = nil) throws
        -> Chart?
    {
        guard let figure = catalogue.figure(name) else { return nil }
        let rows = try years.compactMap { year -> [HTML]? in
            let question = FigureQuestion(year: year, county: county, today: today)
            guard let result = try results(reader, question, [name]).first, result.plotted != nil
            else { return nil }
            return [
                "<a href=\"\(Link.figure(name, year: year, county: county))\">\(year)</a>",
                Chart.cell((result.isForecast ? "预计 " : "") + result.pageValue, result.plotted),
                "\(Comparison.of(result).map(\.html))",
            ]
        }
        guard rows.count > 1 else { return nil }
        let table = Table(
            caption: "\(figure.title)历年数据",
            columns: [
                .init(title: "年度"), .init(title: "\(figure.title)（\(figure.unit)）", isNumber: true),
                .init(title: "比较"),
            ], rows: rows)
        return Chart(
            kind: .line, title: "\(figure.title)（\(figure.unit)）", table: table,
            id: "years-\(name)",
            unit: figure.unit)
    }

    /// A figure by county; nothing where it has no breakdown.
    func countiesChart(_ reader: Reader, _ name: String, _ question: FigureQuestion) throws
        -> Chart?
    {
        guard let figure = catalogue.figure(name), let list = catalogue.list("counties"),
            question.county == nil
        else { return nil }
        var parts: [(title: String, code: String, result: FigureResult)] = []
        for county in list.codes {
            guard
                let result = try results(reader, question.within(county.code), [name]).first,
                result.status != .notByCounty
            else { return nil }
            parts.append((county.title, county.code, result))
        }
        guard parts.contains(where: { ($0.result.plotted ?? 0) != 0 }) else { return nil }
        parts.sort { ($0.result.plotted ?? -1) > ($1.result.plotted ?? -1) }
        let table = Table(
            caption: "\(question.year)年\(figure.title)，按县市区",
            columns: [
                .init(title: "县市区"),
                .init(title: "\(figure.title)（\(figure.unit)）", isNumber: true),
                .init(title: "比较"),
            ],
            rows: parts.map { part in
                let link = Link.figure(name, year: question.year, county: part.code)
                return [
                    "<a href=\"\(link)\">\(part.title)</a>",
                    Chart.cell(part.result.pageValue, part.result.plotted),
                    "\(Comparison.of(part.result).map(\.html))",
                ]
            })
        return Chart(
            kind: .rows, title: "\(figure.title)按县市区（\(figure.unit)）", table: table,
            id: "counties-\(name)", unit: figure.unit)
    }

    /// The bureau's own spending by class of function.
    private func functionsChart(_ reader: Reader, _ year: Int) throws -> Chart? {
        guard let register = catalogue.register("budget-line"),
            ["year", "own_spend", "function_code", "final"].allSatisfy({ register.field($0) != nil }
            ),
            let list = catalogue.list("function-codes")
        else { return nil }
        let rows = try reader.all(
            """
            SELECT substr(function_code, 1, 3), sum(final) FROM budget_line
            WHERE year = \(year) AND own_spend = 1 AND state <> \(Lifecycle.withdrawn)
            AND function_code IS NOT NULL GROUP BY 1 HAVING sum(final) > 0 ORDER BY 2 DESC
            """)
        guard !rows.isEmpty else { return nil }
        let table = Table(
            caption: "\(year)年本部门支出，按功能分类",
            columns: [.init(title: "功能分类"), .init(title: "决算数（万元）", isNumber: true)],
            rows: rows.map { row in
                let code = row[0].text ?? ""
                let amount = Money(fen: row[1].integer ?? 0).text(in: .wan, decimals: 2)
                return [
                    "\(list.title(of: code))", Chart.cell(Numbers.grouped(amount), Double(amount)),
                ]
            })
        return Chart(
            kind: .rows, title: "本部门支出按功能分类（万元）", table: table, id: "functions", unit: "万元")
    }
}
