import Accounts
import Catalogue
import Documents
import Figures
import Files
import Foundation
import Operating
import Registers
import Reports
import Search
import Store
import Synchronization
import Testing
import Values
import Work

@testable import Web

/// A real server on a port of its own whose addresses take and give files: `/registers` takes one,
/// `/figures` holds one up, `/worklists` is not for officers, `/journal/{id}` gives one.
final class FileServer: Sendable {
    /// How many pieces the server has read of what it sends.
    let piecesRead = Atomic(0)
    let store: FileStore
    let files: CityFiles
    let city: WebCity
    let about: Int64
    private let headers: String
    /// Holds an upload up after its first piece while it is closed.
    let gate = DispatchSemaphore(value: 0)

    init(limit: Int64 = FileStore.standardLimit) async throws {
        city = try await WebCity(filled: false)
        store = FileStore(NSTemporaryDirectory() + "served-" + UUID().uuidString)
        files = CityFiles(city.registry, store, limit: limit)
        about = try await city.registry.createRecord(
            "organisation", ["name": .text("甲单位")], by: WebCity.viewer("officer")
        ).id
        try await city.accounts.makeDemonstrationAccounts(for: about)
        let result = try await city.accounts.signIn(
            login: "demo-officer", password: Accounts.demonstrationPassword,
            from: Origin(address: "127.0.0.1", agent: "试验"))
        guard case .signedIn(let token) = result else { throw CocoaError(.featureUnsupported) }
        let session = try await city.registry.database.read { [accounts = city.accounts] in
            try accounts.session($0, token: token)
        }
        headers = "Cookie: dongting=\(token)\r\nX-Form-Token: \(session?.formToken ?? "")\r\n"
    }

    /// A connection of an officer who is signed in.
    func client(_ port: Int, patience: Int = 20) throws -> RawClient {
        try RawClient(port: port, patience: patience, headers: headers)
    }

    deinit { try? FileManager.default.removeItem(atPath: store.path) }

    /// Serves until the process ends, as tests do.
    func start(_ limits: Limits = Limits()) async throws -> Int {
        let figures = Figures(city.registry)
        let desk = Desk(
            registry: city.registry, figures: figures, reports: Reports(figures),
            worklists: Worklists(city.registry), search: SearchIndex(city.registry),
            accounts: city.accounts, viewer: Admission.nobody(city.registry.catalogue),
            entrance: Entrance(), assets: Assets(folders: []), limits: limits, log: RunLog(.nowhere)
        )
        let site = Site(
            desk,
            routes: [
                .upload(.registers, .role(.create)) { _ in { [unowned self] in try await take($0) }
                },
                .upload(.figures, .role(.create)) { _ in { [unowned self] in try await hold($0) } },
                .upload(.worklists, .role(.verify)) { _ in { _ in throw WebError.tooSlow } },
                .get(.entry, .role(.read)) { _ in { [unowned self] in try await give($0) } },
                .post(.check, .role(.read), Desk.checkFiles),
            ])
        var options = ServeOptions()
        options.port = 0
        let (addresses, told) = AsyncStream.makeStream(of: String.self)
        Task { [options] in
            _ = try await serve(site: site, options) { told.yield($0) }
        }
        for await address in addresses {
            return try #require(URL(string: address)?.port)
        }
        throw CocoaError(.featureUnsupported)
    }

    private func take(_ request: Request) async throws -> Response {
        let form = try UploadForm(request)
        guard let file = try await form.nextFile() else { throw WebError.notAForm(.noFirstPart) }
        let record = try await files.keep(
            form.bytes,
            NewFile(
                file.name, about: FileSubject("organisation", about), purpose: .evidence,
                note: form.fields["note"]),
            by: WebCity.viewer("officer"), mayRead: { _, _ in true }, mayAdd: { _, _ in true })
        return .json(.object([("id", .integer(record.id))]))
    }

    private func hold(_ request: Request) async throws -> Response {
        var count = 0
        for try await piece in try #require(request.stream) {
            if count == 0 { await pass() }
            count += piece.count
        }
        return .json(.object([("bytes", .integer(Int64(count)))]))
    }

    /// Waits at the gate, on a thread of its own.
    private func pass() async {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                self.gate.wait()
                continuation.resume()
            }
        }
    }

    private func give(_ request: Request) async throws -> Response {
        let id = try #require(request.arguments["number"].flatMap { Int64($0) })
        let opened = try await files.open(id) { _, _ in true }
        let counted = Counted(content: opened.content) { [unowned self] in
            piecesRead.add(1, ordering: .relaxed)
        }
        return .upload(
            .stream(ByteStream(bytes: opened.bytes, counted)), opened.kind, name: opened.name)
    }

    private struct Counted: AsyncSequence, Sendable {
        let content: FileContent
        let count: @Sendable () -> Void

        struct Iterator: AsyncIteratorProtocol {
            let pieces: FileContent.Iterator
            let count: @Sendable () -> Void

            mutating func next() async throws -> [UInt8]? {
                count()
                return try await pieces.next()
            }
        }

        func makeAsyncIterator() -> Iterator {
            Iterator(pieces: content.makeAsyncIterator(), count: count)
        }
    }
}
