import Applications
import Catalogue
import Registers
import Store
import Values

extension Desk {
    /// One application as it is checked: what was found, the checklist, the second look, what the
    /// departments say, the appeal.
    func showCheckApplication(_ request: Request) async throws -> Response {
        .page(try await checkPage(request, problem: nil))
    }

    /// Takes one step of the check: which, the button says.
    func checkApplication(_ request: Request) async throws -> Response {
        let id = try applicationID(request)
        let form = PostedForm(values: request.form)
        let act = (request.form["act"] ?? "").split(separator: ".").map(String.init)
        let reason = form.text("reason")
        do {
            let done = try await takeCheckStep(id, act, reason, form)
            return .see(Link.of(.checkApplication, id).with("done", done))
        } catch let refusal as CheckRefusal {
            return .page(try await checkPage(request, problem: refusal.description), status: 422)
        } catch let refusal as GateRefusal {
            return .page(try await checkPage(request, problem: refusal.description), status: 422)
        }
    }

    private func takeCheckStep(
        _ id: Int64, _ act: [String], _ reason: String, _ form: PostedForm
    ) async throws -> String {
        switch act.first {
        case "uphold", "waive":
            guard act.count == 2, let finding = Int64(act[1]),
                let decision = FindingDecision(rawValue: act[0])
            else { throw GateRefusal.nothingChosen }
            _ = try await applications.decideFinding(
                finding, decision, reason: form.text("reason.\(finding)"), by: viewer)
            return "decided"
        case "check":
            _ = try await applications.checkFormally(id, try await typed(id, form), by: viewer)
            return "checked"
        case "confirm":
            try await applications.confirmFormalChecks([id], note: reason, by: viewer)
            return "confirmed"
        case "return":
            try await applications.returnFormalCheck(id, reason: reason, by: viewer)
            return "returned"
        case "refuse-joint", "clear-joint":
            try await applications.decideJointly(
                id, refuses: act.first == "refuse-joint", reason: reason, by: viewer)
            return "joint"
        case "uphold-appeal", "dismiss-appeal":
            guard act.count == 2, let appeal = Int64(act[1]) else {
                throw CheckRefusal.nothingChosen
            }
            _ = try await applications.decideAppeal(
                appeal, upholds: act[0] == "uphold-appeal", reason: reason, by: viewer)
            return "appeal"
        default: throw CheckRefusal.nothingChosen
        }
    }

    /// The items as they were typed; what was left open is not among them.
    private func typed(_ id: Int64, _ form: PostedForm) async throws -> [FormalItem] {
        let now = moment
        let list = try await read { reader in
            try applications.checklist(
                reader, of: try registry.record(reader, Applications.applications, id), on: now)
        }
        return list.items.compactMap { item in
            let result = form.text("result.\(item)")
            guard ["pass", "fail"].contains(result) else { return nil }
            let reason = form.text("reason.\(item)")
            return FormalItem(
                item, passes: result == "pass", reason: reason.isEmpty ? nil : reason,
                note: form.text("note.\(item)"))
        }
    }

    private func checkPage(_ request: Request, problem: String?) async throws -> HTML {
        let id = try applicationID(request)
        let now = moment
        return try await read { reader in
            let application = try registry.record(reader, Applications.applications, id)
            let call = try registry.record(
                reader, Applications.calls, application["call"].integer ?? 0)
            let frame = try callsFrame(
                reader, application["title"].text ?? "", checksTrail(call))
            let keeps = applications.keeps(viewer, call.id, reader)
            let check = try applications.formalCheck(reader, of: id)
            let told: HTML? = problem.map { Notice(kind: .wrong, text: $0).html }
            let parts: [HTML?] = [
                checksNotice(request), told, checkedFacts(application),
                try findingsPanel(reader, application, keeps, frame),
                try catalogue.register(Applications.applications).flatMap {
                    try checkedFiles(reader, application, $0)
                },
                try checklistPanel(
                    reader, application, check, keeps, request.form, now, frame),
                secondPanel(application, check, keeps, frame),
                try appealPanel(reader, application, check, keeps, frame, now),
                try jointPanel(reader, application, keeps, frame),
            ]
            return LeafPage(
                frame: frame,
                lead:
                    "\(application["application_no"].text ?? "")，\(application["organisation_name"].text ?? "")。先判定核查结果，再逐项审查，另一个人复核。",
                action: """
                    <div class="actions"><a class="btn" href="\(Link.of(.application, id))">看申报书</a></div>
                    """,
                content: "\(parts.compactMap { $0 })"
            ).html
        }
    }

