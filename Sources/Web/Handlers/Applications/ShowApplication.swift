import Accounts
import Applications
import Catalogue
import Files
import Registers
import Store
import Values

extension Desk {
    /// An application: where it stands, what is missing, what can be done next.
    func showApplication(_ request: Request) async throws -> Response {
        let id = try applicationID(request)
        let now = moment
        let page = try await read { reader -> LeafPage in
            let register = try registry.register(Applications.applications)
            let application = try registry.record(reader, register, id, by: viewer)
            let offer = try applications.offer(reader, of: application)
            let isOwn = viewer.role.reach == .organisation
            let isWritten = ["drafted", "returned"].contains(application.state)
            let missing =
                isOwn && isWritten ? try applications.missing(reader, application) : []
            let letter = try applications.paperCommitment(reader, application)
            let frame = try callsFrame(
                reader, application["title"].text ?? "", callTrail(offer.call))
            let parts: [HTML] = [
                callsNotice(request) ?? "", try draftNotice(reader, id),
                applicationSteps(application, offer, now), missingList(missing, application),
                membersOf(application),
                commitmentOf(application, letter, isOwn: isOwn && isWritten),
                receiptFacts(application), contentOf(reader, application, offer),
                try applicationFilesPanel(reader, application, register, frame),
            ]
            return LeafPage(
                frame: frame, lead: applicationLead(application, offer, now),
                action: isOwn
                    ? applicationActions(application, offer, now, isComplete: missing.isEmpty)
                    : viewer.isLimited
                        ? ""
                        : "<div class=\"actions\"><a class=\"btn\" href=\"\(Link.of(.checkApplication, id))\">审查</a></div>",
                content: "\(parts)")
        }
        return .page(page.html)
    }

    private func applicationLead(_ application: Record, _ offer: CallOffer, _ now: Instant)
        -> String
    {
        let state = applications.state(application)
        let closes = applications.lastMoment(offer, application).map(CallTime.text) ?? ""
        switch application.state {
        case "drafted": return "正在填写，\(closes) 前要审签并提交，以服务器时间为准。"
        case "returned":
            return "已退回补正，\(closes) 前改好、重新审签和提交。"
        case "signed-off": return "单位已审签，还没有提交。\(closes) 前要提交。"
        case "submitted":
            return "已提交，申报编号 \(application["application_no"].text ?? "")。\(closes) 以前还可以撤下修改。"
        default: return "现在是“\(state)”。"
        }
    }

    private func draftNotice(_ reader: Reader, _ id: Int64) throws -> HTML {
        guard let session,
            let draft = try accounts.draft(
                reader, ApplicationForm.key(id), of: session.account.id)
        else { return "" }
        return Notice(
            kind: .caution, text: "您有没保存的草稿，存于 \(draft.saved.businessTime)。接着填，填好“保存”才进申报书。",
            action: ("接着填", .of(.editApplication, id))
        ).html
    }

    private func applicationActions(
        _ application: Record, _ offer: CallOffer, _ now: Instant, isComplete: Bool
    ) -> HTML {
        let id = application.id
        func act(_ name: String) -> Link { Link(.applicationAct, [String(id), name]) }
        let isAdministrator = viewer.role.name == "organisation-administrator"
        let isIn = offer.time.map { now <= $0.closes } ?? false
        var links: [(String, Link, Bool)] = []
        switch application.state {
        case "drafted", "returned":
            links.append(("填写", .of(.editApplication, id), !isComplete))
            if isAdministrator { links.append(("单位审签", act("sign-off"), isComplete)) }
            links.append(("撤回", act("withdraw"), false))
        case "signed-off":
            links = [("提交", act("submit"), true), ("收回修改", act("reopen"), false)]
        case "submitted":
            links = [("回执", .of(.applicationReceipt, id), true)]
            if isIn {
                links += [("撤下修改", act("reopen"), false), ("撤回", act("withdraw"), false)]
            }
        default:
            if !application["receipt_no"].isNull {
                links = [("回执", .of(.applicationReceipt, id), false)]
            }
        }
        if !application["formal_on"].isNull {
            let isRejected = application.state == "formal-rejected"
            links.append((isRejected ? "不通过的理由和申诉" : "形式审查", .of(.formalCheck, id), isRejected))
        }
        let buttons = links.map { title, link, isPrimary -> HTML in
            "<a class=\"btn\(isPrimary ? " btn-primary" : "")\" href=\"\(link)\">\(title)</a>"
        }
        return "<div class=\"actions\">\(buttons)</div>"
    }

