import Testing
import Values

@testable import Web

@Suite struct PostedFormTests {
    private func posted(_ items: (String, String)...) -> PostedForm {
        PostedForm(values: Parameters(items))
    }

    @Test func aRecordCountsOnlyForTheTextItWasChosenFor() {
        let chosen = posted(("o", "甲公司"), ("o.label", "甲公司"), ("o.id", "12"))
        #expect(chosen.record("o") == .chosen(12))
        let typedOver = posted(("o", "乙公司"), ("o.label", "甲公司"), ("o.id", "12"))
        #expect(typedOver.record("o") == .typed("乙公司"))
        #expect(posted(("o", " "), ("o.label", ""), ("o.id", "12")).record("o") == .none)
        #expect(posted(("o", "甲"), ("o.label", "甲"), ("o.id", "x")).record("o") == .typed("甲"))
    }

    @Test func anAmountComesWithItsUnit() {
        #expect(posted(("m", "12"), ("m.unit", "万元")).money("m").unit == .wan)
        #expect(posted(("m", "12"), ("m.unit", "美元")).money("m").unit == .yuan)
    }

    @Test func aRegionElsewhereIsWhatWasTyped() {
        #expect(posted(("r", "430626")).region("r") == "430626")
        #expect(posted(("r", "other"), ("r.other", "长沙市")).region("r") == "长沙市")
    }

    @Test func rowsKeepTheirOrderAndEmptyOnesAreGone() {
        let form = posted(
            ("t.10.a", "丙"), ("t.2.a", "乙"), ("t.0.a", "甲"), ("t.1.a", " "), ("t.1.b", ""),
            ("t.x.a", "没有行"), ("t.-1.a", "没有行"), ("tt.0.a", "别的表"), ("t.0", "没有列"))
        #expect(form.rows("t").map { $0["a"] } == ["甲", "乙", "丙"])
    }

    @Test func aButtonOfATableAddsOrTakesAwayTheRowItStandsIn() {
        let rows = [("t.0.a", "甲"), ("t.1.a", ""), ("t.2.a", "丙")]
        func after(_ act: (String, String)) -> [String] {
            PostedForm(values: Parameters(rows + [act])).rowsAfterAct("t").map { $0["a"] ?? "新" }
        }
        #expect(after(("add.t", "1")) == ["甲", "", "丙", "新"])
        #expect(after(("remove.t.2", "1")) == ["甲", ""])
        #expect(after(("remove.other.2", "1")) == ["甲", "", "丙"])
    }

    @Test func theButtonOfATableIsKnown() {
        #expect(posted(("act", "save")).rowAct == nil)
        #expect(posted(("add.t", "1")).rowAct == .add(field: "t"))
        #expect(posted(("remove.t.3", "1")).rowAct == .remove(field: "t", row: 3))
        #expect(posted(("remove.t.-3", "1")).rowAct == nil)
        #expect(posted(("remove.t.x", "1")).rowAct == nil)
    }

    @Test func aBrowserIsCalledByItsNameAndItsSystem() {
        let edge = "Mozilla/5.0 (Windows NT 10.0) Chrome/120.0 Safari/537.36 Edg/120.0"
        #expect(AgentWords.text(edge) == "Edge · Windows")
        #expect(AgentWords.text("curl/8.0") == "curl/8.0")
        #expect(AgentWords.text("") == "—")
        #expect(AgentWords.text(String(repeating: "x", count: 500)).count == 40)
    }

    @Test func blanksAroundATextAreNoPartOfIt() {
        #expect(posted(("a", "　 甲 乙\n")).text("a") == "甲 乙")
    }
}
