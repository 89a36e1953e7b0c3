import Applications
import Catalogue
import Registers
import Returns
import Store
import Values

extension Desk {
    /// The departments of a call's joint check: whom to ask, what they said so far.
    func showDepartments(_ request: Request) async throws -> Response {
        .page(try await departmentsPage(request, problem: nil))
    }

    /// Asks the departments that were named, or reads what they answered.
    func actOnDepartments(_ request: Request) async throws -> Response {
        let id = try applicationID(request)
        let here = Link.of(.askDepartments, id)
        do {
            if request.form["act"] == "read" {
                _ = try await applications.readDepartments(id, by: party)
                return .see(here.with("done", "read"))
            }
            _ = try await applications.askDepartments(
                id, try await named(request), by: party)
            return .see(here.with("done", "asked"))
        } catch let refusal as CheckRefusal {
            return .page(
                try await departmentsPage(request, problem: refusal.description), status: 422)
        } catch let problem as FieldProblem {
            return .page(
                try await departmentsPage(request, problem: problem.description), status: 422)
        }
    }

    /// The organisations that were typed for the departments.
    private func named(_ request: Request) async throws -> [JointDepartment] {
        let form = PostedForm(values: request.form)
        let codes = (catalogue.list("joint-departments")?.codes ?? [])
        return try await read { reader in
            try codes.compactMap { code in
                switch form.record("unit.\(code.code)") {
                case .none: return nil
                case .chosen(let id): return JointDepartment(code.code, id)
                case .typed(let text):
                    var reading = AnswerReading(registry, reader, by: viewer)
                    let register = try registry.register(Applications.jointChecks)
                    let draft = try reading.read(["receiver": .text(text)], for: register)
                    guard let id = draft.fields["receiver"]?.integer else { return nil }
                    return JointDepartment(code.code, id)
                }
            }
        }
    }

    private func departmentsPage(_ request: Request, problem: String?) async throws -> HTML {
        let id = try applicationID(request)
        let today = today
        return try await read { reader in
            let call = try registry.record(reader, Applications.calls, id)
            let frame = try callsFrame(reader, "部门联审", checksTrail(call))
            let keeps = applications.keeps(viewer, id, reader)
            let units = try applications.unitsToAsk(reader, of: id)
            let standings = try applications.jointStandings(reader, of: id)
            let told: HTML? = problem.map { Notice(kind: .wrong, text: $0).html }
            let due = try applications.jointDue(call, from: today)
            return LeafPage(
                frame: frame,
                lead:
                    "申报单位发给各部门核查有无问题，\(due.iso) 前答复。部门在“报表”里逐个单位填写，审核后从这里取回意见。",
                content: """
                    \(checksNotice(request))\(told)\
                    \(keeps ? askForm(id, units, request, due, frame) : HTML.empty)\
                    \(try askedPanel(reader, id, standings, keeps, frame))
                    """
            ).html
        }
    }

    private func askForm(
        _ id: Int64, _ units: [JointUnit], _ request: Request, _ due: CalendarDate, _ frame: Frame
    ) -> HTML {
        guard !units.isEmpty else {
            return "<p class=\"note\">没有等着送审的单位：通过形式审查的都已送审。</p>"
        }
        let fields = (catalogue.list("joint-departments")?.codes ?? []).map { code in
            FormField(
                name: "unit.\(code.code)", title: code.title,
                control: RecordPicker(
                    source: Link(.pick, ["organisation"]),
                    value: request.form["unit.\(code.code)"] ?? ""),
                help: "填这个部门在“单位”登记册里的名称；不送的留空。")
        }
        let rows = units.map { "<li>\($0.title) <small>\($0.applications) 份</small></li>" as HTML }
        return """
            <section class="panel questions"><h2>送联审 <small>\(units.count) 个单位，\(due.iso) 前答复</small></h2>\
            <form class="edit" method="post" action="\(Link.of(.askDepartments, id))" novalidate>\(frame.csrfField)\
            \(fields.map(\.html))<details><summary>要送审的单位</summary><ul>\(rows)</ul></details>\
            <div class="actions"><button class="btn btn-primary" name="act" value="ask">发给所填的部门</button></div></form></section>
            """
    }

    private func askedPanel(
        _ reader: Reader, _ id: Int64, _ standings: [Int64: JointStanding], _ keeps: Bool,
        _ frame: Frame
    ) throws -> HTML {
        guard !standings.isEmpty else {
            return EmptyState(sentence: "还没有送过联审。").html
        }
        let names = try registry.labels(
            reader, "organisation", ids: Array(standings.keys), by: viewer)
        let links = try applications.jointCollections(reader, of: id).map { one -> HTML in
            "<a class=\"btn\" href=\"\(Link.returnTask(one))\">看报表填报情况</a>"
        }
        let table = Table(
            caption: "各单位的联审意见",
            columns: [
                .init(title: "申报单位"), .init(title: "无问题", isNumber: true),
                .init(title: "没有答复", isNumber: true), .init(title: "有问题"),
            ],
            rows: standings.sorted { (names[$0.key] ?? "") < (names[$1.key] ?? "") }.map {
                [
                    "\(names[$0.key] ?? "")", "\($0.value.clear)", "\($0.value.waiting)",
                    "\($0.value.problems.joined(separator: "；"))",
                ]
            })
        let read: HTML? =
            keeps
            ? """
            <form method="post" action="\(Link.of(.askDepartments, id))">\(frame.csrfField)\
            <button class="btn btn-primary" name="act" value="read">取回部门意见</button></form>
            """ : nil
        return """
            <section class="group"><h2>部门意见</h2><div class="actions">\(read)\(links)\
            <a class="btn" href="\(Link.of(.callChecks, id).with("view", "joint"))">去办联审</a></div>\(table.html)</section>
            """
    }
}
