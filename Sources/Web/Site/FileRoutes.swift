import Catalogue
import Documents

/// Files and papers for programs.
extension Route {
    static var filesForPrograms: [Route] { attachmentsForPrograms + papersForPrograms }

    private static let nothing = ApiDescription.Body(schema: .object([]), isRequired: false)
    private static let bytes = ApiDescription.Body(
        types: ["application/octet-stream"], schema: .bytes)
    private static let workbook = [Desk.excel]

    private static var attachmentsForPrograms: [Route] {
        [
            .api(
                "GET", .apiFiles, .role(.read), Desk.sendFiles,
                .init(
                    id: "files", summary: "记录的附件，新的在前",
                    parameters: ApiDescription.Parameter.stretch,
                    answer: ApiAnswers.stretch(of: .named("File")))),
            .api(
                "POST", .apiFiles, .role(.read), Desk.addFileByProgram,
                .init(
                    id: "add-file",
                    summary: "加一份附件，100 MB 以内，内容就是文件；相同内容只存一份，重发不会多出",
                    parameters: [
                        .query("name", "文件名，带扩展名"),
                        .query("purpose", "用途，不写是附件", ApiAnswers.purpose),
                        .query("step", "属于哪一步"), .query("note", "说明"),
                    ], body: bytes, status: 201, answer: .named("File"), also: [411])
            ).whileItArrives(),
            .api(
                "GET", .apiFile, .role(.read), Desk.sendFileRecord,
                .init(
                    id: "file", summary: "一份附件是什么", answer: .named("File"), hasVersion: true)
            ),
            .api(
                "GET", .apiFileContent, .role(.read), Desk.sendFile,
                .init(
                    id: "file-content", summary: "附件的内容", answer: .bytes,
                    answerTypes: UploadKind.allCases.map(\.mediaType))),
            .api(
                "POST", .apiWithdrawFile, .role(.read), Desk.withdrawFileByProgram,
                .init(
                    id: "withdraw-file", summary: "撤回附件，要写理由",
                    body: .init(schema: ApiAnswers.reason), status: 204)),
            .api(
                "GET", .apiSheetTemplate, .role(.read), Desk.sendSheetTemplate,
                .init(
                    id: "sheet-template", summary: "一张表的填报模板（Excel）", answer: .bytes,
                    answerTypes: workbook)),
            .api(
                "POST", .apiUploadSheet, .role(.read), Desk.uploadSheetByProgram,
                .init(
                    id: "upload-sheet", summary: "读入填好的模板：存草稿，或随即报送",
                    parameters: [.query("act", "不写是存草稿", .choice(["draft", "send"]))],
                    body: bytes, answer: .named("SheetWhole"))),
            .api(
                "GET", .apiMergedRows, .role(.read), Desk.sendMergedRows,
                .init(
                    id: "merged-rows", summary: "汇总表（Excel）", answer: .bytes,
                    answerTypes: workbook, also: [409])),
            .api(
                "GET", .apiMergedComparison, .role(.read), Desk.sendMergedComparison,
                .init(
                    id: "merged-comparison", summary: "与上期比较（Excel）", answer: .bytes,
                    answerTypes: workbook, also: [409])),
        ]
    }

    private static var papersForPrograms: [Route] {
        [
            .api(
                "GET", .apiPaperTemplates, .role(.read), Desk.sendPaperTemplates,
                .init(
                    id: "paper-templates", summary: "登记册能出具哪些打印件",
                    answer: ApiAnswers.templates)),
            .api(
                "GET", .apiPapers, .role(.read), Desk.sendPapers,
                .init(
                    id: "papers", summary: "一条记录出具过的打印件，新的在前",
                    parameters: ApiDescription.Parameter.stretch,
                    answer: ApiAnswers.stretch(of: .named("Paper")), also: [409])),
            .api(
                "POST", .apiIssuePaper, .role(.export), Desk.issuePaperByProgram,
                .init(
                    id: "issue-paper", summary: "为一条记录出具打印件，内容就此固定", body: nothing,
                    status: 201, answer: .named("PaperWhole"), isOnce: true)),
            .api(
                "POST", .apiIssueSummary, .role(.export), Desk.issueSummaryByProgram,
                .init(
                    id: "issue-summary", summary: "把一份列表出具为汇总表；筛选同列表",
                    parameters: [
                        .query("q", "任一文字里含"), .query("state", "状态"),
                        .query("sort", "按哪个字段排，前面加 - 是倒序"),
                    ], body: nothing, status: 201, answer: .named("PaperWhole"), isOnce: true)),
            .api(
                "GET", .apiPaper, .signedIn, Desk.sendPaper,
                .init(
                    id: "paper", summary: "一件打印件，内容同纸上", answer: .named("PaperWhole"),
                    also: [409])),
            .api(
                "GET", .apiVerification, .anyone, Desk.verifyPaper,
                .init(
                    id: "verification", summary: "查验纸件，不用令牌",
                    parameters: [
                        .init(name: "code", place: "query", words: "查验码", isRequired: true)
                    ], answer: ApiAnswers.verified, also: [409])),
        ]
    }
}
