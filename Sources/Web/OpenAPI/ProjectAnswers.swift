/// What the routes of projects answer, as schemas.
extension ApiAnswers {
    static let projectComponents: [(String, ApiSchema)] = [("ProjectWhole", projectWhole)]

    private static let yuan = ApiSchema.text("元，两位小数", orNull: true)

    private static let projectMembers: [(String, ApiSchema)] = [
        ("id", .integer(from: 1)), ("version", .integer(from: 1)), ("project_no", .text()),
        ("name", .text()), ("programme", .text(orNull: true)), ("kind", .text(orNull: true)),
        ("state", .text()), ("state_title", .text()), ("organisation", .text(orNull: true)),
        ("leader", .text(orNull: true)), ("county", .text(orNull: true)), ("approved", yuan),
        ("ends_on", .date("执行期止", orNull: true)),
        ("acceptance_due_on", .date("申请验收期限", orNull: true)),
    ]

    static let projects = ApiSchema.object([
        (
            "projects",
            .list(
                .object(
                    projectMembers + [
                        ("overdue_reports", .integer(from: 0)),
                        ("acceptance_late", .truth()),
                    ]))
        ), ("page", .integer(from: 1)), ("more", .truth()),
    ])

    static let eliminationGiven = ApiSchema.object([
        ("milestone", .integer(from: 1)), ("doc_no?", .text("文号", most: 80, orNull: true)),
        ("reason", .text("理由", most: ApiBody.mostReason)),
    ])

    static let settlementGiven = ApiSchema.object([
        ("doc_no?", .text("少付的依据，结题的文号", most: 80, orNull: true))
    ])

    private static let projectWhole = ApiSchema.object(
        projectMembers + [
            (
                "next",
                .orNull(
                    .object([
                        ("what", .text()), ("who", .text()),
                        ("due", .date("期限", orNull: true)),
                    ]))
            ),
            (
                "contract",
                .orNull(
                    .object([
                        ("id", .integer(from: 1)), ("contract_no", .text()), ("state", .text()),
                        ("text", .text("签署的正文")), ("digest", .text("正文的 SHA-256")),
                        ("signs_next", .text("a、b 或 c", orNull: true)),
                        (
                            "signatures",
                            .list(
                                .object([
                                    ("party", .text()), ("unit", .text()), ("signer", .text()),
                                    ("signed_at", .text()), ("digest", .text()),
                                    ("voided_on", .date("作废日期", orNull: true)),
                                ]))
                        ),
                    ]))
            ),
            (
                "money",
                .orNull(
                    .object([
                        ("planned", yuan), ("committed", yuan), ("paid", yuan), ("arrived", yuan),
                        ("spent", yuan), ("returned", yuan), ("held", yuan),
                    ]))
            ),
            (
                "reports",
                .list(
                    .object([
                        ("id", .integer(from: 1)), ("report_no", .text()), ("kind", .text()),
                        ("state", .text()), ("due_on", .date("应交日期", orNull: true)),
                        ("filed_on", .date("提交日期", orNull: true)), ("late", .truth()),
                    ]))
            ),
            (
                "changes",
                .list(
                    .object([
                        ("id", .integer(from: 1)), ("change_no", .text()), ("kind", .text()),
                        ("level", .text(orNull: true)), ("state", .text()),
                    ]))
            ),
            ("conclusion", .text(orNull: true)), ("archive_no", .text(orNull: true)),
            ("archive_digest", .text(orNull: true)),
        ])
}
