import Approvals
import Catalogue
import Values
import Work

/// A request as lists and pages show it.
struct ApprovalWords {
    let catalogue: Catalogue
    let today: CalendarDate

    private static let rule = "approval_days"

    /// How far it has come: who agreed, who is waited for, what follows.
    func steps(_ request: ApprovalRequest, waitingFor names: [String]) -> Steps {
        let decided = Dictionary(request.ofThisRound.map { ($0.step, $0) }) { _, last in last }
        var steps = [
            Steps.Step(
                title: "报批", state: .done, detail: "\(request.askedBy) \(request.askedOn)")
        ]
        for name in request.steps {
            if let decision = decided[name] {
                let who = decision.onBehalfOf.map { "\(decision.by)代\($0)" } ?? decision.by
                steps.append(
                    .init(
                        title: title(name, request), state: .done,
                        detail: "\(who) \(decision.kind.title) \(decision.at.prefix(10))"))
            } else if name == request.step {
                let who = names.isEmpty ? "没有人能批" : names.joined(separator: "、")
                steps.append(.init(title: title(name, request), state: .now, detail: "等\(who)"))
            } else {
                steps.append(.init(title: title(name, request), state: .ahead))
            }
        }
        return Steps(steps: steps, label: "审批进度")
    }

    func title(_ step: String, _ request: ApprovalRequest) -> String {
        catalogue.approvals[request.chain]?.step(step)?.title ?? step
    }

    /// Where it stands, in one line.
    func standing(_ request: ApprovalRequest) -> HTML {
        switch request.state {
        case .waiting:
            let step = request.step.map { title($0, request) } ?? ""
            return "\(Pill(title: "等\(step)批", kind: .moving).html)"
        case .returned: return Pill(title: "已退回", kind: .new).html
        case .approved: return Pill(title: "已批准", kind: .kept).html
        case .refused, .withdrawn:
            return Pill(title: ApprovalPolicy.title(request.state), kind: .ended).html
        }
    }

    /// When the step that waits is due, by working days.
    func due(_ request: ApprovalRequest) -> CalendarDate? {
        guard let since = CalendarDate(iso: request.since),
            let days = catalogue.rules[Self.rule]?.value(on: today).flatMap({ Int($0.value) })
        else { return nil }
        return WorkingDays(catalogue.calendar).adding(days, to: since)
    }

    func dueMark(_ request: ApprovalRequest) -> HTML {
        guard let due = due(request) else { return "" }
        return DueMark(due: due, today: today, calendar: catalogue.calendar, soon: 1).html
    }
}
