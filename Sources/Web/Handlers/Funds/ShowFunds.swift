import Catalogue
import Funds
import Registers
import Store
import Values

extension Desk {
    /// The finance officer's screen: what there is, what was spent, who is late, what to do.
    func showFunds(_ request: Request) async throws -> Response {
        let asked = try year(request)
        let done = request.parameters["done"]
        let page = try await read { reader in
            let year = try fundsYear(reader, asked)
            let model = try budget.year(reader, year)
            let found = try budget.reconcile(reader, year: year)
            let years = Set(try budget.years(reader) + [year]).sorted()
            let title = "\(year)年资金"
            let action: HTML = """
                <div class="actions">\(mayOnBudget(.import) ? Self.bring : HTML.empty)\
                \(YearSwitch(years: years, chosen: year, link: { Link(.funds).with("year", String($0)) }).html)</div>
                """
            return LeafPage(
                frame: try frame(reader, title, in: .funds, year: year), lead: Self.lead(model),
                action: action,
                content: model.isEmpty
                    ? "\(empty(year))\(books)"
                    : """
                    \(Self.told(done))\(Self.equation(model))\(sections(model))\(Self.warnings(model))\
                    \(Self.finals(found))\(Self.tables(model, found))\(books)
                    """)
        }
        return .page(page.html)
    }

    private static let bring: HTML = """
        <a class="btn btn-primary" href="\(Link(.fundsFiles))">导入 Excel</a>
        """

    private static func lead(_ model: BudgetYear) -> String {
        guard let month = model.month else {
            return "预算从哪里来、花了多少、哪个科室慢了。还没有月度执行，导入一体化系统的执行表就有。金额单位：万元。"
        }
        return "预算从哪里来、花了多少、哪个科室慢了，截至\(month.chinese)底。每个数点开是明细。金额单位：万元。"
    }

    private func empty(_ year: Int) -> HTML {
        EmptyState(
            sentence: "\(year)年还没有预算明细。把预算管理一体化系统导出的 Excel 拿来，平台认得是什么表。",
            action: mayOnBudget(.import) ? ("导入 Excel", Link(.fundsFiles)) : nil
        ).html
    }

    private static func told(_ done: String?) -> HTML? {
        let words = [
            "taken": "已记下，结果在下面。", "told": "已发给科室，催办日期记在明细上。",
        ]
        return done.flatMap { words[$0] }.map { Notice(kind: .done, text: $0).html }
    }

