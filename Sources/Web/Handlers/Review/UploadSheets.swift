import Documents
import Foundation
import Registers
import Review
import Store
import Values

extension Desk {
    /// The table that experts' sheets are typed into.
    func sendSheetTable(_ request: Request) async throws -> Response {
        let id = try pathID(request)
        let bytes = try await temporaryFile("xlsx") { path in
            try await self.read { reader in
                try self.review.writeSheetTable(
                    reader, try self.review.panel(reader, id, by: self.viewer), to: path)
            }
        }
        return .download(
            .bytes(bytes), type: Self.excel, name: "评分表.xlsx", plainName: "sheets-\(id).xlsx")
    }

    /// Where such a table is uploaded.
    func showUploadSheets(_ request: Request) async throws -> Response {
        let id = try pathID(request)
        let page = try await read { try uploadPage($0, id, []) }
        return .page(page.html)
    }

    /// Shows what an uploaded table would write, and writes it when that is confirmed.
    func uploadSheets(_ request: Request) async throws -> Response {
        let id = try pathID(request)
        do {
            if request.form["act"] == "confirm" {
                let sheets = try Self.sheets(packed: request.form["packed"] ?? "")
                try await review.enterSheets(id, sheets, by: viewer)
                return .see(Link.reviewPanel(id).with("done", "entered"))
            }
            let sheets = try await uploaded(request, id)
            let page = try await read { try previewPage($0, id, sheets) }
            return .page(page.html)
        } catch ReviewRefusal.sheets(let problems) {
            return try await again(id, problems.prefix(200).map(\.description))
        } catch ReviewRefusal.table(let what, let advice) {
            return try await again(id, ["\(what)。\(advice)。"])
        } catch ReviewRefusal.noExpert(let name) {
            return try await again(id, [ReviewRefusal.noExpert(name).description])
        } catch let problem as DocumentProblem {
            return try await again(id, [problem.description])
        }
    }

    private func again(_ id: Int64, _ problems: [String]) async throws -> Response {
        let page = try await read { try uploadPage($0, id, problems) }
        return .page(page.html, status: 422)
    }

    private func uploaded(_ request: Request, _ id: Int64) async throws -> [String: [SheetEntry]] {
        guard request.headers["content-type"]?.lowercased().hasPrefix("multipart/") == true else {
            throw ReviewRefusal.table("还没有选文件", advice: "选填好的评分表 Excel")
        }
        let parts: Multipart
        do {
            parts = try Multipart(request.body, type: request.headers["content-type"] ?? "")
        } catch {
            throw WebError.notAForm(error)
        }
        guard let bytes = parts.files("file").first?.bytes, !bytes.isEmpty else {
            throw ReviewRefusal.table("还没有选文件", advice: "选填好的评分表 Excel")
        }
        let path = NSTemporaryDirectory() + "dongting-\(UUID().uuidString).xlsx"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        return try await read { reader in
            try review.readSheetTable(
                reader, try review.panel(reader, id, by: viewer), file: path)
        }
    }

    private static func sheets(packed: String) throws -> [String: [SheetEntry]] {
        do {
            return try JSONDecoder().decode(
                [String: [SheetEntry]].self, from: Data(packed.utf8))
        } catch {
            throw ReviewRefusal.table("表没有完整传回来", advice: "重新上传一次")
        }
    }

    private func panelCrumbs(_ reader: Reader, _ panel: Record) throws -> [Crumb] {
        let call = try review.applications(reader, of: panel).task.call
        return reviewTrail(call) + [
            Crumb(title: panel["title"].text ?? "", link: .reviewPanel(panel.id))
        ]
    }

    private func uploadPage(_ reader: Reader, _ id: Int64, _ problems: [String]) throws -> LeafPage
    {
        try review.permitReview(viewer)
        let panel = try review.panel(reader, id, by: viewer)
        return LeafPage(
            frame: try reviewFrame(reader, "上传评分表", try panelCrumbs(reader, panel)),
            lead: "下载模板，照纸质评分表填好上传。先预览，没有问题再写入；写入后由另一位同事核对。",
            action: buttons([("评分表模板 Excel", .of(.panelTemplate, id))]),
            content: """
                \(ErrorSummary(whole: problems, fields: []).html)
                <form class="edit" method="post" action="\(Link.of(.uploadSheets, id))" enctype="multipart/form-data" novalidate>\
                \(Person.field(formToken))<section class="panel questions"><h2>评分表</h2>\
                <div class="form-field"><label class="form-label" for="sheets-file">Excel</label>\
                <input class="form-control" type="file" id="sheets-file" name="file" accept=".xlsx"></div></section>\
                <div class="save-bar"><p class="save-state">预览不写入</p><div class="actions">\
                <button class="btn btn-primary" name="act" value="preview">预览</button>\
                <a class="btn btn-link" href="\(Link.reviewPanel(id))">不传了</a></div></div></form>
                """)
    }

    private func previewPage(_ reader: Reader, _ id: Int64, _ sheets: [String: [SheetEntry]]) throws
        -> LeafPage
    {
        try review.permitReview(viewer)
        let panel = try review.panel(reader, id, by: viewer)
        let (found, problems) = try review.previewSheets(reader, panel, sheets)
        let isGood = problems.isEmpty && !found.isEmpty
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let packed = String(decoding: try encoder.encode(sheets), as: UTF8.self)
        let table = Table(
            caption: "会写入的评分表",
            columns: [
                .init(title: "专家"), .init(title: "申报编号"), .init(title: "总分", isNumber: true),
                .init(title: "评审意见"),
            ],
            rows: found.map { one in
                [
                    "\(one.expert.name)", "\(one.number)",
                    "\(FixedDecimal(unscaled: Int128(one.total), scale: 2).description)",
                    "\(one.comment)",
                ]
            }, isDense: true)
        return LeafPage(
            frame: try reviewFrame(reader, "预览评分表", try panelCrumbs(reader, panel)),
            lead: isGood
                ? "下面 \(found.count) 张评分表会写入。按下之前什么都没有发生；写入后、核对前还可以再改。"
                : "还有 \(problems.count) 处不对，没有写入。改好再上传一次。",
            content: """
                \(ErrorSummary(whole: problems.prefix(200).map(\.description), fields: []).html)\(table.html)
                <form method="post" action="\(Link.of(.uploadSheets, id))">\(Person.field(formToken))\
                <input type="hidden" name="packed" value="\(packed)">\
                <div class="save-bar"><p class="save-state">按下之前什么都没有发生</p><div class="actions">\
                <button class="btn btn-primary" name="act" value="confirm"\(isGood ? HTML.empty : " disabled")>\
                确认，写入 \(found.count) 张</button>\
                <a class="btn" href="\(Link.of(.uploadSheets, id))">换一张表</a></div></div></form>
                """)
    }
}
