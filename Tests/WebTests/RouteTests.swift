import Registers
import Store
import Testing

@testable import Web

@Suite struct RouteTests {
    @Test func everyPatternHasOneRouteForAMethodAndEachRouteOnePolicy() async throws {
        let routes = Route.all
        for pattern in RoutePattern.allCases {
            let own = routes.filter { $0.pattern == pattern }
            #expect(!own.isEmpty, "\(pattern)")
            #expect(Set(own.map(\.method)).count == own.count, "\(pattern)")
            // What may be looked at and what may be sent there is for the same people; programs
            // have one address for both, and no form to be shown before.
            let isForPrograms = pattern.rawValue.hasPrefix("/api/")
            #expect(isForPrograms || Set(own.map(\.policy)).count == 1, "\(pattern)")
        }
    }

    @Test func everythingButHealthFilesAndComingInNeedsSomebodySignedIn() {
        let open = Route.all.filter { !$0.policy.needsSession }.map(\.pattern)
        let expected: Set<RoutePattern> = [
            .health, .ready, .metrics, .asset, .icon, .signIn, .invitation, .registration,
            .verification, .apiVerification, .signOn, .signOnCallback,
            // What is public of calls, notices and projects.
            .openCalls, .openCallsTable, .openCallsJSON, .openCall, .openCallNumbersTable,
            .openCallNumbersJSON, .openProjects, .openProjectsTable, .openProjectsJSON,
            .openNotices, .openNoticesTable, .openNoticesJSON, .openNotice, .openNoticeTable,
            .openNoticeJSON,
        ]
        #expect(Set(open) == expected)
    }

    @Test func measurementsAreForThisMachineOnly() {
        #expect(Route.all.filter { $0.policy == .thisMachine }.map(\.pattern) == [.metrics])
    }

    @Test func whatIsNoGetIsAPostButForPrograms() {
        let pages = Route.all.filter { $0.api == nil }
        #expect(Set(pages.map(\.method)) == ["GET", "POST"])
    }

    @Test func noGetWritesNorDoesCheckingAFile() async throws {
        let city = try await WebCity(filled: true)
        let before = try await head(city)
        for target in try await WebWalk.targets(city) { _ = await city.get(target) }
        let form = FormMaker(.init("report", "报告.txt", "2025年共5家。"))
        #expect(await city.post("/check", form).status == 200)
        #expect(await city.post("/api/check", Array("2025年共5家。".utf8)).status == 200)
        #expect(try await head(city) == before)
    }

    private func head(_ city: WebCity) async throws -> Int64 {
        try await city.registry.database.read { try $0.integer("SELECT number FROM journal_head") }
    }

    @Test(arguments: ["POST", "PUT", "DELETE", "PATCH"])
    func otherMethodsAreRefusedWithWhatIsAllowed(_ method: String) async throws {
        let response = await (try await WebCity.empty.value).get("/registers", method: method)
        #expect(response.status == 405)
        #expect(response.header("Allow") == "GET, HEAD")
    }

    @Test func whatMayBeDoneIsToldOfEachAddress() async throws {
        let city = try await WebCity.empty.value
        #expect(await city.get("/check", method: "PUT").header("Allow") == "GET, HEAD, POST")
        #expect(await city.get("/api/check").header("Allow") == "POST")
    }

    @Test func headAnswersWithoutABody() async throws {
        let response = await (try await WebCity.filled.value).get("/overview", method: "HEAD")
        #expect(response.status == 200)
        #expect(response.text.isEmpty)
    }

    @Test func aRoleThatSeesNothingInternalIsShownNothing() async throws {
        let city = try await WebCity(filled: false, role: "public")
        for target in [
            "/overview", "/registers", "/registers/loan", "/figures", "/api/registers/loan",
        ] {
            #expect(await city.get(target).status == 403, "\(target)")
        }
        #expect(await city.get("/health").status == 200)
    }

    @Test func aRoleSeesOnlyItsRegisters() async throws {
        let city = try await WebCity(filled: false, role: "finance")
        #expect(await city.get("/registers/budget-line").status == 200)
        #expect(await city.get("/registers/loan").status == 403)
        #expect(await city.get("/registers/loan/records.csv").status == 403)
        #expect(await !city.get("/registers").text.contains("href=\"/registers/loan\""))
    }

    @Test func everyAnswerCarriesTheSecurityHeaders() async throws {
        let city = try await WebCity.filled.value
        for target in ["/", "/registers/x", "/assets/site.css", "/api/figures"] {
            let response = await city.get(target)
            #expect(response.header("X-Content-Type-Options") == "nosniff")
            let policy = response.header("Content-Security-Policy") ?? ""
            #expect(policy.contains("script-src 'self'") && !policy.contains("unsafe"))
        }
    }

    @Test func filesAreNotSentAgainWhereTheyAreKnown() async throws {
        let city = try await WebCity.empty.value
        let first = await city.get(Assets.link(Assets.styleName).path)
        #expect(first.status == 200 && first.header("Cache-Control")?.contains("immutable") == true)
        let tag = try #require(first.header("ETag"))
        let second = await city.get("/assets/site.css", headers: ["if-none-match": tag])
        #expect(second.status == 304 && second.text.isEmpty)
        #expect(await city.get("/assets/..%2Fsecret").status == 404)
    }
}
