import Accounts
import Approvals
import Catalogue
import Registers
import Store
import Values

extension Desk {
    /// When I am away and who decides for me, and for whom I decide.
    func showAbsences(_ request: Request) async throws -> Response {
        try await absencesPage(request.form, problem: nil)
    }

    func changeAbsences(_ request: Request) async throws -> Response {
        guard let account = viewer.account else { throw WebError.notSignedIn }
        let form = PostedForm(values: request.form)
        do {
            if let id = Int64(form.text("end")) {
                try await approvals.end(absence: id, by: viewer)
                return .see(.absences)
            }
            _ = try await approvals.enter(
                absenceOf: Int64(form.text("account")) ?? account,
                from: try Self.absenceDay(form.text("from")),
                until: try Self.absenceDay(form.text("until")),
                deputy: Int64(form.text("deputy")), ground: form.text("ground"), by: viewer)
            return .see(.absences)
        } catch let refusal as AbsenceRefusal {
            return try await absencesPage(request.form, problem: refusal.description)
        } catch let refusal as RecordRefusal {
            return try await absencesPage(request.form, problem: refusal.description)
        }
    }

    static func absenceDay(_ text: String) throws -> CalendarDate {
        do {
            return try CalendarDate.parse(text)
        } catch {
            throw AbsenceRefusal.days("“\(text)”不是日期：\(error.rule)。例如 2026-03-05。")
        }
    }

    private func absencesPage(_ form: Parameters, problem: String?) async throws -> Response {
        guard viewer.account != nil else { throw WebError.notSignedIn }
        let page = try await read { reader -> LeafPage in
            let frame = try frame(
                reader, "外出与代办", in: .approvals,
                trail: [Crumb(title: "审批", link: .approvals)])
            let absences = try approvals.absences(reader, seenBy: viewer)
            let parts: [HTML] = [
                absenceTable(absences, frame),
                try absenceForm(reader, frame, form, problem),
            ]
            return LeafPage(
                frame: frame,
                lead: "外出前登记，写明谁代您批；代办人批的写明代谁。回来早了就提前结束，自己接着批。",
                content: "\(parts)")
        }
        return .page(page.html, status: problem == nil ? 200 : 422)
    }

    private func absenceTable(_ absences: [Absence], _ frame: Frame) -> HTML {
        guard !absences.isEmpty else {
            return "<p class=\"empty\">没有登记外出的，也没有人请您代办。</p>"
        }
        let isLeader = viewer.role.name == "leader"
        let rows = absences.map { absence -> [HTML] in
            let end: HTML =
                mayEnd(absence)
                ? """
                <form class="line" method="post" action="\(Link.absences)">\(frame.csrfField)\
                <input type="hidden" name="end" value="\(absence.id)"><button class="btn">提前结束</button></form>
                """ : ""
            return [
                "\(absence.name)", "\(absence.from) 至 \(absence.until)",
                "\(absence.deputyName ?? "没有指定")", "\(absence.ground)", end,
            ]
        }
        let table = Table(
            caption: isLeader ? "各人的外出" : "与我有关的外出",
            columns: [
                .init(title: "谁"), .init(title: "哪几天", isTight: true), .init(title: "代办人"),
                .init(title: "事由"), .init(title: "操作"),
            ], rows: rows)
        return "<section class=\"group\">\(table.html)</section>"
    }

    private func absenceForm(
        _ reader: Reader, _ frame: Frame, _ form: Parameters, _ problem: String?
    ) throws -> HTML {
        let isLeader = viewer.role.name == "leader"
        let people = try colleagues(reader)
        func options(_ list: [Account]) -> [FilterForm.Option] {
            list.map { account in
                let place = account.section.flatMap { catalogue.list("sections")?.title(of: $0) }
                return .init(
                    value: String(account.id),
                    title: account.name + (place.map { "（\($0)）" } ?? ""))
            }
        }
        var inputs: [PlainForm.Input] = []
        if isLeader {
            inputs.append(
                .init(
                    name: "account", title: "谁外出", value: form["account"] ?? "",
                    kind: .choice(options(people)), help: "不选就是您本人。", isRequired: false))
        }
        let alike = try deputies(reader)
        inputs += [
            .init(
                name: "from", title: "第一天", value: form["from"] ?? today.iso, kind: .date,
                help: "例如 2026-03-05", maximum: 20),
            .init(
                name: "until", title: "最后一天", value: form["until"] ?? "", kind: .date,
                maximum: 20),
            .init(
                name: "deputy", title: "代办人", value: form["deputy"] ?? "",
                kind: .choice(options(alike)),
                help: isLeader ? "可以指定局里任何人。" : "同角色、同科室的人；别的人请局领导指定。", isRequired: false),
            .init(name: "ground", title: "事由", value: form["ground"] ?? "", maximum: 200),
        ]
        let plain = PlainForm(
            action: Link.absences.path, csrf: frame.csrfField, inputs: inputs, problem: problem,
            button: "登记外出", label: "登记外出")
        return "<section class=\"group\"><h2>登记外出</h2>\(plain.html)</section>"
    }

    /// Whether the viewer may end an absence before its last day.
    func mayEnd(_ absence: Absence) -> Bool {
        absence.account == viewer.account || viewer.role.name == "leader"
    }

    /// Whom the viewer may name to decide for whoever is away.
    func deputies(_ reader: Reader) throws -> [Account] {
        let isLeader = viewer.role.name == "leader"
        return try colleagues(reader).filter {
            $0.id != viewer.account
                && (isLeader || ($0.role == viewer.role.name && $0.section == viewer.section))
        }
    }

    /// The accounts in force of the bureau itself.
    private func colleagues(_ reader: Reader) throws -> [Account] {
        let ids = try reader.all(
            """
            SELECT id FROM account WHERE state = 'active' AND county IS NULL
            AND role IN ('officer', 'section-head', 'finance', 'leader') ORDER BY name, id LIMIT 500
            """
        ).compactMap { $0[0].integer }
        return try ids.compactMap { try accounts.account(reader, id: $0) }
    }
}
