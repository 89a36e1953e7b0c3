import Testing

@testable import Documents

@Suite struct CivilTimeTests {
    @Test(arguments: [
        (0, "1970-01-01T00:00:00Z"),
        (-1, "1969-12-31T23:59:59Z"),
        (951_782_399, "2000-02-28T23:59:59Z"),
        (951_782_400, "2000-02-29T00:00:00Z"),
        (1_772_323_200, "2026-03-01T00:00:00Z"),
        (Int64.min, "0001-01-01T00:00:00Z"),
    ])
    func secondsBecomeACalendarDate(seconds: Int64, expected: String) {
        #expect(CivilTime(seconds: seconds).w3cdtf == expected)
    }

    @Test func aZipStoresBeijingTime() {
        let stamp = DOSTime(seconds: 1_772_323_200)
        #expect(stamp.date == (2026 - 1980) << 9 | 3 << 5 | 1)
        #expect(stamp.time == 8 << 11)
    }

    @Test func timesAZipCannotHoldBecomeTheNearestItCan() {
        #expect(DOSTime(seconds: 0).date == 1 << 5 | 1)
        #expect(DOSTime(seconds: .max).date == 127 << 9 | 12 << 5 | 31)
        #expect(DOSTime(seconds: .max).time == 23 << 11 | 59 << 5 | 29)
    }
}
