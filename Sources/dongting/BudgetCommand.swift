import ArgumentParser
import Catalogue
import Foundation
import Funds
import Registers
import Store
import Values

struct BudgetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "budget", abstract: "预算和决算：一年的进度、月度执行、决算核对。",
        subcommands: [
            BudgetStatusCommand.self, BudgetExecutionCommand.self, BudgetReconcileCommand.self,
        ])
}

/// Which year is asked for; the last that there are lines of where none is named.
struct BudgetYearOption: ParsableArguments {
    @Option(help: ArgumentHelp("年度；默认有明细的最近一年。", valueName: "YEAR")) var year: Int?

    func year(_ budget: Budget, _ reader: Reader) throws -> Int {
        if let year { return year }
        return try budget.years(reader).last ?? budget.registry.database.clock.today.year
    }
}

struct BudgetStatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "一年的预算、支付和执行率，各科室与时间进度比。")

    @OptionGroup var asked: BudgetYearOption
    @OptionGroup var city: CityOptions

    func run() async throws {
        let city = try city.open()
        let budget = Budget(city.registry)
        try city.registry.permit(
            city.viewer, .read, on: try city.registry.register("budget-line"))
        let model = try await city.database.read { [asked] reader in
            try budget.year(reader, try asked.year(budget, reader))
        }
        let month = model.month.map { "截至\($0.chinese)底" } ?? "还没有月度执行"
        print("\(model.year)年预算，\(month)，时间进度 \(percent(model.time))，单位：元")
        print("类别\t年初\t结转\t追加\t追减\t调剂\t收回\t全年预算\t已支付\t执行率")
        for (title, sums) in [("本部门支出", model.own), ("下达县市区和企业", model.passedOn)]
        where sums.lines > 0 {
            let parts = [
                sums.opening, sums.carriedIn, sums.added, sums.cut, sums.shifted, sums.withdrawn,
                sums.total, sums.paid,
            ]
            print(([title] + parts.map(yuan) + [percent(sums.rate)]).joined(separator: "\t"))
        }
        for section in model.sections {
            let lag = section.progress?.lag.map { "慢 \($0) 个百分点" } ?? "不慢"
            print(
                "\(section.title)\t\(yuan(section.sums.total))\t\(yuan(section.sums.paid))\t\(percent(section.sums.rate))\t\(lag)\t慢的明细 \(section.late.count) 条"
            )
        }
        for section in model.sections {
            if let words = Budget.message(section) { print("· \(words)") }
        }
        try city.database.close()
    }
}

struct BudgetExecutionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "execution", abstract: "记一体化系统的月度执行或决算数；先看会发生什么，加 --confirm 才记。")

    @Argument(help: ArgumentHelp(".xlsx 或 CSV。", valueName: "FILE")) var file: String
    @Option(help: ArgumentHelp("执行截至哪个月。", valueName: "2025-06")) var month: String?
    @Option(help: ArgumentHelp("记这一年的决算数，不是月度执行。", valueName: "YEAR")) var final: Int?
    @Flag(help: "记下；不写只看。") var confirm = false
    @Flag(name: .customLong("keep-good"), help: "对不上明细的行不记，其余记下。") var keepsGood = false
    @OptionGroup var city: CityOptions

    func validate() throws {
        if (month == nil) == (final == nil) {
            throw ValidationError("写 --month 2025-06，或 --final 2025，其中一个。")
        }
    }

    func run() async throws {
        let cut: ExecutionPlan.Cut =
            if let final { .final(final) } else { .month(try YearMonth.parse(month ?? "")) }
        let city = try city.open()
        let registry = city.registry
        let budget = Budget(registry)
        let known = try city.database.readNow {
            try registry.headings(of: "budget-line", source: "", given: [:], $0)
        }
        let table = try Budget.table(at: file, try contents(of: file), isKnown: known)
        let name = URL(fileURLWithPath: file).lastPathComponent
        let plan =
            confirm
            ? try await budget.takeExecution(
                table, cut, file: name, keepsGood: keepsGood, by: city.viewer)
            : try await budget.previewExecution(table, cut, file: name, by: city.viewer)
        tell(plan)
        try city.database.close()
        if !plan.strays.isEmpty, !keepsGood { throw ExitCode(1) }
    }

    private func tell(_ plan: ExecutionPlan) {
        for line in plan.lines where line.isChanged || !line.marks.isEmpty {
            let before = line.before.map(yuan) ?? "没有"
            let marks =
                line.marks.isEmpty
                ? ""
                : "　▲ "
                    + line.marks.map(\.description)
                    .joined(separator: "；")
            print("\(line.line.label)（编号 \(line.line.id)）：\(before) → \(yuan(line.amount))\(marks)")
        }
        for stray in plan.strays { print("未记 \(stray)") }
        for line in plan.untouched { print("文件没有提到 \(line.label)（编号 \(line.id)），照旧") }
        if !plan.unused.isEmpty { print("· 没有用到的列：\(plan.unused.joined(separator: "、"))") }
        print(
            "\(plan.cut.title)：\(confirm ? "记下" : "要变") \(plan.changed.count) 条，不变 \(plan.unchanged) 条，"
                + "对不上 \(plan.strays.count) 行。文件合计 \(yuan(plan.sum)) 元。"
                + (confirm ? "" : "还没有记，加上 --confirm 才记。"))
    }
}

struct BudgetReconcileCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reconcile", abstract: "决算数与支付逐条核对，与公开表交叉核对；有不平的退出码是 1。")

    @OptionGroup var asked: BudgetYearOption
    @OptionGroup var city: CityOptions

    func run() async throws {
        let city = try city.open()
        let budget = Budget(city.registry)
        try city.registry.permit(
            city.viewer, .read, on: try city.registry.register("budget-line"))
        let found = try await city.database.read { [asked] reader in
            try budget.reconcile(reader, year: try asked.year(budget, reader))
        }
        for one in found.lines {
            let words =
                switch one.standing {
                case .equal: "一致"
                case .explained: "差 \(one.difference.map(yuan) ?? "")，\(one.kind ?? "")"
                case .unexplained: "差 \(one.difference.map(yuan) ?? "")，没有写原因"
                case .untestable: "无法核对"
                }
            print(
                "\(one.line.functionCode ?? "")\t\(one.line.label)\t\(one.line.final.map(yuan) ?? "—")\t\(one.line.paid.map(yuan) ?? "—")\t\(words)"
            )
        }
        print(
            "\(found.year)年基本支出 \(yuan(found.basic)) 元，项目支出 \(yuan(found.project)) 元，执行率 \(percent(found.rate))"
        )
        for check in found.checks {
            switch check.outcome {
            case .green(let words): print("✓ \(check.kind.title)：\(words)")
            case .untestable(let why): print("— \(check.kind.title)：无法核对，\(why)")
            case .red(let differences):
                print("✕ \(check.kind.title)：\(differences.count) 处不平")
                for difference in differences { print("    \(difference)") }
            }
        }
        try city.database.close()
        if !found.red.isEmpty { throw ExitCode(1) }
    }
}

private func yuan(_ amount: Money) -> String {
    amount.text(in: .yuan, decimals: 2, grouped: true)
}

private func percent(_ number: FixedDecimal?) -> String { number.map { "\($0)%" } ?? "—" }
