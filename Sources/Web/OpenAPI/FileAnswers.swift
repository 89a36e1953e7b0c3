/// What the routes of files and papers answer, as schemas.
extension ApiAnswers {
    static let paperComponents: [(String, ApiSchema)] = [
        ("File", file), ("Paper", .object(paperHead)), ("PaperWhole", paperWhole),
    ]

    private static let file = ApiSchema.object([
        ("id", .integer(from: 1)), ("version", .integer(from: 1)), ("name", .text()),
        ("kind", .text()), ("bytes", .integer(from: 0)), ("digest", .text("内容的 SHA-256")),
        ("register", .text()), ("record", .integer(from: 1, orNull: true)),
        ("purpose", purpose), ("step", .text(orNull: true)), ("note", .text(orNull: true)),
        ("scanned", .text("查毒的结果")),
        ("words_read", .text("密级标志检查读了多少：whole、part、none；以前收的没有", orNull: true)),
        ("uploaded_by", .text()), ("added", .text()),
        ("content", .text("内容的地址")),
    ])

    static let purpose = ApiSchema.choice(["evidence", "stamped-scan", "template", "attachment"])

    static let templates = ApiSchema.list(
        .object([
            ("name", .text()), ("title", .text()),
            ("kind", .choice(["approval", "summary", "letter"])), ("states", .list(.text())),
        ]))

    private static let paperHead: [(String, ApiSchema)] = [
        ("id", .integer(from: 1)), ("number", .text()), ("paper", .text()), ("title", .text()),
        ("register", .text()), ("record", .integer(from: 1, orNull: true)),
        ("code", .text("查验码")), ("digest", .text()), ("issued_by", .text()),
        ("issued_on", .text()), ("void", .truth()),
    ]

    private static let paperWhole = ApiSchema.object(
        paperHead + [
            ("addressee", .text(orNull: true)), ("paragraphs", .list(.text())),
            ("pairs", .list(.object([("title", .text()), ("value", .text())]))),
            (
                "steps",
                .list(
                    .object([
                        ("at", .text()), ("who", .text()), ("what", .text()), ("reason", .text()),
                    ]))
            ),
            (
                "table",
                .orNull(
                    .object([
                        ("columns", .list(.text())), ("rows", .list(.list(.text()))),
                        ("totals", .list(.text(), orNull: true)),
                    ]))
            ),
            ("signatures", .list(.text())), ("ground", .text()), ("issuer", .text()),
        ])

    static let verified = ApiSchema.object([
        ("title", .text()), ("number", .text()), ("issued_on", .text()), ("issuer", .text()),
        ("digest", .text("内容摘要的前 16 位，与纸上一致")), ("void", .truth()),
    ])
}
