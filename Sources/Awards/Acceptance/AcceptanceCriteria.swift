import Applications
import Registers
import Values

/// What experts judge at acceptance besides each target: the points that the programme names, as
/// the terms of the call keep them. Pure.
enum AcceptanceCriteria {
    /// The rows that the experts fill in, in the order of the programme.
    static func rows(_ asked: [CallTerms.Point]) -> [[String: Scalar]] {
        asked.map { point in
            ["name": .text(point.title), "asked": point.help.map(Scalar.text) ?? .null].filter {
                !$0.value.isNull
            }
        }
    }

    /// What stands against a conclusion: a point without a verdict, or 通过 with one that is missed.
    static func concluding(_ acceptance: Record, _ asked: [CallTerms.Point]) -> AwardsRefusal? {
        let rows = acceptance.rows["criteria"] ?? []
        for point in asked {
            let verdict = rows.first { $0["name"]?.text == point.title }?["verdict"]?.text
            guard let verdict else {
                return .acceptance(
                    rule: "计划的验收标准逐条认定", what: "验收标准“\(point.title)”没有专家认定",
                    advice: "在“其他验收标准”里逐条认定")
            }
            if verdict == "missed", acceptance["conclusion"].text == "passed" {
                return .acceptance(
                    rule: "有标准没有达到的不能通过", what: "验收标准“\(point.title)”没有达到，结论却是通过",
                    advice: "非主观原因没有达到的按结题，其余按不通过")
            }
        }
        return nil
    }
}
