import Registers
import Store
public import Values

/// Whether a contract promises less than the application did. Pure.
struct TargetRules {
    /// A decimal of four places, as rows keep it.
    private static let scale: Int64 = 10_000

    /// The first target that the contract lowers or leaves out.
    static func lowered(_ contract: [[String: Scalar]], from applied: [[String: Scalar]])
        -> AwardsRefusal?
    {
        for target in applied {
            let name = target["name"]?.text ?? ""
            let own = contract.first { isSame($0, target) }
            guard let own else {
                return .loweredTarget(name: name, applied: words(target), contract: "没有写")
            }
            if isLower(own, than: target) {
                return .loweredTarget(name: name, applied: words(target), contract: words(own))
            }
        }
        return nil
    }

    private static func isSame(_ one: [String: Scalar], _ other: [String: Scalar]) -> Bool {
        if let indicator = other["indicator"]?.text, !indicator.isEmpty {
            return one["indicator"]?.text == indicator
        }
        return one["name"]?.text == other["name"]?.text
    }

    private static func isLower(_ own: [String: Scalar], than target: [String: Scalar]) -> Bool {
        guard let asked = target["value"]?.integer else {
            let text = target["text"]?.text ?? ""
            return !text.isEmpty && own["text"]?.text != text
        }
        guard let value = own["value"]?.integer, own["unit"]?.text == target["unit"]?.text,
            own["comparison"]?.text == target["comparison"]?.text
        else { return true }
        switch target["comparison"]?.text {
        case "at-most": return value > asked
        case "equals": return value != asked
        default: return value < asked
        }
    }

    /// 不少于 3 篇.
    static func words(_ target: [String: Scalar]) -> String {
        guard let value = target["value"]?.integer else { return target["text"]?.text ?? "" }
        let sign = ["at-most": "不超过", "equals": "等于"][target["comparison"]?.text ?? ""] ?? "不少于"
        return "\(sign) \(number(value)) \(target["unit"]?.text ?? "")".trimmingEnd
    }

    /// 12.5, without zeros at the end.
    static func number(_ value: Int64) -> String {
        let (whole, part) = value.magnitude.quotientAndRemainder(dividingBy: UInt64(scale))
        var text = (value < 0 ? "-" : "") + String(whole)
        if part > 0 {
            var digits = String(part + UInt64(scale)).dropFirst()
            while digits.last == "0" { digits = digits.dropLast() }
            text += "." + digits
        }
        return text
    }
}

extension String {
    /// Without blanks at its end.
    var trimmingEnd: String {
        lastIndex { !$0.isWhitespace }.map { String(self[...$0]) } ?? ""
    }
}

extension Awards {
    /// 不少于 3 篇: what a target of a contract says.
    public static func words(ofTarget row: [String: Scalar]) -> String { TargetRules.words(row) }
}
