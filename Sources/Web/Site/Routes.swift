import Catalogue

/// The one table of routes: address, who may, what answers.
extension Route {
    static let all = pages + files + programs + accounts + records + uploads + returns

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
            .get(.worklists, .role(.read), Desk.showWorklists),
            .get(.worklist, .role(.read), Desk.showWorklist),
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
            .get(.worklistTable, .role(.export), Desk.sendWorklistTable),
            .get(.worklistWorkbook, .role(.export), Desk.sendWorklistWorkbook),
            .get(.reportWord, .city(.export), Desk.sendReportWord),
            .get(.versionWord, .city(.export), Desk.sendReportWord),
            .get(.asset, .anyone, Desk.sendAsset),
            .get(.icon, .anyone, Desk.sendIcon),
            .get(.health, .anyone, Desk.answerHealth),
            .get(.ready, .anyone, Desk.answerReady),
            .get(.metrics, .thisMachine, Desk.answerMetrics),
        ]
    }

    private static var programs: [Route] {
        [
            .get(.apiRegisters, .role(.read), Desk.sendRegisters),
            .get(.apiRegister, .role(.read), Desk.sendRegister),
            .get(.apiRecord, .role(.read), Desk.sendRecord),
            .get(.apiFigures, .county(.read), Desk.sendFigures),
            .get(.apiFigure, .county(.read), Desk.sendFigure),
            .get(.apiLineage, .county(.read), Desk.sendLineage),
            .get(.apiWorklists, .role(.read), Desk.sendWorklists),
            .get(.apiWorklist, .role(.read), Desk.sendWorklist),
            .get(.apiReports, .city(.read), Desk.sendReports),
            .get(.apiReport, .city(.read), Desk.sendReport),
            .get(.apiVersion, .city(.read), Desk.sendReport),
            .get(.apiSearch, .role(.read), Desk.sendSearch),
            .post(.apiCheck, .role(.read), Desk.checkFile),
            .get(.apiJournalHead, .city(.read), Desk.sendJournalHead),
        ]
    }

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
            .get(.notices, .signedIn, Desk.showNotices),
            .post(.notices, .signedIn, Desk.readNotices),
            .get(.accounts, .signedIn, Desk.showAccounts),
            .get(.newAccount, .signedIn, Desk.showNewAccount),
            .post(.newAccount, .signedIn, Desk.proposeAccount),
            .get(.account, .signedIn, Desk.showAccount),
            .post(.accountAct, .signedIn, Desk.actOnAccount),
            .get(.members, .signedIn, Desk.showMembers),
            .post(.memberAct, .signedIn, Desk.actOnMember),
            .get(.securityEvents, .signedIn, Desk.showSecurityEvents),
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
            .get(.newReturn, .role(.read), Desk.showNewReturn),
            .post(.newReturn, .role(.read), Desk.makeReturn),
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
            .post(.openSheet, .role(.read), Desk.openSheet),
            .get(.sheetTemplate, .role(.read), Desk.sendSheetTemplate),
            .post(.uploadSheet, .role(.read), Desk.uploadSheet),
            .get(.correctSheet, .role(.read), Desk.showCorrectSheet),
            .post(.correctSheet, .role(.read), Desk.correctSheet),
            .post(.reviewSheet, .role(.read), Desk.reviewSheet),
        ]
    }
}
