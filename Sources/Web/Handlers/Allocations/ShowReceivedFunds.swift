import Catalogue
import Files
import Funds
import Registers
import Store
import Values

extension Desk {
    /// What has come for the viewer's county or unit, and what is to be done with it.
    func showReceivedFunds(_ request: Request) async throws -> Response {
        let page = try await read { reader -> LeafPage in
            let all = try allocations.received(reader, today: today, by: viewer)
            let isUnit = viewer.role.reach == .organisation
            let groups: [(step: AllocationStep, title: String, lines: [ReceivedMoney])] = [
                (.receive, "等县级确认收到", all.filter { $0.step == .receive }),
                (.disburse, "等国库拨付", all.filter { $0.step == .disburse }),
                (.arrive, "等单位确认到账", all.filter { $0.step == .arrive }),
            ]
            let over = all.filter { $0.step == nil }
            let parts = groups.map { receivedGroup($0.step, $0.title, $0.lines) }
            let empty = EmptyState(
                sentence: isUnit
                    ? "还没有下达给本单位的资金。下达后会出现在这里，并在“通知”里告诉你。"
                    : "还没有下达来的资金。下达后会出现在这里，并在“通知”里告诉你。")
            return LeafPage(
                frame: try frame(reader, "收到的资金", in: .funds),
                lead: isUnit
                    ? "下达给本单位的资金都在这里。钱到账以后，点进去填银行回单号，确认到账。"
                    : "下达来的资金按该办的那一步排着，先到期的在前。勾选几笔一起办：先看清会发生什么，再确认。",
                content: all.isEmpty
                    ? "\(fundNotice(request))\(empty.html)"
                    : "\(fundNotice(request))\(parts)\(receivedGroup(nil, "已办完", over))")
        }
        return .page(page.html)
    }

    /// Money that waits for the viewer's county or unit: on the desk.
    func waitingFunds(_ reader: Reader) throws -> HTML {
        guard viewer.isLimited, has(.funds) else { return "" }
        let isUnit = viewer.role.reach == .organisation
        let waiting = try allocations.received(reader, today: today, by: viewer).filter {
            $0.step != nil && (isUnit == ($0.step == .arrive) || !isUnit)
        }
        guard !waiting.isEmpty else { return "" }
        let late = waiting.count { $0.money.lateDays > 0 }
        let told: HTML? = late > 0 ? "，<span class=\"overdue\">逾期 \(late) 笔</span>" : nil
        let items = waiting.prefix(5).map { one -> HTML in
            """
            <li><a href="\(Link.allocation(one.money.line.id))">\(one.money.line["recipient"].text ?? "")</a> \
            <small>\(Numbers.yuan(one.money.net)) 元，等“\(one.money.waiting ?? "")”</small> \(dueMark(one.money))</li>
            """
        }
        let more: HTML? =
            waiting.count > 5
            ? "<li><a href=\"\(Link.receivedFunds)\">还有 \(waiting.count - 5) 笔</a></li>" : nil
        return """
            <section class="group"><h2>下达来的资金<small>等着办 \(waiting.count) 笔\(told)</small></h2>\
            <ul class="plain">\(items)\(more)</ul></section>
            """
    }

    /// Whether the viewer may take many of this step together.
    private func takesMany(_ step: AllocationStep?) -> Bool {
        guard let step, step != .arrive, let register = catalogue.register(Allocations.lines)
        else { return false }
        let roles = catalogue.lifecycle(of: register).move(step.rawValue)?.roles ?? []
        return viewer.role.may(.move, on: register) && roles.contains(viewer.role.name)
    }

    private func receivedGroup(
        _ step: AllocationStep?, _ title: String, _ lines: [ReceivedMoney]
    ) -> HTML {
        guard !lines.isEmpty else { return "" }
        let chooses = takesMany(step)
        let sum = Money(fen: lines.reduce(0) { $0 + $1.money.net.fen })
        let sorted = lines.sorted {
            ($0.money.due?.iso ?? "9", $0.money.line.id) < (
                $1.money.due?.iso ?? "9", $1.money.line.id
            )
        }
        let table = Table(
            caption: title,
            columns: [
                .init(title: "收款单位"), .init(title: "文号"), .init(title: "项目"),
                .init(title: "县市区", isTight: true), .init(title: "金额（元）", isNumber: true),
                .init(title: "状态"), .init(title: "应到账"),
            ],
            rows: sorted.map { one in
                let line = one.money.line
                let name = line["recipient"].text ?? ""
                let box: HTML? =
                    chooses
                    ? """
                    <input type="checkbox" class="form-check-input" name="choose" value="\(line.id)" aria-label="选择 \(name)">\u{20}
                    """ : nil
                return [
                    "\(box)<a href=\"\(Link.allocation(line.id))\">\(name)</a>",
                    "\(line["doc_no"].text ?? "")", "\(line["project_name"].text ?? one.paper)",
                    "\(one.money.county)", "\(Numbers.yuan(one.money.net))", fundPill(line),
                    dueMark(one.money),
                ]
            },
            total: ["合计", "", "", "", "\(Numbers.yuan(sum))", "", ""])
        let section: HTML = """
            <h2>\(title)<small>\(lines.count) 笔</small></h2>\(table.html)
            """
        guard chooses, let step else {
            return "<section class=\"group\">\(section)</section>"
        }
        let button = step == .receive ? "确认收到所选" : "记所选已拨付"
        return """
            <section class="group"><form method="get" action="\(Link(.takeFundStep, [step.rawValue]))">\(section)\
            <div class="send"><button class="btn btn-primary">\(button)…</button></div></form></section>
            """
    }

