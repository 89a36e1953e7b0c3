import Approvals
import Catalogue
import Registers
import Store
import Values

extension Desk {
    var approvalWords: ApprovalWords { ApprovalWords(catalogue: catalogue, today: today) }

    /// What waits for me, what I asked for, what I decided; all of it for supervision.
    func showApprovals(_ request: Request) async throws -> Response {
        guard let account = viewer.account else { throw WebError.notSignedIn }
        let page = try await read { reader -> LeafPage in
            let waiting = try approvals.waiting(reader, for: viewer)
            let oversees = viewer.role.acts.contains(.verify)
            let parts: [HTML] = [
                waitingList(waiting),
                list("我报的", try approvals.asked(reader, by: account), "还没有报批过。在记录页面上报批。"),
                list("我批过的", try approvals.decided(reader, by: account), nil),
                oversees ? list("全部审批", try approvals.all(reader), "还没有人报批。") : "",
            ]
            let action: HTML = "<a class=\"btn\" href=\"\(Link.absences)\">外出与代办</a>"
            return LeafPage(
                frame: try frame(reader, "审批", in: .approvals),
                lead: "等您批的在最前，等得最久的排第一。批完最后一关，那件事当场办理，记入日志。",
                action: action, content: "\(parts)")
        }
        return .page(page.html)
    }

    private func waitingList(_ requests: [ApprovalRequest]) -> HTML {
        guard !requests.isEmpty else {
            return """
                <section class="group"><h2>等我批的</h2>\
                <p class="empty">没有等您批的。有了会在工作台最前面出现。</p></section>
                """
        }
        let words = approvalWords
        let rows = requests.map { request -> [HTML] in
            [
                """
                <input type="checkbox" class="form-check-input" name="choose" value="\(request.id)" \
                aria-label="选择 \(request.title)"> <a href="\(Link.approval(request.id))">\(request.title)</a>
                """,
                "\(request.askedBy)", words.standing(request), "\(request.since)",
                words.dueMark(request),
            ]
        }
        let table = Table(
            caption: "等我批的",
            columns: [
                .init(title: "事项"), .init(title: "报批人"), .init(title: "到哪一关"),
                .init(title: "等到现在，自", isTight: true), .init(title: "应在何时办完"),
            ], rows: rows)
        return """
            <section class="group"><h2>等我批的<small>\(requests.count) 件</small></h2>\
            <form method="get" action="\(Link(.approveMany))">\(table.html)\
            <p class="actions"><button class="btn btn-primary">选中的一起批：先看会发生什么</button></p></form></section>
            """
    }

    private func list(_ title: String, _ requests: [ApprovalRequest], _ empty: String?) -> HTML {
        guard !requests.isEmpty else {
            guard let empty else { return "" }
            return
                "<section class=\"group\"><h2>\(title)</h2><p class=\"empty\">\(empty)</p></section>"
        }
        let words = approvalWords
        let rows = requests.map { request -> [HTML] in
            [
                "<a href=\"\(Link.approval(request.id))\">\(request.title)</a>",
                "\(request.askedBy)", "\(request.askedOn)", words.standing(request),
                request.state == .waiting ? words.dueMark(request) : "",
            ]
        }
        let table = Table(
            caption: title,
            columns: [
                .init(title: "事项"), .init(title: "报批人"), .init(title: "报批日期", isTight: true),
                .init(title: "到哪一关"), .init(title: "应在何时办完"),
            ], rows: rows)
        return "<section class=\"group\"><h2>\(title)</h2>\(table.html)</section>"
    }

    /// Approvals on the desk: before everything else.
    func waitingApprovals(_ reader: Reader) throws -> HTML {
        guard has(.approvals), let account = viewer.account else { return "" }
        let waiting = try approvals.waiting(reader, for: viewer)
        let returned = try approvals.asked(reader, by: account).filter { $0.state == .returned }
        guard !waiting.isEmpty || !returned.isEmpty else { return "" }
        let words = approvalWords
        let items = waiting.prefix(5).map { request -> HTML in
            """
            <li><a href="\(Link.approval(request.id))">\(request.title)</a> \
            <small>\(request.askedBy)报，自 \(request.since)</small> \(words.dueMark(request))</li>
            """
        }
        let more: HTML =
            waiting.count > 5
            ? "<li><a href=\"\(Link.approvals)\">还有 \(waiting.count - 5) 件</a></li>" : ""
        let back = returned.prefix(5).map { request -> HTML in
            """
            <li><a href="\(Link.approval(request.id))">\(request.title)</a> \
            <small>被退回，自 \(request.since)，改好再报</small></li>
            """
        }
        return """
            <section class="group"><h2>审批<small>等您批 \(waiting.count) 件\(returned.isEmpty ? "" : "，退回您 \(returned.count) 件")</small></h2>\
            <ul class="plain">\(items)\(more)\(back)</ul></section>
            """
    }
}
