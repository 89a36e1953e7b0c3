import Catalogue
public import Registers
public import Values

/// One step of the way of an application.
public struct ApplicationWayStep: Sendable, Hashable {
    public let title: String
    public let isDone: Bool
    public let isNow: Bool
    /// The day on which it was done.
    public let on: String?
    /// The day by which it is to be done, where a term is known.
    public let due: CalendarDate?
}

extension Applications {
    /// The way of an application through the stages of its call, each with its day or its term:
    /// terms in working days run from the day on which the step before was to be done.
    public func way(_ application: Record, _ offer: CallOffer) -> [ApplicationWayStep] {
        let passed = Self.passed(application)
        var day = offer.time?.closes.businessDate
        var steps: [(title: String, done: Bool, on: String?, due: CalendarDate?)] = [
            ("填写", passed >= 1, nil, day),
            ("单位审签", passed >= 2, application["signed_off_on"].text, day),
            (
                "提交", passed >= 3,
                application["submitted_at"].text.map { String($0.prefix(10)) }, day
            ),
        ]
        for (stage, title, level, field) in Self.later where offer.terms.has(stage) {
            let on = field.flatMap { application[$0].text }
            var due: CalendarDate?
            if let term = offer.terms.term(of: stage), let length = term.number, let from = day {
                due =
                    term.unit == "工作日"
                    ? workingDay(length, after: from) : from.adding(days: length)
                day = due
            } else {
                day = nil
            }
            steps.append((title, passed >= level, passed >= level ? on : nil, due))
        }
        let isOver = Self.over.contains(application.state)
        let now = isOver ? nil : steps.firstIndex { !$0.done }
        return steps.enumerated().map { index, step in
            ApplicationWayStep(
                title: step.title, isDone: step.done, isNow: index == now, on: step.on,
                due: step.due)
        }
    }

    private static let later:
        [(stage: Programme.Stage, title: String, level: Int, field: String?)] = [
            (.recommendation, "推荐", 4, "recommended_on"), (.formalCheck, "形式审查", 5, "formal_on"),
            (.jointCheck, "部门联审", 6, "joint_on"), (.review, "专家评审", 7, nil),
            (.notice, "公示", 9, nil), (.contract, "签任务书", 11, nil),
        ]

    private static let over: Set<String> = [
        "not-recommended", "formal-rejected", "joint-rejected", "not-funded", "withdrawn",
    ]

    /// How far its state is.
    private static func passed(_ application: Record) -> Int {
        switch application.state {
        case "signed-off": 2
        case "submitted": 3
        case "recommended", "not-recommended": 4
        case "formal-passed", "formal-rejected": 5
        case "cleared", "joint-rejected": 6
        case "reviewed": 7
        case "proposed", "suspended": 8
        case "awarded", "not-funded": 10
        default: 0
        }
    }
}
