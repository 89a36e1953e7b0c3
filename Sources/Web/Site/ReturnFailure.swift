import Returns

/// What stands against an act on a return, or against seeing it.
extension Failure {
    init(_ error: ReturnRefusal) {
        let all = [Suggestion(title: "报表", link: .returns)]
        switch error {
        case .notReceiver, .notManager:
            // Whose it is would tell that it is there.
            self.init(
                status: 404, title: "没有这张表", message: "没有这张表，或它不归你填报、不由你布置。",
                advice: "从“报表”进入自己的表。", suggestions: all)
        case .otherSection:
            self.init(
                status: 403, title: "由别的科室负责", message: error.description, advice: "",
                suggestions: all)
        case .notNow, .alreadySent, .notSent, .reshaped:
            self.init(
                status: 409, title: "现在不能办", message: error.description, advice: "",
                suggestions: all)
        default:
            self.init(
                status: 422, title: "没有办成", message: error.description, advice: "改正后再试。",
                suggestions: all)
            problems = Self.problems(error)
        }
    }

    /// Each thing that is wrong, where it stands in what a program sent.
    private static func problems(_ error: ReturnRefusal) -> [Problem] {
        switch error {
        case .problems(let problems):
            problems.prefix(200).map { problem in
                let line = problem.line.flatMap { $0 > 0 ? "/\($0 - 1)" : nil } ?? ""
                let heading = problem.heading.map { "“\($0)”" } ?? ""
                return Problem("/rows" + line, heading + problem.what, problem.advice)
            }
        case .mistakes(let mistakes): mistakes.map { Problem("", $0, "改正后再发") }
        case .landing(let rows): rows.prefix(200).map { Problem("", $0, "改正后再入库") }
        case .remarkNeeded: [Problem("/reason", "必填", "写一条批注，或写理由")]
        case .due(let what, let advice): [Problem("/due_on", what, advice)]
        default: []
        }
    }
}
