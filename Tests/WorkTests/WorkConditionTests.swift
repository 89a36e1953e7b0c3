import Catalogue
import Registers
import Testing
import Values
import Work

/// Each condition that is counted from today, and the permits that meet it on 1 March 2026.
@Suite struct WorkConditionTests {
    private static let conditions = [
        // The state: withdrawn permit 8 is in no list.
        ("{}", "1 2 3 4 5 6 7 9"), ("{state: lapsed}", "9"),
        // Days: today itself, and the last day that counts, belong; an empty day never.
        ("{valid_to: overdue}", "2 5 6 9"), ("{valid_to: {within-days: 0}}", "1"),
        ("{valid_to: {within-days: 30}}", "1 3"), ("{valid_to: {within-days: 31}}", "1 3 4"),
        ("{valid_to: {until-days: 0}}", "1 2 5 6 9"),
        ("{valid_to: {until-days: 30}, state: valid}", "1 2 3 5 6"),
        ("{valid_to: {older-than-days: 30}}", "6 9"),
        ("{valid_to: {older-than-days: 29}}", "5 6 9"),
        ("{valid_to: {older-than-days: 0}}", "2 5 6 9"),
        ("{valid_to: {since-days: 30}}", "1 2 3 4 5"), ("{valid_to: {since-days: 29}}", "1 2 3 4"),
        ("{valid_to: {since-days: later_days}}", ""),
        ("{valid_to: absent}", "7"), ("{valid_to: present, state: valid}", "1 2 3 4 5 6"),
        // The rule in force today, and one that is not in force yet.
        ("{valid_to: {within-days: notice_days}}", "1 3"),
        ("{valid_to: {within-days: later_days}}", ""),
        ("{valid_to: {until-days: later_days}}", ""),
        ("{valid_to: {older-than-days: later_days}}", ""),
        // Since when it is in its state.
        ("{state: valid, state-since: {older-than-days: 30}}", "3 4 5 6 7"),
        ("{state: valid, state-since: {older-than-days: 31}}", "4 5 6 7"),
        ("{state-since: {within-days: 0}}", "1"),
        // Years are those of today.
        ("{year: in-year}", "1"), ("{year: from-year}", "1"),
        ("{checked: from-year}", "1 2"), ("{valid_to: from-year}", "1 2 3 4 5 6"),
        ("{year: in-previous-year}", "2 3 5 9"),
        ("{checked: in-previous-year}", "3"), ("{year: before-year}", "2 3 4 5 9"),
        ("{checked: before-year}", "3 4"), ("{valid_to: before-year}", "9"),
        ("{valid_to: in-previous-year}", "9"),
        ("{valid_to: in-year, no: [\"1\", \"9\"]}", "1"),
        // Through one reference; permit 5 has no holder, 丙公司 no insurance.
        ("{holder.insured_to: overdue}", "1 2"),
        ("{holder.insured_to: {within-days: 0}}", "3 4"),
        ("{holder.insured_to: absent}", "5 6 7 9"),
        // Rows: any at all, and those that meet conditions.
        ("{visits: present}", "2 3 4"), ("{visits: absent}", "1 5 6 7 9"),
        ("{visits: {with: {done_on: absent, due_on: overdue}}}", "2"),
        ("{visits: {with: {done_on: absent}}}", "2 4"),
        ("{visits: {without: {done_on: absent}}}", "1 3 5 6 7 9"),
        ("{visits: {without: {task: 回访}}, county: \"430621\"}", "4 6 7 9"),
        // Records that go with it; the withdrawn renewal of permit 9 does not.
        ("{with-record: {of: renewal, same: {permit_no: no}}}", "2 6"),
        ("{without-record: {of: renewal, same: {permit_no: no}}, state: valid}", "1 3 4 5 7"),
        (
            "{with-record: {of: renewal, same: {permit_no: no}, where: {asked_on: in-year}}}", "2"
        ),
        ("{with-record: {of: renewal, same: holder, where: {asked_on: in-year}}}", "1 2"),
        // Another permit of the same holder, never the permit itself.
        ("{with-record: {of: permit, same: holder, where: {valid_to: overdue}}}", "1 6 7 9"),
        ("{with-record: {of: permit, same: holder, where: {holder.county: \"430602\"}}}", "1 2"),
    ]

    /// One list for each condition, asked of one counter that no test changes.
    private static let asked = Task {
        try await Counter(
            conditions.enumerated().map { number, condition in
                "c\(number): {title: 单, todo: 办, from: permit, where: \(condition.0), show: [no]}\n"
            }.joined())
    }

    @Test(arguments: conditions.indices) func aConditionPicksItsPermits(number: Int) async throws {
        let (condition, expected) = Self.conditions[number]
        let counter = try await Self.asked.value
        let page = try counter.page("c\(number)")
        #expect(try counter.labels("c\(number)") == expected, "\(condition)")
        #expect(page.summary.count == page.lines.count, "\(condition)")
        #expect(page.lines.allSatisfy { $0.due == nil }, "\(condition)")
    }
}

