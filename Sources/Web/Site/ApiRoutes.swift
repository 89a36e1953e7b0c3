import Catalogue

/// The routes for programs, each with what the document says of it.
extension Route {
    static var programs: [Route] {
        registersForPrograms + recordsForPrograms + cityForPrograms + ownForPrograms
            + approvalsForPrograms + callsForPrograms + returnsForPrograms + filesForPrograms
            + accountsForPrograms
            + desksForPrograms + fundsForPrograms + runningCostsForPrograms
            + allocationsForPrograms + projectFundingForPrograms + projectsForPrograms
            + checksForPrograms + reviewsForPrograms + decisionsForPrograms
    }

    private static var registersForPrograms: [Route] {
        [
            .api(
                "GET", .apiDocument, .signedIn, Desk.sendDocument,
                .init(
                    id: "document", summary: "这份说明",
                    answer: .object([("openapi", .text())], open: true))),
            .api(
                "GET", .apiRegisters, .role(.read), Desk.sendRegisters,
                .init(
                    id: "registers", summary: "能查看的登记册",
                    parameters: [.query("q", "名称里的文字")], answer: ApiAnswers.registers)),
            .api(
                "GET", .apiRegister, .role(.read), Desk.sendRegister,
                .init(
                    id: "records", summary: "登记册的记录；另可按字段名筛选，如 state=registered",
                    parameters: [
                        .query("q", "任一文字里含"), .query("state", "状态"),
                        .query("in-year", "日期所在的年份"), .query("sort", "按哪个字段排，前面加 - 是倒序"),
                        .query("limit", "一次多少条", .integer(from: 1, through: 200)),
                        .query("cursor", "上一段的 next 里的游标"),
                        .query("page", "页码，与游标二选一", .integer(from: 1, through: 1_000_000)),
                    ], answer: .named("Records"))),
            .api(
                "POST", .apiRegister, .role(.create), Desk.createByProgram,
                .init(
                    id: "create", summary: "新建记录", body: .init(schema: .named("Change")),
                    status: 201, answer: .named("Record"), isOnce: true)),
            .api(
                "GET", .apiPick, .signedIn, Desk.pickRecords,
                .init(
                    id: "pick", summary: "按名称、代码或拼音首字母找记录",
                    parameters: [.query("q", "输入的文字")], answer: ApiAnswers.picked)),
        ]
    }

    private static var recordsForPrograms: [Route] {
        [
            .api(
                "GET", .apiRecord, .role(.read), Desk.sendRecord,
                .init(
                    id: "record", summary: "一条记录，明细在内", answer: .named("Record"),
                    hasVersion: true)),
            .api(
                "PATCH", .apiRecord, .role(.change), Desk.changeByProgram,
                .init(
                    id: "change", summary: "修改写出的字段，其余不动",
                    body: .init(
                        types: ["application/json", "application/merge-patch+json"],
                        schema: .named("Change")),
                    answer: .named("Record"), needsVersion: true)),
            .api(
                "GET", .apiMoves, .role(.read), Desk.sendMoves,
                .init(id: "moves", summary: "现在可以怎么办理", answer: ApiAnswers.moves)),
            .api(
                "POST", .apiMove, .role(.move), Desk.moveByProgram,
                .init(
                    id: "move", summary: "办理：沿流程走一步",
                    parameters: [.header("If-Match", "看到的是哪一版；不写就不核对")],
                    body: .init(schema: ApiAnswers.move, isRequired: false),
                    answer: .named("Record"), isOnce: true)),
            .api(
                "POST", .apiWithdraw, .role(.withdraw), Desk.withdrawByProgram,
                .init(
                    id: "withdraw", summary: "撤回，要写理由", body: .init(schema: ApiAnswers.reason),
                    answer: .named("Record"), isOnce: true)),
            .api(
                "POST", .apiUndo, .role(.change), Desk.undoByProgram,
                .init(
                    id: "undo", summary: "撤销自己办的最后一步",
                    body: .init(schema: .object([]), isRequired: false),
                    answer: .named("Record"), isOnce: true)),
            .api(
                "GET", .apiHistory, .role(.read), Desk.sendHistory,
                .init(id: "history", summary: "经历：谁在何时改了什么", answer: ApiAnswers.history)),
        ]
    }

