import Catalogue
import Documents
import Foundation
import Funds
import Registers
import Store
import Values

extension Desk {
    /// Where a table of payees is uploaded or pasted.
    func showSplit(_ request: Request) async throws -> Response {
        let id = try fundID(request)
        let page = try await read { try splitForm($0, id, Parameters(), []) }
        return .page(page.html)
    }

    /// Shows what a table would write, and writes it when that is confirmed.
    func splitFundPaper(_ request: Request) async throws -> Response {
        let id = try fundID(request)
        let (values, file) = try splitParts(request)
        do {
            let splitting = try await splitting(values, file)
            if values["act"] == "confirm" {
                _ = try await allocations.splitPaper(
                    id, splitting, digest: values["digest"],
                    version: values["version"].flatMap { Int64($0) }, by: viewer)
                return .see(Link.fundPaper(id).with("done", "split"))
            }
            let page = try await read { reader in
                try splitPreview(
                    reader,
                    try allocations.previewSplit(reader, id, splitting, by: viewer), splitting)
            }
            return .page(page.html)
        } catch AllocationRefusal.table(let what, let advice) {
            return try await again(id, values, ["\(what)。\(advice)。"])
        } catch AllocationRefusal.split(let problems) {
            return try await again(id, values, problems.map(\.description))
        } catch AllocationRefusal.previewChanged {
            return try await again(id, values, [AllocationRefusal.previewChanged.description])
        } catch let problem as DocumentProblem {
            return try await again(id, values, [problem.description])
        }
    }

    private func again(_ id: Int64, _ values: Parameters, _ problems: [String]) async throws
        -> Response
    {
        let page = try await read { try splitForm($0, id, values, problems) }
        return .page(page.html, status: 422)
    }

    /// The fields of the form, and the file where one was chosen.
    private func splitParts(_ request: Request) throws -> (Parameters, [UInt8]?) {
        guard request.headers["content-type"]?.lowercased().hasPrefix("multipart/") == true else {
            return (request.form, nil)
        }
        let parts: Multipart
        do {
            parts = try Multipart(request.body, type: request.headers["content-type"] ?? "")
        } catch {
            throw WebError.notAForm(error)
        }
        let values = parts.parts.filter { $0.fileName == nil }.map {
            ($0.name, String(decoding: $0.bytes, as: UTF8.self))
        }
        return (Parameters(values), parts.files("file").first?.bytes)
    }

    private func splitting(_ values: Parameters, _ file: [UInt8]?) async throws
        -> Allocations.Splitting
    {
        let mode = SplitMode(rawValue: values["mode"] ?? "") ?? .amounts
        let adopts = values["adopts"] == "1"
        if let packed = values["packed"] {
            return .init(try SplitTable(packed: packed), mode, adoptsSum: adopts)
        }
        if let file { return .init(try splitTable(file), mode, adoptsSum: adopts) }
        let pasted = values["pasted"] ?? ""
        if pasted.allSatisfy(\.isWhitespace) {
            throw AllocationRefusal.table("还没有选文件，也没有粘贴", advice: "选一个 Excel 或 CSV，或把表粘贴进来")
        }
        return .init(try SplitTable(text: Array(pasted.utf8)), mode, adoptsSum: adopts)
    }

    /// A file's table; office files are read where they can be sought in.
    func splitTable(_ bytes: [UInt8]) throws -> SplitTable {
        let path = NSTemporaryDirectory() + "dongting-\(UUID().uuidString).table"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        return try SplitTable(file: path)
    }

    private func splitForm(
        _ reader: Reader, _ id: Int64, _ values: Parameters, _ problems: [String]
    ) throws -> LeafPage {
        guard allocations.manages(viewer) else { throw AllocationRefusal.notManager }
        let paper = try allocations.paper(reader, id, by: viewer)
        guard paper.state == "drafted" else {
            throw AllocationRefusal.notDrafted(state: allocations.state(paper))
        }
        let mode = SplitMode(rawValue: values["mode"] ?? "") ?? .amounts
        let modes = FormField(
            name: "mode", title: "怎么分",
            control: ChoiceControl(
                options: [
                    .init(value: "amounts", title: "按表里的金额", help: "每一行写明金额"),
                    .init(value: "ranked", title: "按名次，钱够到哪家为止", help: "要有“排名”列；不按名次就按行的次序"),
                    .init(value: "shares", title: "按比例分总额", help: "要有“比例”列，分到分，余数给零头大的"),
                ], value: mode.rawValue), isRequired: true)
        let pasted = FormField(
            name: "pasted", title: "或者粘贴",
            control: TextControl(value: values["pasted"] ?? "", lines: 8),
            help: "在 Excel 里连表头选中，复制，粘贴在这里。")
        let adopts: HTML = """
            <div class="form-check"><input type="checkbox" class="form-check-input" id="adopts" name="adopts" value="1"\
            \(values["adopts"] == "1" ? " checked" : HTML.empty)><label class="form-check-label" for="adopts">\
            总额按明细合计改</label></div>
            """
        let title = "分配"
        return LeafPage(
            frame: try papersFrame(reader, title, paperTrail(paper)),
            lead: "上传明细表，平台认得“单位名称、统一社会信用代码、县市区、项目名称、金额”这些列，合计行不读。先预览，没有问题再写入。",
            content: """
                \(ErrorSummary(whole: problems, fields: []).html)
                <form class="edit" method="post" action="\(Link.of(.splitFundPaper, id))" enctype="multipart/form-data" novalidate>\
                \(Person.field(formToken))<section class="panel questions"><h2>明细表</h2>\
                <p class="note">总额 \(Numbers.yuan(Money(fen: paper["total"].integer ?? 0))) 元。\
                \((paper["split"].integer ?? 0) > 0 ? "已经分过一次，再分就换掉，旧表留底。" : "")</p>\
                <div class="form-field"><label class="form-label" for="split-file">Excel 或 CSV</label>\
                <input class="form-control" type="file" id="split-file" name="file" accept=".xlsx,.csv,.txt"></div>\
                \(pasted.html)</section><section class="panel questions"><h2>分法</h2>\(modes.html)\(adopts)</section>\
                <div class="save-bar"><p class="save-state">预览不写入</p><div class="actions">\
                <button class="btn btn-primary" name="act" value="preview">预览</button>\
                <a class="btn btn-link" href="\(Link.fundPaper(id))">不分了</a></div></div></form>
                """)
    }