    private func checkedFacts(_ application: Record) -> HTML {
        let state = catalogue.register(Applications.applications).map {
            Pill(state: application.state, in: catalogue.lifecycle(of: $0)).html
        }
        let pairs = [
            ("申报单位", application["organisation_name"].text),
            ("负责人", application["leader_name"].text),
            ("提交时间", application["submitted_at"].text),
            ("推荐日期", application["recommended_on"].text),
            ("推荐次序", application["rank"].integer.map(String.init)),
        ]
        let cells = pairs.compactMap { title, value -> HTML? in
            value.map { "<div><dt>\(title)</dt><dd>\($0)</dd></div>" }
        }
        return """
            <section class="panel"><h2>申报 <small>\(state)</small></h2><dl class="pairs">\(cells)</dl></section>
            """
    }

    private func checkForm(_ id: Int64, _ frame: Frame, _ content: HTML) -> HTML {
        """
        <form class="edit" method="post" action="\(Link.of(.checkApplication, id))" novalidate>\(frame.csrfField)\(content)</form>
        """
    }

    private func findingsPanel(
        _ reader: Reader, _ application: Record, _ keeps: Bool, _ frame: Frame
    ) throws -> HTML {
        let findings = try applications.findings(reader, of: application.id)
        guard !findings.isEmpty else {
            return """
                <section class="panel"><h2>资格核查</h2><p class="note">自动核查没有查到问题：限项、重复、失信、异常名录、逾期、年龄、职称、地区都查过。</p></section>
                """
        }
        let items = findings.map { findingItem($0, application.id, keeps, frame) }
        return
            "<section class=\"group\"><h2>资格核查 <small>\(findings.count) 条</small></h2>\(items)</section>"
    }

    private func findingItem(_ finding: Record, _ id: Int64, _ keeps: Bool, _ frame: Frame) -> HTML
    {
        let rule = catalogue.list("gate-rules")?.title(of: finding["rule"].text ?? "") ?? ""
        let register = catalogue.register(Applications.findings)
        let pill = register.map {
            Pill(state: finding.state, in: catalogue.lifecycle(of: $0)).html
        }
        let verdict =
            catalogue.list("gate-verdicts")?.title(of: finding["verdict"].text ?? "") ?? ""
        let evidence = (finding.rows["evidence"] ?? []).map { row -> HTML in
            let link = Link.record(row["register"]?.text ?? "", row["record_no"]?.integer ?? 0)
            return """
                <li><a href="\(link)">\(row["label"]?.text ?? "#\(row["record_no"]?.integer ?? 0)")</a> \(row["value"]?.text ?? "")</li>
                """
        }
        let decided: HTML? = finding["decided_by"].text.map {
            "<p class=\"note\">\($0) \(finding["decided_on"].text ?? "")：\(finding["decision_reason"].text ?? "")</p>"
        }
        let mayDecide = keeps && finding.state != "resolved"
        let form: HTML? =
            mayDecide
            ? checkForm(
                id, frame,
                """
                <div class="form-field"><label class="form-label" for="reason-\(finding.id)">判定理由</label>\
                <input class="form-control" id="reason-\(finding.id)" name="reason.\(finding.id)" maxlength="500"></div>\
                <div class="actions"><button class="btn" name="act" value="uphold.\(finding.id)">属实</button>\
                <button class="btn" name="act" value="waive.\(finding.id)">不采纳</button></div>
                """) : nil
        return """
            <article class="panel" id="finding-\(finding.id)"><h3>\(rule) <small>\(verdict) \(pill)</small></h3>\
            <p>\(finding["sentence"].text ?? "")</p><p class="form-text">依据：\(finding["ground"].text ?? "通知要求")</p>\
            <ul>\(evidence)</ul>\(decided)\(form)</article>
            """
    }
}
