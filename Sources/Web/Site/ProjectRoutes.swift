import Awards
import Catalogue

/// Projects from their contract to their archive: pages, and the same for programs.
extension Route {
    static var projectPages: [Route] {
        let projects = Awards.projects
        return [
            .get(.projects, .role(.read), Desk.showProjects).on(projects),
            .get(.project, .role(.read), Desk.showProject).on(projects),
            .post(.beginForProject, .role(.read), Desk.beginForProject).on(projects),
            .get(.projectContract, .role(.read), Desk.showProjectContract).on(projects),
            .post(.draftContract, .city(.move), Desk.draftContract).on(projects),
            .post(.signContract, .role(.read), Desk.signContract).on(projects),
            .post(.cancelProject, .city(.move), Desk.cancelProject).on(projects),
            .post(.eliminateTeam, .city(.move), Desk.eliminateTeam).on(projects),
            .post(.sampleExpenses, .city(.move), Desk.sampleExpenses).on(projects),
            .post(.waiveReexamination, .role(.read), Desk.waiveReexamination).on(projects),
            .post(.settleProject, .city(.move), Desk.settleProject).on(projects),
            .post(.archiveProject, .city(.move), Desk.archiveProject).on(projects),
            .get(.projectFile, .city(.export), Desk.sendProjectFile).on(projects),
        ]
    }

    static var projectsForPrograms: [Route] {
        [
            .api(
                "GET", .apiProjects, .role(.read), Desk.sendProjects,
                .init(
                    id: "projects", summary: "项目，新的在前：走到哪一步、逾期的报告和验收",
                    parameters: [
                        .query("programme", "科技计划的代码"), .query("state", "状态"),
                        .query("county", "统计归口的代码"), .query("q", "编号、名称、单位或负责人"),
                        .query("late", "只看有逾期的，写 1"),
                        .query("page", "页码", .integer(from: 1, through: 100_000)),
                    ], answer: ApiAnswers.projects)
            ).on(Awards.projects),
            .api(
                "GET", .apiProject, .role(.read), Desk.sendProject,
                .init(
                    id: "project", summary: "一个项目：任务书、钱、目标、报告、变更、验收",
                    answer: .named("ProjectWhole"))
            ).on(Awards.projects),
            .api(
                "POST", .apiSignContract, .role(.read), Desk.signContractByProgram,
                .init(
                    id: "sign-contract", summary: "轮到自己一方时签署任务书；所签的是这一摘要的正文",
                    body: .init(schema: .object([("digest", .text("正文的 SHA-256"))])),
                    answer: .named("ProjectWhole"))
            ).on(Awards.projects),
        ] + actsOnProjectsForPrograms.map { $0.on(Awards.projects) }
    }

    private static let nothing = ApiDescription.Body(schema: .object([]), isRequired: false)

    private static var actsOnProjectsForPrograms: [Route] {
        [
            .api(
                "POST", .apiDraftContract, .city(.move), Desk.draftContractByProgram,
                .init(
                    id: "draft-contract", summary: "从申报书起草任务书", body: nothing, status: 201,
                    answer: .named("ProjectWhole"), isOnce: true)),
            .api(
                "POST", .apiCancelProject, .city(.move), Desk.cancelProjectByProgram,
                .init(
                    id: "cancel-project", summary: "过期没有签任务书的，取消立项，钱放回计划",
                    body: .init(schema: ApiAnswers.reasonNeeded), answer: .named("ProjectWhole"))),
            .api(
                "POST", .apiEliminateTeam, .city(.move), Desk.eliminateTeamByProgram,
                .init(
                    id: "eliminate-team", summary: "赛马：在一个里程碑淘汰这支队伍",
                    body: .init(schema: ApiAnswers.eliminationGiven),
                    answer: .named("ProjectWhole"))),
            .api(
                "POST", .apiSampleExpenses, .city(.move), Desk.sampleExpensesByProgram,
                .init(
                    id: "sample-expenses", summary: "抽查支出：抽中的单位交凭证；种子留存，可以重抽核对",
                    body: nothing, status: 201, answer: .named("Record"), isOnce: true)),
            .api(
                "POST", .apiSettleProject, .city(.move), Desk.settleProjectByProgram,
                .init(
                    id: "settle-project", summary: "有验收结论以后结算经费",
                    body: .init(schema: ApiAnswers.settlementGiven, isRequired: false),
                    answer: .named("ProjectWhole"))),
            .api(
                "POST", .apiArchiveProject, .city(.move), Desk.archiveProjectByProgram,
                .init(
                    id: "archive-project", summary: "归档：案卷内容固定", body: nothing,
                    answer: .named("ProjectWhole"))),
        ]
    }
}
