import Documents
import Foundation
import Funds
import Registers
import Store
import TestSupport
import Testing
import Values

@Suite struct ExecutionTests {
    private static let june = ExecutionPlan.Cut.month(month(6))
    private static let head = "单位编码,功能科目编码,项目编码,预算数,累计支付数,支付申请在途\n"

    private static func month(_ number: Int) -> YearMonth {
        YearMonth(year: 2025, month: number) ?? YearMonth(.yearEnd(2025))
    }

    /// A city in July with a line of running costs and one of a project.
    private func city() async throws -> (city: Treasury, running: Int64, project: Int64) {
        let city = try await Treasury("2025-07-05T01:00:00Z")
        let running = try await city.line(["opening": "1200"])
        let project = try await city.line([
            "kind": "项目支出", "function_code": "2060102", "project_code": "P1",
            "project_name": "科技创新工作经费", "line_name": "一般行政管理事务", "opening": "600",
            "responsible_section": "科技成果转化促进科",
        ])
        return (city, running.id, project.id)
    }

    private func take(
        _ city: Treasury, _ rows: String, _ cut: ExecutionPlan.Cut = june,
        file: String = "六月.xlsx", keepsGood: Bool = false
    ) async throws -> ExecutionPlan {
        try await city.budgetOfCity.takeExecution(
            try city.table(Self.head + rows), cut, file: file, keepsGood: keepsGood,
            by: city.finance)
    }

