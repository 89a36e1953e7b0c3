import Applications
import Catalogue
import Registers
import Store
import Values

extension Desk {
    /// The checklist: to fill in while it is open, as it was filled in afterwards.
    func checklistPanel(
        _ reader: Reader, _ application: Record, _ check: Record?, _ keeps: Bool,
        _ typed: Parameters, _ now: Instant, _ frame: Frame
    ) throws -> HTML? {
        let list = try applications.checklist(reader, of: application, on: now)
        let isOpen = check.map { ["first-checked", "returned"].contains($0.state) } ?? true
        guard keeps, isOpen, ["submitted", "recommended"].contains(application.state) else {
            return check.map { checkedItems($0, list) }
        }
        let known = Dictionary(
            (check?.rows["items"] ?? []).map { ($0["item"]?.text ?? "", $0) }
        ) { $1 }
        let rows = list.items.map { item in
            itemRow(item, list, known[item], typed)
        }
        let table = Table(
            caption: "形式审查各项",
            columns: [
                .init(title: "审查项"), .init(title: "结果"), .init(title: "不符合的理由"), .init(title: "说明"),
            ],
            rows: rows)
        let back: HTML? =
            check?.state == "returned"
            ? Notice(
                kind: .caution,
                text: "\(check?["second_by"].text ?? "")退回初审：\(check?["second_note"].text ?? "")"
            ).html : nil
        return """
            <section class="group"><h2>形式审查（初审）</h2>\(back)<form class="edit" method="post" \
            action="\(Link.of(.checkApplication, application.id))" novalidate>\(frame.csrfField)\(table.html)\
            <div class="save-bar"><p class="save-state">初审记下后由另一个人复核</p><div class="actions">\
            <button class="btn btn-primary" name="act" value="check">记下初审</button></div></div></form></section>
            """
    }

    private func itemRow(
        _ item: String, _ list: FormalChecklist, _ known: [String: Scalar]?, _ typed: Parameters
    ) -> [HTML] {
        let title = list.title(item)
        let result = typed["result.\(item)"] ?? known?["result"]?.text ?? ""
        let reason = typed["reason.\(item)"] ?? known?["reason"]?.text ?? ""
        let note = typed["note.\(item)"] ?? known?["note"]?.text ?? ""
        func radio(_ value: String, _ words: String) -> HTML {
            let id = "result-\(item)-\(value)"
            return """
                <span class="form-check"><input class="form-check-input" type="radio" id="\(id)" name="result.\(item)" value="\(value)"\
                \(result == value ? " checked" : HTML.empty)> <label for="\(id)">\(words)<span class="visually-hidden">：\(title)</span></label></span>
                """
        }
        let options = list.reasons(of: item).map { code, words -> HTML in
            "<option value=\"\(code)\"\(code == reason ? " selected" : HTML.empty)>\(words)</option>"
        }
        return [
            "\(title)", "\(radio("pass", "符合"))\(radio("fail", "不符合"))",
            """
            <select class="form-select" name="reason.\(item)" aria-label="\(title)不符合的理由">\
            <option value="">—</option>\(options)</select>
            """,
            """
            <input class="form-control" name="note.\(item)" value="\(note)" maxlength="300" aria-label="\(title)的说明">
            """,
        ]
    }

    /// The items as they were found.
    func checkedItems(_ check: Record, _ list: FormalChecklist) -> HTML {
        let results = catalogue.list("formal-results")
        let table = Table(
            caption: "形式审查各项",
            columns: [.init(title: "审查项"), .init(title: "结果"), .init(title: "理由")],
            rows: (check.rows["items"] ?? []).map { row in
                let reason = row["reason"]?.text.map(list.words) ?? ""
                let note = row["note"]?.text.map { "（\($0)）" } ?? ""
                return [
                    "\(list.title(row["item"]?.text ?? ""))",
                    "\(results?.title(of: row["result"]?.text ?? "") ?? "")", "\(reason)\(note)",
                ]
            })
        let register = catalogue.register(Applications.formalChecks)
        let pill = register.map { Pill(state: check.state, in: catalogue.lifecycle(of: $0)).html }
        return """
            <section class="group"><h2>形式审查 <small>\(pill)</small></h2>\(table.html)</section>
            """
    }

