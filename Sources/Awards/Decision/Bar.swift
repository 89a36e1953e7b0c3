import Applications
import Catalogue
import Registers
import Store
import Values

/// What bars an application from being funded, whatever line is drawn and whatever a meeting says:
/// the what-if and the meeting ask the same.
struct Bar {
    /// Bids that the owner of the need chose; nil where there is no matching.
    let chosen: Set<Int64>?
    let isReviewed: Bool
    /// The score below which nothing is funded.
    let least: FixedDecimal?

    init(chosen: Set<Int64>?, isReviewed: Bool, least: FixedDecimal?) {
        (self.chosen, self.isReviewed, self.least) = (chosen, isReviewed, least)
    }

    init(_ reader: Reader, _ call: Record, _ terms: CallTerms) throws {
        chosen =
            terms.has(.matching)
            ? try Set(
                reader.all(
                    """
                    SELECT application FROM matching WHERE call = \(call.id)
                    AND state = 'answered' AND chosen = 1
                    """
                ).compactMap { $0[0].integer }) : nil
        isReviewed = terms.has(.review)
        least =
            isReviewed
            ? terms.threshold?.number.map { FixedDecimal(unscaled: Int128($0), scale: 0) } : nil
    }

    /// Why it cannot be funded; nil where it can.
    func reason(_ application: Record) -> String? {
        reason(
            application.id,
            score: application["score"].integer.map {
                FixedDecimal(unscaled: Int128($0), scale: 2)
            })
    }

    func reason(_ application: Int64, score: FixedDecimal?) -> String? {
        if let chosen, !chosen.contains(application) { return "需求方没有选中" }
        guard isReviewed else { return nil }
        guard let score else { return "没有评审得分" }
        if let least, score < least { return "得分 \(score)，低于最低分 \(least)" }
        return nil
    }
}
