import Catalogue
import Registers
import Returns
import Store
import Values

/// A sheet as its receiver fills it in: rows of cells with what is asked, what is wrong, what was
/// remarked, and what stood there last period.
struct SheetForm {
    let desk: Desk
    let view: SheetView
    /// What stands in the cells: what is kept, or what was typed and not taken.
    var answers: SheetAnswers
    var problems: [SheetProblem] = []
    var whole: [String] = []
    /// The version that is filled in.
    var version: Int64
    /// Of two who fill it in at once: what the other has written, to compare.
    var others: SheetAnswers?
    /// A correction of what was sent needs its reason; nil for a first filling.
    var reason: String?
    /// A row more or less was asked for; empty rows are kept then.
    var rows: [[String: String]]?
    var state = SaveBar.State.new
    /// The draft that it is saved into while one types, and how often it was saved.
    var draft: String
    var saves: Int64 = 0

    init(
        desk: Desk, view: SheetView, answers: SheetAnswers, version: Int64, reason: String? = nil
    ) {
        self.desk = desk
        self.view = view
        self.answers = answers
        self.version = version
        self.reason = reason
        draft = Desk.sheetDraftKey(view.sheet.id, isCorrection: reason != nil)
    }

    private var form: ReturnForm { view.form }
    private var isCorrection: Bool { reason != nil }
    private var isFixed: Bool { !form.rowTitles.isEmpty }

    var edit: EditForm {
        let id = view.sheet.id
        return EditForm(
            title: isCorrection ? "更正：\(form.name)" : form.name,
            lead: isCorrection
                ? "改正后重新报送，原来的内容留在历史里，布置科室会收到通知。写明为什么更正。"
                : "\(desk.sectionTitle(form.section))布置。可以先存草稿、随时回来接着填；填完报送，报送后发现错了还能更正。",
            action: action,
            csrf: desk.formToken, groups: groups,
            bar: SaveBar(
                state: state,
                acts: isCorrection
                    ? [.init(value: "correct", title: "报送更正", kind: .primary)]
                    : [
                        .init(value: "draft", title: "存草稿"),
                        .init(value: "send", title: "报送", kind: .primary),
                    ], cancel: isCorrection ? .sheet(id) : .returns),
            hidden: [
                ("version", String(version)), (RecordFormModel.names.draft, draft),
                (RecordFormModel.names.saves, String(saves)),
            ],
            draft: desk.session == nil ? nil : .of(.sheetDraft, id),
            compare: desk.session == nil ? nil : action.with("draft", draft),
            problems: whole + problems.filter { !isAtCell($0) }.map(\.description),
            remark: returned)
    }

    private var action: Link {
        isCorrection ? .of(.correctSheet, view.sheet.id) : .sheet(view.sheet.id)
    }

    private var groups: [EditForm.Group] {
        var own: [FormField] = []
        if let reason {
            own.append(
                FormField(
                    name: "reason", title: "更正理由", control: TextControl(value: reason, most: 200),
                    isRequired: true, help: "布置科室看得到，写入日志。"))
        }
        if !isFixed {
            own.append(
                FormField(
                    name: "nil", title: "有没有内容要报",
                    control: ChoiceControl(
                        options: [
                            .init(value: "0", title: "有，填在下面"),
                            .init(value: "1", title: "零报告", help: "确认没有内容可报，与没有报不同"),
                        ], value: answers.isNil ? "1" : "0"), isRequired: true))
        }
        own.append(
            FormField(name: "rows", title: "各行", control: grid, help: help))
        return [EditForm.Group(title: "填报内容", fields: own)]
    }

    /// The checks that are not plain from the headings.
    private var help: String {
        form.columns.compactMap { column in
            let words = [column.help, ColumnWords.checks(column, form)].filter { !$0.isEmpty }
            return words.isEmpty ? nil : "\(column.heading)：\(words.joined(separator: "；"))"
        }.joined(separator: "。")
    }

    private var grid: RowsControl {
        let shown = rows ?? answers.rows
        return RowsControl(
            columns: form.columns.enumerated().map { index, column in
                self.column(column, isFixed: isFixed && index == 0)
            }, rows: shown.enumerated().map { row($0, $1) }, most: 5_000, totals: totals,
            isClosed: isFixed)
    }

    private var totals: [String: String]? {
        let totalled = form.columns.filter(\.isTotalled)
        guard !totalled.isEmpty else { return nil }
        return totalled.reduce(into: [:]) { totals, column in
            totals[column.key] = SheetTable.sum(answers.rows, column, desk.catalogue) ?? ""
        }
    }

