import Accounts
import Applications
import Catalogue
import Registers
import Store
import Values

/// The form of an application: in groups, only what the call asks, kept while one types.
struct ApplicationForm {
    let desk: Desk
    let reader: Reader
    let application: Record
    let offer: CallOffer
    var model: RecordFormModel

    /// One key for each application and account, so that two windows meet in one draft and a
    /// night's work is there when the page is opened again.
    static func key(_ id: Int64) -> String { "application-\(id)" }

    /// What a question of the programme is called in the form.
    static let question = "question-"

    private var register: Register { model.register }

    private static let places: [(title: String, help: String?, names: [String])] = [
        (
            "项目", nil,
            [
                "kind", "topic", "need", "title", "keywords", "subject", "field", "leader",
                "starts_on", "ends_on", "contact", "phone",
            ]
        ),
        (
            "内容", nil,
            [
                "summary", "basis", "content", "innovation", "route", "foundation", "benefits",
                "plan",
                "risks", "ethics",
            ]
        ),
        (
            "绩效目标和里程碑", "要量化。计划规定的指标已经写上，只填目标值；签任务书时照抄，不能降低。",
            ["targets", "milestones"]
        ),
        (
            "团队", "成员要本人同意：有账号的本人登录后同意，没有账号的传签字件并选“有签字件”。",
            [
                "members", "partners", "avoid_experts",
            ]
        ),
        (
            "经费", "分来源列清，各来源合计要与上面写的一致。",
            [
                "requested", "co_funding", "own_funding", "spent", "bid_price",
                "lump_sum_promise", "budget",
            ]
        ),
    ]

    /// Fields that the form shows: what the call asks and offers, and whom to call.
    static func names(_ terms: CallTerms) -> Set<String> {
        Set(terms.asks + terms.offers + ["title", "leader", "kind", "contact", "phone"])
            .union(terms.budgetMode == "itemised" ? ["budget"] : [])
    }

    var edit: EditForm {
        get throws {
            let id = application.id
            let terms = offer.terms
            let names = Self.names(terms)
            var fields = RecordFields(
                desk: desk, register: register, reader: reader, values: model.values)
            fields.asked = names
            for problem in model.problems {
                fields.problems[problem.field] = .init(
                    words: (problem.value.isEmpty ? "" : "“\(problem.value)”") + problem.rule,
                    advice: problem.advice)
            }
            var groups = try Self.places.map { place in
                EditForm.Group(
                    title: place.title, help: place.help,
                    fields: try place.names.filter(names.contains).compactMap(register.field)
                        .map { try field($0, fields) })
            }
            if !terms.questions.isEmpty {
                groups.insert(
                    .init(title: "专门问题", fields: terms.questions.map(question)), at: 2)
            }
            let action = Link.of(.editApplication, id)
            let known = groups.flatMap(\.fields).map(\.name)
            var form = EditForm(
                title: application["title"].text ?? "申报书",
                lead: "\(offer.call["title"].text ?? "")。边填边存，随时可以走开，回来接着填；填好的先“保存”，缺什么在申报页上列着。",
                action: action, csrf: desk.formToken, groups: groups.filter { !$0.fields.isEmpty },
                bar: SaveBar(
                    state: model.state,
                    acts: [
                        .init(value: "save", title: "保存", kind: .primary),
                        .init(value: "draft", title: "先存草稿"),
                    ], cancel: .of(.application, id)),
                hidden: [
                    (RecordFormModel.names.draft, model.draft),
                    (RecordFormModel.names.saves, String(model.saves)),
                    (RecordFormModel.names.version, model.version.map(String.init) ?? ""),
                ],
                draft: desk.session == nil
                    ? nil
                    : Link(
                        .draft, [model.draft],
                        Parameters([("register", register.name), ("record", String(id))])),
                compare: desk.session == nil ? nil : action.with("draft", model.draft),
                problems: model.whole
                    + model.problems.filter { problem in
                        !known.contains(String(problem.field.prefix { $0 != "." }))
                    }.map(\.sentence))
            form.standing = budgetStanding
            return form
        }
    }

