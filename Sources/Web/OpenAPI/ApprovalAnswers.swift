/// What the routes of approvals and absences answer and take, as schemas.
extension ApiAnswers {
    static let approvalComponents: [(String, ApiSchema)] = [
        ("Approval", .object(approvalMembers)), ("ApprovalWhole", approvalWhole),
        ("Absence", absence), ("Results", results),
    ]

    private static let approvalMembers: [(String, ApiSchema)] = [
        ("id", .integer(from: 1)), ("version", .integer(from: 1)),
        ("state", .choice(["waiting", "returned", "approved", "refused", "withdrawn"])),
        ("title", .text()), ("chain", .text()), ("register", .text()),
        ("record", .integer(from: 1)), ("record_version", .integer(from: 1)),
        ("move", .text()), ("section", .text(orNull: true)), ("steps", .list(.text())),
        ("step", .text("轮到哪一关", orNull: true)), ("since", .text()),
        ("due", .date("应在何时办完", orNull: true)), ("round", .integer(from: 1)),
        ("asked_by", .text()), ("asked_on", .text()), ("note", .text(orNull: true)),
    ]

    private static let approvalWhole = ApiSchema.object(
        approvalMembers + [
            (
                "approvers",
                .list(
                    .object([
                        ("name", .text()), ("away_until", .date("外出至", orNull: true)),
                        ("deputy", .text(orNull: true)),
                    ]))
            ),
            ("then", .text("同意后会发生什么", orNull: true)),
            ("obstacle", .text("为什么现在不能同意", orNull: true)),
            ("acts", .list(.choice(approvalActs))),
            (
                "decisions",
                .list(
                    .object([
                        ("round", .integer()), ("step", .text()), ("role", .text()),
                        ("by", .text()), ("on_behalf_of", .text(orNull: true)),
                        ("decision", .choice(["approve", "return", "refuse"])),
                        ("opinion", .text(orNull: true)), ("at", .text()),
                    ]))
            ),
        ])

    static let approvalActs = ["approve", "return", "refuse", "ask-again", "take-back"]

    static let asking = ApiSchema.object([
        ("chain", .text()), ("title", .text()), ("move", .text()),
        ("section", .text(orNull: true)),
        ("steps", .list(.object([("name", .text()), ("title", .text()), ("role", .text())]))),
    ])

    static let note = ApiSchema.object([
        ("note?", .text("给审批人看的话", most: ApiBody.mostReason, orNull: true))
    ])

    static let opinion = ApiSchema.object([
        ("opinion?", .text("意见；退回和不同意必填", most: ApiBody.mostReason, orNull: true))
    ])

    static let approving = ApiSchema.list(
        .object([
            ("id", .integer(from: 1)), ("version", .integer(from: 1)), ("title", .text()),
            ("now", .text()), ("then", .text()), ("obstacle", .text(orNull: true)),
        ]))

    static let approveMany = ApiSchema.object([
        ("requests", versioned),
        ("opinion?", .text(most: ApiBody.mostReason, orNull: true)),
    ])

    /// Those that are acted on together, each with the version that was looked at.
    static let versioned = ApiSchema.list(
        .object([("id", .integer(from: 1)), ("version?", .integer(from: 1, orNull: true))]))

    private static let results = ApiSchema.list(
        .object([
            ("id", .integer(from: 1)), ("title", .text()), ("done", .truth()),
            ("words", .text("办了什么，或为什么没有办")),
        ]))

    private static let absence = ApiSchema.object([
        ("id", .integer(from: 1)), ("account", .integer(from: 1)), ("name", .text()),
        ("role", .text()), ("section", .text(orNull: true)), ("from", .date("第一天")),
        ("until", .date("最后一天")), ("deputy", .integer(from: 1, orNull: true)),
        ("deputy_name", .text(orNull: true)), ("ground", .text()), ("may_end", .truth()),
    ])

    static let absenceGiven = ApiSchema.object([
        ("account?", .integer(from: 1, orNull: true)), ("from", .date("第一天")),
        ("until", .date("最后一天")), ("deputy?", .integer(from: 1, orNull: true)),
        ("ground", .text("事由", most: 200)),
    ])

    static let deputies = ApiSchema.list(
        .object([
            ("id", .integer(from: 1)), ("name", .text()), ("role", .text()),
            ("section", .text(orNull: true)),
        ]))

    /// A part of a list that grows.
    static func stretch(of item: ApiSchema) -> ApiSchema {
        .object([
            ("items", .list(item)), ("next", .text("后面还有时，取下一段的地址", orNull: true)),
        ])
    }
}
