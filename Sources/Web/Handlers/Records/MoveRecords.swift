import Accounts
import Catalogue
import Registers
import Store
import Values

extension Desk {
    /// A move before it is made: from where to where, what it asks for.
    func showMoveRecord(_ request: Request) async throws -> Response {
        let register = try register(request)
        let id = try recordID(request, register)
        let page = try await read { reader in
            try movePage(reader, request, register, id, problems: [], whole: [])
        }
        return .page(page.html)
    }

    func moveRecord(_ request: Request) async throws -> Response {
        let register = try register(request)
        let id = try recordID(request, register)
        let form = request.form
        let posted = PostedForm(values: form)
        do {
            let (move, asked) = try await read { reader in
                let record = try registry.record(reader, register, id, by: viewer)
                let move = try self.move(request, register, record)
                return (move, self.asked(move, of: record, register))
            }
            let day = posted.text("on")
            _ = try await registry.moveRecord(
                register.name, id, move.name,
                version: form[RecordFormModel.names.version].flatMap { Int64($0) },
                posted.answers(asked), on: day.isEmpty ? nil : try Self.day(day), by: viewer,
                reason: posted.text("reason"), remarks: posted.remarks(register),
                also: tellingOwner(register))
            return .see(Link.record(register.name, id).with("done", "moved"))
        } catch let refusal as RecordRefusal {
            let problems: [FieldProblem]
            var whole: [String] = []
            switch refusal {
            case .fields(let found): problems = found
            case .needsReason, .moveNeedsFields, .stale, .duplicate, .against, .refusedBeside:
                problems = []
                whole = [refusal.description]
            default: throw refusal
            }
            let page = try await read { [whole] reader in
                try movePage(reader, request, register, id, problems: problems, whole: whole)
            }
            return .page(page.html, status: 422)
        }
    }

    static func day(_ text: String) throws -> CalendarDate {
        do {
            return try CalendarDate.parse(text)
        } catch {
            throw RecordRefusal.fields([
                FieldProblem(
                    field: "on", title: "办理日期", value: text, rule: error.rule,
                    advice: error.suggestion ?? "例如 2026-03-05")
            ])
        }
    }

    /// The move that an address names, where the viewer may make it.
    func move(_ request: Request, _ register: Register, _ record: Record) throws
        -> Lifecycle.Move
    {
        try registry.permit(viewer, .move, on: register)
        let name = request.arguments["move"] ?? ""
        if let move = registry.moves(viewer, record, in: register).first(where: { $0.name == name })
        {
            return move
        }
        let cycle = catalogue.lifecycle(of: register)
        if let move = cycle.move(name), !move.roles.isEmpty, !move.roles.contains(viewer.role.name)
        {
            throw RecordRefusal.moveNeedsRole(
                move: move.title, roles: move.roles.map { catalogue.roles[$0]?.title ?? $0 },
                role: viewer.role.title)
        }
        throw RecordRefusal.noMove(
            register: register.title, move: cycle.move(name)?.title ?? name,
            state: cycle.title(of: record.state),
            possible: registry.moves(viewer, record, in: register).map(\.title))
    }

    /// The fields that a move asks of the record: not those that depend on what it is not.
    private func asked(_ move: Lifecycle.Move, of record: Record, _ register: Register) -> [Field] {
        let own = registry.fields(viewer, in: register)
        let fields = move.requires.compactMap(register.field).filter(own.contains)
        return fields.filter { field in
            register.asks(field, of: record.fields)
                || fields.contains { $0.name == field.when?.field }
        }
    }