    private func splitPreview(
        _ reader: Reader, _ preview: SplitPreview, _ splitting: Allocations.Splitting
    ) throws -> LeafPage {
        let id = preview.paper.id
        let isGood = preview.problems.isEmpty
        let problems: HTML? =
            isGood
            ? nil
            : ErrorSummary(whole: preview.problems.prefix(200).map(\.description), fields: []).html
        let remarks: HTML? =
            preview.remarks.isEmpty
            ? nil
            : "<ul class=\"plain note\">\(preview.remarks.prefix(50).map { "<li>\($0)</li>" as HTML })</ul>"
        let sum = Numbers.yuan(preview.sum)
        return LeafPage(
            frame: try papersFrame(reader, "预览分配", paperTrail(preview.paper)),
            lead: isGood
                ? "下面 \(preview.lines.count) 家，合计 \(sum) 元，与总额相等。按下确认才写入，写入后还可以重新分配，直到报批。"
                : "还有 \(preview.problems.count) 处不对，没有写入。改好表再上传一次。",
            content: """
                \(problems)\(remarks)\(splitParts(preview))\(splitLines(preview))\(below(preview))\
                <form method="post" action="\(Link.of(.splitFundPaper, id))">\(Person.field(formToken))\
                <input type="hidden" name="packed" value="\(try splitting.table.packed)">\
                <input type="hidden" name="mode" value="\(splitting.mode.rawValue)">\
                <input type="hidden" name="adopts" value="\(splitting.adoptsSum ? "1" : "")">\
                <input type="hidden" name="digest" value="\(preview.digest)">\
                <input type="hidden" name="version" value="\(preview.paper.version)">\
                <div class="save-bar"><p class="save-state">按下之前什么都没有发生</p><div class="actions">\
                <button class="btn btn-primary" name="act" value="confirm"\(isGood ? HTML.empty : " disabled")>\
                确认，写入 \(preview.lines.count) 家</button>\
                <a class="btn" href="\(Link.of(.splitFundPaper, id))">换一张表</a></div></div></form>
                """)
    }

    private func splitParts(_ preview: SplitPreview) -> HTML {
        let table = Table(
            caption: "按县市区",
            columns: [
                .init(title: "县市区"), .init(title: "家数", isNumber: true),
                .init(title: "金额（元）", isNumber: true),
            ],
            rows: preview.parts.map {
                ["\($0.county)", "\($0.count)", "\(Numbers.yuan($0.sum))"]
            },
            total: ["合计", "\(preview.lines.count)", "\(Numbers.yuan(preview.sum))"])
        return "<section class=\"group\"><h2>按县市区</h2>\(table.html)</section>"
    }

    private func splitLines(_ preview: SplitPreview) -> HTML {
        let routes = catalogue.list("allocation-routes")
        let wrong = Set(preview.problems.compactMap(\.line))
        let table = Table(
            caption: "会写入的收款单位",
            columns: [
                .init(title: "收款单位"), .init(title: "表里的行", isNumber: true),
                .init(title: "登记册"), .init(title: "县市区", isTight: true),
                .init(title: "项目"), .init(title: "渠道"), .init(title: "金额（元）", isNumber: true),
            ],
            rows: preview.lines.map { line in
                let mark: HTML? =
                    wrong.contains(line.line) ? " <span class=\"overdue\">✕ 要改</span>" : nil
                return [
                    "\(line.recipient)\(mark)", "\(line.line)",
                    line.organisation == nil ? "未登记" : "✓ 已登记",
                    "\(line.county.map { allocations.county($0) } ?? "")", "\(line.project ?? "")",
                    "\(routes?.title(of: line.through) ?? line.through)",
                    "\(Numbers.yuan(line.amount))",
                ]
            },
            total: ["合计", "", "", "", "", "", "\(Numbers.yuan(preview.sum))"], isDense: true)
        return """
            <section class="group"><h2>收款单位<small>\(preview.lines.count) 家</small></h2>\(table.html)</section>
            """
    }

    private func below(_ preview: SplitPreview) -> HTML {
        guard !preview.below.isEmpty else { return "" }
        let table = Table(
            caption: "钱不够的，不写入",
            columns: [
                .init(title: "单位"), .init(title: "名次", isNumber: true),
                .init(title: "金额（元）", isNumber: true),
            ],
            rows: preview.below.map {
                [
                    "\($0.recipient)", "\($0.rank.map(String.init) ?? "")",
                    "\(Numbers.yuan($0.amount))",
                ]
            }, isDense: true)
        return """
            <section class="group"><h2>线下<small>\(preview.below.count) 家，钱不够</small></h2>\(table.html)</section>
            """
    }
}