    /// The whole way, with the day by which the next step is to be done.
    private func applicationSteps(_ application: Record, _ offer: CallOffer, _ now: Instant)
        -> HTML
    {
        let order = applications.way(application, offer)
        let steps = order.map { step in
            Steps.Step(
                title: step.title,
                state: step.isDone ? .done : step.isNow ? .now : .ahead,
                detail: [
                    step.on.map { "办于 \($0)" },
                    step.isDone ? nil : step.due.map { "\($0.iso) 前" },
                ].compactMap { $0 }.joined(separator: "，"))
        }
        let next = order.first { $0.isNow }
        let due: HTML? = next.flatMap { step in
            step.due.map {
                DueMark(due: $0, today: now.businessDate, calendar: catalogue.calendar).html
            }
        }
        let words: HTML? = next.map { "<p>下一步：\($0.title)。\(due)</p>" }
        return """
            <section class="panel"><h2>走到哪一步 <small>\(applicationPill(application).html)</small></h2>\
            \(Steps(steps: steps).html)\(words)</section>
            """
    }

    private func missingList(_ missing: [FieldProblem], _ application: Record) -> HTML {
        guard ["drafted", "returned"].contains(application.state),
            viewer.role.reach == .organisation
        else { return "" }
        if missing.isEmpty {
            return Notice(
                kind: .done, text: "都齐了。下一步：单位管理员审签，再提交。"
            ).html
        }
        let id = application.id
        let items = missing.map { problem -> HTML in
            let name = String(problem.field.prefix { $0 != "." })
            let link: Link
            switch name {
            case "attachments": link = Link(.application, [String(id)], fragment: "files")
            case "committed_by": link = Link(.applicationAct, [String(id), "commit"])
            case "answers":
                let own = problem.field.dropFirst("answers.".count)
                link = Link(
                    .editApplication, [String(id)],
                    fragment: "field-" + ApplicationForm.question + own)
            default: link = Link(.editApplication, [String(id)], fragment: "field-" + name)
            }
            return """
                <li><a href="\(link)">\(problem.title)</a>：\(problem.rule)。<small>\(problem.advice)</small></li>
                """
        }
        return """
            <section class="panel warn" id="missing"><h2>还差 \(missing.count) 处</h2><ul>\(items)</ul></section>
            """
    }

    private func membersOf(_ application: Record) -> HTML {
        let rows = application.rows["members"] ?? []
        guard !rows.isEmpty else { return "" }
        let states = catalogue.list("consent-states")
        let table = Table(
            caption: "成员同意",
            columns: [
                .init(title: "成员"), .init(title: "单位"), .init(title: "分工"),
                .init(title: "本人同意"), .init(title: "日期", isTight: true),
            ],
            rows: rows.map { row in
                let consent = row["consent"]?.text ?? "waiting"
                let isGiven = ["agreed", "paper"].contains(consent)
                return [
                    "\(row["name"]?.text ?? "")", "\(row["unit"]?.text ?? "—")",
                    "\(row["task"]?.text ?? "—")",
                    Pill(
                        title: states?.title(of: consent) ?? consent,
                        kind: isGiven ? .kept : consent == "refused" ? .ended : .new
                    ).html, "\(row["consented_on"]?.text ?? "—")",
                ]
            })
        return "<section class=\"group\"><h2>团队</h2>\(table.html)</section>"
    }

