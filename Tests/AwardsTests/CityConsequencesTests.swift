import Catalogue
import Registers
import TestDatabase
import Testing

@testable import Awards

@Suite struct CityConsequencesTests {
    @Test func theyFollowRegistersThatAreDeclared() throws {
        let catalogue = try ProjectCatalogue.yueyang
        for consequence in CityConsequences.all {
            for name in consequence.registers { #expect(catalogue.register(name) != nil) }
        }
    }
}
