import Accounts
import Applications
import Documents
import Journal
import NIOCore
import Registers
import Store
import TestSupport
import Testing
import Values

import struct HummingbirdCore.RequestBody

@testable import Web

/// Files of an application on its pages: asked for, uploaded, looked through, kept from others; and
/// the letter that its leader signs from another organisation.
@Suite struct ApplicationFileTests {
    private static let act = Act(actor: "试验", role: "officer", event: "made", reason: "试验")
    private static let picture: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10]

    /// An application that lacks nothing but its letter and a cooperation agreement.
    private func begun(_ hall: CallHall) async throws -> Int64 {
        let call = try await hall.live()
        _ = try await hall.registry.database.write(Self.act) { writer in
            let terms = try hall.registry.record(writer.reader, "call", call)["terms"].text ?? ""
            return try hall.registry.change(
                "call", call,
                to: Draft([
                    "terms": .text(
                        terms.replacing(
                            "[\"commitment\"]", with: "[\"commitment\",\"cooperation\"]"))
                ]), version: nil, writer)
        }
        let answers: [String: Answer] = [
            "kind": .text("general"), "title": .text("洞庭湖湿地碳汇的机理"),
            "keywords": .text("湿地、碳汇、机理"), "leader": .text("#\(hall.leader)"),
            "subject": .text("110"), "starts_on": .text("2026-07-01"),
            "ends_on": .text("2028-06-30"), "requested": .text("100000"),
            "lump_sum_promise": .text("是"), "summary": .text("摘要"), "basis": .text("依据"),
            "content": .text("研究的内容"), "innovation": .text("创新"), "route": .text("路线"),
            "foundation": .text("基础"), "ethics": .text("none"),
            "targets": .rows([
                [
                    "indicator": "papers", "kind": "quantity", "name": "发表论文",
                    "comparison": "at-least", "value": "2", "unit": "篇",
                ]
            ]),
            "answers": .rows([["question": "scientific_question", "answer": "碳从哪里来"]]),
        ]
        return try await Applications(hall.registry).startApplication(
            call, secrecy: "open", answers, by: hall.member
        ).id
    }

    private func upload(
        _ hall: CallHall, _ id: Int64, _ name: String, _ bytes: [UInt8], step: String,
        _ who: Viewer? = nil
    ) async -> Response {
        let form = FormMaker(
            .init("csrf", nil, "x"), .init("purpose", nil, "attachment"),
            .init("step", nil, step), .init("note", nil, ""), .init("file", name, bytes))
        return await hall.site.send("/registers/application/\(id)/files", form, who ?? hall.member)
    }

    private func count(_ hall: CallHall) throws -> Int64 {
        try hall.registry.database.readNow { try $0.integer("SELECT count(*) FROM file") }
    }

    private func lastFile(_ hall: CallHall) throws -> Int64 {
        try hall.registry.database.readNow { try $0.integer("SELECT max(id) FROM file") }
    }

    @Test func aRequiredFileIsAskedForUploadedAndAskedForAgain() async throws {
        let hall = try await CallHall()
        let id = try await begun(hall)
        let page = "/applications/\(id)"
        let first = await hall.get(page, hall.member)
        #expect(first.text.contains("还差 2 处") && first.text.contains("在附件里上传“合作协议”"))
        #expect(Markup(first.text).problems == [])
        let sent = await upload(
            hall, id, "合作协议.txt", Array("合作协议正文".utf8), step: "cooperation")
        #expect(
            sent.header("Location") == "\(page)?done=attached#files", "\(sent.text.suffix(900))")
        let second = await hall.get(page, hall.member)
        #expect(second.text.contains("还差 1 处") && !second.text.contains("在附件里上传“合作协议”"))
        #expect(second.text.contains("已读文字，未见标志"))
        // The letter on paper, scanned: it counts, and the page says that nobody has read it.
        _ = await upload(hall, id, "承诺书.png", Self.picture, step: "commitment")
        let third = await hall.get(page, hall.member)
        #expect(third.text.contains("都齐了") && third.text.contains("没有读，只查了文件名"))
        #expect(third.text.contains("要由人看：承诺书.png") && Markup(third.text).problems == [])
        let check = await hall.get("/checks/applications/\(id)", hall.officer)
        #expect(check.status == 200 && check.text.contains("1 份附件平台没有读全"))
        #expect(Markup(check.text).problems == [])
        let letter = try lastFile(hall)
        let off = await hall.post("/files/\(letter)/withdraw", [("reason", "重签")], hall.member)
        #expect(off.status == 303)
        #expect(await hall.get(page, hall.member).text.contains("还差 1 处"))
        let early = await hall.post(
            "\(page)/acts/sign-off", [("act", "confirm")], hall.administrator)
        #expect(early.status == 422 && early.text.contains("承诺书"))
        _ = await upload(hall, id, "承诺书.png", Self.picture, step: "commitment")
        let confirm = await hall.get("\(page)/acts/sign-off", hall.administrator)
        #expect(confirm.text.contains("签在纸上，扫描件已上传"))
        let signed = await hall.post(
            "\(page)/acts/sign-off",
            [("version", hall.hidden("version", confirm.text)), ("act", "confirm")],
            hall.administrator)
        #expect(signed.status == 303, "\(signed.text.suffix(900))")
        // What is signed off gets no more files.
        let late = await upload(hall, id, "补充.txt", Array("补充".utf8), step: "other")
        #expect(late.status == 403)
    }

    @Test func othersNeitherReadNorAddAndWhatRunsIsRefused() async throws {
        let hall = try await CallHall()
        let id = try await begun(hall)
        let page = Array("<html><script>alert(1)</script></html>".utf8)
        #expect(await upload(hall, id, "协议.html", page, step: "cooperation").status == 415)
        #expect(
            await upload(hall, id, "协议.pdf", Array("MZ\u{0}".utf8), step: "cooperation").status
                == 415)
        #expect(try count(hall) == 0 && hall.folder.contents == 0)
        _ = await upload(hall, id, "协议.txt", Array("正文".utf8), step: "cooperation")
        let file = try lastFile(hall)
        #expect(await hall.get("/files/\(file)", hall.member).status == 200)
        #expect(await hall.get("/files/\(file)", hall.officer).status == 200)
        #expect(await hall.get("/files/\(file)", hall.other).status == 404)
        #expect(await hall.get("/files/\(file)/withdraw", hall.other).status == 404)
        let foreign = await upload(
            hall, id, "别人.txt", Array("别人".utf8), step: "cooperation", hall.other)
        #expect(foreign.status == 404)
        #expect(try count(hall) == 1)
    }

    @Test func aFileWithTheMarkOfASecretIsRefusedAndNotedWithoutItsContent() async throws {
        let hall = try await CallHall()
        let id = try await begun(hall)
        let written = try await hall.written()
        let mark = "机密" + "★" + "10年"
        let inside = await upload(
            hall, id, "方案.txt", Array("导弹的方案\n\(mark)".utf8), step: "other")
        #expect(inside.status == 422 && Markup(inside.text).problems == [])
        for words in ["文件“方案.txt”里有国家秘密标志“机密”", "一个字节也没有留下", "保密工作机构"] {
            #expect(inside.text.contains(words), "\(words)")
        }
        #expect(!inside.text.contains("导弹"))
        let named = await upload(
            hall, id, "\(mark) 导弹.txt", Array("文".utf8), step: "other")
        #expect(named.status == 422 && !named.text.contains("导弹"))
        var program = Request(
            "POST", "/api/registers/application/\(id)/files?name=a.txt",
            headers: ["content-type": "application/octet-stream"])
        let body = Array("密级：绝密\n导弹".utf8)
        program.viewer = hall.member
        program.stream = BodyStream(
            RequestBody(buffer: ByteBuffer(bytes: body)), bytes: body.count)
        let answer = await hall.site.respond(program)
        #expect(answer.status == 422 && !answer.text.contains("导弹"), "\(answer.text)")
        #expect(try count(hall) == 0 && hall.folder.contents == 0)
        #expect(try await hall.written() == written, "nothing in the journal of records")
        let events = try hall.registry.database.readNow {
            try $0.all(
                "SELECT login, detail FROM security_event WHERE event = 'marked-file-refused'")
        }
        #expect(events.count == 3 && events[0][0].text == "经办己")
        #expect(events[0][1].text == "application #\(id)，文件里，标志“机密”，没有保存")
        #expect(events.allSatisfy { !"\($0)".contains("导弹") && !"\($0)".contains("方案") })
    }

    @Test func aLeaderElsewhereSeesWhatIsSignedAndNothingElse() async throws {
        let hall = try await CallHall()
        let id = try await begun(hall)
        let unit = try #require(hall.other.organisation)
        let leader = try await hall.registry.database.write(Self.act) { writer in
            let person = try hall.registry.create(
                Draft([
                    "name": .text("负责人庚"), "organisation": .integer(unit),
                    "title": .text("associate"), "sex": .text("1"), "birth": .text("1988-06"),
                ]), in: "person", writer
            ).id
            let account = try hall.registry.create(
                Draft(
                    [
                        "login": .text("outsider"), "name": .text("负责人庚"),
                        "role": .text("applicant"), "person": .integer(person),
                    ], state: "active"), in: "account", writer
            ).id
            _ = try hall.registry.change(
                "application", id, to: Draft(["leader": .integer(person)]), version: nil, writer)
            return Viewer(
                name: "负责人庚", role: hall.member.role, account: account, organisation: unit)
        }
        let page = await hall.get("/consents", leader)
        #expect(page.status == 200 && page.text.contains("研究的内容"), "\(page.text.suffix(900))")
        #expect(page.text.contains("您是负责人") && Markup(page.text).problems == [])
        #expect(await hall.get("/", leader).text.contains("请您签承诺书"))
        for target in ["/applications/\(id)", "/applications/\(id)/acts/commit"] {
            #expect(await hall.get(target, leader).status == 404, "\(target)")
        }
        #expect(!(await hall.get("/consents", hall.other).text.contains("研究的内容")))
        let digest = hall.hidden("digest", page.text)
        func sign(_ digest: String, _ who: Viewer) async -> Response {
            await hall.post(
                "/consents",
                [("application", String(id)), ("digest", digest), ("answer", "commit")], who)
        }
        let stale = await sign(String(repeating: "0", count: 64), leader)
        #expect(stale.status == 422 && stale.text.contains("又改动了"))
        #expect(await sign(digest, hall.other).status == 422)
        let signed = await sign(digest, leader)
        #expect(signed.header("Location") == "/consents?done=commit", "\(signed.text.suffix(900))")
        #expect(await hall.get("/consents", leader).text.contains("负责人庚已签"))
        #expect(await hall.get("/applications/\(id)", hall.member).text.contains("负责人庚 于"))
    }
}
