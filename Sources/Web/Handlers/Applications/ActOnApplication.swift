import Applications
import Catalogue
import Registers
import Store
import Values

/// A step of an application that an applicant takes, confirmed on a page of its own.
enum ApplicationStep: String, CaseIterable {
    case commit
    case signOff = "sign-off"
    case submit
    case reopen
    case withdraw

    var title: String {
        switch self {
        case .commit: "签承诺书"
        case .signOff: "单位审签"
        case .submit: "提交"
        case .reopen: "收回修改"
        case .withdraw: "撤回申报"
        }
    }
}

extension Desk {
    private func applicationStep(_ request: Request) throws -> ApplicationStep {
        guard let step = ApplicationStep(rawValue: request.arguments["act"] ?? "") else {
            throw WebError.noPage(request.path)
        }
        return step
    }

    func showActOnApplication(_ request: Request) async throws -> Response {
        try await stepPage(request, nil)
    }

    func actOnApplication(_ request: Request) async throws -> Response {
        let id = try applicationID(request)
        let step = try applicationStep(request)
        let posted = PostedForm(values: request.form)
        let version = Int64(posted.text("version"))
        do {
            switch step {
            case .commit: _ = try await applications.commit(id, by: viewer)
            case .signOff:
                _ = try await applications.signOff(id, version: version, by: viewer)
            case .submit:
                _ = try await applications.submitApplication(id, version: version, by: viewer)
                return .see(Link.of(.applicationReceipt, id).with("done", "submit"))
            case .reopen: _ = try await applications.reopenApplication(id, by: viewer)
            case .withdraw:
                _ = try await applications.withdrawApplication(
                    id, reason: posted.text("reason"), by: viewer)
                return .see(Link(.calls).with("done", "withdraw"))
            }
            // The leader may belong to another organisation, and sees no more than the consent.
            if step == .commit, viewer.role.reach != .organisation {
                return .see(Link(.consents).with("done", "commit"))
            }
            return .see(Link.of(.application, id).with("done", step.rawValue))
        } catch let refusal as ApplicationRefusal {
            if case .notApplicant = refusal { throw refusal }
            return try await stepPage(request, refusal.description)
        } catch let refusal as RecordRefusal {
            switch refusal {
            case .needsReason, .stale: return try await stepPage(request, refusal.description)
            default: throw refusal
            }
        }
    }

    private func stepPage(_ request: Request, _ problem: String?) async throws -> Response {
        let id = try applicationID(request)
        let step = try applicationStep(request)
        let now = moment
        let page = try await read { reader -> LeafPage in
            let application = try applications.ownApplication(reader, id, by: viewer)
            let offer = try applications.offer(reader, of: application)
            let title = application["title"].text ?? ""
            let frame = try callsFrame(
                reader, step.title, [Crumb(title: title, link: .of(.application, id))])
            let told: HTML? = problem.map { Notice(kind: .wrong, text: $0).html }
            let reason: HTML =
                step == .withdraw
                ? """
                <section class="panel questions">\(FormField(
                    name: "reason", title: "理由", control: TextControl(value: "", most: 200),
                    isRequired: true).html)</section>
                """ : ""
            return LeafPage(
                frame: frame, lead: stepLead(step, application, offer, now),
                content: """
                    \(told)\(try stepContent(reader, step, application, offer))\
                    <form class="edit" method="post" action="\(Link(.applicationAct, [String(id), step.rawValue]))" novalidate>\
                    \(frame.csrfField)<input type="hidden" name="version" value="\(application.version)">\(reason)\
                    <div class="save-bar"><p class="save-state">按下之前什么都没有发生</p><div class="actions">\
                    <button class="btn \(step == .withdraw ? "btn-danger" : "btn-primary")" name="act" value="confirm">确认\(step.title)</button>\
                    <a class="btn" href="\(Link.of(.application, id))">不做了，回去</a></div></div></form>
                    """)
        }
        return .page(page.html, status: problem == nil ? 200 : 422)
    }

    private func stepLead(
        _ step: ApplicationStep, _ application: Record, _ offer: CallOffer, _ now: Instant
    ) -> String {
        let title = application["title"].text ?? ""
        let closes = offer.call["closes_at"].text ?? ""
        return switch step {
        case .commit: "对“\(title)”现在的内容签承诺书。签了以后内容再改动，承诺书就失效，要重新签。"
        case .signOff: "以本单位名义审签“\(title)”。审签以后不能再改，要改先收回。"
        case .submit:
            "提交“\(title)”，以服务器时间为准（现在 \(CallTime.text(now))，\(closes) 截止）。提交后得到编号和回执；截止以前还可以撤下修改。"
        case .reopen: "收回“\(title)”，接着修改。改好要重新审签和提交；\(closes) 以后不能再提交。"
        case .withdraw: "撤回“\(title)”：这份申报作废，记录还在，不再计入。不能恢复，要报只能重新填。"
        }
    }

