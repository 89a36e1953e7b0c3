import Catalogue
import Files
import Funds
import Registers
import Store
import Values

extension Desk {
    /// One payee's money: each step with its day, and what the viewer may do next.
    func showAllocation(_ request: Request) async throws -> Response {
        let id = try fundID(request)
        return .page(try await allocationPage(id, request, problem: nil))
    }

    private func allocationPage(_ id: Int64, _ request: Request, problem: String?) async throws
        -> HTML
    {
        try await read { reader in
            let (money, movements) = try allocations.followLine(
                reader, id, today: today, by: viewer)
            let line = money.line
            let name = line["recipient"].text ?? ""
            let isOwn = viewer.isLimited
            let trail =
                isOwn
                ? [Crumb(title: "收到的资金", link: .receivedFunds)]
                : [
                    Crumb(title: "指标文", link: .fundPapers),
                    Crumb(
                        title: line["doc_no"].text ?? "指标文",
                        link: .fundPaper(line["paper"].integer ?? 0)),
                ]
            let told: HTML? = problem.map { Notice(kind: .wrong, text: $0).html }
            let frame = try frame(reader, name, in: .funds, trail: trail)
            return LeafPage(
                frame: frame, lead: allocationLead(money), action: allocationActs(money),
                content: """
                    \(fundNotice(request))\(told)\(wayOf(money))\(arrivalForm(money, request, frame))\
                    \(allocationFacts(money))\(returnsOf(line))\(statement(movements))\(try filesOf(line, reader))
                    """
            ).html
        }
    }

    private func allocationLead(_ money: FollowedMoney) -> String {
        let amount = Numbers.yuan(money.net)
        guard let waiting = money.waiting else {
            return "\(amount) 元，现在是“\(money.state)”。每一步的日期和台账都在下面。"
        }
        let late = money.lateDays > 0 ? "，已逾期 \(money.lateDays) 天" : ""
        return "\(amount) 元，现在是“\(money.state)”，等“\(waiting)”\(late)。每一步的日期和台账都在下面。"
    }

    private func mayMove(_ move: String, _ line: Record) -> Bool {
        guard let register = catalogue.register(Allocations.lines) else { return false }
        let possible = catalogue.lifecycle(of: register).moves(from: line.state)
        return viewer.role.may(.move, on: register)
            && possible.contains { $0.name == move && $0.roles.contains(viewer.role.name) }
    }

    private func allocationActs(_ money: FollowedMoney) -> HTML {
        let line = money.line
        var acts: [(String, Link)] = []
        let isDirect = line["through"].text == "direct"
        let chosen = Parameters([("choose", String(line.id))])
        if mayMove("receive", line), !isDirect {
            acts.append(("确认收到", Link(.takeFundStep, ["receive"], chosen)))
        }
        let pays = line.state == (isDirect ? "issued" : "at-county")
        if mayMove("disburse", line), pays, !(isDirect && viewer.isLimited) {
            acts.append(("记已拨付", Link(.takeFundStep, ["disburse"], chosen)))
        }
        if mayMove("return", line) { acts.append(("退回", .of(.returnAllocation, line.id))) }
        guard !acts.isEmpty else { return "" }
        let buttons = acts.map { title, link -> HTML in
            "<a class=\"btn\(title == "退回" ? "" : " btn-primary")\" href=\"\(link)\">\(title)</a>"
        }
        return "<div class=\"actions\">\(buttons)</div>"
    }

    private func wayOf(_ money: FollowedMoney) -> HTML {
        let steps = Steps(
            steps: money.steps.map { step in
                let days = step.days.map { step.day == nil ? "，等了 \($0) 天" : "，用了 \($0) 天" } ?? ""
                return .init(
                    title: step.title,
                    state: step.day != nil ? .done : step.isNext ? .now : .ahead,
                    detail: step.day.map { $0.iso + days } ?? (step.isNext ? "还没有\(days)" : nil))
            }, label: "钱走到哪一步")
        return """
            <section class="panel"><h2>钱走到哪一步 <small>应到账 \(dueMark(money))</small></h2>\(steps.html)</section>
            """
    }

