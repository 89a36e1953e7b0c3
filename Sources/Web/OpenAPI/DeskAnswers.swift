/// What the routes of bulk moves, hand-overs and merges answer and take, as schemas.
extension ApiAnswers {
    static let moving = ApiSchema.list(
        .object([
            ("id", .integer(from: 1)), ("version", .integer(from: 1)), ("title", .text()),
            ("now", .text()), ("then", .text()), ("kept", .text("为什么不动", orNull: true)),
        ]))

    static let moveMany = ApiSchema.object([
        ("move", .text("办理动作的名称")), ("records", versioned),
        ("reason?", .text("理由，写入每一条的日志", most: ApiBody.mostReason, orNull: true)),
    ])

    private static let handed = ApiSchema.list(
        .object([
            ("matter", .text()), ("number", .integer(from: 0)), ("remark", .text(orNull: true)),
        ]))

    static let handOver = ApiSchema.object([
        (
            "successors",
            .list(.object([("id", .integer(from: 1)), ("name", .text()), ("login", .text())]))
        ),
        ("items", handed.with("会移交的；选了接任人才有")), ("due", handed.with("岗位上要到期的")),
    ])

    static let handOverGiven = ApiSchema.object([
        ("successor", .integer(from: 1)), ("note", .text("移交说明", most: 4_000)),
    ])

    static let handedOver = ApiSchema.object([("id", .integer(from: 1))])

    static let handOverNote = ApiSchema.object([
        ("id", .integer(from: 1)), ("predecessor", .text()), ("handed_on", .text()),
        ("note", .text()), ("items", handed),
    ])

    private static let entry = ApiSchema.object([
        ("id", .integer(from: 1)), ("version", .integer(from: 1)), ("name", .text()),
        ("uscc", .text(orNull: true)),
    ])

    static let merge = ApiSchema.object([
        ("kept", entry), ("dropped", entry),
        (
            "references",
            .list(
                .object([
                    ("register", .text()), ("title", .text()), ("records", .list(.integer())),
                ]))
        ),
        ("files", .list(.integer())), ("filled", .list(.text("由另一条补上的字段"))),
        ("differing", .list(.text("以留下的为准的字段"))), ("obstacles", .list(.text())),
    ])

    static let mergePreview = ApiSchema.object([
        (
            "doubles",
            .list(
                .object([
                    ("id", .integer(from: 1)), ("name", .text()), ("uscc", .text(orNull: true)),
                ]))
        ),
        ("preview", .orNull(merge)),
    ])

    static let mergeGiven = ApiSchema.object([
        ("kept", .integer(from: 1)),
        (
            "versions",
            .object([("kept", .integer(from: 1)), ("dropped", .integer(from: 1))])
        ),
        ("reason", .text("凭什么认定是同一个单位", most: ApiBody.mostReason)),
    ])
}
