import Documents
import Testing

@Suite struct CSVTableTests {
    private func parse(_ text: String) throws -> CSVTable {
        try CSVTable.parse(Array(text.utf8))
    }

    @Test func aTableHasAHeaderAndNumberedRows() throws {
        let table = try parse("单位,金额\r\n甲,1\r\n乙,2\r\n")
        #expect(table.header == ["单位", "金额"])
        #expect(
            table.rows == [
                CSVRow(line: 2, cells: ["甲", "1"]), CSVRow(line: 3, cells: ["乙", "2"]),
            ])
    }

    @Test(arguments: ["\n", "\r\n", "\r"])
    func everyKindOfLineEndIsRead(newline: String) throws {
        let table = try parse(["a,b", "1,2", "", "3,4"].joined(separator: newline))
        #expect(table.rows.map(\.line) == [2, 4])
        #expect(table.rows.map(\.cells) == [["1", "2"], ["3", "4"]])
    }

    @Test func quotedCellsMayHoldDelimitersQuotesAndNewlines() throws {
        let table = try parse("a,b\n\"一,二\",\"他说\"\"好\"\"\"\n\"上\r\n下\",x\n最后,\"\"\n")
        #expect(
            table.rows.map(\.cells) == [["一,二", "他说\"好\""], ["上\r\n下", "x"], ["最后", ""]])
        #expect(table.rows.map(\.line) == [2, 3, 5])
    }

    @Test func aQuoteInsideAnUnquotedCellIsText() throws {
        #expect(try parse("a,b\n5\"管,x").rows[0].cells == ["5\"管", "x"])
    }

    @Test func emptyCellsAreKeptAndEmptyLinesSkipped() throws {
        let table = try parse("a,b,c\n,,x\n1,,\n,,\n\n,,,,,\n")
        #expect(table.rows.map(\.cells) == [["", "", "x"], ["1", "", ""]])
    }

    @Test func headerNamesAreTrimmedAndCellsAreNot() throws {
        let table = try parse("\n\n 单位　, 金额 \n 甲 , 1\n")
        #expect(table.header == ["单位", "金额"])
        #expect(table.rows == [CSVRow(line: 4, cells: [" 甲 ", " 1"])])
    }

    @Test(arguments: ["\t", ";"])
    func otherDelimitersServeWhenTheHeaderHasNoComma(delimiter: String) throws {
        let table = try parse("a\(delimiter)\"b\"\n1,5\(delimiter)2\n")
        #expect(table.header == ["a", "b"])
        #expect(table.rows[0].cells == ["1,5", "2"])
    }

    @Test func aCommaInsideAQuotedHeaderNameIsNoDelimiter() throws {
        #expect(try parse("\"a,b\";c\n1;2\n").header == ["a,b", "c"])
    }

    @Test func aSingleColumnAndAHeaderWithoutRowsAreTables() throws {
        #expect(try parse("单位\n甲\n乙").rows.count == 2)
        #expect(try parse("a,b").rows.isEmpty)
    }

    @Test func aTableInGB18030IsRead() throws {
        let table = try CSVTable.parse([
            0xB5, 0xA5, 0xCE, 0xBB, 0x2C, 0x61, 0x0A, 0xCD, 0xF2, 0x2C, 0x31,
        ])
        #expect(table.header == ["单位", "a"])
        #expect(table.rows[0].cells == ["万", "1"])
    }
}
