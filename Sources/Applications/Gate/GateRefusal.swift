/// Why an act of the gate was refused; nothing was written.
public enum GateRefusal: Error, Sendable, CustomStringConvertible {
    case noReason
    case notKeeper(section: String)
    case notOfBureau
    /// Whoever decides is of the application's own team.
    case ownApplication(name: String)
    case decidedAlready(state: String, by: String)
    case nothingChosen

    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .noReason: "判定要写明理由：凭什么属实，或为什么不采纳。"
        case .notKeeper(let section): "这次申报由\(section)主管，别的科室只能查看。请\(section)判定。"
        case .notOfBureau: "资格核查由市局主管科室判定，申报单位和推荐单位不能判定。"
        case .ownApplication(let name): "\(name)在这份申报的项目组里，不能判定自己的申报。请同科室的其他人判定。"
        case .decidedAlready(let state, let by): "这一条已由\(by)判定为“\(state)”。要改判的，在核查结果里重新判定并写明理由。"
        case .nothingChosen: "还没有选。先勾选要办的，再办理。"
        }
    }
}
