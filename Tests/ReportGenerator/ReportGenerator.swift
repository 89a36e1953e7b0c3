public import Documents
import TestSupport

/// The one kind of error that a broken report holds.
public enum BreakClass: String, CaseIterable, Sendable {
    /// A digit of one part of a sum of amounts, of which all parts stand in the text.
    case addendDigit
    /// A digit of the total of such a sum.
    case totalDigit
    /// A digit of a total whose parts are totals themselves.
    case grandTotalDigit
    /// A rate that no longer follows from the level and the change or the year before.
    case growthRate
    /// A share that no longer follows from part and whole.
    case share
    /// A rate of execution that no longer follows from spending and budget.
    case executionRate
    /// A count in a sum of counts, such as 5辆 = 1辆 + 4辆.
    case countSum
    /// The N of 共N个：…, the list unchanged.
    case listCount
    /// An item of such a list, the N unchanged.
    case listItemRemoved
    /// A part that is now larger than its whole.
    case partAboveWhole
    /// The number of a heading 一、.
    case levelOneHeading
    /// The number of a heading （一）.
    case levelTwoHeading
    /// 元 of 万元, the whole unit of an amount, or a percent sign.
    case unitRemoved
    /// One of two statements of the same figure under the same name and year.
    case repeatedFigure
    /// A cell that a total of its table adds up.
    case tableCell
    /// A total cell of a table.
    case tableTotal
}

/// The kinds of public report that are made.
public enum ReportStyle: String, CaseIterable, Sendable {
    /// 部门整体支出绩效自评报告
    case departmentEvaluation
    /// 部门决算公开说明
    case finalAccounts
    /// 国民经济和社会发展统计公报
    case statisticalBulletin
    /// 政府工作报告
    case governmentWorkReport
    /// 项目支出绩效自评报告
    case projectEvaluation
    /// 年度工作总结
    case workSummary
    /// 预算执行情况报告
    case budgetExecution
}

/// Where a report was broken.
public struct BrokenPlace: Sendable {
    /// The lines of every computation that no longer holds: the paragraphs of total and addends,
    /// the rows of a table, a heading and its neighbours of the same level, both statements of a
    /// figure. A lost unit has its own line only.
    public let lines: Set<Int>
    /// What the text says now: a figure with its unit (a table cell without), a whole list, or a
    /// heading's number.
    public let now: String
    /// What it said before.
    public let before: String
    /// The line that was changed.
    public let line: Int
}

/// A report that was made, whole or broken in one place.
public struct MadeReport: Sendable {
    public let style: ReportStyle
    public let seed: UInt64
    public let document: DocumentText
    /// Nil for a report that is right throughout.
    public let breakClass: BreakClass?
    public let place: BrokenPlace?
    /// How many figures it states, in text and tables; dates, document numbers, telephone numbers
    /// and numbers of headings are not among them.
    public let figures: Int

    /// The report to look at: line n of this text is line n of the document, cells are divided by
    /// ` | `.
    public var text: String {
        var lines: [String] = []
        for block in document.blocks {
            switch block {
            case .paragraph(let paragraph): lines.append(paragraph.text)
            case .table(let table):
                for row in table.rows {
                    lines.append(row.cells.map(\.text).joined(separator: " | "))
                }
            }
        }
        return lines.joined(separator: "\n")
    }
}

/// Makes Chinese public reports of departments that do not exist, each the same for its seed.
public enum ReportGenerator {
    /// A report in which every figure is right.
    public static func report(_ style: ReportStyle, seed: UInt64) -> MadeReport {
        let draft = draft(style, seed: seed)
        return MadeReport(
            style: style, seed: seed, document: draft.document(), breakClass: nil, place: nil,
            figures: draft.placing().figures.count)
    }

    /// The report of this seed with one error; nil when it has no place for an error of this
    /// class.
    public static func broken(
        _ style: ReportStyle, _ breakClass: BreakClass, seed: UInt64
    ) -> MadeReport? {
        let draft = draft(style, seed: seed)
        guard let (edit, place) = draft.breakage(breakClass, seed: seed) else { return nil }
        return MadeReport(
            style: style, seed: seed, document: draft.document(edit), breakClass: breakClass,
            place: place, figures: draft.placing().figures.count)
    }

    /// The generator's check of itself: the computations of a whole report that do not hold by
    /// the interval of their stated precision. Always empty.
    public static func unsoundComputations(_ style: ReportStyle, seed: UInt64) -> [String] {
        let draft = draft(style, seed: seed)
        let placing = draft.placing()
        return draft.relations.filter { placing.states($0) && !$0.holds() }.map(\.description)
    }

    /// How many computations a whole report states, to see that reports are not empty.
    public static func computations(_ style: ReportStyle, seed: UInt64) -> Int {
        let draft = draft(style, seed: seed)
        let placing = draft.placing()
        return draft.relations.count(where: placing.states)
    }

    private static func draft(_ style: ReportStyle, seed: UInt64) -> ReportDraft {
        let salt = ReportStyle.allCases.firstIndex(of: style) ?? 0
        // Drawn once, so that neighbouring seeds do not share a stretch of random numbers.
        var first = SeededGenerator(seed: seed ^ UInt64(salt + 1) &* 0xD1B5_4A32_D192_ED03)
        var draft = ReportDraft(random: SeededGenerator(seed: first.next()))
        switch style {
        case .departmentEvaluation: draft.writeDepartmentEvaluation()
        case .finalAccounts: draft.writeFinalAccounts()
        case .statisticalBulletin: draft.writeStatisticalBulletin()
        case .governmentWorkReport: draft.writeGovernmentWorkReport()
        case .projectEvaluation: draft.writeProjectEvaluation()
        case .workSummary: draft.writeWorkSummary()
        case .budgetExecution: draft.writeBudgetExecution()
        }
        return draft
    }
}
