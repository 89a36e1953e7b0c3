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
    /// Holds an upload up after its first piece while it is closed.
    let gate = DispatchSemaphore(value: 0)

    init(limit: Int64 = FileStore.standardLimit) async throws {
        city = try await WebCity(filled: false)
        store = FileStore(NSTemporaryDirectory() + "served-" + UUID().uuidString)
        files = CityFiles(city.registry, store, limit: limit)
        about = try await city.registry.createRecord(
            "organisation", ["name": .text("甲单位")], by: WebCity.viewer("officer")
        ).id
    }

    deinit { try? FileManager.default.removeItem(atPath: store.path) }

    /// Serves until the process ends, as tests do.
    func start(_ limits: Limits = Limits()) async throws -> Int {
        let figures = Figures(city.registry)
        let desk = Desk(
            registry: city.registry, figures: figures, reports: Reports(figures),
            worklists: Worklists(city.registry), search: SearchIndex(city.registry),
            viewer: try WebCity.viewer("officer"), assets: Assets(folders: []), limits: limits,
            log: RunLog(.nowhere))
        let site = Site(
            desk,
            routes: [
                .upload(.registers, .role(.create)) { [unowned self] in try await take($0) },
                .upload(.figures, .role(.create)) { [unowned self] in try await hold($0) },
                .upload(.worklists, .role(.verify)) { _ in throw WebError.tooSlow },
                .get(.entry, .role(.read)) { [unowned self] in try await give($0) },
                .post(.check, .role(.read), desk.checkFiles),
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
