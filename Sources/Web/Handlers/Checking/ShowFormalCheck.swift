import Applications
import Catalogue
import Registers
import Store
import Values

extension Desk {
    /// The formal check of one's own application: what was found, and how to appeal.
    func showFormalCheck(_ request: Request) async throws -> Response {
        .page(try await formalCheckPage(request, problem: nil))
    }

    /// Appeals.
    func fileAppeal(_ request: Request) async throws -> Response {
        let id = try applicationID(request)
        let ground = PostedForm(values: request.form).text("ground")
        do {
            _ = try await applications.appeal(id, ground: ground, by: viewer)
            return .see(Link.of(.formalCheck, id).with("done", "filed"))
        } catch let refusal as CheckRefusal {
            if case .notApplicant = refusal { throw refusal }
            return .page(
                try await formalCheckPage(request, problem: refusal.description), status: 422)
        }
    }

    /// An application and its formal check, as far as the viewer may see it.
    /// - Throws: `CheckRefusal.notApplicant`.
    func ownCheck(_ reader: Reader, _ id: Int64) throws -> (application: Record, check: Record) {
        let application = try registry.record(
            reader, try registry.register(Applications.applications), id, by: viewer)
        // What the first of two people wrote is nobody's but the section's. No role outside the
        // bureau reads the register itself, which has it: here the applicant reads past the role.
        guard let check = try applications.formalCheck(reader, of: id),
            !viewer.isLimited || !["first-checked", "returned"].contains(check.state)
        else { throw CheckRefusal.notApplicant }
        return (application, check)
    }

    private func formalCheckPage(_ request: Request, problem: String?) async throws -> HTML {
        let id = try applicationID(request)
        let now = moment
        return try await read { reader in
            let (application, check) = try ownCheck(reader, id)
            let title = application["title"].text ?? ""
            let list = try applications.checklist(reader, of: application, on: now)
            let frame = try callsFrame(
                reader, "形式审查", [Crumb(title: title, link: .of(.application, id))])
            let told: HTML? = problem.map { Notice(kind: .wrong, text: $0).html }
            let isOwn = viewer.organisation.map { application["organisation"] == .integer($0) }
            let due = check["appeal_due_on"].text.flatMap { CalendarDate(iso: $0) }
            let appeal = try appealPanel(reader, application, check, false, frame, now)
            let form: HTML? =
                appeal == nil && check.state == "rejected" && isOwn ?? false
                ? appealForm(id, due, request, now, frame) : nil
            let lead =
                check.state == "rejected"
                ? "没有通过形式审查，理由逐项写在下面。不同意的可以在期限内申诉一次。" : "形式审查的结果和各项意见。"
            return LeafPage(
                frame: frame, lead: lead,
                content:
                    "\(checksNotice(request))\(told)\(checkedItems(check, list))\(form)\(appeal)"
            ).html
        }
    }

    private func appealForm(
        _ id: Int64, _ due: CalendarDate?, _ request: Request, _ now: Instant, _ frame: Frame
    ) -> HTML {
        let mark: HTML? = due.map {
            DueMark(due: $0, today: now.businessDate, calendar: catalogue.calendar).html
        }
        guard let due, now.businessDate <= due else {
            return "<section class=\"panel\"><h2>申诉</h2><p>申诉期限已过。</p></section>"
        }
        let ground = FormField(
            name: "ground", title: "申诉理由",
            control: TextControl(value: request.form["ground"] ?? "", most: 2_000, lines: 6),
            isRequired: true, help: "对着不符合的那一项写：事实是什么，在申报书哪一处。只能申诉一次。")
        return """
            <section class="panel questions"><h2>申诉 <small>\(mark)</small></h2><form class="edit" method="post" \
            action="\(Link.of(.formalCheck, id))" novalidate>\(frame.csrfField)\(ground.html)\
            <div class="actions"><button class="btn btn-primary">提出申诉</button></div></form></section>
            """
    }
}
