public import Registers
public import Values

/// When a call takes applications, by the server's clock in Beijing time.
public struct CallTime: Sendable, Hashable {
    /// The first moment.
    public let opens: Instant
    /// The last moment: one millisecond later is late.
    public let closes: Instant

    /// The times of a call; nil where one of them is missing or no time.
    public init?(_ call: Record) {
        guard let opens = call["opens_at"].text.flatMap(Self.instant),
            let closes = call["closes_at"].text.flatMap(Self.instant)
        else { return nil }
        self.init(opens: opens, closes: closes)
    }

    /// From one moment to another.
    public init(opens: Instant, closes: Instant) {
        (self.opens, self.closes) = (opens, closes)
    }

    /// Whether a moment lies between, both ends included.
    public func contains(_ moment: Instant) -> Bool { opens <= moment && moment <= closes }

    /// A time in Beijing, `2026-03-02 09:00:00`; the seconds, or the clock as a whole, may be left
    /// out, and `T` may stand between.
    public static func instant(_ text: String) -> Instant? {
        let parts = text.split(whereSeparator: { $0 == " " || $0 == "T" })
        guard let first = parts.first, parts.count <= 2,
            let day = try? CalendarDate.parse(String(first))
        else { return nil }
        var clock = parts.count == 2 ? String(parts[1]) : "00:00:00"
        if clock.utf8.count == 5 { clock += ":00" }
        guard let utc = Instant(iso: "\(day.iso)T\(clock)Z") else { return nil }
        return Instant(milliseconds: utc.milliseconds - hours * 3_600_000)
    }

    /// As a call keeps it: to the second.
    public static func text(_ moment: Instant) -> String { moment.businessTime }

    /// To the millisecond, for whoever came too late: `2026-04-01 17:00:00.001`.
    public static func exact(_ moment: Instant) -> String {
        let rest = moment.milliseconds % 1_000
        let digits = String((rest < 0 ? rest + 1_000 : rest) + 1_000).dropFirst()
        return moment.businessTime + "." + digits
    }

    /// East of Greenwich.
    private static let hours: Int64 = 8
}

/// Where a call stands at a moment; whether it takes applications is the clock's to say, not its
/// state's.
public enum CallStanding: String, Sendable, Hashable, CaseIterable {
    /// Drafted, rehearsed or previewed: nothing is public yet.
    case preparing
    /// Published, and not yet begun.
    case upcoming
    case open
    case closed
    case decided
    case cancelled

    /// In words.
    public var title: String {
        switch self {
        case .preparing: "编制中"
        case .upcoming: "即将受理"
        case .open: "受理中"
        case .closed: "已截止"
        case .decided: "已立项"
        case .cancelled: "已取消"
        }
    }

    /// The standing of a call.
    public init(_ call: Record, at moment: Instant) {
        switch call.state {
        case "live":
            guard let time = CallTime(call) else {
                self = .preparing
                return
            }
            self = moment < time.opens ? .upcoming : time.contains(moment) ? .open : .closed
        case "closed": self = .closed
        case "decided": self = .decided
        case "cancelled", "withdrawn": self = .cancelled
        default: self = .preparing
        }
    }
}

extension Applications {
    /// Whether a call takes applications at a moment.
    public func isOpen(_ call: Record, at moment: Instant) -> Bool {
        CallStanding(call, at: moment) == .open
    }
}
