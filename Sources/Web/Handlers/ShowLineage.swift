import Catalogue
import Documents
import Figures
import Registers
import Store
import Values

extension Desk {
    /// A further page of the records behind a figure.
    func showLineage(_ request: Request) async throws -> Response {
        let figure = try figures.definition(request.arguments["figure"] ?? "")
        let asked = try year(request)
        let county = try county(request)
        let number = try page(request)
        let part = Int(request.parameters["part"] ?? "0") ?? -1
        let model = try await read { reader -> LineagePage in
            let year = try asked ?? defaultYear(knownYears(reader))
            let question = FigureQuestion(year: year, county: county, today: today)
            let sets = try lineage(reader, figure, question, page: number)
            guard sets.indices.contains(part) else {
                throw WebError.badParameter(
                    title: "部分", value: request.parameters["part"] ?? "",
                    rule: "应是 0 至 \(max(sets.count - 1, 0)) 的整数", advice: "从指标页进入。")
            }
            let result = try results(reader, question, [figure.name]).first
            let link = Link.figure(figure.name, year: year, county: county)
            return LineagePage(
                frame: try frame(
                    reader, sets[part].title, in: .figures, year: year,
                    trail: [
                        Crumb(title: "\(year)年指标", link: .figures(Link.question(year, county))),
                        Crumb(title: figure.title, link: link),
                    ]),
                title: "\(figure.title)：\(sets[part].title)",
                value: "\(year)年为 \(result?.text ?? "—")", set: sets[part])
        }
        return .page(model.html)
    }

    /// All records behind a figure, as CSV.
    func sendLineageTable(_ request: Request) async throws -> Response {
        let (figure, sets) = try await wholeLineage(request)
        let rows = sets.flatMap { set in
            zip(set.lines, measured(set)).map { line, measured in
                [
                    set.part.rawValue, set.register, String(line.record), line.label, line.state,
                    set.measuredTitle ?? "", measured,
                ]
            }
        }
        let text = CSVWriter.text(
            header: ["部分", "登记册", "编号", "名称", "状态", "计量字段", "计量值"], rows: rows,
            byteOrderMark: true)
        return .download(
            .text(text), type: "text/csv; charset=utf-8", name: "\(figure.title)的记录.csv",
            plainName: "\(figure.name)-lineage.csv")
    }

    /// All records behind a figure, for programs.
    func sendLineage(_ request: Request) async throws -> Response {
        let (figure, sets) = try await wholeLineage(request)
        let json = sets.map { set -> JSON in
            let lines = zip(set.lines, measured(set)).map { line, measured -> JSON in
                .object([
                    ("id", .integer(line.record)), ("label", .string(line.label)),
                    ("state", .string(line.state)),
                    ("measured", line.measured.isNull ? .null : .string(measured)),
                ])
            }
            return .object([
                ("part", .string(set.part.rawValue)), ("figure", .string(set.figure)),
                ("register", .string(set.register)), ("year", .integer(Int64(set.year))),
                ("measured", .string(set.measuredTitle)), ("total", .integer(Int64(set.total))),
                ("records", .array(lines)),
            ])
        }
        return .json(.object([("figure", .string(figure.name)), ("sets", .array(json))]))
    }

    private func wholeLineage(_ request: Request) async throws -> (FigureDefinition, [LineageSet]) {
        let figure = try figures.definition(request.arguments["figure"] ?? "")
        let asked = try year(request)
        let county = try county(request)
        let sets = try await read { reader in
            let year = try asked ?? defaultYear(knownYears(reader))
            let question = FigureQuestion(year: year, county: county, today: today)
            return try figures.lineage(reader, figure.name, question, by: viewer)
        }
        return (figure, sets)
    }

    /// One page of each set of the records behind a figure.
    func lineage(
        _ reader: Reader, _ figure: FigureDefinition, _ question: FigureQuestion, page: Int
    ) throws -> [LineageTable] {
        let sets = try figures.lineage(
            reader, figure.name, question, limit: LineageTable.size,
            offset: (page - 1) * LineageTable.size, by: viewer)
        return try sets.enumerated().compactMap { index, set in
            guard let register = catalogue.register(set.register) else { return nil }
            let (year, county) = (question.year, question.county)
            return LineageTable(
                records: set, index: index, page: page, registerTitle: register.title,
                cycle: catalogue.lifecycle(of: register), measured: try shown(reader, set),
                link: {
                    .lineage(
                        figure.name, year: year, county: county, part: String(index), page: $0)
                })
        }
    }

    /// What each line gives to the measure, for programs.
    private func measured(_ set: LineageSet) -> [String] {
        set.lines.map { line in
            guard let type = set.measuredType else { return line.measured.description }
            if type.target != nil { return line.measured.isNull ? "" : "#\(line.measured)" }
            return type.text(line.measured, in: catalogue)
        }
    }

    /// What each line gives to the measure, for people: names for records, grouped amounts.
    private func shown(_ reader: Reader, _ set: LineageSet) throws -> [HTML] {
        guard let target = set.measuredType?.target else {
            return zip(set.lines, measured(set)).map { _, text in
                "\(set.measuredType.map { Numbers.cell(text, $0) } ?? text)"
            }
        }
        let labels = try registry.labels(
            reader, target, ids: set.lines.compactMap(\.measured.integer), by: viewer)
        return set.lines.map { line in
            guard let id = line.measured.integer else { return "" }
            return "<a href=\"\(Link.record(target, id))\">\(labels[id] ?? "#\(id)")</a>"
        }
    }
}
