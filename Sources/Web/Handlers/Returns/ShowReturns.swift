import Catalogue
import Registers
import Returns
import Store
import Values

extension Desk {
    /// For officers the returns that they manage; for counties and organisations their own sheets.
    func showReturns(_ request: Request) async throws -> Response {
        let now = registry.database.clock.now()
        let page = try await read { reader in
            isReceiver ? try receivedPage(reader) : try managedPage(reader, now)
        }
        return .page(page.html)
    }

    private func managedPage(_ reader: Reader, _ now: Instant) throws -> LeafPage {
        let all =
            party.standing == .none
            ? [] : try returns.managedReturns(reader, at: now, by: party)
        let make: HTML =
            mayMakeReturns
            ? "<div class=\"actions\"><a class=\"btn btn-primary\" href=\"\(Link(.newReturn))\">新建报表</a></div>"
            : ""
        let going = all.filter(\.isGoing)
        let past = all.filter { !$0.isGoing }
        let empty = EmptyState(
            sentence: party.standing == .none
                ? "你的账号没有科室，也不代表县市区或单位，没有归你的报表。请管理员在账号里写明科室。"
                : "还没有报表。要向县市区或单位收数，新建一张，选好列就能下发。",
            action: mayMakeReturns ? ("新建报表", Link(.newReturn)) : nil)
        return LeafPage(
            frame: try frame(reader, "报表", in: .returns),
            lead: "向县市区和单位收数：作一张表、下发、看进度、催报、审核、汇总入库。点进一项，接着办下一步。",
            action: make,
            content: all.isEmpty
                ? empty.html
                : "\(managedTable("在办", going))\(managedTable("已办结", past))")
    }

    private func managedTable(_ title: String, _ list: [ReturnSummary]) -> HTML {
        guard !list.isEmpty else { return "" }
        let table = Table(
            caption: "\(title)的报表",
            columns: [
                .init(title: "报表"), .init(title: "状态"), .init(title: "截止"),
                .init(title: "已打开", isNumber: true), .init(title: "已报送", isNumber: true),
                .init(title: "逾期未报", isNumber: true), .init(title: "责任科室"),
            ],
            rows: list.map { one in
                let late: HTML =
                    one.overdue > 0 ? "<span class=\"overdue\">\(one.overdue)</span>" : "0"
                let isPaper = one.sheets == 0 && one.collection.state != "preparing"
                return [
                    "<a href=\"\(Link.returnTask(one.collection.id))\">\(one.collection["name"].text ?? "")</a>",
                    returnPill(one.collection.state, of: "collection").html,
                    one.isGoing ? due(one.collection) : dueDay(one.collection),
                    isPaper ? "在纸上" : "\(one.opened) / \(one.sheets)",
                    isPaper ? "—" : "\(one.sent) / \(one.sheets)", isPaper ? "—" : late,
                    "\(sectionTitle(one.collection["responsible_section"].text ?? ""))",
                ]
            })
        return """
            <section class="group"><h2>\(title)<small>\(list.count) 项</small></h2>\(table.html)</section>
            """
    }

    private func receivedPage(_ reader: Reader) throws -> LeafPage {
        let all = try returns.receivedSheets(reader, by: party)
        let waiting = all.filter(\.isOpen).sorted {
            ReturnForm.due($0.sheet) < ReturnForm.due($1.sheet)
        }
        let past = all.filter { !$0.isOpen }
        let nothing = EmptyState(sentence: "没有等你填的表。上面布置了会出现在这里，并在“通知”里告诉你。")
        let first: HTML = waiting.isEmpty ? nothing.html : waitingTable(waiting)
        let second: HTML =
            past.isEmpty
            ? ""
            : "<section class=\"group\"><h2>报过的<small>\(past.count) 张</small></h2>\(pastTable(past))</section>"
        return LeafPage(
            frame: try frame(reader, "报表", in: .returns),
            lead: "市里要的表都在这里，先到期的在前。点进去在网页上填，或下载模板填好上传；报送以后发现错了可以更正。",
            content: """
                <section class="group"><h2>等着填的<small>\(waiting.count) 张</small></h2>\(first)</section>
                \(second)
                """)
    }

    private func waitingTable(_ sheets: [SheetView]) -> HTML {
        Table(
            caption: "等着填的表",
            columns: [
                .init(title: "报表"), .init(title: "截止"), .init(title: "状态"), .init(title: "布置科室"),
            ],
            rows: sheets.map { view in
                [
                    "<a href=\"\(Link.sheet(view.sheet.id))\">\(view.form.name)</a>",
                    due(view.sheet), returnPill(view.sheet.state, of: "collection-sheet").html,
                    "\(sectionTitle(view.form.section))",
                ]
            }
        ).html
    }

    private func pastTable(_ sheets: [SheetView]) -> HTML {
        Table(
            caption: "报过的表",
            columns: [
                .init(title: "报表"), .init(title: "状态"), .init(title: "报送时间"),
                .init(title: "截止"), .init(title: "更正次数", isNumber: true),
            ],
            rows: sheets.map { view in
                [
                    "<a href=\"\(Link.sheet(view.sheet.id))\">\(view.form.name)</a>",
                    returnPill(view.sheet.state, of: "collection-sheet").html,
                    sentAt(view.sheet), dueDay(view.sheet),
                    "\(view.sheet["corrections"].integer ?? 0)",
                ]
            }
        ).html
    }

    /// When a sheet was sent last, and whether the first time was late.
    func sentAt(_ sheet: Record) -> HTML {
        let time = String((sheet["sent_at"].text ?? "").prefix(16))
        let late: HTML =
            sheet["late"].integer == 1 ? " <span class=\"overdue\">逾期报送</span>" : ""
        return "\(time)\(late)"
    }
}
