import Accounts
import Catalogue
import Registers
import Store
import Values

extension Desk {
    static let eventsOnPage = 100

    /// Who signed in, failed, was locked out: for the audit administrator.
    func showSecurityEvents(_ request: Request) async throws -> Response {
        let number = try page(request)
        let (frame, events, broken) = try await read { reader in
            (
                try self.frame(reader, "安全事件", in: .security),
                try accounts.events(
                    reader, limit: Self.eventsOnPage, offset: (number - 1) * Self.eventsOnPage),
                number == 1 ? try accounts.firstBrokenEvent(reader) : nil
            )
        }
        let rows = events.map { event -> [HTML] in
            [
                "\(event.number)", "\(event.at.businessTime)", "\(event.kind.title)",
                "\(event.login)", "\(event.address)", "\(event.detail)",
            ]
        }
        let table = Table(
            caption: "安全事件",
            columns: [
                .init(title: "序号"), .init(title: "时间"), .init(title: "事件"),
                .init(title: "登录名"), .init(title: "网络地址"), .init(title: "说明"),
            ], rows: rows, isDense: true)
        let chain: HTML =
            broken.map {
                "<p class=\"wrong\" role=\"alert\"><span aria-hidden=\"true\">✕</span> 第 \($0) 条起与写入时不符，有人直接改过数据库。</p>"
            } ?? ""
        let next: HTML =
            events.count == Self.eventsOnPage
            ? "<p><a href=\"\(Link(.securityEvents, [], Parameters([("page", String(number + 1))])))\">更早的</a></p>"
            : ""
        let page = LeafPage(
            frame: frame, lead: "登录、失败、暂缓、改密码、拒收带密级标志的文件等，逐条相连，改动一条就会被发现。只有审计管理员能看。",
            content: "\(chain)\(rows.isEmpty ? "<p class=\"empty\">还没有事件。</p>" : table.html)\(next)"
        )
        return .page(page.html)
    }
}
