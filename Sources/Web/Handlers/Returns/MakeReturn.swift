import Catalogue
import Registers
import Returns
import Store
import Values

extension Desk {
    /// A new return: first whether it asks for a register's fields or for a table of one's own.
    func showNewReturn(_ request: Request) async throws -> Response {
        let page = try await read { reader -> HTML in
            if request.parameters["own"] != nil {
                return try planPage(reader, Parameters(), nil).html
            }
            guard let name = request.parameters["register"] else {
                return try startPage(reader).html
            }
            return try planPage(reader, Parameters(), try registry.register(name)).html
        }
        return .page(page)
    }

    private func startPage(_ reader: Reader) throws -> LeafPage {
        let registers = catalogue.registers.filter { register in
            !register.isManaged && !register.isReserved
                && registry.may(viewer, .import, on: register)
        }
        let form = FilterForm(
            action: Link(.newReturn),
            inputs: [
                .init(
                    name: "register", title: "登记册", value: "",
                    control: .choice(
                        registers.map { .init(value: $0.name, title: $0.title) }, any: "请选择"))
            ], label: "选登记册", button: "用它的字段作表")
        return LeafPage(
            frame: try returnFrame(reader, "新建报表"),
            lead: "先定要的数从哪里来。收上来要进登记册的，用登记册的字段作表，审核通过后直接入库；只要一次数的，自己定列。",
            content: """
                <section class="panel"><h2>收上来进登记册</h2>\(form.html)</section>
                <section class="panel"><h2>自定的表</h2><p>自己写列名、类型和核对，汇总后导出 Excel，不入库。</p>\
                <p><a class="btn btn-primary" href="\(Link(.newReturn, [], Parameters([("own", "1")])))">自己定列</a></p></section>
                """)
    }

    private func planPage(
        _ reader: Reader, _ values: Parameters, _ register: Register?, _ whole: [String] = []
    ) throws -> EditPage {
        var form = ReturnPlanForm(
            desk: self, reader: reader, values: values, register: register)
        form.whole = whole
        let title = register.map { "用“\($0.title)”作表" } ?? "自定的表"
        return EditPage(
            frame: try returnFrame(
                reader, title, [Crumb(title: "新建报表", link: Link(.newReturn))]),
            form: try form.form())
    }

    /// Makes the return; what is wrong with it is told above the form, which keeps what was typed.
    func makeReturn(_ request: Request) async throws -> Response {
        let values = request.form
        let posted = PostedForm(values: values)
        let register = try values["register"].map { try registry.register($0) }
        func again(_ whole: [String], status: Int = 422) async throws -> Response {
            let page = try await read { try planPage($0, values, register, whole) }
            return .page(page.html, status: status)
        }
        if posted.rowAct != nil { return try await again([], status: 200) }
        do {
            let made = try await returns.makeReturn(
                try plan(posted, register), by: party)
            return .see(Link.returnTask(made.id).with("done", "made"))
        } catch ReturnRefusal.mistakes(let mistakes) {
            return try await again(mistakes.map { $0 + "。" })
        } catch ReturnRefusal.due(let what, let advice) {
            return try await again(["\(what)。\(advice)。"])
        } catch RecordRefusal.fields(let problems) {
            return try await again(problems.map(\.description))
        } catch let refusal as RecordRefusal {
            guard case .duplicate = refusal else { throw refusal }
            return try await again([refusal.description])
        }
    }

    /// - Throws: `ReturnRefusal.due` for a day that is none.
    private func plan(_ posted: PostedForm, _ register: Register?) throws -> ReturnPlan {
        let time = posted.text("due_time")
        let day = try dueDate(posted.text("due_on"))
        let own = posted.rows("own").map(ownColumn)
        let chosen = posted.rows("fields").filter { $0["use"] == "是" }.map(fieldColumn)
        var plan = ReturnPlan(
            name: posted.text("name"), kind: posted.text("kind"),
            section: viewer.section ?? posted.text("section"),
            due: .on(day, time: time.isEmpty ? nil : time), columns: chosen + own,
            register: register?.name)
        plan.rowTitles = posted.text("row_titles").split { $0.isNewline || $0 == "、" }
            .map { $0.trimming { $0.isWhitespace } }.filter { !$0.isEmpty }
        plan.prefill = ReturnForm.Prefill(rawValue: posted.text("prefill")) ?? .none
        plan.previous = Int64(posted.text("previous"))
        for row in posted.rows("fixed") {
            guard let field = row["field"], !field.isEmpty else { continue }
            plan.fixed[field] = row["value"] ?? ""
        }
        for name in ["period", "requester", "basis_doc"] {
            plan.further[name] = .text(posted.text(name))
        }
        return plan
    }

    private func dueDate(_ text: String) throws -> CalendarDate {
        do {
            return try CalendarDate.parse(text)
        } catch {
            throw ReturnRefusal.due(
                text.isEmpty ? "没有截止日期" : "截止日期“\(text)”不是日期", advice: "写成 2026-03-05")
        }
    }

    private func fieldColumn(_ row: [String: String]) -> ReturnPlan.Column {
        var column = ReturnPlan.Column(
            field: row["field"] ?? "", carry: carry(row["carry"]), isTotalled: row["total"] == "是")
        column.unit = filled(row["unit"])
        column.help = filled(row["help"])
        return column
    }

    private func ownColumn(_ row: [String: String]) -> ReturnPlan.Column {
        var column = ReturnPlan.Column(
            row["heading"] ?? "", row["type"] ?? "", unit: filled(row["unit"]),
            required: row["required"] == "是")
        if let type = row["type"], type.isEmpty { column.type = "text" }
        column.choices = (row["choices"] ?? "").split { "、，,;；".contains($0) }.map(String.init)
        column.least = filled(row["least"])
        column.most = filled(row["most"])
        column.sumOf = (row["sum_of"] ?? "").split { "＋+、".contains($0) }.map(String.init)
        column.atMost = filled(row["at_most"])
        column.isTotalled = row["total"] == "是"
        column.carry = carry(row["carry"])
        column.help = filled(row["help"])
        return column
    }

    private func carry(_ text: String?) -> ReturnColumn.Carry {
        text.flatMap(ReturnColumn.Carry.init(rawValue:)) ?? .none
    }

    private func filled(_ text: String?) -> String? {
        text.flatMap { $0.isEmpty ? nil : $0 }
    }
}

extension StringProtocol {
    /// Without the characters at its ends that `isGone` names.
    fileprivate func trimming(_ isGone: (Character) -> Bool) -> String {
        let start = drop(while: isGone)
        guard let last = start.lastIndex(where: { !isGone($0) }) else { return "" }
        return String(start[...last])
    }
}