/// When things are due: earliest first, counted to the day.
@Suite struct WorkDueTests {
    private static let dues = [
        // due, the order of the valid permits, the due days, how many are overdue and due soon
        ("valid_to", "", "6 5 2 1 3 4 7", "2026-01-29 2026-01-30 2026-02-28 2026-03-01", 3, 1),
        (
            "{of: valid_to, days: 1}", "", "6 5 2 1 3 4 7",
            "2026-01-30 2026-01-31 2026-03-01 2026-03-02", 2, 2
        ),
        (
            "{of: valid_to, days: notice_days}", "", "6 5 2 1 3 4 7",
            "2026-02-28 2026-03-01 2026-03-30 2026-03-31", 1, 1
        ),
        // A month after 29 and 30 January is the last of February.
        (
            "{of: valid_to, months: renewal_months}", "", "6 5 2 1 3 4 7",
            "2026-02-28 2026-02-28 2026-03-28 2026-04-01", 2, 0
        ),
        ("{of: valid_to, years: 1}", "", "6 5 2 1 3 4 7", "2027-01-29 2027-01-30", 0, 0),
        // Saturday 28 February is worked, Thursday 5 March is not.
        (
            "{of: valid_to, working-days: 4}", "", "6 5 2 1 3 4 7",
            "2026-02-04 2026-02-05 2026-03-06 2026-03-06", 2, 2
        ),
        ("{of: valid_to, working-days: 20}", "", "6 5 2 1 3 4 7", "2026-02-26 2026-02-27", 2, 0),
        // Asked by the day it is due rather than by the field.
        ("{of: valid_to, days: 1}", "due: overdue", "6 5", "2026-01-30 2026-01-31", 2, 0),
        ("{of: valid_to, days: 1}", "due: {within-days: 0}", "2", "2026-03-01", 0, 1),
        ("{of: valid_to, days: 1}", "due: {within-days: 1}", "2 1", "2026-03-01 2026-03-02", 0, 2),
        (
            "{of: valid_to, days: 1}", "due: {until-days: 1}", "6 5 2 1",
            "2026-01-30 2026-01-31 2026-03-01 2026-03-02", 2, 2
        ),
        ("{of: valid_to, days: 1}", "due: {older-than-days: 29}", "6", "2026-01-30", 1, 0),
        ("{of: valid_to, days: 1}", "due: {older-than-days: 28}", "6 5", "2026-01-30", 2, 0),
        ("{of: valid_to, days: later_days}", "", "6 5 2 1 3 4 7", "", 0, 0),
        // The same day for all of them; a list that names no other order goes by entry.
        ("{each-year: 02-28}", "", "1 2 3 4 5 6 7", "2026-02-28 2026-02-28", 7, 0),
        ("{each-year: 03-01}", "", "1 2 3 4 5 6 7", "2026-03-01 2026-03-01", 0, 7),
        ("{each-year: 05-31}", "due: {until-days: 90}", "", "", 0, 0),
        ("{each-year: 05-31}", "due: {until-days: 91}", "1 2 3 4 5 6 7", "2026-05-31", 0, 0),
        ("state-since", "", "6 7 4 5 3 2 1", "2025-06-01 2025-06-01 2026-01-01", 6, 1),
    ]

    private static let asked = Task {
        try await Counter(
            dues.enumerated().map { number, due in
                """
                c\(number):
                  {title: 单, todo: 办, from: permit, where: {state: valid\(due.1.isEmpty ? "" : ", " + due.1)}, due: \(due.0), show: [no]}\n
                """
            }.joined())
    }

    @Test(arguments: dues.indices) func whatIsDueFirstStandsFirst(number: Int) async throws {
        let (due, condition, order, days, overdue, soon) = Self.dues[number]
        let counter = try await Self.asked.value
        let page = try counter.page("c\(number)")
        #expect(try counter.labels("c\(number)") == order, "\(due) \(condition)")
        let found = page.lines.compactMap(\.due?.iso).joined(separator: " ")
        #expect(days.isEmpty ? found.isEmpty : found.hasPrefix(days), "\(due): \(found)")
        #expect(page.summary.overdue == overdue, "\(due) \(condition)")
        #expect(page.summary.dueSoon == soon, "\(due) \(condition)")
        for line in page.lines where page.summary.overdue == page.summary.count {
            #expect(line.due.map { $0 < counter.today } == true)
        }
    }

    /// What the SQL calls overdue is what the day in the line says, whatever the term.
    @Test(arguments: ["days", "working-days", "months", "years"])
    func countingBackAgreesWithCountingForth(unit: String) async throws {
        for length in [0, 1, 2, 11, 13, 30] {
            let counter = try await Counter(
                """
                all: {title: 单, todo: 办, from: permit, due: {of: valid_to, \(unit): \(length)}, show: [no]}
                late: {title: 单, todo: 办, from: permit, where: {due: overdue}, due: {of: valid_to, \(unit): \(length)}, show: [no]}
                """)
            let late = try counter.page("all").lines.filter {
                $0.due.map { $0 < counter.today } == true
            }
            #expect(try counter.page("late").lines.map(\.record) == late.map(\.record), "\(length)")
        }
    }
}
