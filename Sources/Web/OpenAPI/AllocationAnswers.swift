/// What the routes of allocation papers answer and take, as schemas.
extension ApiAnswers {
    static let allocationComponents: [(String, ApiSchema)] = [
        ("FundPaper", .object(paperHead)), ("FundPaperWhole", paperWhole),
        ("Allocation", .object(allocationMembers)), ("AllocationWhole", allocationWhole),
        ("FundTransfer", transfer),
    ]

    private static let number = ApiSchema.integer(from: 0)
    private static let yuan = ApiSchema.text("元，两位小数", orNull: true)

    private static let paperMembers: [(String, ApiSchema)] = [
        ("id", .integer(from: 1)), ("version", .integer(from: 1)), ("title", .text()),
        ("doc_no", .text(orNull: true)), ("earmark", .integer(orNull: true)),
        ("earmark_name", .text()), ("year", .integer(orNull: true)),
        ("state", .choice(["drafted", "issued", "closed", "cancelled", "withdrawn"])),
        ("state_title", .text()), ("total", yuan), ("issued_on", .date("下达日期", orNull: true)),
        ("due_on", .date("应到账日期", orNull: true)), ("owner", .text("责任人", orNull: true)),
    ]

    private static let paperHead: [(String, ApiSchema)] =
        paperMembers + [("payees", number), ("arrived", number), ("late", number)]

    private static let paperWhole = ApiSchema.object(
        paperMembers + [
            ("obstacles", .list(.text("下达前还差什么"))),
            ("allocations", .list(.named("Allocation"))),
            ("transfers", .list(.named("FundTransfer"))),
        ])

    private static let allocationMembers: [(String, ApiSchema)] = [
        ("id", .integer(from: 1)), ("paper", .integer(from: 1)), ("place", number),
        ("doc_no", .text(orNull: true)), ("recipient", .text(orNull: true)),
        ("organisation", .integer(orNull: true)), ("county", .text(orNull: true)),
        ("project", .text(orNull: true)), ("amount", yuan), ("net", yuan),
        ("through", .text(orNull: true)),
        (
            "state",
            .choice([
                "listed", "issued", "at-county", "disbursed", "arrived", "returned", "withdrawn",
            ])
        ),
        ("state_title", .text()), ("due_on", .date("应到账日期", orNull: true)),
        ("late_days", number), ("waiting", .text("等哪一步", orNull: true)),
        ("receipt_no", .text(orNull: true)),
        (
            "steps",
            .list(
                .object([
                    ("title", .text()), ("on", .date("办理日期", orNull: true)),
                    ("days", .integer(orNull: true)),
                ]))
        ),
    ]

    private static let allocationWhole = ApiSchema.object(
        allocationMembers + [
            ("version", .integer(from: 1)), ("transfers", .list(.named("FundTransfer"))),
        ])

    private static let transfer = ApiSchema.object([
        ("on", .text()), ("event", .text()), ("phase", .text()), ("from", .text()),
        ("to", .text()), ("amount", yuan), ("note", .text(orNull: true)),
    ])

    static let fundPaperGiven = ApiSchema.object([
        ("title", .text(most: 200)), ("earmark", .integer(from: 1)),
        ("year?", .integer(orNull: true)), ("total", .text("元，或带单位，如 30万元")),
        ("doc_no?", .text(most: 80, orNull: true)),
        ("cosigned_on?", .date("财政会签日期", orNull: true)),
        ("cosigner?", .text(most: 60, orNull: true)),
        ("responsible_section?", .text("sections 的代码", orNull: true)),
        ("owner?", .text(most: 40, orNull: true)),
    ])

    static let splitGiven = ApiSchema.object([
        ("table", .text("连表头的明细表，CSV 或制表符分隔")),
        ("mode?", .choice(["amounts", "ranked", "shares"], orNull: true)),
        ("adopts_sum?", .truth(orNull: true)),
    ])

    private static let splitLine = ApiSchema.object([
        ("line", number), ("recipient", .text()), ("organisation", .integer(orNull: true)),
        ("county", .text(orNull: true)), ("project", .text(orNull: true)), ("through", .text()),
        ("amount", yuan),
    ])

    static let splitPreview = ApiSchema.object([
        ("sum", yuan), ("total", yuan),
        (
            "problems",
            .list(
                .object([
                    ("line", .integer(orNull: true)), ("column", .text(orNull: true)),
                    ("what", .text()), ("advice", .text()),
                ]))
        ),
        ("remarks", .list(.text())), ("lines", .list(splitLine)), ("below", .list(splitLine)),
        (
            "counties",
            .list(.object([("county", .text()), ("count", number), ("sum", yuan)]))
        ),
    ])

    static let issueAsked = ApiSchema.object([
        ("approval", .integer(from: 1)), ("title", .text()), ("step", .text(orNull: true)),
    ])

    static let fundReminders = ApiSchema.list(
        .object([
            ("receiver", .text()), ("step", .text()), ("payees", number), ("words", .text()),
            ("accounts", number), ("already_today", .truth()),
        ]))

    static let fundStepGiven = ApiSchema.object([
        ("allocations", .list(.integer(from: 1))), ("on?", .date("办理日期，不写是今天", orNull: true)),
    ])

    static let arrivalGiven = ApiSchema.object([
        ("on?", .date("到账日期，不写是今天", orNull: true)),
        ("receipt", .text("银行回单号", most: 80)),
        ("reason?", .text("代为确认的理由", most: ApiBody.mostReason, orNull: true)),
    ])

    static let fundReturnGiven = ApiSchema.object([
        ("amount?", .text("元；不写是全部", orNull: true)),
        ("on?", .date("退回日期，不写是今天", orNull: true)), ("doc_no", .text("凭证号", most: 80)),
        ("reason", .text("原因", most: 200)),
    ])
}
