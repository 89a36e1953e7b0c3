public import Registers
public import Values

/// Why an act on the budget was refused; nothing was written.
public enum BudgetRefusal: Error, Sendable, CustomStringConvertible {
    /// Every bad cell of a file.
    case unreadable([ImportFinding])
    /// The file lacks a column that the act cannot do without.
    case noColumn(what: String, headings: [String])
    case inTheFuture(YearMonth)
    /// Rows of the file that no line answers to, where all were to be taken.
    case strays([ExecutionPlan.Stray])
    case nothingFound
    /// Tables of final accounts that do not agree.
    case red([String])
    case noTable(String)
    case noSection(String)
    /// No account of the section is in use, so nobody would read it.
    case nobodyThere(section: String)
    case notLate(section: String)
    case remindedToday(section: String)
    case unknownFile(String)

    public var description: String {
        switch self {
        case .unreadable(let findings):
            (findings.prefix(200).map(\.description)
                + ["共 \(findings.count) 处读不懂，一行也没有记。改正后再来一次。"]).joined(separator: "\n")
        case .noColumn(let what, let headings):
            "文件里没有\(what)列，没有记。文件里有这些列：\(headings.joined(separator: "、"))。"
                + "列名不同的，改成“\(what)”再来一次。"
        case .inTheFuture(let month): "\(month.chinese)还没有到，不能先记。核对月份。"
        case .strays(let strays):
            (strays.prefix(200).map(\.description)
                + ["有 \(strays.count) 行对不上预算明细，一行也没有记。先补上明细，或说明只记对得上的。"])
                .joined(separator: "\n")
        case .nothingFound: "没有一行对得上预算明细，没有记。先导入这一年的预算明细，或核对年度和单位编码。"
        case .red(let checks):
            "决算核对有 \(checks.count) 项不平，不能打印：\(checks.joined(separator: "；"))。"
                + "先在“决算核对”里查清改平。"
        case .noTable(let name):
            "没有名为“\(name)”的表。可用：\(FinanceTable.Kind.allCases.map(\.rawValue).joined(separator: "、"))。"
        case .noSection(let name): "没有科室“\(name)”。从资金页进入。"
        case .nobodyThere(let section): "\(section)没有在用的账号，发了也没有人看到。请管理员先开账号，或当面催办。"
        case .notLate(let section): "\(section)没有慢于时间进度的明细，不用催。"
        case .remindedToday(let section): "\(section)今天已经催过。明天还慢再催。"
        case .unknownFile(let what): "认不出这是什么表：\(what)。检查表头，或下载填报模板照着填。"
        }
    }
}
