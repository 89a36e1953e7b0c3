import Catalogue
import Registers
import Returns
import Store
import Values

extension Desk {
    /// Whom chasing would remind, and in which words.
    func showChase(_ request: Request) async throws -> Response {
        let id = try returnID(request)
        let whom = request.parameters["whom"]
        let page = try await read { try chasePage($0, id, whom) }
        return .page(page)
    }

    /// Reminds them, in one act.
    func chase(_ request: Request) async throws -> Response {
        let id = try returnID(request)
        let whom: Returns.Chase = request.form["whom"] == "unsent" ? .unsent : .overdue
        _ = try await returns.chaseReceivers(of: id, whom, means: "system", by: party)
        return .see(Link.returnTask(id).with("done", "chased"))
    }

    /// Those who are late where there are any, else all who have not sent.
    private func chasePage(_ reader: Reader, _ id: Int64, _ asked: String?) throws -> HTML {
        let now = registry.database.clock.now()
        let standing = try returns.standing(reader, id, at: now, by: party)
        let overdue = standing.sheets.count(where: \.isOverdue)
        let isAll = asked == "unsent" || asked == nil && overdue == 0
        let report = try returns.previewChase(
            reader, of: id, isAll ? .unsent : .overdue, at: now, by: party)
        let title = "催报：\(standing.form.name)"
        let frame = try returnFrame(
            reader, title, [Crumb(title: standing.form.name, link: .returnTask(id))])
        guard !report.reminders.isEmpty || !report.alreadyToday.isEmpty else {
            return LeafPage(
                frame: frame, lead: "催报提醒还没有报送的单位，每个单位一天最多催一次。",
                content: EmptyState(
                    sentence: isAll ? "都报了，没有要催的。" : "没有逾期的单位。",
                    action: ("回到进度", .returnTask(id))
                ).html
            ).html
        }
        let state = Dictionary(standing.sheets.map { ($0.receiver, $0.state) }) { $1 }
        let lines =
            report.reminders.map {
                ConfirmPage.Line(title: $0.receiver, now: state[$0.receiver] ?? "", then: $0.words)
            }
            + report.alreadyToday.map {
                .init(title: $0, now: state[$0] ?? "", then: "", kept: "今天已经催过")
            }
        let page = ConfirmPage(
            frame: frame,
            lead: "向\(isAll ? "还没有报送的" : "逾期未报的")单位各发一条平台提醒，原话在下面。催了谁、什么时候催的记入这项报表，每个单位一天最多一次。",
            action: .of(.chaseReturn, id), csrf: formToken, lines: lines,
            hidden: [("whom", isAll ? "unsent" : "overdue")],
            button: "催报 \(report.reminders.count) 个单位", cancel: .returnTask(id))
        return page.html
    }
}
