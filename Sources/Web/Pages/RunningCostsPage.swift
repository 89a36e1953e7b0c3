import Funds
import Values

/// How far each kind of running costs has come in a year, and the table that is published with the
/// final accounts.
struct RunningCostsPage: Sendable {
    let frame: Frame
    let year: Int
    let years: YearSwitch
    let standings: [CostStanding]
    let disclosure: Disclosure
    /// The warning share in percent, and the document that says so.
    let share: (percent: String, source: String)?
    let mayMakeLimits: Bool

    var html: HTML {
        let isEmpty = standings.isEmpty && disclosure.isEmpty
        let json = Link(.apiRunningCosts, [], Link.question(year, nil))
        return Layout.page(
            frame,
            """
            <div class="top"><div><h1>\(frame.title)</h1>
            <p class="lede">从申请起就占限额，报销后按实际数；超过限额的申请会被拦下。下面是随决算公开的数量和金额。</p></div>
            <div class="actions">\(years.html)<a class="btn" href="\(json)">JSON</a></div></div>
            \(isEmpty ? empty : "\(warnings)\(limits)\(counts)\(amounts)")
            """)
    }

    private var empty: HTML {
        EmptyState(
            sentence: "\(year)年还没有登记限额，也没有接待、用车、出国、会议、培训和采购。",
            action: mayMakeLimits ? ("登记限额", .newRecord("cost-limit")) : nil
        ).html
    }

    private var warnings: HTML {
        let over = standings.filter { ($0.left ?? .zero) < .zero }
        let near = standings.filter { $0.isNear && ($0.left ?? .zero) >= .zero }
        let unlimited = standings.filter { $0.limit == nil }
        func names(_ list: [CostStanding]) -> String {
            list.map { "\($0.kindTitle)（\($0.unitTitle)）" }.joined(separator: "、")
        }
        var notices: [Notice] = []
        if !over.isEmpty {
            notices.append(
                Notice(kind: .wrong, text: "已超出限额：\(names(over))。新的申请一律拦下，先报财政调整。"))
        }
        if !near.isEmpty {
            notices.append(
                Notice(
                    kind: .caution,
                    text:
                        "已到预警线\(share.map { "（限额的 \($0.percent)%，\($0.source)）" } ?? "")：\(names(near))。"
                ))
        }
        if !unlimited.isEmpty {
            notices.append(
                Notice(
                    kind: .news, text: "没有登记限额，拦不住超支：\(names(unlimited))。",
                    action: mayMakeLimits ? ("登记限额", .newRecord("cost-limit")) : nil))
        }
        return "\(each: notices, \.html)"
    }

    private var limits: HTML {
        guard !standings.isEmpty else { return "" }
        let table = Table(
            caption: "\(year)年各项经费的限额和用度", id: "limits",
            columns: [
                .init(title: "经费"), .init(title: "单位", isTight: true),
                .init(title: "限额（元）", isNumber: true), .init(title: "已报销（元）", isNumber: true),
                .init(title: "已申请待报销（元）", isNumber: true),
                .init(title: "还剩（元）", isNumber: true), .init(title: "用了多少", isTight: true),
                .init(title: "依据"),
            ], rows: standings.map(row))
        return """
            <section class="group"><h2>限额和用度<small>\(standings.count) 项</small></h2>\(table.html)</section>
            """
    }

    private func row(_ standing: CostStanding) -> [HTML] {
        let registers = Self.registers[standing.key.kind] ?? []
        let first: HTML =
            if let register = registers.first {
                "<a href=\"\(link(register))\">\(standing.kindTitle)</a>"
            } else {
                "\(standing.kindTitle)"
            }
        let document: HTML =
            if let limit = standing.limit {
                "<a href=\"\(Link.record(CostLimit.register, limit.id))\">\(limit.document)</a>"
            } else {
                "<span class=\"minor\">没有登记限额</span>"
            }
        return [
            first, "\(standing.unitTitle)", Self.yuan(standing.limit?.amount),
            Self.yuan(standing.use.settled), Self.yuan(standing.use.reserved),
            Self.yuan(standing.left), bar(standing), document,
        ]
    }

