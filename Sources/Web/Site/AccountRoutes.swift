import Catalogue

/// The administration of accounts and one's own access, for programs.
extension Route {
    static var accountsForPrograms: [Route] { administrationForPrograms + accessForPrograms }

    private static let administrators = Policy.anyOf([.manageAccounts, .approveAccounts])

    private static let accountActs =
        ["approve", "refuse", "suspend", "resume", "close"] + Desk.accountActs

    private static var administrationForPrograms: [Route] {
        [
            .api(
                "GET", .apiAccounts, administrators, Desk.sendAccounts,
                .init(
                    id: "accounts", summary: "账号，新的在前",
                    parameters: ApiDescription.Parameter.stretch,
                    answer: ApiAnswers.stretch(of: .named("Account")))),
            .api(
                "POST", .apiAccounts, .anyOf([.manageAccounts]), Desk.proposeAccountByProgram,
                .init(
                    id: "propose-account", summary: "提出开户，由安全管理员审定",
                    body: .init(schema: ApiAnswers.accountGiven), status: 201,
                    answer: .named("Account"), isOnce: true)),
            .api(
                "GET", .apiAccount, administrators, Desk.sendAccount,
                .init(
                    id: "account", summary: "一个账号，能办的和经历在内",
                    answer: .named("AccountWhole"), hasVersion: true)),
            .api(
                "POST", .apiActOnAccount, administrators, Desk.actOnAccountByProgram,
                .init(
                    id: "act-on-account",
                    summary: "审定、不予开户、停用、恢复、注销；发一次性链接、解除暂缓、结束全部登录、解除验证器",
                    parameters: [.header("If-Match", "看到的是哪一版；审定、停用等核对，不写就不核对")],
                    parts: ["act": .choice(accountActs)],
                    body: .init(schema: ApiAnswers.accountAct, isRequired: false),
                    answer: .named("AccountWhole"), also: [410])),
            .api(
                "GET", .apiSecurityEvents, .anyOf([.audit]), Desk.sendSecurityEvents,
                .init(
                    id: "security-events", summary: "安全事件，新的在前；审计管理员看",
                    parameters: ApiDescription.Parameter.stretch, answer: ApiAnswers.events)),
        ]
    }

    private static var accessForPrograms: [Route] {
        [
            .api(
                "GET", .apiSessions, .signedIn, Desk.sendSessions,
                .init(id: "sessions", summary: "登录着的地方", answer: ApiAnswers.sessions)),
            .api(
                "DELETE", .apiSessions, .signedIn, Desk.endSessions,
                .init(id: "end-sessions", summary: "结束其他所有登录；令牌办的，全部结束", status: 204)),
            .api(
                "DELETE", .apiSession, .signedIn, Desk.endSessionByProgram,
                .init(id: "end-session", summary: "结束一处登录", status: 204)),
            .api(
                "GET", .apiTokens, .signedIn, Desk.sendTokens,
                .init(
                    id: "tokens", summary: "自己的接口令牌；单位管理员看本单位的",
                    parameters: ApiDescription.Parameter.stretch,
                    answer: ApiAnswers.stretch(of: .named("Token")))),
            .api(
                "DELETE", .apiToken, .signedIn, Desk.endTokenByProgram,
                .init(id: "end-token", summary: "停用一个接口令牌，随即失效", status: 204)),
        ]
    }
}
