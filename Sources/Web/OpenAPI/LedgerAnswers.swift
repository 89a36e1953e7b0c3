/// What the routes of the books answer, as schemas; amounts are yuan with two decimals.
extension ApiAnswers {
    private static func yuan(_ words: String, orNull: Bool = false) -> ApiSchema {
        .text(like: "^-?[0-9]+\\.[0-9]{2}$", words, orNull: orNull)
    }

    static let ledgerComponents: [(String, ApiSchema)] = [
        (
            "Book",
            .object([
                ("book", .text("账簿，见代码表 ledgers")), ("accounts", .integer(from: 0)),
                ("debits", yuan("借方合计")), ("credits", yuan("贷方合计")), ("pending", yuan("在途")),
                ("difference", yuan("借贷相差，总是零")),
            ])
        ),
        (
            "Standing",
            .object([
                ("id", .integer(from: 1)), ("code", .text()), ("title", .text()),
                ("book", .text()), ("kind", .text()),
                ("earmark", .integer(from: 1, orNull: true)), ("standing", yuan("余额")),
                ("available", yuan("可用，扣除在途付出的")), ("arriving", yuan("在途收入")),
            ])
        ),
        (
            "StatementLine",
            .object([
                ("transfer", .integer(from: 1)), ("on", .date("业务日期")), ("event", .text()),
                ("phase", .text()), ("other", .text("对方账户")), ("debit", yuan("收", orNull: true)),
                ("credit", yuan("付", orNull: true)), ("standing", yuan("其后的余额")),
                ("doc_no", .text(orNull: true)), ("about_register", .text(orNull: true)),
                ("about_record", .integer(from: 1, orNull: true)), ("note", .text(orNull: true)),
            ])
        ),
    ]
}
