import Applications
import Catalogue
import Registers
import Review
import Store
import Values

/// How far the sheets of an expert of a panel are.
struct ExpertProgress: Sendable {
    let expert: PanelExpert
    /// Applications that the expert scores.
    let due: Int
    let entered: Int
    let checked: Int
}

/// An application that an expert scores, and the sheet; one of them at least is there.
struct ExpertSheet: Sendable {
    let application: Record?
    let sheet: Record?
}

extension Desk {
    /// One panel: who scores, how far the sheets are, what is next.
    func showPanel(_ request: Request) async throws -> Response {
        let id = try pathID(request)
        let page = try await read { reader -> LeafPage in
            let panel = try review.panel(reader, id, by: viewer)
            let (task, own) = try review.applications(reader, of: panel)
            let sheets = try review.sheets(reader, of: panel)
            let manages = review.manages(viewer)
            var acts: [(title: String, link: Link)] = []
            let record = [Review.panels, String(id)]
            if manages, panel.state == "formed" {
                acts.append(("开始评审", Link(.moveRecord, record + ["open"])))
                acts.append(("改专家、填回避", Link(.editRecord, record)))
            }
            if manages, panel.state == "scoring" {
                acts.append(("上传评分表", .of(.uploadSheets, id)))
                acts.append(("评分表模板 Excel", .of(.panelTemplate, id)))
                acts.append(("改专家、填回避", Link(.editRecord, record)))
            }
            acts.append(("记录和历史", .record(Review.panels, id)))
            return LeafPage(
                frame: try reviewFrame(
                    reader, panel["title"].text ?? "评审组", reviewTrail(task.call)),
                lead: panelLead(panel, own),
                action: buttons(acts),
                content: """
                    \(reviewNotice(request))\(expertsPart(panel, own, sheets, manages: manages))\
                    \(panelApplications(task, own, sheets))
                    """)
        }
        return .page(page.html)
    }

    private func panelLead(_ panel: Record, _ own: [Record]) -> String {
        let scope = "评 \(own.count) 项申报，专家姓名只在局内可见。"
        switch panel.state {
        case "formed": return scope + "专家到齐、回避写明以后，办“开始评审”，再录入评分表。"
        case "scoring": return scope + "每位专家的纸质评分表由一人录入（逐张填或上传 Excel），另一人核对，核对后计入排名。"
        default: return scope + "评审已完成，评分表不再变。"
        }
    }

    /// What an expert scores in a panel, each with its sheet where there is one; then sheets of
    /// applications that the panel has no more.
    func sheets(_ reader: Reader, of expert: PanelExpert, in panel: Record) throws -> (
        task: ReviewTask, lines: [ExpertSheet]
    ) {
        let (task, own) = try review.applications(reader, of: panel)
        let mine = try review.sheets(reader, of: panel).filter {
            $0["expert"].text == expert.name
        }
        let scored = own.filter { !review.isRecused(expert.name, from: $0.id, in: panel) }
        let known = Set(scored.map(\.id))
        return (
            task,
            scored.map { one in
                ExpertSheet(
                    application: one, sheet: mine.first { $0["application"].integer == one.id })
            }
                + mine.filter { !known.contains($0["application"].integer ?? 0) }
                .map { ExpertSheet(application: nil, sheet: $0) }
        )
    }

    /// How far each expert's sheets are.
    func progress(_ panel: Record, _ own: [Record], _ sheets: [Record]) -> [ExpertProgress] {
        review.experts(of: panel).map { expert in
            let mine = sheets.filter { $0["expert"].text == expert.name }
            return ExpertProgress(
                expert: expert,
                due: own.count { !review.isRecused(expert.name, from: $0.id, in: panel) },
                entered: mine.count { $0.state == "entered" },
                checked: mine.count { $0.state == "checked" })
        }
    }

    private func expertsPart(
        _ panel: Record, _ own: [Record], _ sheets: [Record], manages: Bool
    ) -> HTML {
        let roles = catalogue.list("panel-roles")
        let isScoring = panel.state == "scoring" && manages
        let rows = progress(panel, own, sheets).map { one -> [HTML] in
            let (expert, due) = (one.expert, one.due)
            let (entered, checked) = (one.entered, one.checked)
            let query = Parameters([("expert", expert.name)])
            var acts: [HTML] = []
            if isScoring, checked < due {
                acts.append(
                    "<a class=\"btn btn-sm\" href=\"\(Link(.panelSheets, [String(panel.id)], query))\">录入</a> "
                )
            }
            if isScoring, entered > 0 {
                acts.append(
                    "<a class=\"btn btn-sm\" href=\"\(Link(.checkSheets, [String(panel.id)], query))\">核对 \(entered) 张</a>"
                )
            }
            return [
                "\(expert.name)\(expert.isChair ? "（组长）" : "")", "\(expert.unit)",
                "\(roles?.title(of: expert.role) ?? expert.role)", "\(due)", "\(entered)",
                "\(checked)", "\(acts)",
            ]
        }
        let table = Table(
            caption: "专家和评分表",
            columns: [
                .init(title: "专家"), .init(title: "单位"), .init(title: "专长"),
                .init(title: "应评", isNumber: true), .init(title: "录入待核对", isNumber: true),
                .init(title: "已核对", isNumber: true), .init(title: "办理"),
            ], rows: rows)
        return """
            <section class="group"><h2>专家和评分表<small>到会 \(rows.count) 人</small></h2>\(table.html)</section>
            """
    }

