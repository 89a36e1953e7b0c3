import Applications
import Catalogue
import Registers
import Store
import Values

extension Desk {
    /// Where one's own consent is asked: what for, by whom, and nothing else of the application.
    func showConsents(_ request: Request) async throws -> Response {
        .page(try await consentsPage(request, nil).html)
    }

    func answerConsent(_ request: Request) async throws -> Response {
        let posted = PostedForm(values: request.form)
        guard let id = Int64(posted.text("application")) else {
            throw WebError.noPage(request.path)
        }
        if posted.text("answer") == "commit" {
            return try await commitAsLeader(request, id, posted)
        }
        let agrees = posted.text("answer") == "agree"
        do {
            _ = try await applications.answerConsent(id, agrees: agrees, by: viewer)
        } catch let refusal as ApplicationRefusal {
            return .page(try await consentsPage(request, refusal.description).html, status: 422)
        }
        return .see(Link(.consents).with("done", agrees ? "agreed" : "refused"))
    }

    func consentsPage(_ request: Request, _ problem: String?) async throws -> LeafPage {
        try await read { reader in
            let frame = try callsFrame(reader, "请您同意和签字的申报")
            let letters = try applications.commitmentsAsked(reader, of: viewer)
            let asked = try applications.consents(reader, of: viewer)
            let person = try applications.person(of: viewer, reader)
            let told: HTML? = problem.map { Notice(kind: .wrong, text: $0).html }
            let empty = EmptyState(
                sentence: person == nil
                    ? "您的账号没有与人员登记册里的本人对应，收不到同意的请求。请单位管理员或系统管理员补上。"
                    : "没有请您同意或签字的申报。")
            return LeafPage(
                frame: frame, lead: "把您列为项目组成员的，只有您本人能同意或不同意，审签以前可以改主意；您负责的，请您签承诺书。",
                content: """
                    \(callsNotice(request))\(told)\(asked.isEmpty && letters.isEmpty ? empty.html : HTML.empty)\
                    \(asked.map { consent($0, frame) })\(try letters.map { try commitment(reader, $0, frame) })
                    """)
        }
    }

    private func consent(_ one: ConsentAsked, _ frame: Frame) -> HTML {
        let states = catalogue.list("consent-states")
        let pairs = [
            ("申报通知", one.call), ("申报单位", one.organisation), ("项目负责人", one.leader),
            ("您的分工", one.task.isEmpty ? "没有写" : one.task),
            ("每年投入", one.months.map { "\($0) 个月" } ?? "没有写"),
            ("现在", states?.title(of: one.consent) ?? one.consent),
        ].map { title, value -> HTML in "<div><dt>\(title)</dt><dd>\(value)</dd></div>" }
        let form: HTML =
            one.isOpen
            ? """
            <form method="post" action="\(Link(.consents))">\(frame.csrfField)\
            <input type="hidden" name="application" value="\(one.application)">\
            <div class="send"><button class="btn btn-primary" name="answer" value="agree">我同意参加</button> \
            <button class="btn btn-danger" name="answer" value="refuse">我不同意</button></div></form>
            """ : "<p class=\"note\">申报已审签，要改的请申报单位先收回修改。</p>"
        return """
            <section class="panel"><h2>\(one.title)</h2><dl class="pairs">\(pairs)</dl>\(form)</section>
            """
    }

    /// On the desk: how many wait for one's word.
    func consentBlock(_ reader: Reader) throws -> HTML {
        let waiting = try applications.consents(reader, of: viewer).filter {
            $0.consent == "waiting" && $0.isOpen
        }
        let letters = try applications.commitmentsAsked(reader, of: viewer).filter {
            $0.signedBy == nil
        }
        guard !waiting.isEmpty || !letters.isEmpty else { return "" }
        let items = waiting.map { one -> HTML in
            "<li><a href=\"\(Link(.consents))\">\(one.title)</a> <small>\(one.organisation)，\(one.leader)负责</small></li>"
        }
        let signing = letters.map { one -> HTML in
            "<li><a href=\"\(Link(.consents))\">\(one.application["title"].text ?? "")</a> <small>\(one.organisation)，请您签承诺书</small></li>"
        }
        let title = letters.isEmpty ? "请您同意参加的申报" : "请您同意和签字的申报"
        return """
            <section class="group"><h2>\(title)<small>\(waiting.count + letters.count) 件</small></h2><ul class="plain">\(items)\(signing)</ul></section>
            """
    }
}