    private func commitmentOf(_ application: Record, _ letter: Record?, isOwn: Bool) -> HTML {
        let sign: HTML =
            isOwn
            ? """
            <p><a class="btn" href="\(Link(.applicationAct, [String(application.id), "commit"]))">签承诺书</a></p>\
            <p class="note">负责人是别的单位的人，也可以用自己的账号在“请您同意和签字的申报”里签；签在纸上的，在附件里选“承诺书”上传扫描件。</p>
            """ : ""
        let signed: HTML =
            application["committed_by"].text.map { name in
                """
                <p>\(name) 于 \(application["committed_on"].text ?? "") 签。\
                摘要 <code>\(application["commitment_digest"].text ?? "")</code></p>
                """
            } ?? (letter == nil ? "<p class=\"note\">还没有签。由项目负责人本人或单位管理员签。</p>" : "")
        let paper: HTML? = letter.map {
            "<p>签在纸上的承诺书：<a href=\"\(Link.file($0.id))\">\($0["name"].text ?? "")</a>，\($0["uploaded_by"].text ?? "")上传。</p>"
        }
        let secrecy = catalogue.list("secrecy-results")
        let result = application["secrecy"].text.map { secrecy?.title(of: $0) ?? $0 } ?? "没有填"
        return """
            <section class="panel"><h2>承诺和保密审查</h2>\(signed)\(paper)\(sign)\
            <p>保密审查：\(result)（\(application["secrecy_by"].text ?? "")，\(application["secrecy_on"].text ?? "")）</p></section>
            """
    }

    private func receiptFacts(_ application: Record) -> HTML {
        guard !application["submitted_at"].isNull else { return "" }
        let pairs = [
            ("申报编号", "application_no"), ("回执号", "receipt_no"), ("提交时间", "submitted_at"),
            ("单位审签", "signed_off_by"), ("回执摘要", "receipt_digest"),
        ].map { title, name -> HTML in
            "<div><dt>\(title)</dt><dd>\(application[name].text ?? "—")</dd></div>"
        }
        return "<section class=\"panel\"><h2>提交</h2><dl class=\"pairs\">\(pairs)</dl></section>"
    }

    /// What was filled in, to read and to print.
    func contentOf(_ reader: Reader, _ application: Record, _ offer: CallOffer) -> HTML {
        guard let register = catalogue.register(Applications.applications) else { return "" }
        let names = ApplicationForm.names(offer.terms).subtracting(["contact", "phone"])
        let pairs = register.fields.filter {
            names.contains($0.name) && $0.type.columns == nil && !application[$0.name].isNull
        }.map { field -> HTML in
            var text = field.type.text(application[field.name], in: catalogue)
            if let target = field.type.target, let id = application[field.name].integer {
                text = (try? registry.labels(reader, target, ids: [id])[id]) ?? "#\(id)"
            }
            let open: HTML = text.count > 60 ? "<div class=\"long\">" : "<div>"
            return "\(open)<dt>\(field.title)</dt><dd>\(text)</dd></div>"
        }
        let questions = offer.terms.questions.compactMap { question -> HTML? in
            let row = application.rows["answers"]?.first { $0["question"]?.text == question.name }
            guard let answer = row?["answer"]?.text else { return nil }
            return "<div class=\"long\"><dt>\(question.title)</dt><dd>\(answer)</dd></div>"
        }
        let tables = register.rowFields.filter {
            names.contains($0.name) && $0.name != "members"
                && !(application.rows[$0.name]?.isEmpty ?? true)
        }.map { rowsOf(reader, $0, application) }
        return """
            <section class="panel"><h2>申报书</h2><dl class="pairs">\(pairs)\(questions)</dl></section>\(tables)
            """
    }

    private func rowsOf(_ reader: Reader, _ field: Field, _ application: Record) -> HTML {
        let columns = (field.type.columns ?? []).filter { !$0.personal && $0.type.target == nil }
        let table = Table(
            caption: field.title,
            columns: columns.map { .init(title: $0.title, isNumber: $0.type.isSummable) },
            rows: (application.rows[field.name] ?? []).map { row in
                columns.map { "\($0.type.text(row[$0.name] ?? .null, in: catalogue))" }
            })
        return "<section class=\"group\"><h2>\(field.title)</h2>\(table.html)</section>"
    }

    private func applicationFilesPanel(
        _ reader: Reader, _ application: Record, _ register: Register, _ frame: Frame
    ) throws -> HTML {
        guard var files = try attachedFiles(reader, of: application, in: register) else {
            return ""
        }
        files.title = "附件"
        files.lead = "选好类别再上传，例如成员签字件、配套资金承诺函。不得上传涉密文件。"
        files.steps = (catalogue.list("application-files")?.codes ?? []).map {
            FilterForm.Option(value: $0.code, title: $0.title)
        }
        return files.html
    }
}
