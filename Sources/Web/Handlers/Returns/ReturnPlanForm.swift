import Catalogue
import Registers
import Returns
import Store
import Values

/// The form for a new return: what it is, its columns from a register or of one's own, its rows.
struct ReturnPlanForm {
    let desk: Desk
    let reader: Reader
    /// What was typed; empty when the form is opened.
    let values: Parameters
    /// The register that its columns are taken from; nil for a table of one's own.
    let register: Register?
    var whole: [String] = []

    private var posted: PostedForm { PostedForm(values: values) }
    private var catalogue: Catalogue { desk.catalogue }

    /// Fields that somebody can be asked for: nothing personal, no rows, nothing that the platform
    /// writes itself.
    static func fields(of register: Register) -> [Field] {
        let given: Set<String> = ["county", "source_system", "batch", "as_of"]
        return register.fields.filter { field in
            !field.personal && field.type.columns == nil && !given.contains(field.name)
                && (!field.isCommon || field.required || register.match.contains(field.name))
        }
    }

    func form() throws -> EditForm {
        EditForm(
            title: register.map { "新建报表：\($0.title)" } ?? "新建报表：自定的表",
            lead: "写明要什么、什么时候要、哪几列。作好后先看一遍，再选下发给谁；下发以前都可以改。",
            action: Link(.newReturn), csrf: desk.formToken,
            groups: [
                EditForm.Group(title: "这张表", fields: try about()),
                EditForm.Group(title: "要填的列", help: columnHelp, fields: columns()),
                EditForm.Group(title: "行", fields: rows()),
            ],
            bar: SaveBar(
                state: values.items.isEmpty ? .new : .unsaved,
                acts: [.init(value: "make", title: "作好这张表", kind: .primary)], cancel: .returns),
            hidden: [("register", register?.name ?? "")], problems: whole)
    }

    private func text(_ name: String, _ standard: String = "") -> String {
        values.items.isEmpty ? standard : posted.text(name)
    }

    private func options(_ list: String) -> [ChoiceControl.Option] {
        (catalogue.list(list)?.codes ?? []).map { .init(value: $0.code, title: $0.title) }
    }

    private func about() throws -> [FormField] {
        var fields = [
            FormField(
                name: "name", title: "名称", control: TextControl(value: text("name"), most: 200),
                isRequired: true, help: "写明期别。", example: "2026年一季度县域科技投入"),
            FormField(
                name: "kind", title: "类型",
                control: ChoiceControl(
                    options: options("collection-kinds"), value: text("kind", "statistics")),
                isRequired: true),
        ]
        if desk.viewer.section == nil {
            fields.append(
                FormField(
                    name: "section", title: "责任科室",
                    control: ChoiceControl(options: options("sections"), value: text("section")),
                    isRequired: true))
        }
        fields += [
            FormField(
                name: "due_on", title: "截止日期",
                control: CalendarControl(kind: .date, value: text("due_on")), isRequired: true,
                help: "要是工作日。"),
            FormField(
                name: "due_time", title: "截止时刻",
                control: TextControl(value: text("due_time", "17:00"), most: 5),
                help: "24小时制；留空是当日24时。"),
            FormField(
                name: "period", title: "频次",
                control: ChoiceControl(options: options("report-intervals"), value: text("period"))),
            FormField(
                name: "requester", title: "布置单位",
                control: TextControl(value: text("requester"), most: 120),
                help: "哪个上级要的；本局自行布置的留空。"),
            FormField(
                name: "basis_doc", title: "依据文号",
                control: TextControl(value: text("basis_doc"), most: 120)),
            FormField(
                name: "previous", title: "上一期",
                control: ChoiceControl(options: try previous(), value: text("previous")),
                help: "选了，上期报来的数就能显示在旁边或先填好，汇总时算增减。"),
        ]
        return fields
    }

    /// Returns of the same section that went out, the latest first.
    private func previous() throws -> [ChoiceControl.Option] {
        try desk.returns.managedReturns(
            reader, at: desk.registry.database.clock.now(), by: desk.party
        ).filter { $0.sheets > 0 && $0.collection.state != "cancelled" }.prefix(30).map {
            .init(value: String($0.collection.id), title: $0.collection["name"].text ?? "")
        }
    }

    private var columnHelp: String {
        register == nil
            ? "一行是一列，从左到右。金额的单位写元、万元或亿元；“等于各列之和”“不大于某列”写列名。"
            : "选要的字段；必填的和登记册据以认出一条记录的，不选就入不了库。还可以另加登记册里没有的列。"
    }

