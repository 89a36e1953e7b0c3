import Applications
import Awards

extension Failure {
    /// What is not public is not there.
    init(_ error: OpennessRefusal) {
        self.init(
            status: 404, title: "没有这个申报通知", message: error.description, advice: "",
            suggestions: [Suggestion(title: "申报通知", link: Link(.openCalls))])
    }

    /// What stands against a topic.
    init(_ error: TopicRefusal) {
        let status =
            switch error {
            case .mayNot: 403
            case .noNeed: 404
            case .notReady, .sensitive: 409
            case .nothingChosen, .namesUnit: 422
            }
        self.init(
            status: status, title: "没有凝练", message: error.description, advice: "",
            suggestions: [Suggestion(title: "凝练指南方向", link: Link(.condenseTopic))])
    }
}
