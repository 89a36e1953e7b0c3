import Applications
import Catalogue
import Registers
import Store
import Values

extension Desk {
    /// For the bureau all calls and what is to be done with them; for applicants the calls that
    /// are open, their applications, and where their consent is asked.
    func showCalls(_ request: Request) async throws -> Response {
        let now = moment
        let page = try await read { reader in
            viewer.isLimited
                ? try applicantsPage(reader, now, request) : try bureausPage(reader, now)
        }
        return .page(page.html)
    }

    /// Whether the viewer opens calls.
    var mayMakeCalls: Bool {
        guard let register = catalogue.register(Applications.calls) else { return false }
        return !viewer.isLimited && viewer.role.may(.create, on: register)
    }

    private func bureausPage(_ reader: Reader, _ now: Instant) throws -> LeafPage {
        let calls = try applications.calls(reader, by: viewer)
        let counts = try submittedCounts(reader)
        let make: HTML =
            mayMakeCalls
            ? "<div class=\"actions\"><a class=\"btn btn-primary\" href=\"\(Link(.newCall))\">新建申报通知</a> <a class=\"btn\" href=\"\(Link(.checks))\">审查</a> <a class=\"btn\" href=\"\(Link.reviews)\">评审和立项</a></div>"
            : "<div class=\"actions\"><a class=\"btn\" href=\"\(Link(.checks))\">审查</a> <a class=\"btn\" href=\"\(Link.reviews)\">评审和立项</a></div>"
        let empty = EmptyState(
            sentence: "还没有申报通知。选一个科技计划和年度，条款、限额、时间按规则带好，改一改就能演练。",
            action: mayMakeCalls ? ("新建申报通知", Link(.newCall)) : nil)
        let going = calls.filter { !["decided", "cancelled"].contains($0.state) }
        let past = calls.filter { ["decided", "cancelled"].contains($0.state) }
        return LeafPage(
            frame: try frame(reader, "申报", in: .calls),
            lead: "从科技计划开一次申报：编制、演练、预览、发布，到点自动截止。点进一份，接着办下一步。",
            action: make,
            content: calls.isEmpty
                ? empty.html
                : "\(callTable("在办", going, counts, now))\(callTable("已办结", past, counts, now))")
    }

    private func submittedCounts(_ reader: Reader) throws -> [Int64: Int64] {
        let rows = try reader.all(
            """
            SELECT call, count(*) FROM application WHERE application_no IS NOT NULL
            AND state NOT IN ('drafted', 'signed-off', \(Lifecycle.withdrawn)) AND rehearsal = 0
            GROUP BY call
            """)
        return Dictionary(rows.map { ($0[0].integer ?? 0, $0[1].integer ?? 0) }) { $1 }
    }

    private func callTable(
        _ title: String, _ calls: [Record], _ counts: [Int64: Int64], _ now: Instant
    ) -> HTML {
        guard !calls.isEmpty else { return "" }
        let table = Table(
            caption: "\(title)的申报通知",
            columns: [
                .init(title: "申报通知"), .init(title: "编号", isTight: true), .init(title: "状态"),
                .init(title: "受理截止"), .init(title: "已提交", isNumber: true),
                .init(title: "要做的"),
            ],
            rows: calls.map { call in
                [
                    "<a href=\"\(Link.of(.call, call.id))\">\(call["title"].text ?? "")</a>",
                    "\(call["call_no"].text ?? "")", standingPill(call, now).html,
                    closing(call, now), "\(Numbers.grouped(Int(counts[call.id] ?? 0)))",
                    "\(todo(call, now))",
                ]
            })
        return
            "<section class=\"group\"><h2>\(title)<small>\(calls.count) 份</small></h2>\(table.html)</section>"
    }

    func standingPill(_ call: Record, _ now: Instant) -> Pill {
        let standing = CallStanding(call, at: now)
        switch standing {
        case .preparing: return Pill(title: applications.state(call), kind: .new)
        case .upcoming, .open: return Pill(title: standing.title, kind: .moving)
        case .closed, .decided: return Pill(title: standing.title, kind: .kept)
        case .cancelled: return Pill(title: standing.title, kind: .ended)
        }
    }

    /// The last moment of a call with what is left until then.
    func closing(_ call: Record, _ now: Instant) -> HTML {
        guard let time = CallTime(call) else { return "未定" }
        let clock = String(CallTime.text(time.closes).dropFirst(11))
        switch CallStanding(call, at: now) {
        case .upcoming, .open, .preparing:
            return DueMark(
                due: time.closes.businessDate, hour: clock, today: now.businessDate,
                calendar: catalogue.calendar
            ).html
        default: return "\(CallTime.text(time.closes))"
        }
    }

    /// The next step of the bureau.
    private func todo(_ call: Record, _ now: Instant) -> String {
        switch call.state {
        case "drafted": return "填好条款，开始演练"
        case "rehearsal": return call["rehearsed_on"].isNull ? "演练一遍" : "进入预览"
        case "preview": return "看过预览，正式发布"
        case "live":
            switch CallStanding(call, at: now) {
            case .upcoming: return "等开始受理"
            case .open: return "受理中，到点自动截止"
            default: return "已到点，等推荐和形式审查"
            }
        case "closed": return "推荐、形式审查、评审、立项"
        default: return "—"
        }
    }

