import Applications
import Approvals
import Awards
import Catalogue
import Registers
import Review
import Store
import Values

extension Desk {
    /// One meeting: what it decided on each application, who stayed out, what comes next.
    func showMeeting(_ request: Request) async throws -> Response {
        let id = try pathID(request)
        let page = try await read { reader -> LeafPage in
            let (meeting, lines, problem) = try decisions.previewDecision(reader, id, by: viewer)
            let call = try registry.record(
                reader, Applications.calls, meeting["call"].integer ?? 0)
            let terms = try decisions.review.terms(of: call, on: today)
            let told: HTML? = problem.map { Notice(kind: .wrong, text: $0).html }
            let notice = try decisions.notice(reader, of: id)
            let waiting = try approvals.open(reader, Decisions.meetings, id)
            return LeafPage(
                frame: try reviewFrame(
                    reader, meeting["title"].text ?? "立项会议", reviewTrail(call)),
                lead: meetingLead(meeting, needsCosign: terms.has(.cosign)),
                action: buttons(
                    meetingActs(
                        meeting, needsCosign: terms.has(.cosign), notice: notice,
                        isWaiting: waiting != nil)),
                content: """
                    \(reviewNotice(request))\(told)\(meetingSteps(meeting, needsCosign: terms.has(.cosign)))\
                    \(decideForm(meeting, needsCosign: terms.has(.cosign)))\(decisionLines(lines))\(room(meeting))\
                    \(facts("会议", [
                        ("议决机构", catalogue.list("deciding-bodies")?.title(of: meeting["body"].text ?? "") ?? ""),
                        ("会议日期", meeting["held_on"].text ?? ""), ("会议纪要", meeting["minutes_no"].text ?? ""),
                        ("财政会签", meeting["cosigner"].text ?? ""), ("会签日期", meeting["cosigned_on"].text ?? ""),
                        ("市政府批复", meeting["government_doc"].text ?? ""),
                    ]))
                    """)
        }
        return .page(page.html)
    }

    private func meetingLead(_ meeting: Record, needsCosign: Bool) -> String {
        let sum = "同意 \(meeting["yes"].integer ?? 0) 项，\(yuan(meeting["amount"])) 元。"
        switch meeting.state {
        case "drafted": return sum + "会后在“改议决内容”里填日期、纪要、参会人员、回避和每一项的议决，再办“登记议决”。"
        case "recorded":
            return sum + (needsCosign ? "议决已登记，报批财政会签以后让决定生效。" : "议决已登记，由科室负责人让决定生效。")
        case "cosigned": return sum + "已会签，由科室负责人让决定生效：申报变成拟立项或不予立项。"
        case "decided": return sum + "决定已生效。"
        default: return sum
        }
    }

    private func meetingSteps(_ meeting: Record, needsCosign: Bool) -> HTML {
        let order = ["drafted", "recorded"] + (needsCosign ? ["cosigned"] : []) + ["decided"]
        let now = order.firstIndex(of: meeting.state) ?? 0
        let titles = ["drafted": "提请", "recorded": "登记议决", "cosigned": "财政会签", "decided": "决定生效"]
        let steps = Steps(
            steps: order.enumerated().map { index, state in
                .init(
                    title: titles[state] ?? state,
                    state: index <= now ? .done : index == now + 1 ? .now : .ahead)
            }, label: "办到哪一步")
        return "<section class=\"panel\"><h2>办到哪一步</h2>\(steps.html)</section>"
    }

