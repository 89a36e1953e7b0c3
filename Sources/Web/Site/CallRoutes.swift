import Applications
import Catalogue

/// Calls and applications: pages, and the same for programs.
extension Route {
    static var callPages: [Route] {
        let calls = Applications.calls
        let applications = Applications.applications
        return [
            .get(.calls, .role(.read), Desk.showCalls).on(calls),
            .get(.newCall, .city(.create), Desk.showNewCall).on(calls),
            .post(.newCall, .city(.create), Desk.makeCall).on(calls),
            .get(.call, .role(.read), Desk.showCall).on(calls),
            .get(.editCall, .city(.change), Desk.showEditCall).on(calls),
            .post(.editCall, .city(.change), Desk.editCall).on(calls),
            .get(.moveCall, .city(.move), Desk.showMoveCall).on(calls),
            .post(.moveCall, .city(.move), Desk.moveCall).on(calls),
            .get(.rehearseCall, .city(.move), Desk.showRehearsal).on(calls),
            .post(.rehearseCall, .city(.move), Desk.rehearseCall).on(calls),
            .get(.previewCall, .city(.read), Desk.previewCall).on(calls),
            .get(.checkApplying, .role(.create), Desk.showCheckApplying).on(applications),
            .post(.checkApplying, .role(.create), Desk.startApplying).on(applications),
            .get(.application, .role(.read), Desk.showApplication).on(applications),
            .get(.editApplication, .role(.change), Desk.showEditApplication).on(applications),
            .post(.editApplication, .role(.change), Desk.editApplication).on(applications),
            .get(.applicationAct, .role(.change), Desk.showActOnApplication).on(applications),
            .post(.applicationAct, .role(.change), Desk.actOnApplication).on(applications),
            .get(.applicationReceipt, .role(.read), Desk.showReceipt).on(applications),
            .get(.consents, .role(.read), Desk.showConsents).on(applications),
            .post(.consents, .role(.read), Desk.answerConsent).on(applications),
        ]
    }

    static var callsForPrograms: [Route] {
        let calls = Applications.calls
        let applications = Applications.applications
        return [
            .api(
                "GET", .apiCalls, .role(.read), Desk.sendCalls,
                .init(
                    id: "calls", summary: "申报通知，新的在前；单位只看到已发布的",
                    parameters: ApiDescription.Parameter.stretch,
                    answer: ApiAnswers.stretch(of: .named("Call")))
            ).on(calls),
            .api(
                "GET", .apiCall, .role(.read), Desk.sendCall,
                .init(
                    id: "call", summary: "一份申报通知：受理时间、类别和限额", answer: ApiAnswers.callWhole)
            ).on(calls),
            .api(
                "GET", .apiEligibility, .role(.create), Desk.sendEligibility,
                .init(
                    id: "eligibility", summary: "动笔前预审：每条条件、依据、本单位的情况、怎么办",
                    parameters: [
                        .query("kind", "项目类别的代码"),
                        .query("leader", "项目负责人的编号", .integer(from: 1)),
                    ], answer: ApiAnswers.eligibility, also: [403])
            ).on(applications),
            .api(
                "POST", .apiApplications, .role(.create), Desk.submitByProgram,
                .init(
                    id: "submit-application", summary: "一次写好、审签并提交一份申报，返回回执；用单位管理员的令牌",
                    body: .init(schema: ApiAnswers.applicationGiven), status: 201,
                    answer: .named("ApplicationReceipt"), isOnce: true, also: [403, 409])
            ).on(applications),
            .api(
                "GET", .apiApplication, .role(.read), Desk.sendReceipt,
                .init(
                    id: "application-receipt", summary: "一份申报的回执和状态",
                    answer: .named("ApplicationReceipt"), hasVersion: true)
            ).on(applications),
        ]
    }
}
