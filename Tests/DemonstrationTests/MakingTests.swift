import Testing
import Values

@testable import Demonstration

struct MakingTests {
    @Test func generatorIsTheSameEverywhere() {
        // The reference values of SplitMix64 with seed 1234567.
        var random = SplitMix64(seed: 1_234_567)
        #expect(random.next() == 6_457_827_717_110_365_317)
        #expect(random.next() == 3_203_168_211_198_807_973)
    }

    @Test func creditCodesPassBothChecks() throws {
        var seen: Set<String> = []
        for serial in [1, 77, 4_800, 20_000_001, 30_000_076, 50_000_012, 99_999_999] {
            for (authority, region) in [("91", "430602"), ("12", "110101"), ("11", "430671")] {
                let text = CreditCode.code(authority: authority, region: region, serial: serial)
                let code = try UnifiedCreditCode.parse(text)
                #expect(code.organisationCodeWarning == nil)
                #expect(seen.insert(text).inserted)
            }
        }
    }

    @Test func daysFallSeldomOnWeekends() {
        var random = SplitMix64(seed: 3)
        let days = (0..<2_000).map { _ in Days.some(in: 2025, &random) }
        #expect(days.allSatisfy { CalendarDate(dayNumber: $0).year == 2025 })
        let weekends = days.filter { CalendarDate(dayNumber: $0).weekday > 5 }.count
        #expect(weekends < 150)
        #expect(weekends > 0)
    }

    @Test func certificatesOfThreeYearsAreThoseValid() {
        let issued = Published.certificates
        #expect(issued.suffix(3).reduce(0, +) == 1_040)
        #expect(issued.dropLast().suffix(3).reduce(0, +) == 992)
    }
}
