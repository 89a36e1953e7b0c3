import Outgoing
import Store
import Values
import Work

/// What must hold of the mails: settings that can be read, and an outbox that empties.
extension Doctor {
    func mails(_ reader: Reader) throws -> Check? {
        let (name, title) = ("mail", "邮件提醒")
        guard let mail else { return .fine(name, title, "没有配置；提醒只在通知里") }
        let rule = "邮件只说有几件事等着，不说是什么；发不出的要有人看"
        let post: MailPost
        do {
            post = try mail.get()
        } catch {
            return .wrong(name, title, "\(error)", rule: rule, advice: "改正 --mail 的配置文件后重新启动服务")
        }
        let day = Int64(86_400_000)
        let row = try reader.first(
            """
            SELECT count(CASE WHEN state = 'failed' AND made > \(clock.now().milliseconds - 7 * day)
            THEN 1 END), count(CASE WHEN state = 'waiting' AND attempts > 0 THEN 1 END)
            FROM mail_outbox
            """)
        let failed = row?[0].integer ?? 0
        let waiting = row?[1].integer ?? 0
        guard failed + waiting > 0 else {
            return .fine(name, title, "\(post.server.host):\(post.server.port)，没有发不出的")
        }
        let last = try reader.first(
            "SELECT failure FROM mail_outbox WHERE failure IS NOT NULL ORDER BY id DESC LIMIT 1")
        return .attention(
            name, title, "七天里发不出 \(failed) 封，等重发 \(waiting) 封。最近一次：\(last?[0].text ?? "")",
            rule: rule, advice: "核对邮件服务器的地址、用户和密码文件，以及账号里的邮箱")
    }
}
