import Applications
import Catalogue
import Registers
import Store
import Values

/// Before a word is written: secrecy first, then each rule with what is on record of the applicant.
/// All of it stands in the address; nothing is stored.
extension Desk {
    func showCheckApplying(_ request: Request) async throws -> Response {
        try await checkPage(request, request.parameters, nil)
    }

    /// Begins the application once every rule is met.
    func startApplying(_ request: Request) async throws -> Response {
        let id = try applicationID(request)
        let posted = PostedForm(values: request.form)
        do {
            var answers: [String: Answer] = [
                "title": .text(posted.text("title")), "kind": .text(posted.text("kind")),
            ]
            if let leader = Int64(posted.text("leader")) { answers["leader"] = .text("#\(leader)") }
            let need = posted.text("need")
            if !need.isEmpty { answers["need"] = .text(need) }
            let begun = try await applications.startApplication(
                id, secrecy: posted.text("secrecy"), answers, by: viewer)
            return .see(Link.of(.editApplication, begun.id).with("done", "started"))
        } catch let refusal as ApplicationRefusal {
            if case .notApplicant = refusal { throw refusal }
            return try await checkPage(request, request.form, refusal.description)
        } catch RecordRefusal.fields(let problems) {
            let words = problems.map(\.sentence).joined(separator: " ")
            return try await checkPage(request, request.form, words)
        }
    }

    private func checkPage(_ request: Request, _ values: Parameters, _ problem: String?)
        async throws -> Response
    {
        let id = try applicationID(request)
        let findings = try await findings(id, values)
        let page = try await read { reader -> LeafPage in
            let offer = try applications.visibleOffer(reader, id, by: viewer)
            guard let organisation = viewer.organisation, viewer.role.reach == .organisation else {
                throw ApplicationRefusal.noOrganisation
            }
            let frame = try callsFrame(reader, "预审", callTrail(offer.call))
            let told: HTML? = problem.map { Notice(kind: .wrong, text: $0).html }
            let content: HTML
            switch values["secrecy"] {
            case "open", "internal":
                content = try checked(reader, offer, organisation, values, findings, frame)
            case "classified": content = Self.classified
            default: content = secrecyQuestion(offer)
            }
            return LeafPage(
                frame: frame,
                lead: "\(offer.terms.title)。动笔以前先看清：能不能报、差什么、去哪里补。这一页什么都不保存。",
                content: "\(told)\(content)")
        }
        return .page(page.html, status: problem == nil ? 200 : 422)
    }

    /// Each rule for what was chosen; nil before kind and leader are.
    private func findings(_ call: Int64, _ values: Parameters) async throws
        -> [EligibilityFinding]?
    {
        guard ["open", "internal"].contains(values["secrecy"] ?? ""),
            let leader = values["leader"].flatMap({ Int64($0) })
        else { return nil }
        let kind = try await read { reader -> String? in
            let offer = try applications.visibleOffer(reader, call, by: viewer)
            let register = try registry.register("person")
            _ = try registry.record(reader, register, leader, by: viewer)
            return (offer.kind(values["kind"]) ?? (offer.kinds.count == 1 ? offer.kinds[0] : nil))?
                .name
        }
        guard let kind else { return nil }
        return try await applications.precheck(
            call, kind: kind, leader: leader, title: values["title"], by: viewer)
    }

    private func secrecyQuestion(_ offer: CallOffer) -> HTML {
        let options = (catalogue.list("secrecy-results")?.codes ?? []).map {
            ChoiceControl.Option(value: $0.code, title: $0.title)
        }
        let field = FormField(
            name: "secrecy", title: "本项目是否涉密", control: ChoiceControl(options: options, value: ""),
            isRequired: true, help: "由本单位保密审查人判断。涉密的内容一个字也不要填在这里。")
        return """
            <form class="edit" method="get" action="\(Link.of(.checkApplying, offer.call.id))">\
            <section class="panel questions"><h2>第一步：保密审查</h2>\(field.html)</section>\
            <div class="save-bar"><p class="save-state">这一页什么都不保存</p><div class="actions">\
            <button class="btn btn-primary">下一步</button>\
            <a class="btn" href="\(Link.of(.call, offer.call.id))">回到通知</a></div></div></form>
            """
    }

    private static let classified: HTML = """
        <section class="panel warn"><h2>涉密项目不在本平台申报</h2>\
        <p>没有保存任何内容。请这样办：</p><ol>\
        <li>由本单位保密工作机构核定密级，准备纸质申报材料，按涉密载体管理。</li>\
        <li>派专人送局保密工作机构（办公室），按涉密渠道受理；不要邮寄、拍照、发邮件或聊天工具。</li>\
        <li>这台电脑联着互联网，不得存放或处理涉密内容；已经打过草稿的，告诉本单位保密部门处理。</li></ol></section>
        """

