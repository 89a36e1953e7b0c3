import Registers
import Values

/// Why a step of a project was refused; nothing was written.
enum AwardsRefusal: Sendable {
    case noTerms(project: String)
    case contractThere(number: String)
    case noFunding(project: String)
    case loweredTarget(name: String, applied: String, contract: String)
    case budgetSum(approved: Money, budget: Money)
    case notYourTurn(party: String, next: String)
    case notSigner(party: String, who: String)
    case textChanged
    case signOnPage
    case signingOver(due: String, source: String)
    case nothingLeftToSign(state: String)
    case notContracted(project: String)
    case notRunning(state: String)
    case majorChange(kind: String)
    case minorChange(kind: String)
    case change(rule: String, what: String, advice: String)
    case report(what: String, advice: String)
    case acceptance(rule: String, what: String, advice: String)
    case settlement(what: String, advice: String)
    case archive(what: String, advice: String)

    /// What is wrong, which rule says so, and what to do.
    var refusal: RecordRefusal {
        let (rule, what, advice) = words
        return .against(rule: rule, what: what, advice: advice)
    }

    private var words: (rule: String, what: String, advice: String) {
        switch self {
        case .noTerms(let project):
            ("任务书按申报通知的条款生成", "项目“\(project)”没有对应的申报通知，科技计划也没有声明", "先在项目里填申报通知")
        case .contractThere(let number):
            ("一个项目同时只有一份在签的任务书", "任务书 \(number) 还没有签完", "打开那一份签署或取消")
        case .noFunding(let project):
            ("签订任务书以前已批复资金", "项目“\(project)”没有已批复的项目资金", "先登记并批复项目资金")
        case .loweredTarget(let name, let applied, let contract):
            (
                "任务书的目标不低于申报书",
                "目标“\(name)”申报书写 \(applied)，任务书写 \(contract)，降低了",
                "改回申报的数；确需降低的，先办目标变更，批准以后再签"
            )
        case .budgetSum(let approved, let budget):
            (
                "预算合计等于批准的财政资金，一分不差",
                "批准财政资金 \(approved)，任务书财政资金各科目合计 \(budget)", "调整经费预算"
            )
        case .notYourTurn(let party, let next):
            ("依次签署：乙方、丙方、甲方", "还没有轮到\(party)，现在轮到\(next)", "等\(next)签了再签")
        case .notSigner(let party, let who):
            ("各方由自己的人签", "您不能代表\(party)签署", "由\(who)签署")
        case .textChanged:
            ("签的就是看到的那一段文字", "您打开以后任务书正文变了，没有签", "重新打开，看过新的正文再签")
        case .signOnPage:
            ("签署留下签署人、时间和正文摘要", "任务书不能这样改成已签", "在任务书页上签署")
        case .signingOver(let due, let source):
            (
                "签署期限（\(source)）", "任务书应在 \(due) 以前签完，已经过期",
                "由科室负责人取消立项；确有原因的先在项目里改签合同期限并写明理由"
            )
        case .nothingLeftToSign(let state): ("依次签署", "任务书已是“\(state)”", "不用再签")
        case .notContracted(let project):
            ("签了任务书才执行", "项目“\(project)”还没有签完的任务书", "先在任务书页上签署")
        case .notRunning(let state):
            ("执行中的项目才能办", "项目现在是“\(state)”", "核对是不是这个项目")
        case .majorChange(let kind):
            ("重大变更要批准", "“\(kind)”是重大变更，不能备案了事", "点“提交”，经推荐单位和市局批准")
        case .minorChange(let kind):
            ("一般变更由单位备案", "“\(kind)”是一般变更，不用批准", "点“备案”")
        case .change(let rule, let what, let advice): (rule, what, advice)
        case .report(let what, let advice): ("项目报告", what, advice)
        case .acceptance(let rule, let what, let advice): (rule, what, advice)
        case .settlement(let what, let advice): ("经费结算", what, advice)
        case .archive(let what, let advice): ("项目归档", what, advice)
        }
    }
}
