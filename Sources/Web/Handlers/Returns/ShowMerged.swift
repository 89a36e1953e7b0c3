import Catalogue
import Registers
import Returns
import Store
import Values

extension Desk {
    /// All sheets that are in as one table: totals, differences, marks with reasons, and who is
    /// missing.
    func showMerged(_ request: Request) async throws -> Response {
        let id = try returnID(request)
        let page = try await read { reader in
            let merged = try returns.mergeSheets(reader, of: id, by: party)
            let title = "汇总：\(merged.form.name)"
            return LeafPage(
                frame: try returnFrame(
                    reader, title, [Crumb(title: merged.form.name, link: .returnTask(id))]),
                lead: "报来的各表合成一张，合计、与上期的增减由平台算。带 ▲ 的请核对，理由写在下面；核对后回到各单位的表审核或退回。",
                action: merged.parts.isEmpty ? "" : Self.files(id, merged),
                content: """
                    \(missing(merged))\(marks(merged))\(comparison(merged))\(rows(merged))
                    """)
        }
        return .page(page.html)
    }

    private static func files(_ id: Int64, _ merged: MergedReturn) -> HTML {
        let comparison: HTML? =
            merged.totalled.isEmpty
            ? nil
            : "<a class=\"btn\" href=\"\(Link.of(.mergedComparison, id))\">与上期比较（Excel）</a>"
        return """
            <div class="actions"><a class="btn btn-primary" href="\(Link.of(.mergedRows, id))">汇总表（Excel）</a> \
            \(comparison)</div>
            """
    }

    private func missing(_ merged: MergedReturn) -> HTML {
        guard !merged.missing.isEmpty else {
            return Notice(kind: .done, text: "\(merged.parts.count) 个单位都报了，没有缺报。").html
        }
        let names = merged.missing.map { "\($0.receiver)（\($0.state)）" }.joined(separator: "、")
        return Notice(
            kind: .caution,
            text: "报了 \(merged.parts.count) 个，缺 \(merged.missing.count) 个，合计里没有它们：\(names)。"
        ).html
    }

    private func marks(_ merged: MergedReturn) -> HTML {
        guard !merged.outliers.isEmpty else { return "" }
        let sheets = Dictionary(merged.parts.map { ($0.view.receiver, $0.view.sheet.id) }) { $1 }
        let items = merged.outliers.map { mark -> HTML in
            let name: HTML =
                sheets[mark.receiver].map { "<a href=\"\(Link.sheet($0))\">\(mark.receiver)</a>" }
                ?? "\(mark.receiver)"
            return
                "<li><span aria-hidden=\"true\">▲</span> \(name)“\(mark.heading)”：\(mark.reason)。</li>"
        }
        return """
            <section class="panel warn"><h2>请核对<small>\(items.count) 处</small></h2>\
            <p class="note">只是提醒看一眼，不是说错了。</p><ul class="marks">\(items)</ul></section>
            """
    }

    private func comparison(_ merged: MergedReturn) -> HTML {
        let columns = merged.totalled
        guard !columns.isEmpty, !merged.parts.isEmpty else { return "" }
        let hasLast = columns.contains { merged.totals[$0.key]?.last != nil }
        func cells(_ change: ReturnChange?, _ column: ReturnColumn, _ mark: Bool) -> [HTML] {
            func text(_ value: Int64?) -> String {
                value.map { Numbers.grouped(column.text(.integer($0), in: catalogue)) } ?? ""
            }
            let percent = (change?.percent).map { "（\(Numbers.signed($0.rounded(1)))%）" } ?? ""
            let sign = (change?.difference ?? 0) > 0 ? "+" : ""
            let difference =
                change?.difference == nil ? "" : sign + text(change?.difference) + percent
            let present: HTML = "\(mark ? Self.mark : HTML.empty)\(text(change?.present))"
            return hasLast ? [present, "\(text(change?.last))", "\(difference)"] : [present]
        }
        let rows = merged.parts.map { part -> [HTML] in
            let own = Set(
                merged.outliers.filter { $0.receiver == part.view.receiver }.map(\.heading))
            return [
                "<a href=\"\(Link.sheet(part.view.sheet.id))\">\(part.view.receiver)</a>"
            ] + columns.flatMap { cells(part.sums[$0.key], $0, own.contains($0.heading)) }
        }
        let table = Table(
            caption: "各单位合计与上期比较",
            columns: [.init(title: "填报单位")]
                + columns.flatMap { column -> [Table.Column] in
                    let present = Table.Column(title: column.title, isNumber: true)
                    guard hasLast else { return [present] }
                    return [
                        present, .init(title: "\(column.heading)上期", isNumber: true),
                        .init(title: "\(column.heading)增减", isNumber: true),
                    ]
                }, rows: rows,
            total: ["合计"] + columns.flatMap { cells(merged.totals[$0.key], $0, false) })
        let new = merged.withoutLast
        let note: HTML? =
            new.isEmpty || new.count == merged.parts.count
            ? nil
            : "<p class=\"note\">合计的增减只含两期都有数的单位，没有上期数的：\(new.joined(separator: "、"))。</p>"
        return """
            <section class="group"><h2>\(hasLast ? "合计与上期比较" : "各单位合计")</h2>\(table.html)\(note)</section>
            """
    }

