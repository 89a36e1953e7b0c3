import Applications
import Awards
import Catalogue
import Funds
import Registers
import Store
import Values

extension Desk {
    /// Before an award: the projects with their numbers, the money by years, what is free.
    func showAward(_ request: Request) async throws -> Response {
        let page = try await awardPage(request, nil)
        return .page(page.html)
    }

    func awardNotice(_ request: Request) async throws -> Response {
        let id = try pathID(request)
        do {
            let batch = try await decisions.award(
                id, docNo: typed(request.form, "doc_no"), by: viewer)
            return .see(Link.awardBatch(batch.id).with("done", "awarded"))
        } catch let refusal as DecisionRefusal {
            switch refusal {
            case .missing, .notEnough, .numberTaken:
                let page = try await awardPage(request, refusal.description)
                return .page(page.html, status: 422)
            default: throw refusal
            }
        }
    }

    private func awardPage(_ request: Request, _ problem: String?) async throws -> LeafPage {
        let id = try pathID(request)
        return try await read { reader in
            let preview = try decisions.previewAward(reader, id, by: viewer)
            let due = preview.due(in: today.year)
            let isShort = due > preview.free && preview.notice["rehearsal"].integer != 1
            let table = Table(
                caption: "会建的项目",
                columns: [
                    .init(title: "项目名称"), .init(title: "项目编号"), .init(title: "承担单位"),
                    .init(title: "金额（元）", isNumber: true), .init(title: "分年计划"),
                ],
                rows: preview.lines.map { line in
                    let plan = line.plan.map { "\($0.year)年 \(Numbers.yuan($0.amount))" }
                    return [
                        "\(line.title) <small>\(line.number)</small>", "\(line.projectNo)",
                        "\(line.organisation)", "\(Numbers.yuan(line.amount))",
                        "\(plan.joined(separator: "，"))",
                    ]
                },
                total: ["合计", "", "", "\(Numbers.yuan(preview.sum))", ""])
            let number = FormField(
                name: "doc_no", title: "立项文号",
                control: TextControl(value: request.form["doc_no"] ?? "", most: 80),
                isRequired: true, example: "岳科发〔\(today.year)〕20号")
            let short: HTML? =
                isShort
                ? Notice(
                    kind: .caution,
                    text:
                        "当年要 \(Numbers.yuan(due)) 元，专项资金还能安排 \(Numbers.yuan(preview.free)) 元，不够，按下会被拒绝。"
                ).html : nil
            let left: HTML? =
                preview.suspended.isEmpty
                ? nil
                : Notice(
                    kind: .news,
                    text: "因异议暂缓，这次不下达：\(preview.suspended.joined(separator: "、"))。"
                ).html
            return LeafPage(
                frame: try reviewFrame(
                    reader, "下达立项",
                    [Crumb(title: preview.notice["title"].text ?? "", link: .publicNotice(id))]),
                lead:
                    "按下以后：建 \(preview.lines.count) 个项目，\(Numbers.yuan(preview.sum)) 元按年记入资金台账的计划（当年 \(Numbers.yuan(due)) 元，\(preview.fund?.name ?? "")还能安排 \(Numbers.yuan(preview.free)) 元），申报变成已立项。全部一起办，或一项也不办；以后只能变更、终止或撤销项目。",
                content: """
                    \(ErrorSummary(whole: problem.map { [$0] } ?? [], fields: []).html)\(short)\(left)
                    <section class="group"><h2>会建的项目<small>\(preview.lines.count) 个</small></h2>\(table.html)</section>
                    <form class="edit" method="post" action="\(Link.of(.awardNotice, id))" novalidate>\
                    \(Person.field(formToken))<section class="panel questions"><h2>文件</h2>\(number.html)</section>\
                    <div class="save-bar"><p class="save-state">按下之前什么都没有发生</p><div class="actions">\
                    <button class="btn btn-primary">下达立项</button>\
                    <a class="btn btn-link" href="\(Link.publicNotice(id))">先不下达</a></div></div></form>
                    """)
        }
    }

