import Catalogue

/// The one table of routes: address, who may, what answers. All of them read; the two that take
/// a file in keep nothing of it.
extension Desk {
    var routes: [Route] { pageRoutes + fileRoutes + apiRoutes }

    private var pageRoutes: [Route] {
        [
            .get(.overview, .role(.read), showOverview),
            .get(.registers, .role(.read), showRegisters),
            .get(.register, .role(.read), showRegister),
            .get(.record, .role(.read), showRecord),
            .get(.figures, .role(.read), showFigures),
            .get(.figure, .role(.read), showFigure),
            .get(.lineage, .role(.read), showLineage),
            .get(.worklists, .role(.read), showWorklists),
            .get(.worklist, .role(.read), showWorklist),
            .get(.reports, .role(.read), showReports),
            .get(.report, .role(.read), showReport),
            .get(.version, .role(.read), showVersion),
            .get(.journal, .role(.read), showJournal),
            .get(.entry, .role(.read), showEntry),
            .get(.search, .role(.read), showSearch),
            .get(.check, .role(.read), showCheck),
            .post(.check, .role(.read), checkFiles),
        ]
    }

    private var fileRoutes: [Route] {
        [
            .get(.registerTable, .role(.export), sendRegisterTable),
            .get(.registerWorkbook, .role(.export), sendRegisterWorkbook),
            .get(.registerJSON, .role(.export), sendRegisterJSON),
            .get(.registerDictionary, .role(.export), sendRegisterDictionary),
            .get(.registerTemplate, .role(.export), sendRegisterTemplate),
            .get(.lineageTable, .role(.export), sendLineageTable),
            .get(.worklistTable, .role(.export), sendWorklistTable),
            .get(.worklistWorkbook, .role(.export), sendWorklistWorkbook),
            .get(.reportWord, .role(.export), sendReportWord),
            .get(.versionWord, .role(.export), sendReportWord),
            .get(.asset, .anyone) { try assets.respond($0) },
            .get(.icon, .anyone) { _ in
                var response = Response(status: 302, type: "text/plain", body: .text(""))
                response.headers.append(("Location", Assets.link(Assets.iconName).path))
                return response
            },
            .get(.health, .anyone, answerHealth),
            .get(.ready, .anyone, answerReady),
            .get(.metrics, .thisMachine, answerMetrics),
        ]
    }

    private var apiRoutes: [Route] {
        [
            .get(.apiRegisters, .role(.read), sendRegisters),
            .get(.apiRegister, .role(.read), sendRegister),
            .get(.apiRecord, .role(.read), sendRecord),
            .get(.apiFigures, .role(.read), sendFigures),
            .get(.apiFigure, .role(.read), sendFigure),
            .get(.apiLineage, .role(.read), sendLineage),
            .get(.apiWorklists, .role(.read), sendWorklists),
            .get(.apiWorklist, .role(.read), sendWorklist),
            .get(.apiReports, .role(.read), sendReports),
            .get(.apiReport, .role(.read), sendReport),
            .get(.apiVersion, .role(.read), sendReport),
            .get(.apiSearch, .role(.read), sendSearch),
            .post(.apiCheck, .role(.read), checkFile),
            .get(.apiJournalHead, .role(.read), sendJournalHead),
        ]
    }
}