    @Test func aMonthIsNotedAndTakingItAgainChangesNothing() async throws {
        let (city, running, project) = try await city()
        let rows = "201001,2060101,,1200,600,10\n201001,2060102,P1,600,120,\n"
        let first = try await take(city, rows)
        #expect(first.changed.count == 2 && first.strays.isEmpty && first.untouched.isEmpty)
        #expect(first.sum == Money(fen: 72_000))
        let line = try city.read(running)
        #expect(line["paid_total"] == .integer(60_000) && line["balance"] == .integer(60_000))
        #expect(line["late"] == .integer(0) && line["as_of"] == .text("2025-06-30"))
        #expect(
            line.rows["monthly"] == [
                [
                    "month": .text("2025-06"), "paid": .integer(60_000),
                    "pending": .integer(1_000), "file": .text("六月.xlsx"),
                ]
            ])
        // 20 % of the project's budget by the middle of the year.
        #expect(try city.read(project)["late"] == .integer(1))
        let again = try await take(city, rows, file: "六月（2）.xlsx")
        #expect(again.changed.isEmpty && again.unchanged == 2)
        #expect(try city.read(running) == line)
    }

    @Test func aPreviewTellsExactlyWhatTakingWillDoAndWritesNothing() async throws {
        let (city, running, _) = try await city()
        let rows = "201001,2060101,,1300,1250,\n201001,2060199,P9,50,5,\n"
        let budget = city.budgetOfCity
        let before = try city.read(running)
        let plan = try await budget.previewExecution(
            try city.table(Self.head + rows), Self.june, file: "六月.xlsx", by: city.finance)
        #expect(plan.lines.map(\.line.id) == [running])
        #expect(
            plan.lines[0].marks == [
                .overBudget(Money(fen: 5_000)),
                .otherBudget(file: Money(fen: 130_000), line: Money(fen: 120_000)),
            ])
        #expect(plan.strays.map(\.row) == [3] && plan.strays[0].why == .notFound)
        #expect(plan.strays[0].description.contains("2060199 P9 5.00元：预算明细里没有这一条"))
        #expect(plan.untouched.count == 1)
        #expect(try city.read(running) == before)
        // Not all of it can be taken: nothing is, unless that is said.
        let refused = try await city.words { _ = try await take(city, rows) }
        #expect(refused?.contains("有 1 行对不上预算明细，一行也没有记") == true)
        #expect(try city.read(running) == before)
        let taken = try await take(city, rows, keepsGood: true)
        #expect(taken.changed.map(\.line.id) == plan.changed.map(\.line.id))
        #expect(try city.read(running)["paid_total"] == .integer(125_000))
    }

    @Test func aMonthIsReplacedAndAnEarlierOneLeavesWhatIsLatest() async throws {
        let (city, running, _) = try await city()
        _ = try await take(city, "201001,2060101,,1200,600,\n")
        let may = ExecutionPlan.Cut.month(Self.month(5))
        let earlier = try await take(city, "201001,2060101,,1200,601,\n", may)
        #expect(earlier.lines[0].marks == [.moreThanAfter(Self.month(6), more: Money(fen: 100))])
        let line = try city.read(running)
        #expect(line["paid_total"] == .integer(60_000))
        #expect(
            line.rows["monthly"]?.map { $0["month"] } == [.text("2025-05"), .text("2025-06")])
        let less = try await take(city, "201001,2060101,,1200,600.5,\n")
        #expect(less.lines[0].before == Money(fen: 60_000))
        #expect(less.lines[0].marks == [.lessThanBefore(Self.month(5), less: Money(fen: 50))])
        #expect(try city.read(running).rows["monthly"]?.count == 2)
    }

    @Test func twoRowsOfOneLineAndRowsOfSeveralLinesAreNotTaken() async throws {
        let (city, _, _) = try await city()
        let twice = try await city.words {
            _ = try await take(city, "201001,2060101,,1,1,\n201001,2060101,,1,1,\n")
        }
        #expect(twice?.contains("第 3 行 2060101 1.00元：与第 2 行是同一条") == true, "\(twice ?? "")")
        try await city.line(["opening": "1", "economic_class": "30201"])
        let several = try await city.words {
            _ = try await take(city, "201001,2060101,,1,1,\n")
        }
        #expect(several?.contains("对得上 2 条") == true)
    }

    @Test func aFinerFileIsAddedUp() async throws {
        let (city, running, _) = try await city()
        let text =
            "功能科目编码,部门经济科目编码,累计支付数\n2060101,30201,100.01\n2060101,30202,200.02\n"
        let plan = try await city.budgetOfCity.takeExecution(
            try city.table(text), Self.june, file: "细.csv", by: city.finance)
        #expect(plan.lines.map(\.rows) == [[2, 3]])
        #expect(try city.read(running)["paid_total"] == .integer(30_003))
    }

    @Test func whatCannotBeReadOrIsTooEarlyIsRefusedWhole() async throws {
        let (city, running, _) = try await city()
        let bad = try await city.words {
            _ = try await take(city, "201001,2060101,,1200,六百,\n201001,2060102,P1,6,1,\n")
        }
        #expect(bad?.contains("“六百”") == true && bad?.contains("共 1 处读不懂") == true)
        let early = try await city.words {
            _ = try await take(city, "201001,2060101,,1,1,\n", .month(Self.month(8)))
        }
        #expect(early?.contains("2025年8月还没有到") == true)
        let without = try await city.words {
            _ = try await city.budgetOfCity.takeExecution(
                try city.table("功能科目编码,余额\n2060101,5\n"), Self.june, file: "a",
                by: city.finance)
        }
        #expect(without?.contains("没有账面支付合计列") == true, "\(without ?? "")")
        let nothing = try await city.words {
            _ = try await take(city, "201001,2060103,,1,1,\n", keepsGood: true)
        }
        #expect(nothing?.contains("没有一行对得上") == true)
        #expect(try city.read(running).rows["monthly"] == nil)
    }

    @Test func theSystemsWorkbookIsTakenAsItComes() async throws {
        let (city, running, _) = try await city()
        let folder = try ScratchFolder()
        let path = folder.path + "/2025年6月支出执行.xlsx"
        let writer = try ExcelTableWriter(
            path: path,
            ExcelTableHead(
                title: "预算单位支出执行情况（截至2025年6月30日）", unit: "万元", source: "预算管理一体化系统",
                isDemonstration: false),
            columns: ["单位编码", "功能科目", "功能科目编码", "项目编码", "累计支付数"].map { ExcelColumn(title: $0) })
        try writer.append(["201001", "行政运行", "2060101", "", "0.06"])
        try writer.append(["合计", "", "", "", "0.06"])
        try writer.close(notes: ["制表人：某某"])
        let bytes = Array(try Data(contentsOf: URL(filePath: path)))
        let budget = city.budgetOfCity
        let file = try city.database.readNow {
            try budget.identify(
                path, bytes, name: "2025年6月支出执行.xlsx", by: city.finance, $0)
        }
        #expect(file.meanings.map(\.name) == ["execution", "budget-line"])
        guard case .execution(let month) = file.meanings[0] else { return }
        #expect(month == Self.month(6))
        #expect(file.rows == 1)
        let taken = try await budget.take(file, as: file.meanings[0], by: city.finance)
        guard case .execution(let plan) = taken else { return }
        #expect(plan.lines.map(\.amount) == [Money(fen: 60_000)])
        #expect(try city.read(running)["paid_total"] == .integer(60_000))
    }

    @Test func aSectionThatIsBehindIsNamedWithTheMessageToSend() async throws {
        let (city, _, _) = try await city()
        _ = try await take(city, "201001,2060101,,1200,600,\n201001,2060102,P1,600,120,\n")
        let budget = city.budgetOfCity
        let year = try city.database.readNow { try budget.year($0, 2025) }
        #expect(year.month == Self.month(6) && year.time?.description == "50.00")
        #expect(year.own.total == Money(fen: 180_000) && year.own.rate?.description == "40.00")
        #expect(year.late.count == 1)
        let section = try #require(year.sections.first { !$0.late.isEmpty })
        #expect(section.code == "technology-transfer")
        #expect(section.progress?.lag?.description == "30.00")
        let message = try #require(Budget.message(section))
        for part in [
            "截至2025年6月底，科技成果转化促进科预算执行率 20.00%，时间进度 50.00%", "科技创新工作经费", "已付 120.00元",
        ] {
            #expect(message.contains(part), "\(message)")
        }
        let nobody = try await city.words {
            try await budget.tellSection("technology-transfer", year: 2025, by: city.finance)
        }
        #expect(nobody?.contains("没有在用的账号") == true)
        let fine = try await city.words {
            try await budget.tellSection("office", year: 2025, by: city.finance)
        }
        #expect(fine?.contains("不用催") == true)
    }
}
