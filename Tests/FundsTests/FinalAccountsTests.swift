import Documents
import Foundation
import Funds
import Registers
import Store
import TestSupport
import Testing
import Values

@Suite struct FinalAccountsTests {
    private func reconciled(_ city: Treasury, _ year: Int = 2025) throws -> Reconciliation {
        let budget = city.budgetOfCity
        return try city.database.readNow { try budget.reconcile($0, year: year) }
    }

    private func outcome(_ found: Reconciliation, _ kind: FinalAccountsCheck.Kind)
        -> FinalAccountsCheck.Outcome?
    {
        found.checks.first { $0.kind == kind }?.outcome
    }

    /// The bureau's published year, through budget lines and final accounts.
    private func published() async throws -> Treasury {
        let city = try await Treasury("2026-02-10T01:00:00Z")
        #expect(try await city.imported("budget-line", into: "budget-line").created == 14)
        #expect(try await city.imported("final-account", into: "final-account").created == 12)
        return city
    }

    @Test func thePublishedYearComesOutToTheFenWithAllElevenLines() async throws {
        let city = try await published()
        let found = try reconciled(city)
        #expect(found.basic.text(in: .wan) == "1200.53")
        #expect(found.project.text(in: .wan) == "585.68")
        #expect(found.lines.count == 11)
        #expect(
            found.lines.map { $0.line.final?.text(in: .wan) } == [
                "960.47", "89.77", "47.48", "50.68", "5.06", "0.34", "46.73", "105", "6.45", "15",
                "459.23",
            ])
        #expect(outcome(found, .linesReport) == .green("11 个科目一致，合计 17,862,100.00元"))
        #expect(found.red.isEmpty)
        // The report states neither tables nor classes nor a rate: that is said, not passed over.
        #expect(
            found.untestable.map(\.kind) == [
                .linesPublic05, .basicPublic06, .threePublic, .peopleAndRunning, .oneRate,
                .payments,
            ])
    }

    @Test func aFenPutInByHandIsFoundAndNamed() async throws {
        let city = try await published()
        let line = try #require(
            try reconciled(city).lines.first { $0.line.functionCode == "2060203" })
        try await city.change(line.line.record, ["final": "150000.01"])
        let found = try reconciled(city)
        #expect(found.red.map(\.kind) == [.linesReport])
        guard case .red(let differences) = outcome(found, .linesReport) else { return }
        #expect(differences.map(\.what) == ["2060203 自然科学基金，项目支出", "项目支出"])
        #expect(differences.allSatisfy { $0.difference == "0.01元" })
        #expect(differences[0].line == line.line.id)
        // Nothing of it is printed while it is so.
        let budget = city.budgetOfCity
        #expect {
            try city.database.readNow { try budget.financeTable($0, "public05", year: 2025) }
        } throws: { "\($0)".contains("预算明细决算数＝自评报告支出情况") }
        try await city.change(line.line.record, ["final": "150000"])
        let table = try city.database.readNow {
            try budget.financeTable($0, "public05", year: 2025)
        }
        #expect(table.total == ["1786.21", "1200.53", "585.68"])
        #expect(table.rows.first { $0.code == "206" }?.cells[0] == "1546.15")
        #expect(table.rows.first { $0.code == "208" }?.cells[0] == "193.33")
        #expect(table.notes.contains { $0.contains("无法核对“基本支出＝公开06表”") })
    }

    @Test func payingAndAccountingMayDifferWhereAPersonSaysWhy() async throws {
        let city = try await Treasury("2026-02-10T01:00:00Z")
        let line = try await city.line([
            "opening": "100", "paid_total": "90", "final": "90.02", "economic_class": "30201",
            "sub_kind": "公用经费",
        ])
        #expect(line["final_difference"] == .integer(2))
        var found = try reconciled(city)
        #expect(found.lines.map(\.standing) == [.unexplained])
        #expect(found.red.map(\.kind) == [.payments])
        try await city.change(
            line, ["difference_kind": "尾差", "difference_reason": "按万元取整"])
        found = try reconciled(city)
        #expect(found.lines.map(\.standing) == [.explained] && found.red.isEmpty)
        #expect(found.lines[0].kind == "尾差" && found.lines[0].difference == Money(fen: 2))
        #expect(outcome(found, .payments) == .green("1 条核对，1 条差额有原因"))
        #expect(
            outcome(found, .peopleAndRunning) == .green("人员 0.00元＋公用 90.02元"))
        let paid = try await city.change(line, ["paid_total": "90.02"])
        #expect(paid["final_difference"].isNull)
    }

    @Test func everyTableIsHeldAgainstTheLines() async throws {
        let city = try await Treasury("2026-02-10T01:00:00Z")
        try await city.line([
            "opening": "100", "final": "90", "economic_class": "30217", "sub_kind": "公用经费",
        ])
        try await city.line([
            "opening": "300", "final": "300", "economic_class": "30101", "sub_kind": "人员经费",
        ])
        let header = "年度,表,科目编码,项目,合计,基本支出,项目支出,人员经费,公用经费,执行率\n"
        func tables(_ rows: String) async throws {
            _ = try await city.registry.importTable(
                CSVTable.parse(Array((header + rows).utf8)), into: "final-account",
                by: city.finance, source: "决算")
        }
        try await tables(
            """
            2025,公开05表,2060101,行政运行,390,390,0,,,
            2025,公开06表,30101,基本工资,300,,,300,0,
            2025,公开06表,30217,公务接待费,90,,,0,90,
            2025,三公表,30217,公务接待费,90,,,,,
            2025,执行率,,自评表,,,,,,97.50
            2025,执行率,,决算说明,,,,,,97.5

            """)
        var found = try reconciled(city)
        #expect(found.rate?.description == "97.50")
        #expect(found.red.map(\.kind) == [])
        #expect(found.untestable.map(\.kind) == [.linesReport, .payments])
        try await tables(
            """
            2025,公开05表,2060101,行政运行,390.01,390,0,,,
            2025,公开06表,30101,基本工资,299.99,,,299.99,0,
            2025,三公表,30217,公务接待费,89,,,,,
            2025,执行率,,自评表,,,,,,97.51

            """)
        found = try reconciled(city)
        #expect(
            found.red.map(\.kind) == [
                .linesPublic05, .basicPublic06, .threePublic, .peopleAndRunning, .oneRate,
            ])
        guard case .red(let rates) = outcome(found, .oneRate) else { return }
        #expect(rates.map(\.description) == ["自评表：明细 97.50%，对方 97.51%，差 -0.01 个百分点"])
    }

    @Test func theFinanceBureausTablesAreReadAsTheyCome() async throws {
        let city = try await Treasury("2026-02-10T01:00:00Z")
        let folder = try ScratchFolder()
        let path = folder.path + "/公开.xlsx"
        let writer = try ExcelTableWriter(
            path: path,
            ExcelTableHead(
                title: "2025年度一般公共预算财政拨款支出决算表", unit: "万元", source: "部门：示例局",
                isDemonstration: false),
            columns: [
                ExcelColumn(title: "科目编码"), ExcelColumn(title: "科目名称"),
                ExcelColumn(title: "小计", group: "本年支出"),
                ExcelColumn(title: "基本支出", group: "本年支出"),
                ExcelColumn(title: "项目支出", group: "本年支出"),
            ])
        try writer.append(["合计", "", "51.5", "51.5", ""])
        try writer.append(["206", "科学技术支出", "51.5", "51.5", ""])
        try writer.append(["2060101", "行政运行", "51.5", "51.5", ""])
        try writer.close()
        let bytes = Array(try Data(contentsOf: URL(filePath: path)))
        let budget = city.budgetOfCity
        let file = try city.database.readNow {
            try budget.identify(path, bytes, name: "公开.xlsx", by: city.finance, $0)
        }
        #expect(file.meanings.map(\.name) == ["final-tables"])
        let preview = try await budget.preview(file, as: file.meanings[0], by: city.finance)
        guard case .records("final-account", let report) = preview else { return }
        #expect(report.created == 3)
        let count = {
            try city.database.readNow { try $0.integer("SELECT count(*) FROM final_account") }
        }
        #expect(try count() == 0)
        _ = try await budget.take(file, as: file.meanings[0], by: city.finance)
        #expect(try count() == 3)
        try await city.line(["opening": "515000", "final": "515000"])
        #expect(
            outcome(try reconciled(city), .linesPublic05)
                == .green("1 个科目一致，合计 515,000.00元"))
    }

    /// Reads a workbook as the finance bureau puts it out.
    private func read(_ title: String, _ columns: [ExcelColumn], _ rows: [[String]]) throws
        -> [[String]]
    {
        let folder = try ScratchFolder()
        let path = folder.path + "/表.xlsx"
        let writer = try ExcelTableWriter(
            path: path,
            ExcelTableHead(title: title, unit: "万元", source: "部门：示例局", isDemonstration: false),
            columns: columns)
        for row in rows { try writer.append(row) }
        try writer.close(notes: ["注：本表反映部门本年度决算。"])
        let found = try ReadFinalTable.all(in: path, file: "表.xlsx", year: nil)
        #expect(found.count == 1 && found.first?.year == 2024 && found.first?.unit == "示例局")
        return found.first?.rows.map { Array($0[2...10]) } ?? []
    }

    @Test(arguments: [["206", "01", "02"], ["206", "20601", "2060102"]])
    func aCodeInThreeColumnsIsOneCode(_ code: [String]) throws {
        let rows = try read(
            "2024年度一般公共预算财政拨款支出决算表",
            ["类", "款", "项", "科目名称", "本年支出合计", "基本支出", "项目支出"].map {
                ExcelColumn(title: $0)
            },
            [code + ["一般行政管理事务", "105", "0", "105"]])
        #expect(rows.first?[1] == "2060102")
        #expect(rows.first?[2] == "一般行政管理事务")
        #expect(rows.first?[3] == "105万元")
        #expect(rows.first?[5] == "105万元")
    }

    @Test func aTableInBlocksBesideOneAnotherIsReadBlockByBlock() throws {
        let block = ["科目编码", "科目名称", "决算数"]
        let rows = try read(
            "2024年度一般公共预算财政拨款基本支出决算明细表",
            (block + block).map { ExcelColumn(title: $0) },
            [
                ["301", "工资福利支出", "300.5", "302", "商品和服务支出", "90.25"],
                ["30101", "基本工资", "300.5", "30201", "办公费", "90.25"],
                ["人员经费合计", "", "300.5", "公用经费合计", "", "90.25"],
            ])
        #expect(
            rows == [
                ["public06", "301", "工资福利支出", "300.5万元", "", "", "300.5万元", "", ""],
                ["public06", "302", "商品和服务支出", "90.25万元", "", "", "", "90.25万元", ""],
                ["public06", "30101", "基本工资", "300.5万元", "", "", "300.5万元", "", ""],
                ["public06", "30201", "办公费", "90.25万元", "", "", "", "90.25万元", ""],
            ])
    }

    @Test func theTableOfThreePublicIsOneRowOfNames() throws {
        let names = ["合计", "因公出国（境）费", "小计", "公务用车购置费", "公务用车运行维护费", "公务接待费"]
        let columns = ["预算数", "决算数"].flatMap { group in
            names.map { ExcelColumn(title: $0, group: group) }
        }
        let rows = try read(
            "2024年度“三公”经费支出决算表", columns,
            [["9.5", "0", "5.5", "0", "5.5", "4", "8.01", "0", "5", "0", "5", "3.01"]])
        #expect(
            rows == [
                ["three-public", "30212", "因公出国（境）费", "0万元", "", "", "", "", "0万元"],
                ["three-public", "31013", "公务用车购置费", "0万元", "", "", "", "", "0万元"],
                ["three-public", "30231", "公务用车运行维护费", "5万元", "", "", "", "", "5.5万元"],
                ["three-public", "30217", "公务接待费", "3.01万元", "", "", "", "", "4万元"],
            ])
    }
}
