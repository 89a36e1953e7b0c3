import Applications
import Registers

/// What stands against an act on a call or an application.
extension Failure {
    private static var allCalls: [Suggestion] { [Suggestion(title: "申报", link: Link(.calls))] }

    init(_ error: CallRefusal) {
        let status: Int
        switch error {
        case .notManager, .otherSection: status = 403
        case .noProgramme: status = 404
        case .notNow, .notRehearsed, .rehearsedOtherTerms, .stillOpen, .hasApplications, .undecided,
            .settled:
            status = 409
        default: status = 422
        }
        self.init(
            status: status, title: status == 403 ? "由别的科室办理" : "没有办成",
            message: error.description, advice: "", suggestions: Self.allCalls)
    }

    init(_ error: ApplicationRefusal) {
        let (status, title): (Int, String)
        switch error {
        case .notApplicant, .notMember: (status, title) = (404, "没有这份申报")
        case .notAdministrator, .noOrganisation, .notLeader, .consentElsewhere:
            (status, title) = (403, "不由您办理")
        case .late: (status, title) = (409, "已经截止")
        case .notYet, .notPublished, .notNow, .rehearsalOnly, .noTerms:
            (status, title) = (409, "现在不能办")
        case .classified, .marked: (status, title) = (422, "涉密内容不在本平台填写")
        default: (status, title) = (422, "没有办成")
        }
        self.init(
            status: status, title: title, message: error.description, advice: "",
            suggestions: Self.allCalls)
        switch error {
        case .incomplete(let missing):
            problems = missing.map {
                Problem(
                    "/fields/" + $0.field.replacing(".", with: "/"), "\($0.title)：\($0.rule)",
                    $0.advice)
            }
        case .notEligible(let findings):
            problems = findings.map { Problem("", "\($0.title)：\($0.value)", $0.remedy) }
        default: break
        }
    }
}