    private func checked(
        _ reader: Reader, _ offer: CallOffer, _ organisation: Int64, _ values: Parameters,
        _ findings: [EligibilityFinding]?, _ frame: Frame
    ) throws -> HTML {
        let kind = offer.kind(values["kind"]) ?? (offer.kinds.count == 1 ? offer.kinds[0] : nil)
        let people = try leaders(reader, organisation)
        let leader = values["leader"].flatMap { Int64($0) }.flatMap { id in
            people.first { $0.id == id }?.id
        }
        let choose = chooseForm(offer, kind, leader, people, values)
        guard let kind, let leader, let findings else { return choose }
        let unmet = findings.filter { $0.result != .met }
        let table = Table(
            caption: "逐条预审",
            columns: [
                .init(title: "条件"), .init(title: "结果"), .init(title: "现在的情况"),
                .init(title: "怎么办"), .init(title: "依据"),
            ],
            rows: findings.map { one in
                [
                    "\(one.title)", Self.pill(one.result).html, "\(one.value)",
                    "\(one.remedy.isEmpty ? "—" : one.remedy)", "\(one.source)",
                ]
            })
        let binding = unmet.filter(\.isBinding)
        let verdict =
            unmet.isEmpty
            ? Notice(kind: .done, text: "每一条都符合，可以动笔。")
            : binding.isEmpty
                ? Notice(
                    kind: .caution,
                    text: "申报条件都符合，可以动笔。另有 \(unmet.count) 条资格核查会查出来，能改的先改；提交后由主管科室判定。")
                : Notice(
                    kind: .caution,
                    text: "有 \(binding.count) 条申报条件不符合或查不到，先按“怎么办”补上，再来预审；现在还不能填。")
        return """
            \(choose)<section class="group"><h2>第三步：逐条预审</h2>\(verdict.html)\(table.html)</section>\
            \(binding.isEmpty ? startForm(offer, kind, leader, values, frame) : HTML.empty)
            """
    }

    private static func pill(_ result: EligibilityFinding.Result) -> Pill {
        switch result {
        case .met: Pill(title: "符合", kind: .kept)
        case .unmet: Pill(title: "不符合", kind: .ended)
        case .missing: Pill(title: "查不到", kind: .new)
        }
    }

    private func leaders(_ reader: Reader, _ organisation: Int64) throws -> [(
        id: Int64, name: String
    )] {
        try reader.all(
            """
            SELECT id, name FROM person WHERE organisation = \(organisation)
            AND state <> \(Lifecycle.withdrawn) ORDER BY name, id LIMIT 2000
            """
        ).map { ($0[0].integer ?? 0, $0[1].text ?? "") }
    }

    private func chooseForm(
        _ offer: CallOffer, _ kind: CallKind?, _ leader: Int64?,
        _ people: [(id: Int64, name: String)], _ values: Parameters
    ) -> HTML {
        let kinds = FormField(
            name: "kind", title: "项目类别",
            control: ChoiceControl(
                options: offer.kinds.map { one in
                    let most = one.ceiling.map { "上限 \($0.text(in: .wan)) 万元" }
                    return .init(value: one.name, title: one.title, help: most)
                }, value: kind?.name ?? ""), isRequired: true)
        let person = FormField(
            name: "leader", title: "项目负责人",
            control: ChoiceControl(
                options: people.map { .init(value: String($0.id), title: $0.name) },
                value: leader.map(String.init) ?? ""), isRequired: true,
            help: "先定负责人：年龄、职称、限项都按负责人查。名单里没有的，先登记人员。")
        let register: HTML =
            people.isEmpty
            ? Notice(
                kind: .caution, text: "本单位还没有登记人员。先登记负责人，再来预审。",
                action: ("登记人员", .newRecord("person"))
            ).html : ""
        return """
            <form class="edit" method="get" action="\(Link.of(.checkApplying, offer.call.id))">\
            <input type="hidden" name="secrecy" value="\(values["secrecy"] ?? "")">\(register)\
            <section class="panel questions"><h2>第二步：类别和负责人</h2>\(kinds.html)\(person.html)\
            <div class="send"><button class="btn\(leader == nil ? " btn-primary" : "")">预审</button> \
            <a class="btn" href="\(Link.newRecord("person"))">登记人员</a></div></section></form>
            """
    }

    private func startForm(
        _ offer: CallOffer, _ kind: CallKind, _ leader: Int64, _ values: Parameters,
        _ frame: Frame
    ) -> HTML {
        let title = FormField(
            name: "title", title: "项目名称",
            control: TextControl(value: values["title"] ?? "", most: 200), isRequired: true,
            help: "以后还能改。")
        return """
            <form class="edit" method="post" action="\(Link.of(.checkApplying, offer.call.id))" novalidate>\
            \(frame.csrfField)<input type="hidden" name="secrecy" value="\(values["secrecy"] ?? "")">\
            <input type="hidden" name="kind" value="\(kind.name)">\
            <input type="hidden" name="leader" value="\(String(leader))">\
            <section class="panel questions"><h2>第四步：动笔</h2>\(title.html)\
            <p class="note">从这里开始，边填边存。</p><div class="send">\
            <button class="btn btn-primary">建好申报，开始填</button></div></section></form>
            """
    }
}