    private func movePage(
        _ reader: Reader, _ request: Request, _ register: Register, _ id: Int64,
        problems: [FieldProblem], whole: [String]
    ) throws -> EditPage {
        let record = try registry.record(reader, register, id, by: viewer)
        let move = try move(request, register, record)
        let cycle = catalogue.lifecycle(of: register)
        let label =
            try registry.labels(reader, register.name, ids: [id], by: viewer)[id] ?? "#\(id)"
        let asked = asked(move, of: record, register)
        let isSent = request.method == "POST"
        let values = isSent ? request.form : try shown(reader, record, asked)
        var fields = RecordFields(desk: self, register: register, reader: reader, values: values)
        fields.asked = Set(asked.map(\.name))
        for problem in problems {
            fields.problems[problem.field] = .init(words: problem.rule, advice: problem.advice)
        }
        var questions = try asked.map { field in
            var question = try fields.question(field)
            question.isRequired = true
            return question
        }
        let isDay = problems.first { $0.field == "on" }
        questions.append(
            FormField(
                name: "on", title: "办理日期",
                control: CalendarControl(kind: .date, value: values["on"] ?? today.iso),
                help: "从哪一天起是“\(cycle.title(of: move.to))”；不早于 \(record.stateSince)。",
                problem: isDay.map { .init(words: $0.rule, advice: $0.advice) }))
        questions.append(
            FormField(
                name: "reason", title: "理由",
                control: TextControl(value: values["reason"] ?? "", most: 400, lines: 3),
                isRequired: move.reasonRequired, help: "写入日志，经办和监督都看得到。"))
        let frame = try frame(
            reader, move.title, in: .registers,
            trail: [
                Crumb(title: register.title, link: .register(register.name)),
                Crumb(title: label, link: .record(register.name, id)),
            ])
        let form = EditForm(
            title: "\(move.title)：\(label)",
            lead:
                "办理后由“\(cycle.title(of: record.state))”变为“\(cycle.title(of: move.to))”，记入日志。办错了，在没有人接着办之前可以撤销。",
            action: .moveRecord(register.name, id, move.name), csrf: session?.formToken ?? "",
            groups: [EditForm.Group(title: "办理", fields: questions)]
                + (try remarkGroup(reader, record, register, move, values, problems)),
            bar: SaveBar(
                state: .unsaved, acts: [.init(value: "move", title: move.title, kind: .primary)],
                cancel: .record(register.name, id)),
            hidden: [
                (
                    RecordFormModel.names.version,
                    isSent
                        ? values[RecordFormModel.names.version] ?? "" : String(record.version)
                )
            ], problems: whole)
        return EditPage(frame: frame, form: form)
    }

    func showWithdrawRecord(_ request: Request) async throws -> Response {
        let register = try register(request)
        let id = try recordID(request, register)
        let page = try await read { try withdrawPage($0, register, id, problem: nil) }
        return .page(page.html)
    }

    func withdrawRecord(_ request: Request) async throws -> Response {
        let register = try register(request)
        let id = try recordID(request, register)
        let reason = PostedForm(values: request.form).text("reason")
        do {
            _ = try await registry.withdrawRecord(register.name, id, by: viewer, reason: reason)
            return .see(Link.record(register.name, id))
        } catch let refusal as RecordRefusal {
            guard case .needsReason = refusal else { throw refusal }
            let page = try await read {
                try withdrawPage($0, register, id, problem: "必填。写明为什么撤回")
            }
            return .page(page.html, status: 422)
        }
    }

    private func withdrawPage(
        _ reader: Reader, _ register: Register, _ id: Int64, problem: String?
    ) throws -> ConfirmPage {
        let record = try registry.record(reader, register, id, by: viewer)
        try registry.permit(viewer, .withdraw, on: register)
        let label =
            try registry.labels(reader, register.name, ids: [id], by: viewer)[id] ?? "#\(id)"
        let cycle = catalogue.lifecycle(of: register)
        return ConfirmPage(
            frame: try frame(
                reader, "撤回\(label)", in: .registers,
                trail: [
                    Crumb(title: register.title, link: .register(register.name)),
                    Crumb(title: label, link: .record(register.name, id)),
                ]),
            lead: "撤回后记录还在，但不再计入任何指标和清单，也不能再改。办理前看清楚，撤回不能撤销。",
            action: .withdrawRecord(register.name, id), csrf: session?.formToken ?? "",
            lines: [
                .init(
                    title: label, link: .record(register.name, id),
                    now: cycle.title(of: record.state), then: "已撤回",
                    kept: cycle.state(record.state)?.isClosed ?? false ? "已是终结状态" : nil)
            ],
            reason: FormField(
                name: "reason", title: "理由", control: TextControl(value: "", most: 400, lines: 3),
                isRequired: true, help: "写入日志。",
                problem: problem.map { FormField.Problem(words: $0) }),
            button: "撤回", isDestructive: true, cancel: .record(register.name, id))
    }

    /// Takes back one's last step.
    func undoRecord(_ request: Request) async throws -> Response {
        let register = try register(request)
        let id = try recordID(request, register)
        _ = try await registry.undo(register, id, by: viewer)
        return .see(Link.record(register.name, id).with("done", "undone"))
    }
}
