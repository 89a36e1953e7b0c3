import Catalogue
import Values

/// The ratios by which a loss is borne, as dated rules have them on a day.
struct PoolRatios {
    let weights: [(bearer: String, weight: FixedDecimal)]

    static let bearers = ["province", "city", "county", "bank", "guarantor"]

    /// The ratios for a loan.
    /// - Parameters:
    ///   - isGuaranteed: a guarantor bears a part of it.
    ///   - day: on which it was filed, whatever holds when it is claimed.
    /// - Throws: `PoolRefusal.noRatios`, `.ratiosNotWhole`.
    init(_ catalogue: Catalogue, isGuaranteed: Bool, on day: CalendarDate) throws {
        let prefix = isGuaranteed ? "guaranteed_share_" : "claim_share_"
        let found = Self.bearers.compactMap { bearer -> (String, FixedDecimal)? in
            guard let value = catalogue.rules[prefix + bearer]?.value(on: day)?.value,
                let weight = try? FixedDecimal.parse(value), weight.unscaled >= 0
            else { return nil }
            return (bearer, weight)
        }
        if found.isEmpty { throw PoolRefusal.noRatios(day, isGuaranteed: isGuaranteed) }
        let scale = found.map(\.1.scale).max() ?? 0
        let sum = found.reduce(Int128(0)) { $0 + $1.1.rescaled(to: scale).unscaled }
        let whole = FixedDecimal(unscaled: 100, scale: 0).rescaled(to: scale).unscaled
        if sum != whole {
            throw PoolRefusal.ratiosNotWhole(
                day, FixedDecimal(unscaled: sum, scale: scale).description)
        }
        weights = found.map { (bearer: $0.0, weight: $0.1) }
    }
}