    /// The second look.
    func secondPanel(_ application: Record, _ check: Record?, _ keeps: Bool, _ frame: Frame)
        -> HTML?
    {
        guard let check, check.state == "first-checked",
            ["submitted", "recommended"].contains(application.state)
        else { return nil }
        let result = check["result"].text == "pass" ? "通过" : "不通过"
        let about: HTML = """
            <p>初审：\(check["checked_by"].text ?? "") \(check["checked_on"].text ?? "")，结论“\(result)”。\
            \(check["reasons"].text.map { "理由：\($0.replacing("\n", with: "；"))。" } ?? "")</p>
            """
        if Applications.looksAtOther(application, check) {
            return """
                <section class="panel"><h2>复核</h2>\(about)<p class="note">初审以后申报重新提交过，\
                原来的初审不能复核；请在上面按现在的内容重新初审。</p></section>
                """
        }
        guard keeps, check["checked_by"].text != viewer.name else {
            return """
                <section class="panel"><h2>复核</h2>\(about)<p class="note">等主管科室的另一个人复核。</p></section>
                """
        }
        return """
            <section class="panel"><h2>复核</h2>\(about)<form class="edit" method="post" \
            action="\(Link.of(.checkApplication, application.id))" novalidate>\(frame.csrfField)\
            <div class="form-field"><label class="form-label" for="second-reason">意见</label>\
            <input class="form-control" id="second-reason" name="reason" maxlength="500" aria-describedby="second-help">\
            <p class="form-text" id="second-help">同意的可以不写；退回初审的写明原因。</p></div><div class="actions">\
            <button class="btn btn-primary" name="act" value="confirm">同意，\(result)</button>\
            <button class="btn" name="act" value="return">退回初审</button></div></form></section>
            """
    }

    /// The appeal and its answer.
    func appealPanel(
        _ reader: Reader, _ application: Record, _ check: Record?, _ keeps: Bool, _ frame: Frame,
        _ now: Instant
    ) throws -> HTML? {
        guard let check, let appeal = try applications.appeal(reader, of: check.id) else {
            return nil
        }
        let due = appeal["due_on"].text.flatMap { CalendarDate(iso: $0) }
        let mark: HTML? =
            appeal.state == "filed"
            ? due.map {
                DueMark(due: $0, today: now.businessDate, calendar: catalogue.calendar).html
            } : nil
        let told: HTML = """
            <p>\(appeal["filed_at"].text ?? "") \(appeal["filed_by"].text ?? "")：</p><p class="passage">\(appeal["ground"].text ?? "")</p>
            """
        let answer: HTML
        if appeal.state != "filed" {
            answer = """
                <p><b>\(appeal.state == "upheld" ? "申诉成立" : "申诉不成立")</b> \(appeal["decided_on"].text ?? "") \
                \(appeal["decided_by"].text ?? "")：\(appeal["decision_reason"].text ?? "")</p>
                """
        } else if keeps, viewer.role.name == "section-head" {
            answer = """
                <form class="edit" method="post" action="\(Link.of(.checkApplication, application.id))" novalidate>\(frame.csrfField)\
                <div class="form-field"><label class="form-label" for="appeal-reason">答复<span class="need">必填</span></label>\
                <textarea class="form-control" id="appeal-reason" name="reason" rows="3" maxlength="1000" required>
                </textarea></div><div class="actions"><button class="btn btn-primary" name="act" value="uphold-appeal.\(appeal.id)">申诉成立，通过</button>\
                <button class="btn btn-danger" name="act" value="dismiss-appeal.\(appeal.id)">申诉不成立</button></div></form>
                """
        } else {
            answer = "<p class=\"note\">由主管科室负责人答复，不能是初审人和复核人。</p>"
        }
        return
            "<section class=\"panel\"><h2>申诉 <small>\(mark)</small></h2>\(told)\(answer)</section>"
    }

    /// What the departments say of the unit, and what is decided on it.
    func jointPanel(_ reader: Reader, _ application: Record, _ keeps: Bool, _ frame: Frame) throws
        -> HTML?
    {
        let call = application["call"].integer ?? 0
        let unit = application["organisation"].integer ?? 0
        guard let joint = try applications.jointStandings(reader, of: call)[unit] else {
            return nil
        }
        let items = joint.problems.map { "<li>\($0)</li>" as HTML }
        let form: HTML? =
            keeps && application.state == "formal-passed" && joint.isComplete
                && !joint.problems.isEmpty
            ? """
            <form class="edit" method="post" action="\(Link.of(.checkApplication, application.id))" novalidate>\(frame.csrfField)\
            <div class="form-field"><label class="form-label" for="joint-reason">理由<span class="need">必填</span></label>\
            <textarea class="form-control" id="joint-reason" name="reason" rows="3" maxlength="500" required>
            </textarea></div><div class="actions"><button class="btn btn-danger" name="act" value="refuse-joint">联审不通过</button>\
            <button class="btn" name="act" value="clear-joint">不影响，联审通过</button></div></form>
            """ : nil
        return """
            <section class="panel"><h2>部门联审</h2><p>无问题 \(joint.clear) 个部门，没有答复 \(joint.waiting) 个。</p>\
            <ul>\(items)</ul>\(form)</section>
            """
    }
}
