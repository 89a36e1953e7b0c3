import Foundation
import Journal
import Operating
import Registers
import Store
import Synchronization
import Testing
import Values

@testable import Web

/// Files up and down through a real socket, one test after the other: they measure the process.
@Suite(.serialized) struct StreamingTests {
    private static let piece = [UInt8](repeating: 0x41, count: 1 << 16)

    /// Sends a form with one PDF of so many bytes, and hands back the answer.
    private func upload(
        _ client: RawClient, bytes: Int, to path: String = "/registers", sent: Int? = nil
    ) -> String {
        let open =
            "--\(FormMaker.boundary)\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\n第3页\r\n"
            + "--\(FormMaker.boundary)\r\nContent-Disposition: form-data; name=\"file\"; "
            + "filename=\"大图.pdf\"\r\n\r\n%PDF-1.7\n"
        let close = "\r\n--\(FormMaker.boundary)--\r\n"
        let body = bytes - 9
        let length = open.utf8.count + body + close.utf8.count
        client.send(
            Array(
                """
                POST \(path) HTTP/1.1\r\nHost: x\r\n\(client.headers)Content-Type: \(FormMaker.type)\r\n\
                Content-Length: \(length)\r\n\r\n\(open)
                """.utf8))
        var rest = sent ?? body
        while rest > 0 {
            let count = min(rest, Self.piece.count)
            if client.send(Array(Self.piece[..<count])) < count { break }
            rest -= count
        }
        if sent == nil { client.send(Array(close.utf8)) }
        return sent == nil ? client.head().text : ""
    }

    private func get(_ client: RawClient, _ path: String) -> (text: String, rest: [UInt8]) {
        client.send(Array("GET \(path) HTTP/1.1\r\nHost: x\r\n\(client.headers)\r\n".utf8))
        return client.head()
    }

    private func contents(_ server: FileServer) throws -> [Digest] {
        var all: [Digest] = []
        try server.store.each { digest, _ in all.append(digest) }
        return all
    }

    private func id(_ server: FileServer) async throws -> Int64 {
        try await server.city.registry.database.read { try $0.integer("SELECT max(id) FROM file") }
    }

    @Test func aHundredMegabytesUpAndDownNeverStandInMemory() async throws {
        let server = try await FileServer()
        let port = try await server.start()
        // Other tests run beside it and open cities of their own: a copy of the file would show
        // every time, what they take does not.
        var least = Int.max
        for _ in 0..<6 where least >= 90 << 20 {
            // What was freed is given back first, so that a second copy could not hide in it.
            Self.giveBack()
            least = min(least, try await growth(server, port))
        }
        #expect(least < 90 << 20)
    }

    /// Hands what the process has freed back to the system; the module of the C library leaves the
    /// function for it out.
    private static func giveBack() {
        guard let trim = dlsym(nil, "malloc_trim") else { return }
        _ = unsafeBitCast(trim, to: (@convention(c) (Int) -> Int32).self)(0)
    }

    /// Bytes that the process has grown by once a hundred megabytes went up, or up and down.
    private func growth(_ server: FileServer, _ port: Int) async throws -> Int {
        let bytes = 100 << 20
        let before = try #require(Host.residentBytes)
        let answer = upload(try server.client(port, patience: 120), bytes: bytes)
        #expect(answer.hasPrefix("HTTP/1.1 200"))
        let afterUpload = try #require(Host.residentBytes)
        let client = try server.client(port, patience: 120)
        let (head, first) = get(client, "/journal/\(try await id(server))")
        #expect(head.contains("Content-Length: \(bytes)\r\n"))
        #expect(head.contains("Content-Security-Policy: sandbox; default-src 'none'\r\n"))
        #expect(head.components(separatedBy: "Content-Security-Policy").count == 2)
        var digest = RunningDigest()
        first.withUnsafeBytes { digest.add($0) }
        while digest.count < bytes {
            let more = client.receive(1 << 18)
            if more.isEmpty { break }
            more.withUnsafeBytes { digest.add($0) }
        }
        #expect(try contents(server) == [digest.digest])
        let after = try #require(Host.residentBytes)
        if ProcessInfo.processInfo.environment["DONGTING_TELL_MEMORY"] != nil {
            print("resident: \(before >> 20) → \(afterUpload >> 20) → \(after >> 20) MB")
        }
        return Int(max(afterUpload, after) - before)
    }

    @Test func theSenderWaitsWhereTheServerDoes() async throws {
        let server = try await FileServer()
        let port = try await server.start()
        let client = try server.client(port)
        client.send(
            Array(
                "POST /figures HTTP/1.1\r\nHost: x\r\n\(client.headers)Content-Length: \(64 << 20)\r\n\r\n"
                    .utf8))
        client.setPatience(milliseconds: 700)
        var sent = 0
        while sent < 64 << 20 {
            let count = client.send(Self.piece)
            sent += count
            if count < Self.piece.count { break }
        }
        // What the kernel and the server hold between them.
        #expect(sent < 24 << 20)
        client.setPatience(milliseconds: 20_000)
        server.gate.signal()
        while sent < 64 << 20 {
            let count = client.send(Array(Self.piece.prefix((64 << 20) - sent)))
            if count == 0 { break }
            sent += count
        }
        let (head, body) = client.head()
        #expect(head.hasPrefix("HTTP/1.1 200"))
        #expect(String(decoding: body, as: UTF8.self).contains("\(64 << 20)"))
    }