    /// Opening + carried in + added − cut = the year's budget, spent, rate, time.
    private static func equation(_ model: BudgetYear) -> HTML {
        func row(_ title: String, _ sums: BudgetYear.Sums, _ own: [(String, String)]) -> [HTML] {
            let link = lines(model.year, own)
            func part(_ amount: Money) -> HTML {
                sums.linesInParts == 0 ? "—" : linked(amount, link)
            }
            return [
                "<a href=\"\(link)\">\(title)</a>", part(sums.opening), part(sums.carriedIn),
                part(sums.added), part(sums.cut), part(sums.shifted), part(sums.withdrawn),
                linked(sums.total, link), sums.linesPaid == 0 ? "—" : linked(sums.paid, link),
                "\(percent(sums.rate))", "\(percent(model.time))",
            ]
        }
        let titles = [
            "年初预算", "＋上年结转", "＋追加", "－追减", "±调剂", "－收回统筹", "＝全年预算", "已支付", "执行率", "时间进度",
        ]
        var rows: [[HTML]] = []
        if model.own.lines > 0 { rows.append(row("本部门支出", model.own, [("own_spend", "1")])) }
        if model.parts.count > 1 {
            rows += model.parts.map { part in
                let filters = part.filters.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }
                return row(
                    "　其中：\(part.title)", part.sums,
                    [("own_spend", "1")] + filters.map { ($0.key, $0.value) })
            }
        }
        if model.passedOn.lines > 0 {
            rows.append(row("下达县市区和企业", model.passedOn, [("own_spend", "0")]))
        }
        let table = Table(
            caption: "\(model.year)年预算和执行，万元",
            columns: [.init(title: "类别")] + titles.map { .init(title: $0, isNumber: true) },
            rows: rows)
        let loose = [model.own, model.passedOn].filter { $0.linesInParts > 0 && !$0.addsUp }
            .map { $0.lines - $0.linesInParts }.reduce(0, +)
        let note: HTML? =
            loose > 0
            ? "<p class=\"note\">有 \(loose) 条明细没有写年初、结转、追加等构成，各项相加少于全年预算。</p>" : nil
        return "<section class=\"group\"><h2>预算和执行</h2>\(table.html)\(note)</section>"
    }

    private func sections(_ model: BudgetYear) -> HTML {
        let rows = model.sections.map { section -> [HTML] in
            let link = Self.lines(
                model.year, section.code.map { [("responsible_section", $0)] } ?? [])
            let lag = section.progress?.lag.map { "慢 \($0) 个百分点" } ?? "—"
            let late: HTML =
                section.late.isEmpty
                ? "没有" : "<span class=\"overdue\">\(section.late.count) 条慢了</span>"
            return [
                "<a href=\"\(link)\">\(section.title)</a>", "\(section.sums.lines)",
                Self.linked(section.sums.total, link),
                section.sums.linesPaid == 0 ? "—" : Self.linked(section.sums.paid, link),
                "\(Self.percent(section.sums.rate))", "\(lag)", late,
            ]
        }
        let table = Table(
            caption: "各科室执行，万元",
            columns: [
                .init(title: "科室"), .init(title: "明细", isNumber: true),
                .init(title: "全年预算", isNumber: true), .init(title: "已支付", isNumber: true),
                .init(title: "执行率", isNumber: true), .init(title: "与时间进度比"),
                .init(title: "慢的明细"),
            ], rows: rows)
        let rule: HTML? = model.lagPoints.map {
            "<p class=\"note\">慢于时间进度 \($0.trimmed) 个百分点以上的算慢。</p>"
        }
        return """
            <section class="group"><h2>各科室</h2>\(table.html)\(rule)</section>\
            \(model.sections.map(late))
            """
    }

    /// A section that is behind: its lines, the message to it, and the button that sends it.
    private func late(_ section: BudgetYear.Section) -> HTML {
        guard let words = Budget.message(section), let code = section.code else { return "" }
        let items = section.late.map { late -> HTML in
            """
            <li><a href="\(Link.record("budget-line", late.line.id))">\(late.line.label)</a>：预算 \
            \(Self.wan(late.progress.total)) 万元，已付 \(Self.wan(late.progress.paid)) 万元，\
            \(Self.percent(late.progress.rate))，\(late.reason.map { "原因：\($0)" } ?? "还没有写原因")</li>
            """
        }
        let isDone = section.remindedOn == today.iso
        let year = section.late.first.map { $0.line.year } ?? today.year
        let send: HTML =
            isDone
            ? "<p class=\"note\">今天已经催过。</p>"
            : mayOnBudget(.change)
                ? """
                <form method="post" action="\(Link(.tellFundsSection, [code]).with("year", String(year)))">\
                \(Person.field(formToken))<button class="btn btn-primary">发给\(section.title)</button></form>
                """ : ""
        let before: HTML? = section.remindedOn.map {
            isDone ? "" : "<p class=\"note\">上次催办 \($0)。</p>"
        }
        return """
            <section class="panel"><h2>\(section.title)慢了<small>\(section.late.count) 条</small></h2>\
            <ul class="plain">\(items)</ul><h3>给科室的话</h3><p>\(words)</p>\(before)\(send)</section>
            """
    }

    private static func warnings(_ model: BudgetYear) -> HTML {
        var rows: [[HTML]] = []
        func sum(_ lines: [BudgetLine], _ amount: (BudgetLine) -> Money?) -> String {
            wan(Money(fen: lines.compactMap { amount($0)?.fen }.reduce(0, &+)))
        }
        if !model.undetailed.isEmpty {
            rows.append([
                "<a href=\"\(Link.worklist("budget-undetailed"))\">待细化，9月30日前要分到单位</a>",
                "\(model.undetailed.count)", "\(sum(model.undetailed, \.total))",
            ])
        }
        if !model.expiring.isEmpty {
            rows.append([
                "<a href=\"\(Link.worklist("carry-over-expiring"))\">结转资金年底满两年，付不完转作结余</a>",
                "\(model.expiring.count)", "\(sum(model.expiring, \.left))",
            ])
        }
        guard !rows.isEmpty else { return "" }
        let table = Table(
            caption: "要留意的钱，万元",
            columns: [
                .init(title: "什么"), .init(title: "明细", isNumber: true),
                .init(title: "金额（万元）", isNumber: true),
            ], rows: rows)
        return "<section class=\"group\"><h2>要留意的钱</h2>\(table.html)</section>"
    }

    private static func finals(_ found: Reconciliation) -> HTML {
        let link = Link(.fundsReconciliation).with("year", String(found.year))
        let words =
            found.red.isEmpty
            ? "\(found.checks.count - found.untestable.count) 项一致，\(found.untestable.count) 项无法核对。"
            : "\(found.red.count) 项不平，公开表不能打印。"
        let sums: HTML? =
            found.total == .zero
            ? nil
            : """
            <p>基本支出 \(wan(found.basic)) 万元，项目支出 \(wan(found.project)) 万元，\
            合计 \(wan(found.total)) 万元，执行率 \(percent(found.rate))。</p>
            """
        return """
            <section class="group"><h2>决算</h2>\(sums)<p><a href="\(link)">决算核对</a>：\(words)</p></section>
            """
    }

    private static func tables(_ model: BudgetYear, _ found: Reconciliation) -> HTML {
        let items = FinanceTable.Kind.allCases.map { kind -> HTML in
            let link = Link(.fundsTable, [kind.rawValue]).with("year", String(model.year))
            return "<li><a class=\"btn\" href=\"\(link)\">\(kind.title)</a></li>"
        }
        return """
            <section class="group"><h2>打印财政的表</h2><ul class="starts">\(items)</ul></section>
            """
    }

    /// What else there is about money: papers, special funds, the books with their vouchers,
    /// running costs; what the viewer may read.
    private var books: HTML {
        let pages: [(title: String, register: String, link: Link)] = [
            ("指标文", "allocation-paper", .fundPapers),
            ("各专项从预算到票据", "special-fund", .specialFunds()),
            ("账簿和对账单", "ledger-account", Link(.ledger)),
            (
                "预算进出的凭证", "ledger-transfer",
                .register("ledger-transfer", Parameters([("about_register", "budget-line")]))
            ), ("“三公”和运行经费", "cost-limit", .runningCosts(today.year)),
        ]
        let items = pages.compactMap { page -> HTML? in
            guard let register = catalogue.register(page.register),
                registry.may(viewer, .read, on: register)
            else { return nil }
            return "<li><a class=\"btn\" href=\"\(page.link)\">\(page.title)</a></li>"
        }
        guard !items.isEmpty else { return "" }
        return """
            <section class="group"><h2>接着看</h2><ul class="starts">\(items)</ul></section>
            """
    }

    /// Sends a section the message about its late lines.
    func tellFundsSection(_ request: Request) async throws -> Response {
        let year = try year(request) ?? today.year
        try await budget.tellSection(
            request.arguments["section"] ?? "", year: year, by: viewer)
        return .see(Link(.funds).with("year", String(year)).with("done", "told"))
    }
}