    private func columns() -> [FormField] {
        let own = FormField(
            name: "own", title: register == nil ? "列" : "另加的列", control: ownColumns,
            isRequired: register == nil)
        guard let register else { return [own] }
        let chosen = FormField(
            name: "fields", title: "\(register.title)的字段", control: fieldColumns(register),
            isRequired: true)
        return [chosen, own]
    }

    private static let yes = RowsControl.Column.Kind.choice([.init(value: "是", title: "是")])

    private var carries: RowsControl.Column.Kind { .choice(options("carry-ways")) }

    private func fieldColumns(_ register: Register) -> RowsControl {
        let columns: [RowsControl.Column] = [
            .init(name: "title", title: "字段", isFixed: true),
            .init(name: "field", title: "字段名", isFixed: true),
            .init(name: "use", title: "要", kind: Self.yes),
            .init(name: "unit", title: "单位", kind: .text(most: 20)),
            .init(name: "total", title: "列合计", kind: Self.yes),
            .init(name: "carry", title: "上期值", kind: carries),
            .init(name: "help", title: "说明", kind: .text(most: 200)),
        ]
        let given = values.items.isEmpty ? standard(register) : posted.rows("fields")
        return control(columns, given, isClosed: true)
    }

    /// What the register cannot do without is chosen beforehand.
    private func standard(_ register: Register) -> [[String: String]] {
        Self.fields(of: register).map { field in
            let isNeeded =
                (field.required && field.standard == nil) || register.match.contains(field.name)
            return [
                "title": field.title + (isNeeded ? "（入库必需）" : ""), "field": field.name,
                "use": isNeeded ? "是" : "", "unit": field.type == .money ? "万元" : "",
            ]
        }
    }

    private var ownColumns: RowsControl {
        let types = options("column-types")
        let columns: [RowsControl.Column] = [
            .init(name: "heading", title: "列名", kind: .text(most: 120), isRequired: true),
            .init(name: "type", title: "类型", kind: .choice(types), isRequired: true),
            .init(name: "unit", title: "单位", kind: .text(most: 20)),
            .init(name: "required", title: "必填", kind: Self.yes),
            .init(name: "choices", title: "可选项", kind: .text(most: 600)),
            .init(name: "least", title: "不小于", kind: .text(most: 40)),
            .init(name: "most", title: "不大于", kind: .text(most: 40)),
            .init(name: "sum_of", title: "等于各列之和", kind: .text(most: 300)),
            .init(name: "at_most", title: "不大于某列", kind: .text(most: 120)),
            .init(name: "total", title: "列合计", kind: Self.yes),
            .init(name: "carry", title: "上期值", kind: carries),
            .init(name: "help", title: "说明", kind: .text(most: 200)),
        ]
        return control(columns, posted.rowsAfterAct("own"), isClosed: false)
    }

    private func control(
        _ columns: [RowsControl.Column], _ rows: [[String: String]], isClosed: Bool
    ) -> RowsControl {
        RowsControl(
            columns: columns,
            rows: rows.map { cells in
                RowsControl.Row(cells: columns.map { cells[$0.name] ?? "" })
            }, most: 60, isClosed: isClosed)
    }

    private func rows() -> [FormField] {
        var fields = [
            FormField(
                name: "row_titles", title: "固定的行",
                control: TextControl(value: text("row_titles"), most: 2_000, lines: 3),
                help: "一行一个名目，填在第一列、不能改；留空则由填报单位逐行增加。", example: "农业"),
            FormField(
                name: "prefill", title: "预填",
                control: ChoiceControl(
                    options: options("prefill-sources"), value: text("prefill", "none")),
                isRequired: true, help: "下发时先填好已知的行，由填报单位核对、修改。"),
        ]
        if let register {
            let columns: [RowsControl.Column] = [
                .init(
                    name: "field", title: "字段",
                    kind: .choice(
                        register.fields.filter { $0.type.columns == nil && !$0.personal }
                            .map { .init(value: $0.name, title: $0.title) })),
                .init(name: "value", title: "值", kind: .text(most: 200)),
            ]
            fields.append(
                FormField(
                    name: "fixed", title: "各行相同的字段",
                    control: control(columns, posted.rowsAfterAct("fixed"), isClosed: false),
                    help: "填报单位不填、入库时每行都写的，如摸底批次。"))
        }
        return fields
    }
}
