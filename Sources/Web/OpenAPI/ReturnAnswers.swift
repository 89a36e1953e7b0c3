import Returns

/// What the routes of returns answer and take, as schemas.
extension ApiAnswers {
    static let returnComponents: [(String, ApiSchema)] = [
        ("Return", returnWhole), ("ReturnSummary", returnSummary), ("Sheet", .object(received)),
        ("SheetWhole", sheetWhole), ("Column", column), ("Row", row),
    ]

    private static let number = ApiSchema.integer(from: 0)

    private static let returnHead: [(String, ApiSchema)] = [
        ("id", .integer(from: 1)), ("version", .integer(from: 1)), ("name", .text()),
        ("kind", .text()), ("section", .text()), ("state", .text()), ("state_title", .text()),
        ("due_on", .text(orNull: true)), ("due_time", .text(orNull: true)),
    ]

    private static let returnSummary = ApiSchema.object(
        returnHead + [
            ("sheets", number), ("opened", number), ("sent", number), ("overdue", number),
        ])

    private static let returnWhole = ApiSchema.object(
        returnHead + [
            ("register", .text(orNull: true)), ("previous", .integer(orNull: true)),
            ("prefill", .choice(["none", "register", "previous"])),
            ("columns", .list(.named("Column"))), ("row_titles", .list(.text())),
            ("fixed", .map(of: .text(), "各行相同的字段")), ("mistakes", .list(.text())),
            (
                "sheets",
                .list(
                    .object(
                        sheetHead + [
                            ("overdue", .truth()), ("reminded_on", .text(orNull: true)),
                        ]))
            ),
        ])

    static let column = ApiSchema.object([
        ("key", .text("格的名字")), ("heading", .text()), ("unit", .text(orNull: true)),
        ("type", .text()), ("choices", .list(.text())), ("required", .truth()),
        ("least", .text(orNull: true)), ("most", .text(orNull: true)),
        ("sum_of", .list(.text())), ("at_most", .text(orNull: true)), ("total", .truth()),
        ("carry", .choice(["none", "shown", "prefilled"])), ("help", .text()),
    ])

    static let row = ApiSchema.map(of: .text(), "名字是列的 key，值是照单位写的文字；空格不写")

    private static let sheetHead: [(String, ApiSchema)] = [
        ("id", .integer(from: 1)), ("version", .integer(from: 1)), ("receiver", .text()),
        ("county", .text(orNull: true)), ("organisation", .integer(orNull: true)),
        (
            "state",
            .choice(["unopened", "opened", "draft", "returned", "sent", "accepted", "lapsed"])
        ),
        ("state_title", .text()), ("opened_on", .text(orNull: true)),
        ("sent_at", .text(orNull: true)), ("late", .truth()), ("sendings", number),
        ("corrections", number), ("stamped_scan", .text(orNull: true)),
    ]

    private static let received: [(String, ApiSchema)] =
        sheetHead + [
            ("return", .integer(from: 1)), ("name", .text()), ("section", .text()),
            ("due_on", .text(orNull: true)), ("due_time", .text(orNull: true)),
            ("open", .truth()),
        ]

    private static let sheetWhole = ApiSchema.object(
        received + [
            ("columns", .list(.named("Column"))), ("row_titles", .list(.text())),
            ("nil", .truth()), ("rows", .list(.named("Row"))), ("last", .list(.named("Row"))),
            (
                "problems",
                .list(
                    .object([
                        ("line", .integer(orNull: true)), ("heading", .text(orNull: true)),
                        ("what", .text()), ("advice", .text()),
                    ]))
            ),
            (
                "remarks",
                .list(
                    .object([
                        ("sending", .integer(orNull: true)), ("line", .integer(orNull: true)),
                        ("heading", .text(orNull: true)), ("remark", .text()),
                        ("by", .text()), ("made_on", .text()),
                    ]))
            ),
        ])

    static let sheetHistory = ApiSchema.list(
        .object([
            ("entry", .integer()), ("at", .text()), ("actor", .text()), ("event", .text()),
            ("reason", .text(orNull: true)),
            (
                "changes",
                .list(
                    .object([
                        ("line", .integer(from: 1)), ("heading", .text()), ("before", .text()),
                        ("after", .text()),
                    ]))
            ),
        ]))

