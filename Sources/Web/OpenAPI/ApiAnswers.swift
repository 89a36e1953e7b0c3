/// What the routes for programs answer and take, as schemas.
enum ApiAnswers {
    /// Those that have a name in the document.
    static let components: [(String, ApiSchema)] = [
        ("Problem", problem), ("Record", record), ("Records", records), ("Change", change),
        ("Figure", figure), ("Worklist", .object(worklistHead)), ("Draft", draft),
        ("Member", member),
    ]

    private static let problem = ApiSchema.object([
        ("type", .text("错误的种类，不随版本变")), ("title", .text()),
        ("status", .integer(from: 400, through: 599)), ("detail", .text("什么不对")),
        ("instance", .text("请求编号")), ("advice", .text("怎么办")),
        (
            "problems?",
            .list(
                .object([
                    ("pointer", .text("在提交内容里的位置（RFC 6901）")), ("detail", .text()),
                    ("advice", .text()),
                ]))
        ),
        ("suggestions?", .list(.object([("title", .text()), ("href", .text())]))),
    ])

    private static let record = ApiSchema.object(
        [
            ("id", .integer(from: 1)), ("version", .integer(from: 1)), ("state", .text()),
            ("state_since", .text()),
        ], open: true, words: "各登记册的字段见 record.登记册")

    private static let records = ApiSchema.object([
        ("register", .text()), ("title", .text()), ("count", .integer(from: 0)),
        ("count_is_more", .truth()), ("page", .integer(orNull: true)),
        ("next", .text("后面还有时，取下一段的地址", orNull: true)),
        ("records", .list(.named("Record"))),
    ])

    private static let change = ApiSchema.object([
        (
            "fields?",
            .object(
                [], open: true,
                words: "名字是字段，值按 fields.登记册；null 清空；金额是写成文字的元；记录是编号或 {\"match\": 名称或代码}")
        ),
        ("reason?", .text("理由，写入日志", most: ApiBody.mostReason, orNull: true)),
    ])

    static let move = ApiSchema.object([
        ("fields?", .object([], open: true, words: "办理时要填的字段")),
        ("on?", .text("从哪天起，不写是今天", orNull: true)),
        ("reason?", .text("理由，写入日志", most: ApiBody.mostReason, orNull: true)),
        ("remarks?", .object([], open: true, words: "退回时对各栏的意见：名字是字段，值是意见")),
    ])

    static let reason = ApiSchema.object([
        ("reason?", .text("理由，写入日志", most: ApiBody.mostReason, orNull: true))
    ])

    static let moves = ApiSchema.list(
        .object([
            ("name", .text()), ("title", .text()), ("to", .text()), ("requires", .list(.text())),
            ("reason_required", .truth()), ("href", .text()),
        ]))

    static let history = ApiSchema.list(
        .object([
            ("version", .integer(from: 1)), ("entry", .integer()), ("at", .text()),
            ("actor", .text()), ("role", .text()), ("event", .text()),
            ("reason", .text(orNull: true)),
            (
                "changes",
                .list(
                    .object([
                        ("field", .text()), ("title", .text()), ("before", .text()),
                        ("after", .text()),
                    ]))
            ),
        ]))

    static let registers = ApiSchema.list(
        .object([
            ("name", .text()), ("title", .text()), ("section", .text()),
            ("count", .integer(from: 0)), ("href", .text()),
        ]))

    static let picked = ApiSchema.list(
        .object([("id", .integer(from: 1)), ("label", .text()), ("detail", .text())]))

    private static let figure = ApiSchema.object([
        ("id", .text()), ("reference", .text(orNull: true)), ("title", .text()),
        ("value", .text("写成文字的数", orNull: true)), ("unit", .text(orNull: true)),
        ("growth", .text(orNull: true)), ("delta", .text(orNull: true)),
        ("data_year", .integer()), ("as_of", .text(orNull: true)), ("forecast", .truth()),
        ("nil", .truth()),
    ])

