import Applications
import Values

/// How the money of a project lies over the years, by the programme's payments. Pure.
enum AwardPlan {
    /// A part of the award, with the year in which it falls due.
    struct Part: Hashable {
        let condition: String
        let year: Int
        let amount: Money
    }

    /// The parts of an award; whole fen, what is left to the last, the sum exact.
    /// - Parameters:
    ///   - signing: the day of the award.
    ///   - ends: the day on which the project ends.
    static func parts(
        _ amount: Money, _ payments: [CallTerms.Payment], signing: CalendarDate,
        starts: CalendarDate, ends: CalendarDate
    ) -> [Part] {
        guard !payments.isEmpty else {
            return [Part(condition: "signing", year: signing.year, amount: amount)]
        }
        let whole = Int128(payments.reduce(0) { $0 + $1.share })
        var left = amount.fen
        return payments.enumerated().compactMap { index, payment in
            let isLast = index == payments.count - 1
            let fen =
                isLast || whole <= 0
                ? left : Int64(Int128(amount.fen) * Int128(payment.share) / whole)
            left -= fen
            guard fen > 0 else { return nil }
            let day =
                switch payment.condition {
                case "signing": signing
                case "acceptance": ends
                default: CalendarDate(dayNumber: (starts.dayNumber + ends.dayNumber) / 2)
                }
            return Part(
                condition: payment.condition, year: max(day.year, signing.year),
                amount: Money(fen: fen))
        }
    }

    /// The same by year.
    static func years(_ parts: [Part]) -> [(year: Int, amount: Money)] {
        Dictionary(grouping: parts, by: \.year).map { year, parts in
            (year, Money(fen: parts.reduce(0) { $0 + $1.amount.fen }))
        }.sorted { $0.year < $1.year }
    }

    /// The same day of a later month, or that month's last.
    static func day(_ day: CalendarDate, plus months: Int) -> CalendarDate {
        let month = day.year * 12 + day.month - 1 + months
        for last in [day.day, 30, 29, 28] where last <= day.day {
            if let found = CalendarDate(year: month / 12, month: month % 12 + 1, day: last) {
                return found
            }
        }
        return day
    }
}
