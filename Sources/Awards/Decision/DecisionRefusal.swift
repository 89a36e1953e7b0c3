public import Values

/// Why a decision, a notice or an award was refused; nothing was written.
public enum DecisionRefusal: Error, Sendable, CustomStringConvertible {
    case notDecider
    case nothingToDecide(String)
    case badCutOff(String, advice: String)
    case previewChanged
    case wrongState(what: String, state: String, advice: String)
    case noStage(String, stage: String)
    case missing(String, advice: String)
    case noticeRunning(until: String)
    case objectionsOpen([String])
    case nothingToAward
    case noFund(String)
    case notEnough(fund: String, year: Int, free: Money, asked: Money)
    case numberTaken(String)
    case alreadyDrafted(String)
    case byContract(String)
    case split(String)

    /// What is wrong, where, and what to do.
    public var description: String {
        switch self {
        case .notDecider: "立项由市局主管科室办理，县市区和单位在公示页看结果。"
        case .nothingToDecide(let call): "通知“\(call)”没有等着决定的申报。先办完评审。"
        case .badCutOff(let what, let advice): "\(what)。\(advice)。"
        case .previewChanged: "看过以后记录变了，没有写入。重新看一次再确认。"
        case .wrongState(let what, let state, let advice): "\(what)现在是“\(state)”，不能这样办。\(advice)。"
        case .noStage(let call, let stage): "“\(call)”的条款没有“\(stage)”这一步。"
        case .missing(let what, let advice): "还没有\(what)。\(advice)。"
        case .noticeRunning(let until): "公示到 \(until) 才满，今天还不能办结。期限从公示次日起按工作日数，含调休。"
        case .objectionsOpen(let numbers):
            "还有异议没有处理：\(numbers.joined(separator: "、"))。实名的先受理（只暂缓那一项），匿名的登记线索。"
        case .nothingToAward: "这批公示里没有可以下达的项目：都已下达，或正因异议暂缓。"
        case .noFund(let call): "通知“\(call)”没有指定专项资金。先在通知里填上钱从哪个专项出。"
        case .notEnough(let fund, let year, let free, let asked):
            "\(fund) \(year)年还能安排 \(free)，这批当年要 \(asked)，不够，一项也没有下达。"
                + "依据：批复计划不超过专项资金。先追加预算，或由会议调减金额。"
        case .numberTaken(let number): "文号“\(number)”已经用过。核对立项文号。"
        case .alreadyDrafted(let paper): "首期款的指标文已经起草：\(paper)。打开它接着办。"
        case .byContract(let what): "\(what)。"
        case .split(let words): words
        }
    }
}