    private func field(_ field: Field, _ fields: RecordFields) throws -> FormField {
        var asked = try fields.question(field)
        asked.isRequired = offer.terms.asks.contains(field.name) || asked.isRequired
        if field.name == "kind" {
            let options = offer.kinds.map { one in
                let most = one.ceiling.map { "上限 \($0.text(in: .wan)) 万元" }
                return ChoiceControl.Option(value: one.name, title: one.title, help: most)
            }
            asked = FormField(
                name: asked.name, title: asked.title,
                control: ChoiceControl(options: options, value: model.values["kind"] ?? ""),
                isRequired: true, problem: asked.problem)
        }
        let listed: [(id: Int64, title: String)] =
            switch field.name {
            case "need": desk.neededOf(reader, offer)
            case "topic": desk.topicsOf(reader, offer)
            default: []
            }
        if !listed.isEmpty {
            let chosen =
                model.values[field.name + ".id"].map { "#" + $0 } ?? model.values[field.name]
            asked = FormField(
                name: asked.name, title: asked.title,
                control: ChoiceControl(
                    options: listed.map { .init(value: "#\($0.id)", title: $0.title) },
                    value: chosen ?? ""), isRequired: asked.isRequired,
                help: field.name == "need" ? "从本次的榜单里选。" : "从本次通知的指南方向里选。",
                problem: asked.problem)
        }
        return asked
    }

    private func question(_ question: CallTerms.Question) -> FormField {
        let name = Self.question + question.name
        return FormField(
            name: name, title: question.title,
            control: TextControl(
                value: model.values[name] ?? "", most: question.max, lines: 4),
            isRequired: question.required, help: question.help)
    }

    /// The sums of the budget and the caps, as the server sees them; the script keeps them while
    /// one types.
    private var budgetStanding: HTML? {
        guard offer.terms.budgetMode == "itemised" else { return nil }
        let rows = PostedForm(values: model.values).rows("budget").map { texts in
            var row: [String: Scalar] = [:]
            row["category"] = texts["category"].map(Scalar.text)
            row["source"] = texts["source"].map(Scalar.text)
            let amount = texts["amount"].flatMap { try? Money.parse($0) }
            row["amount"] = amount.map { .integer($0.fen) }
            return row
        }
        let check = BudgetCheck(rows, rates: offer.terms.indirectRates)
        func yuan(_ fen: Int64) -> String {
            Money(fen: fen).text(in: .yuan, decimals: 2, grouped: true)
        }
        let rates = (offer.terms.indirectRates ?? []).map(\.value).joined(separator: ",")
        return """
            <section class="panel" data-budget data-rates="\(rates)"><h2>预算合计</h2><dl class="pairs" aria-live="polite">\
            <div><dt>财政资金（元）</dt><dd data-sum="fiscal">\(yuan(check.bySource["fiscal"] ?? 0))</dd></div>\
            <div><dt>配套资金（元）</dt><dd data-sum="co-funding">\(yuan(check.bySource["co-funding"] ?? 0))</dd></div>\
            <div><dt>自筹资金（元）</dt><dd data-sum="own">\(yuan(check.bySource["own"] ?? 0))</dd></div>\
            <div><dt>间接费用（元）</dt><dd data-indirect>\(yuan(check.indirect))</dd></div>\
            <div><dt>间接费用上限（元）</dt><dd data-cap>\(check.cap.map(yuan) ?? "不设上限")</dd></div></dl>\
            <p class="note">\(check.capWords ?? "")</p><p class="problem" data-over hidden>间接费用超过上限，减下来才能提交。</p></section>
            """
    }
}

extension Desk {
    func showEditApplication(_ request: Request) async throws -> Response {
        let id = try applicationID(request)
        let page = try await read { reader -> EditPage in
            let application = try applications.ownApplication(reader, id, by: viewer)
            try refuseUnlessWritten(application)
            var model = try applicationModel(reader, application)
            if let session, request.parameters["fresh"] == nil,
                let draft = try accounts.draft(
                    reader, ApplicationForm.key(id), of: session.account.id)
            {
                model = RecordFormModel(model.register, draft)
                if draft.version != application.version {
                    model.whole = [
                        "您的草稿存于 \(draft.saved.businessTime)，这以后申报书被人保存过。您填的没有丢：核对后再保存，就以您的为准；"
                            + "要看现在的内容，打开“申报页”。"
                    ]
                    model.version = application.version
                }
            }
            return try applicationPage(reader, application, model, notice: callsNotice(request))
        }
        return .page(page.html)
    }

    private func refuseUnlessWritten(_ application: Record) throws {
        guard ["drafted", "returned"].contains(application.state) else {
            throw ApplicationRefusal.notNow(
                state: applications.state(application), act: "修改", advice: "要改的，先在申报页上收回修改")
        }
    }

    private func applicationPage(
        _ reader: Reader, _ application: Record, _ model: RecordFormModel, notice: HTML? = nil
    ) throws -> EditPage {
        let offer = try applications.offer(reader, of: application)
        let form = ApplicationForm(
            desk: self, reader: reader, application: application, offer: offer, model: model)
        var edit = try form.edit
        edit.standing = "\(notice)\(edit.standing)"
        let title = application["title"].text ?? "申报书"
        return EditPage(
            frame: try callsFrame(
                reader, "填写申报书", [Crumb(title: title, link: .of(.application, application.id))]),
            form: edit)
    }

