import Catalogue
import Registers
import Returns
import Store
import Values

extension Desk {
    /// Whom a return goes to: the counties and zones, all chosen beforehand, and organisations.
    func showSendReturn(_ request: Request) async throws -> Response {
        let id = try returnID(request)
        let all = (catalogue.list("counties")?.codes ?? []).map(\.code)
        let chosen = Parameters(all.map { ("county", $0) })
        let page = try await read { try receiversPage($0, id, chosen, []) }
        return .page(page.html)
    }

    /// Shows what sending would do, and does it when that is confirmed.
    func sendReturn(_ request: Request) async throws -> Response {
        let id = try returnID(request)
        let values = request.form
        let posted = PostedForm(values: values)
        func again(_ whole: [String], status: Int = 422) async throws -> Response {
            let page = try await read { try receiversPage($0, id, values, whole) }
            return .page(page.html, status: status)
        }
        let act = values["act"]
        if act == "more" { return try await again([], status: 200) }
        do {
            let receivers = try await read { try chosenReceivers($0, posted) }
            if act == "confirm" {
                _ = try await returns.sendReturn(
                    id, to: receivers, version: values["version"].flatMap { Int64($0) }, by: party)
                return .see(Link.returnTask(id).with("done", "sent-out"))
            }
            let page = try await read { try sendingPage($0, id, receivers) }
            return .page(page.html)
        } catch ReturnRefusal.mistakes(let mistakes) {
            return try await again(mistakes.map { $0 + "。" })
        } catch ReturnRefusal.due(let what, let advice) {
            return try await again(["\(what)。\(advice)。"])
        } catch let refusal as RecordRefusal {
            guard case .stale = refusal else { throw refusal }
            return try await again([refusal.description])
        }
    }

    private static let mostPickers = 60

    /// - Throws: `ReturnRefusal.mistakes` with each name that means none or several.
    private func chosenReceivers(_ reader: Reader, _ posted: PostedForm) throws -> [ReturnReceiver]
    {
        var receivers = posted.all("county").map(ReturnReceiver.county)
        var mistakes: [String] = []
        for index in 0..<Self.mostPickers {
            switch posted.record("unit-\(index)") {
            case .none: continue
            case .chosen(let id): receivers.append(.organisation(id))
            case .typed(let text):
                let ids = try registry.suggest(
                    text, in: try registry.register("organisation"), reader, by: viewer, limit: 2)
                if ids.count == 1 {
                    receivers.append(.organisation(ids[0]))
                } else {
                    mistakes.append(
                        ids.isEmpty ? "没有单位“\(text)”。写全称，或先登记单位" : "单位“\(text)”有几个。从候选里选一个")
                }
            }
        }
        if !mistakes.isEmpty { throw ReturnRefusal.mistakes(mistakes) }
        return receivers
    }

    private func receiversPage(
        _ reader: Reader, _ id: Int64, _ values: Parameters, _ whole: [String]
    ) throws -> EditPage {
        let form = try returns.standing(
            reader, id, at: registry.database.clock.now(), by: party
        ).form
        guard mayMakeReturns else { throw WebError.forbidden(role: viewer.role.title) }
        try returns.refuseSending(form)
        let posted = PostedForm(values: values)
        let chosen = Set(posted.all("county"))
        let counties = returns.counties.compactMap { receiver -> ChecksControl.Option? in
            guard case .county(let code) = receiver else { return nil }
            return .init(
                value: code, title: catalogue.list("counties")?.title(of: code) ?? code,
                isChosen: chosen.contains(code))
        }
        let fields = [
            FormField(
                name: "county", title: "发给", control: ChecksControl(options: counties),
                help: "全部选中；不要的去掉。")
        ]
        let title = "下发：\(form.name)"
        return EditPage(
            frame: try returnFrame(reader, title, [Crumb(title: form.name, link: .returnTask(id))]),
            form: EditForm(
                title: title,
                lead: "选下发给谁，每个对象得到自己的一张表。下一步先看清会发生什么，再确认下发。",
                action: .of(.sendReturn, id), csrf: formToken,
                groups: [
                    EditForm.Group(title: "县市区", fields: fields),
                    EditForm.Group(
                        title: "单位", help: "也可以发给单位：写名称、代码或拼音首字母。",
                        fields: try pickers(reader, posted)),
                ],
                bar: SaveBar(
                    state: .new,
                    acts: [
                        .init(value: "preview", title: "看看会发生什么", kind: .primary),
                        .init(value: "more", title: "再加几个单位"),
                    ], cancel: .returnTask(id)), problems: whole))
    }

    /// One picker for each organisation, and three for more.
    private func pickers(_ reader: Reader, _ posted: PostedForm) throws -> [FormField] {
        let used = (0..<Self.mostPickers).filter { posted.record("unit-\($0)") != .none }
        let count = min((used.last ?? -1) + 4, Self.mostPickers)
        return try (0..<count).map { index in
            let name = "unit-\(index)"
            var picker = RecordPicker(
                source: Link(.pick, ["organisation"]), value: posted.text(name))
            switch posted.record(name) {
            case .none: break
            case .chosen(let id):
                picker.chosen = try candidates(reader, "organisation", ids: [id]).first
            case .typed(let text):
                let ids = try registry.suggest(
                    text, in: try registry.register("organisation"), reader, by: viewer, limit: 8)
                picker.candidates = try candidates(reader, "organisation", ids: ids)
            }
            return FormField(name: name, title: "单位 \(index + 1)", control: picker)
        }
    }

    private func sendingPage(_ reader: Reader, _ id: Int64, _ receivers: [ReturnReceiver]) throws
        -> ConfirmPage
    {
        let now = registry.database.clock.now()
        let lines = try returns.previewSending(reader, id, to: receivers, at: now, by: party)
        let form = try returns.form(reader, id)
        let due = ReturnForm.dueWords(form.collection)
        let chosen = receivers.enumerated().flatMap { index, receiver -> [(String, String)] in
            switch receiver {
            case .county(let code): [("county", code)]
            case .organisation(let unit):
                [
                    ("unit-\(index)", "#\(unit)"), ("unit-\(index).label", "#\(unit)"),
                    ("unit-\(index).id", String(unit)),
                ]
            }
        }
        let title = "确认下发：\(form.name)"
        return ConfirmPage(
            frame: try returnFrame(reader, title, [Crumb(title: form.name, link: .returnTask(id))]),
            lead: "下面 \(lines.count) 个对象各得到一张表，截止 \(due)，并在平台上得到通知。下发后列不能再改，发错了只能取消重作。",
            action: .of(.sendReturn, id), csrf: formToken,
            lines: lines.map { line in
                let rows = line.lines > 0 ? "先填好 \(line.lines) 行" : "空表"
                return .init(
                    title: line.name, now: "没有这张表",
                    then: "得到一张表，\(rows)\(line.hasLast ? "，带上期值" : "")")
            },
            hidden: chosen + [("version", String(form.collection.version))],
            button: "确认下发 \(lines.count) 张", cancel: .of(.sendReturn, id))
    }
}
