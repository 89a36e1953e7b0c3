import Registers
import Store
import Testing
import Values

@testable import Accounts
@testable import Web

/// What is typed into a sheet is kept as it is typed, and never lost.
@Suite struct SheetDraftTests {
    private let room: ReturnRoom
    private let id: Int64
    private let cookie: String
    private let csrf: String
    private var page: String { "/returns/sheets/\(id)" }

    init() async throws {
        room = try await ReturnRoom()
        try await room.accounts.makeDemonstrationAccounts(
            for: room.registry.createRecord(
                "organisation", ["name": .text("甲单位")], by: room.officer
            ).id)
        id = try await room.sendOut().first
        let result = try await room.accounts.signIn(
            login: "demo-clerk", password: Accounts.demonstrationPassword,
            from: Origin(address: "192.0.2.7", agent: ""))
        guard case .signedIn(let token) = result else { throw SignInRefusal.wrong }
        cookie = "\(room.site.entrance.cookieName)=\(token)"
        csrf = Accounts.formToken(token)
        let opened = await post("/open", [])
        try #require(opened.status == 303, "\(opened.text)")
    }

    private func get(_ more: String = "") async -> Response {
        let headers = ["cookie": cookie, "host": "city.test"]
        return await room.site.respond(Request("GET", page + more, headers: headers))
    }

    private func post(_ more: String, _ fields: [(String, String)], csrf token: String? = nil) async
        -> Response
    {
        var request = Request(
            "POST", page + more,
            headers: [
                "cookie": cookie, "host": "city.test",
                "content-type": "application/x-www-form-urlencoded",
            ])
        let all = [("csrf", token ?? csrf)] + fields
        request.body = Array(Parameters(all).text.dropFirst().utf8)
        return await room.site.respond(request)
    }

    /// The answers of a form with what it carries itself.
    private func typed(_ projects: String, saves: Int, reason: String? = nil) async throws
        -> [(String, String)]
    {
        let version = try await room.record(id).version
        let key = Desk.sheetDraftKey(id, isCorrection: reason != nil)
        return ReturnRoom.cells(projects) + (reason.map { [("reason", $0)] } ?? []) + [
            ("version", String(version)), ("draft.key", key), ("draft.saves", String(saves)),
        ]
    }

    @Test func whatIsTypedIsThereAgainThoughNothingWasPressed() async throws {
        #expect(await get().text.contains("data-draft=\"\(page)/draft\""))
        let saved = await post("/draft", try await typed("77", saves: 0))
        #expect(saved.status == 200 && saved.text.contains("\"draft.saves\":\"1\""))
        let again = await get().text
        #expect(again.contains("value=\"77\"") && again.contains("已保存"))
        #expect(Markup(again).problems == [])
        // The sheet itself is as it was: the bureau sees what is saved or sent.
        let kept = try await room.record(id)["answers"].text ?? ""
        #expect(!kept.contains("77"))
        let today = await room.site.respond(
            Request("GET", "/", headers: ["cookie": cookie, "host": "city.test"]))
        #expect(today.text.contains("\(page)?draft="))
    }

    @Test func aSecondWindowIsToldOfTheFirst() async throws {
        _ = await post("/draft", try await typed("77", saves: 0))
        let second = await post("/draft", try await typed("78", saves: 0))
        #expect(second.status == 409)
        #expect(await get().text.contains("value=\"77\""))
    }

    @Test func onceSentTheDraftIsGone() async throws {
        _ = await post("/draft", try await typed("77", saves: 0))
        let sent = await post("", try await typed("77", saves: 1) + [("act", "send")])
        #expect(sent.status == 303, "\(sent.text.suffix(800))")
        let drafts = try await room.registry.database.read {
            try $0.integer("SELECT count(*) FROM draft")
        }
        #expect(drafts == 0)
        let correct = await post("/draft", try await typed("79", saves: 0, reason: "填错"))
        #expect(correct.status == 200)
        let form = await get("/correct").text
        #expect(form.contains("value=\"79\"") && form.contains("value=\"填错\""))
    }

    @Test func whatWasRefusedIsKeptAsADraftBesides() async throws {
        let refused = await post("", try await typed("-1", saves: 0) + [("act", "send")])
        #expect(refused.status == 422)
        #expect(await get().text.contains("value=\"-1\""))
    }

    @Test func whatOthersSavedMeanwhileStandsBesideTheDraft() async throws {
        _ = await post("/draft", try await typed("77", saves: 0))
        let colleague = try await room.fill(
            id, ReturnRoom.cells("5"), act: "draft", room.clerk)
        #expect(colleague.status == 303)
        let form = await get().text
        #expect(form.contains("value=\"77\"") && form.contains("对方填 5"))
        #expect(form.contains("这以后表里的内容变过"))
    }

    @Test func aFormOfASessionThatIsOverIsOfferedOnceMore() async throws {
        let fields = try await typed("77", saves: 0) + [("act", "send")]
        let answer = await post("", fields, csrf: "0ld")
        #expect(answer.status == 403 && answer.text.contains("再提交一次"))
        #expect(answer.text.contains("value=\"77\""))
    }

    @Test func nobodyElseKeepsADraftOfIt() async throws {
        let fields = try await typed("77", saves: 0)
        #expect(await room.post(page + "/draft", fields, room.other).status == 404)
        #expect(await room.post(page + "/draft", fields, room.officer).status != 200)
    }
}
