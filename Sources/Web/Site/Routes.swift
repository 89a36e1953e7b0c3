import Catalogue

/// The one table of routes: address, who may, what answers.
extension Route {
    static let all =
        pages + files + programs + accounts + records + papers + work + uploads + returns
        + programmePages + openPages
        + projectFunding
        + ledger
        + runningCosts
        + funds
        + allocationPages
        + reviews
        + callPages
        + checkPages
        + projectPages

    private static var pages: [Route] {
        [
            .get(.today, .signedIn, Desk.showToday),
            .get(.overview, .city(.read), Desk.showOverview),
            .get(.registers, .role(.read), Desk.showRegisters),
            .get(.register, .role(.read), Desk.showRegister),
            .get(.record, .role(.read), Desk.showRecord),
            .get(.figures, .county(.read), Desk.showFigures),
            .get(.figure, .county(.read), Desk.showFigure),
            .get(.lineage, .county(.read), Desk.showLineage),
            .get(.worklists, .county(.read), Desk.showWorklists),
            .get(.worklist, .county(.read), Desk.showWorklist),
            .get(.reports, .city(.read), Desk.showReports),
            .get(.report, .city(.read), Desk.showReport),
            .get(.version, .city(.read), Desk.showVersion),
            .get(.journal, .city(.read), Desk.showJournal),
            .get(.entry, .city(.read), Desk.showEntry),
            .get(.search, .role(.read), Desk.showSearch),
            .get(.check, .role(.read), Desk.showCheck),
            .post(.check, .role(.read), Desk.checkFiles),
        ]
    }

    private static var files: [Route] {
        [
            .get(.registerTable, .role(.export), Desk.sendRegisterTable),
            .get(.registerWorkbook, .role(.export), Desk.sendRegisterWorkbook),
            .get(.registerJSON, .role(.export), Desk.sendRegisterJSON),
            .get(.registerDictionary, .role(.export), Desk.sendRegisterDictionary),
            .get(.registerTemplate, .role(.export), Desk.sendRegisterTemplate),
            .get(.lineageTable, .county(.export), Desk.sendLineageTable),
            .get(.worklistTable, .county(.export), Desk.sendWorklistTable),
            .get(.worklistWorkbook, .county(.export), Desk.sendWorklistWorkbook),
            .get(.reportWord, .city(.export), Desk.sendReportWord),
            .get(.versionWord, .city(.export), Desk.sendReportWord),
            .get(.asset, .anyone, Desk.sendAsset),
            .get(.icon, .anyone, Desk.sendIcon),
            .get(.health, .anyone, Desk.answerHealth),
            .get(.ready, .anyone, Desk.answerReady),
            .get(.metrics, .thisMachine, Desk.answerMetrics),
        ]
    }

    private static let administrators = Policy.anyOf([.manageAccounts, .approveAccounts])

    private static var accounts: [Route] {
        [
            .get(.signIn, .anyone, Desk.showSignIn),
            .post(.signIn, .anyone, Desk.signIn),
            .post(.signOut, .signedIn, Desk.signOut),
            .get(.invitation, .anyone, Desk.showInvitation),
            .post(.invitation, .anyone, Desk.acceptInvitation),
            .get(.registration, .anyone, Desk.showRegistration),
            .post(.registration, .anyone, Desk.registerUnit),
            .get(.me, .signedIn, Desk.showMe),
            .post(.password, .signedIn, Desk.changePassword),
            .get(.authenticator, .signedIn, Desk.showAuthenticator),
            .post(.authenticator, .signedIn, Desk.setUpAuthenticator),
            .post(.sessions, .signedIn, Desk.endSession),
            .post(.actingFor, .signedIn, Desk.changeOrganisation),
            .get(.tokens, .signedIn, Desk.showTokens),
            .post(.tokens, .signedIn, Desk.changeTokens),
            .get(.notices, .signedIn, Desk.showNotices),
            .post(.notices, .signedIn, Desk.readNotices),
            .get(.accounts, administrators, Desk.showAccounts),
            .get(.newAccount, .anyOf([.manageAccounts]), Desk.showNewAccount),
            .post(.newAccount, .anyOf([.manageAccounts]), Desk.proposeAccount),
            .get(.account, administrators, Desk.showAccount),
            .post(.accountAct, administrators, Desk.actOnAccount),
            .get(.members, .members, Desk.showMembers),
            .post(.memberAct, .members, Desk.actOnMember),
            .get(.securityEvents, .anyOf([.audit]), Desk.showSecurityEvents),
        ]
    }

