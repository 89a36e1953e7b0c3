import Accounts
import Catalogue
import Figures
import Foundation
import Journal
import Operating
import Registers
import Reports
import Store
import TestDatabase
import Testing
import Values

@testable import Web

/// What whoever watches the server sees: health, readiness, measurements, the run log.
@Suite struct WatchTests {
    private let kept = RunLog.Kept()

    /// An empty city whose site is made with these limits and logs into `kept`.
    private func site(_ limits: Limits = Limits(), in folder: DataFolder? = nil) throws -> (
        Site, Database
    ) {
        let catalogue = try WebCity.loaded.get()
        let clock = Clock.fixed(WebCity.today)
        let database =
            try folder?.create(catalogue, clock: clock) ?? testDatabase(catalogue, clock: clock)
        let registry = Registry(database)
        let figures = Figures(registry)
        let site = Site(
            registry: registry, figures: figures, reports: Reports(figures),
            accounts: Accounts(registry), assets: [], limits: limits,
            log: RunLog(.memory(kept), format: .json, clock: clock))
        return (site, database)
    }

    private func get(_ site: Site, _ target: String, fromHere: Bool = false) async -> Response {
        var request = Request("GET", target)
        request.isFromThisMachine = fromHere
        request.viewer = try? WebCity.viewer("officer")
        return await site.respond(request)
    }

    @Test func aServerIsReadyUntilItStops() async throws {
        let (site, _) = try site()
        #expect(await get(site, "/ready").status == 200)
        site.beginStopping()
        let response = await get(site, "/ready")
        #expect(response.status == 503 && response.text.contains("正在停止"))
        // It goes on answering what comes, until the proxy has noticed.
        #expect(await get(site, "/registers").status == 200)
        #expect(await get(site, "/health").status == 200)
    }

    @Test func aServerUnderAnotherCatalogueThanTheCitysIsNotReady() async throws {
        let (site, database) = try site()
        let act = Act(actor: "别的进程", role: "officer", event: "catalogue.changed")
        try await database.write(act) {
            try $0.execute(
                "INSERT INTO catalogue_version (number, digest, since) VALUES (2, 'other', 0)")
        }
        let response = await get(site, "/ready")
        #expect(response.status == 503 && response.text.contains("重新启动本进程"))
    }

    @Test func aServerWithoutItsDatabaseIsAliveAndNotReady() async throws {
        let folder = NSTemporaryDirectory() + "watch-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let (site, database) = try site(in: DataFolder(folder))
        #expect(await get(site, "/ready").status == 200)
        try database.close()
        #expect(await get(site, "/ready").text.contains("数据库没有应答"))
        #expect(await get(site, "/health").status == 200)
        let metrics = await get(site, "/metrics", fromHere: true).text
        #expect(metrics.contains("\ndongting_database_up 0\n"))
    }

    @Test func aServerOnAFullDiskIsNotReady() async throws {
        let folder = NSTemporaryDirectory() + "watch-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var limits = Limits()
        limits.freeBytes = .max
        let (site, database) = try site(limits, in: DataFolder(folder))
        let response = await get(site, "/ready")
        #expect(response.status == 503 && response.text.contains("磁盘只剩"))
        try database.close()
    }

    @Test func measurementsCountByPatternAndNameNobody() async throws {
        let (site, database) = try site()
        for target in ["/registers/loan?q=13800001111", "/registers/loan/7", "/x/张三丰"] {
            _ = await get(site, target)
        }
        try await database.note(
            BackupMade(
                at: Instant(milliseconds: WebCity.today.milliseconds - 90_000), entry: 0,
                digest: "", file: "b.zip", bytes: 1, isProved: true),
            by: Act(actor: "甲", role: "officer", event: "city.backed-up"))
        let text = await get(site, "/metrics", fromHere: true).text
        for line in [
            #"dongting_http_requests_total{route="/registers/{register}",method="GET",status="2xx"} 1"#,
            #"dongting_http_requests_total{route="/registers/{register}/{id}",method="GET",status="4xx"} 1"#,
            #"dongting_http_requests_total{route="none",method="GET",status="4xx"} 1"#,
            #"dongting_http_request_seconds_count{route="/registers/{register}"} 1"#,
            "dongting_backup_age_seconds 90", "dongting_database_up 1",
            "dongting_commit_seconds_count 1",
            "dongting_writes_queued 0", "dongting_readers_in_use 0",
        ] {
            #expect(text.contains("\n\(line)\n"), "\(line)")
        }
        #expect(!text.contains("13800001111") && !text.contains("张三丰"))
    }

    @Test func everyMeasurementIsOfADeclaredFamilyAndHasANumber() async throws {
        let (site, _) = try site()
        _ = await get(site, "/registers")
        let response = await get(site, "/metrics", fromHere: true)
        #expect(response.header("Content-Type") == Exposition.contentType)
        var families: Set<Substring> = []
        for line in response.text.split(separator: "\n") {
            if line.hasPrefix("# TYPE ") {
                #expect(families.insert(line.split(separator: " ")[2]).inserted)
            } else if !line.hasPrefix("#") {
                let name = line.prefix { $0 != "{" && $0 != " " }
                let family = ["_bucket", "_sum", "_count"].reduce(name) {
                    $0.hasSuffix($1) && !families.contains($0) ? $0.dropLast($1.count) : $0
                }
                #expect(families.contains(family), "\(line)")
                #expect(line.split(separator: " ").last.flatMap { Double($0) } != nil, "\(line)")
            }
        }
        #expect(families.count > 20)
    }

    @Test func measurementsAreNotGivenThroughAProxy() async throws {
        let (site, _) = try site()
        let response = await get(site, "/metrics")
        #expect(response.status == 403 && response.text.contains("--metrics-port"))
    }

