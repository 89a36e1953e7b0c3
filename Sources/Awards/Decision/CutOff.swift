public import Values

/// Where the line is drawn, and how much each above it gets: a question that changes nothing.
public struct CutOff: Sendable, Hashable {
    /// By what the line is drawn.
    public enum Mode: String, Sendable, CaseIterable {
        /// So many of each kind.
        case rank
        /// Whoever has this score.
        case score
        /// Down the ranking until the money is used.
        case money
    }

    /// How much each gets.
    public enum Amounts: String, Sendable, CaseIterable {
        /// What was asked for, at most the ceiling.
        case requested
        /// This share of what was asked for.
        case share
        /// The same for each.
        case fixed
    }

    public var mode: Mode
    /// By kind.
    public var places: [String: Int]
    public var score: FixedDecimal?
    public var money: Money?
    public var amounts: Amounts
    /// Per cent.
    public var share: Int
    public var fixed: Money?

    public init(
        _ mode: Mode, places: [String: Int] = [:], score: FixedDecimal? = nil,
        money: Money? = nil, amounts: Amounts = .requested, share: Int = 100, fixed: Money? = nil
    ) {
        self.mode = mode
        self.places = places
        self.score = score
        self.money = money
        self.amounts = amounts
        self.share = share
        self.fixed = fixed
    }
}

/// An application that may be decided on.
public struct Candidate: Sendable, Hashable {
    public let id: Int64
    public let number: String
    public let title: String
    public let kind: String
    public let field: String?
    public let county: String?
    public let organisation: String
    public let leader: String
    /// Nil where the programme has no review, or it was not reviewed.
    public let score: FixedDecimal?
    public let rank: Int?
    /// What was asked for; of a subsidy what the formula gives.
    public let requested: Money
    public let ceiling: Money?
    /// Why it cannot be funded whatever the line: the owner chose another.
    public let barred: String?
}

/// An application under a line.
public struct WhatIfLine: Sendable, Hashable {
    public let candidate: Candidate
    public let isIn: Bool
    /// Zero where it is out.
    public let amount: Money
    /// Why it is in or out, as the minutes would say it.
    public let reason: String
}

/// What a line comes to. Pure: the same candidates and the same line give the same.
public struct WhatIf: Sendable, Hashable {
    public let lines: [WhatIfLine]
    public let sum: Money
    /// What is good to know: ties at the line, more than there is.
    public let warnings: [String]

    /// What funding adds up to under one heading.
    public struct Part: Sendable, Hashable {
        public let name: String
        public let inCount: Int
        public let outCount: Int
        public let sum: Money
    }

    public var funded: [WhatIfLine] { lines.filter(\.isIn) }

    /// By whatever is asked, in the order in which it first occurs.
    public func parts(by name: (Candidate) -> String) -> [Part] {
        var order: [String] = []
        var grouped: [String: [WhatIfLine]] = [:]
        for line in lines {
            let key = name(line.candidate)
            if grouped[key] == nil { order.append(key) }
            grouped[key, default: []].append(line)
        }
        return order.map { key in
            let own = grouped[key] ?? []
            return Part(
                name: key, inCount: own.count(where: \.isIn),
                outCount: own.count { !$0.isIn },
                sum: Money(fen: own.reduce(0) { $0 + $1.amount.fen }))
        }
    }
}

extension WhatIf {
    /// Draws a line through candidates.
    /// - Parameters:
    ///   - least: the score below which nothing is funded; nil where the programme has none.
    ///   - total: what the call has.
    ///   - free: what the special fund has, where that is known.
    public init(
        _ candidates: [Candidate], _ cutOff: CutOff, least: FixedDecimal?, total: Money?,
        free: Money?
    ) {
        // Down the ranking: by score over all kinds for money, by place within each kind otherwise.
        let ordered = candidates.sorted { left, right in
            if cutOff.mode == .money, left.score != right.score {
                return (left.score?.unscaledHundredths ?? -1)
                    > (right.score?.unscaledHundredths ?? -1)
            }
            if cutOff.mode != .money, left.kind != right.kind { return left.kind < right.kind }
            return (left.rank ?? .max, left.number) < (right.rank ?? .max, right.number)
        }
        var lines: [WhatIfLine] = []
        var sum = Money.zero
        var isClosed = false
        var places: [String: Int] = [:]
        for one in ordered {
            let amount = Self.amount(one, cutOff)
            func out(_ reason: String) {
                lines.append(WhatIfLine(candidate: one, isIn: false, amount: .zero, reason: reason))
            }
            if let barred = one.barred {
                out(barred)
                continue
            }
            if let least, let score = one.score, score < least {
                out("得分 \(score)，低于最低分 \(least)")
                continue
            }
            if amount == .zero {
                out("按公式和上限算下来没有金额")
                continue
            }
            switch cutOff.mode {
            case .rank:
                let most = cutOff.places[one.kind] ?? 0
                places[one.kind, default: 0] += 1
                let place = one.rank ?? places[one.kind] ?? 1
                if place > most {
                    out("本类第 \(place) 名，拟立 \(most) 项")
                    continue
                }
            case .score:
                if let score = one.score, let line = cutOff.score, score < line {
                    out("得分 \(score)，低于 \(line)")
                    continue
                }
            case .money:
                let next = sum.adding(amount)
                let most = cutOff.money ?? total ?? .zero
                if isClosed || next == nil || (next ?? .zero) > most {
                    isClosed = true
                    out("排在资金线以下")
                    continue
                }
            }
            sum = sum.adding(amount) ?? sum
            lines.append(
                WhatIfLine(
                    candidate: one, isIn: true, amount: amount,
                    reason: one.score.map { "得分 \($0)，本类第 \(one.rank ?? 0) 名" } ?? "符合条件，按公式计算"))
        }
        self.lines = lines
        self.sum = sum
        warnings = Self.warnings(lines, sum, total: total, free: free)
    }

    private static func amount(_ one: Candidate, _ cutOff: CutOff) -> Money {
        var fen: Int64
        switch cutOff.amounts {
        case .requested: fen = one.requested.fen
        case .share:
            fen = Int64(Int128(one.requested.fen) * Int128(max(0, min(cutOff.share, 100))) / 100)
        case .fixed: fen = cutOff.fixed?.fen ?? 0
        }
        if let ceiling = one.ceiling { fen = min(fen, ceiling.fen) }
        return Money(fen: max(fen, 0))
    }

    private static func warnings(
        _ lines: [WhatIfLine], _ sum: Money, total: Money?, free: Money?
    ) -> [String] {
        var words: [String] = []
        if let total, sum > total {
            words.append("合计 \(sum)，超过通知安排的 \(total)，会议上通不过")
        }
        if let free, sum > free {
            words.append("合计 \(sum)，专项资金还能安排的只有 \(free)；当年先付的部分够才能下达")
        }
        for kind in Set(lines.map(\.candidate.kind)) {
            let own = lines.filter { $0.candidate.kind == kind }
            guard let last = own.last(where: \.isIn), let rank = last.candidate.rank else {
                continue
            }
            let cut = own.filter { !$0.isIn && $0.candidate.rank == rank }
            if let first = cut.first {
                words.append("\(first.candidate.number) 和线上的 \(last.candidate.number) 名次相同，由会议决定")
            }
        }
        return words.sorted()
    }
}

extension FixedDecimal {
    /// As hundredths, for ordering.
    var unscaledHundredths: Int128 { rescaled(to: 2).unscaled }
}