    private func applicantsPage(_ reader: Reader, _ now: Instant, _ request: Request) throws
        -> LeafPage
    {
        let calls = try applications.calls(reader, by: viewer, limit: 100)
        let open = calls.filter { [.open, .upcoming].contains(CallStanding($0, at: now)) }
        let own = try ownApplications(reader)
        let isApplicant = viewer.role.reach == .organisation
        let consents = try consentBlock(reader)
        let parts: [HTML] = [
            callsNotice(request) ?? "", consents, openCalls(open, now, isApplicant: isApplicant),
            isApplicant ? try ownTable(reader, own, now) : "",
        ]
        return LeafPage(
            frame: try frame(reader, "申报", in: .calls),
            lead: isApplicant
                ? "看得到的是已发布的申报通知和本单位的申报。先预审，看清每一条条件，再动笔。"
                : "已发布的申报通知。本县市区的申报在推荐里办。",
            action: try applications.recommender(reader, viewer) == nil
                ? ""
                : "<div class=\"actions\"><a class=\"btn btn-primary\" href=\"\(Link(.recommendations))\">推荐</a></div>",
            content: "\(parts)")
    }

    private func openCalls(_ calls: [Record], _ now: Instant, isApplicant: Bool) -> HTML {
        guard !calls.isEmpty else {
            return EmptyState(sentence: "现在没有受理中的申报。有了会出现在这里，也会在局网站上公布。").html
        }
        let table = Table(
            caption: "可以申报的",
            columns: [
                .init(title: "申报通知"), .init(title: "状态"), .init(title: "截止"),
                .init(title: "下一步"),
            ],
            rows: calls.map { call in
                let way: HTML =
                    isApplicant
                    ? "<a class=\"btn\" href=\"\(Link.of(.checkApplying, call.id))\">预审并申报</a>"
                    : "—"
                return [
                    "<a href=\"\(Link.of(.call, call.id))\">\(call["title"].text ?? "")</a>",
                    standingPill(call, now).html, closing(call, now), way,
                ]
            })
        return
            "<section class=\"group\"><h2>可以申报的<small>\(calls.count) 项</small></h2>\(table.html)</section>"
    }

    func ownApplications(_ reader: Reader) throws -> [Record] {
        guard let organisation = viewer.organisation else { return [] }
        let ids = try reader.all(
            """
            SELECT id FROM application WHERE organisation = \(organisation)
            AND state <> \(Lifecycle.withdrawn) AND rehearsal = 0 ORDER BY id DESC LIMIT 200
            """
        ).compactMap { $0[0].integer }
        return try registry.records(reader, Applications.applications, ids: ids)
            .sorted { $0.id > $1.id }
    }

    private func ownTable(_ reader: Reader, _ own: [Record], _ now: Instant) throws -> HTML {
        guard !own.isEmpty else {
            return """
                <section class="group"><h2>本单位的申报</h2>\
                \(EmptyState(sentence: "还没有申报。从上面选一项，先预审。").html)</section>
                """
        }
        let calls = try registry.records(
            reader, Applications.calls, ids: Array(Set(own.compactMap { $0["call"].integer })))
        let byID = Dictionary(calls.map { ($0.id, $0) }) { $1 }
        let table = Table(
            caption: "本单位的申报",
            columns: [
                .init(title: "项目名称"), .init(title: "申报编号", isTight: true),
                .init(title: "状态"), .init(title: "通知"), .init(title: "截止"),
            ],
            rows: own.map { one in
                let call = one["call"].integer.flatMap { byID[$0] }
                return [
                    "<a href=\"\(Link.of(.application, one.id))\">\(one["title"].text ?? "")</a>",
                    "\(one["application_no"].text ?? "—")", applicationPill(one).html,
                    "\(call?["title"].text ?? "")",
                    ["drafted", "signed-off", "returned"].contains(one.state)
                        ? call.map { closing($0, now) } ?? "" : "—",
                ]
            })
        return
            "<section class=\"group\"><h2>本单位的申报<small>\(own.count) 份</small></h2>\(table.html)</section>"
    }

    func applicationPill(_ record: Record) -> Pill {
        guard let register = catalogue.register(Applications.applications) else {
            return Pill(title: record.state, kind: .new)
        }
        return Pill(state: record.state, in: catalogue.lifecycle(of: register))
    }

    /// What was done just now, by the word that the address carries.
    func callsNotice(_ request: Request) -> HTML? {
        let words = [
            "made": "申报通知已建好，条款按今天的规则带好了。下一步：核对、补上资金总额，再开始演练。",
            "changed": "已保存。", "extended": "已延期，理由随通知公布。",
            "rehearse": "条款已按今天的规则定住。下一步：演练一遍。", "revise": "已退回修改；改过要重新演练。",
            "preview": "已进入预览。看一看申报单位会看到的样子，再正式发布。", "publish": "已正式发布，到时间自动受理和截止。",
            "close": "已截止。", "cancel": "已取消。", "started": "申报已建好，从这里接着填。",
            "saved": "已保存。", "commit": "承诺书已签。内容再改动的，要重新签。",
            "sign-off": "单位已审签。下一步：提交。", "submit": "已提交，回执在下面，请打印或下载留存。",
            "reopen": "已收回，可以修改；改好要重新审签和提交。", "withdraw": "已撤回。", "attached": "文件已保存。",
            "agreed": "已同意参加。", "refused": "已答复不参加，申报单位会收到通知。",
        ]
        return request.parameters["done"].flatMap { words[$0] }.map {
            Notice(kind: .done, text: $0).html
        }
    }
}
