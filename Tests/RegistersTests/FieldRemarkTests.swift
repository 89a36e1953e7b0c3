import Catalogue
import Testing

@testable import Registers

@Suite struct FieldRemarkTests {
    private let register: Register

    init() throws { register = try #require(Workshop.catalogue.get().register("visit")) }

    @Test func whatIsWrittenIsReadBack() {
        let field = register.fields[0]
        let remarks = FieldRemarks(whole: "总的理由", fields: [field.name: "两行\n的意见 "])
        let reason = remarks.reason(in: register)
        #expect(reason == "总的理由\n【\(field.title)】两行 的意见")
        let read = FieldRemarks(reason: reason, in: register)
        #expect(read == FieldRemarks(whole: "总的理由", fields: [field.name: "两行 的意见"]))
    }

    @Test func aReasonWithoutRemarksIsTheWhole() {
        let read = FieldRemarks(reason: "甲\r\n【没有这一栏】乙\n", in: register)
        #expect(read == FieldRemarks(whole: "甲\n【没有这一栏】乙"))
    }

    @Test func twoRemarksOnOneFieldAreOne() {
        let mark = "【\(register.fields[0].title)】"
        let read = FieldRemarks(reason: "\(mark)甲\n\(mark)乙", in: register)
        #expect(read.whole.isEmpty && read.fields[register.fields[0].name] == "甲；乙")
    }
}
