import Documents
import Testing

@Suite struct DocumentProblemTests {
    @Test func aProblemSaysWhereWhatAndWhatToDo() {
        let problem = DocumentProblem(what: "金额不是数字", place: .line(3), remedy: "请改成数字")
        #expect(problem.description == "第 3 行：金额不是数字。请改成数字。")
        #expect(problem.line == 3)
    }

    @Test func aProblemOfTheWholeFileNamesNoPlace() {
        let problem = DocumentProblem(what: "文件是空的", remedy: "请检查文件")
        #expect(problem.description == "文件是空的。请检查文件。")
        #expect(problem.line == nil)
    }

    @Test func aBadByteIsNamedWithItsLine() {
        let place = DocumentProblem.Place.byte(offset: 20, line: 2)
        #expect(place.description == "第 2 行（第 20 字节）")
        #expect(DocumentProblem(what: "", place: place, remedy: "").line == 2)
        #expect(DocumentProblem.Place.part("表1").description == "“表1”")
    }
}
