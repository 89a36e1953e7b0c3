import Catalogue

/// Approvals and absences for programs.
extension Route {
    static var approvalsForPrograms: [Route] {
        requestsForPrograms + absencesForPrograms
    }

    private static var requestsForPrograms: [Route] {
        [
            .api(
                "GET", .apiApprovals, .city(.read), Desk.sendApprovals,
                .init(
                    id: "approvals", summary: "审批：等我批的、我报的、我批过的、全部（监督）",
                    parameters: [
                        .query(
                            "list", "哪一份，不写是等我批的",
                            .choice(["waiting", "asked", "decided", "all"]))
                    ] + ApiDescription.Parameter.stretch,
                    answer: ApiAnswers.stretch(of: .named("Approval")))),
            .api(
                "GET", .apiApproveMany, .signedIn, Desk.previewApproving,
                .init(
                    id: "preview-approving", summary: "逐件看同意后会发生什么",
                    parameters: [.query("choose", "审批的编号", .list(.integer(from: 1)))],
                    answer: ApiAnswers.approving)),
            .api(
                "POST", .apiApproveMany, .signedIn, Desk.approveManyByProgram,
                .init(
                    id: "approve-many", summary: "一起同意，一件一件办；看不到的不在答复里",
                    body: .init(schema: ApiAnswers.approveMany), answer: .named("Results"))),
            .api(
                "GET", .apiApproval, .signedIn, Desk.sendApproval,
                .init(
                    id: "approval", summary: "一件审批，意见和能办什么在内",
                    answer: .named("ApprovalWhole"), hasVersion: true)),
            .api(
                "POST", .apiActOnApproval, .signedIn, Desk.actOnApprovalByProgram,
                .init(
                    id: "act-on-approval", summary: "同意、退回、不同意；报批人重新报批、撤回",
                    parts: ["act": .choice(ApiAnswers.approvalActs)],
                    body: .init(schema: ApiAnswers.opinion, isRequired: false),
                    answer: .named("ApprovalWhole"), needsVersion: true)),
            .api(
                "GET", .apiAskApproval, .role(.move), Desk.sendAsking,
                .init(
                    id: "asking", summary: "这一步报批要过哪几关", answer: ApiAnswers.asking,
                    also: [409])),
            .api(
                "POST", .apiAskApproval, .role(.move), Desk.askByProgram,
                .init(
                    id: "ask-approval", summary: "报批；批完最后一关自动办理",
                    parameters: [.header("If-Match", "看到的记录是哪一版；不写就不核对")],
                    body: .init(schema: ApiAnswers.note, isRequired: false), status: 201,
                    answer: .named("ApprovalWhole"), isOnce: true)),
        ]
    }

    private static var absencesForPrograms: [Route] {
        [
            .api(
                "GET", .apiAbsences, .city(.read), Desk.sendAbsences,
                .init(
                    id: "absences", summary: "外出与代办：与我有关的；局领导和监督看全部",
                    parameters: ApiDescription.Parameter.stretch,
                    answer: ApiAnswers.stretch(of: .named("Absence")))),
            .api(
                "POST", .apiAbsences, .city(.read), Desk.enterAbsence,
                .init(
                    id: "enter-absence", summary: "登记外出；局领导可以替别人登记",
                    body: .init(schema: ApiAnswers.absenceGiven), status: 201,
                    answer: .named("Absence"), isOnce: true)),
            .api(
                "GET", .apiDeputies, .city(.read), Desk.sendDeputies,
                .init(id: "deputies", summary: "可以指定的代办人", answer: ApiAnswers.deputies)),
            .api(
                "POST", .apiEndAbsence, .city(.read), Desk.endAbsence,
                .init(
                    id: "end-absence", summary: "提前结束外出",
                    body: .init(schema: .object([]), isRequired: false), status: 204)),
        ]
    }
}

extension ApiDescription.Parameter {
    /// What any list that grows is asked with.
    static let stretch: [Self] = [
        .query("limit", "一次多少条", .integer(from: 1, through: 200)),
        .query("cursor", "上一段的 next 里的游标"),
    ]
}