    private static var records: [Route] {
        [
            .get(.newRecord, .role(.create), Desk.showNewRecord),
            .post(.newRecord, .role(.create), Desk.createRecord),
            .get(.editRecord, .role(.change), Desk.showEditRecord),
            .post(.editRecord, .role(.change), Desk.changeRecord),
            .get(.moveRecord, .role(.move), Desk.showMoveRecord),
            .post(.moveRecord, .role(.move), Desk.moveRecord),
            .get(.withdrawRecord, .role(.withdraw), Desk.showWithdrawRecord),
            .post(.withdrawRecord, .role(.withdraw), Desk.withdrawRecord),
            .post(.undoRecord, .role(.change), Desk.undoRecord),
            .post(.draft, .signedIn, Desk.saveDraft),
            .post(.drafts, .signedIn, Desk.dropOwnDraft),
            .get(.pick, .signedIn, Desk.pickRecords),
            .get(.prefill, .role(.create), Desk.sendPrefill),
        ]
    }

    private static var papers: [Route] {
        [
            .get(.recordPapers, .role(.read), Desk.showRecordPapers),
            .post(.recordPaper, .role(.export), Desk.issueRecordPaper),
            .post(.listPaper, .role(.export), Desk.issueListPaper),
            .get(.paper, .signedIn, Desk.showPaper),
            .get(.paperWord, .signedIn, Desk.sendPaperWord),
            .get(.verification, .anyone, Desk.showVerification),
        ]
    }

    private static var work: [Route] {
        [
            .get(.signOn, .anyone, Desk.beginSignOn),
            .get(.signOnCallback, .anyone, Desk.endSignOn),
            .post(.bindSignOn, .signedIn, Desk.bindSignOn),
            .get(.approvals, .city(.read), Desk.showApprovals),
            .get(.approval, .signedIn, Desk.showApproval),
            .post(.approval, .signedIn, Desk.actOnApproval),
            .get(.approveMany, .signedIn, Desk.showApproveMany),
            .post(.approveMany, .signedIn, Desk.approveMany),
            .get(.askApproval, .role(.move), Desk.showAskApproval),
            .post(.askApproval, .role(.move), Desk.askApproval),
            .get(.moveMany, .role(.move), Desk.showMoveMany),
            .post(.moveMany, .role(.move), Desk.moveMany),
            .get(.absences, .city(.read), Desk.showAbsences),
            .post(.absences, .city(.read), Desk.changeAbsences),
            .get(.handOver, .anyOf([.manageAccounts]), Desk.showHandOver),
            .post(.handOver, .anyOf([.manageAccounts]), Desk.handOverDesk),
            .get(.handOvers, .signedIn, Desk.showHandOvers),
            .get(.mergeOrganisation, .role(.withdraw), Desk.showMergeOrganisation),
            .post(.mergeOrganisation, .role(.withdraw), Desk.mergeOrganisation),
        ]
    }

    private static var uploads: [Route] {
        [
            .upload(.recordFiles, .role(.read), Desk.addFile),
            .get(.file, .role(.read), Desk.sendFile),
            .get(.withdrawFile, .role(.read), Desk.showWithdrawFile),
            .post(.withdrawFile, .role(.read), Desk.withdrawFile),
        ]
    }

    private static var returns: [Route] {
        [
            .get(.returns, .role(.read), Desk.showReturns),
            .get(.newReturn, .city(.create), Desk.showNewReturn).on("collection"),
            .post(.newReturn, .city(.create), Desk.makeReturn).on("collection"),
            .get(.returnTask, .role(.read), Desk.showReturn),
            .get(.sendReturn, .role(.read), Desk.showSendReturn),
            .post(.sendReturn, .role(.read), Desk.sendReturn),
            .get(.chaseReturn, .role(.read), Desk.showChase),
            .post(.chaseReturn, .role(.read), Desk.chase),
            .get(.mergedReturn, .role(.read), Desk.showMerged),
            .get(.mergedRows, .role(.read), Desk.sendMergedRows),
            .get(.mergedComparison, .role(.read), Desk.sendMergedComparison),
            .get(.landReturn, .role(.read), Desk.showLanding),
            .post(.landReturn, .role(.read), Desk.landReturn),
            .get(.cancelReturn, .role(.read), Desk.showCancelReturn),
            .post(.cancelReturn, .role(.read), Desk.cancelReturn),
            .get(.sheet, .role(.read), Desk.showSheet),
            .post(.sheet, .role(.read), Desk.fillSheet),
            .post(.sheetDraft, .role(.read), Desk.saveSheetDraft),
            .post(.openSheet, .role(.read), Desk.openSheet),
            .get(.sheetTemplate, .role(.read), Desk.sendSheetTemplate),
            .post(.uploadSheet, .role(.read), Desk.uploadSheet),
            .get(.correctSheet, .role(.read), Desk.showCorrectSheet),
            .post(.correctSheet, .role(.read), Desk.correctSheet),
            .post(.reviewSheet, .role(.read), Desk.reviewSheet),
        ]
    }
}
