import Accounts
import Documents
import Files
import NIOCore
import Registers
import Store
import Testing
import Values

import struct HummingbirdCore.RequestBody

@testable import Web

/// The files of a record for programs: listed, kept, given, withdrawn; and workbooks of sheets.
@Suite struct FileApiTests {
    private static let picture: [UInt8] = Array("%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n".utf8)

    private func unit(_ room: ReturnRoom) async throws -> String {
        let record = try await room.registry.createRecord(
            "organisation",
            ["name": .text("甲单位"), "county": .text(room.clerk.county ?? "")], by: room.officer)
        return "/api/registers/organisation/\(record.id)/files"
    }

    private static let named = "?name=proof.pdf&purpose=evidence&note=1"

    @Test func aFileIsKeptOnceListedGivenAndWithdrawn() async throws {
        let room = try await ReturnRoom()
        let path = try await unit(room)
        let made = await room.upload(path + Self.named, Self.picture, room.clerk)
        #expect(made.status == 201, "\(made.text)")
        let place = try #require(made.header("Location"))
        let again = await room.upload(path + Self.named, Self.picture, room.clerk)
        #expect(again.text == made.text)
        let listed = try await room.send("GET", path, room.clerk).json()
        #expect(listed["items"]?.array?.count == 1)
        let file = try await room.send("GET", place, room.clerk).json()
        #expect(file["name"]?.string == "proof.pdf" && file["purpose"]?.string == "evidence")
        #expect(file["bytes"]?.integer == Int64(Self.picture.count))
        let given = await room.send("GET", try #require(file["content"]?.string), room.clerk)
        #expect(given.status == 200 && given.size == Self.picture.count)
        #expect(given.header("Content-Type") == "application/pdf")
        #expect(given.header("Content-Security-Policy") == "sandbox; default-src 'none'")
        let bare = await room.send("POST", place + "/withdraw", room.clerk, "{}")
        #expect(try bare.pointers() == ["/reason"])
        let gone = await room.send(
            "POST", place + "/withdraw", room.clerk, #"{"reason": "传错了"}"#)
        #expect(gone.status == 204, "\(gone.text)")
        #expect(await room.send("GET", place, room.clerk).status == 404)
    }

    @Test func whoMayNotSeeTheRecordSeesNoFileOfItAndWhoMayNotChangeItAddsNone() async throws {
        let room = try await ReturnRoom()
        let path = try await unit(room)
        let made = await room.upload(path + Self.named, Self.picture, room.clerk)
        let place = try #require(made.header("Location"))
        let reason = #"{"reason": "无"}"#
        for target in [place, place + "/content", path] {
            #expect(await room.send("GET", target, room.other).status == 404, "\(target)")
        }
        #expect(
            await room.send("POST", place + "/withdraw", room.other, reason).status == 404)
        #expect(await room.upload(path + Self.named, Self.picture, room.other).status == 404)
        #expect(await room.send("GET", place, room.leader).status == 200)
        #expect(await room.upload(path + Self.named, Self.picture, room.leader).status == 403)
        #expect(
            await room.send("POST", place + "/withdraw", room.leader, reason).status == 403)
        #expect(await room.send("GET", "/api/files/999", room.officer).status == 404)
        #expect(await room.send("GET", "/api/files/x", room.officer).status == 404)
    }

    @Test func whatIsNoFileOfAKindThatIsTakenIsRefused() async throws {
        let room = try await ReturnRoom()
        let path = try await unit(room)
        let page = Array("<html><script>alert(1)</script></html>".utf8)
        #expect(await room.upload(path + "?name=a.pdf", page, room.clerk).status == 415)
        #expect(
            await room.upload(path + "?name=a.pdf&purpose=x", Self.picture, room.clerk).status
                == 400)
        let form = await room.upload(
            path + Self.named, Self.picture, room.clerk, type: "multipart/form-data")
        #expect(form.status == 415)
        // Without its length nothing is taken.
        let bare = await room.send(
            "POST", path + Self.named, room.clerk, nil,
            ["content-type": "application/octet-stream"])
        #expect(bare.status == 411)
    }

    @Test func aBrowsersSessionNeedsItsFormTokenForAFileToo() async throws {
        let room = try await ReturnRoom()
        let path = try await unit(room)
        let id = try await room.registry.database.read {
            try $0.integer("SELECT min(id) FROM organisation")
        }
        let browser = try await room.browser("demo-officer", unit: id)
        let cookie = ["cookie": browser.cookie]
        let bare = await room.upload(path + Self.named, Self.picture, nil, cookie)
        #expect(bare.status == 403)
        let own = cookie.merging(["x-form-token": browser.formToken]) { $1 }
        let right = await room.upload(path + Self.named, Self.picture, nil, own)
        #expect(right.status == 201, "\(right.text)")
    }

    @Test func aStampedScanIsNotedOnItsSheetAndItsTemplateIsGivenAndTakenBack() async throws {
        let room = try await ReturnRoom()
        let (_, sheet, _) = try await room.sendOut()
        let path = "/api/registers/collection-sheet/\(sheet)/files?name=a.pdf&purpose=stamped-scan"
        #expect(await room.upload(path, Self.picture, room.clerk).status == 201)
        #expect(await room.upload(path, Self.picture, room.other).status == 404)
        let place = "/api/returns/sheets/\(sheet)"
        let whole = try await room.send("GET", place, room.clerk).json()
        #expect(whole["stamped_scan"]?.string?.contains("a.pdf") == true)
        let template = await room.send("GET", place + "/template.xlsx", room.clerk)
        #expect(template.status == 200 && template.header("Content-Type") == Desk.excel)
        guard case .bytes(let bytes) = template.body else {
            Issue.record("no workbook")
            return
        }
        let taken = await room.upload(place + "/template", bytes, room.clerk)
        #expect(try taken.json()["state"]?.string == "draft", "\(taken.text)")
        #expect(await room.upload(place + "/template", bytes, room.other).status == 404)
        #expect(await room.upload(place + "/template", [1, 2], room.clerk).status == 422)
        #expect(await room.upload(place + "/template?act=x", bytes, room.clerk).status == 400)
    }
}

extension ReturnRoom {
    /// Sends bytes as a program does, streamed where the route takes them so.
    func upload(
        _ target: String, _ bytes: [UInt8], _ viewer: Viewer?, _ headers: [String: String] = [:],
        type: String = "application/octet-stream"
    ) async -> Response {
        var request = Request(
            "POST", target, headers: headers.merging(["content-type": type]) { $1 })
        if site.takesStream(request) {
            request.stream = BodyStream(
                RequestBody(buffer: ByteBuffer(bytes: bytes)), bytes: bytes.count)
        } else {
            request.body = bytes
        }
        request.viewer = viewer
        return await site.respond(request)
    }
}
