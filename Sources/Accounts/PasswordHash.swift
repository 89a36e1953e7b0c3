import CryptoExtras
import Foundation
import Synchronization

/// What one password costs to try: scrypt with 2^exponent rounds.
public struct ScryptCost: Sendable, Hashable {
    public let exponent: Int
    public let blockSize: Int
    public let parallelism: Int

    public init(exponent: Int, blockSize: Int, parallelism: Int) {
        self.exponent = exponent
        self.blockSize = blockSize
        self.parallelism = parallelism
    }

    /// 32 MiB and about a tenth of a second: what OWASP's password storage guide recommends for
    /// scrypt with this much memory (N = 2^15, r = 8, p = 3).
    public static let standard = ScryptCost(exponent: 15, blockSize: 8, parallelism: 3)
    /// For tests alone.
    public static let cheap = ScryptCost(exponent: 4, blockSize: 1, parallelism: 1)
}

/// A password as it is kept: `scrypt$15$8$3$salt$key`, salt and key in base64.
struct PasswordHash: Sendable {
    let text: String

    init(text: String) { self.text = text }

    init(_ password: String, _ cost: ScryptCost) throws {
        let salt = RandomBytes.make(16)
        let key = try Self.key(password, salt, cost)
        text = [
            "scrypt", String(cost.exponent), String(cost.blockSize), String(cost.parallelism),
            Data(salt).base64EncodedString(), Data(key).base64EncodedString(),
        ].joined(separator: "$")
    }

    /// Whether it was made of this password. Something that is no hash is made of none.
    func matches(_ password: String) throws -> Bool {
        let parts = text.split(separator: "$").map(String.init)
        guard parts.count == 6, parts[0] == "scrypt", let cost,
            let salt = Data(base64Encoded: parts[4]), let known = Data(base64Encoded: parts[5])
        else { return false }
        return Self.areEqual(try Self.key(password, Array(salt), cost), Array(known))
    }

    var cost: ScryptCost? {
        let parts = text.split(separator: "$").map(String.init)
        guard parts.count == 6, let exponent = Int(parts[1]), let size = Int(parts[2]),
            let lanes = Int(parts[3]), (1...20).contains(exponent)
        else { return nil }
        return ScryptCost(exponent: exponent, blockSize: size, parallelism: lanes)
    }

    /// One character typed as two code points is the same character (NFKC, as NIST SP 800-63B
    /// 3.1.1.2 wants it before hashing).
    private static func key(_ password: String, _ salt: [UInt8], _ cost: ScryptCost) throws
        -> [UInt8]
    {
        try KDF.Scrypt.deriveKey(
            from: Data(password.precomposedStringWithCompatibilityMapping.utf8), salt: Data(salt),
            outputByteCount: 32, rounds: 1 << cost.exponent, blockSize: cost.blockSize,
            parallelism: cost.parallelism
        ).withUnsafeBytes(Array.init)
    }

    /// Takes as long for any two texts of a length.
    static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

/// Two passwords at most are tried at a time: each takes 32 MiB and a whole core, and a crowd that
/// tries passwords must not stop those who are signed in. Off the cooperative threads.
final class PasswordGate: Sendable {
    let queue: OperationQueue
    let cost: ScryptCost
    /// Tried where there is no account of the name, so that it takes as long.
    private let nobody: PasswordHash?
    static let longestQueue = 64
    private let counts = Mutex(Counts())

    /// How many hashes were computed, and how many at once at most.
    struct Counts: Sendable {
        var made = 0
        var running = 0
        var most = 0
    }

    /// What the gate has done until now.
    var done: Counts { counts.withLock { $0 } }

    init(cost: ScryptCost) {
        self.cost = cost
        queue = OperationQueue()
        queue.maxConcurrentOperationCount = 2
        nobody = try? PasswordHash(RandomBytes.token(), cost)
    }

    /// - Throws: `SignInRefusal.crowded`.
    func hash(_ password: String) async throws -> PasswordHash {
        try await run { [cost] in try PasswordHash(password, cost) }
    }

    /// - Parameter hash: nil where there is no such account.
    func matches(_ password: String, _ hash: PasswordHash?) async throws -> Bool {
        // What is longer than any password is not normalized; it takes as long as a wrong one.
        let isLong = password.utf8.count > PasswordRules.mostBytes
        return try await run { [nobody] in
            let isRight = try (hash ?? nobody)?.matches(isLong ? "" : password) ?? false
            return isRight && hash != nil && !isLong
        }
    }

    private func run<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
        guard queue.operationCount < Self.longestQueue else { throw SignInRefusal.crowded }
        return try await withCheckedThrowingContinuation { continuation in
            queue.addOperation { [self] in
                counts.withLock {
                    $0.made += 1
                    $0.running += 1
                    $0.most = max($0.most, $0.running)
                }
                defer { counts.withLock { $0.running -= 1 } }
                continuation.resume(with: Result { try body() })
            }
        }
    }
}
