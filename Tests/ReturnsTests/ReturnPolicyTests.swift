import Returns
import Testing

/// Who may do what, as a table.
struct ReturnPolicyTests {
    private static let standings: [ReturnParty.Standing] = [
        .bureau, .section("a"), .section("b"), .county("430602"), .county("430621"),
        .organisation(7), .organisation(8), .none,
    ]

    private func allowed(_ rule: (ReturnParty.Standing) -> Bool) -> [Int] {
        Self.standings.indices.filter { rule(Self.standings[$0]) }
    }

    @Test func theSectionThatAnswersAndTheBureauManage() {
        #expect(allowed { ReturnPolicy.mayManage($0, section: "a") } == [0, 1])
        #expect(allowed { ReturnPolicy.mayManage($0, section: "") } == [0])
    }

    @Test func aCountysSheetIsFilledByThatCountyAlone() {
        let mayFill = allowed { ReturnPolicy.mayFill($0, county: "430602", organisation: nil) }
        #expect(mayFill == [3])
    }

    @Test func anOrganisationsSheetIsNotItsCountys() {
        let mayFill = allowed { ReturnPolicy.mayFill($0, county: "430602", organisation: 7) }
        #expect(mayFill == [5])
    }

    @Test func aSheetOfNobodyIsFilledByNobody() {
        #expect(allowed { ReturnPolicy.mayFill($0, county: nil, organisation: nil) } == [])
    }

    @Test func whoFillsOrManagesSees() {
        let maySee = allowed {
            ReturnPolicy.maySee($0, section: "b", county: "430621", organisation: nil)
        }
        #expect(maySee == [0, 2, 4])
    }
}
