import Testing
import Values

@Suite struct IndustryCodeTests {
    @Test func theSectionIsTakenFromTheDivision() throws {
        let code = try IndustryCode.parse("3921")
        #expect(code.text == "C3921")
        #expect(code.section == "C")
        #expect(code.sectionName == "制造业")
        #expect(code.division == "39")
        #expect(code.digits == "3921")
        #expect(try IndustryCode.parse("C3921") == code)
        #expect(try IndustryCode.parse("T97").level == .division)
    }

    @Test func everyDivisionHasASectionAndNoOtherHas() {
        for number in 0...99 {
            let text = number < 10 ? "0\(number)" : String(number)
            #expect(((try? IndustryCode.parse(text)) != nil) == (1...97).contains(number))
        }
    }

    @Test(
        arguments: [
            ("B39", 1, "C39"), ("98", 1, nil), ("C", nil, "C3921"), ("c39", 1, "C39"),
            ("C3", nil, nil),
            ("39211", nil, nil), ("C3O", 3, "数字“0”"), ("U39", 1, "C39"), ("", nil, nil),
        ] as [(String, Int?, String?)])
    func aSlipIsRefused(text: String, position: Int?, advice: String?) {
        let problem = #expect(throws: ValueProblem.self) { try IndustryCode.parse(text) }
        #expect(problem?.position == position)
        if let advice { #expect(problem?.suggestion?.contains(advice) == true) }
    }
}

@Suite struct SubjectCodeTests {
    @Test func dotsAreAcceptedAndDropped() throws {
        let code = try SubjectCode.parse("520.20.10")
        #expect(code.text == "5202010")
        #expect(code.level == 3)
        #expect(try code.parent == SubjectCode.parse("520.20"))
        #expect(try SubjectCode.parse("520").parent == nil)
        #expect(try SubjectCode.parse("5202010") == code)
    }

    @Test(arguments: ["52", "5200", "520.2010", "52020.10", "520.", "52.020", "020", "52O", ""])
    func aSlipIsRefused(text: String) {
        #expect(throws: ValueProblem.self) { try SubjectCode.parse(text) }
    }
}

@Suite struct NSFCCodeTests {
    @Test(arguments: [("A01", 1), ("F0201", 2), ("H160104", 3), ("T01", 1)])
    func aCodeTellsItsLevel(text: String, level: Int) throws {
        let code = try NSFCCode.parse(text)
        #expect(code.level == level)
        #expect(code.department == String(text.prefix(1)))
        #expect((code.parent == nil) == (level == 1))
    }

    @Test(arguments: ["I01", "F", "F1", "F012", "f01", "F01020304", "0101", "F0O", "01F", ""])
    func aSlipIsRefused(text: String) {
        #expect(throws: ValueProblem.self) { try NSFCCode.parse(text) }
    }
}

@Suite struct BudgetCodeTests {
    @Test func aFunctionLineKnowsItsParents() throws {
        let item = try FunctionCode.parse("2060101")
        #expect(item.level == .item)
        #expect(item.parent?.text == "20601")
        #expect(item.parent?.level.rawValue == "款")
        #expect(item.parent?.parent?.text == "206")
        #expect(item.parent?.parent?.parent == nil)
    }

    @Test(arguments: ["2", "2060", "30217", "206010l", "２06", "206 ", ""])
    func aFunctionSlipIsRefused(text: String) {
        #expect(throws: ValueProblem.self) { try FunctionCode.parse(text) }
    }

    @Test func anEconomicLineKnowsItsTree() throws {
        #expect(try EconomicCode.parse("30217").tree == .department)
        #expect(try EconomicCode.parse("30217").parent == EconomicCode.parse("302"))
        #expect(try EconomicCode.parse("50206").tree == .government)
        #expect(try EconomicCode.parse("399").parent == nil)
    }

    @Test(arguments: ["300", "400", "500", "600", "3", "3021", "2060101", "3O2", ""])
    func anEconomicSlipIsRefused(text: String) {
        #expect(throws: ValueProblem.self) { try EconomicCode.parse(text) }
    }

    @Test func otherTransportIsNotThreePublic() throws {
        for text in ["30212", "30217", "30231", "31013", "30913"] {
            #expect(try EconomicCode.parse(text).isThreePublic)
        }
        #expect(try !EconomicCode.parse("30239").isThreePublic)
        #expect(try !EconomicCode.parse("302").isThreePublic)
    }
}

@Suite struct RegionCodeTests {
    @Test(arguments: [
        ("430000", "430000", "439999"), ("430600", "430600", "430699"),
        ("430602", "430602", "430602"),
    ])
    func theRangeCoversTheDivision(text: String, from: String, to: String) throws {
        let range = try RegionCode.parse(text).prefixRange
        #expect(range.from == from)
        #expect(range.to == to)
    }

    @Test func aCountyLiesInItsCityAndProvince() throws {
        let county = try RegionCode.parse("430671")
        let city = try RegionCode.parse("430600")
        #expect(county.city == "4306")
        #expect(county.province == "43")
        #expect(county.level == .county)
        #expect(county.isWithin(city))
        #expect(try county.isWithin(RegionCode.parse("430000")))
        #expect(county.isWithin(county))
        #expect(!city.isWithin(county))
        #expect(try !county.isWithin(RegionCode.parse("430700")))
    }

    @Test(arguments: ["4306", "4306020", "990000", "430012", "43O600", "４30600", ""])
    func aSlipIsRefused(text: String) {
        #expect(throws: ValueProblem.self) { try RegionCode.parse(text) }
    }
}
