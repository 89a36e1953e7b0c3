import Applications
import Catalogue
import Registers
import Store
import Values

extension Desk {
    func showNewCall(_ request: Request) async throws -> Response {
        .page(try await read { try newCallPage($0, request.parameters, nil) }.html)
    }

    func makeCall(_ request: Request) async throws -> Response {
        let posted = PostedForm(values: request.form)
        do {
            guard let year = Int(posted.text("year")), (2000...today.year + 2).contains(year) else {
                throw CallRefusal.times(what: "年度“\(posted.text("year"))”不对", advice: "写四位年份")
            }
            let call = try await applications.createCall(
                programme: posted.text("programme"), year: year, by: viewer)
            return .see(Link.of(.call, call.id).with("done", "made"))
        } catch let refusal as CallRefusal {
            let page = try await read {
                try newCallPage($0, request.form, refusal.description)
            }
            return .page(page.html, status: 422)
        }
    }

    private func newCallPage(_ reader: Reader, _ values: Parameters, _ problem: String?) throws
        -> EditPage
    {
        guard mayMakeCalls else { throw CallRefusal.notManager }
        let own = catalogue.programmes.filter {
            viewer.role.reach != .section || viewer.section == nil || $0.section == viewer.section
        }
        let sections = catalogue.list("sections")
        let options = own.map {
            ChoiceControl.Option(
                value: $0.name, title: $0.title,
                help: [$0.help, sections?.title(of: $0.section)].compactMap { $0 }
                    .joined(separator: "。主管科室："))
        }
        return EditPage(
            frame: try callsFrame(reader, "新建申报通知"),
            form: EditForm(
                title: "新建申报通知",
                lead: own.isEmpty
                    ? "本科室没有主管的科技计划。别的计划由主管科室开。"
                    : "选一个科技计划和年度。编号、类别、限额、时间和专项资金按规则带好，下一步核对；这时还没有对外公开。",
                action: Link(.newCall), csrf: formToken,
                groups: [
                    .init(
                        title: "从哪个计划开",
                        fields: [
                            FormField(
                                name: "programme", title: "科技计划",
                                control: ChoiceControl(
                                    options: options, value: values["programme"] ?? ""),
                                isRequired: true),
                            FormField(
                                name: "year", title: "年度",
                                control: CalendarControl(
                                    kind: .year, value: values["year"] ?? String(today.year)),
                                isRequired: true),
                        ])
                ],
                bar: SaveBar(
                    state: .new, acts: [.init(value: "make", title: "建好，去核对", kind: .primary)],
                    cancel: Link(.calls)), problems: problem.map { [$0] } ?? []))
    }

    /// What may be changed of a call now: everything, its words, or its times.
    private func editable(_ call: Record) -> [String] {
        switch call.state {
        case "drafted": Applications.callFields
        case "rehearsal", "preview": ["title", "basis_doc", "guide", "enquiries"]
        case "live":
            ["opens_at", "closes_at", "recommend_by", "enquiries"]
                + (call["fund"].isNull ? ["fund"] : [])
        case "closed" where call["fund"].isNull: ["fund"]
        default: []
        }
    }

    func showEditCall(_ request: Request) async throws -> Response {
        let id = try applicationID(request)
        return .page(try await read { try editCallPage($0, id, nil, []) }.html)
    }

