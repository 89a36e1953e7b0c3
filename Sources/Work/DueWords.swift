public import Values

/// How long there is left, in words that need no colour.
public enum DueWords {
    /// Days up to which the working days among them are told as well.
    private static let near = 14

    /// 已逾期 3 天, 今天到期, 还有 5 天（3 个工作日）.
    public static func text(
        _ due: CalendarDate, today: CalendarDate, _ calendar: WorkingCalendar
    ) -> String {
        let left = due.dayNumber - today.dayNumber
        if left < 0 { return "已逾期 \(-left) 天" }
        if left == 0 { return "今天到期" }
        guard left <= near,
            let worked = try? calendar.workingDays(from: today.adding(days: 1), to: due)
        else { return "还有 \(left) 天" }
        return "还有 \(left) 天（\(worked) 个工作日）"
    }
}

extension WorklistSummary {
    /// 5 件，其中已逾期 2 件，7 日内到期 1 件.
    public var words: String {
        var text = "\(count) 件"
        if overdue > 0 { text += "，其中已逾期 \(overdue) 件" }
        if dueSoon > 0 { text += "，\(Self.soon) 日内到期 \(dueSoon) 件" }
        return text
    }
}

extension [WorklistSummary] {
    /// What most wants doing first: most overdue, then most due soon, then most to do.
    public var byUrgency: [WorklistSummary] {
        enumerated().sorted {
            (-$0.element.overdue, -$0.element.dueSoon, -$0.element.count, $0.offset)
                < (-$1.element.overdue, -$1.element.dueSoon, -$1.element.count, $1.offset)
        }.map(\.element)
    }
}
