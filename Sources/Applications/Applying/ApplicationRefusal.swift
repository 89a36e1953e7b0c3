public import Registers
public import Values

/// Why an act on an application was refused; nothing was written.
public enum ApplicationRefusal: Error, Sendable, CustomStringConvertible {
    /// Not one of the applicant's people; told like what is not there.
    case notApplicant
    case notAdministrator(act: String)
    case noTerms(call: String)
    case notPublished(call: String)
    case notYet(call: String, opensAt: String, now: String)
    case late(closesAt: String, now: String, again: Bool)
    case classified
    case secrecyNotAnswered
    case marked(SecrecyMark)
    case notEligible([EligibilityFinding])
    case notNow(state: String, act: String, advice: String)
    case incomplete([FieldProblem])
    case noOrganisation
    case notMember
    case consentElsewhere(name: String)
    case notLeader
    case changedMeanwhile
    case rehearsalOnly

    public var description: String {
        switch self {
        case .notApplicant: "没有这份申报，或者它不是您单位的。从“申报”进入自己的申报。"
        case .notAdministrator(let act): "\(act)由本单位的管理员办理。请联系单位管理员。"
        case .noTerms(let call): "“\(call)”的计划不在目录里了，不能办理。请联系主管科室。"
        case .notPublished(let call): "“\(call)”没有发布，不接收申报。"
        case .notYet(let call, let opensAt, let now):
            "“\(call)”自 \(opensAt) 起受理，服务器时间是 \(now)，还没有到。可以先填写，到时再提交。"
        case .late(let closesAt, let now, let again):
            "\(again ? "退回补正" : "受理")在 \(closesAt) 截止，服务器时间是 \(now)，已经过了，不能再办。"
                + "以服务器时间为准，不看本机时钟。填写的内容都还在，可以下载，供下次申报用。"
        case .classified:
            "涉密项目不在本平台申报，没有保存任何内容。请持纸质材料到局保密工作机构按涉密渠道办理；"
                + "不要在本平台、邮件或聊天里发送任何涉密内容。"
        case .secrecyNotAnswered: "先回答保密审查：本项目是否涉密。不涉密的才能在本平台填写。"
        case .marked(let mark): mark.description
        case .notEligible(let findings):
            "不符合申报条件：" + findings.map(\.sentence).joined(separator: "；")
        case .notNow(let state, let act, let advice): "申报现在是“\(state)”，不能\(act)。\(advice)。"
        case .incomplete(let problems):
            "还差 \(problems.count) 处：\n" + problems.map(\.sentence).joined(separator: "\n")
        case .noOrganisation: "您的账号还没有代表任何单位。先在“单位”里登记或请单位管理员邀请您。"
        case .notMember: "这份申报没有请您同意，或者您不在成员名单里。"
        case .consentElsewhere(let name): "只有\(name)本人能回答，别人不能代替。"
        case .notLeader: "承诺书由项目负责人本人或单位管理员签。请项目负责人登录后签，或请单位管理员代表单位签。"
        case .changedMeanwhile: "您看过以后，申报书又改动了，没有签。请看过现在的内容再签。"
        case .rehearsalOnly: "这是演练的申报，不能办理。"
        }
    }
}
