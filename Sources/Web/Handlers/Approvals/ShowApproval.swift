import Accounts
import Approvals
import Catalogue
import Registers
import Store
import Values

extension Desk {
    /// One request: how far it has come, what will happen, the record as it is, and what to do.
    func showApproval(_ request: Request) async throws -> Response {
        try await approvalPage(try approvalID(request), request, problem: nil)
    }

    /// Agrees, returns, refuses; asks again, takes back.
    func actOnApproval(_ request: Request) async throws -> Response {
        let id = try approvalID(request)
        let form = PostedForm(values: request.form)
        let opinion = form.text("opinion")
        let act = form.text("act")
        do {
            try await self.act(
                act, on: id, opinion: opinion.isEmpty ? nil : opinion,
                version: Int64(form.text("version")))
            return act == "take-back" ? .see(.approvals) : .see(.approval(id))
        } catch let refusal as ApprovalRefusal {
            return try await approvalPage(id, request, problem: refusal.description)
        } catch let refusal as RecordRefusal {
            if case .notFound = refusal { throw refusal }
            return try await approvalPage(id, request, problem: refusal.description)
        }
    }

    /// What can be done with a request, by the names of `approvalActs`.
    func act(_ act: String, on id: Int64, opinion: String?, version: Int64?) async throws {
        switch act {
        case "ask-again":
            _ = try await approvals.askAgain(id, version: version, note: opinion, by: viewer)
        case "take-back":
            try await approvals.takeBack(id, version: version, reason: opinion, by: viewer)
        default:
            guard let kind = ApprovalDecision.Kind(rawValue: act) else {
                throw WebError.badParameter(
                    title: "办理", value: act, rule: "不认识", advice: "回到审批页面重新选择")
            }
            _ = try await approvals.decide(
                id, kind, opinion: opinion, version: version, by: viewer)
        }
    }

    /// What whoever looks may do with a request now.
    func approvalActs(_ reader: Reader, _ approval: ApprovalRequest) -> [String] {
        if (try? approvals.standing(reader, viewer, approval)) != nil {
            return ApprovalDecision.Kind.allCases.map(\.rawValue)
        }
        guard viewer.account == approval.asker, approval.state.isOpen else { return [] }
        return (approval.state == .returned ? ["ask-again"] : []) + ["take-back"]
    }

    /// A request that the viewer may look at.
    /// - Throws: `RecordRefusal.notFound` for any other.
    func approval(_ reader: Reader, _ id: Int64) throws -> ApprovalRequest {
        let approval = try approvals.request(reader, id)
        guard try approvals.maySee(reader, viewer, approval) else {
            throw RecordRefusal.notFound(register: "审批", id: id)
        }
        return approval
    }

    func approvalID(_ request: Request) throws -> Int64 {
        guard let id = Int64(request.arguments["id"] ?? ""), id > 0 else {
            throw WebError.noPage(request.path)
        }
        return id
    }

    private func approvalPage(_ id: Int64, _ request: Request, problem: String?) async throws
        -> Response
    {
        let page = try await read { reader -> LeafPage in
            let approval = try approval(reader, id)
            let told: HTML? = problem.map {
                Notice(kind: .wrong, text: $0).html
            }
            let note = approval.note.map { "：\($0)" } ?? ""
            let typed = problem == nil ? "" : PostedForm(values: request.form).text("opinion")
            let parts: [HTML] = [
                told ?? "", try progress(reader, approval), opinions(approval),
                try happening(reader, approval), try recordText(reader, approval),
                try deciding(reader, approval, typed),
            ]
            return LeafPage(
                frame: try frame(
                    reader, approval.title, in: .approvals,
                    trail: [Crumb(title: "审批", link: .approvals)]),
                lead: "\(approval.askedBy)在 \(approval.askedOn) 报批\(note)。"
                    + "批的是下面这份内容；报批后改过的，要退回重报。",
                content: "\(parts)")
        }
        return .page(page.html, status: problem == nil ? 200 : 409)
    }

