import Accounts
import Catalogue
import Registers
import Values

extension Desk {
    /// The members of organisations that the viewer decides about, those who wait first.
    func showMembers(_ request: Request) async throws -> Response {
        try await membersPage(problem: nil)
    }

    func actOnMember(_ request: Request) async throws -> Response {
        guard let id = Int64(request.arguments["id"] ?? "") else {
            throw WebError.noPage(request.path)
        }
        do {
            try await accounts.move(
                member: id, request.arguments["act"] ?? "", by: viewer,
                reason: request.form["reason"])
            return .see(.members)
        } catch let refusal as MembershipRefusal {
            return try await membersPage(problem: refusal.description)
        } catch let refusal as RecordRefusal {
            return try await membersPage(problem: refusal.description)
        }
    }

    private func membersPage(problem: String?) async throws -> Response {
        let (frame, members) = try await read { reader in
            (
                try self.frame(reader, "单位成员", in: .members),
                try accounts.members(reader, by: viewer)
            )
        }
        let cycle = catalogue.lifecycles["membership"]
        let rows = members.map { member -> [HTML] in
            let role = catalogue.list("member-roles")?.title(of: member.role) ?? member.role
            return [
                "\(member.name) <small>\(member.login)</small>",
                "<a href=\"\(Link.record("organisation", member.organisation))\">\(member.organisationName)</a>",
                "\(role)", "\(member.from)\(member.until.map { "—\($0)" } ?? "")",
                "\(member.ground ?? "")",
                cycle.map { Pill(state: member.state, in: $0).html } ?? "",
                accounts.mayDecide(viewer, member) ? acts(member, frame) : "",
            ]
        }
        let told: HTML? = problem.map {
            "<p class=\"wrong\" role=\"alert\"><span aria-hidden=\"true\">✕</span> \($0)</p>"
        }
        let table = Table(
            caption: "单位成员",
            columns: [
                .init(title: "姓名"), .init(title: "单位"), .init(title: "成员角色"),
                .init(title: "起止"), .init(title: "认领依据"), .init(title: "状态"),
                .init(title: "操作"),
            ], rows: rows)
        let page = LeafPage(
            frame: frame,
            lead: "单位的第一位管理员由科室确认，其他人由本单位管理员确认。人员调动写离任日，历史保留，判断回避时用。",
            content: """
                \(told)\(rows.isEmpty ? "<p class=\"empty\">没有成员，也没有人等确认。</p>" : table.html)
                """)
        return .page(page.html, status: problem == nil ? 200 : 422)
    }

    private func acts(_ member: Member, _ frame: Frame) -> HTML {
        func form(_ act: String, _ title: String, reason: Bool) -> HTML {
            let box: HTML =
                reason
                ? """
                <input class="form-control" name="reason" aria-label="\(title)的理由" placeholder="理由" required maxlength="200">
                """ : ""
            return """
                <form class="line" method="post" action="\(Link(.memberAct, [String(member.id), act]))">\
                \(frame.csrfField)\(box)<button class="btn">\(title)</button></form>
                """
        }
        switch member.state {
        case "claimed":
            return "\(form("confirm", "确认", reason: false))\(form("refuse", "不予确认", reason: true))"
        case "in-force": return form("end", "离任", reason: false)
        default: return ""
        }
    }
}
