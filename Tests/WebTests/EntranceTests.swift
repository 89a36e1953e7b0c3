import Accounts
import Catalogue
import Figures
import Foundation
import Journal
import Registers
import Reports
import Store
import TestSupport
import Testing
import Values

@testable import Web

/// How one comes in and stays in: cookies, forms of one's own session, where one is led.
@Suite struct EntranceTests {
    private static let password = Accounts.demonstrationPassword

    private func demonstration() async throws -> WebCity {
        let city = try await WebCity(filled: false)
        let organisation = try await city.makeOrganisation("示例公司", county: nil)
        try await city.accounts.makeDemonstrationAccounts(for: organisation)
        return city
    }

    private func signIn(
        _ city: WebCity, _ more: String = "", headers: [String: String] = [:],
        login: String = "demo-leader"
    ) async -> Response {
        await city.nobody(
            "POST", "/sign-in", headers: headers,
            body: "login=\(login)&password=\(Self.password)\(more)")
    }

    private func token(_ response: Response) throws -> String {
        let cookie = try #require(response.header("Set-Cookie"))
        return String(try #require(cookie.firstMatch(of: /dongting=([^;]+)/)).1)
    }

    @Test func theCookieIsNotForScriptsAndEndsWithTheBrowser() async throws {
        let city = try await demonstration()
        let response = await signIn(city)
        #expect(response.status == 303 && response.header("Location") == "/")
        let cookie = try #require(response.header("Set-Cookie"))
        for part in ["; Path=/", "; HttpOnly", "; SameSite=Lax"] { #expect(cookie.contains(part)) }
        #expect(!cookie.contains("Max-Age") && !cookie.contains("Domain"))
        #expect(response.header("Cache-Control") == "no-store")
    }

    @Test func behindHttpsTheCookieIsHeldToTheHostAndHttpsIsHeldTo() async throws {
        var entrance = Entrance()
        entrance.publicAddress = URL(string: "https://kj.example.gov.cn")
        let city = try await demonstration()
        let site = Site(
            registry: city.registry, figures: .init(city.registry),
            reports: .init(.init(city.registry)), accounts: city.accounts, entrance: entrance,
            assets: [])
        var request = Request(
            "POST", "/sign-in",
            headers: [
                "content-type": "application/x-www-form-urlencoded", "host": "kj.example.gov.cn",
                "origin": "https://kj.example.gov.cn",
            ])
        request.body = Array("login=demo-leader&password=\(Self.password)".utf8)
        let response = await site.respond(request)
        let cookie = try #require(response.header("Set-Cookie"))
        #expect(cookie.hasPrefix("__Host-dongting=") && cookie.contains("; Secure"))
        #expect(response.header("Strict-Transport-Security")?.contains("max-age=31536000") == true)
        // The plain cookie of another time is nobody's here.
        let plain = cookie.replacing("__Host-", with: "")
        let old = await site.respond(Request("GET", "/me", headers: ["cookie": plain]))
        #expect(old.header("Location")?.hasPrefix("/sign-in") == true)
        // A host that a request invents makes no origin ours.
        for origin in ["http://evil.example", "https://evil.example", "http://kj.example.gov.cn"] {
            request.headers["origin"] = origin
            request.headers["host"] = "evil.example"
            #expect(await site.respond(request).status == 403, "\(origin)")
        }
    }

    @Test func aTokenThatWasThereBeforeIsNotTheOneAfterSigningIn() async throws {
        let city = try await demonstration()
        let planted = "attackers-own-token"
        let response = await signIn(city, headers: ["cookie": "dongting=\(planted)"])
        let own = try token(response)
        #expect(own != planted)
        let before = await city.nobody("GET", "/me", headers: ["cookie": "dongting=\(planted)"])
        #expect(before.header("Location")?.hasPrefix("/sign-in") == true)
    }

    @Test func signingInOnceMoreEndsTheSessionBefore() async throws {
        let city = try await demonstration()
        let first = SignedIn(city: city, account: 0, token: try token(await signIn(city)))
        let again = await first.post(
            "/sign-in", [("login", "demo-leader"), ("password", Self.password)])
        let second = SignedIn(city: city, account: 0, token: try token(again))
        #expect(await first.get("/me").status == 303)
        #expect(await second.get("/me").status == 200)
    }

    @Test func signingOutEndsTheSessionOnTheServer() async throws {
        let city = try await demonstration()
        let person = SignedIn(city: city, account: 0, token: try token(await signIn(city)))
        #expect(await person.get("/me").status == 200)
        let out = await person.post("/sign-out")
        #expect(out.header("Set-Cookie")?.contains("Max-Age=0") == true)
        #expect(out.header("Clear-Site-Data") == "\"cache\"")
        #expect(await person.get("/me").header("Location")?.hasPrefix("/sign-in") == true)
    }

    @Test(arguments: [
        "https://evil.example/", "//evil.example", "/\\evil.example", "\\\\evil.example",
        "javascript:alert(1)", "/\tevil", "/%0d%0aSet-Cookie:x", "http:evil", "",
        "/a\r\nLocation: //evil", "data:text/html,x", "/ /evil.example",
    ])
    func signingInLeadsToNoOtherSite(_ then: String) async throws {
        let city = try await demonstration()
        var body = ""
        PercentCoding.encode(then, to: &body)
        let response = await signIn(city, "&then=\(body)")
        let to = try #require(response.header("Location"))
        let url = try #require(URL(string: to, relativeTo: URL(string: "http://city.test/")))
        #expect(url.host == "city.test" && to.hasPrefix("/") && !to.hasPrefix("//"))
        #expect(response.headers.count { $0.name == "Set-Cookie" } == 1)
        let page = await city.nobody("GET", "/sign-in?then=\(body)")
        #expect(!page.text.contains("evil.example"))
    }

    @Test func aFormWithoutTheTokenOfItsSessionDoesNothing() async throws {
        let city = try await demonstration()
        let one = SignedIn(city: city, account: 0, token: try token(await signIn(city)))
        let other = SignedIn(city: city, account: 0, token: try token(await signIn(city)))
        // What streams a file looks for the token when it comes to it; see FilePageTests.
        for route in Route.all where route.method == "POST" && !route.takesStream {
            let target = route.pattern.path(["technology-need", "1", "x"])
            for wrong in ["", "x", other.csrf, one.token] {
                let before = try await city.written()
                let response = await one.post(target, [("key", "1")], csrf: wrong)
                #expect(response.status == 403, "\(route.pattern) \(wrong.prefix(4))")
                let isTold = ["表单已失效", "再提交一次"].contains { response.text.contains($0) }
                #expect(isTold, "\(route.pattern)")
                #expect(try await city.written() == before)
            }
        }
        #expect(await one.get("/me").status == 200)
    }

    @Test(arguments: [
        ["sec-fetch-site": "cross-site"], ["sec-fetch-site": "same-site"],
        ["origin": "https://evil.example"], ["origin": "null"], ["origin": "http://city.test.evil"],
        ["origin": "http://city.test:81"],
    ])
    func whatAnotherSiteSendsDoesNothing(_ headers: [String: String]) async throws {
        let city = try await demonstration()
        let person = SignedIn(city: city, account: 0, token: try token(await signIn(city)))
        for route in Route.all where route.method == "POST" {
            let target = route.pattern.path(["technology-need", "1", "x"])
            let signedIn = await person.post(target, headers: headers)
            #expect(signedIn.status == 403, "\(route.pattern)")
            if route.policy == .anyone {
                let nobody = await city.nobody("POST", target, headers: headers)
                #expect(nobody.status == 403, "\(route.pattern)")
            }
        }
    }

    @Test func whatABrowserSendsFromHereIsTaken() async throws {
        let city = try await demonstration()
        for headers in [
            ["origin": "http://city.test", "sec-fetch-site": "same-origin"],
            ["sec-fetch-site": "none"], [:],
        ] { #expect(await signIn(city, headers: headers).status == 303) }
    }

    @Test func pagesForOnePersonAreKeptNowhereButFormsInTheBrowserAlone() async throws {
        let city = try await demonstration()
        let person = SignedIn(
            city: city, account: 0,
            token: try token(await signIn(city, login: "demo-transfer")))
        for target in [
            "/", "/me", "/registers", "/registers/technology-need", "/search?q=x", "/worklists",
            "/registers/technology-need/records.csv", "/registers/technology-need/records.json",
            "/api/registers", "/api/registers/technology-need", "/me/notices", "/journal",
            "/members",
            "/registers/technology-need/404404", "/pick/organisation?q=x",
        ] {
            let response = await person.get(target)
            #expect(response.header("Cache-Control") == "no-store", "\(target)")
            #expect(response.headers.count { $0.name == "Cache-Control" } == 1, "\(target)")
        }
        let form = await person.get("/registers/technology-need/new")
        #expect(form.header("Cache-Control") == "private, no-cache")
    }

    @Test func noPageIsShownInsideAnother() async throws {
        let city = try await demonstration()
        let person = SignedIn(city: city, account: 0, token: try token(await signIn(city)))
        for target in ["/", "/sign-in", "/registers", "/404", "/api/registers", "/registration"] {
            let response = await person.get(target)
            #expect(response.header("X-Frame-Options") == "DENY", "\(target)")
            let policy = response.header("Content-Security-Policy") ?? ""
            for rule in [
                "frame-ancestors 'none'", "default-src 'none'", "base-uri 'none'",
                "form-action 'self'",
            ] { #expect(policy.contains(rule), "\(target) \(rule)") }
            #expect(response.header("Referrer-Policy") == "same-origin", "\(target)")
            #expect(response.header("Cross-Origin-Opener-Policy") == "same-origin", "\(target)")
        }
    }

    @Test func whoFailsIsNotToldWhy() async throws {
        let city = try await WebCity(filled: false, demonstration: false)
        _ = try await city.signedIn("demo-leader", "leader")
        func text(_ login: String) async -> String {
            let response = await city.nobody(
                "POST", "/sign-in", body: "login=\(login)&password=notthepassword")
            #expect(response.status == 401)
            return response.text.replacing(login, with: "LOGIN")
        }
        #expect(await text("demo-leader") == text("nobody-here"))
    }

    @Test func nobodyIsSentALinkToAHostThatTheRequestNames() async throws {
        let city = try await demonstration()
        let response = await signIn(city, headers: ["host": "evil.example"])
        #expect(response.header("Location") == "/")
        let page = await city.nobody("GET", "/sign-in", headers: ["host": "evil.example"])
        #expect(!page.text.contains("evil.example"))
        let person = SignedIn(
            city: city, account: 0, token: try token(await signIn(city, login: "demo-system")))
        let accounts = await person.get("/accounts", headers: ["host": "evil.example"])
        #expect(accounts.status == 200 && !accounts.text.contains("evil.example"))
    }

    @Test func behindAProxyTheAddressIsTheOneThatTheProxyNames() {
        var entrance = Entrance()
        entrance.proxies = ["10.0.0.1"]
        #expect(entrance.address(of: "10.0.0.1", forwarded: "1.1.1.1, 2.2.2.2") == "2.2.2.2")
        #expect(entrance.address(of: "9.9.9.9", forwarded: "1.1.1.1") == "9.9.9.9")
        #expect(entrance.address(of: "10.0.0.1", forwarded: nil) == "10.0.0.1")
    }

    @Test func settingUpAnAuthenticatorInTheBrowserGivesANewCookie() async throws {
        let city = try await WebCity(filled: false)
        let person = try await city.signedIn("boss", "leader", isWhole: false)
        let page = await person.get("/me/authenticator")
        #expect(page.status == 200 && !page.text.contains("name=\"present\""))
        let wrong = await person.post("/me/authenticator", [("sealed", "x"), ("code", "123456")])
        #expect(wrong.status < 500 && wrong.header("Set-Cookie") == nil)
        let whole = try await city.signedIn("chief", "leader")
        #expect(await whole.get("/me/authenticator").text.contains("name=\"present\""))
    }
}
