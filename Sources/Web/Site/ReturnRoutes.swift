import Catalogue

/// Returns and sheets for programs.
extension Route {
    static var returnsForPrograms: [Route] { managingForPrograms + sheetsForPrograms }

    private static let nothing = ApiDescription.Body(schema: .object([]), isRequired: false)

    private static var managingForPrograms: [Route] {
        [
            .api(
                "GET", .apiReturns, .role(.read), Desk.sendReturns,
                .init(
                    id: "returns", summary: "自己科室布置的报表，新的在前",
                    parameters: ApiDescription.Parameter.stretch,
                    answer: ApiAnswers.stretch(of: .named("ReturnSummary")))),
            .api(
                "POST", .apiReturns, .city(.create), Desk.makeReturnByProgram,
                .init(
                    id: "make-return", summary: "作一张报表，还不下发",
                    body: .init(schema: ApiAnswers.returnGiven), status: 201,
                    answer: .named("Return"), isOnce: true)
            ).on("collection"),
            .api(
                "GET", .apiReturn, .role(.read), Desk.sendOneReturn,
                .init(
                    id: "return", summary: "一项报表：列和各填报单位的进度", answer: .named("Return"),
                    hasVersion: true)),
            .api(
                "GET", .apiSendReturn, .role(.read), Desk.previewSendingByProgram,
                .init(
                    id: "preview-sending", summary: "下发给这些对象会发生什么",
                    parameters: [
                        .query("county", "县市区的代码", .list(.text())),
                        .query("organisation", "单位的编号", .list(.integer(from: 1))),
                    ], answer: ApiAnswers.sending, also: [409, 422])),
            .api(
                "POST", .apiSendReturn, .role(.read), Desk.sendReturnByProgram,
                .init(
                    id: "send-return", summary: "下发，一项报表一次",
                    body: .init(schema: ApiAnswers.receivers), answer: .named("Return"),
                    needsVersion: true)),
            .api(
                "GET", .apiChaseReturn, .role(.read), Desk.previewChaseByProgram,
                .init(
                    id: "preview-chase", summary: "催报会提醒谁，原话是什么",
                    parameters: [.query("whom", "不写是逾期的", .choice(["overdue", "unsent"]))],
                    answer: ApiAnswers.chased, also: [409])),
            .api(
                "POST", .apiChaseReturn, .role(.read), Desk.chaseByProgram,
                .init(
                    id: "chase-return", summary: "催报，每个单位一天一次",
                    body: .init(schema: ApiAnswers.whom, isRequired: false),
                    answer: ApiAnswers.chased)),
            .api(
                "GET", .apiMergedReturn, .role(.read), Desk.sendMerged,
                .init(
                    id: "merged-return", summary: "汇总表：合计、与上期的增减、请核对的数、缺报的",
                    answer: ApiAnswers.merged, also: [409])),
            .api(
                "GET", .apiLandReturn, .role(.read), Desk.previewLanding,
                .init(
                    id: "preview-landing", summary: "入库会发生什么", answer: ApiAnswers.landed,
                    also: [409, 422])),
            .api(
                "POST", .apiLandReturn, .role(.read), Desk.landReturnByProgram,
                .init(
                    id: "land-return", summary: "审核通过的作为一批入库；再办不产生变化", body: nothing,
                    answer: ApiAnswers.landed)),
            .api(
                "POST", .apiCancelReturn, .role(.read), Desk.cancelReturnByProgram,
                .init(
                    id: "cancel-return", summary: "取消，各单位的表随之取消",
                    body: .init(schema: ApiAnswers.reasonNeeded), answer: .named("Return"))),
        ]
    }

    private static var sheetsForPrograms: [Route] {
        [
            .api(
                "GET", .apiSheets, .role(.read), Desk.sendSheets,
                .init(
                    id: "sheets", summary: "归自己填报的表，新的在前",
                    parameters: ApiDescription.Parameter.stretch,
                    answer: ApiAnswers.stretch(of: .named("Sheet")))),
            .api(
                "GET", .apiSheet, .role(.read), Desk.sendSheet,
                .init(
                    id: "sheet", summary: "一张表：要填的列、填了什么、还有哪里不对",
                    answer: .named("SheetWhole"), hasVersion: true)),
            .api(
                "PUT", .apiSheet, .role(.read), Desk.saveSheet,
                .init(
                    id: "save-sheet", summary: "存各格为草稿，填全与否都行",
                    body: .init(schema: ApiAnswers.rowsGiven), answer: .named("SheetWhole"),
                    needsVersion: true)),
            .api(
                "POST", .apiOpenSheet, .role(.read), Desk.openSheetByProgram,
                .init(
                    id: "open-sheet", summary: "打开填报，布置科室看得到", body: nothing,
                    answer: .named("SheetWhole"))),
            .api(
                "POST", .apiHandInSheet, .role(.read), Desk.handInSheet,
                .init(
                    id: "hand-in-sheet", summary: "报送存好的内容", body: nothing,
                    answer: .named("SheetWhole"), needsVersion: true)),
            .api(
                "POST", .apiCorrectSheet, .role(.read), Desk.correctSheetByProgram,
                .init(
                    id: "correct-sheet", summary: "报送后更正，写明理由",
                    body: .init(schema: ApiAnswers.correction), answer: .named("SheetWhole"),
                    needsVersion: true)),
            .api(
                "POST", .apiAcceptSheet, .role(.read), Desk.acceptSheetByProgram,
                .init(
                    id: "accept-sheet", summary: "审核通过", body: nothing,
                    answer: .named("SheetWhole"), needsVersion: true)),
            .api(
                "POST", .apiReturnSheet, .role(.read), Desk.returnSheetByProgram,
                .init(
                    id: "return-sheet", summary: "写批注退回补正",
                    body: .init(schema: ApiAnswers.remarks), answer: .named("SheetWhole"),
                    needsVersion: true)),
            .api(
                "GET", .apiSheetHistory, .role(.read), Desk.sendSheetHistory,
                .init(
                    id: "sheet-history", summary: "一张表的经过：谁在何时改了哪些格",
                    answer: ApiAnswers.sheetHistory)),
        ]
    }
}
