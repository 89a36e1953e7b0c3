import TestSupport
import Testing
import Values

@Suite struct InstantTests {
    @Test func aPointInTimeIsReadAndWrittenInUTC() throws {
        let instant = try #require(Instant(iso: "2025-03-01T09:00:05.007Z"))
        #expect(instant.milliseconds == 1_740_819_605_007)
        #expect(instant.iso == "2025-03-01T09:00:05.007Z")
        #expect(Instant(iso: "2025-03-01T09:00:05Z")?.iso == "2025-03-01T09:00:05.000Z")
    }

    @Test func theBusinessDayRunsInShanghai() {
        let late = Instant(iso: "2025-12-31T16:00:00.000Z")
        #expect(late?.businessDate.iso == "2026-01-01")
        #expect(late?.businessTime == "2026-01-01 00:00:00")
        #expect(Instant(iso: "2025-12-31T15:59:59.999Z")?.businessTime == "2025-12-31 23:59:59")
    }

    @Test func timeBefore1970IsFloored() {
        #expect(Instant(milliseconds: -1).iso == "1969-12-31T23:59:59.999Z")
        #expect(Instant(milliseconds: -1).businessTime == "1970-01-01 07:59:59")
        #expect(Instant(milliseconds: .min).businessDate.year == 1)
        #expect(Instant(milliseconds: .max).businessDate.year == 9_999)
    }

    @Test(arguments: [
        "2025-03-01T09:00:00.000", "2025-03-01 09:00:00.000Z", "2025-03-01T24:00:00.000Z",
        "2025-02-30T09:00:00.000Z", "2025-03-01T09:60:00.000Z", "2025-03-01T09:00:00,000Z",
        "2025-03-01T09:00:00.0Z", "", "二〇二五年三月Z", "2025-03-01T09:00:0aZ",
    ])
    func anyOtherFormIsRefused(text: String) {
        #expect(Instant(iso: text) == nil)
    }

    @Test func pointsReadBackTheSame() {
        var random = SeededGenerator(seed: 8_601)
        let calendar: ClosedRange<Int64> = -62_135_596_800_000...253_402_300_799_999
        for _ in 0..<2_000 {
            let milliseconds = Int64.random(in: calendar, using: &random)
            let instant = Instant(milliseconds: milliseconds)
            #expect(Instant(iso: instant.iso) == instant)
        }
    }

    @Test func aFixedClockStandsStill() throws {
        let instant = try #require(Instant(iso: "2025-12-31T16:00:00.000Z"))
        let clock = Clock.fixed(instant)
        #expect(clock.now() == instant)
        #expect(clock.today.iso == "2026-01-01")
    }

    @Test func theSystemClockRunsInThisCentury() {
        #expect((2_024...2_099).contains(Clock.system.today.year))
    }
}