    /// Exactly what a step would do with the chosen ones, and the day that it happened on.
    func showTakeFundStep(_ request: Request) async throws -> Response {
        let step = try fundStep(request)
        let page = try await stepPage(step, request.parameters.chosen, today, problem: nil)
        return .page(page.html)
    }

    /// Takes the step with all of them, or with none.
    func takeFundStep(_ request: Request) async throws -> Response {
        let step = try fundStep(request)
        let form = PostedForm(values: request.form)
        let ids = request.form.chosen
        do {
            let day = try fundDay(form.text("on"), "\(step.title)日期")
            _ = try await take(step, ids, on: day)
            return .see(Link.receivedFunds.with("done", step.rawValue))
        } catch let refusal as AllocationRefusal {
            switch refusal {
            case .steps, .badStep: break
            default: throw refusal
            }
            let day = (try? fundDay(form.text("on"), "日期")) ?? today
            let page = try await stepPage(step, ids, day, problem: refusal.description)
            return .page(page.html, status: 422)
        }
    }

    func take(_ step: AllocationStep, _ ids: [Int64], on day: CalendarDate) async throws
        -> [Record]
    {
        switch step {
        case .receive:
            try await allocations.confirmCountyReceipt(ids, on: day, by: viewer)
        case .disburse: try await allocations.disburse(ids, on: day, by: viewer)
        case .arrive: throw AllocationRefusal.badStep("到账逐笔确认", advice: "点进一笔，填银行回单号")
        }
    }

    func fundStep(_ request: Request) throws -> AllocationStep {
        guard let step = AllocationStep(rawValue: request.arguments["step"] ?? ""), step != .arrive
        else { throw WebError.noPage(request.path) }
        return step
    }

    private func stepPage(
        _ step: AllocationStep, _ ids: [Int64], _ day: CalendarDate, problem: String?
    ) async throws -> ConfirmPage {
        try await read { reader in
            try permitMany(ids)
            let lines = try allocations.previewStep(
                reader, step, ids, on: day, today: today, by: viewer)
            let good = lines.filter { $0.obstacle == nil }
            let then = step == .receive ? "在县级国库" : "在去单位的路上，通知收款单位"
            return ConfirmPage(
                frame: try frame(
                    reader, "\(step.title)：\(lines.count) 笔", in: .funds,
                    trail: [Crumb(title: "收到的资金", link: .receivedFunds)]),
                lead: "核对日期和名单，确认后一起办，有一笔不能办就都不办。记了账的不能撤，钱要退的办退回。",
                action: Link(.takeFundStep, [step.rawValue]), csrf: formToken,
                lines: lines.map { one in
                    .init(
                        title: one.line["recipient"].text ?? "", link: .allocation(one.line.id),
                        now:
                            "\(allocations.state(one.line))，\(Numbers.yuan(allocations.follow(one.line, today: today).net)) 元",
                        then: then, kept: one.obstacle)
                }, hidden: good.map { ("choose", String($0.line.id)) },
                reason: FormField(
                    name: "on", title: "\(step.title)日期",
                    control: CalendarControl(kind: .date, value: day.iso), isRequired: true,
                    help: "实际办理的那天，不是填表这天。",
                    problem: problem.map { FormField.Problem(words: $0) }),
                button: "确认 \(good.count) 笔", cancel: .receivedFunds)
        }
    }
}

extension ReceivedMoney {
    /// The step that is waited for; nil where it is done with.
    var step: AllocationStep? {
        switch money.line.state {
        case "issued": money.line["through"].text == "direct" ? .disburse : .receive
        case "at-county": .disburse
        case "disbursed": .arrive
        default: nil
        }
    }
}
