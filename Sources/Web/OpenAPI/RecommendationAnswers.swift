/// What the routes of recommending answer and take, as schemas.
extension ApiAnswers {
    static let recommendationComponents: [(String, ApiSchema)] = [
        ("RecommendationCall", recommendationCall), ("RecommendationDesk", recommendationDesk),
        ("GateStanding", gateStanding),
    ]

    private static let number = ApiSchema.integer(from: 0)
    private static let id = ApiSchema.integer(from: 1)
    private static let time = ApiSchema.text("北京时间，到秒", orNull: true)

    private static let recommendationCall = ApiSchema.object([
        ("call", id), ("call_no", .text(orNull: true)), ("title", .text(orNull: true)),
        ("due_at", time), ("waiting", number), ("recommended", number),
        ("quota", .integer(orNull: true)), ("sent_at", time),
    ])

    private static let recommendationDesk = ApiSchema.object([
        ("call", id), ("call_no", .text(orNull: true)), ("title", .text(orNull: true)),
        ("recommender", .text()), ("record", .integer(orNull: true)),
        ("quota", .integer(orNull: true)), ("due_at", time), ("open", .truth()),
        ("waiting", number), ("chosen", number), ("sent", number), ("ranked_at", time),
        ("sent_at", time), ("stamped", .truth()),
        (
            "applications",
            .list(
                .object([
                    ("id", id), ("application_no", .text()), ("title", .text()),
                    ("kind", .text()), ("organisation", .text()), ("leader", .text()),
                    ("requested", .text("元，两位小数", orNull: true)), ("state", .text()),
                    ("state_title", .text()), ("chosen", .truth()),
                    ("rank", .integer(orNull: true)), ("submitted_at", .text()),
                    ("gate", .named("GateStanding")),
                ]))
        ),
    ])

    private static let gateStanding = ApiSchema.object([
        ("open", number.with("没有判定的")), ("upheld", number.with("判定属实的")),
        ("waived", number.with("不采纳的")), ("warnings", number.with("只要留意的")),
    ])

    static let orderGiven = ApiSchema.object([
        ("order", .list(id).with("要推荐的申报的编号，第一个排第一；没有写到的不推荐"))
    ])
}
