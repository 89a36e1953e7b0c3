/// All rules, in the order in which they are told.
public enum RuleBook {
    public static let rules: [Rule] = [
        .sumOfParts, .partAboveWhole, .tableSum, .tableRate, .share, .shareOverHundred,
        .executionRate,
        .rateOfCounts, .structure, .balance, .average, .growth, .countGrowth, .listCount,
        .sameFigure, .headingSequence, .listSequence,
        .editingLeftovers, .unitMissing, .unitDoubled, .brackets, .wording,
        .approximateAfterExact, .lookAlikes, .missingSections, .claimWithoutFigure, .forecast,
        .undatedAsOf,
    ]

    /// The rule of that name; nil where there is none.
    public static func rule(_ id: String) -> Rule? { rules.first { $0.id == id } }
}
