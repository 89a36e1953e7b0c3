import Catalogue
import Registers
import Values

/// What follows from a budget line's own cells, so that nobody types it.
enum CompleteBudgetLine {
    static func complete(_ record: inout Record, _ catalogue: Catalogue) {
        let line = BudgetLine(record)
        if record["budget_total"].isNull, let sum = line.sumOfParts, sum.fen >= 0 {
            record.fields["budget_total"] = .integer(sum.fen)
        }
        fillCarryOver(&record, catalogue)
        record.fields["final_difference"] = difference(BudgetLine(record))
        record.fields["late"] = lateness(BudgetLine(record), catalogue)
    }

    /// Carried-in money may be used to the end of the year after the one it was first given for.
    private static func fillCarryOver(_ record: inout Record, _ catalogue: Catalogue) {
        guard let year = record["year"].integer, record["carried_in"].integer ?? 0 > 0 else {
            record.fields["carry_until"] = nil
            return
        }
        let given = record["money_year"].integer ?? year - 1
        record.fields["money_year"] = .integer(given)
        record.fields["carry_until"] = years(catalogue, Int(year)).map {
            .text(CalendarDate.yearEnd(Int(given) + $0 - 1).iso)
        }
    }

    /// For how many years running money may stay unspent (`carry_over_years`).
    static func years(_ catalogue: Catalogue, _ year: Int) -> Int? {
        catalogue.rules["carry_over_years"]?.value(on: .yearEnd(year)).flatMap { Int($0.value) }
    }

    private static func difference(_ line: BudgetLine) -> Scalar? {
        guard let final = line.final, let paid = line.paid,
            let difference = final.subtracting(paid), difference.fen != 0
        else { return nil }
        return .integer(difference.fen)
    }

    private static func lateness(_ line: BudgetLine, _ catalogue: Catalogue) -> Scalar? {
        guard let last = line.months.last, let total = line.total,
            let points = ExecutionProgress.lagPoints(catalogue, on: last.month.lastDay)
        else { return nil }
        let progress = ExecutionProgress(month: last.month, total: total, paid: last.paid)
        return .integer(progress.isLate(points) ? 1 : 0)
    }
}
