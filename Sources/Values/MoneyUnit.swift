/// The unit in which an amount of money is written.
public enum MoneyUnit: String, CaseIterable, Sendable {
    /// 元, the base unit of forms and vouchers.
    case yuan = "元"
    /// 万元, the unit of budgets and performance reports.
    case wan = "万元"
    /// 亿元, the unit of regional statistics.
    case yi = "亿元"

    /// How many fen make one of this unit.
    public var fen: Int64 {
        switch self {
        case .yuan: 100
        case .wan: 1_000_000
        case .yi: 10_000_000_000
        }
    }

    /// How many decimals of this unit reach down to one fen.
    var decimalsToFen: Int {
        switch self {
        case .yuan: 2
        case .wan: 6
        case .yi: 10
        }
    }

    /// How the unit ends a written amount, longest first; 万 and 亿 without 元 occur in reports.
    static let endings: [(text: String, unit: MoneyUnit)] = [
        ("万元", .wan), ("亿元", .yi), ("元", .yuan), ("万", .wan), ("亿", .yi),
    ]
}
