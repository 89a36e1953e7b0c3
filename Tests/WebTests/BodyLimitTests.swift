import Testing

@testable import Web

/// How much is taken in before it is known who sends it.
@Suite struct BodyLimitTests {
    @Test func aBodyIsBoundedByWhatIsKnownOfItsSender() async throws {
        let site = try await WebCity.empty.value.site
        let form = ["content-type": "application/x-www-form-urlencoded; charset=utf-8"]
        func bytes(_ target: String, _ headers: [String: String] = [:]) -> Int {
            site.bodyBytes(Request("POST", target, headers: headers))
        }
        for target in ["/sign-in", "/registration", "/invitations/x", "/nowhere", "/health"] {
            #expect(bytes(target, form) == 64 * 1_024, "\(target)")
            #expect(bytes(target) == 64 * 1_024, "\(target)")
        }
        #expect(bytes("/registers/loan/new", form) == 8 * 1_024 * 1_024)
        #expect(bytes("/drafts/x", form) == 8 * 1_024 * 1_024)
        #expect(bytes("/api/check") == site.limits.bodyBytes)
    }

    @Test func bodiesOnTheirWayAreBoundedTogether() {
        let operation = Operation()
        #expect(operation.expect(60, of: 100))
        #expect(!operation.expect(41, of: 100))
        #expect(operation.expect(40, of: 100))
        operation.expectNoLonger(60)
        #expect(operation.expect(60, of: 100))
        #expect(operation.counts.turnedAway == 1)
    }
}
