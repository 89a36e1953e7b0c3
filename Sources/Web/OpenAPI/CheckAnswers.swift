import Applications

/// What the routes of checks answer and take, as schemas.
extension ApiAnswers {
    static let checkComponents: [(String, ApiSchema)] = [
        ("CallChecks", callChecks), ("CheckLine", checkLine), ("JointStanding", joint),
        ("CheckedApplication", checkedApplication), ("OwnCheck", ownCheck), ("Appeal", appeal),
        ("JointCheck", jointCheck),
    ]

    private static let number = ApiSchema.integer(from: 0)
    private static let id = ApiSchema.integer(from: 1)
    private static let word = ApiSchema.text(orNull: true)
    private static let standing: [(String, ApiSchema)] = [
        ("state", .text()), ("state_title", .text()),
    ]
    private static func day(_ words: String) -> ApiSchema { .date(words, orNull: true) }

    static let checkedCall = ApiSchema.object([
        ("call", id), ("call_no", word), ("title", word), ("waiting", number),
        ("received", number),
    ])

    static let checkView = ApiSchema.choice(CheckView.allCases.map(\.rawValue))
    static let checkStep = ApiSchema.choice(["pass", "confirm", "clear"])

    private static let joint = ApiSchema.object([
        ("clear", number.with("答复无问题的部门")), ("waiting", number.with("没有答复的部门")),
        ("problems", .list(.text()).with("提出问题的部门和说明")),
    ])

    private static let checkLine = ApiSchema.object(
        [
            ("id", id), ("application_no", .text()), ("title", .text()), ("organisation", number),
            ("organisation_name", .text()), ("leader", .text()),
        ] + standing + [
            ("gate", .named("GateStanding")), ("formal_check", .text("形式审查的状态", orNull: true)),
            ("checked_by", .text("初审人", orNull: true)),
            ("joint", .orNull(.named("JointStanding"))), ("appeal_waits", .truth()),
        ])

    private static let callChecks = ApiSchema.object([
        ("call", id), ("call_no", word), ("title", word), ("keeps", .truth().with("是否由您的科室主管")),
        ("undecided", number.with("没有判定的核查结果")),
        ("counts", .object(CheckView.allCases.map { ($0.rawValue, number) })),
        ("view", checkView), ("page", id), ("more", .truth()),
        ("applications", .list(.named("CheckLine"))),
    ])

    static let gateRun = ApiSchema.object([
        ("applications", number), ("fresh", number.with("新的和证据变了的")),
        ("kept", number.with("没有变的")), ("resolved", number.with("已消除的")),
    ])

    static let stepLines = ApiSchema.list(
        .object([
            ("id", id), ("application_no", .text()), ("title", .text()),
            ("obstacle", .text("为什么不能办", orNull: true)),
        ]))

    static let manyGiven = ApiSchema.object([
        ("step", checkStep), ("applications", .list(id)),
    ])

    private static let finding = ApiSchema.object(
        [
            ("id", id), ("version", id), ("rule_title", .text()), ("rule", word),
            ("verdict", .choice(["block", "warn"], orNull: true)), ("about", word),
            ("sentence", word), ("ground", .text("依据", orNull: true)),
            ("found_on", day("查到日期")), ("decision_reason", word), ("decided_by", word),
            ("decided_on", day("判定日期")),
        ] + standing + [
            (
                "evidence",
                .list(
                    .object([
                        ("register", word), ("record", .integer(orNull: true)), ("label", word),
                        ("value", word),
                    ]))
            )
        ])

    private static let items = ApiSchema.list(
        .object([
            ("item", word), ("title", .text()), ("passes", .truth()), ("reason", word),
            ("reason_title", word), ("note", word),
        ]))

    private static let check = ApiSchema.object(
        [("id", id), ("passes", .truth())] + standing + [
            ("checked_by", word), ("checked_on", day("初审日期")), ("second_by", word),
            ("second_note", word), ("concluded_on", day("复核日期")),
            ("appeal_due_on", day("申诉期限")), ("items", items),
        ])

    private static let appeal = ApiSchema.object(
        [("id", id)] + standing + [
            ("filed_at", word), ("filed_by", word), ("ground", word), ("due_on", day("答复期限")),
            ("decided_on", day("答复日期")), ("decided_by", word), ("decision_reason", word),
        ])

    private static let ownCheck = ApiSchema.object(
        [("application", id), ("passes", .truth())] + standing + [
            ("concluded_on", day("复核日期")), ("appeal_due_on", day("申诉期限")),
            ("items", items), ("appeal", .orNull(.named("Appeal"))),
        ])

    private static let checkedApplication = ApiSchema.object(
        [
            ("id", id), ("call", number), ("keeps", .truth()),
            ("organisation", .integer(orNull: true)), ("rank", .integer(orNull: true)),
            ("application_no", word), ("title", word), ("organisation_name", word),
            ("leader_name", word), ("submitted_at", word), ("recommended_on", day("推荐日期")),
        ] + standing + [
            ("findings", .list(finding)),
            (
                "checklist",
                .list(
                    .object([
                        ("item", .text()), ("title", .text()),
                        (
                            "reasons",
                            .list(.object([("code", .text()), ("title", .text())]))
                        ),
                    ]))
            ), ("check", .orNull(check)), ("appeal", .orNull(.named("Appeal"))),
            ("joint", .orNull(.named("JointStanding"))),
        ])

    static let itemsGiven = ApiSchema.object([
        (
            "items",
            .list(
                .object([
                    ("item", .text("checklist 里的一项")), ("passes", .truth()),
                    ("reason?", .text("不符合的理由，这一项自己的", orNull: true)),
                    ("note?", .text(most: 300, orNull: true)),
                ]))
        )
    ])

    static func decided(_ name: String, _ words: String, most: Int = 500) -> ApiSchema {
        .object([
            (name, .truth().with(words)), ("reason?", .text("理由", most: most, orNull: true)),
        ])
    }

    static let findingReason = ApiSchema.object([("reason", .text("判定理由", most: 500))])

    static let appealGiven = ApiSchema.object([("ground", .text("申诉理由", most: 2_000))])

    private static let jointCheck = ApiSchema.object([
        ("call", id), ("keeps", .truth()), ("due_on", .date("现在送审的答复期限")),
        (
            "to_ask",
            .list(
                .object([
                    ("organisation", id), ("title", .text()), ("applications", number),
                ]))
        ), ("returns", .list(id).with("联审的报表任务")),
        (
            "units",
            .list(
                .object([
                    ("organisation", number), ("title", word), ("joint", .named("JointStanding")),
                ]))
        ),
    ])

    static let departmentsGiven = ApiSchema.object([
        (
            "departments",
            .list(
                .object([
                    ("department", .text("joint-departments 的代码")),
                    ("organisation", id.with("这个部门在“单位”登记册里的编号")),
                ]))
        )
    ])

    static let departmentsRead = ApiSchema.object([
        ("clear", number), ("problems", number), ("missing", .list(.text("没有报送或没有审核通过的部门"))),
    ])
}
