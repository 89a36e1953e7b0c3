import Accounts

/// What stands against an act on an account.
extension Failure {
    init(_ error: AccountRefusal) {
        let status =
            switch error {
            case .mayNot, .oneself: 403
            case .unknown: 404
            case .lastAdministrator, .excluded: 409
            default: 422
            }
        self.init(status: status, title: "没有办成", message: error.description, advice: "改正后再试。")
    }
}
