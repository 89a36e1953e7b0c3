import Catalogue
import Documents
import Registers
import Store
import Values

extension Allocations {
    /// Writes the table of a paper's payees as an official Excel table: by county with sums, the
    /// total below.
    /// - Throws: `DocumentProblem`.
    public func exportAnnex(_ standing: PaperStanding, to path: String) throws {
        let paper = standing.paper
        let title = "\(paper["title"].text ?? "指标文")明细表"
        let source = [paper["doc_no"].text, paper["issued_on"].text.map { "下达日期 \($0)" }]
            .compactMap { $0 }.joined(separator: "　")
        let isIssued = paper.state != "drafted"
        let writer = try ExcelTableWriter(
            path: path,
            ExcelTableHead(
                title: title, unit: "元", source: source.isEmpty ? "拟稿，未下达" : source,
                isDemonstration: database.isDemonstration),
            columns: [
                ExcelColumn(title: "序号", kind: .integer, width: 6),
                ExcelColumn(title: "县市区", width: 14), ExcelColumn(title: "收款单位", width: 34),
                ExcelColumn(title: "项目名称", width: 34),
                ExcelColumn(title: "金额", kind: .decimal(2), width: 16),
            ]
                + (isIssued
                    ? [
                        ExcelColumn(title: "状态", width: 12),
                        ExcelColumn(title: "县级收到", kind: .date, width: 12),
                        ExcelColumn(title: "国库拨付", kind: .date, width: 12),
                        ExcelColumn(title: "到账", kind: .date, width: 12),
                    ] : []))
        let blanks = [String](repeating: "", count: isIssued ? 4 : 0)
        var number = 0
        for group in byCounty(standing.lines) {
            for money in group.lines {
                let line = money.line
                number += 1
                let steps = ["at_county_on", "disbursed_on", "arrived_on"].map {
                    line[$0].text ?? ""
                }
                try writer.append(
                    [
                        "\(number)", group.county,
                        line["recipient"].text ?? "", line["project_name"].text ?? "",
                        Self.yuan(line.money("amount")),
                    ] + (isIssued ? [money.state] + steps : []))
            }
            try writer.append(["", "\(group.county)小计", "", "", Self.yuan(group.sum)] + blanks)
        }
        try writer.append(["", "合计", "", "", Self.yuan(paper.money("total"))] + blanks)
        try writer.close(
            notes: ["专项资金：\(standing.earmark)　责任人：\(paper["owner"].text ?? "")"])
    }

    private static func yuan(_ money: Money) -> String { money.text(in: .yuan, decimals: 2) }

    /// In the order of the counties, what goes to none last.
    private func byCounty(_ lines: [FollowedMoney]) -> [(
        county: String, lines: [FollowedMoney], sum: Money
    )] {
        let grouped = Dictionary(grouping: lines) { $0.line["county"].text ?? "" }
        let order = (catalogue.list("counties")?.codes ?? []).map(\.code) + [""]
        return order.compactMap { code in
            grouped[code].map { own in
                (
                    county(code.isEmpty ? nil : code), own,
                    Money(fen: own.reduce(0) { $0 + $1.line.money("amount").fen })
                )
            }
        }
    }
}
