import Accounts
import Approvals
import Catalogue
import Funds
import Registers
import Store
import Values

extension Desk {
    /// Before a move is asked for: who will be asked, in which order, and what then happens.
    func showAskApproval(_ request: Request) async throws -> Response {
        try await askPage(request, problem: nil)
    }

    func askApproval(_ request: Request) async throws -> Response {
        let register = try register(request)
        let id = try recordID(request, register)
        let form = PostedForm(values: request.form)
        let note = form.text("note")
        do {
            try await requireReady(id, in: register)
            let made = try await approvals.ask(
                request.arguments["move"] ?? "", of: id, in: register,
                version: Int64(form.text("version")), note: note.isEmpty ? nil : note, by: viewer)
            return .see(.approval(made.id))
        } catch let refusal as ApprovalRefusal {
            return try await askPage(request, problem: refusal.description)
        } catch let refusal as RecordRefusal {
            guard case .moveNeedsFields = refusal else { throw refusal }
            return try await askPage(request, problem: refusal.description)
        }
    }

    /// What could not be done in the end is not laid before those who agree.
    func requireReady(_ id: Int64, in register: Register) async throws {
        guard register.name == Allocations.papers else { return }
        try await read { try allocations.requireReady($0, id, by: viewer) }
    }

    private func askPage(_ request: Request, problem: String?) async throws -> Response {
        let register = try register(request)
        let id = try recordID(request, register)
        let page = try await read { reader -> LeafPage in
            let record = try registry.record(reader, register, id, by: viewer)
            let name = request.arguments["move"] ?? ""
            let asking = try approvals.asking(record, register, name)
            let cycle = catalogue.lifecycle(of: register)
            guard let move = cycle.move(name) else { throw ApprovalRefusal.noChain }
            let label = try registry.labels(reader, register.name, ids: [id])[id] ?? "#\(id)"
            let frame = try frame(
                reader, "报批：\(move.title)", in: .registers,
                trail: [
                    Crumb(title: register.title, link: .register(register.name)),
                    Crumb(title: label, link: .record(register.name, id)),
                ])
            let steps = Steps(
                steps: [.init(title: "报批", state: .now, detail: viewer.name)]
                    + asking.steps.map { .init(title: $0.title, state: .ahead) }
                    + [.init(title: cycle.title(of: move.to), state: .ahead)], label: "审批的各关")
            let told: HTML? = problem.map { Notice(kind: .wrong, text: $0).html }
            return LeafPage(
                frame: frame,
                lead: "“\(label)”要办“\(move.title)”，先过“\(asking.chain.title)”。"
                    + "批完最后一关自动办理；报批后请不要再改记录，改了要重报。",
                content: """
                    \(told)<section class="panel"><h2>各关</h2>\(steps.html)</section>\
                    \(askForm(register, record, move, request))
                    """
            )
        }
        return .page(page.html, status: problem == nil ? 200 : 422)
    }

    private func askForm(
        _ register: Register, _ record: Record, _ move: Lifecycle.Move, _ request: Request
    ) -> HTML {
        let field = FormField(
            name: "note", title: "说明",
            control: TextControl(
                value: PostedForm(values: request.form).text("note"), most: 400, lines: 3),
            help: "给审批人看的话，可以不写。")
        let bar = SaveBar(
            state: .new, acts: [.init(value: "ask", title: "报批", kind: .primary)],
            cancel: .record(register.name, record.id))
        let version = request.form["version"] ?? String(record.version)
        return """
            <form class="edit" method="post" \
            action="\(Link.askApproval(register.name, record.id, move.name))" novalidate>\
            \(Person.field(session?.formToken ?? ""))\
            <input type="hidden" name="version" value="\(version)">\(bar.standard)\
            <section class="panel questions"><h2>报批</h2>\(field.html)</section>\(bar.html)</form>
            """
    }
}
