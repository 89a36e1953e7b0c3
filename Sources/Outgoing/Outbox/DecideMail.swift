public import Values

/// When a mail goes, so that nobody is disturbed more than is of use.
public struct CalmRule: Sendable, Equatable {
    /// The hours of Asia/Shanghai within which ordinary mails go: from the first, before the
    /// second.
    public var hours: Range<Int>

    /// Makes a rule; without a configuration from 8 to 20 o'clock.
    public init(hours: Range<Int> = 8..<20) { self.hours = hours.clamped(to: 0..<24) }

    /// Decides on one mail to one person: what concerns the safety of an account goes at once;
    /// ordinary mails go on working days in the hours of the rule, one a day.
    ///
    /// - Parameters:
    ///   - lastOrdinary: the day on which the person was last sent an ordinary mail.
    ///   - isWorkingDay: the calendar.
    public func decide(
        _ template: MailTemplate, lastOrdinary: CalendarDate?, now: Instant,
        isWorkingDay: (CalendarDate) -> Bool
    ) -> MailDecision {
        guard template.saysSomething else { return .nothingToSay }
        guard template.urgency == .ordinary else { return .send }
        let today = now.businessDate
        var day = today
        // A day on which the person was written to is over; so is one whose hours have passed.
        if let lastOrdinary, lastOrdinary >= day { day = lastOrdinary.adding(days: 1) }
        if day == today, now >= Self.instant(day, hour: hours.upperBound) {
            day = day.adding(days: 1)
        }
        // No calendar has a year without a working day: a bound for one that is faulty.
        for _ in 0..<366 where !isWorkingDay(day) { day = day.adding(days: 1) }
        let opening = Self.instant(day, hour: hours.lowerBound)
        return now >= opening ? .send : .wait(until: opening)
    }

    /// An hour of a day at Asia/Shanghai (UTC+8).
    static func instant(_ day: CalendarDate, hour: Int) -> Instant {
        let seconds = Int64(day.dayNumber) * 86_400 + Int64(hour - 8) * 3_600
        return Instant(milliseconds: seconds * 1_000)
    }
}

/// What to do with a mail now.
public enum MailDecision: Sendable, Equatable {
    case send
    case wait(until: Instant)
    /// It would be a mail about nothing.
    case nothingToSay
}

/// When a mail that was not taken is tried again.
public enum MailRetry: Sendable, Equatable {
    case again(Instant)
    /// It will never be taken, or too much time has passed.
    case giveUp

    /// Minutes to wait after the first, second, … failed attempt: soon at first, since most causes
    /// pass, and two days in all, since a notice of the day before yesterday is of no use.
    static let minutes = [1, 5, 15, 60, 240, 480, 960, 1_120]

    /// Decides after a failed attempt, counted from 1.
    public static func after(attempt: Int, _ error: MailError, now: Instant) -> MailRetry {
        guard !error.isPermanent, (1...minutes.count).contains(attempt) else { return .giveUp }
        let wait = Int64(minutes[attempt - 1]) * 60_000
        return .again(Instant(milliseconds: now.milliseconds + wait))
    }
}
