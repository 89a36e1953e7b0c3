import Accounts
import Catalogue
import Registers
import Store
import Values

extension Desk {
    /// An empty form, one filled from a record that is there (last year's), or a draft.
    func showNewRecord(_ request: Request) async throws -> Response {
        let register = try register(request)
        try registry.permit(viewer, .create, on: register)
        let page = try await read { reader in
            try formPage(reader, try newModel(reader, register, request))
        }
        return .page(page.html)
    }

    private func newModel(_ reader: Reader, _ register: Register, _ request: Request) throws
        -> RecordFormModel
    {
        if let draft = try ownDraft(reader, request, register, record: nil) {
            return RecordFormModel(register, draft)
        }
        let fields = registry.fields(viewer, in: register)
        if let id = request.parameters["from"].flatMap({ Int64($0) }) {
            let record = try registry.record(reader, register, id, by: viewer)
            let values = try shown(reader, registry.copy(of: record, register, today), fields)
            return RecordFormModel(register, nil, version: nil, values: values)
        }
        var start = try registry.start(reader, register, by: viewer, today)
        // A page that leads here says which record the new one belongs to: `call=12`.
        for field in fields where field.type.target != nil && !field.personal {
            guard let id = request.parameters[field.name].flatMap({ Int64($0) }), id > 0,
                let target = field.type.target,
                let other = try? registry.record(
                    reader, try registry.register(target), id, by: viewer)
            else { continue }
            start.fields[field.name] = .integer(other.id)
        }
        var model = RecordFormModel(
            register, nil, version: nil, values: try shown(reader, start, fields))
        try prefill(reader, &model)
        model.earlier = try earlier(reader, register)
        return model
    }

    /// Hands in a new record.
    func createRecord(_ request: Request) async throws -> Response {
        let register = try register(request)
        try registry.permit(viewer, .create, on: register)
        var model = RecordFormModel(register, nil, sent: request.form)
        if let answer = try await actWithin(&model) { return answer }
        let answers = PostedForm(values: model.values).answers(
            registry.fields(viewer, in: register))
        do {
            let record = try await registry.createRecord(
                register.name, answers, by: viewer)
            try await dropDraft(model)
            return .see(Link.record(register.name, record.id).with("done", "created"))
        } catch let refusal as RecordRefusal {
            return try await again(&model, refusal)
        }
    }

    /// A record's form, or the draft of its change.
    func showEditRecord(_ request: Request) async throws -> Response {
        let register = try register(request)
        let id = try recordID(request, register)
        let page = try await read { reader -> EditPage in
            let record = try registry.record(reader, register, id, by: viewer)
            try registry.permit(viewer, .change, on: register)
            guard registry.mayChange(viewer, record, in: register) else {
                let cycle = catalogue.lifecycle(of: register)
                throw RecordRefusal.handedIn(state: cycle.title(of: record.state))
            }
            var model: RecordFormModel
            if let draft = try ownDraft(reader, request, register, record: id) {
                model = RecordFormModel(register, draft)
            } else {
                let fields = registry.fields(viewer, in: register)
                model = RecordFormModel(
                    register, id, version: record.version,
                    values: try shown(reader, record, fields))
            }
            model.needsReason = isFixed(record, register)
            return try formPage(reader, model)
        }
        return .page(page.html)
    }

    /// Saves a change of a record as its next version.
    func changeRecord(_ request: Request) async throws -> Response {
        let register = try register(request)
        let id = try recordID(request, register)
        var model = RecordFormModel(register, id, sent: request.form)
        let isFixed = try await read { reader -> Bool in
            self.isFixed(try registry.record(reader, register, id, by: viewer), register)
        }
        model.needsReason = isFixed
        if request.form["act"] == "merge" { try await merge(&model) }
        if let answer = try await actWithin(&model) { return answer }
        let answers = PostedForm(values: model.values).answers(
            registry.fields(viewer, in: register))
        do {
            let reason = model.values["reason"]
            _ = try await registry.changeRecord(
                register.name, id, answers, version: model.version, by: viewer,
                reason: isFixed ? reason : nil)
            try await dropDraft(model)
            return .see(Link.record(register.name, id).with("done", "changed"))
        } catch let refusal as RecordRefusal {
            if case .stale = refusal { return try await mergePage(model) }
            return try await again(&model, refusal)
        }
    }

    private func isFixed(_ record: Record, _ register: Register) -> Bool {
        guard let state = catalogue.lifecycle(of: register).state(record.state) else {
            return false
        }
        return state.fixed || state.final
    }

    /// What a button asks besides saving: a draft kept, a row more or less.
    private func actWithin(_ model: inout RecordFormModel) async throws -> Response? {
        if PostedForm(values: model.values).rowAct != nil {
            return try await page(of: model, status: 200)
        }
        if model.values["act"] == "prefill" {
            let asked = model
            model = try await read { [self] reader in
                var model = asked
                try prefill(reader, &model)
                return model
            }
            return try await page(of: model, status: 200)
        }
        guard model.values["act"] == "draft" else { return nil }
        try await keepDraft(&model)
        return try await page(of: model, status: 200)
    }

    /// The form once more, with what was wrong; what was typed is kept as a draft besides.
    private func again(_ model: inout RecordFormModel, _ refusal: RecordRefusal) async throws
        -> Response
    {
        switch refusal {
        case .fields(let problems): model.problems = problems
        case .duplicate, .needsReason, .notYours, .finalState, .against, .refusedBeside:
            model.whole = [refusal.description]
        default: throw refusal
        }
        try await keepDraft(&model)
        return try await page(of: model, status: 422)
    }

    private func page(of model: RecordFormModel, status: Int) async throws -> Response {
        let page = try await read { [self] in try formPage($0, model) }
        return .page(page.html, status: status)
    }

    /// The cells of a record as a form shows them.
    func shown(_ reader: Reader, _ record: Record, _ fields: [Field]) throws -> Parameters {
        var labels: [String: [Int64: String]] = [:]
        for field in fields {
            guard let target = field.type.target, let id = record[field.name].integer else {
                continue
            }
            labels[target, default: [:]].merge(
                try registry.labels(reader, target, ids: [id], by: viewer)
            ) { $1 }
        }
        let known = labels
        return Parameters(record, fields, catalogue) { known[$0]?[$1] ?? "#\($1)" }
    }
}