    @Test func theServerReadsNoFurtherThanTheReceiverTakes() async throws {
        let server = try await FileServer()
        let port = try await server.start()
        _ = upload(try server.client(port), bytes: 64 << 20)
        let client = try server.client(port)
        _ = get(client, "/journal/\(try await id(server))")
        try await Task.sleep(for: .milliseconds(700))
        // Pieces of 256 KB; the kernel holds some megabytes.
        #expect(server.piecesRead.load(ordering: .relaxed) < 100)
    }

    @Test func beyondItsLimitAnUploadIsRefusedBeforeItHasAllArrived() async throws {
        let server = try await FileServer(limit: 1 << 20)
        let port = try await server.start()
        let client = try server.client(port)
        let answer = upload(client, bytes: 8 << 20)
        #expect(answer.hasPrefix("HTTP/1.1 413") && answer.contains("Connection: close"))
        #expect(try contents(server).isEmpty)
        // Said in the head already: not one byte of the body is taken.
        let second = try server.client(port)
        second.send(
            Array(
                "POST /registers HTTP/1.1\r\nHost: x\r\n\(client.headers)Content-Length: \(200 << 20)\r\n\r\n"
                    .utf8))
        #expect(second.head().text.hasPrefix("HTTP/1.1 413"))
        let third = try server.client(port)
        third.send(
            Array(
                "POST /registers HTTP/1.1\r\nHost: x\r\n\(client.headers)Transfer-Encoding: chunked\r\n\r\n"
                    .utf8))
        #expect(third.head().text.hasPrefix("HTTP/1.1 411"))
    }

    @Test func otherRoutesKeepTheirLimit() async throws {
        let server = try await FileServer()
        let port = try await server.start()
        let client = try server.client(port)
        client.send(
            Array(
                "POST /check HTTP/1.1\r\nHost: x\r\n\(client.headers)Content-Length: \(40 << 20)\r\n\r\n"
                    .utf8))
        #expect(client.head().text.hasPrefix("HTTP/1.1 413"))
    }

    @Test func whoMayNotSendIsToldBeforeAnythingIsTaken() async throws {
        let server = try await FileServer()
        let port = try await server.start()
        let client = try server.client(port)
        client.send(
            Array(
                "POST /worklists HTTP/1.1\r\nHost: x\r\n\(client.headers)Content-Length: \(64 << 20)\r\n\r\n"
                    .utf8))
        let answer = client.head().text
        #expect(answer.hasPrefix("HTTP/1.1 403") && answer.contains("Connection: close"))
    }

    @Test func aConnectionThatBreaksOffLeavesNothing() async throws {
        let server = try await FileServer()
        let port = try await server.start()
        do {
            let client = try server.client(port)
            _ = upload(client, bytes: 16 << 20, sent: 3 << 20)
        }
        let arriving = server.store.path + "/arriving"
        for _ in 0..<100 {
            let names = try? FileManager.default.contentsOfDirectory(atPath: arriving)
            if names?.isEmpty ?? false { break }
            try await Task.sleep(for: .milliseconds(50))
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: arriving).isEmpty)
        #expect(try contents(server).isEmpty)
        #expect(
            try await server.city.registry.database.read {
                try $0.integer("SELECT count(*) FROM file")
            } == 0)
    }

    @Test func whoStopsSendingOrTakingIsNotWaitedFor() async throws {
        let server = try await FileServer()
        var limits = Limits()
        limits.arrival = .milliseconds(300)
        let port = try await server.start(limits)
        let silent = try server.client(port)
        _ = upload(silent, bytes: 16 << 20, sent: 1 << 20)
        #expect(silent.isClosed)
        limits = Limits()
        limits.uploading = .milliseconds(500)
        let slow = try RawClient(port: try await server.start(limits))
        _ = upload(slow, bytes: 16 << 20, sent: 1 << 20)
        #expect(slow.isClosed)
    }

    @Test func aDamagedFileEndsShortOfItsLength() async throws {
        let server = try await FileServer()
        let port = try await server.start()
        _ = upload(try server.client(port), bytes: 1 << 20)
        let place = server.store.path(of: try #require(try contents(server).first))
        chmod(place, 0o600)
        let handle = try #require(FileHandle(forWritingAtPath: place))
        try handle.seek(toOffset: 1_000)
        try handle.write(contentsOf: Data([0x42]))
        try handle.close()
        let client = try server.client(port)
        let (head, first) = get(client, "/journal/\(try await id(server))")
        #expect(head.contains("Content-Length: \(1 << 20)\r\n"))
        var count = first.count
        while true {
            let more = client.receive()
            if more.isEmpty { break }
            count += more.count
        }
        #expect(count < 1 << 20)
    }
}
