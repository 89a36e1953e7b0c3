import Checking
import Documents
import Testing
import Values

/// Texts made to keep the checker busy or to lead it out of bounds end in a report; how soon is
/// not asserted. `scripts/fuzz` looks for more of them.
@Suite struct HostileTextTests {
    /// Checks a text and shows it in every form: a range beyond its passage would stop the program.
    @discardableResult
    private func check(_ text: String, _ name: String = "a.txt") throws -> CheckedReport {
        let document = try ReadDocument.read(Array(text.utf8), name: name)
        let report = CheckReport.check(document, name: name)
        #expect(!report.text.isEmpty)
        #expect(!report.json.text.isEmpty)
        _ = report.annotated
        return report
    }

    private static func line(_ piece: String, _ count: Int) -> String {
        String(repeating: piece, count: count)
    }

    @Test(arguments: [
        line("1234567890", 50_000), line("123,", 50_000), line("1-", 20_000), line("1+", 20_000),
        line("1\u{301}", 20_000), line("一千二百三十四万", 20_000), line("2025年", 20_000),
        line("，", 100_000), line("。", 100_000), line("a" + line(" ", 1_000), 100),
        line("|1", 20_000),
    ])
    func aLongLineWithoutWordsIsChecked(text: String) throws { try check(text) }

    @Test(arguments: [
        line("其中：", 2_000), line("12万元", 1_000), line("5%", 1_000), line("收入100万元，", 1_000),
        line("收入5万元，同比增长3%，", 500), line("分别为1万元、2万元、3万元，", 300),
        "合计100万元，" + line("其中：甲5万元，乙3万元，", 100), line("一是二是三是", 2_000),
        "共3项：" + line("甲、乙、丙、", 2_000), line("共3项：甲、乙、丙。", 500),
        "共2000项：" + (1...2_000).map { "\($0)、甲" }.joined(),
    ])
    func aLongSentenceIsChecked(text: String) throws { try check(text) }

    @Test func bracketsNestAsDeeplyAsTheyLike() throws {
        try check(Self.line("（", 20_000) + "收入5万元" + Self.line("）", 20_000))
        try check(Self.line("（【“《", 5_000))
        try check(Self.line("）】”》", 5_000))
    }

    @Test func thousandsOfHeadingsAndItemsAreChecked() throws {
        let kinds = ["一、甲", "（一）乙", "1.丙", "（1）丁"]
        try check((0..<4_000).map { kinds[$0 % 4] }.joined(separator: "\n"))
        try check((1...4_000).map { "\($0).标题\n正文一句。" }.joined(separator: "\n"))
        let items = (1...2_000).map { "\($0).第\($0)项工作完成\($0)万元；" }
        try check("共2000项：\n" + items.joined(separator: "\n"))
    }

    @Test func tablesOfManyRowsOrColumnsAreChecked() throws {
        let long = (1..<1_000).map {
            "\($0 % 10 == 0 ? "合计" : "行\($0)")\t\($0)\t\($0)\t\($0)"
        }
        try check("单位：万元\n项目\t预算\t决算\t完成率\n" + long.joined(separator: "\n"))
        let wide = (0..<20).map { row in (0..<400).map { "\(row * $0)" }.joined(separator: "\t") }
        try check("单位：万元\n" + wide.joined(separator: "\n"))
        let spanning = (0..<200).map { "<tr><td rowspan=65000>\($0)<td>2</tr>" }.joined()
        try check("<table>\(spanning)</table>", "a.html")
    }

    @Test(arguments: [
        "99999999999999999999999999999999999999万元", "0.00000000000000000000000000000000000001%",
        "9223372036854775807亿元，同比增长9223372036854775807%", "为上年的999999999999999999999倍",
        "合计9223372036854775807元，其中：甲9223372036854775807元，乙9223372036854775807元",
        "第9223372036854775807名，1—9223372036854775807项", "9999999999999999年99999999月",
        "收入-9223372036854775808万元，下降9223372036854775808个百分点", "一万亿亿亿亿亿亿亿亿亿元",
    ])
    func numbersBeyondEveryIntegerAreChecked(text: String) throws {
        try check("收入\(text)。")
        try check("单位：万元\n项目\t2024年\t2025年\n甲\t\(text)\t1\n乙\t1\t\(text)\n合计\t2\t\(text)\n")
    }
}
