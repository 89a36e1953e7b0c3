import Catalogue
import Registers
import Returns
import Store
import Values

/// A sheet as the officer looks it over: values beside last period's, remarks, accepted or sent
/// back.
extension Desk {
    func reviewPage(
        _ reader: Reader, _ view: SheetView, done: HTML?, typed: Parameters = Parameters(),
        problems: [String] = []
    ) throws -> HTML {
        let state = view.sheet.state
        let frame = try returnFrame(
            reader, "\(view.receiver)：\(view.form.name)",
            [Crumb(title: view.form.name, link: .returnTask(view.form.collection.id))])
        let lead =
            switch state {
            case "sent": "逐格看一遍，数旁边是上期的。没有问题就审核通过；要改的写批注退回，填报单位收到通知。"
            case "accepted": "已审核通过。发现问题还可以写批注退回。"
            case "returned": "已退回，等填报单位补正。批注在经过里。"
            case "lapsed": "这项报表已取消，这张表随之取消。"
            default: "还没有报送，下面是草稿里的内容，可能不全。没打开的可以催报。"
            }
        return LeafPage(
            frame: frame, lead: lead,
            content: """
                \(done)<p class="sheet-due">\(returnPill(state, of: "collection-sheet").html) \
                打开：\(view.sheet["opened_on"].text ?? "没有")　报送：\(sentAt(view.sheet))　截止：\(dueDay(view.sheet))</p>
                \(Self.told(problems))
                <section class="group"><h2>填报内容</h2>\(SheetTable(view: view, catalogue: catalogue).html)</section>
                \(try decision(reader, view, frame, typed))\(try scans(reader, view))\(try history(reader, view))
                """
        ).html
    }

    private static func told(_ problems: [String]) -> HTML? {
        ErrorSummary(whole: problems, fields: []).html
    }

    /// The forms for those who may decide now.
    private func decision(
        _ reader: Reader, _ view: SheetView, _ frame: Frame, _ typed: Parameters
    ) throws -> HTML {
        let state = view.sheet.state
        let isGoing = ["issued", "summarising"].contains(view.form.collection.state)
        guard mayMakeReturns, isGoing, ["sent", "accepted"].contains(state) else { return "" }
        let posted = PostedForm(values: typed)
        let columns: [RowsControl.Column] = [
            .init(name: "line", title: "第几行", kind: .number(decimals: 0)),
            .init(
                name: "heading", title: "哪一列",
                kind: .choice(
                    view.form.columns.map { .init(value: $0.heading, title: $0.heading) })),
            .init(name: "remark", title: "批注", kind: .text(most: 500)),
        ]
        let given = posted.rowsAfterAct("remarks")
        let remarks = RowsControl(
            columns: columns,
            rows: given.map { cells in
                RowsControl.Row(cells: columns.map { cells[$0.name] ?? "" })
            }, most: 50)
        let fields = [
            FormField(
                name: "remarks", title: "批注", control: remarks,
                help: "写明第几行、哪一列；只写列是对整列，都不写是对整张表。"),
            FormField(
                name: "reason", title: "退回的总理由",
                control: TextControl(value: posted.text("reason"), most: 400, lines: 2),
                help: "可以不写；写了批注就用第一条。"),
        ]
        let accept: HTML =
            state == "sent"
            ? "<button class=\"btn btn-primary\" name=\"act\" value=\"accept\">审核通过</button> " : ""
        return """
            <form class="edit" method="post" action="\(Link.of(.reviewSheet, view.sheet.id))" novalidate>\
            <button class="visually-hidden" name="act" value="none" tabindex="-1" aria-hidden="true">不动</button>\
            \(frame.csrfField)<input type="hidden" name="version" value="\(view.sheet.version)">
            <section class="panel questions" aria-labelledby="decide"><h2 id="decide">审核</h2>\
            \(fields.map(\.html))<div class="actions">\(accept)\
            <button class="btn btn-danger" name="act" value="return">退回补正</button></div></section></form>
            """
    }

    /// Accepts a sheet, or sends it back with remarks.
    func reviewSheet(_ request: Request) async throws -> Response {
        let id = try returnID(request)
        let values = request.form
        let posted = PostedForm(values: values)
        func again(_ problems: [String]) async throws -> Response {
            let page = try await read { reader in
                let view = try returns.sheet(reader, id, by: party)
                if isReceiver { throw ReturnRefusal.notManager(act: "审核") }
                return try reviewPage(reader, view, done: nil, typed: values, problems: problems)
            }
            return .page(page, status: problems.isEmpty ? 200 : 422)
        }
        let version = Int64(posted.text("version")) ?? 0
        do {
            switch posted.text("act") {
            case "accept":
                _ = try await returns.acceptSheet(id, version: version, by: party)
                return .see(Link.sheet(id).with("done", "accepted"))
            case "return":
                _ = try await returns.returnSheet(
                    id, Self.remarks(posted), reason: posted.text("reason"), version: version,
                    by: party)
                return .see(Link.sheet(id).with("done", "returned"))
            default: return try await again([])
            }
        } catch ReturnRefusal.problems(let problems) {
            return try await again(problems.map(\.description))
        } catch ReturnRefusal.remarkNeeded {
            return try await again(["\(ReturnRefusal.remarkNeeded)"])
        } catch let refusal as RecordRefusal {
            guard case .stale = refusal else { throw refusal }
            return try await again([refusal.description])
        }
    }

    private static func remarks(_ posted: PostedForm) -> [SheetRemark] {
        posted.rows("remarks").map { row in
            SheetRemark(
                line: row["line"].flatMap { Int($0) },
                heading: row["heading"].flatMap { $0.isEmpty ? nil : $0 }, row["remark"] ?? "")
        }
    }
}