    private static let mark: HTML = """
        <span class="soon"><span aria-hidden="true">▲ </span><span class="visually-hidden">请核对：</span></span>
        """

    private static let mostRows = 1_000

    private func rows(_ merged: MergedReturn) -> HTML {
        guard !merged.parts.isEmpty else {
            return EmptyState(
                sentence: "还没有单位报送，没有可以汇总的。",
                action: ("看进度", .returnTask(merged.form.collection.id))
            ).html
        }
        let columns = merged.form.columns
        var rows: [[HTML]] = []
        for part in merged.parts {
            let name: HTML =
                "<a href=\"\(Link.sheet(part.view.sheet.id))\">\(part.view.receiver)</a>"
            let late = part.view.sheet["late"].integer == 1 ? "（逾期）" : ""
            let state: HTML = "\(part.state)\(late)"
            if part.view.answers.rows.isEmpty {
                rows.append([name] + columns.map { _ in "" } + ["\(state) 零报告"])
            }
            rows += part.view.answers.rows.map { row in
                [name] + columns.map { "\(Numbers.cell(row[$0.key] ?? "", $0.type))" } + [state]
            }
        }
        let sums = columns.map { column -> HTML in
            let sum = merged.totals[column.key]?.present
            return "\(sum.map { Numbers.grouped(column.text(.integer($0), in: catalogue)) } ?? "")"
        }
        let table = Table(
            caption: "汇总表",
            columns: [.init(title: "填报单位")]
                + columns.map { .init(title: $0.title, isNumber: Numbers.isNumber($0.type)) }
                + [.init(title: "状态", isTight: true)],
            rows: Array(rows.prefix(Self.mostRows)), total: ["合计"] + sums + [""],
            isDense: true)
        let more: HTML? =
            rows.count > Self.mostRows
            ? "<p class=\"note\">只列出前 \(Self.mostRows) 行，共 \(rows.count) 行；全部在 Excel 里。</p>" : nil
        return """
            <section class="group"><h2>汇总表<small>\(rows.count) 行</small></h2>\(table.html)\(more)</section>
            """
    }

    /// All rows of all receivers as an official table of Excel.
    func sendMergedRows(_ request: Request) async throws -> Response {
        try await mergedFile(request, "汇总表") { try returns.exportRows($0, to: $1) }
    }

    /// The sums beside those of last period, as an official table of Excel.
    func sendMergedComparison(_ request: Request) async throws -> Response {
        try await mergedFile(request, "与上期比较") { try returns.exportComparison($0, to: $1) }
    }

    private func mergedFile(
        _ request: Request, _ title: String,
        _ write: @Sendable @escaping (MergedReturn, String) throws -> Void
    ) async throws -> Response {
        let id = try returnID(request)
        let merged = try await read { try returns.mergeSheets($0, of: id, by: party) }
        let bytes = try await temporaryFile("xlsx") { try write(merged, $0) }
        return .download(
            .bytes(bytes), type: Self.excel, name: "\(merged.form.name)\(title).xlsx",
            plainName: "return-\(id).xlsx")
    }
}
