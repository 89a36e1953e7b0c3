import Accounts
import Catalogue
import Foundation
import Journal
import Registers
import Store
import TestSupport
import Testing
import Values

@testable import Web

/// Requests that no page of ours would send: nothing breaks, nothing is written, one message says
/// what is wrong.
@Suite struct HostileTests {
    /// Every route that takes a POST, with the fields that its form has.
    private static let fields: [RoutePattern: [String]] = [
        .signIn: ["login", "password", "code", "then"],
        .invitation: ["password", "again"],
        .registration: [
            "code", "organisation", "county", "name", "phone", "email", "ground", "login",
            "password", "again",
        ],
        .password: ["present", "new", "again"], .authenticator: ["sealed", "code", "present"],
        .sessions: ["session"], .actingFor: ["organisation", "code", "ground"],
        .notices: ["notice"],
        .newAccount: ["login", "name", "role", "section", "county", "email", "phone"],
        .accountAct: ["reason"], .memberAct: ["reason"],
        .newRecord: [
            "title", "source", "collected_on", "organisation", "organisation.id",
            "organisation.label", "budget", "budget.unit", "modes.0.mode", "draft.key",
            "draft.saves", "record.version", "act", "add.modes", "remove.modes.0",
        ],
        .editRecord: [
            "title", "collected_on", "same_as", "same_as.id", "record.version", "merge.from",
            "merge.title", "act", "reason", "modes.99999999999.mode",
        ],
        .moveRecord: ["county_on", "on", "reason", "record.version", "remarks.title"],
        .withdrawRecord: ["reason"], .undoRecord: ["version"],
        .draft: ["title", "draft.saves", "record.version"], .drafts: ["key"],
        .check: ["report"], .signOut: ["then"],
        .tokens: ["name", "scope", "days", "end", "act"], .bindSignOn: ["act", "password"],
        .recordPaper: ["form"], .listPaper: ["form", "title"],
        .approval: ["act", "opinion", "version"], .approveMany: ["choose", "opinion", "act"],
        .askApproval: ["note", "version", "county_on"],
        .moveMany: ["choose", "county_on", "reason", "act"],
        .absences: ["account", "from", "until", "deputy", "ground", "end"],
        .handOver: ["successor", "note"],
        .mergeOrganisation: ["kept", "reason", "version.kept", "version.dropped"],
        .withdrawFile: ["reason"],
        .newReturn: [
            "name", "kind", "section", "due_on", "due_time", "previous", "row_titles", "prefill",
            "period", "requester", "basis_doc", "register", "own.0.title", "own.0.type",
            "fields.0.field", "fields.0.use", "fixed.0.field", "fixed.0.value", "add.own",
        ],
        .sendReturn: ["county", "organisation", "organisation.id", "act"], .chaseReturn: ["whom"],
        .landReturn: ["act"], .cancelReturn: ["reason"],
        .sheet: ["rows.0.a", "rows.99999999999.a", "nil", "version", "act", "reason"],
        .sheetDraft: ["rows.0.a", "rows.99999999999.a", "nil", "version", "draft.saves"],
        .openSheet: ["version"], .uploadSheet: ["act"],
        .correctSheet: ["reason", "rows.0.a", "version", "act"],
        .reviewSheet: ["act", "reason", "version", "remarks.0.line", "remarks.0.remark"],
        .newCall: ["programme", "year"],
        .condenseTopic: [
            "need", "topic_no", "title", "programme", "year", "field", "content", "goals",
        ],
        .editCall: [
            "title", "opens_at", "closes_at", "total", "total.unit", "kinds.0.kind",
            "kinds.0.ceiling", "kinds.99999999999.kind", "reason", "version", "add.kinds",
        ],
        .moveCall: ["version", "reason", "act"], .rehearseCall: ["act"],
        .checkApplying: ["secrecy", "kind", "leader", "title", "need"],
        .editApplication: [
            "title", "requested", "requested.unit", "question-scientific_question",
            "members.0.name", "members.99999999999.name", "draft.saves", "record.version", "act",
        ],
        .applicationAct: ["version", "reason", "act"],
        .consents: ["application", "answer", "digest"],
        .beginForProject: ["what", "kind", "reason"], .draftContract: ["act"],
        .signContract: ["digest"], .cancelProject: ["reason"],
        .eliminateTeam: ["milestone", "doc_no", "reason"], .sampleExpenses: ["act"],
        .settleProject: ["doc_no"], .waiveReexamination: ["statement"], .archiveProject: ["act"],
        .completeReview: ["digest"], .openMatching: ["act"],
        .panelSheets: ["expert", "p.1.innovation", "c.1"], .uploadSheets: ["act", "packed"],
        .checkSheets: ["expert"], .reopenSheets: ["expert", "reason"],
        .decision: [
            "title", "by", "places.general", "score", "money", "amounts", "share", "fixed",
        ],
        .decideMeeting: ["version"], .publishNotice: ["contact", "secrecy_by"],
        .closeNotice: ["act"], .awardNotice: ["doc_no"], .draftFirstPaper: ["act"],
        .newFundPaper: [
            "title", "doc_no", "earmark", "year", "total", "total.unit", "cosigned_on", "cosigner",
            "responsible_section", "owner", "note",
        ],
        .editFundPaper: ["title", "doc_no", "cosigned_on", "cosigner", "owner", "version"],
        .splitFundPaper: [
            "way", "pasted", "unit", "file", "through", "limit", "limit.unit", "version", "act",
        ],
        .issueFundPaper: ["version", "note", "act"], .chaseFundPaper: ["act"],
        .takeFundStep: ["choose", "on", "act", "late_reason"],
        .arriveAllocation: ["on", "receipt", "reason", "version", "act"],
        .returnAllocation: [
            "on", "amount", "amount.unit", "doc_no", "reason", "version", "act",
        ],
        .recommendationDesk: ["rank.1", "rank.99999999999999999999", "act"],
        .sendRecommendation: ["act"], .settleApplication: ["reason", "act"],
        .runGate: ["act"], .checkMany: ["step", "choose"],
        .askDepartments: ["unit.credit", "unit.credit.id", "unit.credit.label", "act"],
        .checkApplication: [
            "act", "reason", "reason.1", "result.form", "reason.form", "note.form",
        ],
        .formalCheck: ["ground"],
        .fundsFiles: ["file", "as", "when", "take", "keeps", "name", "act"],
        .tellFundsSection: ["year", "version", "act"],
    ]

