import Foundation

/// Passwords that a city refuses beside the platform's own list: those that leaked elsewhere, or
/// the most used, out of a file with one on each line.
///
/// Lists run to a million lines, so they are remembered by their hash values, which live as long as
/// the process: 16 bytes each, and one in ten million million mistaken for another.
public struct RefusedPasswords: Sendable {
    /// Why a list is not used, in words that say what to do.
    public enum Problem: Error, Sendable, Equatable, CustomStringConvertible {
        case unreadable(String)
        case notText(String)
        case empty(String, least: Int)
        case tooMany(String, most: Int)

        public var description: String {
            switch self {
            case .unreadable(let path): "读不了禁用密码表 \(path)。检查路径和权限。"
            case .notText(let path): "禁用密码表 \(path) 不是 UTF-8 文本。一行写一个密码，存成 UTF-8。"
            case .empty(let path, let least):
                "禁用密码表 \(path) 里没有 \(least) 个字以上的密码，更短的本来就不能用。换一份更长的表。"
            case .tooMany(let path, let most):
                "禁用密码表 \(path) 里 \(PasswordRules.least) 个字以上的超过 \(most) 条。只留最常用的。"
            }
        }
    }

    static let most = 1_000_000
    private let values: Set<Int>

    /// Reads a list; lines too short to be a password are passed over.
    /// - Throws: `Problem`.
    public init(path: String) throws(Problem) {
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw .unreadable(path)
        }
        guard let text = String(bytes: bytes, encoding: .utf8) else { throw .notText(path) }
        var values: Set<Int> = []
        for line in text.split(whereSeparator: \.isNewline) where line.count >= PasswordRules.least
        {
            values.insert(Self.value(of: line))
            if values.count > Self.most { throw .tooMany(path, most: Self.most) }
        }
        if values.isEmpty { throw .empty(path, least: PasswordRules.least) }
        self.values = values
    }

    /// How many there are.
    public var count: Int { values.count }

    func contains(_ password: String) -> Bool { values.contains(Self.value(of: password)) }

    /// The same for whatever is hashed as the same password, in small letters.
    private static func value(of text: some StringProtocol) -> Int {
        text.precomposedStringWithCompatibilityMapping.lowercased().hashValue
    }
}

extension Accounts {
    /// - Throws: `PasswordProblem`.
    func checkPassword(_ password: String, words: [String]) throws(PasswordProblem) {
        try PasswordRules.check(password, words: words)
        if policy.refused?.contains(password) ?? false { throw .common }
    }
}