    /// Where the unit, or whoever stands in for it, confirms that the money is there.
    private func arrivalForm(_ money: FollowedMoney, _ request: Request, _ frame: Frame) -> HTML {
        guard money.line.state == "disbursed", mayMove("arrive", money.line) else { return "" }
        let posted = PostedForm(values: request.form)
        let isOwn = viewer.role.reach == .organisation
        let day = FormField(
            name: "on", title: "到账日期",
            control: CalendarControl(
                kind: .date, value: request.form["on"] ?? today.iso), isRequired: true,
            help: "银行记账的那天。")
        let receipt = FormField(
            name: "receipt", title: "到账回单号",
            control: TextControl(value: posted.text("receipt"), most: 80), isRequired: true,
            help: "银行回单上的流水号或凭证号；回单可以扫描后传在下面。")
        let reason = FormField(
            name: "reason", title: "代为确认的理由",
            control: TextControl(value: posted.text("reason"), most: 200), isRequired: true,
            help: "本该由收款单位确认；单位没有账号时凭银行回单代办。")
        return """
            <section class="panel questions"><h2>确认到账</h2><form method="post" \
            action="\(Link.of(.arriveAllocation, money.line.id))" novalidate>\(frame.csrfField)\
            \(day.html)\(receipt.html)\(isOwn ? HTML.empty : reason.html)\
            <div class="send"><button class="btn btn-primary">确认到账</button></div></form></section>
            """
    }

    func arriveAllocation(_ request: Request) async throws -> Response {
        let id = try fundID(request)
        let form = PostedForm(values: request.form)
        do {
            let day = try fundDay(form.text("on"), "到账日期")
            _ = try await allocations.confirmArrival(
                id, on: day, receipt: form.text("receipt"), reason: form.text("reason"),
                by: viewer)
            return .see(Link.allocation(id).with("done", "arrive"))
        } catch let refusal as AllocationRefusal {
            let page = try await allocationPage(id, request, problem: refusal.description)
            return .page(page, status: 422)
        } catch RecordRefusal.needsReason {
            let page = try await allocationPage(id, request, problem: "代为确认要写明理由。")
            return .page(page, status: 422)
        } catch RecordRefusal.fields(let problems) {
            let words = problems.map(\.description).joined(separator: " ")
            return .page(try await allocationPage(id, request, problem: words), status: 422)
        }
    }

    private func allocationFacts(_ money: FollowedMoney) -> HTML {
        let line = money.line
        func yuan(_ field: String) -> String {
            line[field].integer.map { Numbers.yuan(Money(fen: $0)) + " 元" } ?? ""
        }
        let proxy = line["by_proxy"].integer == 1 ? "（代为确认）" : ""
        let pairs: [(String, String)] = [
            ("文号", line["doc_no"].text ?? ""), ("县市区", money.county),
            ("项目", line["project_name"].text ?? ""), ("金额", yuan("amount")),
            ("累计退回", yuan("returned")),
            (
                "拨付渠道",
                catalogue.list("allocation-routes")?.title(of: line["through"].text ?? "") ?? ""
            ), ("到账回单号", line["receipt_no"].text ?? ""),
            ("到账确认人", line["confirmed_by"].text.map { $0 + proxy } ?? ""),
            ("责任人", line["owner"].text ?? ""),
        ]
        let cells = pairs.filter { !$0.1.isEmpty }.map { title, value -> HTML in
            "<div><dt>\(title)</dt><dd>\(value)</dd></div>"
        }
        return """
            <section class="panel"><h2>这笔钱 <small>\(fundPill(line))</small></h2><dl class="pairs">\(cells)</dl></section>
            """
    }

