internal import Foundation

/// A file of settings for another server: `name: value`, one a line; `#` begins a remark.
///
/// Secrets stand in files of their own, which it names (`SecretFile`).
public struct SettingsFile: Sendable, Equatable {
    /// The file's path.
    public let path: String
    private let values: [String: String]

    /// Why a file of settings is not used, in words that say what to do.
    public enum Problem: Error, Sendable, Equatable, CustomStringConvertible {
        case unreadable(String)
        case badLine(path: String, number: Int)
        case unknown(path: String, key: String, known: [String])
        case twice(path: String, key: String)
        case missing(path: String, key: String)
        case badValue(path: String, key: String, rule: String)

        public var description: String {
            switch self {
            case .unreadable(let path): "读不了配置文件 \(path)。检查路径和权限。"
            case .badLine(let path, let number): "\(path) 第 \(number) 行不是“名: 值”。"
            case .unknown(let path, let key, let known):
                "\(path) 里不认识 \(key)。可以写的：\(known.joined(separator: "、"))。"
            case .twice(let path, let key): "\(path) 里 \(key) 写了两次。删去一行。"
            case .missing(let path, let key): "\(path) 缺少 \(key)。补上一行“\(key): …”。"
            case .badValue(let path, let key, let rule): "\(path) 里的 \(key) 不对：\(rule)。"
            }
        }
    }

    /// Reads a file.
    /// - Parameter known: the names that may stand in it.
    /// - Throws: `Problem`.
    public init(_ path: String, known: [String]) throws(Problem) {
        guard let data = FileManager.default.contents(atPath: path), data.count <= 100_000,
            let text = String(data: data, encoding: .utf8)
        else { throw .unreadable(path) }
        try self.init(path, text: text, known: known)
    }

    init(_ path: String, text: String, known: [String]) throws(Problem) {
        self.path = path
        var values: [String: String] = [:]
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false)
            .enumerated()
        {
            let line = line.trimmingCharacters(in: .whitespacesAndNewlines)
            if line.isEmpty || line.hasPrefix("#") { continue }
            let parts = line.split(separator: ":", maxSplits: 1).map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            guard parts.count == 2, !parts[1].isEmpty else {
                throw .badLine(path: path, number: index + 1)
            }
            guard known.contains(parts[0]) else {
                throw .unknown(path: path, key: parts[0], known: known)
            }
            guard values.updateValue(parts[1], forKey: parts[0]) == nil else {
                throw .twice(path: path, key: parts[0])
            }
        }
        self.values = values
    }

    /// A value; nil where none is written.
    public subscript(key: String) -> String? { values[key] }

    /// A value that must be there.
    /// - Throws: `Problem.missing`.
    public func required(_ key: String) throws(Problem) -> String {
        guard let value = values[key] else { throw .missing(path: path, key: key) }
        return value
    }

    /// A value out of a closed list.
    /// - Throws: `Problem.badValue`.
    public func word<Word: RawRepresentable & CaseIterable>(_ key: String, _ type: Word.Type)
        throws(Problem) -> Word? where Word.RawValue == String
    {
        guard let text = values[key] else { return nil }
        guard let word = Word(rawValue: text) else {
            let known = Word.allCases.map(\.rawValue).joined(separator: "、")
            throw .badValue(path: path, key: key, rule: "应是 \(known) 之一")
        }
        return word
    }
}
