import Catalogue
import Journal
import Registers
import Store
import Values

extension PostedForm {
    /// What was written at the fields of a record that is given back, by their names.
    func remarks(_ register: Register) -> [String: String] {
        register.fields.reduce(into: [:]) { remarks, field in
            let text = text("remarks." + field.name)
            if !text.isEmpty { remarks[field.name] = text }
        }
    }
}

extension Desk {
    /// The fields at which whoever gives a record back may say what is wrong, with what stands in
    /// each.
    func remarkGroup(
        _ reader: Reader, _ record: Record, _ register: Register, _ move: Lifecycle.Move,
        _ values: Parameters, _ problems: [FieldProblem]
    ) throws -> [EditForm.Group] {
        let fields = registry.remarkable(viewer, move, in: register)
        if fields.isEmpty { return [] }
        let standing = try shown(reader, record, fields)
        let questions = fields.map { field in
            let name = "remarks." + field.name
            let now = standing.text(of: field, catalogue)
            return FormField(
                name: name, title: field.title,
                control: TextControl(
                    value: values[name] ?? "", most: FieldRemarks.most, placeholder: "没有意见就空着"),
                help: now.isEmpty ? "没有填" : "填的是：\(now.prefix(300))",
                problem: problems.first { $0.field == name }.map {
                    .init(words: $0.rule, advice: $0.advice)
                })
        }
        return [
            EditForm.Group(
                title: "各栏意见", help: "写在哪一栏，对方修改时就在哪一栏看到；连同理由写入日志。",
                fields: questions)
        ]
    }

    /// Puts what was written when the record was given back at its fields, and what each said then
    /// where it is changed by now.
    /// - Returns: what was written about the whole.
    func addRemarks(_ reader: Reader, to fields: inout RecordFields, of model: RecordFormModel)
        throws -> FormField.Remark?
    {
        let register = model.register
        guard let id = model.record, let given = try registry.givenBack(reader, register, id),
            !given.isHandedIn
        else { return nil }
        let by = Self.by(given)
        fields.remarks = given.remarks.fields.mapValues { .init(text: $0, by: by) }
        let record = try registry.record(reader, register, id, by: viewer)
        // Of personal fields the journal keeps no text to show.
        let own = registry.fields(viewer, in: register).filter { !$0.personal }
        let then = try shown(
            reader, try registry.version(reader, register, record, given.version), own)
        for field in own {
            let before = then.text(of: field, catalogue)
            if before != model.values.text(of: field, catalogue) {
                fields.before[field.name] = before
            }
        }
        return FormField.Remark(text: given.remarks.whole, by: by)
    }

    /// What stands on the record's page about its being given back.
    func givenBackView(_ reader: Reader, _ record: Record, _ register: Register) throws
        -> GivenBackView?
    {
        guard let given = try registry.givenBack(reader, register, record.id) else { return nil }
        let shown = register.seen(by: viewer).fields.filter {
            !$0.personal || viewer.seesPersonal(in: register)
        }
        let lines = try shown.compactMap { field -> GivenBackView.Line? in
            let remark = given.remarks.fields[field.name]
            let changed = try given.changes.first { $0.field == field.name }.map {
                try change(reader, register, $0)
            }
            if remark == nil, changed == nil { return nil }
            return GivenBackView.Line(
                title: field.title, remark: remark,
                change: changed.map { ($0.before, $0.after) })
        }
        return GivenBackView(
            by: Self.by(given), whole: given.remarks.whole, lines: lines,
            isHandedIn: given.isHandedIn)
    }

    private static func by(_ given: GivenBack) -> String {
        "\(given.entry.act.actor)，\(given.entry.at.businessTime)"
    }
}