    private func meetingActs(
        _ meeting: Record, needsCosign: Bool, notice: Int64?, isWaiting: Bool
    ) -> [(title: String, link: Link)] {
        guard decisions.manages(viewer) else { return [] }
        let record = [Decisions.meetings, String(meeting.id)]
        var acts: [(title: String, link: Link)] = []
        switch meeting.state {
        case "drafted":
            acts = [
                ("改议决内容", Link(.editRecord, record)),
                ("登记议决", Link(.moveRecord, record + ["record"])),
            ]
        case "recorded" where needsCosign && !isWaiting:
            acts = [
                ("报批财政会签", Link(.askApproval, record + ["cosign"])),
                ("填会签单位", Link(.editRecord, record)),
                ("退回修改", Link(.moveRecord, record + ["revise"])),
            ]
        case "cosigned", "recorded":
            acts = [("退回修改", Link(.moveRecord, record + ["revise"]))]
        case "decided":
            acts =
                notice.map { [("看公示", .publicNotice($0))] }
                ?? [("发布公示", .of(.publishNotice, meeting.id))]
        default: break
        }
        acts.append(("记录、附件和历史", .record(Decisions.meetings, meeting.id)))
        return acts
    }

    private func decideForm(_ meeting: Record, needsCosign: Bool) -> HTML {
        let isReady = meeting.state == "cosigned" || (meeting.state == "recorded" && !needsCosign)
        guard isReady, decisions.manages(viewer) else { return "" }
        guard viewer.role.name == "section-head" else {
            return Notice(kind: .news, text: "下一步由科室负责人办“决定生效”。").html
        }
        return """
            <section class="panel"><h2>决定生效</h2><p>下面每一项按“之后”一栏改：全部一起改，或一项也不改。以后只能由异议调查或撤销项目改变。</p>\
            \(pressButton("决定生效", .of(.decideMeeting, meeting.id), [("version", String(meeting.version))], isPrimary: true))</section>
            """
    }

    private func decisionLines(_ lines: [DecisionLine]) -> HTML {
        let table = Table(
            caption: "每一项的议决",
            columns: [
                .init(title: "申报"), .init(title: "现在"), .init(title: "之后"),
                .init(title: "金额（元）", isNumber: true), .init(title: "表决人数", isNumber: true),
                .init(title: "回避"), .init(title: "理由"),
            ],
            rows: lines.map { line in
                [
                    """
                    <a href="\(Link.record(Applications.applications, line.application))">\(line.title)</a> <small>\(line.number)</small>
                    """, "\(line.now)", line.agreed ? "<b>拟立项</b>" : "不予立项",
                    line.agreed ? "\(Numbers.yuan(line.amount))" : "", "\(line.counted)",
                    "\(line.away.joined(separator: "、"))", "\(line.reason)",
                ]
            }, isDense: true)
        return """
            <section class="group"><h2>每一项的议决<small>\(lines.count) 项</small></h2>\(table.html)</section>
            """
    }

    private func room(_ meeting: Record) -> HTML {
        let attendees = meeting.rows["attendees"] ?? []
        guard !attendees.isEmpty else {
            return """
                <section class="group"><h2>在场的人</h2>\
                \(EmptyState(sentence: "还没有登记参会人员。有利益关系的人离场，写在“会上回避”里。").html)</section>
                """
        }
        let conflicts = meeting.rows["conflicts"] ?? []
        let table = Table(
            caption: "在场的人",
            columns: [
                .init(title: "姓名"), .init(title: "职务"), .init(title: "表决"), .init(title: "回避"),
            ],
            rows: attendees.map { row in
                let name = row["name"]?.text ?? ""
                let own = conflicts.filter { $0["name"]?.text == name }
                let words = own.map {
                    "\($0["reason"]?.text ?? "")（\($0["left"]?.integer == 1 ? "离场" : "没有离场")）"
                }
                return [
                    "\(name)", "\(row["post"]?.text ?? "")",
                    row["votes"]?.integer == 0 ? "列席" : "有表决权",
                    "\(words.joined(separator: "；"))",
                ]
            })
        return """
            <section class="group"><h2>在场的人<small>\(attendees.count) 人</small></h2>\(table.html)</section>
            """
    }

    /// Carries out what the meeting decided.
    func decideMeeting(_ request: Request) async throws -> Response {
        let id = try pathID(request)
        try await decisions.decide(
            id, version: Int64(request.form["version"] ?? ""), by: viewer)
        return .see(Link.decisionMeeting(id).with("done", "decided"))
    }
}