    private static let values: [(name: String, text: String)] = [
        ("empty", ""), ("blank", " \u{3000}\t"), ("nul", "a\u{0}b"),
        ("control", "a\u{1}\u{8}\u{1b}[31m\u{7f}b"), ("lines", "a\r\nSet-Cookie: x=1\r\n\r\nb"),
        ("number", "-9223372036854775809"), ("float", "1e309"),
        ("quote", "'; DROP TABLE account; --"),
        ("script", "\"><script>alert(1)</script>"), ("direction", "\u{202e}abc\u{200b}\u{feff}"),
        ("path", "../../../../etc/passwd"), ("json", "{\"a\":[1,2,{}]}"), ("emoji", "👩‍👩‍👧‍👦𠮷"),
        ("percent", "%00%ff%zz"), ("template", "{{7*7}}${7*7}"),
    ]

    private func target(_ pattern: RoutePattern, _ id: Int64) -> String {
        let values = pattern.parts.filter { $0.hasPrefix("{") }.map { part in
            switch part {
            case "{register}": "technology-need"
            case "{id}": String(id)
            case "{move}": "county-check"
            case "{act}": "suspend"
            case "{key}": "0123456789abcdef"
            default: "x"
            }
        }
        return pattern.path(values) + (pattern == .draft ? "?register=technology-need" : "")
    }

    /// What programs send and what streams files have their own tests.
    private var posts: [RoutePattern] {
        Route.all.filter {
            $0.method == "POST" && $0.pattern != .signOut && $0.api == nil && !$0.takesStream
        }.map(\.pattern)
    }

