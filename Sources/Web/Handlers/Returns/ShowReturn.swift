import Catalogue
import Registers
import Returns
import Store
import Values

extension Desk {
    /// How far one return is: who has not opened, opened, sent, is late; and what can be done.
    func showReturn(_ request: Request) async throws -> Response {
        let id = try returnID(request)
        let now = registry.database.clock.now()
        let page = try await read { reader in
            let standing = try returns.standing(reader, id, at: now, by: party)
            return LeafPage(
                frame: try returnFrame(reader, standing.form.name),
                lead: lead(standing), action: acts(standing),
                content: """
                    \(doneNotice(request))\(mistakes(standing.form))\(counts(standing))\
                    \(receivers(standing))\(asked(standing.form))\(try landings(reader, standing.form))\
                    \(reminders(standing.form))
                    """)
        }
        return .page(page.html)
    }

    private func lead(_ standing: ReturnStanding) -> String {
        let by = sectionTitle(standing.form.section)
        let due = ReturnForm.dueWords(standing.form.collection)
        switch standing.form.collection.state {
        case "preparing": return "\(by)布置，截止 \(due)，还没有下发。看过各列没有问题就下发，下发后列不能再改。"
        case "issued":
            return "\(by)布置，截止 \(due)。谁没打开、谁没报在下面；没报的可以一键催报，报来的点开审核。"
        case "summarising": return "\(by)布置，正在汇总审核，只有退回的还能补报。审核通过的可以汇总、入库。"
        default: return "\(by)布置，截止 \(due)，现在是“\(standing.state)”。填过的内容和经过都留着。"
        }
    }

    /// What can be done now, what one comes for first.
    private func acts(_ standing: ReturnStanding) -> HTML {
        let form = standing.form
        let id = form.collection.id
        var acts: [(title: String, link: Link)] = []
        let state = form.collection.state
        let isGoing = ["issued", "summarising"].contains(state)
        let isUnsent = standing.sheets.contains { !$0.isSent && $0.sheet.state != "lapsed" }
        if mayMakeReturns, state == "preparing" {
            if form.mistakes.isEmpty { acts.append(("下发", .of(.sendReturn, id))) }
            acts.append(("修改", .editRecord("collection", id)))
        }
        if mayMakeReturns, isGoing, isUnsent { acts.append(("催报", .of(.chaseReturn, id))) }
        if !standing.sheets.isEmpty { acts.append(("汇总表", .of(.mergedReturn, id))) }
        if mayMakeReturns, isGoing || state == "reported", form.register != nil {
            acts.append(("入库", .of(.landReturn, id)))
        }
        if let register = catalogue.register("collection"), !standing.sheets.isEmpty {
            acts += registry.moves(viewer, form.collection, in: register)
                .filter { !["issue", "cancel"].contains($0.name) }
                .map { (Self.moveTitle($0), Link.moveRecord("collection", id, $0.name)) }
        }
        if mayMakeReturns, isGoing || state == "preparing" {
            acts.append(("取消", .of(.cancelReturn, id)))
        }
        let buttons = acts.enumerated().map { index, act -> HTML in
            "<a class=\"btn\(index == 0 ? " btn-primary" : "")\" href=\"\(act.link)\">\(act.title)</a> "
        }
        return "<div class=\"actions\">\(buttons)</div>"
    }

    /// 汇总 is a state here and a table beside it: the move says which it is.
    private static func moveTitle(_ move: Lifecycle.Move) -> String {
        move.name == "summarise" ? "截止填报，进入汇总" : move.title
    }

    private func mistakes(_ form: ReturnForm) -> HTML {
        guard form.collection.state == "preparing", !form.mistakes.isEmpty else { return "" }
        let items = form.mistakes.map { "<li>\($0)。</li>" as HTML }
        return """
            <section class="panel wrong"><h2><span aria-hidden="true">✕</span> 有 \(form.mistakes.count) 处不对，\
            改好才能下发</h2><ul>\(items)</ul></section>
            """
    }

    private func counts(_ standing: ReturnStanding) -> HTML {
        guard !standing.sheets.isEmpty else { return "" }
        let overdue = standing.sheets.count(where: \.isOverdue)
        let items = standing.counts.map { "<li><b>\($0.count)</b> \($0.state)</li>" as HTML }
        let late: HTML? =
            overdue > 0
            ? "<li class=\"overdue\"><b>\(overdue)</b> <span aria-hidden=\"true\">✕</span> 逾期未报</li>"
            : nil
        return """
            <ul class="standing" aria-label="各单位进度，共 \(standing.sheets.count) 个">\(items)\(late)</ul>
            """
    }