    private static var cityForPrograms: [Route] {
        let year = ApiDescription.Parameter.query("year", "年度，四位")
        let county = ApiDescription.Parameter.query("county", "县市区的代码或名称")
        let page = ApiDescription.Parameter.query(
            "page", "页码", .integer(from: 1, through: 1_000_000))
        return [
            .api(
                "GET", .apiFigures, .county(.read), Desk.sendFigures,
                .init(
                    id: "figures", summary: "一年的全部指标", parameters: [year, county],
                    answer: .list(.named("Figure")))),
            .api(
                "GET", .apiFigure, .county(.read), Desk.sendFigure,
                .init(
                    id: "figure", summary: "一个指标", parameters: [year, county],
                    answer: .list(.named("Figure")))),
            .api(
                "GET", .apiLineage, .county(.read), Desk.sendLineage,
                .init(
                    id: "lineage", summary: "指标由哪些记录算出", parameters: [year, county],
                    answer: ApiAnswers.lineage)),
            .api(
                "GET", .apiWorklists, .county(.read), Desk.sendWorklists,
                .init(
                    id: "worklists", summary: "工作清单，急的在前", parameters: [county],
                    answer: .list(.named("Worklist")))),
            .api(
                "GET", .apiWorklist, .county(.read), Desk.sendWorklist,
                .init(
                    id: "worklist", summary: "一份工作清单", parameters: [county, page],
                    answer: ApiAnswers.worklist)),
            .api(
                "GET", .apiReports, .city(.read), Desk.sendReports,
                .init(id: "reports", summary: "报告", answer: ApiAnswers.reports)),
            .api(
                "GET", .apiReport, .city(.read), Desk.sendReport,
                .init(id: "report", summary: "报告今天的样子", answer: ApiAnswers.report)),
            .api(
                "GET", .apiVersion, .city(.read), Desk.sendReport,
                .init(
                    id: "version", summary: "报告的一版定稿", answer: ApiAnswers.report, also: [409])),
            .api(
                "GET", .apiSearch, .role(.read), Desk.sendSearch,
                .init(
                    id: "search", summary: "在各登记册里检索",
                    parameters: [
                        .init(name: "q", place: "query", words: "检索词", isRequired: true),
                        .query("in", "只在这个登记册里"), page,
                    ], answer: ApiAnswers.found)),
            .api(
                "POST", .apiCheck, .role(.read), Desk.checkFile,
                .init(
                    id: "check", summary: "核对一份报告，内容不保存",
                    parameters: [.query("name", "文件名")],
                    body: .init(types: ["application/octet-stream"], schema: .bytes),
                    answer: ApiAnswers.checked)),
            .api(
                "GET", .apiJournalHead, .city(.read), Desk.sendJournalHead,
                .init(id: "journal-head", summary: "日志的最后一条", answer: ApiAnswers.head)),
        ]
    }

    private static var ownForPrograms: [Route] {
        [
            .api(
                "GET", .apiMe, .signedIn, Desk.sendMe,
                .init(id: "me", summary: "令牌代表谁", answer: ApiAnswers.me)),
            .api(
                "GET", .apiNotices, .signedIn, Desk.sendNotices,
                .init(id: "notices", summary: "通知，未读的在前", answer: ApiAnswers.notices)),
            .api(
                "POST", .apiNoticesRead, .signedIn, Desk.readNoticesByProgram,
                .init(
                    id: "read-notices", summary: "标为已读：一条，或全部",
                    body: .init(schema: ApiAnswers.noticeRead, isRequired: false), status: 204)),
            .api(
                "GET", .apiDrafts, .signedIn, Desk.sendDrafts,
                .init(id: "drafts", summary: "自己的草稿", answer: .list(.named("Draft")))),
            .api(
                "GET", .apiDraft, .signedIn, Desk.sendDraft,
                .init(id: "draft", summary: "一份草稿", answer: .named("Draft"))),
            .api(
                "PUT", .apiDraft, .signedIn, Desk.saveDraftByProgram,
                .init(
                    id: "save-draft", summary: "存草稿，填全与否都行",
                    parameters: [.header("If-Match", "上次存后得到的 ETag；第一次不写")],
                    body: .init(schema: ApiAnswers.draftGiven), answer: .named("Draft"))),
            .api(
                "DELETE", .apiDraft, .signedIn, Desk.dropDraftByProgram,
                .init(id: "drop-draft", summary: "删草稿", status: 204)),
            .api(
                "GET", .apiMembers, .members, Desk.sendMembers,
                .init(
                    id: "members", summary: "归您管的单位成员", answer: .list(.named("Member")))),
            .api(
                "POST", .apiMember, .members, Desk.moveMember,
                .init(
                    id: "move-member", summary: "确认 confirm、不予确认 refuse 成员，或记离任 end",
                    parts: ["act": .choice(["confirm", "refuse", "end"])],
                    body: .init(schema: ApiAnswers.reason, isRequired: false),
                    answer: .named("Member"))),
        ]
    }
}
