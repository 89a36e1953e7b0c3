import Registers
import Testing

@testable import Review

@Suite struct ReviewTargetTests {
    @Test func consequencesNameTheirRegisters() {
        #expect(ReviewConsequences.all.allSatisfy { !$0.registers.isEmpty })
    }
}
