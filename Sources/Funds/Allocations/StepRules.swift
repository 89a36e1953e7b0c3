import Registers
import Values

/// The steps of an allocation after it is issued.
public enum AllocationStep: String, Sendable, CaseIterable {
    case receive, disburse, arrive

    /// What the step is called.
    public var title: String {
        switch self {
        case .receive: "县级收到"
        case .disburse: "国库拨付"
        case .arrive: "单位到账"
        }
    }

    /// The field that holds its day.
    public var field: String {
        switch self {
        case .receive: "at_county_on"
        case .disburse: "disbursed_on"
        case .arrive: "arrived_on"
        }
    }
}

/// Whether a step may be taken now; pure.
enum StepRules {
    /// Why a step is not taken on a day; nil where it may be.
    static func obstacle(
        _ step: AllocationStep, _ line: Record, on day: CalendarDate, today: CalendarDate,
        state: String
    ) -> String? {
        let isDirect = line["through"].text == "direct"
        let isRight =
            switch step {
            case .receive: line.state == "issued" && !isDirect
            case .disburse: line.state == (isDirect ? "issued" : "at-county")
            case .arrive: line.state == "disbursed"
            }
        if !isRight {
            if step == .receive, isDirect { return "由市级国库直接支付，不经县级，不用确认收到。" }
            return "现在是“\(state)”，不能办“\(step.title)”。\(next(line))"
        }
        if day > today { return "\(step.title)日期 \(day.iso) 还没到，办了再填。" }
        let before = last(step, line)
        if let before, day < before.day {
            return "\(step.title)日期 \(day.iso) 早于\(before.title)日期 \(before.day.iso)，核对日期。"
        }
        return nil
    }

    /// The step before, as far as it was taken.
    static func last(_ step: AllocationStep, _ line: Record) -> (title: String, day: CalendarDate)?
    {
        let before: [(String, String)] =
            switch step {
            case .receive: [("issued_on", "下达")]
            case .disburse: [("at_county_on", "县级收到"), ("issued_on", "下达")]
            case .arrive:
                [("disbursed_on", "国库拨付"), ("at_county_on", "县级收到"), ("issued_on", "下达")]
            }
        return before.lazy.compactMap { field, title in
            line.day(field).map { (title, $0) }
        }.first
    }

    private static func next(_ line: Record) -> String {
        switch line.state {
        case "listed": "指标文还没有下达。"
        case "issued": line["through"].text == "direct" ? "先办国库拨付。" : "先由县级确认收到。"
        case "at-county": "先办国库拨付。"
        case "disbursed": "等单位确认到账。"
        default: "已经办完；钱要退的办退回。"
        }
    }

    /// Days from the step before, and from issue.
    static func days(_ step: AllocationStep, _ line: Record, on day: CalendarDate) -> [String:
        Scalar]
    {
        let field =
            switch step {
            case .receive: "days_to_county"
            case .disburse: "days_to_disburse"
            case .arrive: "days_to_arrival"
            }
        var fields: [String: Scalar] = [step.field: .text(day.iso)]
        if let before = last(step, line)?.day {
            fields[field] = .integer(Int64(day.dayNumber - before.dayNumber))
        }
        guard step == .arrive else { return fields }
        if let issued = line.day("issued_on") {
            fields["days_total"] = .integer(Int64(day.dayNumber - issued.dayNumber))
        }
        if let due = line.day("due_on") { fields["in_time"] = .integer(day <= due ? 1 : 0) }
        return fields
    }
}
