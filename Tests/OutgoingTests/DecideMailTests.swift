import Testing
import Values

@testable import Outgoing

@Suite struct DecideMailTests {
    /// 2026-11-27 is a Friday.
    private func decide(
        _ template: MailTemplate? = nil, last: String? = nil, at time: String,
        rule: CalmRule = CalmRule()
    ) throws -> MailDecision {
        let link = try PlatformLink(platform: "https://kj.example.cn", path: "/work")
        let day = MailTemplate.day(DayCounts(waiting: 1), link)
        return rule.decide(
            template ?? day, lastOrdinary: last.flatMap { CalendarDate(iso: $0) },
            now: try #require(Instant(iso: time)), isWorkingDay: { $0.weekday < 6 })
    }

    /// Eight o'clock at Shanghai of a day is midnight UTC.
    private func morning(_ day: String) -> MailDecision {
        .wait(until: Instant(iso: day + "T00:00:00Z")!)
    }

    @Test func anOrdinaryMailGoesInOfficeHours() throws {
        #expect(try decide(at: "2026-11-27T00:00:00Z") == .send)
        #expect(try decide(at: "2026-11-27T11:59:59Z") == .send)
        #expect(try decide(last: "2026-11-26", at: "2026-11-27T03:00:00Z") == .send)
    }

    @Test func oneIsEnoughForADay() throws {
        #expect(try decide(last: "2026-11-26", at: "2026-11-26T01:00:00Z") == morning("2026-11-27"))
        // From Friday to Monday.
        #expect(try decide(last: "2026-11-27", at: "2026-11-27T01:00:00Z") == morning("2026-11-30"))
    }

    @Test func nobodyIsWokenUp() throws {
        #expect(try decide(at: "2026-11-26T23:59:59Z") == morning("2026-11-27"))
        #expect(try decide(at: "2026-11-26T12:00:00Z") == morning("2026-11-27"))
        #expect(try decide(at: "2026-11-26T17:00:00Z") == morning("2026-11-27"))
    }

    @Test func daysOffAreLeftAlone() throws {
        #expect(try decide(at: "2026-11-28T03:00:00Z") == morning("2026-11-30"))
        #expect(try decide(at: "2026-11-27T12:00:00Z") == morning("2026-11-30"))
    }

    @Test func aDayThatTheClockHasNotReachedStillCounts() throws {
        // The clock was set back after a mail went.
        #expect(try decide(last: "2026-12-01", at: "2026-11-27T03:00:00Z") == morning("2026-12-02"))
    }

    @Test func safetyDoesNotWait() throws {
        let night = "2026-11-28T18:00:00Z"
        let changed = MailTemplate.passwordChanged(Instant(iso: night)!)
        #expect(try decide(changed, last: "2026-11-29", at: night) == .send)
    }

    @Test func aMailAboutNothingIsNotSent() throws {
        let link = try PlatformLink(platform: "https://kj.example.cn", path: "/work")
        #expect(try decide(.day(DayCounts(), link), at: "2026-11-27T03:00:00Z") == .nothingToSay)
    }

    @Test func aCalendarWithoutWorkingDaysDoesNotHoldTheProgramUp() throws {
        let link = try PlatformLink(platform: "https://kj.example.cn", path: "/work")
        let decision = CalmRule().decide(
            .day(DayCounts(waiting: 1), link), lastOrdinary: nil,
            now: Instant(milliseconds: 0), isWorkingDay: { _ in false })
        guard case .wait = decision else {
            Issue.record("\(decision)")
            return
        }
    }
}

@Suite struct MailRetryTests {
    private let now = Instant(iso: "2026-11-27T01:30:00Z")!
    private let busy = MailError.deferred(code: 451, words: "later")

    @Test func whatMayPassIsTriedAgainLaterAndLaterForTwoDays() {
        var time = now
        var waits: [Int64] = []
        for attempt in 1... {
            guard case .again(let next) = MailRetry.after(attempt: attempt, busy, now: time) else {
                break
            }
            waits.append(next.milliseconds - time.milliseconds)
            time = next
        }
        #expect(waits == waits.sorted())
        #expect(waits.first == 60_000)
        let hours = Double(waits.reduce(0, +)) / 3_600_000
        #expect((47...49).contains(hours))
    }

    @Test func whatIsRefusedForGoodIsNotTriedAgain() {
        let refused = MailError.refused(code: 550, words: "no such person")
        #expect(MailRetry.after(attempt: 1, refused, now: now) == .giveUp)
    }
}