    @Test(arguments: [
        "/registers/person?q=VALUE", "/registers/person?id_number=VALUE", "/registers/VALUE",
        "/registers/person/VALUE", "/VALUE", "/figures/VALUE?county=VALUE", "/?year=VALUE",
        "/registers/person?VALUE=1", "/reports/VALUE/2025", "/api/registers/VALUE/VALUE",
        "/registers/person?sort=VALUE", "/assets/VALUE", "/journal/VALUE",
    ])
    func nothingThatAPersonTypesIsLogged(_ pattern: String) async throws {
        let (site, _) = try site()
        for value in ["13800001111", "%E5%BC%A0%E4%B8%89%E4%B8%B0", "张三丰", "430602199001011234"] {
            var request = Request(
                "GET", pattern.replacing("VALUE", with: value),
                headers: ["user-agent": value, "x-request-id": value, "referer": value])
            request.method = pattern == "/VALUE" ? value : "GET"
            request.viewer = try WebCity.viewer("officer")
            _ = await site.respond(request)
        }
        #expect(!kept.lines.isEmpty)
        for line in kept.lines {
            for value in ["13800001111", "%E5", "张三丰", "430602199001011234"] {
                #expect(!line.contains(value))
            }
        }
    }

    @Test func aRequestIsLoggedOnceByItsPatternAndItsRecordsNumber() async throws {
        let (site, database) = try site()
        let officer = try WebCity.viewer("officer")
        let made = try await Registry(database).createRecord(
            "organisation",
            ["name": .text("甲研究院"), "kind": .text("university"), "county": .text("平江县")],
            by: officer)
        let response = await get(site, "/registers/organisation/\(made.id)?q=x")
        let id = try #require(response.header("X-Request-ID"))
        let line = try #require(kept.lines.first)
        #expect(kept.lines.count == 1)
        for part in [
            "\"time\":\"\(WebCity.today.iso)\"", #""event":"request""#, "\"id\":\"\(id)\"",
            #""route":"/registers/{register}/{id}""#, #""register":"organisation""#,
            "\"record\":\(made.id)", #""status":200"#,
            "\"bytes\":\(response.text.utf8.count)",
        ] {
            #expect(line.contains(part), "\(part)")
        }
        #expect(try JSONSerialization.jsonObject(with: Data(line.utf8)) is [String: Any])
    }

    @Test func whoTriesWhatTheyMayNotStandsInTheLogByTheirNumberAlone() async throws {
        let city = try await WebCity(
            filled: false, log: RunLog(.memory(kept), format: .json, clock: .fixed(WebCity.today)))
        let person = try await city.signedIn("leader", "leader")
        #expect(await person.get("/registers/loan/new").status == 403)
        let line = try #require(kept.lines.last)
        #expect(line.contains(#""status":403"#) && line.contains("\"account\":\(person.account)"))
        #expect(!line.contains("leader"))
        #expect(await person.get("/overview").status == 200)
        #expect(kept.lines.last?.contains("\"account\"") == false)
    }

    @Test func aFailureShowsTheNumberThatTheLogHas() async throws {
        let (site, _) = try site()
        for target in ["/registers/loan/42", "/api/registers/loan/42"] {
            let response = await get(site, target)
            let id = try #require(response.header("X-Request-ID"))
            #expect(response.status == 404 && response.text.contains(id))
            #expect(kept.lines.last?.contains(id) == true)
        }
    }

    @Test func whatAnErrorQuotesIsNotLogged() {
        for detail in [
            #"invalid input syntax for type bigint: "张三丰""#, "值“张三丰”不行", "Key (phone)=(张三丰)",
            "near '张三丰'",
        ] {
            let words = ErrorWords.plain(StoreError.failed(detail: detail))
            #expect(!words.contains("张三丰") && words.hasPrefix("数据库出错"))
        }
        #expect(!ErrorWords.plain(WebError.noPage("张三丰")).contains("张三丰"))
        #expect(ErrorWords.kind(WebError.noPage("张三丰")) == "Web.WebError.noPage")
    }

    @Test func whereTooManyAreInWorkOthersAreAskedToComeAgain() async throws {
        var limits = Limits()
        limits.requests = 0
        let (site, _) = try site(limits)
        let response = await get(site, "/registers")
        #expect(response.status == 503 && response.header("Retry-After") == "5")
        #expect(response.text.contains("请求太多"))
        #expect(Markup(response.text).problems == [])
        #expect(await get(site, "/health").status == 200)
        #expect(await get(site, "/ready").status == 200)
        let metrics = await get(site, "/metrics", fromHere: true).text
        #expect(metrics.contains("\ndongting_http_requests_turned_away_total 1\n"))
        #expect(site.requestsInWork == 0)
    }

    @Test func aPageThatAsksTooMuchIsEndedAndAnExportMayTakeLonger() async throws {
        var limits = Limits()
        limits.reading = .nanoseconds(1)
        let (site, database) = try site(limits)
        let response = await get(site, "/registers/loan")
        #expect(response.status == 503 && response.text.contains("缩小年份"))
        #expect(await get(site, "/registers/loan/records.csv").status == 200)
        #expect(database.counts.readsTooLong == 1 && database.counts.reading == 0)
    }

    @Test func anAddressOrHeadersBeyondAllMeasureAreRefusedInWords() async throws {
        let (site, _) = try site()
        let long = String(repeating: "a", count: 9_000)
        #expect(await get(site, "/registers?q=\(long)").status == 414)
        let heavy = Request("GET", "/", headers: ["cookie": long + long + long + long])
        let response = await site.respond(heavy)
        #expect(response.status == 431 && response.text.contains("Cookie"))
    }
}
