public import Catalogue
public import Values

/// The answer to one figure, exact and as printed.
public struct FigureResult: Sendable {
    public enum Status: Sendable, Hashable {
        case value
        /// All records say there is none (无): zero by statement, not by absence.
        case nilReturn
        /// No record speaks of that year.
        case noData
        /// The figure has no breakdown to a county.
        case notByCounty
        /// A `value` measure found several records.
        case severalRecords(Int)
    }

    public let definition: FigureDefinition
    public let status: Status
    /// In the figure's unit, not rounded.
    public let exact: Fraction?
    /// In the figure's unit, rounded to its decimals.
    public let value: FixedDecimal?
    /// Percent against the year before.
    public let growth: FixedDecimal?
    /// The growth is the source's own (可比价), not computed.
    public let growthIsStated: Bool
    /// In the figure's unit, against the year before.
    public let change: FixedDecimal?
    public let dataYear: Int
    public let asOf: String
    public var annotations: [Annotation] = []

    public var isForecast: Bool { annotations.contains { $0.kind == Annotation.forecast } }
    public var isApproximate: Bool { annotations.contains { $0.kind == Annotation.approximate } }
    public var isNil: Bool { status == .nilReturn }

    /// The number as printed, without unit: 600.99, 2.20, 无, or a dash where nothing is known.
    public var valueText: String {
        switch status {
        case .nilReturn: return "无"
        case .noData, .notByCounty, .severalRecords: return "—"
        case .value:
            guard let value else { return "—" }
            return definition.keepsZeros ? value.description : value.trimmed
        }
    }

    /// The number in sentences: 预计1040家, 1500余家, 第2名, 第十四届, 无.
    public var text: String {
        guard status == .value else { return valueText }
        let forecast = isForecast ? "预计" : ""
        switch definition.unit {
        case "名次": return "\(forecast)第\(valueText)名"
        case "届":
            let edition = Int(valueText).map(ChineseNumeral.text) ?? valueText
            return "\(forecast)第\(edition)届"
        default: return forecast + valueText + (isApproximate ? "余" : "") + definition.unit
        }
    }

    /// 同比增长81.37%，同比增加6.3亿元; empty where nothing is compared.
    public var comparisonText: String {
        var parts: [String] = []
        if let growth, definition.shown != .change {
            parts.append("同比" + Self.phrase(growth, up: "增长", down: "下降", unit: "%"))
        }
        if let change, definition.shown != .growth {
            let unit = definition.unit == "%" ? "个百分点" : definition.unit
            parts.append("同比" + Self.phrase(change, up: "增加", down: "减少", unit: unit))
        }
        return parts.joined(separator: "，")
    }

    private static func phrase(_ number: FixedDecimal, up: String, down: String, unit: String)
        -> String
    {
        let zero = FixedDecimal(unscaled: 0, scale: 0)
        if number == zero { return "持平" }
        let positive =
            number < zero ? FixedDecimal(unscaled: -number.unscaled, scale: number.scale) : number
        return (number < zero ? down : up) + positive.trimmed + unit
    }
}

/// A person's note of one year on a figure.
public struct Annotation: Sendable, Hashable {
    public static let forecast = "forecast"
    public static let approximate = "approximate"
    public static let reported = "reported"
    public static let explanation = "explanation"

    public let record: Int64
    public let kind: String
    public let text: String?
    /// What was officially reported, in the figure's unit.
    public let value: FixedDecimal?
    public let to: String?
    public let on: String?
    public let ground: String?
    public let by: String?
}
