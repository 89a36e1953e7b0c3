import Documents
import Foundation
import Journal

/// What is found when an archive is held against its own list.
public struct ArchiveReport: Sendable {
    public let manifest: ArchiveManifest
    public let findings: [String]
}

extension ArchiveManifest {
    /// Reads the list of an archive and each of its files, a piece at a time.
    ///
    /// It needs no city: whoever holds the archive can hold it against its list, and the list's
    /// digest against that in the project's record.
    /// - Throws: `DocumentProblem` where it is no archive, or has no list.
    public static func verify(_ path: String) throws -> ArchiveReport {
        var list: [UInt8] = []
        var found: [String: (digest: String, bytes: Int64)] = [:]
        var twice: [String] = []
        guard FileManager.default.fileExists(atPath: path) else {
            throw DocumentProblem(what: "没有文件 \(path)", remedy: "核对案卷的路径")
        }
        do {
            try ZipArchive.each(of: path, under: "") { name, content in
                var running = RunningDigest()
                try content.each { piece in
                    running.add(UnsafeRawBufferPointer(piece))
                    if name == Self.name { list += Array(piece) }
                }
                if name == Self.name { return }
                if found.updateValue((running.digest.hex, running.count), forKey: name) != nil {
                    twice.append(name)
                }
            }
        } catch let problem as DocumentProblem {
            // Said of an upload elsewhere; whoever verifies has nothing to upload.
            throw DocumentProblem(
                what: "\(path) 读不了：\(problem.what)", place: problem.place,
                remedy: "它不是项目案卷，或没有拷贝完整；重新拷贝或另要一份")
        }
        guard !list.isEmpty,
            let manifest = try? JSONDecoder().decode(ArchiveManifest.self, from: Data(list))
        else {
            throw DocumentProblem(what: "\(path) 里没有案卷清单 \(name)", remedy: "它不是项目案卷，或已损坏；换一份")
        }
        var findings = twice.map { "\($0)：压缩包里有两份" }
        let named = Set(manifest.files.map(\.name))
        for file in manifest.files {
            guard let there = found[file.name] else {
                findings.append("\(file.name)：清单里有，压缩包里没有")
                continue
            }
            if there.digest != file.sha256 || there.bytes != file.bytes {
                findings.append("\(file.name)：内容与清单的摘要不同")
            }
        }
        for name in found.keys.sorted() where !named.contains(name) {
            findings.append("\(name)：压缩包里有，清单里没有")
        }
        if contentDigest(manifest.files) != manifest.contentDigest {
            findings.append("清单的总摘要与各文件不符")
        }
        return ArchiveReport(manifest: manifest, findings: findings)
    }
}