    private func panelApplications(_ task: ReviewTask, _ own: [Record], _ sheets: [Record]) -> HTML
    {
        if own.isEmpty {
            return """
                <section class="group"><h2>评的申报</h2>\
                \(EmptyState(sentence: "这个组还没有要评的申报：等形式审查和联审办完，或改评审组的类别、领域。").html)</section>
                """
        }
        let isBlind = task.terms.blind
        let table = Table(
            caption: "评的申报",
            columns: [
                .init(title: "申报"), .init(title: "编号"), .init(title: "类别"),
                .init(title: isBlind ? "关键词" : "申报单位"),
                .init(title: "评分表", isNumber: true), .init(title: "状态"),
            ],
            rows: own.map { one in
                let count = sheets.count { $0["application"].integer == one.id }
                return [
                    """
                    <a href="\(Link.record(Applications.applications, one.id))">\(one["title"].text ?? "")</a>
                    """, "\(one["application_no"].text ?? "")", "\(review.kind(one["kind"].text))",
                    isBlind
                        ? "\(one["keywords"].text ?? "")"
                        : "\(one["organisation_name"].text ?? "")", "\(count) 张", statePill(one),
                ]
            }, isDense: true)
        return """
            <section class="group"><h2>评的申报<small>\(own.count) 项</small></h2>\(table.html)</section>
            """
    }

    /// The expert of that name.
    /// - Throws: `ReviewRefusal.noExpert`.
    func expert(_ name: String, of panel: Record) throws -> PanelExpert {
        guard let expert = review.experts(of: panel).first(where: { $0.name == name }) else {
            throw ReviewRefusal.noExpert(name)
        }
        return expert
    }

    /// The form for one expert's sheets: a row for each application.
    func showSheets(_ request: Request) async throws -> Response {
        let id = try pathID(request)
        let page = try await read {
            try sheetsPage($0, id, request.parameters, Parameters(), [])
        }
        return .page(page.html)
    }

    /// Enters one expert's sheets.
    func enterSheets(_ request: Request) async throws -> Response {
        let id = try pathID(request)
        let form = request.form
        let entries = try await read { reader -> [SheetEntry] in
            let panel = try review.panel(reader, id, by: viewer)
            let (task, own) = try review.applications(reader, of: panel)
            return own.map { one in
                SheetEntry(
                    one.id,
                    points: Dictionary(
                        task.terms.criteria.map {
                            ($0.name, typed(form, "p.\(one.id).\($0.name)"))
                        }, uniquingKeysWith: { first, _ in first }),
                    comment: typed(form, "c.\(one.id)"),
                    place: one["application_no"].text ?? "#\(one.id)")
            }
        }
        do {
            let sheets = [form["expert"] ?? "": entries]
            try await review.enterSheets(id, sheets, by: viewer)
            return .see(Link.reviewPanel(id).with("done", "entered"))
        } catch ReviewRefusal.sheets(let problems) {
            let page = try await read {
                try sheetsPage($0, id, form, form, problems.map(\.description))
            }
            return .page(page.html, status: 422)
        }
    }

    private func sheetsPage(
        _ reader: Reader, _ id: Int64, _ asked: Parameters, _ values: Parameters,
        _ problems: [String]
    ) throws -> LeafPage {
        try review.permitReview(viewer)
        let panel = try review.panel(reader, id, by: viewer)
        let expert = try expert(asked["expert"] ?? "", of: panel)
        let (task, all) = try sheets(reader, of: expert, in: panel)
        let rows = all.compactMap { line -> [HTML]? in
            guard let one = line.application, line.sheet?.state != "checked" else { return nil }
            let sheet = line.sheet
            let number = one["application_no"].text ?? ""
            let points = task.terms.criteria.map { criterion -> HTML in
                let name = "p.\(one.id).\(criterion.name)"
                let row = sheet?.rows["points"]?.first { $0["criterion"]?.text == criterion.name }
                let stored = row?["points"]?.integer.map {
                    FixedDecimal(unscaled: Int128($0), scale: 2).trimmed
                }
                return """
                    <input class="form-control" name="\(name)" value="\(values[name] ?? stored ?? "")" \
                    inputmode="decimal" autocomplete="off" maxlength="6" size="5" \
                    aria-label="\(number) \(criterion.title)，满分\(criterion.weight)">
                    """
            }
            let comment = "c.\(one.id)"
            return ["\(one["title"].text ?? "") <small>\(number)</small>"] + points + [
                """
                <textarea class="form-control" name="\(comment)" rows="2" maxlength="2000" \
                aria-label="\(number) 评审意见">\(values[comment] ?? sheet?["comment"].text ?? "")</textarea>
                """
            ]
        }
        let table = Table(
            caption: "评分",
            columns: [.init(title: "申报")]
                + task.terms.criteria.map { .init(title: "\($0.title)（满分\($0.weight)）") }
                + [.init(title: "评审意见")], rows: rows)
        return LeafPage(
            frame: try reviewFrame(
                reader, "录入评分表：\(expert.name)",
                reviewTrail(task.call) + [
                    Crumb(title: panel["title"].text ?? "", link: .reviewPanel(id))
                ]),
            lead: "照纸质评分表填，一行一项申报，没有评的整行留空。总分由平台算；录入后由另一位同事核对。",
            content: """
                \(ErrorSummary(whole: problems, fields: []).html)
                <form class="edit wide" method="post" action="\(Link.of(.panelSheets, id))" novalidate>\
                \(Person.field(formToken))<input type="hidden" name="expert" value="\(expert.name)">\
                \(rows.isEmpty ? EmptyState(sentence: "这位专家没有要录入的评分表。").html : table.html)\
                <div class="save-bar"><p class="save-state">保存以后、核对以前还可以改</p><div class="actions">\
                <button class="btn btn-primary"\(rows.isEmpty ? " disabled" : HTML.empty)>录入</button>\
                <a class="btn btn-link" href="\(Link.reviewPanel(id))">不录了</a></div></div></form>
                """)
    }

