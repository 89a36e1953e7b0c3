import Catalogue
import Funds
import Registers
import Store
import Values

extension Desk {
    func showNewFundPaper(_ request: Request) async throws -> Response {
        let page = try await read { try newPaperPage($0, Parameters(), []) }
        return .page(page.html)
    }

    func makeFundPaper(_ request: Request) async throws -> Response {
        let values = request.form
        do {
            let paper = try await allocations.makePaper(paperAnswers(values), by: viewer)
            return .see(Link.fundPaper(paper.id).with("done", "made"))
        } catch RecordRefusal.fields(let problems) {
            let page = try await read { try newPaperPage($0, values, problems) }
            return .page(page.html, status: 422)
        }
    }

    /// What a form about a paper sent, by the paper's fields.
    private func paperAnswers(_ values: Parameters) -> [String: String] {
        let posted = PostedForm(values: values)
        var answers: [String: String] = [:]
        for name in [
            "title", "earmark", "year", "doc_no", "cosigned_on", "cosigner", "owner",
            "responsible_section",
        ] where values[name] != nil { answers[name] = posted.text(name) }
        if values["total"] != nil {
            let (text, unit) = posted.money("total")
            answers["total"] = text.isEmpty || unit == .yuan ? text : text + unit.rawValue
        }
        return answers
    }

    private func field(
        _ name: String, _ control: any FieldControl, _ problems: [FieldProblem],
        required: Bool? = nil
    ) -> FormField {
        let declared = catalogue.register(Allocations.papers)?.field(name)
        let problem = problems.first { $0.field == name }
        return FormField(
            name: name, title: declared?.title ?? name, control: control,
            isRequired: required ?? declared?.required ?? false, help: declared?.help,
            problem: problem.map { .init(words: $0.rule, advice: $0.advice) })
    }

    private func newPaperPage(
        _ reader: Reader, _ values: Parameters, _ problems: [FieldProblem]
    ) throws -> EditPage {
        guard allocations.manages(viewer) else { throw AllocationRefusal.notManager }
        let posted = PostedForm(values: values)
        let funds = try reader.all(
            "SELECT id, name FROM special_fund WHERE state = 'in-force' ORDER BY code"
        ).map { row in
            ChoiceControl.Option(
                value: "#\(row[0].integer ?? 0)", title: row[1].text ?? "")
        }
        let sections = (catalogue.list("sections")?.codes ?? []).map {
            ChoiceControl.Option(value: $0.code, title: $0.title)
        }
        let money = posted.money("total")
        let fields = [
            field("title", TextControl(value: posted.text("title"), most: 200), problems),
            field(
                "earmark", ChoiceControl(options: funds, value: posted.text("earmark")), problems),
            field(
                "year",
                CalendarControl(
                    kind: .year, value: values["year"] ?? String(today.year)), problems),
            field("total", MoneyControl(value: money.text, unit: money.unit), problems),
            field(
                "responsible_section",
                ChoiceControl(
                    options: sections,
                    value: values["responsible_section"] ?? viewer.section ?? ""), problems,
                required: true),
            field(
                "owner", TextControl(value: values["owner"] ?? viewer.name, most: 40), problems),
        ]
        return EditPage(
            frame: try papersFrame(reader, "新建指标文"),
            form: EditForm(
                title: "新建指标文",
                lead: funds.isEmpty
                    ? "还没有在用的专项资金。先在登记册“专项资金”里设立一项，再建指标文。"
                    : "先写清楚从哪个专项下达多少钱。下一步上传明细表，预览没有问题再写入；文号和会签以后再填。",
                action: Link(.newFundPaper), csrf: formToken,
                groups: [EditForm.Group(title: "指标文", fields: fields)],
                bar: SaveBar(
                    state: .new, acts: [.init(value: "make", title: "建好，去上传明细表", kind: .primary)],
                    cancel: .fundPapers),
                problems: problems.filter { problem in
                    !fields.contains { $0.name == problem.field }
                }.map(\.description)))
    }

    func showEditFundPaper(_ request: Request) async throws -> Response {
        let id = try fundID(request)
        let page = try await read { try editPaperPage($0, id, nil, []) }
        return .page(page.html)
    }

    func editFundPaper(_ request: Request) async throws -> Response {
        let id = try fundID(request)
        let values = request.form
        do {
            _ = try await allocations.changePaper(
                id, paperAnswers(values), version: Int64(values["version"] ?? "") ?? 0, by: viewer)
            return .see(Link.fundPaper(id).with("done", "changed"))
        } catch RecordRefusal.fields(let problems) {
            let page = try await read { try editPaperPage($0, id, values, problems) }
            return .page(page.html, status: 422)
        }
    }

    private func editPaperPage(
        _ reader: Reader, _ id: Int64, _ values: Parameters?, _ problems: [FieldProblem]
    ) throws -> EditPage {
        guard allocations.manages(viewer) else { throw AllocationRefusal.notManager }
        let paper = try allocations.paper(reader, id, by: viewer)
        guard paper.state == "drafted" else {
            throw AllocationRefusal.notDrafted(state: allocations.state(paper))
        }
        func text(_ name: String) -> String { values?[name] ?? paper[name].text ?? "" }
        let posted = values.map { PostedForm(values: $0).money("total") }
        let total = Money(fen: paper["total"].integer ?? 0).text(in: .yuan, decimals: 2)
        let fields = [
            field("title", TextControl(value: text("title"), most: 200), problems),
            field("doc_no", TextControl(value: text("doc_no"), most: 80), problems),
            field(
                "cosigned_on", CalendarControl(kind: .date, value: text("cosigned_on")), problems),
            field("cosigner", TextControl(value: text("cosigner"), most: 60), problems),
            field(
                "total",
                MoneyControl(value: posted?.text ?? total, unit: posted?.unit ?? .yuan), problems),
            field("owner", TextControl(value: text("owner"), most: 40), problems),
        ]
        let title = "文号和会签"
        return EditPage(
            frame: try papersFrame(reader, title, paperTrail(paper)),
            form: EditForm(
                title: title, lead: "局和财政联合下达：文号和财政会签齐了才能报批。下达日期是批准的当天，自动填上。",
                action: .of(.editFundPaper, id), csrf: formToken,
                groups: [EditForm.Group(title: "公文", fields: fields)],
                bar: SaveBar(
                    state: .new, acts: [.init(value: "save", title: "保存", kind: .primary)],
                    cancel: .fundPaper(id)),
                hidden: [("version", values?["version"] ?? String(paper.version))],
                problems: problems.filter { problem in
                    !fields.contains { $0.name == problem.field }
                }.map(\.description)))
    }
}
