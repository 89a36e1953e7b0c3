import Foundation
public import Journal
import Synchronization

/// One file on its way into a store: written piece by piece beside the contents, digested on the
/// way, and named only when it is whole and on the disk. Gone when it is given up, or with its last
/// reference, unless it is kept.
public final class FileArrival: Sendable {
    private struct State {
        var descriptor: Int32
        var digest = RunningDigest()
        /// From where it was written: given up, or under its name.
        var isGone = false
    }

    private let store: FileStore
    /// Where its bytes are meanwhile, for whoever must look at them before they are kept.
    public let path: String
    /// The most bytes it may have.
    public let limit: Int64
    private let state: Mutex<State>

    fileprivate init(_ store: FileStore, path: String, descriptor: Int32, limit: Int64) {
        self.store = store
        self.path = path
        self.limit = limit
        state = Mutex(State(descriptor: descriptor))
    }

    deinit {
        // Unlinked while the lock is still held: nobody else can have taken it up.
        abandon()
        state.withLock { _ = close($0.descriptor) }
    }

    /// Gives it up; nothing of a content that is kept already.
    public func abandon() {
        state.withLock { state in
            guard !state.isGone else { return }
            state.isGone = true
            unlink(path)
        }
    }

    /// Bytes so far.
    public var count: Int64 { state.withLock { $0.digest.count } }

    /// Takes the next piece.
    /// - Throws: `FileStoreError.tooLarge` with the first piece beyond the limit, and what the disk
    ///   says.
    public func append(_ bytes: some Sequence<UInt8>) throws {
        let written: Void? = try bytes.withContiguousStorageIfAvailable {
            try append(UnsafeRawBufferPointer($0))
        }
        if written == nil { try Array(bytes).withUnsafeBytes { try append($0) } }
    }

    private func append(_ bytes: UnsafeRawBufferPointer) throws {
        try state.withLock { state in
            guard state.digest.count + Int64(bytes.count) <= limit else {
                throw FileStoreError.tooLarge(limit: limit)
            }
            var rest = bytes
            while !rest.isEmpty {
                let count = write(state.descriptor, rest.baseAddress, rest.count)
                if count < 0 {
                    if errno == EINTR { continue }
                    throw FileStoreError(path, errno)
                }
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            }
            state.digest.add(bytes)
        }
    }

    /// Puts the file on the disk, under the name of its digest. Waits for the disk, so not for
    /// cooperative threads.
    /// - Returns: the content, which cannot be taken away as long as the answer is referred to:
    ///   until a record names it.
    public func keep() throws -> KeptContent {
        try state.withLock { state in
            guard fsync(state.descriptor) == 0 else { throw FileStoreError(path, errno) }
            let digest = state.digest.digest
            let hold = try FileStoreLock(store, alone: false)
            let content = KeptContent(digest: digest, bytes: state.digest.count, hold: hold)
            // Also over the same content: a copy that has been damaged is whole again.
            let place = store.path(of: digest)
            try store.makeFolder(store.above(place))
            fchmod(state.descriptor, 0o400)
            guard rename(path, place) == 0 else { throw FileStoreError(place, errno) }
            state.isGone = true
            try store.flushFolder(store.above(place))
            return content
        }
    }

    /// Removes what a writer left that is no more; a file whose writer lives is locked by it.
    static func removeIfLeft(_ path: String) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { unlink(path) }
    }
}

/// A content that is on the disk, and stays there at least as long as this is referred to.
public struct KeptContent: Sendable {
    public let digest: Digest
    public let bytes: Int64
    private let hold: FileStoreLock

    fileprivate init(digest: Digest, bytes: Int64, hold: FileStoreLock) {
        self.digest = digest
        self.bytes = bytes
        self.hold = hold
    }
}

extension FileStore {
    /// What one file may have unless told otherwise: 100 MB.
    public static let standardLimit: Int64 = 100 << 20

    /// Begins a file of at most `limit` bytes.
    /// - Throws: `FileStoreError`.
    public func begin(limit: Int64 = FileStore.standardLimit) throws -> FileArrival {
        try makeFolder(arriving)
        while true {
            let place = "\(arriving)/\(UUID().uuidString)"
            let descriptor = open(place, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
            guard descriptor >= 0 else { throw FileStoreError(place, errno) }
            var facts = stat()
            // A process that clears up may have found it before it was locked.
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0, fstat(descriptor, &facts) == 0,
                facts.st_nlink == 1
            {
                return FileArrival(self, path: place, descriptor: descriptor, limit: limit)
            }
            close(descriptor)
        }
    }

    /// Takes a content away, unless `isNeeded` says otherwise while nobody can make it known.
    /// - Returns: whether it was there and is gone.
    public func remove(_ digest: Digest, unless isNeeded: () throws -> Bool) throws -> Bool {
        let hold = try FileStoreLock(self, alone: true)
        defer { withExtendedLifetime(hold) {} }
        if try isNeeded() { return false }
        guard unlink(path(of: digest)) == 0 else {
            if errno == ENOENT { return false }
            throw FileStoreError(path(of: digest), errno)
        }
        return true
    }
}

/// The lock of a store, held until this is gone.
final class FileStoreLock: Sendable {
    private let descriptor: Int32

    init(_ store: FileStore, alone: Bool) throws {
        descriptor = open(store.lockFile, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw FileStoreError(store.lockFile, errno) }
        while flock(descriptor, alone ? LOCK_EX : LOCK_SH) != 0 {
            guard errno == EINTR else {
                let code = errno
                close(descriptor)
                throw FileStoreError(store.lockFile, code)
            }
        }
    }

    deinit { close(descriptor) }
}
