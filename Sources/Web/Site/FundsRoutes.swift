import Catalogue

/// The budget and its final accounts, for people and for programs.
extension Route {
    private static let lines = "budget-line"

    static var funds: [Route] {
        [
            .get(.funds, .city(.read), Desk.showFunds).on(lines),
            .get(.fundsFiles, .city(.import), Desk.showBringFile).on(lines),
            .post(.fundsFiles, .city(.import), Desk.bringFile).on(lines),
            .get(.fundsReconciliation, .city(.read), Desk.showReconciliation).on(lines),
            .get(.fundsTable, .city(.read), Desk.showFinanceTable).on(lines),
            .get(.fundsTableWorkbook, .city(.export), Desk.sendFinanceTable).on(lines),
            .post(.tellFundsSection, .city(.change), Desk.tellFundsSection).on(lines),
        ]
    }

    static var fundsForPrograms: [Route] {
        let year = ApiDescription.Parameter.query("year", "年度，四位")
        return [
            .api(
                "GET", .apiFunds, .city(.read), Desk.sendFunds,
                .init(
                    id: "funds", summary: "一年的预算和执行，各科室的进度", parameters: [year],
                    answer: ApiAnswers.funds)
            ).on(lines),
            .api(
                "POST", .apiFundsFiles, .city(.import), Desk.bringFileByProgram,
                .init(
                    id: "bring-file", summary: "看一个 Excel 是什么表、会发生什么，或记下；内容就是文件",
                    parameters: [
                        .query("name", "文件名"),
                        .query("as", "当作什么：execution、final、final-tables 或登记册的名字"),
                        .query("when", "月度执行写 2025-06，决算写 2025"),
                        .query("act", "不写是只看", .choice(["preview", "take"])),
                        .query("keep-good", "1：对不上明细的行不记，其余记下", .choice(["1"])),
                    ],
                    body: .init(
                        types: [Desk.excel, "text/csv", "application/octet-stream"],
                        schema: .bytes), answer: ApiAnswers.broughtFile)
            ).on(lines),
            .api(
                "GET", .apiFundsReconciliation, .city(.read), Desk.sendReconciliation,
                .init(
                    id: "reconciliation", summary: "决算与支付逐条核对，与公开表交叉核对",
                    parameters: [year], answer: ApiAnswers.reconciliation)
            ).on(lines),
            .api(
                "GET", .apiFundsTable, .city(.read), Desk.sendFinanceTableByProgram,
                .init(
                    id: "finance-table", summary: "财政格式的表；决算核对不平时不给", parameters: [year],
                    answer: ApiAnswers.financeTable, also: [409])
            ).on(lines),
            .api(
                "GET", .apiFundsTableWorkbook, .city(.export), Desk.sendFinanceTable,
                .init(
                    id: "finance-table-workbook", summary: "财政格式的表，Excel", parameters: [year],
                    answer: .bytes, answerTypes: [Desk.excel], also: [409])
            ).on(lines),
            .api(
                "POST", .apiTellFundsSection, .city(.change), Desk.tellFundsSectionByProgram,
                .init(
                    id: "tell-section", summary: "把执行慢了的话发给科室，一天一次",
                    body: .init(schema: ApiAnswers.budgetYear, isRequired: false),
                    answer: ApiAnswers.sectionTold)
            ).on(lines),
        ]
    }
}
