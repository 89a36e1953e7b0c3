import Applications
import Catalogue
import Registers
import Store
import Values

extension Desk {
    /// Exactly what sending will do, before it is done.
    func showSendRecommendation(_ request: Request) async throws -> Response {
        let id = try applicationID(request)
        let now = moment
        let page = try await read { reader -> HTML in
            let desk = try applications.recommendationDesk(
                reader, call: id, on: now.businessDate, by: viewer)
            let frame = try callsFrame(
                reader, "报送推荐",
                [
                    Crumb(title: "推荐", link: Link(.recommendations)),
                    Crumb(
                        title: desk.call["title"].text ?? "",
                        link: .of(.recommendationDesk, id)),
                ])
            if !desk.chosen.isEmpty, !desk.hasScan {
                throw RecommendationRefusal.noScan(hasOld: desk.hasAnyScan)
            }
            let due = desk.due.map(CallTime.text) ?? "没有规定"
            return ConfirmPage(
                frame: frame,
                lead:
                    "截止 \(due)，服务器时间 \(now.businessTime)。报送后不能撤回；截止以前还可以补报没有选的。\(desk.hasScan ? "盖章件已上传。" : "")",
                action: .of(.sendRecommendation, id), csrf: formToken,
                lines: desk.chosen.map { line in
                    .init(
                        title: "\(line.rank ?? 0). \(line.title)", now: "已提交",
                        then: "已推荐，\(line.organisation)得到通知")
                }, button: "报送 \(desk.chosen.count) 项", cancel: .of(.recommendationDesk, id)
            ).html
        }
        return .page(page)
    }

    func sendRecommendation(_ request: Request) async throws -> Response {
        let id = try applicationID(request)
        _ = try await applications.recommend(id, by: viewer)
        return .see(Link.of(.recommendationDesk, id).with("done", "sent"))
    }

    /// Giving one back or declining it: the reason that the applicant will read.
    func showSettleApplication(_ request: Request) async throws -> Response {
        .page(try await settlePage(request, problem: nil))
    }

    func settleApplication(_ request: Request) async throws -> Response {
        let id = try applicationID(request)
        let step = try settleStep(request)
        let reason = PostedForm(values: request.form).text("reason")
        do {
            let moved =
                step == "return"
                ? try await applications.returnApplication(id, reason: reason, by: viewer)
                : try await applications.declineApplication(id, reason: reason, by: viewer)
            let call = moved["call"].integer ?? 0
            return .see(Link.of(.recommendationDesk, call).with("done", step))
        } catch let refusal as RecommendationRefusal {
            guard case .noReason = refusal else { throw refusal }
            return .page(try await settlePage(request, problem: refusal.description), status: 422)
        }
    }

    func settleStep(_ request: Request) throws -> String {
        guard let step = request.arguments["step"], ["return", "decline"].contains(step) else {
            throw WebError.noPage(request.path)
        }
        return step
    }

    private func settlePage(_ request: Request, problem: String?) async throws -> HTML {
        let id = try applicationID(request)
        let isReturn = try settleStep(request) == "return"
        let now = moment
        return try await read { reader in
            let application = try registry.record(reader, Applications.applications, id)
            let call = application["call"].integer ?? 0
            let desk = try applications.recommendationDesk(
                reader, call: call, on: now.businessDate, by: viewer)
            guard let line = desk.lines.first(where: { $0.id == id }) else {
                throw RecommendationRefusal.notYours(number: "#\(id)")
            }
            let due = desk.due.map(CallTime.text) ?? ""
            let words = isReturn ? "退回补正" : "不推荐"
            let reason = FormField(
                name: "reason", title: isReturn ? "要改什么" : "理由",
                control: TextControl(value: request.form["reason"] ?? "", most: 500, lines: 4),
                isRequired: true, help: "申报单位能看到；逐条写清楚哪一栏、怎么改。",
                problem: problem.map { FormField.Problem(words: $0) })
            return EditPage(
                frame: try callsFrame(
                    reader, words,
                    [
                        Crumb(title: "推荐", link: Link(.recommendations)),
                        Crumb(
                            title: desk.call["title"].text ?? "",
                            link: .of(.recommendationDesk, call)),
                    ]),
                form: EditForm(
                    title: "\(words)：\(line.title)",
                    lead: isReturn
                        ? "退回后由申报单位改好重新提交，\(due) 前要提交并推荐，过时不收。"
                        : "不推荐的申报到此为止，不再进入形式审查。",
                    action: Link(
                        .settleApplication, [String(id), isReturn ? "return" : "decline"]),
                    csrf: formToken, groups: [EditForm.Group(title: words, fields: [reason])],
                    bar: SaveBar(
                        state: .new,
                        acts: [
                            .init(
                                value: "confirm", title: words,
                                kind: isReturn ? .primary : .danger)
                        ],
                        cancel: .of(.recommendationDesk, call)))
            ).html
        }
    }
}
