import Awards
import Catalogue
import Registers
import Store
import Values

extension Desk {
    /// The notices, for everybody: no account is needed.
    func showOpenNotices(_ request: Request) async throws -> Response {
        let page = try await read { reader -> LeafPage in
            let notices = try decisions.openNotices(reader)
            let table = Table(
                caption: "公示",
                columns: [
                    .init(title: "公示"), .init(title: "项数", isNumber: true),
                    .init(title: "开始", isTight: true), .init(title: "结束", isTight: true),
                    .init(title: "现在"),
                ],
                rows: notices.map { one in
                    [
                        """
                        <a href="\(Link.openNotice(one.id))">\(one["title"].text ?? "")</a>
                        """, "\(one["projects"].integer ?? 0)", "\(one["starts_on"].text ?? "")",
                        "\(one["ends_on"].text ?? "")", isRunning(one) ? "<b>公示中</b>" : "已期满",
                    ]
                })
            return LeafPage(
                frame: plainFrame("公示"),
                lead: "拟立项的项目在这里公示。对哪一项有异议，在公示期内实名向公示上写的科室提出，写明事实、附上证据。",
                content: notices.isEmpty
                    ? EmptyState(sentence: "现在没有公示。").html
                    : "\(table.html)\(sameAsData(Link(.openNoticesTable), Link(.openNoticesJSON)))")
        }
        return .page(page.html)
    }

    func sendOpenNoticesJSON(_ request: Request) async throws -> Response {
        .json(openData.json(try await read { try decisions.openNotices($0) }))
    }

    func sendOpenNoticesTable(_ request: Request) async throws -> Response {
        table(openData.rows(try await read { try decisions.openNotices($0) }), "公示", "notices")
    }

    func sendOpenNoticeJSON(_ request: Request) async throws -> Response {
        .json(openData.json(try await openNotice(request)))
    }

    func sendOpenNoticeTable(_ request: Request) async throws -> Response {
        let notice = try await openNotice(request)
        return table(
            openData.rows(notice), notice["title"].text ?? "公示", "notice-\(notice.id)")
    }

    private func openNotice(_ request: Request) async throws -> Record {
        let id = try pathID(request)
        return try await read { try decisions.openNotice($0, id) }
    }

    private func isRunning(_ notice: Record) -> Bool {
        notice.state == "published" && (notice["ends_on"].text ?? "") >= today.iso
    }

    /// One notice: its list as it was fixed, until when, and where objections go.
    func showOpenNotice(_ request: Request) async throws -> Response {
        let notice = try await openNotice(request)
        let page = try await read { reader -> LeafPage in
            let days = notice["days"].integer ?? 0
            func day(_ field: String) -> String {
                notice[field].text.flatMap { CalendarDate(iso: $0) }?.chinese ?? ""
            }
            let until = notice["ends_on"].text.flatMap { CalendarDate(iso: $0) }
            let mark: HTML? =
                isRunning(notice)
                ? until.map { DueMark(due: $0, today: today, calendar: catalogue.calendar).html }
                : "已期满"
            return LeafPage(
                frame: plainFrame(
                    notice["title"].text ?? "公示", trail: [Crumb(title: "公示", link: .openNotices)]),
                lead: "公示期 \(day("starts_on"))至\(day("ends_on"))，\(days) 个工作日。",
                action:
                    "<div class=\"actions\"><button class=\"btn\" type=\"button\" data-print hidden>打印</button></div>",
                content: """
                    <section class="panel"><p>经评审和会议研究，下列项目拟予立项，现予公示。\
                    对公示内容有异议的，请在公示期内以书面形式实名反映，写明事实、附上证据，并留联系方式。匿名的作为线索核查。</p>\
                    <p>受理：\(notice["contact"].text ?? "")</p><p>\(mark)</p></section>\
                    \(noticeItems(items(of: notice)))\
                    \(sameAsData(.of(.openNoticeTable, notice.id), .of(.openNoticeJSON, notice.id)))
                    """)
        }
        return .page(page.html)
    }

    private func sameAsData(_ table: Link, _ json: Link) -> HTML {
        """
        <p class="note">同样的内容可以直接下载：<a href="\(table)">CSV</a>、<a href="\(json)">JSON</a>。</p>
        """
    }
}
