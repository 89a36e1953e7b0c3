import Foundation
import Journal

/// The file of a city's personal key, outside the database: who holds only one of the two reads no
/// personal data.
struct KeyFile: Sendable {
    let path: String

    /// Makes a key where there is none; a key that is there is never replaced.
    func make() throws {
        if FileManager.default.fileExists(atPath: path) { return }
        _ = try put(PersonalKey(bytes: Array(Digest(of: PersonalKey.random()).hex.utf8)))
    }

    /// Puts a city's key here; the same key may be here already, another may not.
    func keep(_ key: PersonalKey) throws {
        if try !put(key), try read().bytes != key.bytes { throw StoreError.keyWrong(file: path) }
    }

    /// Puts the key here in one step, whole, unless one is here: two processes may try at once.
    private func put(_ key: PersonalKey) throws -> Bool {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        } catch {
            throw StoreError.folderUnusable(folder: folder, detail: error.localizedDescription)
        }
        let whole = path + "." + UUID().uuidString
        defer { unlink(whole) }
        guard
            FileManager.default.createFile(
                atPath: whole, contents: Data(key.bytes), attributes: [.posixPermissions: 0o600])
        else { throw StoreError.folderUnusable(folder: folder, detail: "写不了 \(path)") }
        if link(whole, path) == 0 { return true }
        guard errno == EEXIST else {
            let detail = String(cString: strerror(errno))
            throw StoreError.folderUnusable(folder: folder, detail: detail)
        }
        return false
    }

    /// - Throws: `StoreError.keyMissing`.
    func read() throws -> PersonalKey {
        guard let data = FileManager.default.contents(atPath: path), !data.isEmpty else {
            throw StoreError.keyMissing(file: path)
        }
        return PersonalKey(bytes: Array(data))
    }
}
