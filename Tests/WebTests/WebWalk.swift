@testable import Web

/// One address of every route, with arguments that are there.
enum WebWalk {
    static func targets(_ city: WebCity) async throws -> [String] {
        let contract = String(try await city.first("technology-contract"))
        let register = "technology-contract"
        let figure = "contract_turnover"
        let report = "performance-self-evaluation"
        // What is one's own, or another role's, is walked with sessions of their own.
        let left: Set<RoutePattern> = [
            .version, .versionWord, .apiVersion, .moveRecord, .securityEvents, .accounts,
            .newAccount, .account, .invitation, .me, .authenticator, .notices, .editRecord,
            .withdrawRecord, .paper,
            .approvals, .approval, .approveMany, .absences, .askApproval,
            .moveMany, .handOver, .handOvers, .mergeOrganisation,
            .tokens, .apiMe, .apiNotices, .apiDrafts, .apiDraft,
            .apiApprovals, .apiApproveMany, .apiApproval, .apiAskApproval,
            .apiReturn, .apiSendReturn, .apiChaseReturn, .apiMergedReturn, .apiLandReturn,
            .apiSheet, .apiSheetHistory, .apiSheetTemplate, .apiMergedRows, .apiMergedComparison,
            .apiMoveMany, .apiHandOver, .apiHandOvers, .apiMergeOrganisation,
            .apiAccounts, .apiAccount, .apiSecurityEvents, .apiSessions, .apiTokens,
            .apiFiles, .apiFile, .apiFileContent, .apiPaper, .apiVerification,
            .signOn, .signOnCallback,
            .file, .withdrawFile, .newReturn, .returnTask, .sendReturn,
            .chaseReturn, .mergedReturn, .mergedRows, .mergedComparison, .landReturn,
            .call, .editCall, .moveCall, .rehearseCall, .previewCall, .checkApplying,
            .application, .editApplication, .applicationAct, .applicationReceipt,
            .apiCall, .apiEligibility, .apiApplication, .apiFormalCheck,
            .apiRecommendations, .apiRecommendation, .apiCallChecks, .apiCheckMany,
            .apiAskDepartments, .apiCheckApplication, .apiReview, .apiReviewPanel,
            .apiPanelSheets, .apiDecision, .apiMeeting, .apiPublishNotice, .apiPublicNotice,
            .apiAwardNotice, .apiAward,
            .cancelReturn, .sheet, .sheetTemplate, .correctSheet,
            .project, .projectContract, .projectFile, .apiProject,
            .fundPaper, .editFundPaper, .splitFundPaper, .issueFundPaper, .chaseFundPaper,
            .fundPaperAnnex, .takeFundStep, .allocation, .arriveAllocation, .returnAllocation,
            .apiFundPaper, .apiChaseFundPaper, .paperWord, .apiPreviewSplit, .apiTakeFundStep,
            .apiAllocation,
            .topic, .needTrail, .openCall, .openCallNumbersTable, .openCallNumbersJSON,
            .recommendations, .recommendationDesk, .sendRecommendation, .settleApplication,
            .callChecks, .checkMany, .askDepartments, .checkApplication, .formalCheck,
            .review, .reviewRanking, .completeReview, .reviewPanel, .panelSheets, .panelTemplate,
            .uploadSheets, .checkSheets, .decision, .decisionMeeting, .publishNotice,
            .publicNotice, .awardNotice, .awardBatch, .openNotice, .openNoticeTable,
            .openNoticeJSON,
            .statement, .apiStatement, .specialFund, .projectMoney, .receiptMoney,
            .apiSpecialFund, .apiProjectMoney, .apiReceiptMoney,
        ]
        return RoutePattern.allCases.filter { pattern in
            !left.contains(pattern)
                && Route.all.contains { $0.pattern == pattern && $0.method == "GET" }
        }
        .map { pattern -> String in
            let values = pattern.parts.filter { $0.hasPrefix("{") }.map { part in
                switch part {
                case "{register}": register
                case "{id}": contract
                case "{figure}": figure
                case "{programme}": "key-rd"
                case "{worklist}": "contract-waiting"
                case "{report}": report
                case "{table}": "execution"
                case "{year}": "2025"
                case "{name}": "site.css"
                default: "1"
                }
            }
            // Nothing is found for nothing, and nothing offered by nothing.
            let asked: [RoutePattern: String] = [
                .apiSearch: "?q=1", .prefill: "?field=seller&id=1",
            ]
            return pattern.path(values) + (asked[pattern] ?? "")
        }
    }
}
