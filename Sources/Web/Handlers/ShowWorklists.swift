import Catalogue
import Registers
import Store
import Values
import Work

extension Desk {
    /// All work lists, by section.
    func showWorklists(_ request: Request) async throws -> Response {
        let county = try county(request)
        let model = try await read { reader in
            let summaries = try work(reader, county)
            return WorklistsView(
                frame: try frame(reader, "工作清单", in: .worklists),
                groups: groups(summaries.filter { $0.count > 0 }),
                done: summaries.filter { $0.count == 0 }.map(\.worklist),
                total: WorkTotal(summaries), county: county,
                form: countyForm(county, .worklists(), "筛选工作清单"),
                chips: countyChips(county, .worklists()))
        }
        return .page(model.html)
    }

    /// The same for programs: what most wants doing first.
    func sendWorklists(_ request: Request) async throws -> Response {
        let county = try county(request)
        let summaries = try await read { try work($0, county) }
        return .json(.array(summaries.byUrgency.map(json)))
    }

    /// One page of a work list.
    func showWorklist(_ request: Request) async throws -> Response {
        let (name, question) = try asked(request)
        let number = try page(request)
        let model = try await read { reader in
            let page = try worklistPage(reader, name, question, number)
            let list = page.summary.worklist
            return WorklistView(
                frame: try frame(
                    reader, list.title, in: .worklists,
                    trail: [Crumb(title: "工作清单", link: .worklists())]),
                page: page, cycle: catalogue.lifecycle(of: page.register),
                calendar: catalogue.calendar, today: question.today, county: question.county,
                form: page.register.hasCounty
                    ? countyForm(question.county, .worklist(list.name), "筛选\(list.title)") : nil,
                chips: countyChips(question.county, .worklist(list.name)),
                conditions: WorklistWords(catalogue: catalogue).conditions(list),
                rules: WorklistWords(catalogue: catalogue).rules(list, on: question.today),
                number: number)
        }
        return .page(model.html)
    }

    /// One page of a work list for programs; personal fields are left out.
    func sendWorklist(_ request: Request) async throws -> Response {
        let (name, question) = try asked(request)
        let number = try page(request)
        let page = try await read { try worklistPage($0, name, question, number) }
        guard case .object(let head) = json(page.summary) else { return .json(.null) }
        let lines = page.lines.map { line -> JSON in
            let left = line.due.map { Int64($0.dayNumber - question.today.dayNumber) }
            let cells = zip(page.columns, line.cells).filter { !$0.0.personal }
                .map { ($0.0.name, JSON.string($0.1)) }
            return .object([
                ("record", .integer(line.record)),
                (
                    "href",
                    .string(Link(.apiRecord, [page.register.name, String(line.record)]).path)
                ),
                ("state", .string(line.state)), ("due", .string(line.due?.iso)),
                ("days_left", left.map(JSON.integer) ?? .null), ("cells", .object(cells)),
            ])
        }
        return .json(
            .object(head + [("page", .integer(Int64(number))), ("lines", .array(lines))]))
    }

    /// All lines of a work list as CSV.
    func sendWorklistTable(_ request: Request) async throws -> Response {
        let (name, question) = try asked(request)
        let list = try worklists.worklist(name)
        let text = try await read {
            try worklists.exportCSV($0, name, question, by: viewer)
        }
        return .download(
            .text(text), type: "text/csv; charset=utf-8", name: "\(list.title).csv",
            plainName: "\(list.name).csv")
    }

    /// All lines of a work list as an official table of Excel.
    func sendWorklistWorkbook(_ request: Request) async throws -> Response {
        let (name, question) = try asked(request)
        let list = try worklists.worklist(name)
        let bytes = try await temporaryFile("xlsx") { path in
            try await read {
                try worklists.exportWorkbook($0, name, question, to: path, by: viewer)
            }
        }
        return .download(
            .bytes(bytes), type: Self.excel, name: "\(list.title).xlsx",
            plainName: "\(list.name).xlsx")
    }

    /// What there is to do in all lists together; nil for those who may see none.
    func workTotal(_ reader: Reader) throws -> WorkTotal? {
        let summaries = try work(reader, nil)
        return summaries.isEmpty ? nil : WorkTotal(summaries)
    }

    private func work(_ reader: Reader, _ county: String?) throws -> [WorklistSummary] {
        let question = WorkQuestion(today: today, county: county)
        return try cache.work(worklists, reader, question, by: viewer)
    }

    private func asked(_ request: Request) throws -> (String, WorkQuestion) {
        (
            request.arguments["worklist"] ?? "",
            WorkQuestion(today: today, county: try county(request))
        )
    }

    private func worklistPage(
        _ reader: Reader, _ name: String, _ question: WorkQuestion, _ number: Int
    ) throws -> WorklistPage {
        try worklists.page(
            reader, name, question, limit: WorklistView.size,
            offset: (number - 1) * WorklistView.size, by: viewer)
    }

    private func groups(_ summaries: [WorklistSummary]) -> [WorklistsView.Group] {
        let sections = catalogue.list("sections")?.codes.map { ($0.code, $0.title) } ?? []
        let known = Set(sections.map(\.0))
        func section(_ summary: WorklistSummary) -> String {
            let list = summary.worklist
            return list.section ?? catalogue.register(list.register)?.section ?? ""
        }
        let groups = sections.map { code, title in
            WorklistsView.Group(
                title: title, summaries: summaries.filter { section($0) == code }.byUrgency)
        }
        let others = WorklistsView.Group(
            title: "其他", summaries: summaries.filter { !known.contains(section($0)) }.byUrgency)
        return (groups + [others]).filter { !$0.summaries.isEmpty }
    }

    private func countyForm(_ county: String?, _ action: Link, _ label: String) -> FilterForm {
        let codes = catalogue.list("counties")?.codes ?? []
        return FilterForm(
            action: action,
            inputs: [
                .init(
                    name: "county", title: "县市区", value: county ?? "",
                    control: .choice(
                        codes.map { .init(value: $0.code, title: $0.title) }, any: "全市"))
            ], label: label)
    }

    private func countyChips(_ county: String?, _ clear: Link) -> Chips {
        let title = county.map { catalogue.list("counties")?.title(of: $0) ?? $0 }
        return Chips(chips: title.map { [.init(text: $0, remove: clear)] } ?? [], clear: clear)
    }

    private func json(_ summary: WorklistSummary) -> JSON {
        let list = summary.worklist
        return .object([
            ("name", .string(list.name)), ("title", .string(list.title)),
            ("todo", .string(list.todo)),
            ("section", .string(list.section ?? catalogue.register(list.register)?.section)),
            ("register", .string(list.register)), ("today", .string(today.iso)),
            ("count", .integer(Int64(summary.count))),
            ("overdue", .integer(Int64(summary.overdue))),
            ("due_soon", .integer(Int64(summary.dueSoon))),
            ("earliest_due", .string(summary.earliest?.iso)),
            ("waiting_since", .string(summary.since?.iso)),
            ("href", .string(Link(.apiWorklist, [list.name]).path)),
        ])
    }
}
