/// Every address of the platform: the routes match these patterns, the pages link by `Link`.
public enum RoutePattern: String, CaseIterable, Sendable {
    case today = "/"
    case overview = "/overview"
    case registers = "/registers"
    case register = "/registers/{register}"
    case registerTable = "/registers/{register}/records.csv"
    case registerWorkbook = "/registers/{register}/records.xlsx"
    case registerJSON = "/registers/{register}/records.json"
    case registerDictionary = "/registers/{register}/fields.csv"
    case registerTemplate = "/registers/{register}/template.xlsx"
    case record = "/registers/{register}/{id}"
    case figures = "/figures"
    case figure = "/figures/{figure}"
    case lineage = "/figures/{figure}/lineage"
    case lineageTable = "/figures/{figure}/lineage.csv"
    case worklists = "/worklists"
    case worklist = "/worklists/{worklist}"
    case worklistTable = "/worklists/{worklist}/lines.csv"
    case worklistWorkbook = "/worklists/{worklist}/lines.xlsx"
    case reports = "/reports"
    case report = "/reports/{report}/{year}"
    case reportWord = "/reports/{report}/{year}/report.docx"
    case version = "/reports/{report}/{year}/versions/{number}"
    case versionWord = "/reports/{report}/{year}/versions/{number}/report.docx"
    case journal = "/journal"
    case entry = "/journal/{number}"
    case search = "/search"
    case check = "/check"
    case signIn = "/sign-in"
    case signOut = "/sign-out"
    case invitation = "/invitations/{token}"
    case registration = "/registration"
    case me = "/me"
    case password = "/me/password"
    case authenticator = "/me/authenticator"
    case sessions = "/me/sessions"
    case actingFor = "/me/organisation"
    case tokens = "/me/tokens"
    case drafts = "/me/drafts"
    case notices = "/me/notices"
    case accounts = "/accounts"
    case newAccount = "/accounts/new"
    case account = "/accounts/{id}"
    case accountAct = "/accounts/{id}/{act}"
    case members = "/members"
    case memberAct = "/members/{id}/{act}"
    case securityEvents = "/security-events"
    case signOn = "/sign-on"
    case signOnCallback = "/sign-on/callback"
    case bindSignOn = "/me/sign-on"
    case approvals = "/approvals"
    case approval = "/approvals/{id}"
    case approveMany = "/approvals/bulk"
    case absences = "/me/absences"
    case handOver = "/accounts/{id}/handover"
    case handOvers = "/me/handovers"
    case mergeOrganisation = "/organisations/{id}/merge"
    case askApproval = "/registers/{register}/{id}/approvals/{move}"
    case moveMany = "/registers/{register}/bulk"
    case newRecord = "/registers/{register}/new"
    case editRecord = "/registers/{register}/{id}/edit"
    case moveRecord = "/registers/{register}/{id}/moves/{move}"
    case undoRecord = "/registers/{register}/{id}/undo"
    case withdrawRecord = "/registers/{register}/{id}/withdraw"
    case recordFiles = "/registers/{register}/{id}/files"
    case file = "/files/{id}"
    case withdrawFile = "/files/{id}/withdraw"
    case returns = "/returns"
    case newReturn = "/returns/new"
    case returnTask = "/returns/{id}"
    case sendReturn = "/returns/{id}/send"
    case chaseReturn = "/returns/{id}/chase"
    case mergedReturn = "/returns/{id}/merged"
    case mergedRows = "/returns/{id}/merged/rows.xlsx"
    case mergedComparison = "/returns/{id}/merged/comparison.xlsx"
    case landReturn = "/returns/{id}/land"
    case cancelReturn = "/returns/{id}/cancel"
    case sheet = "/returns/sheets/{id}"
    case openSheet = "/returns/sheets/{id}/open"
    case sheetTemplate = "/returns/sheets/{id}/template.xlsx"
    case uploadSheet = "/returns/sheets/{id}/template"
    case sheetDraft = "/returns/sheets/{id}/draft"
    case correctSheet = "/returns/sheets/{id}/correct"
    case reviewSheet = "/returns/sheets/{id}/review"
    case specialFunds = "/funds/special"
    case specialFund = "/funds/special/{id}"
    case projectMoney = "/funds/projects/{id}"
    case receiptMoney = "/funds/receipts/{id}"
    case ledger = "/funds/ledger"
    case statement = "/funds/ledger/{id}"
    case funds = "/funds"
    case fundsFiles = "/funds/files"
    case fundsReconciliation = "/funds/reconciliation"
    case fundsTable = "/funds/tables/{table}"
    case fundsTableWorkbook = "/funds/tables/{table}/table.xlsx"
    case tellFundsSection = "/funds/sections/{section}/message"
    case fundPapers = "/funds/papers"
    case newFundPaper = "/funds/papers/new"
    case fundPaper = "/funds/papers/{id}"
    case editFundPaper = "/funds/papers/{id}/edit"
    case splitFundPaper = "/funds/papers/{id}/split"
    case issueFundPaper = "/funds/papers/{id}/issue"
    case chaseFundPaper = "/funds/papers/{id}/chase"
    case fundPaperAnnex = "/funds/papers/{id}/annex.xlsx"
    case receivedFunds = "/funds/received"
    case takeFundStep = "/funds/received/{step}"
    case allocation = "/funds/allocations/{id}"
    case arriveAllocation = "/funds/allocations/{id}/arrive"
    case returnAllocation = "/funds/allocations/{id}/return"
    case draft = "/drafts/{key}"
    case pick = "/pick/{register}"
    case prefill = "/registers/{register}/prefill"
    case recordPapers = "/registers/{register}/{id}/papers"
    case recordPaper = "/registers/{register}/{id}/papers/{paper}"
    case listPaper = "/registers/{register}/papers/{paper}"
    case paper = "/papers/{id}"
    case paperWord = "/papers/{id}/paper.docx"
    case verification = "/verification"
    case runningCosts = "/funds/running-costs"
    case health = "/health"
    case ready = "/ready"
    case metrics = "/metrics"
    case asset = "/assets/{name}"
    case icon = "/favicon.ico"
    case apiRegisters = "/api/registers"
    case apiRegister = "/api/registers/{register}"
    case apiRecord = "/api/registers/{register}/{id}"
    case apiFigures = "/api/figures"
    case apiFigure = "/api/figures/{figure}"
    case apiLineage = "/api/figures/{figure}/lineage"
    case apiWorklists = "/api/worklists"
    case apiWorklist = "/api/worklists/{worklist}"
    case apiReports = "/api/reports"
    case apiReport = "/api/reports/{report}/{year}"
    case apiVersion = "/api/reports/{report}/{year}/versions/{number}"
    case apiSearch = "/api/search"
    case apiCheck = "/api/check"
    case apiJournalHead = "/api/journal/head"
    case apiDocument = "/api/openapi.json"
    case apiMe = "/api/me"
    case apiMoves = "/api/registers/{register}/{id}/moves"
    case apiMove = "/api/registers/{register}/{id}/moves/{move}"
    case apiWithdraw = "/api/registers/{register}/{id}/withdraw"
    case apiUndo = "/api/registers/{register}/{id}/undo"
    case apiHistory = "/api/registers/{register}/{id}/history"
    case apiPick = "/api/pick/{register}"
    case apiNotices = "/api/notices"
    case apiNoticesRead = "/api/notices/read"
    case apiDrafts = "/api/drafts"
    case apiDraft = "/api/drafts/{key}"
    case apiMembers = "/api/members"
    case apiMember = "/api/members/{id}/{act}"
    case apiApprovals = "/api/approvals"
    case apiApproveMany = "/api/approvals/bulk"
    case apiApproval = "/api/approvals/{id}"
    case apiActOnApproval = "/api/approvals/{id}/{act}"
    case apiAskApproval = "/api/registers/{register}/{id}/approvals/{move}"
    case apiAbsences = "/api/absences"
    case apiDeputies = "/api/absences/deputies"
    case apiEndAbsence = "/api/absences/{id}/end"
    case apiReturns = "/api/returns"
    case apiReturn = "/api/returns/{id}"
    case apiSendReturn = "/api/returns/{id}/send"
    case apiChaseReturn = "/api/returns/{id}/chase"
    case apiMergedReturn = "/api/returns/{id}/merged"
    case apiLandReturn = "/api/returns/{id}/land"
    case apiCancelReturn = "/api/returns/{id}/cancel"
    case apiFunds = "/api/funds"
    case apiFundsFiles = "/api/funds/files"
    case apiFundsReconciliation = "/api/funds/reconciliation"
    case apiFundsTable = "/api/funds/tables/{table}"
    case apiFundsTableWorkbook = "/api/funds/tables/{table}/table.xlsx"
    case apiTellFundsSection = "/api/funds/sections/{section}/message"
    case apiSheets = "/api/returns/sheets"
    case apiSheet = "/api/returns/sheets/{id}"
    case apiOpenSheet = "/api/returns/sheets/{id}/open"
    case apiHandInSheet = "/api/returns/sheets/{id}/send"
    case apiCorrectSheet = "/api/returns/sheets/{id}/correct"
    case apiAcceptSheet = "/api/returns/sheets/{id}/accept"
    case apiReturnSheet = "/api/returns/sheets/{id}/return"
    case apiSheetHistory = "/api/returns/sheets/{id}/history"
    case apiSheetTemplate = "/api/returns/sheets/{id}/template.xlsx"
    case apiUploadSheet = "/api/returns/sheets/{id}/template"
    case apiMergedRows = "/api/returns/{id}/merged/rows.xlsx"
    case apiMergedComparison = "/api/returns/{id}/merged/comparison.xlsx"
    case apiSpecialFunds = "/api/funds/special"
    case apiSpecialFund = "/api/funds/special/{id}"
    case apiProjectMoney = "/api/funds/projects/{id}"
    case apiReceiptMoney = "/api/funds/receipts/{id}"
    case apiLedger = "/api/ledger"
    case apiStandings = "/api/ledger/accounts"
    case apiStatement = "/api/ledger/accounts/{id}"
    case apiFundPapers = "/api/funds/papers"
    case apiFundPaper = "/api/funds/papers/{id}"
    case apiSplitFundPaper = "/api/funds/papers/{id}/split"
    case apiPreviewSplit = "/api/funds/papers/{id}/split/preview"
    case apiIssueFundPaper = "/api/funds/papers/{id}/issue"
    case apiChaseFundPaper = "/api/funds/papers/{id}/chase"
    case apiReceivedFunds = "/api/funds/received"
    case apiTakeFundStep = "/api/funds/received/{step}"
    case apiAllocation = "/api/funds/allocations/{id}"
    case apiArriveAllocation = "/api/funds/allocations/{id}/arrive"
    case apiReturnAllocation = "/api/funds/allocations/{id}/return"
    case apiFiles = "/api/registers/{register}/{id}/files"
    case apiFile = "/api/files/{id}"
    case apiFileContent = "/api/files/{id}/content"
    case apiWithdrawFile = "/api/files/{id}/withdraw"
    case apiPaperTemplates = "/api/registers/{register}/papers"
    case apiPapers = "/api/registers/{register}/{id}/papers"
    case apiIssuePaper = "/api/registers/{register}/{id}/papers/{paper}"
    case apiIssueSummary = "/api/registers/{register}/papers/{paper}"
    case apiPaper = "/api/papers/{id}"
    case apiVerification = "/api/verification"
    case apiAccounts = "/api/accounts"
    case apiAccount = "/api/accounts/{id}"
    case apiActOnAccount = "/api/accounts/{id}/{act}"
    case apiSecurityEvents = "/api/security-events"
    case apiSessions = "/api/me/sessions"
    case apiSession = "/api/me/sessions/{session}"
    case apiTokens = "/api/me/tokens"
    case apiToken = "/api/me/tokens/{id}"
    case apiMoveMany = "/api/registers/{register}/bulk"
    case apiHandOver = "/api/accounts/{id}/handover"
    case apiHandOvers = "/api/me/handovers"
    case apiRunningCosts = "/api/funds/running-costs"
    case apiMergeOrganisation = "/api/organisations/{id}/merge"

