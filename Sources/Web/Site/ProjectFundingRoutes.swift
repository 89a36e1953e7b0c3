import Catalogue

/// Special funds explained, and the money of projects.
extension Route {
    static var projectFunding: [Route] {
        [
            .get(.specialFunds, .city(.read), Desk.showSpecialFunds).on("special-fund"),
            .get(.specialFund, .city(.read), Desk.showSpecialFund).on("special-fund"),
            .get(.projectMoney, .role(.read), Desk.showProjectMoney).on("project-funding"),
            .get(.receiptMoney, .city(.read), Desk.showReceiptMoney).on("project-expense"),
        ]
    }

    static var projectFundingForPrograms: [Route] {
        let year = ApiDescription.Parameter.query(
            "year", "年度，不写是最近有钱的一年", .integer(from: 1990, through: 2100))
        return [
            .api(
                "GET", .apiSpecialFunds, .city(.read), Desk.sendSpecialFunds,
                .init(
                    id: "special-funds", summary: "专项资金按年：安排、下达、到账、支出、结存",
                    parameters: [year], answer: ApiAnswers.specialFunds)
            ).on("special-fund"),
            .api(
                "GET", .apiSpecialFund, .city(.read), Desk.sendSpecialFund,
                .init(
                    id: "special-fund", summary: "一项专项一年的钱，从预算到最后一张票据",
                    parameters: [year], answer: .named("SpecialFundYear"))
            ).on("special-fund"),
            .api(
                "GET", .apiProjectMoney, .role(.read), Desk.sendProjectMoney,
                .init(
                    id: "project-money", summary: "一个项目的计划、承诺、付款、退回和流水",
                    answer: ApiAnswers.projectMoney)
            ).on("project-funding"),
            .api(
                "GET", .apiReceiptMoney, .city(.read), Desk.sendReceiptMoney,
                .init(
                    id: "receipt-money", summary: "一张票据的钱从哪里来，从专项到票据",
                    answer: ApiAnswers.receiptMoney)
            ).on("project-expense"),
        ]
    }
}
