/// What the routes of the budget answer and take, as schemas.
extension ApiAnswers {
    private static let yuan = ApiSchema.text("元，到分", orNull: true)
    private static let number = ApiSchema.integer(from: 0)

    private static let sums = ApiSchema.object([
        ("lines", number), ("opening", yuan), ("carried_in", yuan), ("added", yuan),
        ("cut", yuan), ("shifted", yuan), ("withdrawn", yuan), ("total", yuan), ("paid", yuan),
        ("final", yuan), ("carry_out", yuan), ("surplus", yuan),
        ("rate", .text("百分数，两位小数", orNull: true)),
    ])

    private static let section = ApiSchema.object([
        ("code", .text(orNull: true)), ("title", .text()), ("sums", sums),
        ("lag_points", .text("慢于时间进度的百分点", orNull: true)),
        ("reminded_on", .text(orNull: true)), ("message", .text("可以发给科室的话", orNull: true)),
        (
            "late",
            .list(
                .object([
                    ("line", .integer(from: 1)), ("label", .text()), ("total", yuan),
                    ("paid", yuan), ("rate", .text(orNull: true)), ("reason", .text(orNull: true)),
                ]))
        ),
    ])

    static let funds = ApiSchema.object([
        ("year", .integer()), ("month", .text("执行截至哪个月", orNull: true)),
        ("time_progress", .text(orNull: true)), ("own", sums), ("passed_on", sums),
        ("sections", .list(section)), ("undetailed", .list(.integer(from: 1))),
        ("expiring", .list(.integer(from: 1))),
    ])

    static let reconciliation = ApiSchema.object([
        ("year", .integer()), ("basic", yuan), ("project", yuan), ("total", yuan),
        ("rate", .text(orNull: true)),
        (
            "checks",
            .list(
                .object([
                    ("name", .text()), ("title", .text()),
                    ("outcome", .choice(["green", "red", "untestable"])), ("words", .text()),
                    (
                        "differences",
                        .list(
                            .object([
                                ("what", .text()), ("own", .text(orNull: true)),
                                ("other", .text(orNull: true)), ("difference", .text()),
                                ("line", .integer(orNull: true)), ("row", .integer(orNull: true)),
                            ]))
                    ),
                ]))
        ),
        (
            "lines",
            .list(
                .object([
                    ("line", .integer(from: 1)), ("label", .text()),
                    ("function_code", .text(orNull: true)), ("total", yuan), ("final", yuan),
                    ("paid", yuan), ("difference", yuan),
                    ("standing", .choice(["equal", "explained", "unexplained", "untestable"])),
                    ("kind", .text(orNull: true)), ("reason", .text(orNull: true)),
                ]))
        ),
    ])

    static let financeTable = ApiSchema.object([
        ("table", .choice(["execution", "public05", "public06", "three-public"])),
        ("title", .text()), ("year", .integer()), ("unit", .text()), ("columns", .list(.text())),
        (
            "rows",
            .list(
                .object([
                    ("level", number), ("code", .text()), ("title", .text()),
                    ("cells", .list(.text())), ("lines", .list(.integer(from: 1))),
                ]))
        ),
        ("total", .list(.text())), ("notes", .list(.text())),
    ])

    static let broughtFile = ApiSchema.object([
        ("file", .text()), ("rows", number), ("meanings", .list(.text("可以当作什么，头一个最像"))),
        ("as", .text()), ("taken", .truth()),
        (
            "result",
            .object([
                ("what", .text()), ("changed", number), ("unchanged", number),
                ("strays", .list(.text("对不上明细的行"))), ("marks", .list(.text("请看一眼的"))),
            ])
        ),
    ])

    static let budgetYear = ApiSchema.object([("year?", .integer(orNull: true))])
    static let sectionTold = ApiSchema.object([("told", .integer(from: 1))])
}
