import Catalogue
import Figures
import Values

/// A figure's words in a sentence, and what is amiss with them.
struct FigureWords {
    let text: String
    /// A warning, where something stands in for the number.
    var problem: String?

    init(_ result: FigureResult, _ face: PassageText.Face) {
        if let absence = Self.absence(result) {
            text = face == .unit ? "" : absence.shown
            problem = absence.problem
            return
        }
        switch face {
        case .text: text = result.text
        case .value: text = result.valueText
        // 无万元 would be nonsense where value and unit stand side by side.
        case .unit: text = result.isNil ? "" : result.definition.unit
        case .growth, .change, .comparison:
            if let words = Self.compared(result, face) {
                text = words
            } else {
                text = "〔暂无同比〕"
                problem = Self.noComparison(result)
            }
        }
    }

    private static func compared(_ result: FigureResult, _ face: PassageText.Face) -> String? {
        switch face {
        case .growth: return result.growthText
        case .change: return result.changeText
        default: return result.comparisonText.isEmpty ? nil : result.comparisonText
        }
    }

    private static func noComparison(_ result: FigureResult) -> String {
        let name = FigureWords.name(result.definition)
        return result.definition.comparison == nil
            ? "\(name)没有声明同比，却被要求印出同比。删去这个占位符，或在目录里给它写上 compare。"
            : "\(name)没有可印的同比：缺上一年的数据，或来源没有给出。补录后再看，或删去这个占位符。"
    }

    /// What is printed for a figure without a number, and why; nil where there is one.
    static func absence(_ result: FigureResult) -> (shown: String, problem: String)? {
        let name = name(result.definition)
        switch result.status {
        case .value, .nilReturn: return nil
        case .noData:
            return (
                "〔暂无数据〕",
                "\(name)没有 \(result.dataYear) 年的数据，印作“〔暂无数据〕”。登记或导入它的记录后再看。"
            )
        case .notByCounty:
            return ("〔不分县市区〕", "\(name)不分县市区，印作“〔不分县市区〕”。删去这个占位符，或出全市的报告。")
        case .severalRecords(let count):
            return (
                "〔记录不唯一〕",
                """
                \(name)应只有一条记录，\(result.dataYear) 年却有 \(count) 条，印作“〔记录不唯一〕”。\
                用 dongting lineage \(result.definition.name) 查看，撤回多余的。
                """
            )
        }
    }

    private static func name(_ figure: FigureDefinition) -> String {
        "指标\(figure.reference.map { " \($0)" } ?? "") \(figure.title)（\(figure.name)）"
    }
}

extension FigureResult {
    /// 81.37%, with a minus where it fell.
    var growthText: String? { growth.map { $0.trimmed + "%" } }

    /// 6.3亿元, with a minus where it fell; percentage points for a percentage.
    var changeText: String? {
        change.map { $0.trimmed + (definition.unit == "%" ? "个百分点" : definition.unit) }
    }
}
