import Values

/// The arithmetic of a panel's sheets: exact, in hundredths of a point. Pure.
public enum PanelScoring {
    /// One expert's valid sheet.
    public struct Sheet: Sendable, Hashable {
        /// Hundredths of a point.
        public let total: Int64
        /// Of the criterion that parts equal scores; nil where there is none.
        public let tieBreak: Int64?
        public let comment: String?

        public init(total: Int64, tieBreak: Int64? = nil, comment: String? = nil) {
            self.total = total
            self.tieBreak = tieBreak
            self.comment = comment
        }
    }

    /// The mean of the sheets; with enough of them one of the highest and one of the lowest is left
    /// out.
    /// - Parameters:
    ///   - trimmedFrom: from how many sheets on two are left out.
    ///   - outlier: points by which a sheet may differ from the score without being told.
    public static func assess(
        _ sheets: [Sheet], of application: Int64, trimmedFrom: Int, outlier: Int
    ) -> Assessment {
        let ordered = sheets.map(\.total).sorted()
        let isTrimmed = ordered.count >= max(trimmedFrom, 3)
        let counted = isTrimmed ? Array(ordered.dropFirst().dropLast()) : ordered
        let score = mean(counted, decimals: 2)
        let parting = sheets.compactMap(\.tieBreak)
        let alerts = score.map { score -> [String] in
            sheets.filter { sheet in
                let distance = Int128(sheet.total) - score.unscaled
                return distance.magnitude > UInt128(outlier) * 100
            }.map { sheet in
                let total = FixedDecimal(unscaled: Int128(sheet.total), scale: 2)
                return "有一张 \(total) 分，与 \(score) 分相差超过 \(outlier) 分"
            }
        }
        return Assessment(
            application: application, score: score,
            tieBreak: parting.count == sheets.count ? mean(parting, decimals: 4) : nil,
            sheets: sheets.count, isTrimmed: isTrimmed, alerts: alerts ?? [],
            // Sorted, so that their order does not tell whose they are.
            comments: sheets.compactMap(\.comment).filter { !$0.isEmpty }.sorted())
    }

    /// A mean of hundredths, rounded half up once, at the end.
    static func mean(_ hundredths: [Int64], decimals: Int) -> FixedDecimal? {
        guard !hundredths.isEmpty else { return nil }
        let sum = hundredths.reduce(Int128(0)) { $0 + Int128($1) }
        var factor: Int128 = 1
        for _ in 2..<max(decimals, 2) { factor *= 10 }
        let count = Int128(hundredths.count)
        let (quotient, remainder) = (sum * factor).quotientAndRemainder(dividingBy: count)
        return FixedDecimal(
            unscaled: quotient + (remainder * 2 >= count ? 1 : 0), scale: max(decimals, 2))
    }
}
