import Awards
import Catalogue
import Review

/// Review, decision, notice and award: the bureau's pages, and the notices for everybody.
extension Route {
    static var reviews: [Route] {
        let panels = Review.panels
        return [
            .get(.reviews, .city(.read), Desk.showReviews).on(panels),
            .get(.review, .city(.read), Desk.showReview).on(panels),
            .get(.reviewRanking, .city(.export), Desk.sendRanking).on(panels),
            .get(.completeReview, .city(.change), Desk.showCompleteReview).on(panels),
            .post(.completeReview, .city(.change), Desk.completeReview).on(panels),
            .post(.openMatching, .city(.change), Desk.openMatching).on(panels),
            .get(.reviewPanel, .city(.read), Desk.showPanel).on(panels),
            .get(.panelSheets, .city(.change), Desk.showSheets).on(panels),
            .post(.panelSheets, .city(.change), Desk.enterSheets).on(panels),
            .get(.panelTemplate, .city(.export), Desk.sendSheetTable).on(panels),
            .get(.uploadSheets, .city(.change), Desk.showUploadSheets).on(panels),
            .post(.uploadSheets, .city(.change), Desk.uploadSheets).on(panels),
            .get(.checkSheets, .city(.change), Desk.showCheckSheets).on(panels),
            .post(.checkSheets, .city(.change), Desk.checkSheets).on(panels),
            .post(.reopenSheets, .city(.change), Desk.reopenSheets).on(panels),
        ] + decisions
    }

    private static var decisions: [Route] {
        let meetings = Decisions.meetings
        return [
            .get(.decision, .city(.read), Desk.showDecision).on(meetings),
            .post(.decision, .city(.read), Desk.proposeMeeting).on(meetings),
            .get(.decisionMeeting, .city(.read), Desk.showMeeting).on(meetings),
            .post(.decideMeeting, .city(.move), Desk.decideMeeting).on(meetings),
            .get(.publishNotice, .city(.change), Desk.showPublishNotice).on(meetings),
            .post(.publishNotice, .city(.change), Desk.publishNotice).on(meetings),
            .get(.publicNotice, .city(.read), Desk.showPublicNotice).on(meetings),
            .post(.closeNotice, .city(.change), Desk.closeNotice).on(meetings),
            .get(.awardNotice, .city(.change), Desk.showAward).on(meetings),
            .post(.awardNotice, .city(.change), Desk.awardNotice).on(meetings),
            .get(.awardBatch, .city(.read), Desk.showAwardBatch).on(meetings),
            .post(.draftFirstPaper, .city(.change), Desk.draftFirstPaper).on(meetings),
            .get(.openNotices, .anyone, Desk.showOpenNotices),
            .get(.openNoticesTable, .anyone, Desk.sendOpenNoticesTable),
            .get(.openNoticesJSON, .anyone, Desk.sendOpenNoticesJSON),
            .get(.openNotice, .anyone, Desk.showOpenNotice),
            .get(.openNoticeTable, .anyone, Desk.sendOpenNoticeTable),
            .get(.openNoticeJSON, .anyone, Desk.sendOpenNoticeJSON),
        ]
    }

    private static let nothing = ApiDescription.Body(schema: .object([]), isRequired: false)

    static var reviewsForPrograms: [Route] {
        let all = callsInReviewForPrograms + panelsForPrograms
        return all.map { $0.on(Review.panels) }
    }

    private static var callsInReviewForPrograms: [Route] {
        [
            .api(
                "GET", .apiReviews, .city(.read), Desk.sendReviews,
                .init(
                    id: "reviews", summary: "有评审的申报通知，新的在前",
                    parameters: ApiDescription.Parameter.stretch,
                    answer: ApiAnswers.stretch(of: ApiAnswers.reviewedCall))),
            .api(
                "GET", .apiReview, .city(.read), Desk.sendReview,
                .init(
                    id: "review", summary: "一个通知的评审：评审组、还差什么、排名、会议",
                    answer: .named("Review"), also: [422])),
            .api(
                "POST", .apiCompleteReview, .city(.change), Desk.completeByProgram,
                .init(
                    id: "complete-review", summary: "评审完成：得分和名次写进申报，评审组关闭；排名要与所看的一样",
                    body: .init(schema: ApiAnswers.digestGiven), answer: .named("Review"))),
            .api(
                "POST", .apiOpenMatching, .city(.change), Desk.openMatchingByProgram,
                .init(
                    id: "open-matching", summary: "把揭榜方案送需求方", body: nothing,
                    answer: .named("Review"))),
        ]
    }

    private static var panelsForPrograms: [Route] {
        [
            .api(
                "GET", .apiReviewPanel, .city(.read), Desk.sendPanel,
                .init(
                    id: "review-panel", summary: "一个评审组：专家、评的申报、评分表录到哪里",
                    answer: .named("ReviewPanel"), hasVersion: true, also: [422])),
            .api(
                "GET", .apiPanelSheets, .city(.change), Desk.sendSheetsOfExpert,
                .init(
                    id: "score-sheets", summary: "一位专家的评分表，没有录入的也列出",
                    parameters: [
                        .init(name: "expert", place: "query", words: "到会专家的姓名", isRequired: true)
                    ], answer: ApiAnswers.sheetsOfExpert, also: [422])),
            .api(
                "POST", .apiPreviewSheets, .city(.change), Desk.previewSheetsByProgram,
                .init(
                    id: "preview-score-sheets", summary: "评分表会怎么写入、哪里不对；不写入",
                    body: .init(schema: ApiAnswers.sheetsGiven), answer: ApiAnswers.sheetsRead)),
            .api(
                "POST", .apiPanelSheets, .city(.change), Desk.enterSheetsByProgram,
                .init(
                    id: "enter-score-sheets", summary: "照纸质评分表录入，全部写入或一张也不写；没有核对的换成新的",
                    body: .init(schema: ApiAnswers.sheetsGiven), answer: .named("ReviewPanel"))),
            .api(
                "POST", .apiCheckSheets, .city(.change), Desk.checkSheetsByProgram,
                .init(
                    id: "check-score-sheets", summary: "另一个人核对一位专家的评分表，从此固定、计分",
                    body: .init(schema: ApiAnswers.expertGiven), answer: .named("ReviewPanel"))),
            .api(
                "POST", .apiReopenSheets, .city(.change), Desk.reopenSheetsByProgram,
                .init(
                    id: "reopen-score-sheets", summary: "科室负责人把录错的退回重录",
                    body: .init(schema: ApiAnswers.reopenGiven), answer: .named("ReviewPanel"))),
        ]
    }
}
