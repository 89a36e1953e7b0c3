import Values

/// Reads the working-day calendar: holidays and the working days that make up for them.
enum CalendarDeclaration {
    static func read(_ node: DeclarationNode?, _ problems: ProblemList) -> WorkingCalendar {
        var years: [Int: WorkingCalendar.Year] = [:]
        for entry in node?.entries ?? [] {
            let reader = DeclarationReader(entry.value, "日历 \(entry.key)", problems)
            reader.allow(["source", "holidays", "working"])
            guard let year = Int(entry.key) else {
                problems.add(entry.place, "日历的 \(entry.key) 不是年份", advice: "写成 2025")
                continue
            }
            var holidays: Set<CalendarDate> = []
            for holiday in reader.mapping("holidays")?.node.entries ?? [] {
                holidays.formUnion(days(holiday.value, problems))
            }
            let working = reader.node["working"].map { days($0, problems) } ?? []
            years[year] = WorkingCalendar.Year(holidays: holidays, working: working)
        }
        return WorkingCalendar(years: years)
    }

    /// Days written singly or as `2025-01-28..2025-02-04`.
    private static func days(_ node: DeclarationNode, _ problems: ProblemList) -> Set<CalendarDate>
    {
        var days: Set<CalendarDate> = []
        for text in DeclarationReader.words(node, "日历", problems) {
            let ends = text.split(separator: "..", maxSplits: 1).map {
                CalendarDate(iso: String($0).trimmingPrefix(" ").description)
            }
            guard let from = ends.first ?? nil, let to = ends.last ?? nil, from <= to,
                to.dayNumber - from.dayNumber < 40
            else {
                problems.add(node.place, "“\(text)”不是日期或日期区间", advice: "写成 2025-01-28..2025-02-04")
                continue
            }
            for day in from.dayNumber...to.dayNumber { days.insert(CalendarDate(dayNumber: day)) }
        }
        return days
    }
}
