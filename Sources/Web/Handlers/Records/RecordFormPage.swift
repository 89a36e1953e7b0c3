import Accounts
import Catalogue
import Registers
import Store
import Values

/// A record's form as it stands: what it is of, what was typed, and what was wrong with it.
struct RecordFormModel: Sendable {
    let register: Register
    /// The record that is changed; nil for a new one.
    var record: Int64?
    /// Its version when the form was opened.
    var version: Int64?
    /// The draft that it is saved into, and how often it was saved.
    var draft: String
    var saves: Int64 = 0
    var values: Parameters
    var problems: [FieldProblem] = []
    var whole: [String] = []
    var state = SaveBar.State.new
    /// Where values came from that nobody typed, by the name of the field.
    var origins: [String: String] = [:]
    /// Earlier records to begin with.
    var earlier: HTML?
    /// A correction of a record that is fixed needs its reason.
    var needsReason = false

    var isNew: Bool { record == nil }

    var action: Link {
        record.map { .editRecord(register.name, $0) } ?? .newRecord(register.name)
    }

    /// What the form carries besides the questions.
    static let names = (draft: "draft.key", saves: "draft.saves", version: "record.version")

    /// The form as it was sent.
    init(_ register: Register, _ record: Int64?, sent: Parameters) {
        self.register = register
        self.record = record
        values = sent
        draft = sent[Self.names.draft] ?? FormDraft.newKey()
        saves = sent[Self.names.saves].flatMap { Int64($0) } ?? 0
        version = sent[Self.names.version].flatMap { Int64($0) }
        state = .unsaved
    }

    init(_ register: Register, _ record: Int64?, version: Int64?, values: Parameters) {
        self.register = register
        self.record = record
        self.version = version
        self.values = values
        draft = FormDraft.newKey()
    }

    /// A draft taken up again.
    init(_ register: Register, _ draft: FormDraft) {
        self.register = register
        record = draft.record
        version = draft.version
        self.draft = draft.key
        saves = draft.saves
        values = Parameters(draft.fields.map { ($0.name, $0.value) })
        state = .saved(draft.saved)
    }

    /// What is kept of it as a draft: the answers, nothing that the form carries itself.
    var kept: FormDraft {
        let own = [Self.names.draft, Self.names.saves, Self.names.version, "csrf", "act"]
        return FormDraft(
            key: draft, register: register.name, record: record, version: version, saves: saves,
            fields: values.items.filter {
                !own.contains($0.name) && !$0.name.hasPrefix("add.")
                    && !$0.name.hasPrefix("remove.")
            }.map { FormDraft.Pair($0.name, $0.value) })
    }
}

extension Desk {
    /// The page of a form.
    func formPage(_ reader: Reader, _ model: RecordFormModel) throws -> EditPage {
        let register = model.register
        var fields = RecordFields(
            desk: self, register: register, reader: reader, values: model.values)
        fields.asked = Set(registry.fields(viewer, in: register).map(\.name))
        for problem in model.problems {
            fields.problems[problem.field] = FormField.Problem(
                words: (problem.value.isEmpty ? "" : "“\(problem.value)”") + problem.rule,
                advice: problem.advice)
        }
        fields.origins = model.origins
        fields.candidates = try ambiguous(reader, model)
        let remark = try addRemarks(reader, to: &fields, of: model)
        let title = model.isNew ? "新建\(register.title)" : "修改\(register.title)"
        let cycle = catalogue.lifecycle(of: register)
        let frame = try frame(
            reader, title, in: .registers,
            trail: [
                Crumb(title: "登记册", link: .registers),
                Crumb(title: register.title, link: .register(register.name)),
            ])
        var groups = try fields.groups(registry.fields(viewer, in: register))
        if model.needsReason { groups.insert(Self.reason(model.values["reason"] ?? ""), at: 0) }
        let known = Set(registry.fields(viewer, in: register).map(\.name))
        let source: Link? =
            register.prefills.isEmpty ? nil : Link(.prefill, [register.name])
        var form = EditForm(
            title: title,
            lead: (register.help.map { $0 + "。" } ?? "")
                + (model.isNew
                    ? "提交后是“\(cycle.title(of: cycle.initial))”，边填边存，随时可以走开。"
                    : "保存后成为新的一版，改了什么记入日志；边填边存，随时可以走开。"),
            action: model.action, csrf: session?.formToken ?? "", groups: groups,
            bar: SaveBar(
                state: model.state,
                acts: [
                    .init(value: "save", title: model.isNew ? "提交" : "保存", kind: .primary),
                    .init(value: "draft", title: "先存草稿"),
                ] + (source == nil ? [] : [.init(value: "prefill", title: "带入空着的栏")]),
                cancel: model.record.map { .record(register.name, $0) }
                    ?? .register(register.name)),
            hidden: [
                (RecordFormModel.names.draft, model.draft),
                (RecordFormModel.names.saves, String(model.saves)),
                (RecordFormModel.names.version, model.version.map(String.init) ?? ""),
            ],
            draft: session == nil ? nil : Link(.draft, [model.draft], draftPlace(model)),
            compare: session == nil
                ? nil : model.action.with("draft", model.draft),
            problems: model.whole
                + model.problems.filter { !known.contains(String($0.field.prefix { $0 != "." })) }
                .map(\.sentence), remark: remark)
        form.prefill = source
        form.prefillsFrom = Set(register.prefills.map(\.from))
        form.standing = model.earlier
        return EditPage(frame: frame, form: form)
    }

    private func draftPlace(_ model: RecordFormModel) -> Parameters {
        Parameters([("register", model.register.name)])
            .with("record", model.record.map(String.init))
    }

    private static func reason(_ text: String) -> EditForm.Group {
        EditForm.Group(
            title: "更正理由",
            fields: [
                FormField(
                    name: "reason", title: "为什么更正", control: TextControl(value: text, most: 200),
                    isRequired: true, help: "这条记录已办结，改动作为更正记入日志，别人看得到。")
            ])
    }

    /// Records that the names which were typed may mean, where they are several.
    private func ambiguous(_ reader: Reader, _ model: RecordFormModel) throws
        -> [String: [RecordPicker.Candidate]]
    {
        let posted = PostedForm(values: model.values)
        var found: [String: [RecordPicker.Candidate]] = [:]
        for problem in model.problems {
            guard let field = model.register.field(problem.field), let target = field.type.target,
                case .typed(let text) = posted.record(field.name)
            else { continue }
            let ids = try registry.suggest(
                text, in: try registry.register(target), reader, by: viewer, limit: 8)
            found[field.name] = try candidates(reader, target, ids: ids)
        }
        return found
    }
}

extension Link {
    /// The same with one parameter set.
    func with(_ name: String, _ value: String) -> Link {
        Link(pattern, values, parameters.with(name, value), fragment: fragment)
    }
}
