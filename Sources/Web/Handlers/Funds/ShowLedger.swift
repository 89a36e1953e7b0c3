import Catalogue
import Funds
import Registers
import Store
import Values

extension Desk {
    var ledger: Ledger { Ledger(registry) }

    /// The books: what stands in each account, and that debits equal credits.
    func showLedger(_ request: Request) async throws -> Response {
        let chosen = request.parameters["earmark"].flatMap(Int64.init)
        let page = try page(request)
        let html = try await read { reader in
            let books = try ledger.trialBalance(reader)
            let funds = try reader.all(
                """
                SELECT id, name FROM special_fund WHERE state <> \(Lifecycle.withdrawn)
                ORDER BY code
                """)
            var all: [AccountStanding] = []
            var count = 0
            let first = (page - 1) * Self.ledgerRows
            try ledger.eachStanding(reader, earmark: chosen) { one in
                if count >= first, count < first + Self.ledgerRows { all.append(one) }
                count += 1
            }
            let pager = Pager(
                page: page, hasNext: count > first + Self.ledgerRows,
                last: (count + Self.ledgerRows - 1) / Self.ledgerRows, label: "账户翻页"
            ) { Link.ledger(earmark: chosen, page: $0) }
            return LeafPage(
                frame: try frame(reader, "资金账", in: .funds, trail: [ledgerTrail]),
                lead: "每一分钱从预算来、到哪里去，借贷相等。点进一个账户看每一笔收付，再点到文号和依据的记录。",
                content: books.isEmpty
                    ? EmptyState(sentence: "还没有记过账。预算安排、指标下达、合同和拨款办理时自动记账。").html
                    : """
                    \(trialTable(books))\(fundFilter(funds, chosen))
                    \(standingTable(all, count: count))\(pager.html)
                    """
            ).html
        }
        return .page(html)
    }

    /// One account's statement.
    func showStatement(_ request: Request) async throws -> Response {
        guard let id = request.arguments["id"].flatMap(Int64.init) else {
            throw WebError.noPage(request.path)
        }
        let html = try await read { reader in
            _ = try registry.record(
                reader, registry.register("ledger-account"), id, by: viewer)
            let account = try ledger.account(reader, id: id)
            let lines = try ledger.statement(reader, account: id)
            let balance = try ledger.balance(reader, account.code)
            let arriving =
                balance.arriving.fen > 0 ? "，在途收入 \(Numbers.yuan(balance.arriving)) 元" : ""
            let held =
                balance.standing == balance.available
                ? "" : "，其中可用 \(Numbers.yuan(balance.available)) 元，其余已在途付出"
            return LeafPage(
                frame: try frame(
                    reader, account.title, in: .funds,
                    trail: [ledgerTrail, Crumb(title: "资金账", link: .ledger())]),
                lead: "账户 \(account.code)：余额 \(Numbers.yuan(balance.standing)) 元\(held)\(arriving)。"
                    + "记了账的不改；错了冲销，退了另记。",
                content: statementTable(lines, account)
            ).html
        }
        return .page(html)
    }

    private static let ledgerRows = 200

    private var ledgerTrail: Crumb { Crumb(title: "资金", link: Link(.funds)) }

    private func trialTable(_ books: [TrialBalance]) -> HTML {
        Table(
            caption: "试算平衡", showsCaption: true,
            columns: [
                .init(title: "账簿"), .init(title: "账户数", isNumber: true),
                .init(title: "借方合计（元）", isNumber: true),
                .init(title: "贷方合计（元）", isNumber: true), .init(title: "在途（元）", isNumber: true),
                .init(title: "借贷相差（元）", isNumber: true),
            ],
            rows: books.map { book in
                [
                    "\(title(of: book.book))", "\(book.accounts)", "\(Numbers.yuan(book.debits))",
                    "\(Numbers.yuan(book.credits))", "\(Numbers.yuan(book.pendingCredits))",
                    "\(Numbers.yuan(book.difference))",
                ]
            }
        ).html
    }

    private func title(of book: LedgerAccount.Book) -> String {
        catalogue.list("ledgers")?.title(of: book.rawValue) ?? book.rawValue
    }

    private func fundFilter(_ funds: [[Scalar]], _ chosen: Int64?) -> HTML {
        guard !funds.isEmpty else { return "" }
        let options = funds.map { row -> HTML in
            let id = row[0].integer ?? 0
            let selected: HTML = id == chosen ? " selected" : ""
            return "<option value=\"\(id)\"\(selected)>\(row[1].text ?? "")</option>"
        }
        return """
            <form class="filters" method="get" action="\(Link.ledger())"><label for="earmark">专项资金</label>
            <select class="form-select" id="earmark" name="earmark"><option value="">全部</option>\
            \(each: options, { $0 })</select><button class="btn btn-outline-primary">查看</button></form>
            """
    }

    private func standingTable(_ all: [AccountStanding], count: Int) -> HTML {
        Table(
            caption: "账户余额，共 \(count) 户", showsCaption: true,
            columns: [
                .init(title: "账户"), .init(title: "类别", isTight: true),
                .init(title: "账簿", isTight: true),
                .init(title: "余额（元）", isNumber: true), .init(title: "可用（元）", isNumber: true),
                .init(title: "在途收入（元）", isNumber: true), .init(title: "账户编码", isTight: true),
            ],
            rows: all.map { one in
                let kind = catalogue.list("ledger-account-kinds")?.title(
                    of: one.account.kind.rawValue)
                return [
                    "<a href=\"\(Link.statement(one.id))\">\(one.account.title)</a>",
                    "\(kind ?? "")", "\(title(of: one.account.book))",
                    "\(Numbers.yuan(one.balance.standing))",
                    one.account.isBounded ? "\(Numbers.yuan(one.balance.available))" : "—",
                    one.balance.arriving == .zero ? "—" : "\(Numbers.yuan(one.balance.arriving))",
                    "<code>\(one.account.code)</code>",
                ]
            }, isDense: true
        ).html
    }

    private func statementTable(_ lines: [StatementLine], _ account: LedgerAccount) -> HTML {
        let events = catalogue.list("ledger-events")
        let phases = catalogue.list("ledger-phases")
        return Table(
            caption: "\(account.title)对账单",
            columns: [
                .init(title: "日期", isTight: true), .init(title: "事项"), .init(title: "方式"),
                .init(title: "对方"), .init(title: "收（元）", isNumber: true),
                .init(title: "付（元）", isNumber: true), .init(title: "余额（元）", isNumber: true),
                .init(title: "文号"), .init(title: "依据"), .init(title: "摘要"),
            ],
            rows: lines.map { line in
                [
                    "<a href=\"\(Link.record("ledger-transfer", line.transfer))\">\(line.on)</a>",
                    "\(events?.title(of: line.event) ?? line.event)",
                    "\(phases?.title(of: line.phase) ?? line.phase)", "\(line.other)",
                    "\(line.debit.map(Numbers.yuan) ?? "")",
                    "\(line.credit.map(Numbers.yuan) ?? "")",
                    "\(Numbers.yuan(line.standing))", "\(line.docNo ?? "")", basis(line.about),
                    "\(line.note ?? "")",
                ]
            }, isDense: true
        ).html
    }

    private func basis(_ about: TransferRequest.About?) -> HTML {
        guard let about, let register = catalogue.register(about.register) else { return "" }
        return """
            <a href="\(Link.record(about.register, about.record))">\(register.title) \(about.record)</a>
            """
    }
}
