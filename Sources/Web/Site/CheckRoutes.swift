import Applications
import Catalogue

/// Recommending and checking applications.
extension Route {
    static var checkPages: [Route] {
        let recommendations = Applications.recommendations
        let applications = Applications.applications
        let findings = Applications.findings
        return [
            .get(.recommendations, .role(.read), Desk.showRecommendations).on(recommendations),
            .get(.recommendationDesk, .role(.read), Desk.showRecommendationDesk)
                .on(recommendations),
            .post(.recommendationDesk, .role(.read), Desk.rankApplications).on(recommendations),
            .get(.sendRecommendation, .role(.move), Desk.showSendRecommendation)
                .on(recommendations),
            .post(.sendRecommendation, .role(.move), Desk.sendRecommendation).on(recommendations),
            .get(.settleApplication, .role(.move), Desk.showSettleApplication).on(recommendations),
            .post(.settleApplication, .role(.move), Desk.settleApplication).on(recommendations),
            .get(.checks, .city(.read), Desk.showChecks).on(findings),
            .get(.callChecks, .city(.read), Desk.showCallChecks).on(findings),
            .post(.runGate, .city(.move), Desk.runGate).on(applications),
            .get(.checkMany, .city(.move), Desk.showCheckMany).on(applications),
            .post(.checkMany, .city(.move), Desk.checkMany).on(applications),
            .get(.askDepartments, .city(.read), Desk.showDepartments).on(Applications.jointChecks),
            .post(.askDepartments, .city(.read), Desk.actOnDepartments)
                .on(Applications.jointChecks),
            .get(.checkApplication, .city(.read), Desk.showCheckApplication).on(findings),
            .post(.checkApplication, .city(.read), Desk.checkApplication).on(applications),
            .get(.formalCheck, .role(.read), Desk.showFormalCheck).on(Applications.appeals),
            .post(.formalCheck, .role(.read), Desk.fileAppeal).on(Applications.appeals),
        ]
    }

    private static let nothing = ApiDescription.Body(schema: .object([]), isRequired: false)

    static var checksForPrograms: [Route] {
        recommendingForPrograms.map { $0.on(Applications.recommendations) }
            + callChecksForPrograms + applicationChecksForPrograms
    }

    private static var recommendingForPrograms: [Route] {
        [
            .api(
                "GET", .apiRecommendations, .role(.read), Desk.sendRecommendations,
                .init(
                    id: "recommendations", summary: "要您推荐的申报通知，新的在前",
                    parameters: ApiDescription.Parameter.stretch,
                    answer: ApiAnswers.stretch(of: .named("RecommendationCall")))),
            .api(
                "GET", .apiRecommendation, .role(.read), Desk.sendRecommendationDesk,
                .init(
                    id: "recommendation", summary: "一次通知里要推荐的、名额、选了的、报送了的",
                    answer: .named("RecommendationDesk"), also: [409])),
            .api(
                "PUT", .apiRecommendation, .role(.read), Desk.rankByProgram,
                .init(
                    id: "rank-applications", summary: "排定推荐次序，还没有报送",
                    body: .init(schema: ApiAnswers.orderGiven),
                    answer: .named("RecommendationDesk"))),
            .api(
                "POST", .apiSendRecommendation, .role(.move), Desk.recommendByProgram,
                .init(
                    id: "send-recommendation", summary: "截止以前报送选了的，不能撤回；以后还可以补报",
                    body: nothing, answer: .named("RecommendationDesk"), isOnce: true)),
            .api(
                "POST", .apiSettleApplication, .role(.move), Desk.settleByProgram,
                .init(
                    id: "settle-application", summary: "退回补正，或不推荐，理由申报单位看到",
                    parts: ["step": .choice(["return", "decline"])],
                    body: .init(schema: ApiAnswers.reasonNeeded),
                    answer: .named("RecommendationDesk"))),
        ]
    }

