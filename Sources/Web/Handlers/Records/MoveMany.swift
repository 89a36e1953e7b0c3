import Accounts
import Catalogue
import Registers
import Store
import Values

extension Desk {
    /// The moves that the viewer may make of many records at once: those of their role that nobody
    /// else has to agree to.
    func movesOfMany(_ register: Register) -> [Lifecycle.Move] {
        guard registry.may(viewer, .move, on: register) else { return [] }
        return catalogue.lifecycle(of: register).moves.filter { move in
            (move.roles.isEmpty ? !viewer.isLimited : move.roles.contains(viewer.role.name))
                && catalogue.approval(of: register, before: move.name) == nil
        }
    }

    /// Exactly which records a move would change, from what to what, and which it leaves alone.
    func showMoveMany(_ request: Request) async throws -> Response {
        try await moveManyPage(request, request.parameters, problem: nil)
    }

    /// Moves the chosen records one by one, each a write of its own, and tells what became of each.
    func moveMany(_ request: Request) async throws -> Response {
        let register = try register(request)
        let form = PostedForm(values: request.form)
        let move = try moveOfMany(request.form["move"], register)
        let chosen = try chosen(request.form).map { ($0, Int64(form.text("version.\($0)"))) }
        let reason = form.text("reason")
        if move.reasonRequired, reason.isEmpty {
            return try await moveManyPage(request, request.form, problem: "必填。写明为什么“\(move.title)”")
        }
        let lines = try await moveEach(chosen, move, register, reason: reason)
        let page = try await resultPage(
            "一起办的结果：\(move.title)", lines, in: .registers, back: .register(register.name))
        return .page(page.html)
    }

    /// What became of each; those that are not the viewer's are left out.
    func moveEach(
        _ chosen: [(id: Int64, version: Int64?)], _ move: Lifecycle.Move, _ register: Register,
        reason: String
    ) async throws -> [ResultLine] {
        let labels = try await read {
            try registry.labels($0, register.name, ids: chosen.map(\.id))
        }
        var lines: [ResultLine] = []
        for (id, version) in chosen {
            let title = labels[id] ?? "#\(id)"
            let link = Link.record(register.name, id)
            do {
                let after = try await registry.moveRecord(
                    register.name, id, move.name, version: version, by: viewer, reason: reason,
                    also: tellingOwner(register))
                let state = catalogue.lifecycle(of: register).title(of: after.state)
                lines.append(
                    .init(
                        id: id, title: title, link: link, words: "现在是“\(state)”", isDone: true))
            } catch let refusal as RecordRefusal {
                // Whose record it is not is told no name.
                if case .notFound = refusal { continue }
                lines.append(.init(id: id, title: title, link: link, words: refusal.description))
            }
        }
        return lines
    }

    /// One record of many, and why it is left alone; nil where the move will be made.
    struct MoveLine {
        let record: Record
        let title: String
        let kept: String?
    }

    /// Exactly what the move would do to each that the viewer may see.
    func previewMoving(
        _ reader: Reader, _ chosen: [Int64], _ move: Lifecycle.Move, _ register: Register
    ) throws -> [MoveLine] {
        let records = try registry.records(reader, register.name, ids: chosen).filter {
            RecordScope(viewer, register).admits($0)
        }
        let labels = try registry.labels(reader, register.name, ids: records.map(\.id))
        return records.map { record in
            MoveLine(
                record: record, title: labels[record.id] ?? "#\(record.id)",
                kept: whyLeft(record, move, register))
        }
    }

    func moveOfMany(_ asked: String?, _ register: Register) throws -> Lifecycle.Move {
        let name = asked ?? ""
        let moves = movesOfMany(register)
        guard let move = moves.first(where: { $0.name == name }) else {
            throw WebError.badParameter(
                title: "动作", value: name, rule: "不能这样一起办",
                advice: "可以一起办的：\(moves.map(\.title).joined(separator: "、"))")
        }
        return move
    }

    private func moveManyPage(_ request: Request, _ asked: Parameters, problem: String?)
        async throws -> Response
    {
        let register = try register(request)
        try registry.permit(viewer, .move, on: register)
        let move = try moveOfMany(asked["move"], register)
        let chosen = try chosen(asked)
        let page = try await read { reader -> ConfirmPage in
            let lines = try previewMoving(reader, chosen, move, register)
            let cycle = catalogue.lifecycle(of: register)
            let touched = lines.filter { $0.kept == nil }.map(\.record)
            return ConfirmPage(
                frame: try frame(
                    reader, "一起办：\(move.title)", in: .registers,
                    trail: [Crumb(title: register.title, link: .register(register.name))]),
                lead: "逐条看清会从什么变成什么。确认后一条一条办，各记各的日志；不能办的不动，并说明为什么。",
                action: .moveMany(register.name), csrf: session?.formToken ?? "",
                lines: lines.map { line in
                    .init(
                        title: line.title, link: .record(register.name, line.record.id),
                        now: cycle.title(of: line.record.state), then: cycle.title(of: move.to),
                        kept: line.kept)
                },
                hidden: [("move", move.name)]
                    + touched.flatMap {
                        [
                            ("choose", String($0.id)),
                            ("version.\($0.id)", String($0.version)),
                        ]
                    },
                reason: FormField(
                    name: "reason", title: "理由",
                    control: TextControl(value: "", most: 400, lines: 3),
                    isRequired: move.reasonRequired, help: "写入每一条的日志。",
                    problem: problem.map { FormField.Problem(words: $0) }),
                button: "\(move.title) \(touched.count) 条", cancel: .register(register.name))
        }
        return .page(page.html, status: problem == nil ? 200 : 422)
    }

    /// Why a record is left alone; nil where the move will be made.
    private func whyLeft(_ record: Record, _ move: Lifecycle.Move, _ register: Register)
        -> String?
    {
        guard registry.moves(viewer, record, in: register).contains(where: { $0.name == move.name })
        else {
            let cycle = catalogue.lifecycle(of: register)
            return "在“\(cycle.title(of: record.state))”状态下不能“\(move.title)”"
        }
        let missing = move.requires.filter {
            record[$0].isNull && (record.rows[$0]?.isEmpty ?? true)
        }
        guard !missing.isEmpty else { return nil }
        return "要先填：\(missing.map { register.field($0)?.title ?? $0 }.joined(separator: "、"))"
    }
}