    /// For whoever watches the server.
    static let watching: [RoutePattern] = [.health, .ready, .metrics]

    /// The parts between the slashes; `{name}` stands for any one part.
    var parts: [Substring] { rawValue.split(separator: "/") }

    /// The path with these values in the places of the pattern.
    func path(_ values: [String]) -> String {
        var values = values[...]
        var path = ""
        for part in parts {
            path += "/"
            if part.hasPrefix("{") {
                PercentCoding.encode(values.popFirst() ?? "", to: &path)
            } else {
                path += part
            }
        }
        return path.isEmpty ? "/" : path
    }
}

/// An address inside the platform.
public struct Link: Hashable, Sendable {
    public let pattern: RoutePattern
    let values: [String]
    let parameters: Parameters
    var fragment: String?

    /// The path with its query, percent escaped.
    public var path: String {
        pattern.path(values) + parameters.text + (fragment.map { "#" + $0 } ?? "")
    }

    init(
        _ pattern: RoutePattern, _ values: [String] = [], _ parameters: Parameters = Parameters(),
        fragment: String? = nil
    ) {
        self.pattern = pattern
        self.values = values
        self.parameters = parameters
        self.fragment = fragment
    }

    static let today = Link(.today)

    static func overview(_ year: Int? = nil) -> Link {
        Link(.overview, [], Parameters().with("year", year.map(String.init)))
    }