    /// The ledgers of a kind; the first is where one goes.
    private static let registers: [String: [String]] = CostLedger.all.reduce(into: [:]) {
        $0[$1.kind, default: []].append($1.register)
    }

    /// Twenty blocks, of which so many are filled; the number says it to those who do not see them.
    private func bar(_ standing: CostStanding) -> HTML {
        guard let permille = standing.permille else { return "—" }
        let filled = Int(min(permille / 50, 20))
        let blocks =
            String(repeating: "█", count: filled) + String(repeating: "░", count: 20 - filled)
        let percent = "\(permille / 10).\(permille % 10)%"
        let isOver = (standing.left ?? .zero) < .zero
        let word: HTML =
            isOver
            ? " <span class=\"overdue\">已超出</span>"
            : standing.isNear ? " <span class=\"soon\">已到预警线</span>" : ""
        return "<span aria-hidden=\"true\">\(blocks)</span> \(percent)\(word)"
    }

    private var counts: HTML {
        let rows = disclosure.counts.map { count -> [HTML] in
            [
                "<a href=\"\(link(count.register))\">\(count.title)</a>",
                "\(Self.number(count.number)) \(count.unit)",
                count.people.map { "\(Self.number($0)) 人次" } ?? "—",
                count.statedNumber.map { "\(Self.number($0)) \(count.unit)" } ?? "—",
                count.statedPeople.map { "\(Self.number($0)) 人次" } ?? "—",
                verdict(count.agrees, count.notes),
            ]
        }
        let table = Table(
            caption: "\(year)年随决算公开的数量", id: "counts",
            columns: [
                .init(title: "项目"), .init(title: "台账", isNumber: true),
                .init(title: "台账人次", isNumber: true), .init(title: "决算填列", isNumber: true),
                .init(title: "决算人次", isNumber: true), .init(title: "两数比较"),
            ], rows: rows)
        return "<section class=\"group\"><h2>随决算公开的数量</h2>\(table.html)</section>"
    }

    private var amounts: HTML {
        let rows = disclosure.amounts.map { amount -> [HTML] in
            let classes: HTML? =
                amount.classes.isEmpty
                ? nil : " <small>\(amount.classes.joined(separator: "、"))</small>"
            return [
                "<a href=\"\(link(amount.register))\">\(amount.title)</a>\(classes)",
                Self.yuan(amount.amount), Self.yuan(amount.stated), Self.yuan(amount.difference),
                verdict(amount.difference.map { $0 == .zero }, amount.notes),
            ]
        }
        let table = Table(
            caption: "\(year)年随决算公开的金额", id: "amounts",
            columns: [
                .init(title: "项目"), .init(title: "台账（元）", isNumber: true),
                .init(title: "决算（元）", isNumber: true),
                .init(title: "台账减决算（元）", isNumber: true), .init(title: "两数比较"),
            ], rows: rows)
        return """
            <section class="group"><h2>随决算公开的金额</h2>\(table.html)\
            <p class="note">“三公”、会议、培训按报销日期计，与决算同一口径；采购按合同签订日期计。</p></section>
            """
    }

    /// Whether the two are the same, in words, and what explains a difference.
    private func verdict(_ agrees: Bool?, _ notes: [String]) -> HTML {
        let word: HTML =
            switch agrees {
            case true: "<span aria-hidden=\"true\">✓</span> 一致"
            case false: "<span class=\"overdue\">不一致</span>，要写明原因"
            case nil: "<span class=\"minor\">决算没有填列</span>"
            }
        return notes.isEmpty ? word : "\(word)；\(notes.joined(separator: "；"))"
    }

    private static func yuan(_ money: Money?) -> HTML {
        guard let money else { return "—" }
        return "\(Numbers.yuan(money))"
    }

    /// The records of a ledger that lie in the year.
    private func link(_ register: String) -> Link {
        .register(register, Parameters().with("in-year", String(year)))
    }

    private static func number(_ value: Int64) -> String { Numbers.grouped(String(value)) }
}
