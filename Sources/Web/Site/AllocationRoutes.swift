import Catalogue
import Funds

/// Allocation papers and the money that came of them: pages, and the same for programs.
extension Route {
    static var allocationPages: [Route] {
        let papers = Allocations.papers
        let lines = Allocations.lines
        return [
            .get(.fundPapers, .city(.read), Desk.showFundPapers).on(papers),
            .get(.newFundPaper, .city(.create), Desk.showNewFundPaper).on(papers),
            .post(.newFundPaper, .city(.create), Desk.makeFundPaper).on(papers),
            .get(.fundPaper, .city(.read), Desk.showFundPaper).on(papers),
            .get(.editFundPaper, .city(.change), Desk.showEditFundPaper).on(papers),
            .post(.editFundPaper, .city(.change), Desk.editFundPaper).on(papers),
            .get(.splitFundPaper, .city(.change), Desk.showSplit).on(papers),
            .post(.splitFundPaper, .city(.change), Desk.splitFundPaper).on(papers),
            .get(.issueFundPaper, .city(.move), Desk.showIssueFundPaper).on(papers),
            .post(.issueFundPaper, .city(.move), Desk.issueFundPaper).on(papers),
            .get(.chaseFundPaper, .city(.change), Desk.showChaseFundPaper).on(papers),
            .post(.chaseFundPaper, .city(.change), Desk.chaseFundPaper).on(papers),
            .get(.fundPaperAnnex, .city(.export), Desk.sendFundPaperAnnex).on(papers),
            .get(.receivedFunds, .role(.read), Desk.showReceivedFunds).on(lines),
            .get(.takeFundStep, .role(.move), Desk.showTakeFundStep).on(lines),
            .post(.takeFundStep, .role(.move), Desk.takeFundStep).on(lines),
            .get(.allocation, .role(.read), Desk.showAllocation).on(lines),
            .post(.arriveAllocation, .role(.move), Desk.arriveAllocation).on(lines),
            .get(.returnAllocation, .role(.move), Desk.showReturnAllocation).on(lines),
            .post(.returnAllocation, .role(.move), Desk.returnAllocation).on(lines),
        ]
    }

    static var allocationsForPrograms: [Route] {
        (fundPapersForPrograms.map { $0.on(Allocations.papers) })
            + (fundStepsForPrograms.map { $0.on(Allocations.lines) })
    }

    private static let nothing = ApiDescription.Body(schema: .object([]), isRequired: false)

    private static var fundPapersForPrograms: [Route] {
        [
            .api(
                "GET", .apiFundPapers, .city(.read), Desk.sendFundPapers,
                .init(
                    id: "fund-papers", summary: "指标文，新的在前：到账几笔、逾期几笔",
                    parameters: ApiDescription.Parameter.stretch,
                    answer: ApiAnswers.stretch(of: .named("FundPaper")))),
            .api(
                "POST", .apiFundPapers, .city(.create), Desk.makeFundPaperByProgram,
                .init(
                    id: "make-fund-paper", summary: "建一份指标文，还没有明细",
                    body: .init(schema: ApiAnswers.fundPaperGiven), status: 201,
                    answer: .named("FundPaperWhole"), isOnce: true)),
            .api(
                "GET", .apiFundPaper, .city(.read), Desk.sendFundPaper,
                .init(
                    id: "fund-paper", summary: "一份指标文：各家的钱走到哪一步、台账流水、下达前还差什么",
                    answer: .named("FundPaperWhole"), hasVersion: true)),
            .api(
                "POST", .apiPreviewSplit, .city(.change), Desk.previewSplitByProgram,
                .init(
                    id: "preview-split", summary: "按明细表分配会写入什么、哪一行不对；不写入",
                    body: .init(schema: ApiAnswers.splitGiven), answer: ApiAnswers.splitPreview,
                    also: [409])),
            .api(
                "POST", .apiSplitFundPaper, .city(.change), Desk.splitByProgram,
                .init(
                    id: "split-fund-paper", summary: "按明细表分配，换掉以前的",
                    body: .init(schema: ApiAnswers.splitGiven), answer: .named("FundPaperWhole"),
                    needsVersion: true)),
            .api(
                "POST", .apiIssueFundPaper, .city(.move), Desk.issueByProgram,
                .init(
                    id: "issue-fund-paper", summary: "报批下达；批完最后一关当天下达",
                    body: .init(schema: ApiAnswers.note, isRequired: false), status: 201,
                    answer: ApiAnswers.issueAsked, needsVersion: true)),
            .api(
                "GET", .apiChaseFundPaper, .city(.change), Desk.previewFundChase,
                .init(
                    id: "preview-fund-chase", summary: "催办会提醒谁，原话是什么",
                    answer: ApiAnswers.fundReminders)),
            .api(
                "POST", .apiChaseFundPaper, .city(.change), Desk.chaseFundsByProgram,
                .init(
                    id: "chase-fund-paper", summary: "催办逾期的，每个对象一天一次", body: nothing,
                    answer: ApiAnswers.fundReminders)),
        ]
    }

    private static var fundStepsForPrograms: [Route] {
        [
            .api(
                "GET", .apiReceivedFunds, .role(.read), Desk.sendReceivedFunds,
                .init(
                    id: "received-funds", summary: "下达给自己县市区或单位的资金，新的在前",
                    parameters: ApiDescription.Parameter.stretch,
                    answer: ApiAnswers.stretch(of: .named("Allocation")))),
            .api(
                "POST", .apiTakeFundStep, .role(.move), Desk.takeFundStepByProgram,
                .init(
                    id: "take-fund-step", summary: "确认县级收到，或记国库拨付；全办或都不办",
                    parts: ["step": .choice(["receive", "disburse"])],
                    body: .init(schema: ApiAnswers.fundStepGiven),
                    answer: .list(.named("Allocation")))),
            .api(
                "GET", .apiAllocation, .role(.read), Desk.sendAllocation,
                .init(
                    id: "allocation", summary: "一笔资金：每一步的日期、天数和台账流水",
                    answer: .named("AllocationWhole"), hasVersion: true)),
            .api(
                "POST", .apiArriveAllocation, .role(.move), Desk.arriveByProgram,
                .init(
                    id: "confirm-arrival", summary: "凭银行回单确认到账",
                    body: .init(schema: ApiAnswers.arrivalGiven),
                    answer: .named("AllocationWhole"))),
            .api(
                "POST", .apiReturnAllocation, .role(.move), Desk.returnAllocationByProgram,
                .init(
                    id: "return-allocation", summary: "退回，全部或一部分",
                    body: .init(schema: ApiAnswers.fundReturnGiven),
                    answer: .named("AllocationWhole"))),
        ]
    }
}
