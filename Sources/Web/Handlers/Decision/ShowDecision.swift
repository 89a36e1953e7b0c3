import Applications
import Awards
import Catalogue
import Registers
import Review
import Store
import Values

extension Desk {
    /// What a line through the ranking would come to; nothing is stored.
    func showDecision(_ request: Request) async throws -> Response {
        let page = try await decisionPage(request, request.parameters, [])
        return .page(page.html)
    }

    /// Lays the line before the meeting.
    func proposeMeeting(_ request: Request) async throws -> Response {
        let id = try pathID(request)
        let form = request.form
        do {
            let line = try await read { reader -> CutOff in
                try cutOff({ form[$0] }, try decisions.table(reader, id, by: viewer))
            }
            let title = typed(form, "title")
            if title.isEmpty {
                throw DecisionRefusal.missing("会议名称", advice: "填上，如“局党组会2026年第8次会议”")
            }
            let meeting = try await decisions.proposeMeeting(
                id, line, title: title, by: viewer)
            return .see(Link.decisionMeeting(meeting.id).with("done", "proposed"))
        } catch let refusal as DecisionRefusal {
            let page = try await decisionPage(request, form, [refusal.description])
            return .page(page.html, status: 422)
        }
    }

    /// Reads a line out of texts by their names; what is missing is as the call has it.
    /// - Parameter unit: of amounts that name none.
    func cutOff(
        _ text: (String) -> String?, _ table: DecisionTable, unit: MoneyUnit = .wan
    ) throws -> CutOff {
        let standard: CutOff.Mode = table.places.isEmpty ? .money : .rank
        var result = CutOff(
            text("by").flatMap(CutOff.Mode.init) ?? standard, places: table.places,
            money: table.total,
            amounts: text("amounts").flatMap(CutOff.Amounts.init) ?? .requested)
        for kind in Set(table.candidates.map(\.kind)) {
            guard let typed = text("places.\(kind)") else { continue }
            guard let count = Int(typed), (0...100_000).contains(count) else {
                throw DecisionRefusal.badCutOff(
                    "“\(decisions.review.kind(kind))”的项数“\(typed)”不是整数", advice: "写 0 或正整数")
            }
            result.places[kind] = count
        }
        if let typed = text("score") { result.score = try Self.points(typed) }
        if let typed = text("money") { result.money = try Self.amount(typed, unit) }
        if let typed = text("fixed") { result.fixed = try Self.amount(typed, unit) }
        if let typed = text("share") {
            guard let share = Int(typed), (1...100).contains(share) else {
                throw DecisionRefusal.badCutOff("比例“\(typed)”不对", advice: "写 1 至 100 的整数")
            }
            result.share = share
        }
        return result
    }

    private static func points(_ text: String) throws -> FixedDecimal {
        do {
            return try FixedDecimal.parse(text)
        } catch let problem {
            throw refused(problem)
        }
    }

    private static func amount(_ text: String, _ unit: MoneyUnit) throws -> Money {
        do {
            return try Money.parse(text, unit: unit)
        } catch let problem {
            throw refused(problem)
        }
    }

    private static func refused(_ problem: ValueProblem) -> DecisionRefusal {
        .badCutOff("“\(problem.found)”：\(problem.rule)", advice: problem.suggestion ?? "改正后再算")
    }

    private func decisionPage(_ request: Request, _ values: Parameters, _ problems: [String])
        async throws -> LeafPage
    {
        let id = try pathID(request)
        return try await read { reader in
            let table = try decisions.table(reader, id, by: viewer)
            var problems = problems
            var line = CutOff(.rank, places: table.places)
            do {
                line = try cutOff({ values[$0] }, table)
            } catch let refusal as DecisionRefusal {
                problems.append(refusal.description)
            }
            let result = table.whatIf(line)
            let isEmpty = table.candidates.isEmpty
            return LeafPage(
                frame: try reviewFrame(reader, "模拟资金线", reviewTrail(table.call)),
                lead: "改一改线划在哪里、每项给多少，看谁在线上、钱够不够。只是模拟，不写入；定了再提请会议。",
                content: isEmpty
                    ? EmptyState(
                        sentence: "没有等着决定的申报：评审还没有完成，或已经议决。",
                        action: ("回到评审", .review(id))
                    ).html
                    : """
                    \(ErrorSummary(whole: problems, fields: []).html)\(moneyPart(table, result))\
                    \(lineForm(table, line, values))\(partsOf(result))\(linesOf(result))\(proposeForm(id, values))
                    """)
        }
    }

    private func moneyPart(_ table: DecisionTable, _ result: WhatIf) -> HTML {
        let warnings = result.warnings.map { Notice(kind: .caution, text: $0).html }
        var rows: [[HTML]] = [
            ["线上合计", "\(result.funded.count) 项", "\(Numbers.yuan(result.sum))"]
        ]
        if let total = table.total {
            rows.append(["通知安排", "", "\(Numbers.yuan(total))"])
            rows.append([
                "安排减线上", "",
                "\(Numbers.yuan(total.subtracting(result.sum) ?? .zero))",
            ])
        }
        if let fund = table.fund {
            rows.append([
                "\(fund.name)今年还能安排", "", "\(table.free.map(Numbers.yuan) ?? "")",
            ])
        }
        let shown = Table(
            caption: "钱够不够",
            columns: [
                .init(title: "项目"), .init(title: "项数", isNumber: true),
                .init(title: "金额（元）", isNumber: true),
            ], rows: rows)
        return "<section class=\"group\"><h2>钱够不够</h2>\(warnings)\(shown.html)</section>"
    }

