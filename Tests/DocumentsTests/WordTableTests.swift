import Foundation
import Testing

@testable import Documents

@Suite struct WordTableTests {
    private func table(
        _ header: [[String]], _ rows: [[String]], numbers: Set<Int> = [], totals: Bool = false
    ) -> OfficialDocument.Table {
        OfficialDocument.Table(
            header: header, rows: rows, numericColumns: numbers, totals: totals)
    }

    @Test func equalHeadingCellsAreJoined() {
        let spans = HeaderSpan.spans(of: [["甲", "乙", "乙"], ["甲", "丙", "丁"]])
        #expect(
            spans == [
                [
                    HeaderSpan(text: "甲", columns: 0..<1, vertical: .start),
                    HeaderSpan(text: "乙", columns: 1..<3),
                ],
                [
                    HeaderSpan(text: "甲", columns: 0..<1, vertical: .continued),
                    HeaderSpan(text: "丙", columns: 1..<2), HeaderSpan(text: "丁", columns: 2..<3),
                ],
            ])
    }

    @Test func aSingleHeadingRowIsNeverJoined() {
        #expect(HeaderSpan.spans(of: [["甲", "甲", ""]])[0].count == 3)
    }

    @Test func aJoinedCellStaysBelowItsParent() {
        let spans = HeaderSpan.spans(of: [["上", "下", "下"], ["年", "年", "年"], ["1", "2", "3"]])
        #expect(spans[1].map(\.columns) == [0..<1, 1..<3])
    }

    @Test func emptyHeadingCellsAreNotJoined() {
        #expect(HeaderSpan.spans(of: [["", ""], ["", ""]]).flatMap(\.self).count == 4)
    }

    @Test func widthsFillTheTypeAreaExactly() {
        let long = String(repeating: "长", count: 80)
        for rows in [[["1", "2", "3"]], [[long, long, long]], [["1", long, "12,345.00"]]] {
            let widths = ColumnWidths.twips(
                of: table([["a", "b", "c"]], rows, numbers: [2]), total: 8_845)
            #expect(widths.reduce(0, +) == 8_845)
            #expect(widths.allSatisfy { $0 > 0 })
        }
    }

    @Test func longTextGivesWayToNumbers() {
        let long = String(repeating: "长", count: 80)
        let widths = ColumnWidths.twips(
            of: table([["a", "b"]], [[long, "123,456,789.00"]], numbers: [1]), total: 4_000)
        // Seven ems of 210 twips and the margins.
        #expect(widths[1] >= 7 * 210 + 170)
    }

    @Test func theTotalIsBoldAndTheHeadingRepeats() throws {
        var xml = XMLText()
        try WordTable(
            table([["项目", "金额"]], [["甲", "1"], ["合计", "1"]], numbers: [1], totals: true)
        )
        .write(to: &xml)
        let rows = xml.text.components(separatedBy: "<w:tr>")
        #expect(rows.count == 4)
        #expect(rows[1].contains("<w:tblHeader/>"))
        #expect(!rows[2].contains("<w:b/>") && !rows[2].contains("<w:tblHeader/>"))
        #expect(rows[3].contains("<w:b/>"))
        #expect(rows[2].contains("TableNumber") && rows[2].contains("TableShort"))
    }

    @Test func aRaggedTableIsRefused() {
        for ragged in [
            table([["a", "b"]], [["1"]]), table([["a", "b"], ["a"]], []), table([], [["1"]]),
            table([[]], []),
        ] {
            #expect(throws: DocumentProblem.self) {
                try WordWriter.bytes(SampleDocument.plain([.table(ragged)]))
            }
        }
    }

    @Test(arguments: [0, 5, -1]) func aHeadingLevelBeyondFourIsRefused(level: Int) {
        #expect(throws: DocumentProblem.self) {
            try WordWriter.bytes(SampleDocument.plain([.heading(level: level, text: "一、")]))
        }
    }

    @Test(arguments: ["", " \n　"]) func aDocumentWithoutATitleIsRefused(title: String) {
        #expect(throws: DocumentProblem.self) {
            try WordWriter.bytes(SampleDocument.plain([], title: title))
        }
    }
}
