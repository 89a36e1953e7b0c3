import Applications
import Values

/// How the money of a contract is paid: by the programme's stages, to the fen. Pure.
struct PaymentPlan {
    /// One stage of payment.
    struct Stage: Hashable {
        var number: Int
        let title: String
        /// A code of list `stage-conditions`.
        let condition: String
        /// The milestone that it waits for.
        let milestone: Int?
        let year: Int
        let amount: Money
        let dueOn: CalendarDate
    }

    struct Milestone: Hashable {
        let rank: Int
        let name: String
        let dueOn: CalendarDate
        /// Its part of what is paid by milestones; nil where all have the same.
        let share: Int?
    }

    let payments: [CallTerms.Payment]
    let milestones: [Milestone]
    let total: Money
    /// What was approved by year: a stage takes of the first year that has something left.
    let years: [(year: Int, amount: Money)]
    let signing: CalendarDate
    let starts: CalendarDate
    let ends: CalendarDate

    /// The stages in the order in which they fall due; their sum is the total.
    ///
    /// A stage for which no single year has enough left is paid in two, under the same condition.
    var stages: [Stage] {
        var left = years.isEmpty ? [(year: signing.year, amount: total)] : years
        var stages: [Stage] = []
        for part in parts {
            var amount = part.amount.fen
            while amount > 0 {
                guard let index = left.firstIndex(where: { $0.amount.fen > 0 }) else { break }
                let taken = min(amount, left[index].amount.fen)
                stages.append(
                    Stage(
                        number: stages.count + 1, title: part.title, condition: part.condition,
                        milestone: part.milestone, year: left[index].year,
                        amount: Money(fen: taken), dueOn: part.dueOn))
                left[index].amount = Money(fen: left[index].amount.fen - taken)
                amount -= taken
            }
        }
        return stages
    }

    private struct Part {
        let title: String
        let condition: String
        let milestone: Int?
        let amount: Money
        let dueOn: CalendarDate
    }

    private var parts: [Part] {
        let shares = payments.isEmpty ? [100] : payments.map(\.share)
        let amounts = Self.split(total.fen, by: shares)
        guard !payments.isEmpty else {
            return [
                Part(
                    title: "一次拨付", condition: "signing", milestone: nil, amount: total,
                    dueOn: signing)
            ]
        }
        return zip(payments, amounts).flatMap { payment, fen -> [Part] in
            guard payment.condition == "progress", !milestones.isEmpty else {
                return [
                    Part(
                        title: payment.title, condition: payment.condition, milestone: nil,
                        amount: Money(fen: fen), dueOn: due(payment.condition))
                ]
            }
            let weights = milestones.map { $0.share ?? 1 }
            let parts = Self.split(
                fen, by: weights.contains { $0 > 0 } ? weights : weights.map { _ in 1 })
            return zip(milestones, parts).compactMap { milestone, fen in
                fen == 0
                    ? nil
                    : Part(
                        title: "\(payment.title)：\(milestone.name)", condition: "progress",
                        milestone: milestone.rank, amount: Money(fen: fen), dueOn: milestone.dueOn)
            }
        }
    }

    private func due(_ condition: String) -> CalendarDate {
        switch condition {
        case "signing": signing
        case "acceptance": ends
        default: starts.midway(to: ends)
        }
    }

    /// Parts of an amount in these proportions: whole fen, the rest to the last, the sum exact.
    static func split(_ fen: Int64, by weights: [Int]) -> [Int64] {
        let whole = Int64(weights.reduce(0, +))
        guard whole > 0, !weights.isEmpty else { return weights.isEmpty ? [] : [fen] }
        var parts = weights.map { weight -> Int64 in
            let (high, low) = fen.multipliedFullWidth(by: Int64(weight))
            return whole.dividingFullWidth((high, low)).quotient
        }
        parts[parts.count - 1] += fen - parts.reduce(0, +)
        return parts
    }
}
