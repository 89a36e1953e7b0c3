import Dispatch
import Foundation
import Operating
import Synchronization
import Testing

@testable import Web

@Suite struct CheckRequestTests {
    private static let report = FormMaker.Part("report", "报告.txt", CheckPageTests.text)

    @Test(arguments: [
        (FormMaker([]), "还没有选文件"),
        (FormMaker(.init("report", "", "")), "还没有选文件"),
        (FormMaker(.init("report", "空.txt", "")), "文件是空的"),
        (FormMaker(.init("report", "图.docx", [0x89, 0x50, 0x4E, 0x47, 0, 0])), "图片（PNG）"),
        (FormMaker((1...11).map { .init("report", "\($0).txt", "文字") }), "选了 11 个文件"),
        (FormMaker(report, .init("previous", "旧.txt", "")), "上年的报告 旧.txt"),
    ])
    func whatCannotBeCheckedIsSaidAtTheForm(form: FormMaker, words: String) async throws {
        let page = await (try await WebCity.empty.value).post("/check", form)
        #expect(page.status == 422)
        #expect(page.text.contains(words))
        #expect(page.text.contains("role=\"alert\"") && page.text.contains("type=\"file\""))
        #expect(page.header("Cache-Control") == "no-store")
        #expect(Markup(page.text).problems == [])
    }

    @Test func oneBadFileAmongGoodOnesIsNamedBesideTheirResults() async throws {
        let form = FormMaker(Self.report, .init("report", "稿\\坏.pdf", [0xFF, 0xD8, 0xFF, 0]))
        let page = await (try await WebCity.empty.value).post("/check", form)
        #expect(page.status == 422)
        #expect(page.text.contains("<b>坏.pdf</b>：这是图片（JPEG）"))
        #expect(page.text.contains("id=\"f1\""))
        #expect(Markup(page.text).problems == [])
    }

    @Test func theReportOfTheYearBeforeIsUsed() async throws {
        let city = try await WebCity.empty.value
        let now = FormMaker.Part("report", "今.txt", "2025年全市登记科技成果150项，同比增长27.19%。")
        let before = FormMaker.Part("previous", "旧.txt", "2024年全市登记科技成果100项。")
        let alone = await city.post("/check", FormMaker(now)).text
        let both = await city.post("/check", FormMaker(now, before)).text
        #expect(alone != both && both.contains("100"))
    }

    @Test func aFormThatIsNoneIsRefused() async throws {
        let city = try await WebCity.empty.value
        let text = await city.post("/check", Array("report=x".utf8))
        #expect(text.status == 415 && text.text.contains("表单看不懂"))
        let cut = await city.post(
            "/check", Array(FormMaker(Self.report).body.dropLast(20)),
            headers: ["content-type": FormMaker.type])
        #expect(cut.status == 400 && cut.text.contains("可能没有传完"))
        #expect(Markup(cut.text).problems == [])
    }

    @Test func anotherSiteMayNotSend() async throws {
        let city = try await WebCity.empty.value
        let form = FormMaker(Self.report)
        let other = await city.post("/check", form, headers: ["sec-fetch-site": "cross-site"])
        #expect(other.status == 403 && other.text.contains("别的网站"))
        for site in ["same-origin", "none"] {
            #expect(
                await city.post("/check", form, headers: ["sec-fetch-site": site]).status == 200)
        }
        let program = await city.post(
            "/api/check", Array("文字".utf8), headers: ["sec-fetch-site": "cross-site"])
        #expect(program.status == 403 && program.text.contains("\"detail\":"))
    }

    @Test func aRoleThatSeesNothingMayNotSend() async throws {
        let city = try await WebCity(filled: false, role: "public")
        #expect(await city.post("/check", FormMaker(Self.report)).status == 403)
        #expect(await city.post("/api/check", Array("文字".utf8)).status == 403)
    }

    @Test func programsGetJSON() async throws {
        let city = try await WebCity.empty.value
        let answer = await city.post(
            "/api/check?name=%E6%8A%A5%E5%91%8A.txt", Array(CheckPageTests.text.utf8))
        #expect(answer.status == 200)
        #expect(answer.header("Content-Type") == "application/json; charset=utf-8")
        #expect(answer.header("Cache-Control") == "no-store")
        let read = try JSONSerialization.jsonObject(with: Data(answer.text.utf8))
        let object = try #require(read as? [String: Any])
        #expect((object["document"] as? [String: Any])?["name"] as? String == "报告.txt")
        #expect((object["findings"] as? [Any])?.isEmpty == false)
        let empty = await city.post("/api/check", [])
        #expect(empty.status == 422 && empty.text.contains("文件是空的"))
        let picture = await city.post("/api/check?name=a.docx", [0x47, 0x49, 0x46, 0x38, 0, 0])
        #expect(picture.status == 422 && picture.text.contains("\"advice\":"))
    }

    @Test func neitherNameNorWordsOfAFileAreInTheLog() async throws {
        let kept = RunLog.Kept()
        let city = try await WebCity(filled: false, log: RunLog(.memory(kept)))
        _ = await city.post("/check", FormMaker(Self.report))
        _ = await city.post("/check", FormMaker(.init("report", "报告.txt", "")))
        _ = await city.post("/api/check?name=%E6%8A%A5%E5%91%8A.txt", Array("基本支出".utf8))
        let text = kept.lines.joined()
        #expect(text.contains("/check"))
        #expect(!text.contains("报告") && !text.contains("基本") && !text.contains("%E6"))
    }
}

@Suite struct CheckRoomTests {
    /// How many are there at once.
    private final class Seen: Sendable {
        private let state = Mutex((now: 0, most: 0))

        var most: Int { state.withLock { $0.most } }

        func come() {
            state.withLock { state in
                state.now += 1
                state.most = max(state.most, state.now)
            }
        }

        func go() { state.withLock { $0.now -= 1 } }
    }

    @Test func noMoreThanTwoAreCheckedAtOnceAndTheOthersWait() async throws {
        let room = CheckRoom()
        let seen = Seen()
        try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<8 {
                group.addTask {
                    try await room.run {
                        seen.come()
                        // A check takes time, or none would meet another.
                        Thread.sleep(forTimeInterval: 0.02)
                        seen.go()
                        return number
                    }
                }
            }
            var sum = 0
            for try await number in group { sum += number }
            #expect(sum == 28)
        }
        #expect(seen.most == CheckRoom.places)
    }

    @Test func whoFindsEverySeatTakenIsTurnedAway() async throws {
        let room = CheckRoom()
        let gate = DispatchSemaphore(value: 0)
        let outcome = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<(CheckRoom.places + CheckRoom.seats + 3) {
                group.addTask {
                    do {
                        try await room.run { gate.wait() }
                        return true
                    } catch {
                        return false
                    }
                }
            }
            var away = 0
            var done = 0
            // Those turned away come back first; then the others are let go.
            for await passed in group {
                if passed { done += 1 } else { away += 1 }
                if away == 3, done == 0 {
                    for _ in 0..<(CheckRoom.places + CheckRoom.seats) { gate.signal() }
                }
            }
            return (away, done)
        }
        #expect(outcome == (3, CheckRoom.places + CheckRoom.seats))
    }

    @Test func whatFailsGivesItsPlaceBack() async throws {
        let room = CheckRoom()
        for _ in 0..<5 {
            await #expect(throws: WebError.self) {
                try await room.run { throw WebError.tooSlow }
            }
        }
        #expect(try await room.run { 1 } == 1)
    }
}