    private func row(_ index: Int, _ cells: [String: String]) -> RowsControl.Row {
        var row = RowsControl.Row(cells: form.columns.map { cells[$0.key] ?? "" })
        for column in form.columns {
            let wrong = problems.filter { $0.line == index + 1 && key(of: $0) == .some(column.key) }
            if !wrong.isEmpty {
                row.problems[column.key] = wrong.map { "\($0.what)。\($0.advice)" }
                    .joined(separator: "；")
            }
            let said = remarks.filter { $0.line == Int64(index + 1) && $0.key == column.key }.map(
                \.text)
            if !said.isEmpty { row.remarks[column.key] = said.joined(separator: "；") }
            row.beside[column.key] = beside(index, cells, column)
        }
        return row
    }

    private func beside(_ index: Int, _ cells: [String: String], _ column: ReturnColumn) -> String?
    {
        if let others {
            let theirs = index < others.rows.count ? others.rows[index][column.key] ?? "" : ""
            if theirs != cells[column.key] ?? "" { return "对方填 \(theirs.isEmpty ? "（空）" : theirs)" }
        }
        guard column.carry == .shown else { return nil }
        let last = view.lastValue(of: cells, column)
        return last.isEmpty ? nil : "上期 \(Numbers.cell(last, column.type))"
    }

    private func isAtCell(_ problem: SheetProblem) -> Bool {
        guard let line = problem.line, line > 0 else { return false }
        return line <= max(answers.rows.count, rows?.count ?? 0)
    }

    /// A row as a whole is told of at its first cell that is typed.
    private func key(of problem: SheetProblem) -> String? {
        guard let heading = problem.heading else {
            return form.columns.dropFirst(isFixed ? 1 : 0).first?.key
        }
        return form.columns.first { $0.heading == heading }?.key
    }

    private func column(_ column: ReturnColumn, isFixed: Bool) -> RowsControl.Column {
        RowsControl.Column(
            name: column.key, title: column.heading, unit: column.unit, kind: kind(column),
            isRequired: column.isRequired && !isFixed, isFixed: isFixed)
    }

    private func kind(_ column: ReturnColumn) -> RowsControl.Column.Kind {
        func titles(_ words: [String]) -> RowsControl.Column.Kind {
            .choice(words.map { .init(value: $0, title: $0) })
        }
        if !column.words.isEmpty { return titles(column.words) }
        switch column.type {
        case .integer, .year: return .number(decimals: 0)
        case .decimal(let scale, _): return .number(decimals: scale)
        case .money: return .number(decimals: 2)
        case .date: return .date
        case .boolean: return titles(["是", "否"])
        case .choice(let list): return self.list(list)
        case .county: return self.list("counties")
        case .text(_, let most, _): return .text(most: most)
        default: return .text(most: nil)
        }
    }

    private func list(_ name: String) -> RowsControl.Column.Kind {
        let codes = desk.catalogue.list(name)?.codes ?? []
        guard codes.count <= 200 else { return .text(most: nil) }
        return .choice(codes.map { .init(value: $0.title, title: $0.title) })
    }

    // What the bureau wrote when it sent the sheet back.

    private struct Remark {
        let line: Int64?
        let key: String?
        let text: String
        let by: String
    }

    private var remarks: [Remark] {
        guard view.sheet.state == "returned" else { return [] }
        return (view.sheet.rows["remarks"] ?? []).filter {
            $0["sending"]?.integer == view.sheet["sendings"].integer
        }.map { row in
            let key = (row["heading"]?.text).flatMap { name in
                form.columns.first { $0.heading == name }?.key
            }
            let line = row["line"]?.integer
            return Remark(
                line: line, key: key ?? (line == nil ? nil : form.columns.first?.key),
                text: row["remark"]?.text ?? "",
                by: "\(row["by"]?.text ?? "")，\(row["made_on"]?.text ?? "")")
        }
    }

    private var returned: FormField.Remark? {
        let all = remarks
        guard let first = all.first else { return nil }
        let general = all.filter { $0.line == nil }.map { remark in
            let heading = remark.key.flatMap { form.column($0)?.heading }.map { "“\($0)”" } ?? ""
            return heading + remark.text
        }
        let words = general.isEmpty ? "请看表里标出的 \(all.count) 处。" : general.joined(separator: "；")
        return FormField.Remark(text: words, by: first.by)
    }
}

extension SheetForm {
    /// What a form of a sheet sent, as answers.
    static func answers(_ posted: PostedForm) -> SheetAnswers {
        SheetAnswers(posted.rows("rows"), isNil: posted.text("nil") == "1")
    }
}
