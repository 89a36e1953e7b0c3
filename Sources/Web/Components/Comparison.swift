import Catalogue
import Figures
import Values

/// A comparison with the year before: an arrow, words and the number, never colour alone.
struct Comparison: Sendable {
    let text: String
    let direction: Direction

    enum Direction: String, Sendable {
        case up, down, level

        var arrow: String {
            switch self {
            case .up: "▲"
            case .down: "▼"
            case .level: "＝"
            }
        }
    }

    /// The comparisons that a figure prints; none where nothing is compared.
    static func of(_ result: FigureResult) -> [Comparison] {
        var all: [Comparison] = []
        if let growth = result.growth, result.definition.shown != .change {
            let stated = result.growthIsStated ? "（来源公布）" : ""
            all.append(Comparison(growth, " %", stated))
        }
        if let change = result.change, result.definition.shown != .growth {
            let unit = result.definition.unit == "%" ? "个百分点" : result.definition.unit
            all.append(Comparison(change, " " + unit, ""))
        }
        return all
    }

    private init(_ number: FixedDecimal, _ unit: String, _ note: String) {
        let zero = FixedDecimal(unscaled: 0, scale: 0)
        direction = number == zero ? .level : number < zero ? .down : .up
        text =
            direction == .level
            ? "与上年持平" + note : "较上年 " + Numbers.signed(number) + unit + note
    }

    var html: HTML {
        """
        <span class="compare \(direction.rawValue)"><span aria-hidden="true">\(direction.arrow)</span> \
        \(text)</span>
        """
    }
}
