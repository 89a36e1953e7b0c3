import Catalogue
import Journal
import Registers
import Store
import Values

/// The page of an archive for people: what it holds, in the order of a file, each record with its
/// cells and its steps. It stands alone: no script, nothing from elsewhere.
struct ArchiveIndex {
    let awards: Awards
    let file: ProjectFile
    let labels: [String: [Int64: String]]

    /// The order in which an auditor reads; the others follow by name.
    private static let order = [
        "project", "call", "guide-topic", "technology-need", "application", "project-funding",
        Awards.contracts, Awards.changes, Awards.reports, "payment-request", "allocation-paper",
        "allocation", "project-expense", Awards.expenditureChecks, "fund-return",
        Awards.acceptances, Awards.scienceReports, Awards.results, "ledger-transfer", "approval",
        "paper", "file",
    ]

    var html: String {
        let project = file.project
        let name = Self.escaped(project["name"].text ?? "")
        let groups = Dictionary(grouping: file.items, by: \.register)
        let names = groups.keys.sorted {
            (place($0), $0) < (place($1), $1)
        }
        let contents = names.map {
            "<li><a href=\"#\($0)\">\(title($0))</a> \(groups[$0]?.count ?? 0)</li>"
        }.joined()
        let facts = [
            ("项目编号", project["project_no"].text ?? ""), ("档号", project["archive_no"].text ?? "未编"),
            ("日志截至", "第 \(file.entry) 条"), ("记录", "\(file.items.count) 条"),
            ("附件", "\(file.attachments.count) 份"),
        ].map { "<dt>\($0.0)</dt><dd>\(Self.escaped($0.1))</dd>" }.joined()
        return """
            <!doctype html>
            <html lang="zh-CN"><head><meta charset="utf-8"><title>\(name) 案卷</title>
            <style>body{font:16px/1.6 serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
            table{border-collapse:collapse;width:100%;margin:.5rem 0}th,td{border:1px solid #999;
            padding:.2rem .5rem;text-align:left;vertical-align:top}th{width:11rem}
            dl{display:grid;grid-template-columns:8rem 1fr}h2{margin-top:2rem}</style></head>
            <body><h1>\(name) 案卷</h1><dl>\(facts)</dl>
            <p>每份文件的摘要（SHA-256）在 manifest.json；用 dongting archive verify 核验。</p>
            <h2>目录</h2><ol>\(contents)</ol>
            \(names.map { section($0, groups[$0] ?? []) }.joined(separator: "\n"))
            </body></html>

            """
    }

    private func place(_ register: String) -> Int {
        Self.order.firstIndex(of: register) ?? Self.order.count
    }

    private func title(_ register: String) -> String {
        Self.escaped(awards.catalogue.register(register)?.title ?? register)
    }

    private func section(_ register: String, _ items: [ProjectFile.Item]) -> String {
        """
        <section id="\(register)"><h2>\(title(register))</h2>\(items.map(record).joined())</section>
        """
    }

    private func record(_ item: ProjectFile.Item) -> String {
        let label = labels[item.register]?[item.id] ?? "#\(item.id)"
        let content = (try? Canonical.parse(item.image)) ?? [:]
        let declared = awards.catalogue.register(item.register)
        let cells = (declared?.fields ?? []).compactMap { field -> String? in
            guard let value = content[field.name] else { return nil }
            return "<tr><th>\(Self.escaped(field.title))</th><td>\(text(value, field))</td></tr>"
        }.joined()
        var state = ""
        if case .scalar(let cell) = content["state"], let declared {
            state = awards.catalogue.lifecycle(of: declared).title(of: cell.text ?? "")
        }
        let steps = item.steps.map { step in
            let entry = step.entry
            let reason = entry.act.reason.map { "：\($0)" } ?? ""
            return "<li>\(entry.at.businessTime) \(Self.escaped(entry.act.actor))，"
                + "\(Self.escaped(entry.act.event))\(Self.escaped(reason))（日志 \(entry.number)）</li>"
        }.joined()
        let link: String
        if item.register == "file",
            let attachment = file.attachments.first(where: { $0.id == item.id })
        {
            let name = Self.escaped(Awards.name(of: attachment))
            link = " <a href=\"\(name)\">打开原件</a>"
        } else {
            link = ""
        }
        return """
            <article><h3>\(Self.escaped(label)) <small>\(Self.escaped(state))</small>\(link)</h3>\
            <table>\(cells)</table><details><summary>办理经过</summary><ol>\(steps)</ol></details>\
            <p><small><a href="records/\(item.register)/\(item.id).json">原始记录</a></small></p></article>
            """
    }

    private func text(_ value: ImageValue, _ field: Field) -> String {
        switch value {
        case .scalar(let cell): return field.personal ? "（个人信息）" : Self.escaped(text(cell, field))
        case .rows(let rows):
            let columns = field.type.columns ?? []
            let head = columns.map { "<th>\(Self.escaped($0.title))</th>" }.joined()
            let body = rows.map { row in
                "<tr>"
                    + columns.map { column in
                        "<td>\(column.personal ? "" : Self.escaped(text(row[column.name] ?? .null, column)))</td>"
                    }.joined() + "</tr>"
            }.joined()
            return "<table><tr>\(head)</tr>\(body)</table>"
        }
    }

    private func text(_ cell: Scalar, _ field: Field) -> String {
        if let target = field.type.target, let id = cell.integer {
            return labels[target]?[id] ?? "#\(id)"
        }
        return field.type.text(cell, in: awards.catalogue)
    }

    static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
            .replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
            .replacing("\n", with: "<br>")
    }
}
