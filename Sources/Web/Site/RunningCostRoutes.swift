import Catalogue

/// Running costs: limits with what counts against them, and what is published of a year.
extension Route {
    static var runningCosts: [Route] {
        [.get(.runningCosts, .city(.read), Desk.showRunningCosts).on("cost-limit")]
    }

    static var runningCostsForPrograms: [Route] {
        [
            .api(
                "GET", .apiRunningCosts, .city(.read), Desk.sendRunningCosts,
                .init(
                    id: "running-costs", summary: "一年的“三公”等经费：限额、已用、还剩，和决算公开的数量金额",
                    parameters: [.query("year", "年度，四位；不写是有限额的最近一年")],
                    answer: ApiAnswers.runningCosts)
            ).on("cost-limit")
        ]
    }
}