    static let registers = Link(.registers)

    static func register(_ name: String, _ parameters: Parameters = Parameters()) -> Link {
        Link(.register, [name], parameters)
    }

    static func record(_ register: String, _ id: Int64) -> Link {
        Link(.record, [register, String(id)])
    }

    static func figures(_ parameters: Parameters = Parameters()) -> Link {
        Link(.figures, [], parameters)
    }

    static func figure(_ name: String, year: Int? = nil, county: String? = nil) -> Link {
        Link(.figure, [name], question(year, county))
    }

    static func lineage(
        _ name: String, year: Int, county: String?, part: String? = nil, page: Int = 1
    ) -> Link {
        var parameters = question(year, county).with("part", part)
        if page > 1 { parameters = parameters.with("page", String(page)) }
        return Link(.lineage, [name], parameters)
    }

    static func worklists(_ parameters: Parameters = Parameters()) -> Link {
        Link(.worklists, [], parameters)
    }

    static func worklist(_ name: String, _ parameters: Parameters = Parameters()) -> Link {
        Link(.worklist, [name], parameters)
    }

    static func runningCosts(_ year: Int) -> Link { Link(.runningCosts, [], question(year, nil)) }

    static let reports = Link(.reports)

    static let check = Link(.check)

    static let me = Link(.me)
    static let accounts = Link(.accounts)
    static let members = Link(.members)

