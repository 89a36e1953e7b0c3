import Accounts
import Awards
import Catalogue
import Figures
import Foundation
import Funds
import Registers
import Reports
import Store
import TestDatabase
import TestSupport
import Testing
import Values

@testable import Web

/// A city on 5 July 2025 with its demonstration accounts, and the finance officer who keeps its
/// budget.
struct FundsRoom {
    let registry: Registry
    let site: Site
    let accounts: Accounts
    let finance: Viewer

    init() async throws {
        let catalogue = try WebCity.loaded.get()
        let clock = SettableClock("2025-07-05T01:00:00Z")
        registry = Registry(
            try testDatabase(catalogue, clock: clock.clock, demonstration: true),
            consequences: CityConsequences.all)
        var policy = AccountPolicy()
        policy.passwordCost = .cheap
        accounts = Accounts(registry, policy: policy)
        let figures = Figures(registry)
        site = Site(
            registry: registry, figures: figures, reports: Reports(figures), accounts: accounts,
            assets: [])
        finance = Viewer(name: "王五", role: try #require(catalogue.roles["finance"]))
    }

    func viewer(_ role: String, section: String? = nil) throws -> Viewer {
        Viewer(
            name: role, role: try #require(registry.catalogue.roles[role]), section: section)
    }

    func get(_ target: String, _ who: Viewer? = nil) async -> Response {
        var request = Request("GET", target)
        request.viewer = who ?? finance
        return await site.respond(request)
    }

    func post(_ target: String, _ fields: [(String, String)] = [], _ who: Viewer? = nil) async
        -> Response
    {
        var request = Request(
            "POST", target, headers: ["content-type": "application/x-www-form-urlencoded"])
        request.body = Array(Parameters(fields).text.dropFirst().utf8)
        request.viewer = who ?? finance
        return await site.respond(request)
    }

    func bring(_ text: String, name: String = "表.csv") async -> Response {
        var request = Request("POST", "/funds/files", headers: ["content-type": FormMaker.type])
        request.body = FormMaker(.init("file", name, text)).body
        request.viewer = finance
        return await site.respond(request)
    }

    /// What a program sends: the file itself.
    func program(_ target: String, _ text: String) async -> Response {
        var request = Request("POST", target, headers: ["content-type": "text/csv"])
        request.body = Array(text.utf8)
        request.viewer = finance
        return await site.respond(request)
    }

    @discardableResult
    func line(_ more: [String: String] = [:]) async throws -> Record {
        let answers = [
            "year": "2025", "unit_code": "201001", "line_name": "行政运行", "fund": "一般公共预算",
            "function_code": "2060101", "kind": "基本支出", "own_spend": "是",
            "responsible_section": "technology-transfer", "opening": "120000",
        ].merging(more) { $1 }
        return try await registry.createRecord(
            "budget-line", answers.mapValues(Answer.text), by: finance)
    }

    func count(_ register: String) throws -> Int64 {
        let table = register.replacing("-", with: "_")
        return try registry.database.readNow {
            try $0.integer("SELECT count(*) FROM \(table: table)")
        }
    }

    static let lines =
        "年度,单位编码,资金性质,功能科目编码,支出类型,年初预算数,追加,全年预算数\n2025,201001,一般公共预算,2060101,基本支出,100,20,"
    static let execution = "单位编码,功能科目编码,累计支付数\n201001,2060101,12000\n"
}

@Suite struct FundsPageTests {
    @Test func anEmptyYearSaysWhatToDo() async throws {
        let room = try await FundsRoom()
        let page = await room.get("/funds")
        #expect(page.status == 200 && Markup(page.text).problems == [])
        #expect(page.text.contains("2025年还没有预算明细"))
        #expect(page.text.contains("href=\"/funds/files\">导入 Excel</a>"))
        // Whoever only reads is not sent where they may not go.
        let leader = await room.get("/funds", try room.viewer("leader"))
        #expect(leader.status == 200 && !leader.text.contains("/funds/files"))
        #expect(await room.get("/funds/files", try room.viewer("leader")).status == 403)
    }

    @Test func theYearStandsInOneLineAndEveryNumberOpensItsLines() async throws {
        let room = try await FundsRoom()
        try await room.line(["carried_in": "30000.01", "added": "20000", "cut": "10000"])
        let page = await room.get("/funds?year=2025")
        #expect(Markup(page.text).problems == [])
        for part in [
            "href=\"/registers/budget-line?year=2025&amp;own_spend=1\">16.00</a>", ">3.00</a>",
            "科技成果转化促进科", "还没有月度执行", "支出预算执行情况表",
        ] {
            #expect(page.text.contains(part), "\(part)")
        }
        #expect(await room.get("/registers/budget-line?year=2025&own_spend=1").status == 200)
    }

    @Test func aLateSectionIsToldInOneClickOnceADay() async throws {
        let room = try await FundsRoom()
        let line = try await room.line()
        let unit = try await room.registry.createRecord(
            "organisation", ["name": .text("甲公司")], by: try room.viewer("officer"))
        try await room.accounts.makeDemonstrationAccounts(for: unit.id)
        let taken = await room.program(
            "/api/funds/files?act=take&when=2025-06&as=execution", FundsRoom.execution)
        #expect(taken.status == 200, "\(taken.text)")
        let page = await room.get("/funds")
        #expect(Markup(page.text).problems == [])
        #expect(page.text.contains("截至2025年6月底，科技成果转化促进科预算执行率 10.00%，时间进度 50.00%"))
        #expect(page.text.contains("<button class=\"btn btn-primary\">发给科技成果转化促进科</button>"))
        let target = "/funds/sections/technology-transfer/message?year=2025"
        let reader = await room.post(target, [], try room.viewer("leader"))
        #expect(reader.status == 403)
        let told = await room.post(target)
        #expect(told.status == 303 && told.header("Location") == "/funds?year=2025&done=told")
        let notices = try room.registry.database.readNow {
            try $0.all("SELECT kind, text FROM notice WHERE kind = 'budget-late'")
        }
        #expect(!notices.isEmpty && notices[0][1].text?.contains("行政运行（预算 120,000.00元") == true)
        let again = await room.post(target)
        #expect(again.status == 409 && again.text.contains("今天已经催过"))
        let now = try room.registry.database.readNow {
            try room.registry.record($0, "budget-line", line.id)
        }
        #expect(now["reminded_on"] == .text("2025-07-05"))
        #expect(await room.get("/funds").text.contains("今天已经催过"))
    }

    @Test func aFileIsLookedAtBeforeAnythingOfItStands() async throws {
        let room = try await FundsRoom()
        let wrong = await room.bring(FundsRoom.lines + "120.01\n")
        #expect(wrong.status == 422 && Markup(wrong.text).problems == [])
        #expect(wrong.text.contains("差 0.01元") && wrong.text.contains("还不能记"))
        let right = await room.bring(FundsRoom.lines + "120\n", name: "预算<明细>.csv")
        #expect(right.status == 200 && Markup(right.text).problems == [])
        for part in ["登记册“预算明细”的记录", "全年预算数合计", "新增 1 条", "导入 1 条"] {
            #expect(right.text.contains(part), "\(part)")
        }
        #expect(try room.count("budget-line") == 0)
        let file = Data((FundsRoom.lines + "120\n").utf8).base64EncodedString()
        let form = [("name", "预算.csv"), ("file", file), ("as", "budget-line"), ("when", "")]
        let taken = await room.post("/funds/files", form + [("act", "take")])
        #expect(taken.status == 303 && taken.header("Location") == "/funds?done=taken")
        #expect(try room.count("budget-line") == 1)
        // The same once more: nothing to do, and said so.
        let again = await room.post("/funds/files", form + [("act", "preview")])
        #expect(again.text.contains("不变 1 条") && again.text.contains("没有要记的变化"))
    }

    @Test func aMonthIsAskedForWhereTheFileDoesNotSayIt() async throws {
        let room = try await FundsRoom()
        let line = try await room.line()
        let asked = await room.bring(FundsRoom.execution)
        #expect(asked.status == 422 && asked.text.contains("没有写是哪个月"))
        let file = Data(FundsRoom.execution.utf8).base64EncodedString()
        let form = [("name", "执行.csv"), ("file", file), ("as", "execution"), ("when", "2025-06")]
        let seen = await room.post("/funds/files", form + [("act", "preview")])
        #expect(seen.status == 200 && Markup(seen.text).problems == [])
        #expect(seen.text.contains("12,000.00") && seen.text.contains("记下 1 条"))
        #expect(await room.post("/funds/files", form + [("act", "take")]).status == 303)
        let now = try room.registry.database.readNow {
            try room.registry.record($0, "budget-line", line.id)
        }
        #expect(now["paid_total"] == .integer(1_200_000))
    }

    @Test func whatIsNoFileOrNoTableIsToldAtTheForm() async throws {
        let room = try await FundsRoom()
        let none = await room.bring("")
        #expect(none.status == 422 && none.text.contains("还没有选文件"))
        let strange = await room.bring("心情,天气\n好,晴\n")
        #expect(strange.status == 422 && strange.text.contains("认不出这是什么表"))
        let broken = await room.bring("PK\u{3}\u{4}不是表", name: "坏.xlsx")
        #expect(broken.status == 422 && Markup(broken.text).problems == [])
        let lost = await room.post("/funds/files", [("act", "take"), ("file", "不是")])
        #expect(lost.status == 422 && lost.text.contains("文件没有跟着过来"))
    }

    @Test func tablesArePrintedOnlyWhileNothingIsRed() async throws {
        let room = try await FundsRoom()
        let line = try await room.line(["final": "100000", "paid_total": "100000.01"])
        let page = await room.get("/funds/reconciliation")
        #expect(page.status == 200 && Markup(page.text).problems == [])
        #expect(page.text.contains("写明差额原因") && page.text.contains("-0.01元"))
        let refused = await room.get("/funds/tables/public05")
        #expect(refused.status == 409 && refused.text.contains("决算数与账面支付的差额都有原因"))
        #expect(await room.get("/funds/tables/public05/table.xlsx").status == 409)
        #expect(await room.get("/api/funds/tables/public05").status == 409)
        #expect(await room.get("/funds/tables/execution").status == 200)
        _ = try await room.registry.changeRecord(
            "budget-line", line.id, ["difference_kind": .text("尾差")], version: nil,
            by: room.finance)
        for kind in FinanceTable.Kind.allCases {
            let table = await room.get("/funds/tables/\(kind.rawValue)")
            #expect(table.status == 200 && Markup(table.text).problems == [], "\(kind)")
            let file = await room.get("/funds/tables/\(kind.rawValue)/table.xlsx")
            #expect(file.status == 200 && file.header("Content-Type") == Desk.excel)
        }
        #expect(await room.get("/funds/tables/none").status == 404)
    }

    @Test func programsAreToldTheSame() async throws {
        let room = try await FundsRoom()
        let line = try await room.line(["final": "100000"])
        let looked = await room.program(
            "/api/funds/files?when=2025-06&as=execution", FundsRoom.execution)
        let preview = try JSON.read(Array(looked.text.utf8))
        #expect(preview["taken"]?.text == "false" && preview["result"]?["changed"]?.integer == 1)
        let year = try JSON.read(Array(await room.get("/api/funds?year=2025").text.utf8))
        #expect(year["own"]?["total"]?.string == "120000.00")
        #expect(year["month"]?.string == nil)
        let found = try JSON.read(
            Array(await room.get("/api/funds/reconciliation?year=2025").text.utf8))
        #expect(found["basic"]?.string == "100000.00" && found["rate"]?.string == "83.33")
        #expect(found["lines"]?.array?.first?["line"]?.integer == line.id)
        #expect(found["checks"]?.array?.count == FinalAccountsCheck.Kind.allCases.count)
        let table = try JSON.read(
            Array(await room.get("/api/funds/tables/execution?year=2025").text.utf8))
        #expect(table["total"]?.array?.count == 10)
    }

    @Test func theFinanceOfficersDeskLeadsToTheFunds() async throws {
        let room = try await FundsRoom()
        let today = await room.get("/")
        #expect(today.text.contains("导入一体化系统的 Excel"))
        #expect(await !room.get("/", try room.viewer("leader")).text.contains("导入一体化系统"))
    }
}
