import Values

/// When something is due: the day with its weekday, the hour where there is one, and what is left
/// in working days. 3月5日 (周四) 17:00，还有2个工作日.
struct DueMark: Sendable {
    let due: CalendarDate
    /// `17:00`
    var hour: String?
    let today: CalendarDate
    let calendar: WorkingCalendar
    /// Working days from which on it is soon.
    var soon = 3

    private static let weekdays = Array("一二三四五六日")

    var html: HTML {
        let (words, style, shape) = left
        let year = due.year == today.year ? "" : "\(due.year)年"
        let clock = hour.map { " \($0)" } ?? ""
        let weekday = Self.weekdays[due.weekday - 1]
        return """
            <span class="due \(style)"><time datetime="\(due.iso)\(hour.map { "T" + $0 } ?? "")">\
            \(year)\(due.month)月\(due.day)日 (周\(String(weekday)))\(clock)</time> \
            <span class="left"><span aria-hidden="true">\(shape)</span> \(words)</span></span>
            """
    }

    /// What is left; days where the year's holidays are not known.
    private var left: (words: String, style: String, shape: String) {
        let days = due.dayNumber - today.dayNumber
        if days == 0 { return ("今天到期", "soon", "▲") }
        if days < 0 {
            let worked = try? calendar.workingDays(
                from: due.adding(days: 1), to: today)
            return (worked.map { "已逾期\($0)个工作日" } ?? "已逾期\(-days)天", "overdue", "✕")
        }
        guard let worked = try? calendar.workingDays(from: today.adding(days: 1), to: due) else {
            return ("还有\(days)天", days <= soon ? "soon" : "", days <= soon ? "▲" : "○")
        }
        let isSoon = worked <= soon
        return ("还有\(worked)个工作日", isSoon ? "soon" : "", isSoon ? "▲" : "○")
    }
}
