/// A point in time, in milliseconds since 1970-01-01 00:00 UTC.
public struct Instant: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Milliseconds since 1970-01-01 00:00 UTC, below zero before it.
    public let milliseconds: Int64

    /// Makes the point `milliseconds` after 1970-01-01 00:00 UTC.
    public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// Reads `2025-03-01T09:00:00.000Z` or the same without the milliseconds; nil otherwise.
    public init?(iso: String) {
        let bytes = Array(iso.utf8)
        guard bytes.count == 24 || bytes.count == 20, bytes.last == UInt8(ascii: "Z"),
            let date = CalendarDate(iso: String(iso.prefix(10)))
        else { return nil }
        func number(_ start: Int, _ count: Int, after mark: Unicode.Scalar) -> Int64? {
            guard bytes[start - 1] == UInt8(ascii: mark) else { return nil }
            var value: Int64 = 0
            for byte in bytes[start..<(start + count)] {
                guard (48...57).contains(byte) else { return nil }
                value = value * 10 + Int64(byte - 48)
            }
            return value
        }
        guard let hour = number(11, 2, after: "T"), let minute = number(14, 2, after: ":"),
            let second = number(17, 2, after: ":"),
            let thousandths = bytes.count == 24 ? number(20, 3, after: ".") : 0,
            hour < 24, minute < 60, second < 60
        else { return nil }
        let seconds = Int64(date.dayNumber) * 86_400 + hour * 3_600 + minute * 60 + second
        self.init(milliseconds: seconds * 1_000 + thousandths)
    }

    /// The stored form in UTC: `2025-03-01T09:00:00.000Z`.
    public var iso: String {
        let (date, time) = reading(hoursEast: 0)
        let thousandths = Int(milliseconds - flooredSeconds * 1_000)
        return "\(date.iso)T\(time).\(padded(thousandths, 3))Z"
    }

    /// The stored form in UTC: `2025-03-01T09:00:00.000Z`.
    public var description: String { iso }

    /// The day at Asia/Shanghai (UTC+8, without summer time since 1992), on which rules run.
    public var businessDate: CalendarDate { reading(hoursEast: Self.shanghai).date }

    /// The time at Asia/Shanghai for people: `2025-03-01 17:00:05`.
    public var businessTime: String {
        let (date, time) = reading(hoursEast: Self.shanghai)
        return "\(date.iso) \(time)"
    }

    /// Ordered in time.
    public static func < (left: Instant, right: Instant) -> Bool {
        left.milliseconds < right.milliseconds
    }

    private static let shanghai: Int64 = 8

    /// Whole seconds at or before the point, also before 1970.
    private var flooredSeconds: Int64 {
        let (seconds, rest) = milliseconds.quotientAndRemainder(dividingBy: 1_000)
        return rest < 0 ? seconds - 1 : seconds
    }

    private func reading(hoursEast: Int64) -> (date: CalendarDate, time: String) {
        let seconds = flooredSeconds + hoursEast * 3_600
        var (day, rest) = seconds.quotientAndRemainder(dividingBy: 86_400)
        if rest < 0 { (day, rest) = (day - 1, rest + 86_400) }
        let time = [rest / 3_600, rest / 60 % 60, rest % 60].map { padded(Int($0)) }
        return (CalendarDate(dayNumber: Int(day)), time.joined(separator: ":"))
    }
}