    private func receivers(_ standing: ReturnStanding) -> HTML {
        guard !standing.sheets.isEmpty else {
            let isNew = standing.form.collection.state == "preparing"
            return EmptyState(
                sentence: isNew ? "还没有下发，没有填报单位。" : "这一项没有网上的填报表：在纸上报送，情况记在登记册里。",
                action: isNew
                    ? nil : ("登记册里的记录", .record("collection", standing.form.collection.id))
            ).html
        }
        let table = Table(
            caption: "各单位进度",
            columns: [
                .init(title: "填报单位"), .init(title: "状态"), .init(title: "打开", isTight: true),
                .init(title: "报送"), .init(title: "次数", isNumber: true), .init(title: "盖章件"),
                .init(title: "上次催报", isTight: true),
            ],
            rows: standing.sheets.map { one in
                let late: HTML = one.isOverdue ? " <span class=\"overdue\">逾期未报</span>" : ""
                return [
                    "<a href=\"\(Link.sheet(one.sheet.id))\">\(one.receiver)</a>",
                    "\(returnPill(one.sheet.state, of: "collection-sheet").html)\(late)",
                    "\(one.sheet["opened_on"].text ?? "")", sentAt(one.sheet),
                    "\(one.sheet["sendings"].integer ?? 0)",
                    one.sheet["stamped_scan"].isNull ? "" : "✓ 有",
                    "\(one.remindedOn ?? "")",
                ]
            })
        return """
            <section class="group"><h2>填报单位<small>\(standing.sheets.count) 个</small></h2>\(table.html)</section>
            """
    }

    /// The columns with their checks, as whoever fills them in is told.
    func asked(_ form: ReturnForm) -> HTML {
        let table = Table(
            caption: "要填的列",
            columns: [
                .init(title: "列"), .init(title: "填什么"), .init(title: "必填", isTight: true),
                .init(title: "核对"), .init(title: "说明"),
            ],
            rows: form.columns.map { column in
                [
                    "\(column.title)", "\(ColumnWords.kind(column, catalogue))",
                    column.isRequired ? "必填" : "", "\(ColumnWords.checks(column, form))",
                    "\(column.help)",
                ]
            })
        let rows: HTML? =
            form.rowTitles.isEmpty
            ? nil : "<p class=\"note\">固定的行：\(form.rowTitles.joined(separator: "、"))</p>"
        let lands: HTML? = form.register.map {
            "<p class=\"note\">审核通过后可以入库到登记册“\($0.title)”。</p>"
        }
        return """
            <section class="group"><h2>要填的列<small>\(form.columns.count) 列</small></h2>\(table.html)\(rows)\(lands)</section>
            """
    }

    private func landings(_ reader: Reader, _ form: ReturnForm) throws -> HTML {
        let rows = form.collection.rows["landings"] ?? []
        guard !rows.isEmpty else { return "" }
        func number(_ row: [String: Scalar], _ name: String) -> HTML {
            "\(row[name]?.integer ?? 0)"
        }
        let table = Table(
            caption: "入库的经过",
            columns: [
                .init(title: "日期"), .init(title: "表", isNumber: true),
                .init(title: "新增", isNumber: true), .init(title: "变更", isNumber: true),
                .init(title: "未变", isNumber: true), .init(title: "消失", isNumber: true),
                .init(title: "批次"), .init(title: "经办"),
            ],
            rows: rows.reversed().map { row in
                let batch: HTML? = (row["batch"]?.integer).map {
                    "<a href=\"\(Link.record("import-batch", $0))\">#\($0)</a>"
                }
                return [
                    "\(row["landed_on"]?.text ?? "")", number(row, "sheets"),
                    number(row, "created"), number(row, "changed"), number(row, "unchanged"),
                    number(row, "vanished"), "\(batch)", "\(row["by"]?.text ?? "")",
                ]
            })
        return "<section class=\"group\"><h2>入库</h2>\(table.html)</section>"
    }

    private func reminders(_ form: ReturnForm) -> HTML {
        let rows = form.collection.rows["reminders"] ?? []
        guard !rows.isEmpty else { return "" }
        let means = catalogue.list("reminder-means")
        let table = Table(
            caption: "催报的经过，最近的在前",
            columns: [
                .init(title: "日期"), .init(title: "对象"), .init(title: "方式"),
                .init(title: "内容"), .init(title: "催报人"),
            ],
            rows: rows.suffix(200).reversed().map { row in
                [
                    "\(row["reminded_on"]?.text ?? "")", "\(row["to_whom"]?.text ?? "")",
                    "\(means?.title(of: row["means"]?.text ?? "") ?? "")",
                    "\(row["words"]?.text ?? "")", "\(row["by"]?.text ?? "")",
                ]
            })
        return """
            <section class="group"><h2>催报<small>\(rows.count) 次</small></h2>\(table.html)</section>
            """
    }
}