    private func progress(_ reader: Reader, _ approval: ApprovalRequest) throws -> HTML {
        let names = try approvals.approvers(reader, of: approval).map { approver -> String in
            guard let absence = approver.absence else { return approver.name }
            let deputy = absence.deputyName.map { "由\($0)代办" } ?? "没有指定代办人"
            return "\(approver.name)（外出至 \(absence.until)，\(deputy)）"
        }
        let words = approvalWords
        let due: HTML = approval.state == .waiting ? words.dueMark(approval) : ""
        return """
            <section class="panel"><h2>走到哪一关 \(words.standing(approval))</h2>\
            \(words.steps(approval, waitingFor: names).html)<p>\(due)</p></section>
            """
    }

    /// Where a record's approval stands, for its page.
    func approvalSteps(_ reader: Reader, _ register: Register, _ id: Int64) throws -> HTML? {
        guard !viewer.isLimited, let approval = try approvals.open(reader, register.name, id)
        else { return nil }
        return try progress(reader, approval)
    }

    private func opinions(_ approval: ApprovalRequest) -> HTML {
        guard !approval.decisions.isEmpty else { return "" }
        let words = approvalWords
        let rows = approval.decisions.reversed().map { decision -> [HTML] in
            [
                "\(words.title(decision.step, approval))", "\(decision.by)",
                "\(decision.onBehalfOf.map { "代\($0)" } ?? "")", "\(decision.kind.title)",
                "\(decision.opinion ?? "")", "\(decision.at)",
            ]
        }
        return """
            <section class="group"><h2>审批意见</h2>\(Table(
                caption: "审批意见，最近的在前",
                columns: [
                    .init(title: "环节"), .init(title: "审批人"), .init(title: "代谁"),
                    .init(title: "结果"), .init(title: "意见"), .init(title: "时间", isTight: true),
                ], rows: rows).html)</section>
            """
    }

    private func happening(_ reader: Reader, _ approval: ApprovalRequest) throws -> HTML {
        guard approval.state == .waiting else { return "" }
        let preview = try approvals.preview(reader, approval, by: viewer)
        let obstacle: HTML? = preview.obstacle.map { Notice(kind: .caution, text: $0).html }
        return """
            <section class="panel"><h2>同意后会发生什么</h2><p>现在是“\(preview.now)”。\(preview.then)。</p>\
            \(obstacle)</section>
            """
    }

    /// The record as whoever looks may see it.
    private func recordText(_ reader: Reader, _ approval: ApprovalRequest) throws -> HTML {
        let register = try registry.register(approval.register)
        guard registry.may(viewer, .read, on: register) else {
            return "<p class=\"note\">您的角色看不到\(register.title)的内容，请与指定您代办的领导联系。</p>"
        }
        let record = try registry.record(reader, register, approval.record, by: viewer)
        let groups = try groups(reader, record, register)
        let tables = try tables(reader, record, register)
        return """
            \(each: groups, RecordView.group)\(each: tables, RecordView.rows)\
            <p><a href="\(Link.record(register.name, record.id))">打开记录和它的经过</a></p>
            """
    }

    /// The form of whoever decides now, or of whoever asked.
    private func deciding(_ reader: Reader, _ approval: ApprovalRequest, _ typed: String) throws
        -> HTML
    {
        let buttons: [SaveBar.Act] = [
            .init(value: "approve", title: "同意", kind: .primary),
            .init(value: "return", title: "退回"),
            .init(value: "refuse", title: "不同意", kind: .danger),
            .init(value: "ask-again", title: "改好了，重新报批", kind: .primary),
            .init(value: "take-back", title: "撤回报批"),
        ]
        let allowed = approvalActs(reader, approval)
        let acts = buttons.filter { allowed.contains($0.value) }
        guard !acts.isEmpty else { return "" }
        let mayDecide = allowed.contains("approve")
        let help = mayDecide ? "同意可以不写；退回和不同意要写明为什么。写入日志，报批人看得到。" : "可以不写。写入日志。"
        let field = FormField(
            name: "opinion", title: mayDecide ? "意见" : "说明",
            control: TextControl(value: typed, most: 400, lines: 3),
            help: help)
        let bar = SaveBar(state: .new, acts: acts, cancel: .approvals)
        return """
            <form class="edit" method="post" action="\(Link.approval(approval.id))" novalidate>\
            \(Person.field(session?.formToken ?? ""))\
            <input type="hidden" name="version" value="\(approval.version)">\(bar.standard)\
            <section class="panel questions"><h2>\(mayDecide ? "办理" : "我报的")</h2>\(field.html)</section>\
            \(bar.html)</form>
            """
    }
}
