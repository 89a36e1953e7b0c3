import Applications
import Catalogue
import Registers
import Store
import Values

extension Desk {
    private func callMove(_ request: Request) throws -> CallMove {
        guard let move = CallMove(rawValue: request.arguments["move"] ?? "") else {
            throw WebError.noPage(request.path)
        }
        return move
    }

    /// A step of a call before it is taken: exactly what it will do, and what stands against it.
    func showMoveCall(_ request: Request) async throws -> Response {
        try await moveCallPage(request, nil)
    }

    func moveCall(_ request: Request) async throws -> Response {
        let id = try applicationID(request)
        let move = try callMove(request)
        let posted = PostedForm(values: request.form)
        let reason = posted.text("reason")
        do {
            _ = try await applications.moveCall(
                id, move, version: Int64(posted.text("version")),
                reason: reason.isEmpty ? nil : reason, by: viewer)
            return .see(Link.of(.call, id).with("done", move.rawValue))
        } catch let refusal as CallRefusal {
            return try await moveCallPage(request, refusal.description)
        } catch let refusal as RecordRefusal {
            switch refusal {
            case .moveNeedsRole, .needsReason, .moveNeedsFields, .noMove:
                return try await moveCallPage(request, refusal.description)
            default: throw refusal
            }
        }
    }

    private func moveCallPage(_ request: Request, _ problem: String?) async throws -> Response {
        let id = try applicationID(request)
        let move = try callMove(request)
        let now = moment
        let page = try await read { reader -> LeafPage in
            guard mayMakeCalls else { throw CallRefusal.notManager }
            let call = try registry.record(reader, Applications.calls, id)
            var obstacle = problem
            if obstacle == nil {
                do {
                    try applications.checkMove(reader, call, move, at: now)
                } catch { obstacle = ErrorWords.plain(error) }
            }
            let frame = try callsFrame(reader, move.title, callTrail(call))
            let told: HTML? = obstacle.map { Notice(kind: .wrong, text: $0).html }
            let reason: HTML =
                move == .cancel
                ? FormField(
                    name: "reason", title: "理由",
                    control: TextControl(
                        value: PostedForm(values: request.form).text("reason"), most: 200),
                    isRequired: true, help: "随通知公布，写入日志。"
                ).html : ""
            let isBlocked = obstacle != nil && problem == nil
            return LeafPage(
                frame: frame, lead: Self.moveLead(move, call),
                content: """
                    \(told)<form class="edit" method="post" \
                    action="\(Link(.moveCall, [String(id), move.rawValue]))" novalidate>\(frame.csrfField)\
                    <input type="hidden" name="version" value="\(call.version)">\
                    \(reason.text.isEmpty ? HTML.empty : "<section class=\"panel questions\">\(reason)</section>")\
                    <div class="save-bar"><p class="save-state">按下之前什么都没有发生</p><div class="actions">\
                    <button class="btn \(move == .cancel ? "btn-danger" : "btn-primary")" name="act" value="confirm"\
                    \(isBlocked ? " disabled" : HTML.empty)>\(move.title)</button>\
                    <a class="btn" href="\(Link.of(.call, id))">不做了，回去</a></div></div></form>
                    """)
        }
        return .page(page.html, status: problem == nil ? 200 : 422)
    }

    private static func moveLead(_ move: CallMove, _ call: Record) -> String {
        let title = call["title"].text ?? ""
        return switch move {
        case .rehearse: "“\(title)”的条款按今天的规则定住，进入演练。演练用造出来的单位和申报走完全程，不留下任何数据。"
        case .revise: "“\(title)”退回编制，条款又可以改；改过要重新演练。"
        case .preview: "“\(title)”演练已通过，进入预览：按申报单位的眼睛再看一遍。还没有对外公开。"
        case .publish:
            "“\(title)”对外公开，自 \(call["opens_at"].text ?? "") 起受理，\(call["closes_at"].text ?? "") 截止。"
                + "发布以后条款不能再改，时间只能延后。"
        case .close: "“\(title)”截止，不再接收申报。到点会自动截止，一般不用手办。"
        case .decide: "“\(title)”的申报都有了结果。办结以后，受理、审查、立项的数字和各环节用的天数对外公开。"
        case .cancel: "“\(title)”取消。已有人提交的不能取消。"
        }
    }
}
