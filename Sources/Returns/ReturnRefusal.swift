/// Why an act on a return was refused; nothing was written.
public enum ReturnRefusal: Error, Sendable, CustomStringConvertible {
    case otherSection(name: String, section: String)
    case notReceiver(String)
    case notManager(act: String)
    case mistakes([String])
    case problems([SheetProblem])
    /// The collection is in a state in which nothing of the kind is done.
    case notNow(name: String, state: String, act: String, advice: String)
    case alreadySent(at: String)
    case notSent(receiver: String, state: String, act: String)
    case nothingChanged
    case remarkNeeded
    case due(String, advice: String)
    case unknown(String, advice: String)
    case template(String, advice: String)
    /// Columns or fixed rows were changed after it was sent out.
    case reshaped(name: String)
    case nothingToLand(name: String)
    case noRegister(name: String)
    /// Rows that the register does not take: receiver, row and rule in words.
    case landing([String])

    /// What is wrong, where, and what to do.
    public var description: String {
        switch self {
        case .otherSection(let name, let section): "“\(name)”由\(section)负责，只有该科室能办。请联系该科室。"
        case .notReceiver(let receiver): "这张表由“\(receiver)”填报，你不能填写或查看。请从自己的待填报表进入。"
        case .notManager(let act): "\(act)由布置报表的科室来做，填报单位不能做。"
        case .mistakes(let mistakes): mistakes.map { "\($0)。" }.joined(separator: "\n")
        case .problems(let problems):
            (problems.prefix(200).map(\.description)
                + ["共 \(problems.count) 处，没有报送；填的内容请先存为草稿，改正后再报送。"])
                .joined(separator: "\n")
        case .notNow(let name, let state, let act, let advice):
            "“\(name)”现在是“\(state)”，不能\(act)。\(advice)。"
        case .alreadySent(let time): "这张表已于 \(time) 报送，没有再次报送。要改内容请用“报送后更正”，并写明理由。"
        case .notSent(let receiver, let state, let act): "“\(receiver)”的表现在是“\(state)”，不能\(act)。"
        case .nothingChanged: "内容与已报送的完全一样，没有更正。改了再提交。"
        case .remarkNeeded: "退回要写明哪里要改：写一条批注，或写理由。"
        case .due(let what, let advice), .unknown(let what, let advice): "\(what)。\(advice)。"
        case .template(let what, let advice): "\(what)，没有读入。\(advice)。"
        case .reshaped(let name):
            "“\(name)”下发以后列或固定的行改过了，已填的内容对不上。把列改回原样，或取消后重新下发。"
        case .nothingToLand(let name): "“\(name)”还没有审核通过的填报表，无可入库。先审核。"
        case .landing(let rows):
            (rows.prefix(200) + ["共 \(rows.count) 处，一行也没有入库。退回填报单位改正，或改登记册里的记录后再入库。"])
                .joined(separator: "\n")
        case .noRegister(let name): "“\(name)”没有对应登记册，汇总后另存，不入库。"
        }
    }
}