    private static var callChecksForPrograms: [Route] {
        let findings = Applications.findings
        let applications = Applications.applications
        let jointChecks = Applications.jointChecks
        return [
            .api(
                "GET", .apiChecks, .city(.read), Desk.sendChecks,
                .init(
                    id: "checks", summary: "有申报在审的通知，新的在前",
                    parameters: ApiDescription.Parameter.stretch,
                    answer: ApiAnswers.stretch(of: ApiAnswers.checkedCall))
            ).on(findings),
            .api(
                "GET", .apiCallChecks, .city(.read), Desk.sendCallChecks,
                .init(
                    id: "call-checks", summary: "一个通知的申报审到哪一步",
                    parameters: [
                        .query("view", "办到哪一步，不写是全部", ApiAnswers.checkView),
                        .query("page", "页码", .integer(from: 1, through: 1_000_000)),
                    ], answer: .named("CallChecks"))
            ).on(findings),
            .api(
                "POST", .apiRunGate, .city(.move), Desk.runGateByProgram,
                .init(
                    id: "run-gate", summary: "重新核查一个通知的全部申报；没有变的判定都还在",
                    body: nothing, answer: ApiAnswers.gateRun)
            ).on(applications),
            .api(
                "GET", .apiCheckMany, .city(.move), Desk.previewCheckMany,
                .init(
                    id: "preview-check-many", summary: "一批申报能不能办这一步；不写入",
                    parameters: [
                        .init(
                            name: "step", place: "query", words: "初审通过、复核、联审通过",
                            schema: ApiAnswers.checkStep, isRequired: true),
                        .query("choose", "申报的编号，可以写几次", .integer(from: 1)),
                    ], answer: ApiAnswers.stepLines)
            ).on(applications),
            .api(
                "POST", .apiCheckMany, .city(.move), Desk.checkManyByProgram,
                .init(
                    id: "check-many", summary: "一批申报一起办一步，全部办或一份也不办",
                    body: .init(schema: ApiAnswers.manyGiven),
                    answer: .list(.named("CheckLine")))
            ).on(applications),
            .api(
                "GET", .apiAskDepartments, .city(.read), Desk.sendDepartments,
                .init(
                    id: "joint-check", summary: "部门联审：还要送审的单位，各单位收到的意见",
                    answer: .named("JointCheck"), also: [422])
            ).on(jointChecks),
            .api(
                "POST", .apiAskDepartments, .city(.read), Desk.askDepartmentsByProgram,
                .init(
                    id: "ask-departments", summary: "把还没有送审的单位发给各部门的单位核查",
                    body: .init(schema: ApiAnswers.departmentsGiven), status: 201,
                    answer: .named("JointCheck"))
            ).on(jointChecks),
            .api(
                "POST", .apiReadDepartments, .city(.read), Desk.readDepartmentsByProgram,
                .init(
                    id: "read-departments", summary: "取回审核通过的联审表里的意见", body: nothing,
                    answer: ApiAnswers.departmentsRead)
            ).on(jointChecks),
        ]
    }

    private static var applicationChecksForPrograms: [Route] {
        let applications = Applications.applications
        return [
            .api(
                "GET", .apiCheckApplication, .city(.read), Desk.sendCheckedApplication,
                .init(
                    id: "checked-application", summary: "一份申报的核查结果、审查项、初审复核、申诉和联审",
                    answer: .named("CheckedApplication"))
            ).on(Applications.findings),
            .api(
                "POST", .apiDecideFinding, .city(.read), Desk.decideFindingByProgram,
                .init(
                    id: "decide-finding", summary: "判定一条核查结果：uphold 属实，waive 不采纳",
                    parameters: [.header("If-Match", "看到的是哪一版；不写就不核对")],
                    parts: ["act": .choice(["uphold", "waive"])],
                    body: .init(schema: ApiAnswers.findingReason),
                    answer: .named("CheckedApplication"))
            ).on(applications),
            .api(
                "POST", .apiFirstCheck, .city(.read), Desk.checkFormallyByProgram,
                .init(
                    id: "check-formally", summary: "形式审查初审：checklist 的每一项",
                    body: .init(schema: ApiAnswers.itemsGiven),
                    answer: .named("CheckedApplication"))
            ).on(applications),
            .api(
                "POST", .apiSecondCheck, .city(.read), Desk.confirmCheckByProgram,
                .init(
                    id: "confirm-check", summary: "另一个人复核：同意，或写明原因退回初审",
                    body: .init(schema: ApiAnswers.decided("agrees", "是否同意初审")),
                    answer: .named("CheckedApplication"))
            ).on(applications),
            .api(
                "POST", .apiJointCheck, .city(.read), Desk.decideJointlyByProgram,
                .init(
                    id: "decide-joint-check", summary: "部门有意见的，决定不通过或不影响，要写理由",
                    body: .init(schema: ApiAnswers.decided("refuses", "是否联审不通过")),
                    answer: .named("CheckedApplication"))
            ).on(applications),
            .api(
                "POST", .apiDecideAppeal, .city(.read), Desk.decideAppealByProgram,
                .init(
                    id: "decide-appeal", summary: "科室负责人答复申诉，要写理由",
                    body: .init(schema: ApiAnswers.decided("upholds", "申诉是否成立", most: 1_000)),
                    answer: .named("CheckedApplication"))
            ).on(applications),
            .api(
                "GET", .apiFormalCheck, .role(.read), Desk.sendFormalCheck,
                .init(
                    id: "formal-check", summary: "自己的申报的形式审查结果和申诉",
                    answer: .named("OwnCheck"))
            ).on(Applications.appeals),
            .api(
                "POST", .apiFormalCheck, .role(.read), Desk.appealByProgram,
                .init(
                    id: "appeal", summary: "在期限内提出申诉，只能一次",
                    body: .init(schema: ApiAnswers.appealGiven), answer: .named("OwnCheck"),
                    isOnce: true)
            ).on(Applications.appeals),
        ]
    }
}