    static let lineage = ApiSchema.object([
        ("figure", .text()),
        (
            "sets",
            .list(
                .object([
                    ("part", .text()), ("figure", .text()), ("register", .text()),
                    ("year", .integer()), ("measured", .text(orNull: true)),
                    ("total", .integer()),
                    (
                        "records",
                        .list(
                            .object([
                                ("id", .integer()), ("label", .text()), ("state", .text()),
                                ("measured", .text(orNull: true)),
                            ]))
                    ),
                ]))
        ),
    ])

    private static let worklistHead: [(String, ApiSchema)] = [
        ("name", .text()), ("title", .text()), ("todo", .text(orNull: true)),
        ("section", .text(orNull: true)), ("register", .text()), ("today", .text()),
        ("count", .integer(from: 0)), ("overdue", .integer(from: 0)),
        ("due_soon", .integer(from: 0)), ("earliest_due", .date("最早的到期日", orNull: true)),
        ("waiting_since", .date("等得最久的从哪天起", orNull: true)), ("href", .text()),
    ]

    static let worklist = ApiSchema.object(
        worklistHead + [
            ("page", .integer(from: 1)),
            (
                "lines",
                .list(
                    .object([
                        ("record", .integer()), ("href", .text()), ("state", .text()),
                        ("due", .text(orNull: true)), ("days_left", .integer(orNull: true)),
                        ("cells", .object([], open: true)),
                    ]))
            ),
        ])

    static let reports = ApiSchema.list(
        .object([
            ("report", .text()), ("year", .integer()), ("title", .text()),
            ("passages", .integer()), ("href", .text()),
            (
                "versions",
                .list(
                    .object([
                        ("number", .integer()), ("digest", .text()), ("frozen_by", .text()),
                        ("frozen_at", .text()),
                    ]))
            ),
        ]))

    static let report = ApiSchema.object([("digest", .text())], open: true)

    static let found = ApiSchema.object([
        ("query", .text()), ("in?", .text()), ("count", .integer(from: 0)),
        ("count_is_more", .truth()), ("hits", .list(.object([], open: true))),
        ("facets", .list(.object([], open: true))), ("lag", .object([], open: true)),
        ("suggestions", .list(.text())),
    ])

    static let checked = ApiSchema.object([], open: true)

    static let head = ApiSchema.object([
        ("number", .integer()), ("digest", .text(orNull: true)), ("at", .text(orNull: true)),
    ])

    static let me = ApiSchema.object([
        ("login", .text()), ("name", .text()), ("role", .text()), ("role_title", .text()),
        ("section", .text(orNull: true)), ("county", .text(orNull: true)),
        ("organisation", .integer(orNull: true)), ("token", .text(orNull: true)),
        ("writes", .truth()), ("ends", .text()),
    ])

    static let notices = ApiSchema.list(
        .object([
            ("id", .integer()), ("kind", .text()), ("text", .text()), ("link", .text()),
            ("made", .text()), ("read", .text(orNull: true)),
        ]))

    static let noticeRead = ApiSchema.object([("notice?", .integer(orNull: true))])

    private static let draft = ApiSchema.object([
        ("key", .text()), ("register", .text()), ("record", .integer(orNull: true)),
        ("version", .integer(orNull: true)), ("saves", .integer(from: 0)), ("saved", .text()),
        ("fields", .object([], open: true)),
    ])

    static let draftGiven = ApiSchema.object([
        ("register", .text()), ("record?", .integer(orNull: true)),
        ("version?", .integer(orNull: true)), ("fields?", .object([], open: true)),
    ])

    private static let member = ApiSchema.object([
        ("id", .integer()), ("version", .integer()), ("name", .text()), ("login", .text()),
        ("organisation", .integer()), ("organisation_name", .text()), ("role", .text()),
        ("state", .text()), ("from", .text()), ("until", .text(orNull: true)),
        ("ground", .text(orNull: true)), ("may_decide", .truth()),
    ])
}
