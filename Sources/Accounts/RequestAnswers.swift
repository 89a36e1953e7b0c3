public import Store
import Values

/// What a program was answered to a request that it may send twice (`Idempotency-Key`); kept for
/// a day, after which `cleanUp` takes it away.
public struct RequestAnswer: Sendable, Hashable {
    public let key: String
    /// The digest of method, address and body: another request under the same key is another.
    public let request: String
    public let status: Int
    public let content: String

    public init(key: String, request: String, status: Int, content: String) {
        self.key = key
        self.request = request
        self.status = status
        self.content = content
    }
}

extension Accounts {
    /// What the account was answered under that key; nil where nothing is kept.
    public func answer(_ reader: Reader, _ key: String, of account: Int64) throws -> RequestAnswer?
    {
        let row = try reader.first(
            """
            SELECT key, request, status, content FROM request_answer
            WHERE account = \(account) AND key = \(key)
            """)
        return row.map {
            RequestAnswer(
                key: $0[0].text ?? "", request: $0[1].text ?? "",
                status: Int($0[2].integer ?? 0), content: $0[3].text ?? "")
        }
    }
}

extension Writer {
    /// Keeps an answer in the very write that it tells of, so that neither is there alone.
    /// - Returns: whether it is kept; false where another process has answered under that key
    ///   meanwhile, and this write must not stand.
    public func keep(_ answer: RequestAnswer, of account: Int64) throws -> Bool {
        try execute(
            """
            INSERT INTO request_answer (account, key, request, status, content, at)
            VALUES (\(account), \(answer.key), \(answer.request), \(answer.status),
            \(answer.content), \(now.milliseconds)) ON CONFLICT (account, key) DO NOTHING
            """)
        let kept = try reader.first(
            """
            SELECT content FROM request_answer WHERE account = \(account) AND key = \(answer.key)
            """)
        return kept?[0].text == answer.content
    }
}