    private func isCalm(_ response: Response, _ place: String) {
        #expect(response.status < 500, "\(place): \(response.status)")
        let text = response.text
        #expect(!text.contains("<script>alert"), "\(place)")
        for header in response.headers {
            let isPlain = header.value.unicodeScalars.allSatisfy {
                $0.value >= 32 && $0.value != 127
            }
            #expect(isPlain && header.name != "x", "\(place) \(header.name)")
        }
        if response.status >= 400, response.header("Content-Type")?.contains("html") == true {
            #expect(text.components(separatedBy: "<h1").count == 2, "\(place)")
        }
        for inside in ["Swift.", "SQLite", "sqlite", "PostgreSQL", "syntax error", "Fatal"] {
            #expect(!text.contains(inside), "\(place) \(inside)")
        }
    }

    private func people(_ all: ScopeCity) async throws -> [SignedIn] {
        [
            all.one.clerk, all.one.administrator,
            try await all.city.signedIn("boss", "section-head", section: "technology-transfer"),
            try await all.city.signedIn("sys", "system-administrator"),
        ]
    }

    @Test func everyFormHasItsFieldsHere() {
        for pattern in posts { #expect(Self.fields[pattern] != nil, "\(pattern)") }
    }

    @Test func strangeValuesInAnyFieldBreakNothing() async throws {
        let all = try await ScopeCity()
        let people = try await people(all)
        for pattern in posts {
            for (name, text) in Self.values {
                let form = (Self.fields[pattern] ?? []).map { ($0, text) }
                for person in people {
                    let response = await person.post(target(pattern, all.one.needs[0]), form)
                    isCalm(response, "\(pattern) \(name) \(person.account)")
                    guard name == "nul", response.status != 415 else { continue }
                    #expect(response.status == 400, "\(pattern)")
                    #expect(response.text.contains("空字符"), "\(pattern)")
                }
            }
        }
    }

    @Test func aStrangeValueInOneFieldOfAGoodFormIsRefusedWithItsName() async throws {
        let all = try await ScopeCity()
        let source = all.registry.catalogue.list("need-sources")?.codes.first?.code ?? ""
        let good = [
            ("title", "甲字号的难题"), ("source", source), ("collected_on", "2026-02-01"),
            ("organisation", "甲字号公司"),
        ]
        for (field, value) in [
            ("collected_on", "明天以后"), ("collected_on", "2026-02-30"), ("source", "没有的来源"),
            ("budget", "1e309"), ("budget", "很多钱"), ("organisation", "没有的单位"),
            ("title", String(repeating: "长", count: 301)), ("deadline", "0000-00-00"),
        ] {
            let before = try await all.city.written()
            let form = good.filter { $0.0 != field } + [(field, value)]
            let response = await all.one.clerk.post("/registers/technology-need/new", form)
            #expect(response.status == 422, "\(field) \(value.prefix(20))")
            let after = try await all.city.written()
            #expect(after[0] == before[0] && after[5] == before[5], "\(field)")
        }
    }

    @Test func aMillionLettersInAFieldBreakNothing() async throws {
        let all = try await ScopeCity()
        let person = all.one.clerk
        let letters = String(repeating: "a", count: 1_000_000)
        for pattern in posts {
            let before = try await all.city.written()
            let form = (Self.fields[pattern] ?? []).prefix(1).map { ($0, letters) }
            let response = await person.post(target(pattern, all.one.needs[0]), form)
            isCalm(response, "\(pattern)")
            #expect(response.text.utf8.count < 4_000_000, "\(pattern)")
            #expect(try await all.city.written()[0] == before[0], "\(pattern)")
        }
    }

    @Test func thousandsOfFieldsAndFieldsThatComeTwiceBreakNothing() async throws {
        let all = try await ScopeCity()
        let many = (0..<5_000).map { ("x\($0)", "1") }
        let rows = (0..<3_000).map { ("modes.\($0).mode", "x") }
        let twice = [
            ("title", "一"), ("title", "二"), ("record.version", "1"), ("record.version", "2"),
        ]
        for pattern in posts {
            for form in [many, rows, twice] {
                let response = await all.one.clerk.post(target(pattern, all.one.needs[0]), form)
                isCalm(response, "\(pattern)")
            }
        }
    }

    @Test func aBodyThatIsNoFormBreaksNothing() async throws {
        let all = try await ScopeCity()
        let person = all.one.clerk
        let bodies: [(String, [UInt8])] = [
            ("application/x-www-form-urlencoded", [0xFF, 0xFE, 0x3D, 0xC3, 0x28, 0x26, 0x00]),
            ("application/json", Array("{\"csrf\":\"\(person.csrf)\"}".utf8)),
            ("multipart/form-data; boundary=x", Array("--x\r\n\r\n".utf8)),
            ("multipart/form-data", Array("--\r\n".utf8)), ("text/plain", Array("csrf=1".utf8)),
            ("", []),
            ("application/xml", Array("<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///'>]>".utf8)),
        ]
        for pattern in posts {
            for (type, body) in bodies {
                let before = try await all.city.written()
                let response = await person.post(
                    target(pattern, all.one.needs[0]), body: body,
                    headers: ["content-type": type])
                isCalm(response, "\(pattern) \(type)")
                #expect(try await all.city.written() == before, "\(pattern) \(type)")
            }
        }
    }

    @Test func aStaleVersionWritesNothingAndShowsBothSides() async throws {
        let all = try await ScopeCity()
        let id = all.one.needs[0]
        let target = "/registers/technology-need/\(id)/edit"
        let first = await all.one.clerk.post(
            target, [("title", "甲字号先存的"), ("record.version", "1")])
        #expect(first.status == 303)
        let second = await all.one.administrator.post(
            target, [("title", "甲字号后存的"), ("record.version", "1")])
        #expect(second.status == 409)
        #expect(second.text.contains("甲字号先存的") && second.text.contains("甲字号后存的"))
        #expect(try await all.need(id)["title"].text == "甲字号先存的")
        let moved = await all.one.clerk.post(
            "/registers/technology-need/\(id)/moves/county-check",
            [("county_on", "2026-02-01"), ("record.version", "1")])
        #expect(moved.status == 422)
        #expect(try await all.need(id).version == 2)
    }

    @Test func aGetOfWhatOnlyAPostDoesDoesNothing() async throws {
        let all = try await ScopeCity()
        let person = all.one.clerk
        let before = try await all.city.written()
        for pattern in posts {
            let query = "csrf=\(person.csrf)&title=x&record.version=1&act=save"
            let mark = target(pattern, all.one.needs[0]).contains("?") ? "&" : "?"
            let response = await person.get(
                target(pattern, all.one.needs[0]) + mark + query)
            isCalm(response, "\(pattern)")
        }
        #expect(try await all.city.written() == before)
    }

    @Test(arguments: [
        "/registers/..%2f..%2fetc/passwd", "/assets/..%2f..%2fPackage.swift", "/assets/%2e%2e",
        "/registers/technology-need/%00", "/registers/technology-need/1%00", "//evil.example/",
        "/registers/technology-need/-1", "/registers/technology-need/1e3", "/%ff%fe",
        "/registers/technology-need/99999999999999999999", "/registers/account%2f1", "/./..//",
        "/registers/technology-need?page=-1", "/registers/technology-need?page=999999999999",
        "/registers/technology-need?sort=id;drop", "/registers/technology-need?q=%00",
        "/registers/technology-need?title=%00", "/search?q=%00", "/search?q=%22%22%22*",
        "/pick/technology-need?q=%00", "/journal/0", "/figures/x%00", "/invitations/%00",
        "/sign-in?then=%00", "/registers/technology-need/new?draft=%00&from=%00",
        "/registers/technology-need/new?from=-1", "/me?x[]=1", "/figures?year=%00&county=%00",
    ])
    func strangeAddressesLeadNowhere(_ address: String) async throws {
        let city = try await WebCity.empty.value
        for viewer in ["section-head", "clerk"] {
            let response = await city.get(address, as: try WebCity.viewer(viewer))
            isCalm(response, address)
        }
        isCalm(await city.nobody("GET", address), address)
    }

    @Test func nothingOfAFaultIsTold() async throws {
        let city = try await WebCity(filled: false)
        try await city.registry.database.write(
            Act(actor: "试验", role: "officer", event: "试")
        ) { try $0.execute("DELETE FROM journal_head") }
        let response = await city.get("/registers")
        #expect(response.status == 500 || response.status == 200)
        #expect(!response.text.contains("journal_head") && !response.text.contains("SELECT"))
    }
}
