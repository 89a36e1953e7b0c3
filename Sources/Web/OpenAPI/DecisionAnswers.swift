import Awards

/// What the routes of decision, notice and award answer and take, as schemas.
extension ApiAnswers {
    static let decisionComponents: [(String, ApiSchema)] = [
        ("Decision", decision), ("AwardMeeting", meeting), ("PublicNotice", publicNotice),
        ("Award", award),
    ]

    private static let number = ApiSchema.integer(from: 0)
    private static let id = ApiSchema.integer(from: 1)
    private static let orNone = ApiSchema.integer(orNull: true)
    private static let word = ApiSchema.text(orNull: true)
    private static let yuan = ApiSchema.text("元，两位小数", orNull: true)
    private static let standing: [(String, ApiSchema)] = [
        ("state", .text()), ("state_title", .text()),
    ]
    private static func day(_ words: String) -> ApiSchema { .date(words, orNull: true) }

    private static let modes = CutOff.Mode.allCases.map(\.rawValue)
    private static let ways = CutOff.Amounts.allCases.map(\.rawValue)
    private static let places = ApiSchema.map(of: number, "名字是项目类别的代码，值是立几项")

    private static let parts = ApiSchema.list(
        .object([
            ("code", .text("空的是没有填的")), ("in", number), ("out", number), ("sum", yuan),
        ]))

    private static let decision = ApiSchema.object([
        ("call", id), ("title", word), ("manages", .truth()),
        ("total", yuan.with("通知安排的，元")),
        ("fund", .orNull(.object([("id", id), ("name", .text())]))),
        ("free", yuan.with("专项资金今年还能安排的，元")), ("least_score", word),
        (
            "line",
            .object([
                ("by", .choice(modes)), ("places", places), ("score", word), ("money", yuan),
                ("amounts", .choice(ways)), ("share", .integer()), ("fixed", yuan),
            ])
        ), ("funded", number), ("sum", yuan), ("warnings", .list(.text())), ("by_kind", parts),
        ("by_field", parts), ("by_county", parts),
        (
            "applications",
            .list(
                .object([
                    ("id", id), ("application_no", .text()), ("title", .text()),
                    ("kind", .text()), ("kind_title", .text()), ("field", word),
                    ("county", word), ("rank", orNone), ("score", word), ("requested", yuan),
                    ("ceiling", yuan), ("in", .truth()), ("amount", yuan),
                    ("reason", .text("为什么在线上或线下")),
                ]))
        ),
    ])

    static let lineGiven = ApiSchema.object([
        ("by?", .choice(modes, orNull: true)), ("places?", places),
        ("score?", .text("分数线，按分数时", orNull: true)),
        ("money?", .text("钱的上限，元，按钱时", orNull: true)),
        ("amounts?", .choice(ways, orNull: true)),
        ("share?", .integer(from: 1, through: 100, orNull: true).with("%，按比例时")),
        ("fixed?", .text("每项金额，元，一样多时", orNull: true)),
    ])

    static let meetingGiven = ApiSchema.object([
        ("title", .text("会议名称", most: 120)),
        ("line?", .orNull(lineGiven).with("不写是通知自己的")),
    ])

    private static let meeting = ApiSchema.object(
        [
            ("id", id), ("version", id), ("call", id), ("yes", orNone), ("amount", yuan),
            ("needs_cosign", .truth()), ("problem", .text("违反了哪条议决规则", orNull: true)),
            ("approval", orNone.with("正在审批的会签")), ("notice", orNone), ("meeting_no", word),
            ("title", word), ("body", .text("deciding-bodies 的代码", orNull: true)),
            ("held_on", day("会议日期")), ("minutes_no", word), ("cosigner", word),
            ("cosigned_on", day("会签日期")), ("government_doc", word),
            ("government_on", day("批复日期")),
        ] + standing + [
            (
                "applications",
                .list(
                    .object([
                        ("id", id), ("application_no", .text()), ("title", .text()),
                        ("now", .text()), ("agreed", .truth()), ("amount", yuan),
                        ("votes_counted", number), ("away", .list(.text()).with("回避的人")),
                        ("reason", .text()),
                    ]))
            ),
            (
                "attendees",
                .list(.object([("name", word), ("post", word), ("votes", .truth())]))
            ),
            (
                "conflicts",
                .list(
                    .object([
                        ("name", word), ("application", orNone), ("reason", word),
                        ("left", .truth()),
                    ]))
            ),
        ])

    private static let item: [(String, ApiSchema)] = [
        ("place", orNone), ("application", orNone), ("kind", word), ("title", word),
        ("organisation", word), ("leader", word), ("amount", yuan),
    ]

    static let noticePreview = ApiSchema.object([
        ("meeting", id), ("title", .text()), ("starts_on", .date("公示开始")),
        ("ends_on", .date("公示结束")), ("days", number), ("source", .text("期限依据")), ("sum", yuan),
        ("items", .list(.object(item))),
    ])

    static let noticeGiven = ApiSchema.object([
        ("contact", .text("异议受理方式，公众看到", most: 200)),
        ("secrecy_by", .text("保密审查人", most: 60)),
    ])

    private static let noticeMembers: [(String, ApiSchema)] =
        [
            ("id", id), ("version", id), ("call", orNone), ("meeting", orNone),
            ("rehearsal", .truth()), ("projects", orNone), ("amount", yuan), ("notice_no", word),
            ("title", word), ("starts_on", day("公示开始")), ("ends_on", day("公示结束")),
            ("closed_on", day("办结日期")),
        ] + standing

    static let noticeHead = ApiSchema.object(noticeMembers)

    private static let publicNotice = ApiSchema.object(
        noticeMembers + [
            ("days", orNone), ("source", word), ("contact", word), ("secrecy_by", word),
            ("secrecy_on", day("保密审查日期")), ("closing", word), ("list_digest", word),
            (
                "items",
                .list(.object(item + [("state", word), ("state_title", word)]))
            ),
            (
                "objections",
                .list(
                    .object(
                        [
                            ("id", id), ("application", orNone), ("named", .truth()),
                            ("objection_no", word), ("received_on", day("收到日期")),
                        ] + standing))
            ), ("awards", awardsOfNotice),
        ])

    static let awardPreview = ApiSchema.object([
        ("notice", id), ("fund", orNone), ("fund_name", word), ("free", yuan), ("sum", yuan),
        ("due_this_year", yuan), ("contract_due_on", day("签合同期限")),
        ("suspended", .list(.text("因异议暂缓的申报编号"))),
        (
            "projects",
            .list(
                .object([
                    ("application", id), ("application_no", .text()), ("project_no", .text()),
                    ("title", .text()), ("organisation", .text()), ("amount", yuan),
                    ("plan", .list(.object([("year", number), ("amount", yuan)]))),
                ]))
        ),
    ])

    static let awardGiven = ApiSchema.object([("doc_no", .text("立项文号", most: 80))])

    private static let award = ApiSchema.object([
        ("id", id), ("version", id), ("call", orNone), ("notice", orNone), ("fund", orNone),
        ("year", orNone), ("amount", yuan), ("first", yuan.with("首期应付，元")),
        ("paper", orNone.with("首期款的指标文")), ("rehearsal", .truth()), ("doc_no", word),
        ("title", word), ("committee", word), ("issued_on", day("下达日期")),
        ("contract_due_on", day("签合同期限")),
        (
            "projects",
            .list(
                .object(
                    [
                        ("id", id), ("approved", yuan), ("organisation", word),
                        ("leader", word), ("project_no", word), ("name", word),
                        ("contract_due_on", day("签合同期限")),
                    ] + standing))
        ),
    ])
}
