import Documents

/// A report that uses everything a document can hold.
enum SampleDocument {
    static let table = OfficialDocument.Table(
        caption: "表1 资金情况", unit: "万元",
        header: [["项目", "预算", "预算"], ["项目", "年初", "调整后"]],
        rows: [["重点研发", "1,200.00", "1,282.50"], ["合计", "1,200.00", "1,282.50"]],
        numericColumns: [1, 2], totals: true)

    static let full = OfficialDocument(
        title: "关于2025年度\n专项资金的报告", subtitle: "（2025年）", mark: "演示数据",
        blocks: [
            .heading(level: 1, text: "一、总体情况"),
            .heading(level: 2, text: "（一）资金"),
            .heading(level: 3, text: "1.安排"),
            .heading(level: 4, text: "（1）研发"),
            .paragraph([
                .init("支出"),
                .init(
                    "1,105.20万元", bold: true, link: "https://example.org/a?b=1&c=账 1",
                    note: "来源：登记簿"),
                .init("，a<b & \"c\"。"),
            ]),
            .table(table), .note("注：截至2025年12月31日。"),
            .attachmentNote("1. 明细表"), .attachmentNote("2. 自评表"),
        ],
        issuer: "市科学技术局", date: "2026年3月1日", checkLine: "校验码：3F7A", created: 1_772_323_200)

    /// The smallest document there is.
    static func plain(_ blocks: [OfficialDocument.Block], title: String = "报告") -> OfficialDocument
    {
        OfficialDocument(title: title, blocks: blocks, created: 0)
    }

    /// The parts of the file as text.
    static func parts(_ document: OfficialDocument) throws -> [String: String] {
        try ZipArchive.read(WordWriter.bytes(document), limit: 10_000_000)
            .mapValues { String(decoding: $0, as: UTF8.self) }
    }
}