    static let returnGiven = ApiSchema.object([
        ("name", .text(most: 200)), ("kind", .text("collection-kinds 的代码")),
        ("section?", .text("责任科室；有科室的人不用写", orNull: true)), ("due_on", .date("截止日期")),
        ("due_time?", .text("钟点，如 17:00", most: 5, orNull: true)),
        ("register?", .text("用它的字段作表，审核通过后入库", orNull: true)),
        ("columns", .list(columnGiven)), ("row_titles?", .list(.text())),
        (
            "fixed?",
            .list(.object([("field", .text()), ("value?", .text(orNull: true))]))
        ),
        ("prefill?", .choice(["none", "register", "previous"], orNull: true)),
        ("previous?", .integer(from: 1, orNull: true)), ("period?", .text(orNull: true)),
        ("requester?", .text(orNull: true)), ("basis_doc?", .text(orNull: true)),
    ])

    private static let columnGiven = ApiSchema.object([
        ("field?", .text("登记册的字段；自己的列不写", orNull: true)),
        ("heading?", .text("自己的列的名称", orNull: true)),
        ("type?", .text("column-types 的代码", orNull: true)), ("unit?", .text(orNull: true)),
        ("required?", .truth(orNull: true)), ("choices?", .list(.text(), orNull: true)),
        ("least?", .text(orNull: true)), ("most?", .text(orNull: true)),
        ("sum_of?", .list(.text(), orNull: true)), ("at_most?", .text(orNull: true)),
        ("total?", .truth(orNull: true)),
        ("carry?", .choice(["none", "shown", "prefilled"], orNull: true)),
        ("help?", .text(orNull: true)),
    ])

    static let receivers = ApiSchema.object([
        ("counties?", .list(.text("县市区的代码"))), ("organisations?", .list(.integer(from: 1))),
    ])

    static let sending = ApiSchema.list(
        .object([("receiver", .text()), ("lines", number), ("has_last", .truth())]))

    static let whom = ApiSchema.object([
        ("whom?", .choice(["overdue", "unsent"], orNull: true))
    ])

    static let chased = ApiSchema.object([
        ("reminders", .list(.object([("receiver", .text()), ("words", .text())]))),
        ("already_today", .list(.text())),
    ])

    static let landed = ApiSchema.object([
        ("batch", .integer(orNull: true)), ("created", number), ("changed", number),
        ("unchanged", number),
        (
            "changes",
            .list(
                .object([("id", .integer()), ("label", .text()), ("fields", .list(.text()))]))
        ),
        ("vanished", .list(.object([("id", .integer()), ("label", .text())]))),
        ("taken", .list(.text())), ("waiting", .list(.text())),
    ])

    private static let sums = ApiSchema.map(
        of: .object([
            ("present", .text(orNull: true)), ("last", .text(orNull: true)),
            ("difference", .text(orNull: true)), ("percent", .text(orNull: true)),
        ]), "列合计，照列的单位")

    static let merged = ApiSchema.object([
        ("return", .integer(from: 1)), ("name", .text()), ("columns", .list(.named("Column"))),
        (
            "parts",
            .list(
                .object(
                    sheetHead + [
                        ("nil", .truth()), ("rows", .list(.named("Row"))), ("sums", sums),
                    ]))
        ),
        ("totals", sums),
        (
            "outliers",
            .list(.object([("receiver", .text()), ("heading", .text()), ("reason", .text())]))
        ),
        (
            "missing",
            .list(
                .object([
                    ("sheet", .integer(from: 1)), ("receiver", .text()),
                    ("state_title", .text()), ("overdue", .truth()),
                ]))
        ),
        ("without_last", .list(.text())),
    ])

    private static let cells: [(String, ApiSchema)] = [
        ("rows?", .list(.map(of: .text(orNull: true), "名字是列的 key，值是照单位写的文字"))),
        ("nil?", .truth(orNull: true)),
    ]

    static let rowsGiven = ApiSchema.object(cells)

    static let correction = ApiSchema.object(
        cells + [("reason", .text("为什么更正", most: ApiBody.mostReason))])

    static let remarks = ApiSchema.object([
        (
            "remarks?",
            .list(
                .object([
                    ("line?", .integer(from: 1, orNull: true)),
                    ("heading?", .text(orNull: true)), ("remark", .text(most: 500)),
                ]))
        ),
        ("reason?", .text(most: ApiBody.mostReason, orNull: true)),
    ])

    static let reasonNeeded = ApiSchema.object([
        ("reason", .text("理由，写入日志", most: ApiBody.mostReason))
    ])
}
