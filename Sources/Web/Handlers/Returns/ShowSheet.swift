import Catalogue
import Files
import Registers
import Returns
import Store
import Values

extension Desk {
    /// One sheet: for its receiver to fill in, or to look at once it is sent; for its officer to
    /// look over.
    func showSheet(_ request: Request) async throws -> Response {
        let id = try returnID(request)
        let page = try await read { reader in
            try sheetPage(
                reader, try returns.sheet(reader, id, by: party), done: doneNotice(request),
                draft: request.parameters["draft"])
        }
        return .page(page)
    }

    func sheetPage(_ reader: Reader, _ view: SheetView, done: HTML?, draft key: String?) throws
        -> HTML
    {
        guard isReceiver else { return try reviewPage(reader, view, done: done) }
        if view.isOpen, view.sheet.state == "unopened" { return try closedLeaf(reader, view) }
        guard view.isOpen else { return try sentPage(reader, view, done: done) }
        var form = SheetForm(
            desk: self, view: view, answers: view.answers, version: view.sheet.version)
        let draft = try sheetDraft(reader, view.sheet.id, isCorrection: false, named: key)
        if view.sheet.state == "draft", draft == nil {
            form.problems = returns.problems(reader, in: view)
        }
        if ["draft", "returned"].contains(view.sheet.state) {
            form.state = .saved(view.sheet.changedAt)
        }
        try takeUp(draft, in: &form, reader)
        return try fillPage(reader, form, done: done)
    }

    /// Before it is opened: what is asked. Opening is an act, which the bureau sees.
    private func closedLeaf(_ reader: Reader, _ view: SheetView) throws -> HTML {
        let frame = try returnFrame(reader, view.form.name)
        return LeafPage(
            frame: frame,
            lead:
                "\(sectionTitle(view.form.section))布置，\(view.receiver)填报。打开后布置科室看得到你已收到；可以在网页上填，也可以下载模板。",
            action: """
                <form method="post" action="\(Link.of(.openSheet, view.sheet.id))">\(frame.csrfField)\
                <button class="btn btn-primary">打开填报</button></form>
                """,
            content: "<p class=\"sheet-due\">截止：\(due(view.sheet))</p>\(asked(view.form))"
        ).html
    }

    /// The form of a sheet with what belongs to it: template, stamped scan, history.
    func fillPage(_ reader: Reader, _ form: SheetForm, done: HTML?) throws -> HTML {
        let view = form.view
        let title = form.reason == nil ? view.form.name : "更正：\(view.form.name)"
        let trail =
            form.reason == nil ? [] : [Crumb(title: view.form.name, link: .sheet(view.sheet.id))]
        let frame = try returnFrame(reader, title, trail)
        let rest: HTML =
            form.reason == nil
            ? "\(workbook(view, frame))\(try scans(reader, view))\(try history(reader, view))" : ""
        var edit = form.edit
        edit.standing = """
            \(done)<p class="sheet-due">\(view.receiver) · \(returnPill(view.sheet.state, of: "collection-sheet").html) \
            截止：\(due(view.sheet))</p>
            """
        return Layout.page(frame, "\(edit.html)\(rest)")
    }

    private func workbook(_ view: SheetView, _ frame: Frame) -> HTML {
        let id = view.sheet.id
        return """
            <section class="panel" id="template"><h2>用 Excel 填</h2>
            <p>下载这张表的模板，只有要填的格能改；填好传上来，平台按格读入并核对。别人改过这张表以后，要重新下载。</p>
            <p class="send"><a class="btn" href="\(Link.of(.sheetTemplate, id))">下载模板</a></p>
            <form class="upload" method="post" action="\(Link.of(.uploadSheet, id))" enctype="multipart/form-data">\
            \(frame.csrfField)<div class="field"><label class="form-label" for="sheet-file">填好的模板</label>\
            <input class="form-control" type="file" id="sheet-file" name="file" accept=".xlsx" required></div>
            <div class="actions"><button class="btn" name="act" value="draft">读入，先存草稿</button> \
            <button class="btn btn-primary" name="act" value="send">读入并报送</button></div></form></section>
            """
    }

    func scans(_ reader: Reader, _ view: SheetView) throws -> HTML? {
        guard let register = catalogue.register("collection-sheet"),
            var files = try attachedFiles(reader, of: view.sheet, in: register)
        else { return nil }
        if isReceiver {
            files.purpose = .stampedScan
            files.title = "盖章扫描件"
            files.lead = "表填好后打印、盖章、扫描，传在这里；报送以后再传也可以。"
        }
        return files.html
    }

    func history(_ reader: Reader, _ view: SheetView) throws -> HTML {
        SheetTable.history(
            try returns.sheetHistory(reader, view.sheet.id, by: party), catalogue)
    }

    /// What the receiver sees once it has sent, or cannot send any more.
    private func sentPage(_ reader: Reader, _ view: SheetView, done: HTML?) throws -> HTML {
        let state = view.sheet.state
        let mayCorrect =
            ["sent", "accepted"].contains(state)
            && ["issued", "summarising"].contains(view.form.collection.state)
        let act: HTML =
            mayCorrect
            ? "<div class=\"actions\"><a class=\"btn\" href=\"\(Link.of(.correctSheet, view.sheet.id))\">更正</a></div>"
            : ""
        let words =
            switch state {
            case "sent": "已报送，等\(sectionTitle(view.form.section))审核。发现错了可以更正，写明理由。"
            case "accepted": "已审核通过。还要改的，更正后重新审核。"
            case "lapsed": "这项报表已取消，填过的内容留着，哪里也不计入。"
            default: "现在不能填：布置科室已进入汇总。要补报请联系\(sectionTitle(view.form.section))退回。"
            }
        return LeafPage(
            frame: try returnFrame(reader, view.form.name), lead: words, action: act,
            content: """
                \(done)<p class="sheet-due">\(view.receiver) · \(returnPill(state, of: "collection-sheet").html) \
                报送：\(sentAt(view.sheet))　截止：\(dueDay(view.sheet))</p>
                <section class="group"><h2>填报内容</h2>\(SheetTable(view: view, catalogue: catalogue).html)</section>
                \(try scans(reader, view))\(try history(reader, view))
                """
        ).html
    }
}
