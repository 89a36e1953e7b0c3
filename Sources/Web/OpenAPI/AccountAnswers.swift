/// What the routes of accounts answer and take, as schemas.
extension ApiAnswers {
    static let accountComponents: [(String, ApiSchema)] = [
        ("Account", .object(accountHead)), ("AccountWhole", accountWhole),
        ("SecurityEvent", event), ("Token", token),
    ]

    private static let accountHead: [(String, ApiSchema)] = [
        ("id", .integer(from: 1)), ("version", .integer(from: 1)), ("login", .text()),
        ("name", .text()), ("role", .text()), ("section", .text(orNull: true)),
        ("county", .text(orNull: true)),
        ("state", .choice(["proposed", "invited", "active", "suspended", "closed"])),
        ("demonstration", .truth()),
    ]

    private static let accountWhole = ApiSchema.object(
        accountHead + [
            ("link", .text("一次性启用链接，只在发出时答复一次", orNull: true)),
            ("moves", .list(.text("自己现在能办的"))),
            (
                "history",
                .list(
                    .object([
                        ("at", .text()), ("actor", .text()), ("event", .text()),
                        ("reason", .text(orNull: true)),
                    ]))
            ),
        ])

    static let accountGiven = ApiSchema.object([
        ("login", .text("小写字母开头，3 至 40 个", most: 40)), ("name", .text("真名", most: 60)),
        ("role", .text("account-roles 的代码")), ("section?", .text(orNull: true)),
        ("county?", .text(orNull: true)), ("email?", .text(most: 100, orNull: true)),
        ("phone?", .text(most: 40, orNull: true)),
    ])

    static let accountAct = ApiSchema.object([
        ("reason?", .text("理由，写入日志", most: ApiBody.mostReason, orNull: true)),
        ("subject?", .text("统一认证用户标识", most: 255, orNull: true)),
    ])

    private static let event = ApiSchema.object([
        ("number", .integer(from: 1)), ("at", .text()), ("event", .text()),
        ("account", .integer(orNull: true)), ("login", .text()), ("address", .text()),
        ("detail", .text()), ("digest", .text()),
    ])

    static let events = ApiSchema.object([
        ("items", .list(.named("SecurityEvent"))), ("next", .text(orNull: true)),
        ("broken_from?", .integer(orNull: true).with("从第几条起与写入时不符；只在第一段里答复")),
    ])

    static let sessions = ApiSchema.list(
        .object([
            ("id", .text("会话的摘要，不能用来登录")), ("made", .text()), ("seen", .text()),
            ("address", .text()), ("agent", .text()), ("own", .truth()),
        ]))

    private static let token = ApiSchema.object([
        ("id", .integer(from: 1)), ("name", .text()), ("made_by", .text(orNull: true)),
        ("writes", .truth()), ("made", .text()), ("ends", .text()), ("ended", .text(orNull: true)),
        ("used", .text(orNull: true)), ("own", .truth()),
    ])
}
