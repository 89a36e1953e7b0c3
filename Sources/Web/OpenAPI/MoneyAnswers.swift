/// What the routes of special funds, projects and receipts answer, as schemas.
extension ApiAnswers {
    static let moneyComponents: [(String, ApiSchema)] = [
        ("MoneyNode", moneyNode), ("SpecialFundYear", .object(fundHead + [("tree", node)])),
    ]

    private static let node = ApiSchema.named("MoneyNode")
    private static let yuan = yuan("元，精确到分，如 1200.50")

    private static func yuan(_ words: String) -> ApiSchema {
        .text(like: "^-?[0-9]+\\.[0-9]{2}$", words)
    }

    private static let number = ApiSchema.integer()

    private static let aboutRecord = ApiSchema.orNull(
        .object([("register", .text()), ("id", .integer(from: 1))]))

    private static let fundHead: [(String, ApiSchema)] = [
        ("id", .integer(from: 1)), ("code", .text()), ("name", .text()), ("year", number),
        ("appropriated", yuan), ("issued", yuan), ("arrived", yuan), ("spent", yuan),
        ("returned", yuan), ("left", yuan), ("held", yuan),
        ("whole", .truth().with("每一级的合计相等，并与资金台账相同")),
    ]

    static let specialFunds = ApiSchema.object([
        ("year", number), ("funds", .list(.object(fundHead))),
    ])

    private static let moneyNode = ApiSchema.object([
        ("kind", .choice(["fund", "document", "county", "unit", "expense", "refund"])),
        ("title", .text()), ("amount", yuan("到这里的，元")), ("waiting", yuan("其中在途，元")),
        ("left", yuan("其中还在这里，元")), ("record", aboutRecord),
        (
            "entries",
            .list(
                .object([
                    ("transfer", .integer(from: 1)), ("on", .date("业务日期")), ("event", .text()),
                    ("phase", .text()), ("amount", yuan), ("document", .text(orNull: true)),
                    ("note", .text(orNull: true)), ("record", aboutRecord),
                ]))
        ), ("children", .list(node)),
    ])

    static let receiptMoney = ApiSchema.list(
        .object([("fund", .object(fundHead)), ("path", .list(node))]))

    private static let movement = ApiSchema.object([
        ("transfer", .integer(from: 1)), ("on", .date("业务日期")), ("event", .text()),
        ("phase", .text()), ("other", .text("对方账户")),
        ("debit", .text("收，元", orNull: true)), ("credit", .text("付，元", orNull: true)),
        ("standing", yuan), ("document", .text(orNull: true)), ("record", aboutRecord),
    ])

    static let projectMoney = ApiSchema.object([
        ("id", .integer(from: 1)), ("number", .text()), ("name", .text()),
        ("special_fund", .integer(from: 1)), ("state", .text()), ("approved", yuan),
        (
            "years",
            .list(
                .object([
                    ("year", number), ("planned", yuan), ("committed", yuan), ("paid", yuan),
                    ("arrived", yuan), ("spent", yuan), ("returned", yuan), ("held", yuan),
                ]))
        ),
        (
            "stages",
            .list(
                .object([
                    ("stage", number), ("year", number), ("amount", yuan), ("condition", .text()),
                    ("met_on", .text(orNull: true)), ("due_on", .text(orNull: true)),
                    ("agreed", yuan), ("paid", yuan),
                ]))
        ),
        (
            "co_funding",
            .list(
                .object([
                    ("id", .integer(from: 1)), ("side", .text()), ("payer", .text()),
                    ("promised", yuan), ("arrived", yuan), ("due_on", .text()), ("state", .text()),
                ]))
        ),
        (
            "accounts",
            .list(
                .object([
                    ("title", .text()), ("balance", yuan), ("lines", .list(movement)),
                ]))
        ),
    ])
}
