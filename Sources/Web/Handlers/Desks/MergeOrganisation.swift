import Accounts
import Catalogue
import Registers
import Store
import Values

extension Desk {
    /// Which entry this one is a double of; once it is named, exactly what a merge would do.
    func showMergeOrganisation(_ request: Request) async throws -> Response {
        try await mergePage(request, request.parameters, problem: nil)
    }

    func mergeOrganisation(_ request: Request) async throws -> Response {
        let id = try mergeID(request)
        let form = PostedForm(values: request.form)
        let kept = Int64(form.text("kept")) ?? 0
        let versions = Int64(form.text("version.kept")).flatMap { one in
            Int64(form.text("version.dropped")).map { (kept: one, dropped: $0) }
        }
        do {
            _ = try await accounts.merge(
                organisation: id, into: kept, versions: versions, reason: form.text("reason"),
                by: viewer)
            return .see(.record("organisation", kept))
        } catch let refusal as MergeRefusal {
            if case .mayNot = refusal { throw WebError.forbidden(role: viewer.role.title) }
            return try await mergePage(request, request.form, problem: refusal.description)
        }
    }

    func mergeID(_ request: Request) throws -> Int64 {
        guard let id = Int64(request.arguments["id"] ?? ""), id > 0 else {
            throw WebError.noPage(request.path)
        }
        return id
    }

    private func mergePage(_ request: Request, _ asked: Parameters, problem: String?)
        async throws -> Response
    {
        let id = try mergeID(request)
        let register = try registry.register("organisation")
        try registry.permit(viewer, .withdraw, on: register)
        let page = try await read { reader -> LeafPage in
            let label = try registry.labels(reader, "organisation", ids: [id])[id] ?? "#\(id)"
            let frame = try frame(
                reader, "合并重复的单位", in: .registers,
                trail: [
                    Crumb(title: register.title, link: .register("organisation")),
                    Crumb(title: label, link: .record("organisation", id)),
                ])
            let told: HTML? = problem.map { Notice(kind: .wrong, text: $0).html }
            let chosen = try keptID(reader, asked)
            let content =
                try chosen.map { try merging(reader, id, $0, frame) }
                ?? Self.asking(reader, id, asked["kept"], self)
            return LeafPage(
                frame: frame,
                lead: "“\(label)”与另一条是同一个单位时，并入留下的那一条：各登记册改为指向它，这一条撤回并注明去向。一次写入，不能撤销。",
                content: "\(told)\(content)")
        }
        return .page(page.html, status: problem == nil ? 200 : 422)
    }

    /// The entry to keep: by number, code or exact name.
    private func keptID(_ reader: Reader, _ asked: Parameters) throws -> Int64? {
        let text = PostedForm(values: asked).text("kept")
        guard !text.isEmpty else { return nil }
        let number = Int64(text.hasPrefix("#") ? String(text.dropFirst()) : text) ?? 0
        let found = try reader.all(
            """
            SELECT id FROM organisation WHERE state <> 'withdrawn'
            AND (id = \(number) OR uscc = \(text) OR name = \(text)) LIMIT 2
            """
        ).compactMap { $0[0].integer }
        return found.count == 1 ? found[0] : nil
    }

    /// Entries of the same name: id, name and code of each.
    static func doubles(_ reader: Reader, of id: Int64) throws -> [[Scalar]] {
        let name = try reader.first("SELECT name FROM organisation WHERE id = \(id)")?[0].text ?? ""
        return try reader.all(
            """
            SELECT id, name, uscc FROM organisation WHERE state <> 'withdrawn' AND id <> \(id)
            AND name = \(name) ORDER BY id LIMIT 10
            """)
    }

    private static func asking(
        _ reader: Reader, _ id: Int64, _ typed: String?, _ desk: Desk
    ) throws -> HTML {
        let problem = typed.map { "没有找到唯一的“\($0)”。写全称、统一社会信用代码或 #编号。" }
        let alike = try doubles(reader, of: id).map { row -> HTML in
            """
            <li><a href="\(Link(.mergeOrganisation, [String(id)], Parameters([("kept", "#\(row[0].integer ?? 0)")])))">\
            \(row[1].text ?? "") #\(row[0].integer ?? 0) \(row[2].text ?? "")</a></li>
            """
        }
        let told: HTML? = problem.map { Notice(kind: .caution, text: $0).html }
        return """
            \(told)<form class="plain panel" method="get" action="\(Link.mergeOrganisation(id))">\
            <div class="field"><label class="form-label" for="kept">留下哪一条</label>\
            <input class="form-control" id="kept" name="kept" maxlength="200" value="\(typed ?? "")">\
            <p class="form-text">全称、统一社会信用代码或 #编号</p></div>\
            <div class="send"><button class="btn btn-primary">先看会发生什么</button></div></form>\
            \(alike.isEmpty ? "" : "<section class=\"group\"><h2>同名的</h2><ul class=\"plain\">\(alike)</ul></section>" as HTML)
            """
    }

    private func merging(_ reader: Reader, _ id: Int64, _ kept: Int64, _ frame: Frame) throws
        -> HTML
    {
        let preview: MergePreview
        do {
            preview = try accounts.previewMerge(reader, id, into: kept, by: viewer)
        } catch let refusal as MergeRefusal {
            return Notice(kind: .caution, text: refusal.description).html
        }
        var rows = preview.references.map { one -> [HTML] in
            ["\(one.title)", "\(one.records.count)", "改为指向留下的单位"]
        }
        rows.append(["证明材料（文件）", "\(preview.files.count)", "改为属于留下的单位"])
        rows.append([
            "留下的单位", "\(preview.filled.count)",
            "补上它没有的：\(preview.filled.isEmpty ? "没有" : preview.filled.map(\.title).joined(separator: "、"))；原名记入曾用名",
        ])
        rows.append([
            "两条不同的栏", "\(preview.differing.count)",
            "以留下的为准，另一条的内容留在撤回的记录里：\(preview.differing.isEmpty ? "没有" : preview.differing.map(\.title).joined(separator: "、"))",
        ])
        let table = Table(
            caption: "合并会改动的",
            columns: [
                .init(title: "登记册"), .init(title: "条数", isNumber: true), .init(title: "会怎样"),
            ], rows: rows)
        let name = preview.kept["name"].text ?? ""
        let obstacle: HTML? =
            preview.obstacles.isEmpty
            ? nil
            : Notice(
                kind: .caution, text: MergeRefusal.doubles(preview.obstacles).description
            ).html
        let field = FormField(
            name: "reason", title: "凭什么认定是同一个单位",
            control: TextControl(value: "", most: 400, lines: 3), isRequired: true, help: "写入日志。")
        let bar = SaveBar(
            state: .new, acts: [.init(value: "merge", title: "并入“\(name)”", kind: .danger)],
            cancel: .record("organisation", id))
        let form: HTML = """
            <form class="edit" method="post" action="\(Link.mergeOrganisation(id))" novalidate>\
            \(frame.csrfField)<input type="hidden" name="kept" value="\(kept)">\
            <input type="hidden" name="version.kept" value="\(preview.kept.version)">\
            <input type="hidden" name="version.dropped" value="\(preview.dropped.version)">\(bar.standard)\
            <section class="panel questions"><h2>合并</h2>\(field.html)</section>\(bar.html)</form>
            """
        return """
            <section class="group"><h2>并入<a href="\(Link.record("organisation", kept))">\(name) #\(kept)</a></h2>\
            \(table.html)</section>\(obstacle)\(preview.obstacles.isEmpty ? form : HTML.empty)
            """
    }
}