    static func signIn(then path: String? = nil) -> Link {
        Link(.signIn, [], Parameters().with("then", path))
    }

    static func account(_ id: Int64) -> Link { Link(.account, [String(id)]) }

    static func account(_ id: Int64, _ act: String) -> Link {
        Link(.accountAct, [String(id), act])
    }

    static func newRecord(_ register: String, from record: Int64? = nil, draft: String? = nil)
        -> Link
    {
        Link(
            .newRecord, [register],
            Parameters().with("from", record.map(String.init)).with("draft", draft))
    }

    static func editRecord(_ register: String, _ id: Int64, draft: String? = nil) -> Link {
        Link(.editRecord, [register, String(id)], Parameters().with("draft", draft))
    }

    static func moveRecord(_ register: String, _ id: Int64, _ move: String) -> Link {
        Link(.moveRecord, [register, String(id), move])
    }

    static func withdrawRecord(_ register: String, _ id: Int64) -> Link {
        Link(.withdrawRecord, [register, String(id)])
    }

    static func recordFiles(_ register: String, _ id: Int64) -> Link {
        Link(.recordFiles, [register, String(id)])
    }

    static func file(_ id: Int64) -> Link { Link(.file, [String(id)]) }

    static func withdrawFile(_ id: Int64) -> Link { Link(.withdrawFile, [String(id)]) }

    static let returns = Link(.returns)

    static func ledger(earmark: Int64? = nil, page: Int = 1) -> Link {
        Link(
            .ledger, [],
            Parameters().with("earmark", earmark.map(String.init))
                .with("page", page > 1 ? String(page) : nil))
    }

    static func statement(_ account: Int64) -> Link { Link(.statement, [String(account)]) }

    static func returnTask(_ id: Int64) -> Link { Link(.returnTask, [String(id)]) }

    static func specialFunds(_ year: Int? = nil) -> Link {
        Link(.specialFunds, [], question(year, nil))
    }

    static func specialFund(_ id: Int64, _ year: Int?) -> Link {
        Link(.specialFund, [String(id)], question(year, nil))
    }

    static func projectMoney(_ id: Int64) -> Link { Link(.projectMoney, [String(id)]) }

    static func receiptMoney(_ id: Int64) -> Link { Link(.receiptMoney, [String(id)]) }

    /// A page about one return, or one sheet of it.
    static func of(_ pattern: RoutePattern, _ id: Int64) -> Link { Link(pattern, [String(id)]) }

    static func sheet(_ id: Int64) -> Link { Link(.sheet, [String(id)]) }

    static func report(_ name: String, _ year: Int) -> Link { Link(.report, [name, String(year)]) }

    static func version(_ name: String, _ year: Int, _ number: Int) -> Link {
        Link(.version, [name, String(year), String(number)])
    }

    static func journal(page: Int = 1) -> Link {
        Link(.journal, [], Parameters().with("page", page > 1 ? String(page) : nil))
    }

    static func entry(_ number: Int64) -> Link { Link(.entry, [String(number)]) }

    static func search(_ text: String? = nil, in register: String? = nil, page: Int = 1) -> Link {
        Link(
            .search, [],
            Parameters().with("q", text).with("in", register)
                .with("page", page > 1 ? String(page) : nil))
    }

    static func question(_ year: Int?, _ county: String?) -> Parameters {
        Parameters().with("year", year.map(String.init)).with("county", county)
    }
}
