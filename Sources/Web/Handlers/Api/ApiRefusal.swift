import Accounts
import Registers
import Values

/// What is wrong with a request of a program, beside what any request can have wrong.
enum ApiRefusal: Error, Sendable {
    case noToken
    case badToken
    case tokenReadsOnly
    case notJSON(type: String, accepted: String)
    case brokenJSON(JSONProblem)
    case problems([Failure.Problem])
    case noVersion
    case badVersion(String)
    case badKey
    case keyOfOther
    case badCursor
}

extension Failure {
    /// One thing that is wrong with a body: where (RFC 6901), what, and what to do.
    struct Problem: Sendable, Hashable {
        let pointer: String
        let rule: String
        let advice: String

        init(_ pointer: String, _ rule: String, _ advice: String = "") {
            self.pointer = pointer
            self.rule = rule
            self.advice = advice
        }

        /// Of a field of a record: `payments.0.amount` is `/fields/payments/0/amount`; the day of
        /// a move and its remarks stand beside the fields.
        init(_ problem: FieldProblem) {
            let path = "/" + problem.field.replacing(".", with: "/")
            let isBeside = problem.field == "on" || problem.field.hasPrefix("remarks.")
            let shown = problem.value.isEmpty ? "" : "“\(problem.value.prefix(60))”"
            self.init(
                isBeside ? path : "/fields" + path,
                "\(problem.title)\(shown)：\(problem.rule)", problem.advice)
        }
    }

    init(_ refusal: ApiRefusal) {
        switch refusal {
        case .noToken:
            self.init(
                status: 401, title: "没有令牌", message: "请求没有带接口令牌，或登录已过期。",
                advice: "加上 Authorization: Bearer 令牌；令牌在“我的账号”里建立。")
        case .badToken:
            self.init(
                status: 401, title: "令牌不能用", message: "令牌不对、已到期或已停用，或它的账号、单位关系已停。",
                advice: "在“我的账号”里看令牌的有效期，或另建一个换上。")
        case .tokenReadsOnly:
            self.init(
                status: 403, title: "令牌只能读", message: "这个令牌只读，不能改动任何内容。", advice: "另建一个读写的令牌。")
        case .notJSON(let type, let accepted):
            self.init(
                status: 415, title: "内容类型不对",
                message: type.isEmpty ? "请求没有写明 Content-Type。" : "不收“\(type.prefix(80))”的内容。",
                advice: "改为 Content-Type: \(accepted)。")
        case .brokenJSON(let problem):
            self.init(
                status: 400, title: "JSON 看不懂", message: "\(problem)。", advice: "改正后重发；没有写入任何内容。")
        case .problems(let problems):
            self.init(
                status: 422, title: "没有写入",
                message: problems.map { "\($0.pointer) \($0.rule)。" }.joined(separator: "\n"),
                advice: "逐处改正后重发。")
            self.problems = problems
        case .noVersion:
            self.init(
                status: 428, title: "没有写明版本", message: "修改要写明是在哪一版上改的（If-Match）。",
                advice: "先取这条记录，把答复里的 ETag 原样放进 If-Match。")
        case .badVersion(let text):
            self.init(
                status: 400, title: "版本看不懂", message: "If-Match“\(text.prefix(40))”不是一个 ETag。",
                advice: "把取记录时得到的 ETag 原样放进 If-Match，例如 If-Match: \"3\"。")
        case .badKey:
            self.init(
                status: 400, title: "Idempotency-Key 不对",
                message: "Idempotency-Key 应是 1 至 100 个可见的 ASCII 字符。", advice: "一般用一个 UUID。")
        case .keyOfOther:
            self.init(
                status: 422, title: "Idempotency-Key 已用过",
                message: "这个 Idempotency-Key 已用于另一个请求，没有写入。", advice: "新的请求换一个新的 Idempotency-Key。")
        case .badCursor:
            self.init(
                status: 400, title: "游标看不懂", message: "cursor 不是本列表给出的，或排序已换。",
                advice: "从第一页重新取，沿 next 走。")
        }
    }
}

extension ApiRefusal {
    /// What the header `WWW-Authenticate` says (RFC 6750).
    var challenge: String? {
        switch self {
        case .noToken: "Bearer realm=\"dongting\""
        case .badToken: "Bearer realm=\"dongting\", error=\"invalid_token\""
        case .tokenReadsOnly: "Bearer realm=\"dongting\", error=\"insufficient_scope\""
        default: nil
        }
    }
}
