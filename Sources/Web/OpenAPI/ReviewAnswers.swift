/// What the routes of review answer and take, as schemas.
extension ApiAnswers {
    static let reviewComponents: [(String, ApiSchema)] = [
        ("Review", review), ("ReviewPanel", panel),
    ]

    private static let number = ApiSchema.integer(from: 0)
    private static let id = ApiSchema.integer(from: 1)
    private static let word = ApiSchema.text(orNull: true)
    private static let points = ApiSchema.text("写成文字的分数，最多两位小数", orNull: true)
    private static let yuan = ApiSchema.text("元，两位小数", orNull: true)
    private static let standing: [(String, ApiSchema)] = [
        ("state", .text()), ("state_title", .text()),
    ]

    static let reviewedCall = ApiSchema.object(
        [("id", id), ("call_no", word), ("title", word)] + standing + [
            ("waiting", number.with("通过审查、待评")), ("reviewed", number.with("已有得分")),
        ])

    private static let problem = ApiSchema.object([("what", .text()), ("advice", .text())])

    static let awardsOfNotice = ApiSchema.list(.object([("id", id), ("doc_no", .text())]))

    private static let ranked = ApiSchema.object([
        ("id", id), ("application_no", .text()), ("title", .text()), ("kind", .text()),
        ("kind_title", .text()), ("rank", .integer(orNull: true)), ("tied", .truth()),
        ("score", points), ("sheets", number), ("trimmed", .truth().with("去了一个最高一个最低")),
        ("alerts", .list(.text())), ("visit", .text("现场考察的结论", orNull: true)),
        ("organisation", .text("盲评的不写", orNull: true)), ("field", word), ("state", word),
        ("state_title", word),
    ])

    private static let review = ApiSchema.object(
        [("id", id), ("call_no", word), ("title", word)] + standing + [
            ("manages", .truth()), ("reviews", .truth().with("这个计划评审")), ("blind", .truth()),
            ("done", .truth()), ("method", .text()), ("rules", .list(.text())),
            ("obstacles", .list(problem).with("评审完成以前还差什么")),
            (
                "panels",
                .list(
                    .object(
                        [
                            ("id", id), ("panel_no", word), ("title", word), ("kind", word),
                            ("held_on", .date("评审日期", orNull: true)),
                        ] + standing + [("experts", number)]))
            ), ("bids_waiting", number.with("还没有送需求方的揭榜方案")),
            (
                "bids",
                .list(
                    .object(
                        [
                            ("id", id), ("application", .integer(orNull: true)),
                            ("bid_price", yuan), ("place", .integer(orNull: true)),
                            ("chosen", .truth(orNull: true)), ("title", word), ("bidder", word),
                            ("reason", word),
                        ] + standing))
            ), ("digest", .text("排名的 SHA-256，评审完成时带上")), ("ranking", .list(ranked)),
            (
                "meetings",
                .list(
                    .object(
                        [
                            ("id", id), ("title", word), ("yes", .integer(orNull: true)),
                            ("amount", yuan), ("notice", .integer(orNull: true)),
                            ("awards", awardsOfNotice),
                        ] + standing))
            ),
        ])

    static let digestGiven = ApiSchema.object([
        ("digest", .text("所看的排名的 SHA-256", most: 64))
    ])

    private static let panel = ApiSchema.object(
        [
            ("id", id), ("version", id), ("call", id), ("blind", .truth()), ("panel_no", word),
            ("title", word), ("kind", word), ("field", word),
            ("held_on", .date("评审日期", orNull: true)),
        ] + standing + [
            (
                "criteria",
                .list(
                    .object([
                        ("name", .text()), ("title", .text()), ("weight", number.with("满分")),
                    ]))
            ),
            (
                "experts",
                .list(
                    .object([
                        ("name", .text()), ("unit", .text()), ("role", .text()),
                        ("chair", .truth()), ("due", number.with("应评")),
                        ("entered", number.with("录入待核对")), ("checked", number),
                    ]))
            ),
            (
                "applications",
                .list(
                    .object(
                        [
                            ("id", id), ("application_no", word), ("title", word),
                            ("kind", word), ("keywords", word),
                        ] + standing + [
                            ("organisation", .text("盲评的不写", orNull: true)),
                            ("sheets", number),
                        ]))
            ),
        ])

    static let sheetsOfExpert = ApiSchema.object([
        ("panel", id), ("expert", .text()),
        (
            "sheets",
            .list(
                .object([
                    ("application", .integer(orNull: true)), ("application_no", word),
                    ("title", word), ("points", .map(of: points, "名字是指标的 name")), ("total", points),
                    ("comment", word), ("entered_by", word), ("checked_by", word),
                    ("state", .text("没有录入是 null", orNull: true)),
                ]))
        ),
    ])

    static let sheetsGiven = ApiSchema.object([
        (
            "sheets",
            .list(
                .object([
                    ("expert", .text("到会专家的姓名", most: 60)), ("application", id),
                    ("points", .map(of: .text(), "名字是指标的 name，值是分数")),
                    ("comment?", .text("评审意见", most: 2_000, orNull: true)),
                ]))
        )
    ])

    static let sheetsRead = ApiSchema.object([
        (
            "sheets",
            .list(
                .object([
                    ("expert", .text()), ("application", id), ("application_no", .text()),
                    ("total", .text()), ("comment", .text()),
                ]))
        ),
        (
            "problems",
            .list(.object([("place", .text()), ("what", .text()), ("advice", .text())]))
        ),
    ])

    static let expertGiven = ApiSchema.object([("expert", .text("专家的姓名", most: 60))])

    static let reopenGiven = ApiSchema.object([
        ("expert", .text("专家的姓名", most: 60)),
        ("reason", .text("哪里录错了", most: ApiBody.mostReason)),
    ])
}
