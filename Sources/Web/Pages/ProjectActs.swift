import Awards
import Catalogue
import Registers
import Store
import Values

/// What the viewer may do with a project now; each says what will happen.
struct ProjectActs: Sendable {
    let hub: ProjectHub
    let desk: Desk
    let frame: Frame

    private var project: Record { hub.project }
    private var isOwner: Bool {
        desk.viewer.role.reach == .organisation
            && desk.viewer.organisation == project["organisation"].integer
    }
    private var isHead: Bool { desk.handlesProjects && desk.viewer.role.name == "section-head" }

    var html: HTML {
        let acts: [HTML] = [
            ownActs, draft, cancel, sample, eliminate, waive, settle, archive,
        ].compactMap { $0 }
        return acts.isEmpty ? "" : "<section class=\"group\"><h2>可以办的</h2>\(acts)</section>"
    }

    private func form(
        _ pattern: RoutePattern, _ title: String, _ what: String, _ fields: HTML, _ button: String
    ) -> HTML {
        """
        <section class="panel"><h3>\(title)</h3><p>\(what)</p><form method="post" \
        action="\(Link(pattern, [String(project.id)]))" novalidate>\(frame.csrfField)\(fields)\
        <div class="send"><button class="btn">\(button)</button></div></form></section>
        """
    }

    private func field(_ name: String, _ title: String, _ help: String, isRequired: Bool = true)
        -> HTML
    {
        FormField(
            name: name, title: title, control: TextControl(value: "", most: 200),
            isRequired: isRequired, help: help
        ).html
    }

    private var ownActs: HTML? {
        guard isOwner else { return nil }
        var acts: [HTML] = []
        if project.state == "running" || project.state == "suspended" {
            let kinds = desk.catalogue.list("project-change-kinds")?.codes ?? []
            let options = kinds.map { "<option value=\"\($0.code)\">\($0.title)</option>" as HTML }
            acts.append(
                form(
                    .beginForProject, "申请变更",
                    "负责人、承担单位、目标、内容、周期、总额的变更要批准；参与人、路线和预算调剂由单位备案。",
                    """
                    <input type="hidden" name="what" value="change"><div class="field">\
                    <label class="form-label" for="kind">变更什么</label>\
                    <select class="form-select" id="kind" name="kind">\(options)</select></div>\
                    \(field("reason", "理由", "为什么要变，影响什么。"))
                    """, "开始填写"))
        }
        let isOpen = hub.acceptances.contains { ["drafted", "returned"].contains($0.state) }
        if mayApply, !isOpen {
            acts.append(
                form(
                    .beginForProject, "申请验收", "任务书的目标逐条带出，填完成多少和证明材料，再提交申请。",
                    "<input type=\"hidden\" name=\"what\" value=\"acceptance\">", "开始填写"))
        }
        let links: [(String, String)] = [
            ("登记产出（论文、专利等）", Awards.results), ("呈交科技报告", Awards.scienceReports),
            ("报支出", "project-expense"),
        ]
        if project.state != "approved" {
            let items = links.map { title, register -> HTML in
                "<a class=\"btn\" href=\"\(Link.newRecord(register))\">\(title)</a> "
            }
            acts.append("<p class=\"line\">\(items)</p>")
        }
        return acts.isEmpty ? nil : "\(acts)"
    }

    /// For acceptance: in its course, or once more after it failed.
    private var mayApply: Bool {
        if case .open = hub.reexamination { return true }
        return project.state == "running"
    }

    private var draft: HTML? {
        guard desk.handlesProjects, project.state == "approved", hub.openContract == nil else {
            return nil
        }
        return form(
            .draftContract, "起草任务书", "从申报书生成：目标、预算、里程碑、成员照抄，分期拨款按计划的付款安排算。", "", "起草")
    }

    private var cancel: HTML? {
        guard isHead, project.state == "approved" else { return nil }
        return form(
            .cancelProject, "取消立项",
            "逾期不签任务书的取消。取消以后任务书作废，项目资金终止，承诺的钱回到专项计划，不能恢复。",
            field("reason", "理由", "写明为什么取消，承担单位会看到。"), "取消立项")
    }

    private var sample: HTML? {
        guard desk.handlesProjects, ["running", "suspended", "accepting"].contains(project.state),
            hub.money?.spentInAll != .zero
        else { return nil }
        return form(
            .sampleExpenses, "抽查支出", "从已列支的支出里随机抽取，种子记在案上，谁都可以重抽核对；承担单位会收到通知，要出示凭证。", "", "抽取")
    }

    private var eliminate: HTML? {
        guard isHead, hub.mode == "race", project.state == "running" else { return nil }
        return form(
            .eliminateTeam, "淘汰这支队伍", "未付的不再付，没有用的要退回，其余队伍继续。",
            """
            \(field("milestone", "第几个里程碑", "任务书里程碑的序。"))\(field("doc_no", "文号", "淘汰决定的文号。"))\
            \(field("reason", "理由", "考核的结果。"))
            """, "淘汰")
    }

    private var waive: HTML? {
        guard case .open(let last) = hub.reexamination, desk.awards.mayWaive(desk.viewer, project)
        else { return nil }
        let (title, help) =
            isOwner
            ? ("书面说明", "写明放弃再次验收，单位负责人已经同意；文件可以附在项目记录下面。")
            : ("来函文号", "承担单位放弃再次验收的来函文号和日期。")
        return form(
            .waiveReexamination, "放弃再次验收",
            "验收不通过，到 \(last.iso) 为止还可以再验收一次。放弃以后不能再申请，项目按不通过结算，没有用的钱要退回。",
            field("statement", title, help), "放弃再次验收")
    }

    private var settle: HTML? {
        guard desk.handlesProjects, project["settled_on"].isNull else { return nil }
        switch hub.reexamination {
        case .open(let last):
            return """
                <section class="panel"><h3>结算经费</h3><p>还不能结算：再次验收可以申请到 \(last.iso)。有了结论、\
                过了期限，或承担单位书面放弃以后再结算。</p></section>
                """
        case .underWay:
            return """
                <section class="panel"><h3>结算经费</h3><p>还不能结算：再次验收还没有结论。</p></section>
                """
        case .taken, .over, .waived, nil: break
        }
        let what: String
        switch project.state {
        case "accepted": what = "各期都付清以后结算：项目资金结清，结余留给单位继续用于科研。"
        case "concluded": what = "未付的各期不再付，计划和合同按已付的减下来，项目资金结清；结余留给单位。"
        case "failed": what = "项目资金终止，未付的放回计划，没有用的逐年要求退回。"
        default: return nil
        }
        return form(
            .settleProject, "结算经费", what,
            project.state == "accepted" ? "" : field("doc_no", "文号", "少付或退回所依据的文号。"), "结算")
    }

    private var archive: HTML? {
        guard desk.handlesProjects,
            ["accepted", "concluded", "failed", "terminated", "revoked"].contains(project.state)
        else { return nil }
        guard hub.archiveProblems.isEmpty else {
            let items = hub.archiveProblems.map { "<li>\($0)</li>" as HTML }
            return """
                <section class="panel"><h3>归档</h3><p>还不能归档：</p><ul>\(items)</ul></section>
                """
        }
        return form(
            .archiveProject, "归档",
            "案卷收到今天为止的全部记录、流水和附件，内容就此固定；平台编档号、定保管期限。归档以后项目不再改。", "", "归档")
    }
}