    private func returnsOf(_ line: Record) -> HTML {
        let rows = line.rows["returns"] ?? []
        guard !rows.isEmpty else { return "" }
        let table = Table(
            caption: "退回",
            columns: [
                .init(title: "日期"), .init(title: "金额（元）", isNumber: true),
                .init(title: "凭证号"), .init(title: "原因"), .init(title: "经办"),
            ],
            rows: rows.map { row in
                [
                    "\(row["returned_on"]?.text ?? "")",
                    "\(Numbers.yuan(Money(fen: row["amount"]?.integer ?? 0)))",
                    "\(row["doc_no"]?.text ?? "")", "\(row["reason"]?.text ?? "")",
                    "\(row["by"]?.text ?? "")",
                ]
            })
        return "<section class=\"group\"><h2>退回</h2>\(table.html)</section>"
    }

    private func filesOf(_ line: Record, _ reader: Reader) throws -> HTML? {
        guard let register = catalogue.register(Allocations.lines),
            var files = try attachedFiles(reader, of: line, in: register)
        else { return nil }
        files.title = "回单和凭证"
        files.lead = "银行到账回单、退款凭证扫描后传在这里，随这笔钱保存。"
        return files.html
    }

    func showReturnAllocation(_ request: Request) async throws -> Response {
        .page(try await returnPage(try fundID(request), request, problem: nil))
    }

    func returnAllocation(_ request: Request) async throws -> Response {
        let id = try fundID(request)
        let form = PostedForm(values: request.form)
        do {
            let (text, unit) = form.money("amount")
            let amount: Money?
            do {
                amount = text.isEmpty ? nil : try Money.parse(text, unit: unit)
            } catch {
                throw AllocationRefusal.badStep("退回金额“\(text)”：\(error.rule)", advice: "改正金额")
            }
            let given = AllocationReturn(
                amount: amount, on: try fundDay(form.text("on"), "退回日期"),
                docNo: form.text("doc_no"), reason: form.text("reason"))
            _ = try await allocations.returnAllocation(id, given, by: viewer)
            return .see(Link.allocation(id).with("done", "return"))
        } catch let refusal as AllocationRefusal {
            return .page(
                try await returnPage(id, request, problem: refusal.description), status: 422)
        } catch let refused as RefusedTransfer {
            return .page(
                try await returnPage(id, request, problem: refused.description), status: 422)
        } catch RecordRefusal.needsReason {
            return .page(try await returnPage(id, request, problem: "退回要写明原因。"), status: 422)
        }
    }

    private func returnPage(_ id: Int64, _ request: Request, problem: String?) async throws -> HTML
    {
        try await read { reader in
            let (money, _) = try allocations.followLine(reader, id, today: today, by: viewer)
            guard mayMove("return", money.line) else {
                throw WebError.forbidden(role: viewer.role.title)
            }
            let posted = PostedForm(values: request.form)
            let amount = posted.money("amount")
            let fields = [
                FormField(
                    name: "amount", title: "退回金额",
                    control: MoneyControl(value: amount.text, unit: amount.unit),
                    help: "留空为全部退回，现在还有 \(Numbers.yuan(money.net)) 元。"),
                FormField(
                    name: "on", title: "退回日期",
                    control: CalendarControl(kind: .date, value: request.form["on"] ?? today.iso),
                    isRequired: true),
                FormField(
                    name: "doc_no", title: "退回凭证号",
                    control: TextControl(value: posted.text("doc_no"), most: 80),
                    isRequired: true, help: "退款凭证或收入退库单的号；凭证扫描后传到这笔钱的附件里。"),
                FormField(
                    name: "reason", title: "原因",
                    control: TextControl(value: posted.text("reason"), most: 200),
                    isRequired: true),
            ]
            let name = money.line["recipient"].text ?? ""
            return EditPage(
                frame: try frame(
                    reader, "退回", in: .funds, trail: [Crumb(title: name, link: .allocation(id))]),
                form: EditForm(
                    title: "退回：\(name)", lead: "钱从现在的地方回到专项，可以再下达。已办的各步不撤，退了多少、凭什么退记在旁边。",
                    action: .of(.returnAllocation, id), csrf: formToken,
                    groups: [EditForm.Group(title: "退回", fields: fields)],
                    bar: SaveBar(
                        state: .new,
                        acts: [.init(value: "return", title: "记退回", kind: .danger)],
                        cancel: .allocation(id)), problems: problem.map { [$0] } ?? [])
            ).html
        }
    }
}
