import Catalogue
import Registers
import Returns
import Store
import Values

/// The two ends of a return: what came in lands in its register, or all of it is cancelled.
extension Desk {
    /// What landing would do: it is done and taken back, so that the page says what will be.
    func showLanding(_ request: Request) async throws -> Response {
        let id = try returnID(request)
        // Who may not even look is told so before anything is tried.
        let form = try await read { reader in
            try returns.standing(reader, id, at: registry.database.clock.now(), by: party).form
        }
        let report = try await returns.tryLanding(of: id, by: party)
        let page = try await read { try landingPage($0, form, report) }
        return .page(page.html)
    }

    func landReturn(_ request: Request) async throws -> Response {
        let id = try returnID(request)
        _ = try await returns.landSheets(of: id, by: party)
        return .see(Link.returnTask(id).with("done", "landed"))
    }

    private func landingPage(_ reader: Reader, _ form: ReturnForm, _ report: LandReport) throws
        -> ConfirmPage
    {
        let id = form.collection.id
        let batch = report.batch
        let title = "入库：\(form.name)"
        let register = form.register?.title ?? ""
        var lines: [ConfirmPage.Line] = [
            .init(title: "新增", now: "登记册里没有", then: "\(batch.created) 条新记录")
        ]
        lines += batch.changes.map { change in
            .init(
                title: change.label,
                link: form.register.map { .record($0.name, change.id) }, now: "已有",
                then: "改：\(change.fields.joined(separator: "；"))")
        }
        let more = batch.changed - batch.changes.count
        if more > 0 { lines.append(.init(title: "其余变更", now: "已有", then: "\(more) 条")) }
        lines += batch.vanished.map { gone in
            .init(
                title: gone.label, link: form.register.map { .record($0.name, gone.id) },
                now: "上一批有", then: "这一批没有，列入消失，等人答复")
        }
        if batch.unchanged > 0 {
            lines.append(
                .init(title: "未变", now: "\(batch.unchanged) 条", then: "", kept: "与登记册一样"))
        }
        if batch.created == 0 { lines.removeFirst() }
        let waiting =
            report.waiting.isEmpty
            ? "" : "还没有审核通过的不入库：\(report.waiting.joined(separator: "、"))。"
        return ConfirmPage(
            frame: try returnFrame(reader, title, [Crumb(title: form.name, link: .returnTask(id))]),
            lead:
                "把审核通过的 \(report.taken.count) 张表（\(report.taken.joined(separator: "、"))）写进登记册“\(register)”，作为一个批次。\(waiting)以后再入库只写有变化的。",
            action: .of(.landReturn, id), csrf: formToken, lines: lines,
            button: "入库", cancel: .returnTask(id))
    }

    func showCancelReturn(_ request: Request) async throws -> Response {
        try await cancelPage(try returnID(request), problem: nil)
    }

    func cancelReturn(_ request: Request) async throws -> Response {
        let id = try returnID(request)
        let reason = PostedForm(values: request.form).text("reason")
        if reason.isEmpty { return try await cancelPage(id, problem: "必填。写明为什么取消") }
        _ = try await returns.cancelReturn(id, reason: reason, by: party)
        return .see(Link.returnTask(id).with("done", "cancelled"))
    }

    private func cancelPage(_ id: Int64, problem: String?) async throws -> Response {
        let now = registry.database.clock.now()
        let page = try await read { reader -> ConfirmPage in
            let standing = try returns.standing(reader, id, at: now, by: party)
            guard mayMakeReturns else { throw WebError.forbidden(role: viewer.role.title) }
            let name = standing.form.name
            let title = "取消：\(name)"
            return ConfirmPage(
                frame: try returnFrame(reader, title, [Crumb(title: name, link: .returnTask(id))]),
                lead: "取消后各单位的表随之取消，填过的内容留着，但哪里也不计入。取消不能撤销。",
                action: .of(.cancelReturn, id), csrf: formToken,
                lines: [.init(title: name, now: standing.state, then: "已取消")]
                    + standing.sheets.map {
                        .init(
                            title: $0.receiver, link: .sheet($0.sheet.id), now: $0.state,
                            then: "任务已取消", kept: $0.sheet.state == "lapsed" ? "已经取消" : nil)
                    },
                reason: FormField(
                    name: "reason", title: "理由",
                    control: TextControl(value: "", most: 400, lines: 3), isRequired: true,
                    help: "写入日志。", problem: problem.map { FormField.Problem(words: $0) }),
                button: "取消这项报表", isDestructive: true, cancel: .returnTask(id))
        }
        return .page(page.html, status: problem == nil ? 200 : 422)
    }
}