    private func lineForm(_ table: DecisionTable, _ line: CutOff, _ values: Parameters) -> HTML {
        func field(
            _ name: String, _ title: String, _ value: String, _ help: String? = nil,
            unit: String? = nil
        ) -> HTML {
            FormField(
                name: name, title: title,
                control: NumberControl(value: values[name] ?? value, unit: unit), help: help
            ).html
        }
        let kinds = Array(Set(table.candidates.map(\.kind))).sorted()
        let places = kinds.map { kind in
            field(
                "places.\(kind)", "\(decisions.review.kind(kind))立几项",
                line.places[kind].map(String.init) ?? "",
                "共 \(table.candidates.count { $0.kind == kind }) 项")
        }
        let by = FormField(
            name: "by", title: "线怎么划",
            control: ChoiceControl(
                options: [
                    .init(value: "rank", title: "按名次", help: "每类取前几名"),
                    .init(value: "score", title: "按分数", help: "达到分数的都立"),
                    .init(value: "money", title: "按钱", help: "从高分往下排，钱用完为止"),
                ], value: line.mode.rawValue), isRequired: true)
        let amounts = FormField(
            name: "amounts", title: "每项给多少",
            control: ChoiceControl(
                options: [
                    .init(value: "requested", title: "按申请", help: "不超过上限"),
                    .init(value: "share", title: "按申请的比例"),
                    .init(value: "fixed", title: "每项一样多"),
                ], value: line.amounts.rawValue), isRequired: true)
        return """
            <form class="edit" method="get" action="\(Link.decision(table.call.id))" novalidate>\
            <section class="panel questions"><h2>线划在哪里</h2>\(by.html)\(places)\
            \(field("score", "分数线", line.score?.trimmed ?? "", "按分数时填"))\
            \(field("money", "钱的上限", line.money?.text(in: .wan) ?? "", "按钱时填；空着就是通知安排的", unit: "万元"))</section>\
            <section class="panel questions"><h2>每项给多少</h2>\(amounts.html)\
            \(field("share", "比例", values["share"] ?? "100", "按比例时填", unit: "%"))\
            \(field("fixed", "每项金额", line.fixed?.text(in: .wan) ?? "", "一样多时填", unit: "万元"))</section>\
            <div class="save-bar"><p class="save-state">只算，不写入</p><div class="actions">\
            <button class="btn btn-primary">算一算</button></div></div></form>
            """
    }

    private func partsOf(_ result: WhatIf) -> HTML {
        func table(_ title: String, _ name: (Candidate) -> String) -> HTML {
            let parts = result.parts(by: name)
            let shown = Table(
                caption: title, showsCaption: true,
                columns: [
                    .init(title: title), .init(title: "线上", isNumber: true),
                    .init(title: "线下", isNumber: true), .init(title: "金额（元）", isNumber: true),
                ],
                rows: parts.map {
                    ["\($0.name)", "\($0.inCount)", "\($0.outCount)", "\(Numbers.yuan($0.sum))"]
                }, isDense: true)
            return shown.html
        }
        let fields = catalogue.list("high-tech-fields")
        return """
            <section class="group"><h2>线上线下</h2>\(table("按类别") { decisions.review.kind($0.kind) })\
            \(table("按技术领域") { one in one.field.map { fields?.title(of: $0) ?? $0 } ?? "没有填" })\
            \(table("按县市区") { county($0.county) })</section>
            """
    }

    private func linesOf(_ result: WhatIf) -> HTML {
        let table = Table(
            caption: "逐项",
            columns: [
                .init(title: "申报"), .init(title: "类别"), .init(title: "名次", isNumber: true),
                .init(title: "得分", isNumber: true), .init(title: "申请（元）", isNumber: true),
                .init(title: "线上"), .init(title: "金额（元）", isNumber: true), .init(title: "为什么"),
            ],
            rows: result.lines.prefix(1_000).map { line in
                let one = line.candidate
                return [
                    """
                    <a href="\(Link.record(Applications.applications, one.id))">\(one.title)</a> <small>\(one.number)</small>
                    """, "\(decisions.review.kind(one.kind))", "\(one.rank.map(String.init) ?? "")",
                    "\(one.score?.description ?? "")", "\(Numbers.yuan(one.requested))",
                    line.isIn ? "<b>✓ 线上</b>" : "线下",
                    line.isIn ? "\(Numbers.yuan(line.amount))" : "", "\(line.reason)",
                ]
            },
            total: [
                "合计", "", "", "", "", "\(result.funded.count) 项", "\(Numbers.yuan(result.sum))", "",
            ],
            isDense: true)
        return "<section class=\"group\"><h2>逐项</h2>\(table.html)</section>"
    }

    /// The same line, sent along.
    private func proposeForm(_ id: Int64, _ values: Parameters) -> HTML {
        guard decisions.manages(viewer) else { return "" }
        let kept = values.items.filter { !["title", "csrf", "done"].contains($0.name) }
            .map { item -> HTML in
                "<input type=\"hidden\" name=\"\(item.name)\" value=\"\(item.value)\">"
            }
        let title = FormField(
            name: "title", title: "会议名称",
            control: TextControl(value: values["title"] ?? "", most: 120), isRequired: true,
            help: "按上面的结果建一份会议记录，每项一行，会上改了再改；申报还不动。",
            example: "局党组会\(today.year)年第8次会议")
        return """
            <form class="edit" method="post" action="\(Link.decision(id))" novalidate>\
            \(Person.field(formToken))\(kept)<section class="panel questions"><h2>提请会议</h2>\(title.html)\
            <div class="send"><button class="btn">提请会议</button></div></section></form>
            """
    }
}