    /// One expert's sheets as they were entered, to be compared with the paper.
    func showCheckSheets(_ request: Request) async throws -> Response {
        let id = try pathID(request)
        let page = try await read { reader -> LeafPage in
            try review.permitReview(viewer)
            let panel = try review.panel(reader, id, by: viewer)
            let expert = try expert(request.parameters["expert"] ?? "", of: panel)
            let (task, all) = try sheets(reader, of: expert, in: panel)
            let sheets = all.compactMap(\.sheet)
            let rows = all.compactMap { line -> [HTML]? in
                guard let sheet = line.sheet else { return nil }
                let one = line.application
                let points = task.terms.criteria.map { criterion -> HTML in
                    let row = sheet.rows["points"]?.first {
                        $0["criterion"]?.text == criterion.name
                    }
                    return
                        "\(row?["points"]?.integer.map { FixedDecimal(unscaled: Int128($0), scale: 2).trimmed } ?? "")"
                }
                let total = FixedDecimal(unscaled: Int128(sheet["total"].integer ?? 0), scale: 2)
                return [
                    "\(one?["title"].text ?? "") <small>\(one?["application_no"].text ?? "")</small>"
                ] + points + [
                    "<b>\(total.description)</b>", "\(sheet["comment"].text ?? "")",
                    "\(sheet["entered_by"].text ?? "")", statePill(sheet),
                ]
            }
            let table = Table(
                caption: "录入的评分",
                columns: [.init(title: "申报")]
                    + task.terms.criteria.map { .init(title: $0.title, isNumber: true) } + [
                        .init(title: "总分", isNumber: true), .init(title: "评审意见"),
                        .init(title: "录入人"), .init(title: "状态"),
                    ], rows: rows)
            let hidden = [("expert", expert.name)]
            let hasOpen = sheets.contains { $0.state == "entered" }
            let hasChecked = sheets.contains { $0.state == "checked" }
            let mayReopen = viewer.role.name == "section-head" && panel.state == "scoring"
            let reopen: HTML =
                hasChecked && mayReopen
                ? PlainForm(
                    action: Link.of(.reopenSheets, id).path, csrf: Person.field(formToken),
                    inputs: [
                        .init(name: "expert", title: "", value: expert.name, kind: .hidden),
                        .init(name: "reason", title: "退回重录的理由"),
                    ], button: "退回重录", label: "退回重录"
                ).html : ""
            return LeafPage(
                frame: try reviewFrame(
                    reader, "核对评分表：\(expert.name)",
                    reviewTrail(task.call) + [
                        Crumb(title: panel["title"].text ?? "", link: .reviewPanel(id))
                    ]),
                lead: "拿纸质评分表逐格对。对得上的按“核对无误”，从此固定、计入排名；对不上的请录入人改。录入人不能自己核对。",
                content: """
                    \(table.html)\
                    \(hasOpen ? pressButton("核对无误", .of(.checkSheets, id), hidden, isPrimary: true) : "")\(reopen)
                    """)
        }
        return .page(page.html)
    }

    func checkSheets(_ request: Request) async throws -> Response {
        let id = try pathID(request)
        try await review.checkSheets(id, of: request.form["expert"] ?? "", by: viewer)
        return .see(Link.reviewPanel(id).with("done", "checked"))
    }

    func reopenSheets(_ request: Request) async throws -> Response {
        let id = try pathID(request)
        try await review.reopenSheets(
            id, of: request.form["expert"] ?? "", reason: typed(request.form, "reason"), by: viewer)
        return .see(Link.reviewPanel(id).with("done", "reopened"))
    }
}
