import Catalogue

/// The books: pages and what programs are told.
extension Route {
    static var ledger: [Route] {
        [
            .get(.ledger, .city(.read), Desk.showLedger).on("ledger-account"),
            .get(.statement, .city(.read), Desk.showStatement).on("ledger-account"),
            .api(
                "GET", .apiLedger, .city(.read), Desk.sendBooks,
                .init(id: "books", summary: "各账簿的试算平衡", answer: .list(.named("Book")))
            ).on("ledger-account"),
            .api(
                "GET", .apiStandings, .city(.read), Desk.sendStandings,
                .init(
                    id: "standings", summary: "各账户的余额，新开的在前",
                    parameters: ApiDescription.Parameter.stretch,
                    answer: ApiAnswers.stretch(of: .named("Standing")))
            ).on("ledger-account"),
            .api(
                "GET", .apiStatement, .city(.read), Desk.sendStatement,
                .init(
                    id: "statement", summary: "一个账户的对账单，按记账的次序",
                    answer: .list(.named("StatementLine")))
            ).on("ledger-account"),
        ]
    }
}