    private func stepContent(
        _ reader: Reader, _ step: ApplicationStep, _ application: Record, _ offer: CallOffer
    ) throws -> HTML {
        switch step {
        case .commit:
            let words = Commitment.words.map { "<p>\($0)</p>" as HTML }
            return """
                <section class="panel"><h2>科研诚信承诺书</h2>\(words)<p>承诺人：\(viewer.name)　日期：\(today.iso)</p></section>
                """
        case .signOff, .submit:
            func text(_ name: String) -> String {
                guard let field = catalogue.register(Applications.applications)?.field(name) else {
                    return ""
                }
                return field.type.text(application[name], in: catalogue)
            }
            let letter = try applications.paperCommitment(reader, application)
            let unsigned = letter == nil ? "没有签" : "签在纸上，扫描件已上传"
            let pairs = [
                ("项目名称", text("title")), ("类别", text("kind")),
                ("申请财政资金（元）", text("requested")),
                ("执行期", "\(text("starts_on")) 至 \(text("ends_on"))"),
                ("成员", "\((application.rows["members"] ?? []).count) 人"),
                ("承诺书", application["committed_by"].text.map { "\($0)已签" } ?? unsigned),
            ].map { title, value -> HTML in "<div><dt>\(title)</dt><dd>\(value)</dd></div>" }
            return
                "<section class=\"panel\"><h2>要\(step.title)的申报</h2><dl class=\"pairs\">\(pairs)</dl></section>"
        default: return ""
        }
    }

    /// The receipt, to print and to keep.
    func showReceipt(_ request: Request) async throws -> Response {
        let id = try applicationID(request)
        let page = try await read { reader -> LeafPage in
            let register = try registry.register(Applications.applications)
            let application = try registry.record(reader, register, id, by: viewer)
            guard !application["receipt_no"].isNull, !application["submitted_at"].isNull else {
                throw WebError.noPage(request.path)
            }
            let offer = try applications.offer(reader, of: application)
            let digest = application["receipt_digest"].text ?? ""
            let now = ApplicationText(register, catalogue).digest(application)
            func text(_ name: String) -> String { application[name].text ?? "" }
            let pairs = [
                ("申报通知", offer.call["title"].text ?? ""), ("申报编号", text("application_no")),
                ("回执号", text("receipt_no")), ("项目名称", text("title")),
                ("申报单位", text("organisation_name")), ("项目负责人", text("leader_name")),
                ("提交时间", text("submitted_at") + "（北京时间，服务器时间）"),
                ("单位审签", "\(text("signed_off_by"))，\(text("signed_off_on"))"),
                ("校验码", Self.checkCode(digest)),
            ].map { title, value -> HTML in "<div><dt>\(title)</dt><dd>\(value)</dd></div>" }
            let isSame = digest == now
            let title = text("title")
            return LeafPage(
                frame: try callsFrame(
                    reader, "申报回执", [Crumb(title: title, link: .of(.application, id))]),
                lead: "回执证明这份申报在这一刻提交了。摘要是申报书全文的 SHA-256，内容改动一个字它就不同。",
                action: """
                    <div class="actions"><button class="btn btn-primary" data-print hidden>打印</button>\
                    <a class="btn" href="\(Link.of(.application, id))">申报页</a></div>
                    """,
                content: """
                    \(callsNotice(request))<section class="panel"><h2>\(catalogue.city.title)科学技术局 项目申报回执</h2>\
                    <dl class="pairs">\(pairs)<div class="long"><dt>全文摘要</dt><dd><code>\(digest)</code></dd></div></dl>\
                    <p>\(isSame ? Pill(title: "与现在的申报书一致", kind: .kept).html : Pill(title: "与现在的申报书不一致", kind: .ended).html)</p></section>\
                    <p class="note">下一步：\(applications.way(application, offer).first { $0.isNow }?.title ?? "等候办理")。进展在申报页上看，有通知会出现在工作台。</p>
                    """)
        }
        return .page(page.html)
    }

    /// Twelve signs of the digest in threes, to read out over a telephone.
    static func checkCode(_ digest: String) -> String {
        let signs = Array(digest.prefix(12).uppercased())
        return stride(from: 0, to: signs.count, by: 4).map {
            String(signs[$0..<min($0 + 4, signs.count)])
        }.joined(separator: "-")
    }
}
