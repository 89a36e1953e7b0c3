import Catalogue
import Documents
import Registers
import Store
import Values

/// The questions of a register as a form asks them, filled with what was typed or is there.
struct RecordFields {
    let desk: Desk
    let register: Register
    let reader: Reader
    /// What stands in the form, by the names that its controls send.
    let values: Parameters
    /// The fields that the form asks: what depends on another of them is shown with it alone.
    var asked: Set<String> = []
    /// What is wrong, by the name of the field; `field.row.column` in rows.
    var problems: [String: FormField.Problem] = [:]
    /// What whoever gave the record back wrote, by the name of the field.
    var remarks: [String: FormField.Remark] = [:]
    /// Where a value came from that nobody typed, by the name of the field.
    var origins: [String: String] = [:]
    /// What the field said then, where it says something else now.
    var before: [String: String] = [:]
    /// Records that a typed name may mean, by the name of the field.
    var candidates: [String: [RecordPicker.Candidate]] = [:]

    private var catalogue: Catalogue { desk.catalogue }
    private var posted: PostedForm { PostedForm(values: values) }

    /// The register's own questions first, then where the record comes from.
    func groups(_ fields: [Field]) throws -> [EditForm.Group] {
        let own = fields.filter { !$0.isCommon && $0.type.columns == nil }
        let rows = fields.filter { !$0.isCommon && $0.type.columns != nil }
        let common = fields.filter(\.isCommon)
        return try [
            EditForm.Group(title: "登记内容", fields: own.map(question)),
            EditForm.Group(title: "明细", fields: rows.map(question)),
            EditForm.Group(
                title: "来源与归口", help: "各登记册共有的栏，一般照填好的就行。", fields: common.map(question)),
        ].filter { !$0.fields.isEmpty }
    }

    func question(_ field: Field) throws -> FormField {
        FormField(
            name: field.name, title: field.title, control: try control(field),
            isRequired: field.required || field.isRequiredWhenAsked, help: field.help,
            example: field.example ?? example(field), source: field.source,
            origin: origins[field.name], problem: problems[field.name], remark: remarks[field.name],
            before: before[field.name], shownWhen: shownWhen(field))
    }

    private func shownWhen(_ field: Field) -> FormField.ShownWhen? {
        guard let when = field.when, asked.contains(when.field) else { return nil }
        return FormField.ShownWhen(
            field: when.field, values: when.values,
            words: register.words(of: when, in: catalogue))
    }

    private func control(_ field: Field) throws -> any FieldControl {
        let text = posted.text(field.name)
        switch field.type {
        case .text(_, let most, let isLong):
            return TextControl(
                value: text, most: most ?? (isLong ? 4_000 : 400), lines: isLong ? 4 : nil)
        case .integer: return NumberControl(value: text)
        case .decimal(let scale, let isPercent):
            return NumberControl(value: text, unit: isPercent ? "%" : nil, decimals: scale)
        case .money:
            let (text, unit) = posted.money(field.name)
            return MoneyControl(value: text, unit: unit)
        case .date: return CalendarControl(kind: .date, value: text)
        case .month: return CalendarControl(kind: .month, value: text)
        case .year: return CalendarControl(kind: .year, value: text)
        case .boolean: return YesNoControl(value: text)
        case .choice(let list): return choice(list, text)
        case .county: return choice("counties", text)
        case .region: return region(text, posted.text(field.name + ".other"))
        case .record(let target): return try picker(field, target)
        case .rows(let columns): return rows(field, columns)
        }
    }

    private func options(_ list: String) -> [ChoiceControl.Option] {
        (catalogue.list(list)?.codes ?? []).map { .init(value: $0.code, title: $0.title) }
    }

    private func choice(_ list: String, _ text: String) -> any FieldControl {
        let codes = catalogue.list(list)?.codes ?? []
        if codes.count <= 120, codes.contains(where: { $0.parent != nil }) {
            return TreeControl(nodes: nodes(codes, under: nil), value: text)
        }
        return ChoiceControl(options: options(list), value: text)
    }

    private func nodes(_ codes: [CodeList.Code], under parent: String?) -> [TreeControl.Node] {
        codes.filter { $0.parent == parent }.map {
            TreeControl.Node(
                value: $0.code, title: $0.title, children: nodes(codes, under: $0.code))
        }
    }

    private var ownRegions: [ChoiceControl.Option] {
        let prefix = catalogue.city.region.map { String($0.text.prefix(4)) } ?? "000000"
        return options("regions").filter { $0.value.hasPrefix(prefix) }
    }

    /// A region's code as its control would send it.
    func chosen(_ region: Parameters, _ name: String) -> Parameters {
        let code = region[name] ?? ""
        if ownRegions.contains(where: { $0.value == code }) { return region }
        return Parameters([(name, RegionControl.elsewhere), (name + ".other", code)])
    }

