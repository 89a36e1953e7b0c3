import Values

/// A stated total held against the sum of its stated parts.
struct SumComparison {
    enum Outcome: Equatable {
        case exact
        /// The difference lies within what rounding of the parts explains.
        case rounding
        /// The sum is above (positive) or below its total by more.
        case off
    }

    let outcome: Outcome
    /// Sum − total in steps of 10^`exponent`.
    let difference: Int128
    let exponent: Int
    let sum: Int128
    private let isExact: Bool

    /// - Parameters:
    ///   - isExact: whole things, to which no rounding applies.
    ///   - unitExponent: of ten, of the unit: 4 for 万元. A number without decimals in it has dropped
    ///     its zeros.
    /// - Returns: nil where the numbers are too far apart in size to be added in 128 bits.
    init?(total: Quantity, parts: [Quantity], isExact: Bool, unitExponent: Int = 0) {
        let all = [total] + parts
        guard let least = all.map(\.exponent).min(), let most = all.map(\.exponent).max(),
            most - least <= 16
        else { return nil }
        func steps(_ quantity: Quantity) -> Int128? {
            Quantity.power(quantity.exponent - least).map { Int128(quantity.unscaled) * $0 }
        }
        self.isExact = isExact
        let terms = parts.compactMap(steps)
        guard terms.count == parts.count, let whole = steps(total) else { return nil }
        sum = terms.reduce(0, +)
        difference = sum - whole
        exponent = least
        // Twice the tolerance, so that halves stay whole: one half of a last place for each number.
        // 105 among numbers of two decimals has dropped its zeros and is as exact as they are.
        let fine = Int128(all.count)
        if difference == 0 {
            outcome = .exact
        } else if !isExact, 2 * difference.magnitude <= fine.magnitude {
            outcome = .rounding
        } else if !isExact, Self.isCoarse(all, least, unitExponent, difference) {
            outcome = .rounding
        } else if !isExact, total.exponent > least,
            let step = Quantity.power(total.exponent - least),
            2 * difference.magnitude <= step.magnitude + fine.magnitude
        {
            // A total in 亿元 of parts in 万元.
            outcome = .rounding
        } else {
            outcome = .off
        }
    }

    /// 710.6+102.2 beside 812.82: numbers of fewer decimals were rounded, unless they have none at
    /// all and dropped their zeros.
    private static func isCoarse(
        _ all: [Quantity], _ least: Int, _ unit: Int, _ difference: Int128
    ) -> Bool {
        var play: Int128 = 0
        // Whole parts of a total with decimals cannot but be rounded.
        let areWhole = all[0].exponent < unit && all.dropFirst().allSatisfy { $0.exponent >= unit }
        for quantity in all {
            let isWhole = quantity.exponent >= unit && !areWhole
            guard let step = Quantity.power(isWhole ? 0 : quantity.exponent - least) else {
                return false
            }
            play += step
        }
        return 2 * difference.magnitude <= play.magnitude
    }

    /// Whether one wrong digit, or two digits in each other's place, in one of the numbers explains
    /// the whole difference.
    func isOneSlip(total: Quantity, parts: [Quantity]) -> Bool {
        // Parts rounded each on its own leave a step or two beside the slip; only long numbers say
        // enough for that.
        let play: Int128 = isExact || total.unscaled < 10_000 ? 0 : 1
        for shift in -play...play {
            let gap = difference + shift
            let all = [(total, gap)] + parts.map { ($0, -gap) }
            let isSlip = all.contains { quantity, change in
                guard let step = Quantity.power(quantity.exponent - exponent), change % step == 0
                else {
                    return false
                }
                return DigitSlip.explains(
                    quantity.unscaled, becoming: Int128(quantity.unscaled) + change / step)
            }
            if isSlip { return true }
        }
        return false
    }
}

/// Slips of the keyboard between two numbers.
enum DigitSlip {
    /// Whether the numbers differ in one digit, in two that changed places, or (long ones) in one
    /// digit too many or too few.
    static func explains(_ one: Int64, becoming other: Int128) -> Bool {
        guard other >= 0, let other = Int64(exactly: other) else { return false }
        let (left, right) = (Array(String(one).utf8), Array(String(other).utf8))
        if left.count != right.count { return isInserted(left, right) || isInserted(right, left) }
        let places = left.indices.filter { left[$0] != right[$0] }
        if places.count == 1 { return true }
        return places.count == 2 && places[1] == places[0] + 1
            && left[places[0]] == right[places[1]] && left[places[1]] == right[places[0]]
    }

    /// Whether the longer is the shorter with one digit put in.
    private static func isInserted(_ longer: [UInt8], _ shorter: [UInt8]) -> Bool {
        guard longer.count == shorter.count + 1, shorter.count >= 4 else { return false }
        let same = zip(longer, shorter).prefix { $0 == $1 }.count
        return longer[(same + 1)...].elementsEqual(shorter[same...])
    }
}
