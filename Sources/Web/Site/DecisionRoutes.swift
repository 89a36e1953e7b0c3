import Awards
import Catalogue

/// Decision, notice and award for programs; their pages are told of with those of the review.
extension Route {
    static var decisionsForPrograms: [Route] {
        (meetingsForPrograms + noticesForPrograms + awardsForPrograms).map {
            $0.on(Decisions.meetings)
        }
    }

    private static let nothing = ApiDescription.Body(schema: .object([]), isRequired: false)

    private static var meetingsForPrograms: [Route] {
        [
            .api(
                "GET", .apiDecision, .city(.read), Desk.sendDecision,
                .init(
                    id: "decision", summary: "等着决定的申报、有多少钱、按通知的名额谁在线上",
                    answer: .named("Decision"), also: [422])),
            .api(
                "POST", .apiWhatIf, .city(.read), Desk.askWhatIf,
                .init(
                    id: "what-if", summary: "线划在别处会怎样；只算，不写入",
                    body: .init(schema: ApiAnswers.lineGiven), answer: .named("Decision"))),
            .api(
                "POST", .apiProposeMeeting, .city(.read), Desk.proposeMeetingByProgram,
                .init(
                    id: "propose-meeting", summary: "按一条线提请会议：建会议记录，申报还不动",
                    body: .init(schema: ApiAnswers.meetingGiven), status: 201,
                    answer: .named("AwardMeeting"), isOnce: true)),
            .api(
                "GET", .apiMeeting, .city(.read), Desk.sendMeeting,
                .init(
                    id: "award-meeting", summary: "一次立项会议：每一项的议决、谁回避、违反了什么",
                    answer: .named("AwardMeeting"), hasVersion: true, also: [422])),
            .api(
                "POST", .apiDecideMeeting, .city(.move), Desk.decideMeetingByProgram,
                .init(
                    id: "decide-meeting", summary: "科室负责人让决定生效：每一项一起改，或一项也不改",
                    body: nothing, answer: .named("AwardMeeting"), needsVersion: true)),
            .api(
                "GET", .apiPublishNotice, .city(.change), Desk.previewNoticeByProgram,
                .init(
                    id: "preview-notice", summary: "公示会是什么样；还没有公开",
                    answer: ApiAnswers.noticePreview, also: [409, 422])),
            .api(
                "POST", .apiPublishNotice, .city(.change), Desk.publishNoticeByProgram,
                .init(
                    id: "publish-notice", summary: "发布公示，公众看到，名单不再变",
                    body: .init(schema: ApiAnswers.noticeGiven), status: 201,
                    answer: .named("PublicNotice"), isOnce: true)),
        ]
    }

    private static var noticesForPrograms: [Route] {
        [
            .api(
                "GET", .apiPublicNotices, .city(.read), Desk.sendPublicNotices,
                .init(
                    id: "public-notices", summary: "公示，新的在前",
                    parameters: ApiDescription.Parameter.stretch,
                    answer: ApiAnswers.stretch(of: ApiAnswers.noticeHead))),
            .api(
                "GET", .apiPublicNotice, .city(.read), Desk.sendPublicNotice,
                .init(
                    id: "public-notice", summary: "一份公示：期限、名单现在的状态、异议、立项批次",
                    answer: .named("PublicNotice"), hasVersion: true)),
            .api(
                "POST", .apiCloseNotice, .city(.change), Desk.closeNoticeByProgram,
                .init(
                    id: "close-notice", summary: "期满第二天起办结公示", body: nothing,
                    answer: .named("PublicNotice"))),
        ]
    }

    private static var awardsForPrograms: [Route] {
        [
            .api(
                "GET", .apiAwardNotice, .city(.change), Desk.previewAwardByProgram,
                .init(
                    id: "preview-award", summary: "下达立项会建哪些项目、要多少钱；不写入",
                    answer: ApiAnswers.awardPreview, also: [409, 422])),
            .api(
                "POST", .apiAwardNotice, .city(.change), Desk.awardByProgram,
                .init(
                    id: "award", summary: "下达立项：项目和资金计划一起建，或一项也不建",
                    body: .init(schema: ApiAnswers.awardGiven), status: 201,
                    answer: .named("Award"), isOnce: true)),
            .api(
                "GET", .apiAward, .city(.read), Desk.sendAward,
                .init(
                    id: "award-batch", summary: "一个立项批次和它的项目", answer: .named("Award"),
                    hasVersion: true)),
            .api(
                "POST", .apiDraftFirstPaper, .city(.change), Desk.draftFirstPaperByProgram,
                .init(
                    id: "draft-first-paper", summary: "起草首期款的指标文，按项目分到各单位",
                    body: nothing, status: 201, answer: .named("FundPaperWhole"), isOnce: true)),
        ]
    }
}
