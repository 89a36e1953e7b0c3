import Catalogue
public import Registers
public import Store
import Values

/// One thing that stands in the way of issuing a paper.
public struct IssueObstacle: Sendable, Hashable, CustomStringConvertible {
    public let what: String
    public let advice: String

    /// What is wrong and what to do.
    public var description: String { "\(what)。\(advice)。" }
}

extension Allocations {
    /// What stands in the way of issuing a paper as it is; empty where it may be asked for.
    public func issueObstacles(_ reader: Reader, _ paper: Record) throws -> [IssueObstacle] {
        let lines = try lines(reader, of: paper)
        let total = paper.money("total")
        var obstacles: [IssueObstacle] = []
        func add(_ what: String, _ advice: String) {
            obstacles.append(IssueObstacle(what: what, advice: advice))
        }
        if lines.isEmpty { add("还没有明细表", "先分配：上传明细表") }
        let sum = Money(fen: lines.reduce(0) { $0 + $1.money("amount").fen })
        if !lines.isEmpty, sum != total {
            add("明细合计 \(sum)，总额 \(total)，差一分也不能下达", "改总额或重新分配")
        }
        if !lines.isEmpty, paper["list_digest"].text != Self.digest(lines) {
            add("明细表和分配时的不一样", "重新分配一次")
        }
        if paper["doc_no"].isNull { add("还没有文号", "填文号") }
        if paper["cosigned_on"].isNull || paper["cosigner"].isNull {
            add("还没有财政会签", "填财政会签日期和会签人；局和财政联合下达")
        }
        let fund = try registry.record(reader, "special-fund", paper["earmark"].integer ?? 0)
        if fund.state != "in-force" {
            add("专项“\(fund["name"].text ?? "")”已到期", "到期的专项不再下达")
        }
        let foreign = try otherEarmarks(reader, paper)
        if foreign > 0 { add("有 \(foreign) 家的项目属于另一个专项，专款专用", "从那个专项的指标文里下达") }
        let account = try AllocationMoney(self, paper, reader).fund
        let available = try ledger.balance(reader, account.code).available
        if available < total {
            add("\(account.title)可用的只有 \(available)，不够下达 \(total)", "核对预算是否已落实到这个专项和年度")
        }
        return obstacles
    }

    private func otherEarmarks(_ reader: Reader, _ paper: Record) throws -> Int64 {
        try reader.integer(
            """
            SELECT count(*) FROM allocation a JOIN project_funding p ON p.id = a.project_funding
            WHERE a.paper = \(paper.id) AND a.split = \(paper["split"].integer ?? 0)
            AND a.state <> \(Lifecycle.withdrawn) AND p.earmark <> \(paper["earmark"].integer ?? 0)
            """)
    }

    /// Refuses to lay before approvers what could not be issued in the end.
    /// - Throws: `AllocationRefusal.notReady`, `.notDrafted`.
    public func requireReady(_ reader: Reader, _ id: Int64, by viewer: Viewer) throws {
        try permitManaging(viewer)
        let paper = try paper(reader, id, by: viewer)
        guard paper.state == "drafted" else {
            throw AllocationRefusal.notDrafted(state: state(paper))
        }
        let obstacles = try issueObstacles(reader, paper)
        if !obstacles.isEmpty { throw AllocationRefusal.notReady(obstacles) }
    }

    /// What belongs to issuing, in the write of the last agreement: the day by which money must
    /// arrive, each payee's money on its way, counties and units told.
    func issue(_ paper: Record, _ writer: Writer) throws {
        let obstacles = try issueObstacles(writer.reader, paper)
        if let first = obstacles.first {
            throw RecordRefusal.against(
                rule: "指标文下达", what: obstacles.map(\.what).joined(separator: "；"),
                advice: first.advice)
        }
        guard let issued = paper.day("issued_on") else {
            throw RecordRefusal.moveNeedsFields(move: "下达", titles: ["下达日期"])
        }
        let due = try due(issued: issued)
        _ = try registry.change(
            Self.papers, paper.id, to: Draft(["due_on": .text(due.iso)]), version: nil, writer)
        let money = try AllocationMoney(self, paper, writer.reader)
        let lines = try lines(writer.reader, of: paper)
        for line in lines {
            let draft = Draft([
                "issued_on": .text(issued.iso), "due_on": .text(due.iso),
                "doc_no": paper["doc_no"], "owner": paper["owner"],
            ])
            _ = try registry.change(Self.lines, line.id, to: draft, version: nil, writer)
            _ = try registry.move(Self.lines, line.id, "issue", version: nil, writer)
        }
        try ledger.post(lines.map { money.issue($0, $0.money("amount"), on: issued) }, writer)
        try tellIssued(paper, lines, due: due, writer)
    }
}

/// What follows the steps of allocation papers and allocations, whichever way they came.
struct AllocationSteps: RecordConsequence {
    let registers: Set<String> = [Allocations.papers, Allocations.lines]
    /// Money that has moved is not taken back by taking back a step.
    let isLasting = true

    func follow(_ step: RecordStep, in registry: Registry, _ writer: Writer) throws {
        let allocations = Allocations(registry)
        guard step.after.register == Allocations.papers else {
            try refuseLeaving(step, from: ["listed"], "指标分配")
            return
        }
        try refuseLeaving(step, from: ["drafted"], "指标文")
        if step.enters("issued") {
            if step.before == nil { throw Self.byImport }
            try allocations.issue(step.after, writer)
        } else if step.enters(Lifecycle.withdrawn) || step.enters("cancelled") {
            for line in try allocations.lines(writer.reader, of: step.after) {
                try registry.withdraw(Allocations.lines, line.id, writer)
            }
        } else {
            try refuseRewriting(step)
        }
    }

    private static let byImport = RecordRefusal.against(
        rule: "指标文下达", what: "指标文不能直接导入为“已下达”：每一笔要和明细、台账对上",
        advice: "导入为“拟稿”，分配明细后报批下达")

    /// Withdrawn or cancelled is only what has not moved money.
    private func refuseLeaving(_ step: RecordStep, from states: Set<String>, _ title: String) throws
    {
        guard step.enters(Lifecycle.withdrawn), let before = step.before,
            !states.contains(before.state)
        else { return }
        throw RecordRefusal.against(
            rule: "已记账的不撤", what: "\(title)下达后不能撤回", advice: "钱要退的办退回，写明凭证和原因")
    }

    /// Fields that booked transfers rest on.
    private static let booked = [
        "earmark": "专项资金", "year": "年度", "total": "总额", "issued_on": "下达日期", "split": "第几次分配",
        "list_digest": "明细表摘要",
    ]

    private func refuseRewriting(_ step: RecordStep) throws {
        guard let before = step.before, step.after.state != "drafted" else { return }
        let changed = Self.booked.filter { before[$0.key] != step.after[$0.key] }
        if changed.isEmpty { return }
        throw RecordRefusal.against(
            rule: "已记账的不改",
            what: "指标文已下达，\(changed.values.sorted().joined(separator: "、"))不能再改",
            advice: "错了的办退回，另发一份指标文")
    }
}