    /// The form as the application stands.
    private func applicationModel(_ reader: Reader, _ application: Record) throws
        -> RecordFormModel
    {
        let register = try registry.register(Applications.applications)
        let fields = registry.fields(viewer, in: register)
        var values = try shown(reader, application, fields)
        for row in application.rows["answers"] ?? [] {
            values = values.with(
                ApplicationForm.question + (row["question"]?.text ?? ""), row["answer"]?.text)
        }
        values = try named(reader, application, values)
        var model = RecordFormModel(
            register, application.id, version: application.version, values: values)
        model.draft = ApplicationForm.key(application.id)
        return model
    }

    /// People in rows by their names rather than their numbers.
    private func named(_ reader: Reader, _ application: Record, _ values: Parameters) throws
        -> Parameters
    {
        var values = values
        for (field, column, target) in [
            ("members", "person", "person"), ("partners", "organisation", "organisation"),
        ] {
            let rows = application.rows[field] ?? []
            let ids = rows.compactMap { $0[column]?.integer }
            let labels = try registry.labels(reader, target, ids: ids)
            let twice = Dictionary(labels.values.map { ($0, 1) }, uniquingKeysWith: +)
            for (index, row) in rows.enumerated() {
                guard let label = row[column]?.integer.flatMap({ labels[$0] }), twice[label] == 1
                else { continue }
                values = values.with("\(field).\(index).\(column)", label)
            }
        }
        return values
    }

    func editApplication(_ request: Request) async throws -> Response {
        let id = try applicationID(request)
        let register = try registry.register(Applications.applications)
        var model = RecordFormModel(register, id, sent: request.form)
        model.draft = ApplicationForm.key(id)
        // A mark of secrecy is told before anything of the form is kept, as a draft too.
        try refuseMarks(request.form)
        let posted = PostedForm(values: model.values)
        if posted.rowAct != nil { return try await applicationPage(id, model, 200) }
        if model.values["act"] == "draft" {
            try await keepDraft(&model)
            return try await applicationPage(id, model, 200)
        }
        let terms = try await read { reader in
            try applications.offer(
                reader, of: applications.ownApplication(reader, id, by: viewer)
            ).terms
        }
        do {
            _ = try await applications.saveApplication(
                id, Self.answers(posted, register, terms), version: model.version, by: viewer)
            try await dropDraft(model)
            return .see(Link.of(.application, id).with("done", "saved"))
        } catch RecordRefusal.fields(let problems) {
            model.problems = problems
        } catch let refusal as RecordRefusal {
            guard case .stale = refusal else { throw refusal }
            // The other's words are in the record; one's own stay here as a draft.
            model.whole = [
                refusal.description + "您填的都在下面，也存成了草稿；核对后再按一次“保存”，就以您的为准。"
            ]
            try await keepDraft(&model)
            model.version = try await read {
                try registry.record($0, Applications.applications, id).version
            }
            return try await applicationPage(id, model, 409)
        } catch let refusal as ApplicationRefusal {
            guard case .late = refusal else { throw refusal }
            model.whole = [refusal.description]
        }
        try await keepDraft(&model)
        return try await applicationPage(id, model, 422)
    }

    private func applicationPage(_ id: Int64, _ model: RecordFormModel, _ status: Int) async throws
        -> Response
    {
        let page = try await read { reader in
            let application = try applications.ownApplication(reader, id, by: viewer)
            return try applicationPage(reader, application, model)
        }
        return .page(page.html, status: status)
    }

    /// Only what the form had is answered; questions of the programme become rows.
    private static func answers(
        _ posted: PostedForm, _ register: Register, _ terms: CallTerms
    ) -> [String: Answer] {
        let names = ApplicationForm.names(terms)
        var answers = posted.answers(register.fields.filter { names.contains($0.name) })
        if !terms.questions.isEmpty {
            answers["answers"] = .rows(
                terms.questions.compactMap { question in
                    let text = posted.text(ApplicationForm.question + question.name)
                    return text.isEmpty ? nil : ["question": question.name, "answer": text]
                })
        }
        return answers
    }

    /// Refuses a form in which a mark of state secrets stands, whatever it is of.
    /// - Throws: `ApplicationRefusal.marked`.
    func refuseMarks(_ values: Parameters) throws {
        for item in values.items {
            if let mark = SecrecyMark.find(in: item.value) {
                throw ApplicationRefusal.marked(mark)
            }
        }
    }
}
