import Catalogue
import Registers
import Store
import Values

/// Meetings and courses keep to their class: people, days, and the overall standard a person and
/// day (综合定额), as 财行〔2016〕214号 and 财行〔2016〕540号 or the city's own rules have them.
struct KeepWithinStandard: RecordConsequence {
    let registers: Set<String> = ["conference", "training-class"]
    let isLasting = false

    func follow(_ step: RecordStep, in registry: Registry, _ writer: Writer) throws {
        let record = step.after
        guard ["applied", "approved", "settled"].contains(record.state),
            step.concerns(EventStandard.fields), let day = CalendarDate(record["held_on"])
        else { return }
        let standard = EventStandard(catalogue: registry.catalogue, day: day)
        if let broken = standard.broken(by: record) { throw broken }
    }
}

/// The standards of meetings and courses as in force on the day of one; pure.
struct EventStandard {
    let catalogue: Catalogue
    let day: CalendarDate

    /// What the standards are about.
    static let fields = [
        "grade", "held_on", "days", "people", "staff", "actual_people", "estimate", "lecture_fee",
        "total",
    ]

    /// The first standard that a record breaks; nil where it keeps them all.
    func broken(by record: Record) -> RecordRefusal? {
        guard let grade = record["grade"].text, let days = record["days"].integer,
            let people = Self.people(record)
        else { return nil }
        return record.register == "conference"
            ? attendance(people, grade) ?? duration(days, grade)
                ?? cost(record, people, days, grade)
            : staff(record, people) ?? cost(record, people, days, grade)
    }

    /// Who came once it is over; until then, who is expected.
    private static func people(_ record: Record) -> Int64? {
        record.state == "settled"
            ? record["actual_people"].integer ?? record["people"].integer
            : record["people"].integer
    }

    private func attendance(_ people: Int64, _ grade: String) -> RecordRefusal? {
        guard let most = catalogue.number("conference_people_\(grade)", on: day),
            people > most.value
        else { return nil }
        return .against(
            rule: most.source,
            what: "\(title(grade, "conference-grades"))不超过 \(most.value) 人，填的是 \(people) 人",
            advice: "压减人数，或按更高一类会议报批")
    }

    private func duration(_ days: Int64, _ grade: String) -> RecordRefusal? {
        guard let most = catalogue.number("conference_days_\(grade)", on: day), days > most.value
        else { return nil }
        return .against(
            rule: most.source,
            what: "\(title(grade, "conference-grades"))连报到和离开不超过 \(most.value) 天，填的是 \(days) 天",
            advice: "缩短会期")
    }

    private func staff(_ record: Record, _ people: Int64) -> RecordRefusal? {
        guard let staff = record["staff"].integer,
            let share = catalogue.number("training_staff_share", on: day),
            let most = catalogue.number("training_staff_most", on: day)
        else { return nil }
        let trainees = max(people - staff, 0)
        let byShare = Int128(trainees) * Int128(share.value) / 100
        let allowed = min(byShare, Int128(most.value))
        guard Int128(staff) > allowed else { return nil }
        return .against(
            rule: share.source,
            what:
                "参训 \(trainees) 人，工作人员 \(staff) 人，最多 \(allowed) 人（参训人数的 \(share.value)%，不超过 \(most.value) 人）",
            advice: "压减工作人员")
    }

    private func cost(_ record: Record, _ people: Int64, _ days: Int64, _ grade: String)
        -> RecordRefusal?
    {
        let isConference = record.register == "conference"
        let name = isConference ? "conference_quota_\(grade)" : "training_quota_\(grade)"
        let field = record.state == "settled" ? "total" : "estimate"
        guard let quota = catalogue.number(name, on: day), let whole = record[field].integer
        else { return nil }
        // What lecturers are paid is outside the standard, by titles and hours.
        let lectures = isConference ? 0 : record["lecture_fee"].integer ?? 0
        let held = Int128(whole) - Int128(lectures)
        let hundredths = isConference ? Int128(days) * 100 : courseDays(days)
        let allowed = Int128(people) * hundredths * Int128(quota.value)
        guard held > allowed else { return nil }
        let list = isConference ? "conference-grades" : "training-grades"
        return .against(
            rule: quota.source,
            what: """
                \(title(grade, list))每人每天 \(quota.value) 元，\(people) 人 \(days) 天最多 \
                \(Money(fen: Int64(clamping: allowed)).yuan)，\(record.state == "settled" ? "实际支出" : "预计费用")\
                \(isConference ? "" : "扣除师资费")是 \(Money(fen: Int64(clamping: held)).yuan)
                """, advice: "压减费用，或核对人数和天数")
    }

    /// Days that the standard is paid for, in hundredths: the first in full, later ones in part
    /// (超过15天的按70%，超过30天的按50%).
    func courseDays(_ days: Int64) -> Int128 {
        guard let full = catalogue.number("training_full_days", on: day),
            let long = catalogue.number("training_long_days", on: day),
            let later = catalogue.number("training_later_share", on: day),
            let last = catalogue.number("training_last_share", on: day)
        else { return Int128(days) * 100 }
        let first = min(days, full.value)
        let middle = max(min(days, long.value) - full.value, 0)
        let rest = max(days - long.value, 0)
        return Int128(first) * 100 + Int128(middle) * Int128(later.value)
            + Int128(rest) * Int128(last.value)
    }

    private func title(_ code: String, _ list: String) -> String {
        catalogue.list(list)?.title(of: code) ?? code
    }
}
