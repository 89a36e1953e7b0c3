import Accounts
import Values

extension Desk {
    /// The notice centre: what somebody was told, unread first.
    func showNotices(_ request: Request) async throws -> Response {
        let account = try ownSession().account.id
        let (frame, notices) = try await read { reader in
            (
                try self.frame(reader, "通知", in: nil),
                try accounts.notices(reader, of: account)
            )
        }
        let rows = notices.map { notice -> [HTML] in
            let text: HTML = notice.read == nil ? "<b>\(notice.text)</b>" : "\(notice.text)"
            let to = Self.inside(notice.link) ?? Link.today.path
            return [
                "<a href=\"\(to)\">\(text)</a>", "\(notice.made.businessTime)",
                notice.read == nil ? "未读" : "已读",
            ]
        }
        let table = Table(
            caption: "通知",
            columns: [.init(title: "内容"), .init(title: "时间"), .init(title: "状态")], rows: rows)
        let content: HTML =
            notices.isEmpty
            ? "<p class=\"empty\">没有通知。要您办的事在<a href=\"\(Link.today)\">工作台</a>。</p>"
            : """
            \(table.html)<form method="post" action="\(Link(.notices))">\(frame.csrfField)\
            <button class="btn">全部标为已读</button></form>
            """
        let page = LeafPage(
            frame: frame, lead: "办理有了结果、有事等您时在这里告诉您，同一件事只说一次。点开就到那件事。",
            content: content)
        return .page(page.html)
    }

    func readNotices(_ request: Request) async throws -> Response {
        try await accounts.markRead(nil, of: try ownSession().account.id)
        return .see(Link(.notices))
    }
}