    func editCall(_ request: Request) async throws -> Response {
        let id = try applicationID(request)
        let posted = PostedForm(values: request.form)
        if posted.rowAct != nil {
            return .page(try await read { try editCallPage($0, id, request.form, []) }.html)
        }
        do {
            let call = try await read { try registry.record($0, Applications.calls, id) }
            let register = try registry.register(Applications.calls)
            let names = editable(call)
            let answers = posted.answers(register.fields.filter { names.contains($0.name) })
            let reason = posted.text("reason")
            _ = try await applications.changeCall(
                id, answers, version: Int64(posted.text("version")),
                reason: reason.isEmpty ? nil : reason, by: viewer)
            return .see(
                Link.of(.call, id).with("done", call.state == "live" ? "extended" : "changed"))
        } catch RecordRefusal.fields(let problems) {
            return .page(
                try await read { try editCallPage($0, id, request.form, problems) }.html,
                status: 422)
        } catch let refusal as CallRefusal {
            return .page(
                try await read {
                    try editCallPage($0, id, request.form, [], refusal.description)
                }.html, status: 422)
        } catch let refusal as RecordRefusal {
            return .page(
                try await read {
                    try editCallPage($0, id, request.form, [], refusal.description)
                }.html, status: 422)
        }
    }

    private func editCallPage(
        _ reader: Reader, _ id: Int64, _ values: Parameters?, _ problems: [FieldProblem],
        _ whole: String? = nil
    ) throws -> EditPage {
        let register = try registry.register(Applications.calls)
        let call = try registry.record(reader, register, id, by: viewer)
        let names = editable(call)
        guard mayMakeCalls, !names.isEmpty else {
            throw CallRefusal.notNow(
                call: call["title"].text ?? "", state: applications.state(call), act: "修改",
                advice: "已截止或取消的通知不再改")
        }
        let declared = register.fields.filter { names.contains($0.name) }
        var fields = RecordFields(
            desk: self, register: register, reader: reader,
            values: try values ?? shown(reader, call, declared))
        fields.asked = Set(names)
        for problem in problems {
            fields.problems[problem.field] = .init(words: problem.rule, advice: problem.advice)
        }
        func group(_ title: String, _ help: String?, _ names: [String]) throws -> EditForm.Group {
            EditForm.Group(
                title: title, help: help,
                fields: try declared.filter { names.contains($0.name) }.map(fields.question))
        }
        let isLive = call.state == "live"
        var groups = try [
            group("通知", nil, ["title", "basis_doc", "total", "fund"]),
            group(
                "受理时间", "北京时间，写到秒；以服务器时间为准，过了截止那一秒不再接收。",
                ["opens_at", "closes_at", "recommend_by"]),
            group(
                "类别和限额", "从计划带出，可以收紧或删去，不能超过规则的上限。", ["kinds"]),
            group(
                "指南方向、榜单和推荐名额", "不写指南方向的不限方向，不写榜单的不限需求；不写名额的推荐单位不限。",
                ["topics", "needs", "quotas"]),
            group("对外公布", nil, ["guide", "enquiries"]),
        ].filter { !$0.fields.isEmpty }
        if isLive {
            groups.append(
                .init(
                    title: "延期理由",
                    fields: [
                        FormField(
                            name: "reason", title: "理由",
                            control: TextControl(value: values?["reason"] ?? "", most: 200),
                            isRequired: true, help: "随通知公布；只能延后，不能提前。")
                    ]))
        }
        let title = isLive ? "延期" : "修改申报通知"
        return EditPage(
            frame: try callsFrame(reader, title, callTrail(call)),
            form: EditForm(
                title: title,
                lead: isLive
                    ? "发布以后只能延后受理和推荐的时间，截止以前才能延。申报单位按新的时间办。"
                    : call.state == "drafted"
                        ? "演练以前都可以改。条款在开始演练时按当天的规则定住。"
                        : "演练以后只改名称、文号、指南和咨询方式；别的要先退回修改，改过重新演练。",
                action: .of(.editCall, id), csrf: formToken, groups: groups,
                bar: SaveBar(
                    state: .new,
                    acts: [.init(value: "save", title: isLive ? "延期" : "保存", kind: .primary)],
                    cancel: .of(.call, id)),
                hidden: [("version", values?["version"] ?? String(call.version))],
                problems: (whole.map { [$0] } ?? [])
                    + problems.filter { problem in
                        !names.contains(String(problem.field.prefix { $0 != "." }))
                    }.map(\.sentence)))
    }
}
