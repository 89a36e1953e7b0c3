/// Why an act of the formal or joint check was refused; nothing was written.
public enum CheckRefusal: Error, Sendable, CustomStringConvertible {
    case notNow(number: String, state: String, act: String)
    case notRecommended(number: String)
    case itemMissing(items: [String])
    case reasonMissing(items: [String])
    case reasonOfOther(item: String, reason: String)
    case undecided(number: String, count: Int)
    case upheld(number: String, sentences: [String])
    /// What was looked at first is not what is handed in now.
    case changedSince(number: String, looked: String?, now: String?, isTextSame: Bool)
    case samePerson(first: String)
    case ownApplication(name: String)
    case noReason(act: String)
    case notApplicant
    case appealLate(due: String, today: String)
    case appealedAlready(on: String)
    case notRejected(state: String)
    case notHead
    case handledBefore(name: String)
    case noDepartments
    case askedAlready(on: String)
    case nothingToAsk
    case nothingRead
    case answersMissing(count: Int)
    case problemsLeft(number: String, departments: [String])
    case noProblem(number: String)
    case nothingChosen

    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .notNow(let number, let state, let act):
            "申报 \(number) 现在是“\(state)”，不能\(act)。刷新页面看看最新的情况。"
        case .notRecommended(let number):
            "申报 \(number) 还没有推荐。推荐截止以后仍没有推荐的，按“推荐手续”不符合办理。"
        case .itemMissing(let items):
            "还有 \(items.count) 项没有审：\(items.joined(separator: "、"))。每项都要选符合或不符合。"
        case .reasonMissing(let items): "\(items.joined(separator: "、"))不符合，要各选一条理由，申报单位能看到。"
        case .reasonOfOther(let item, let reason): "“\(reason)”不是“\(item)”的理由。选这一项自己的理由。"
        case .undecided(let number, let count):
            "申报 \(number) 还有 \(count) 条资格核查结果没有判定，不能通过形式审查。先逐条判定属实或不采纳。"
        case .upheld(let number, let sentences):
            "申报 \(number) 的资格核查已判定属实：\(sentences.joined(separator: "；"))。"
                + "“限项、诚信和查重”一项应为不符合。"
        case .changedSince(let number, let looked, let now, let isTextSame):
            "申报 \(number) 在初审以后重新提交过：初审看的是回执 \(looked ?? "（没有记下）")，"
                + "现在是回执 \(now ?? "（没有）")，"
                + (isTextSame ? "正文没有变，附件可能换过" : "申报书正文改过")
                + "。原来的初审不能复核，请按现在的内容重新初审，再由另一个人复核。"
        case .samePerson(let first): "初审是\(first)办的，复核要由另一个人办。"
        case .ownApplication(let name): "\(name)在这份申报的项目组里，不能审查自己的申报。请同科室的其他人办理。"
        case .noReason(let act): "\(act)要写明理由。"
        case .notApplicant: "没有这份形式审查，或者它不是您单位的。"
        case .appealLate(let due, let today):
            "申诉期限 \(due) 已过（今天 \(today)），不能再提出。"
        case .appealedAlready(let on): "已于 \(on) 提出过申诉，一份申报只能申诉一次。答复在这一页。"
        case .notRejected(let state): "形式审查现在是“\(state)”，没有可以申诉的结论。"
        case .notHead: "申诉由主管科室的负责人答复。"
        case .handledBefore(let name): "\(name)办过这份申报的初审或复核，不能再答复申诉。请科室的另一位负责人办理。"
        case .noDepartments: "还没有选联审部门。至少选一个部门，并指定对应的单位。"
        case .askedAlready(let on): "这次申报已于 \(on) 送联审。新通过形式审查的单位在联审页面补送。"
        case .nothingToAsk: "没有要送联审的：没有通过形式审查的申报，或其单位都已送审。"
        case .nothingRead: "还没有已审核的联审表。各部门报送后先在“报表”里审核通过，再取回意见。"
        case .answersMissing(let count): "还有 \(count) 个单位的部门意见没有收齐，不能办理。催办或等期限。"
        case .problemsLeft(let number, let departments):
            "申报 \(number) 的单位有\(departments.joined(separator: "、"))提出的问题，不能批量通过。请逐份决定。"
        case .noProblem(let number): "申报 \(number) 没有部门提出问题，不能按联审不通过。"
        case .nothingChosen: "还没有选。先勾选要办的，再办理。"
        }
    }
}
