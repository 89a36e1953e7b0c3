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
            .get(.openNotice, .anyone, Desk.showOpenNotice),
        ]
    }
}
