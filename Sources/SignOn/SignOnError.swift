public import Outgoing

/// Why nobody was signed in, in words for the person who tried and for whoever runs the platform.
public enum SignOnError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The configuration's part of this name is wrong.
    case badProvider(String)
    /// The provider's description of itself lacks or contradicts this.
    case badDocument(String)
    case unreachable(OutgoingError)
    /// The provider sent the person back with this error, such as `access_denied`.
    case providerRefused(String)
    /// The way back does not belong to the way there: another browser, an old page, or an attack.
    case stateDiffers
    /// The way back is from another provider.
    case otherIssuer
    /// More than ten minutes lie between the way there and the way back.
    case tooLate
    /// The provider did not give a token for the code.
    case exchangeRefused(status: Int, code: String)
    /// The provider's answer lacks this or has it in a form that is not understood.
    case badAnswer(String)
    case tokenRefused(TokenProblem)

    /// One Chinese sentence or two: what is wrong and what to do.
    public var description: String {
        switch self {
        case .badProvider(let part):
            "统一认证的配置“\(part)”不可用，请管理员改正。"
        case .badDocument(let part):
            "统一认证服务的说明文件里“\(part)”缺少或不符，没有登录。请管理员核对配置里的地址。"
        case .unreachable(let error):
            "统一认证服务用不了：\(error)"
        case .providerRefused("access_denied"):
            "您没有同意登录，或统一认证服务不允许您登录本平台。"
        case .providerRefused(let code):
            "统一认证服务没有让您登录（\(code)）。请重新登录；仍不行的，请找管理员。"
        case .stateDiffers, .otherIssuer:
            "这次登录不是从本页面开始的，没有登录。请回到登录页重新登录。"
        case .tooLate:
            "登录用时超过十分钟，没有登录。请回到登录页重新登录。"
        case .exchangeRefused(let status, let code):
            "统一认证服务不承认这次登录（\(status) \(code)）。请重新登录；仍不行的，请管理员核对客户端编号和密钥。"
        case .badAnswer(let part):
            "统一认证服务的答复里“\(part)”缺少或不符，没有登录。请找管理员。"
        case .tokenRefused(let problem):
            "统一认证服务给的身份凭据不可信：\(problem)，没有登录。请重新登录；仍不行的，请找管理员。"
        }
    }
}

/// What is wrong with an ID token (OpenID Connect Core 1.0, section 3.1.3.7), in order of the
/// checks.
public enum TokenProblem: Error, Sendable, Equatable, CustomStringConvertible {
    case malformed
    /// Signed in another way than RS256, or not at all.
    case algorithm(String)
    /// No key of the provider has this name; or none is named and there are several.
    case unknownKey(String?)
    case signature
    case issuer(String)
    case audience
    case authorizedParty
    case expired
    /// Issued in the future, or long ago.
    case issuedAt
    case notYetValid
    case nonce
    case subject

    /// A Chinese phrase within a sentence.
    public var description: String {
        switch self {
        case .malformed: "格式不对"
        case .algorithm(let name): "签名方式“\(name.prefix(20))”不被接受，只接受 RS256"
        case .unknownKey: "找不到签名用的密钥"
        case .signature: "签名不符"
        case .issuer: "签发者不是所配置的服务"
        case .audience, .authorizedParty: "不是发给本平台的"
        case .expired: "已过期"
        case .issuedAt: "签发时间不对，请核对两边的时钟"
        case .notYetValid: "尚未生效，请核对两边的时钟"
        case .nonce: "不属于这次登录"
        case .subject: "没有用户标识"
        }
    }
}
