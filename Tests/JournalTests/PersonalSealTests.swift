import Journal
import Testing

@Suite struct PersonalSealTests {
    private let seal = PersonalSeal(PersonalKey(bytes: Array(repeating: 7, count: 32)))

    @Test(arguments: ["", "张三", "11010519491231002X", String(repeating: "长", count: 5_000)])
    func whatIsSealedOpensAgain(value: String) throws {
        let sealed = try seal.sealed(value, as: "person/1/name")
        #expect(try seal.opened(sealed, as: "person/1/name") == value)
        #expect(value.isEmpty || !sealed.contains(value))
    }

    @Test func equalValuesAreSealedDifferently() throws {
        #expect(try seal.sealed("张三", as: "p/1/n") != seal.sealed("张三", as: "p/1/n"))
    }

    @Test func aSealedValueOpensInItsOwnPlaceOnly() throws {
        let sealed = try seal.sealed("张三", as: "person/1/name")
        #expect(throws: PersonalSealError.broken(place: "person/2/name")) {
            try seal.opened(sealed, as: "person/2/name")
        }
    }

    @Test func aChangedTextOrAnotherKeyDoesNotOpen() throws {
        let sealed = try seal.sealed("张三", as: "p")
        let other = PersonalSeal(PersonalKey(bytes: Array(repeating: 8, count: 32)))
        #expect(throws: PersonalSealError.self) { try other.opened(sealed, as: "p") }
        for text in [sealed + "x", "2:" + sealed.dropFirst(2), "张三", "1:", ""] {
            #expect(throws: PersonalSealError.self) { try seal.opened(text, as: "p") }
        }
    }

    @Test func theBlindIndexTellsEqualValuesOfOneFieldAndNothingElse() {
        let blind = seal.blind("13800001234", field: "person.phone")
        #expect(blind == seal.blind("13800001234", field: "person.phone"))
        #expect(blind != seal.blind("13800001235", field: "person.phone"))
        #expect(blind != seal.blind("13800001234", field: "loan.phone"))
        #expect(blind.count == 32)
    }
}