    /// One award: its projects, the document, the first allocation paper.
    func showAwardBatch(_ request: Request) async throws -> Response {
        let id = try pathID(request)
        let page = try await read { reader -> LeafPage in
            let batch = try decisions.record(reader, Decisions.batches, id, by: viewer)
            let projects = try decisions.projects(reader, of: id)
            let fund = try batch["earmark"].integer.map {
                try registry.record(reader, "special-fund", $0)["name"].text ?? ""
            }
            let table = Table(
                caption: "项目",
                columns: [
                    .init(title: "项目"), .init(title: "编号"), .init(title: "承担单位"),
                    .init(title: "负责人"), .init(title: "金额（元）", isNumber: true),
                    .init(title: "签合同期限", isTight: true), .init(title: "状态"),
                ],
                rows: projects.map { one in
                    [
                        """
                        <a href="\(Link.record("project", one.id))">\(one["name"].text ?? "")</a>
                        """, "\(one["project_no"].text ?? "")",
                        "\(one["organisation_name"].text ?? "")",
                        "\(one["leader_name"].text ?? "")",
                        "\(yuan(one["approved"]))", "\(one["contract_due_on"].text ?? "")",
                        statePill(one),
                    ]
                },
                total: ["合计", "", "", "", "\(yuan(batch["amount"]))", "", ""])
            return LeafPage(
                frame: try reviewFrame(
                    reader, batch["title"].text ?? "立项批次",
                    [
                        Crumb(title: "公示", link: .publicNotice(batch["notice"].integer ?? 0))
                    ]),
                lead:
                    "\(batch["doc_no"].text ?? "")，\(projects.count) 个项目，\(yuan(batch["amount"])) 元。打印立项通知；首期款起草指标文，合同签好再报批下达。",
                action: buttons([
                    ("打印立项通知", Link(.recordPapers, [Decisions.batches, String(id)])),
                    ("记录和历史", .record(Decisions.batches, id)),
                ]),
                content: """
                    \(reviewNotice(request))\(paperPart(batch))\
                    <section class="group"><h2>项目<small>\(projects.count) 个</small></h2>\(table.html)</section>\
                    \(facts("下达", [
                        ("文号", batch["doc_no"].text ?? ""), ("下达日期", batch["issued_on"].text ?? ""),
                        ("印章", batch["committee"].text ?? "局章"), ("专项资金", fund ?? ""),
                        ("首期应付", batch["first"].isNull ? "" : "\(yuan(batch["first"])) 元"),
                        ("签合同期限", batch["contract_due_on"].text ?? "不签合同"),
                    ]))
                    """)
        }
        return .page(page.html)
    }

    private func paperPart(_ batch: Record) -> HTML {
        if let paper = batch["paper"].integer {
            return Notice(
                kind: .news, text: "首期款的指标文已起草。", action: ("打开指标文", .fundPaper(paper))
            ).html
        }
        let may = catalogue.register(Allocations.papers).map {
            registry.may(viewer, .create, on: $0)
        }
        guard batch["rehearsal"].integer != 1, (batch["first"].integer ?? 0) > 0, may == true,
            !viewer.isLimited
        else { return "" }
        return """
            <section class="panel"><h2>首期款</h2><p>首期应付 \(yuan(batch["first"])) 元。起草一份指标文，按项目分到各承担单位；文号和会签填好、合同签好，再报批下达。</p>\
            \(pressButton("起草首期款指标文", .of(.draftFirstPaper, batch.id), isPrimary: true))</section>
            """
    }

    func draftFirstPaper(_ request: Request) async throws -> Response {
        let id = try pathID(request)
        let paper = try await decisions.draftFirstPaper(id, by: viewer)
        return .see(Link.fundPaper(paper.id).with("done", "split"))
    }
}