    /// The city's own divisions are a list; any other region is typed.
    private func region(_ text: String, _ other: String) -> RegionControl {
        let own = ownRegions
        let isOwn =
            text.isEmpty || text == RegionControl.elsewhere
            || own.contains { $0.value == text }
        return isOwn
            ? RegionControl(own: own, value: text, other: other)
            : RegionControl(own: own, value: RegionControl.elsewhere, other: text)
    }

    private func picker(_ field: Field, _ target: String) throws -> RecordPicker {
        let source = Link(.pick, [target])
        let typed = posted.text(field.name)
        guard case .chosen(let id) = posted.record(field.name) else {
            return RecordPicker(
                source: source, value: typed, candidates: candidates[field.name] ?? [])
        }
        // Any number may be sent; what it is called is told only to whom it may be.
        let mayName = try desk.registry.mayName(
            reader, try desk.registry.register(target), id, by: desk.viewer)
        let chosen =
            mayName
            ? try desk.candidates(reader, target, ids: [id]).first
            : RecordPicker.Candidate(id: id, label: typed, detail: "")
        return RecordPicker(source: source, value: typed, chosen: chosen)
    }

    private func rows(_ field: Field, _ columns: [Field]) -> RowsControl {
        let shown = columns.filter { !$0.personal || desk.viewer.seesPersonal(in: register) }
        let given =
            posted.rowAct == nil ? posted.rows(field.name) : posted.rowsAfterAct(field.name)
        return RowsControl(
            columns: shown.map(column),
            rows: given.enumerated().map { index, cells in
                var problems: [String: String] = [:]
                for column in shown {
                    problems[column.name] =
                        self.problems["\(field.name).\(index).\(column.name)"]?.text
                }
                return RowsControl.Row(
                    cells: shown.map { cells[$0.name] ?? "" }, problems: problems)
            })
    }

    private func column(_ column: Field) -> RowsControl.Column {
        let kind: RowsControl.Column.Kind
        var unit: String?
        switch column.type {
        case .integer, .year: kind = .number(decimals: 0)
        case .decimal(let scale, let isPercent):
            kind = .number(decimals: scale)
            unit = isPercent ? "%" : nil
        case .money:
            kind = .number(decimals: 2)
            unit = "元"
        case .date: kind = .date
        case .boolean:
            kind = .choice([.init(value: "1", title: "是"), .init(value: "0", title: "否")])
        case .choice(let list) where options(list).count <= 200: kind = .choice(options(list))
        case .county: kind = .choice(options("counties"))
        case .text(_, let most, _): kind = .text(most: most)
        default: kind = .text(most: nil)
        }
        return RowsControl.Column(
            name: column.name, title: column.title, unit: unit, kind: kind,
            isRequired: column.required)
    }

    /// What the sample of the register has in the field.
    private func example(_ field: Field) -> String? {
        guard field.type.columns == nil, !field.personal, field.type.codeList == nil,
            field.type != .boolean,
            let table = catalogue.samples[register.name]?.table,
            let place = table.header.firstIndex(where: { $0 == field.name || $0 == field.title }),
            let row = table.rows.first, row.cells.indices.contains(place)
        else { return nil }
        let text = row.cells[place]
        return text.isEmpty || text.hasPrefix("#") || text.count > 60 ? nil : text
    }
}

extension Parameters {
    /// What a form shows of a record that is there.
    /// - Parameter labels: what records that it names are called, by register and id.
    init(
        _ record: Record, _ fields: [Field], _ catalogue: Catalogue,
        labels: (String, Int64) -> String
    ) {
        var items: [(String, String)] = []
        for field in fields {
            if let columns = field.type.columns {
                for (index, row) in (record.rows[field.name] ?? []).enumerated() {
                    for column in columns {
                        let cell = Self.text(row[column.name] ?? .null, column, catalogue)
                        items.append(("\(field.name).\(index).\(column.name)", cell))
                    }
                }
                continue
            }
            let answers = Self.answers(record[field.name], field, catalogue, labels: labels)
            items += answers.items.map { ($0.name, $0.value) }
        }
        self.init(items)
    }

    /// What the control of a field sends where this stands in it.
    static func answers(
        _ cell: Scalar, _ field: Field, _ catalogue: Catalogue, labels: (String, Int64) -> String
    ) -> Parameters {
        guard let target = field.type.target, let id = cell.integer else {
            return Parameters([(field.name, text(cell, field, catalogue))])
        }
        let label = labels(target, id)
        return Parameters([
            (field.name, label), (field.name + ".label", label), (field.name + ".id", String(id)),
        ])
    }

    private static func text(_ cell: Scalar, _ field: Field, _ catalogue: Catalogue) -> String {
        if cell.isNull { return "" }
        if field.type.target != nil { return "#\(cell)" }
        // What the buttons and the list of a yes or no send.
        if field.type == .boolean { return cell.integer == 1 ? "1" : "0" }
        return field.type.canonicalText(cell, in: catalogue)
    }
}
