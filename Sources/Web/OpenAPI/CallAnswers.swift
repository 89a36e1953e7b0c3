/// What the routes of calls and applications answer and take, as schemas.
extension ApiAnswers {
    static let callComponents: [(String, ApiSchema)] = [
        ("Call", .object(callMembers)), ("ApplicationReceipt", receipt),
    ]

    private static let callMembers: [(String, ApiSchema)] = [
        ("id", .integer(from: 1)), ("version", .integer(from: 1)),
        ("call_no", .text(orNull: true)), ("title", .text(orNull: true)),
        ("programme", .text(orNull: true)), ("year", .integer(orNull: true)), ("state", .text()),
        (
            "standing",
            .choice(["preparing", "upcoming", "open", "closed", "decided", "cancelled"])
        ),
        ("opens_at", .text("北京时间，到秒", orNull: true)),
        ("closes_at", .text("北京时间，到秒；过了这一秒不再接收", orNull: true)),
    ]

    static let callWhole = ApiSchema.object(
        callMembers + [
            (
                "kinds",
                .list(
                    .object([
                        ("kind", .text()), ("title", .text()), ("floor", .text(orNull: true)),
                        ("ceiling", .text("元，两位小数", orNull: true)),
                        ("months", .integer(orNull: true)),
                    ]))
            )
        ])

    static let eligibility = ApiSchema.list(
        .object([
            ("rule", .text()), ("title", .text()), ("source", .text("依据")),
            ("value", .text("登记的情况")), ("result", .choice(["met", "unmet", "missing"])),
            ("remedy", .text("怎么办")),
        ]))

    static let applicationGiven = ApiSchema.object([
        (
            "fields",
            .object(
                [], open: true,
                words: "申报书：名字是登记册 application 的字段，值按 fields.application；申报单位是令牌所代表的单位")
        ),
        ("secrecy", .choice(["open", "internal", "classified"])),
        ("commitment?", .truth(orNull: true)),
    ])

    private static let receipt = ApiSchema.object([
        ("id", .integer(from: 1)), ("version", .integer(from: 1)), ("call", .integer(from: 1)),
        ("state", .text()), ("title", .text(orNull: true)),
        ("application_no", .text("申报编号", orNull: true)),
        ("receipt_no", .text("回执号", orNull: true)),
        ("receipt_digest", .text("申报书全文的 SHA-256", orNull: true)),
        ("submitted_at", .text("服务器的北京时间，到秒", orNull: true)),
    ])
}
