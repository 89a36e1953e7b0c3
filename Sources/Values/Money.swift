/// An amount of money in whole fen; it is never a floating number.
public struct Money: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The amount in fen (1 元 = 100 fen).
    public let fen: Int64

    /// No money.
    public static let zero = Money(fen: 0)

    /// Makes an amount of `fen` fen.
    public init(fen: Int64) {
        self.fen = fen
    }

    /// The sum; nil when it leaves 64 bits of fen.
    public func adding(_ other: Money) -> Money? {
        let (sum, over) = fen.addingReportingOverflow(other.fen)
        return over ? nil : Money(fen: sum)
    }

    /// The difference; nil when it leaves 64 bits of fen.
    public func subtracting(_ other: Money) -> Money? {
        let (difference, over) = fen.subtractingReportingOverflow(other.fen)
        return over ? nil : Money(fen: difference)
    }

    /// Ordered by amount.
    public static func < (left: Money, right: Money) -> Bool { left.fen < right.fen }

    /// The exact amount in 元 with its unit: `105元`.
    public var description: String { text(in: .yuan) + MoneyUnit.yuan.rawValue }

    /// The number of `unit`s without the unit's name, HALF_UP.
    ///
    /// `decimals` nil gives the exact shortest form: `0.34`, `105`; `grouped` parts thousands.
    public func text(in unit: MoneyUnit, decimals: Int? = nil, grouped: Bool = false) -> String {
        let exact = FixedDecimal(unscaled: Int128(fen), scale: unit.decimalsToFen)
        let number = decimals.map(exact.rescaled(to:)) ?? exact.withoutClosingZeros
        return grouped ? number.grouped : number.description
    }

    /// Reads an amount exactly; a unit at its end (`0.34万元`, `6.45万`) overrides `unit`.
    ///
    /// Accepts ￥ or ¥, groups of three and full-width digits. Throws `ValueProblem` for anything
    /// finer than a fen and anything beyond 64 bits of fen; rounding here would lose money unseen.
    public static func parse(
        _ text: String, unit: MoneyUnit = .yuan
    ) throws(ValueProblem) -> Money {
        let source = HalfWidthText(text)
        var unit = unit
        var end = source.characters.endIndex
        for ending in MoneyUnit.endings
        where source.characters.suffix(ending.text.count).elementsEqual(ending.text) {
            unit = ending.unit
            end -= ending.text.count
            break
        }
        while end > 0, isBlank(source.characters[end - 1]) { end -= 1 }
        let number = try DecimalText(source, in: 0..<end, allowsCurrency: true)
        return try wholeFen(number, unit: unit, found: text)
    }

    private static func wholeFen(
        _ number: DecimalText, unit: MoneyUnit, found: String
    ) throws(ValueProblem) -> Money {
        let exact = FixedDecimal(unscaled: number.unscaled, scale: number.scale)
            .withoutClosingZeros
        guard exact.scale <= unit.decimalsToFen else {
            throw ValueProblem(
                found: found,
                position: number.pointPosition.map { $0 + unit.decimalsToFen + 1 },
                rule: "金额精确到分，以\(unit.rawValue)计最多\(unit.decimalsToFen)位小数",
                suggestion: "核对单位，或改为整分的金额")
        }
        let factor = powerOfTen(unit.decimalsToFen - exact.scale)
        let (fen, over) = exact.unscaled.multipliedReportingOverflow(by: factor)
        guard !over, let fen = Int64(exactly: fen) else {
            throw ValueProblem(
                found: found, rule: "金额不超过922亿亿分（约9.2亿亿元）",
                suggestion: "核对单位是否应为元、万元或亿元")
        }
        return Money(fen: fen)
    }
}
