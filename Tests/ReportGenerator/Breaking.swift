import TestSupport

/// Something that can be broken, noted while a report is written.
struct Offer: Sendable {
    enum Target: Sendable {
        case digit(Figure)
        /// A digit that leaves the rate several of its last digits off.
        case rate(Figure)
        case above(Figure)
        case unit(Figure)
        case count(Figure)
        case item(ItemList)
        case heading(HeadingNumber, neighbours: [Int])
    }

    let breakClass: BreakClass
    let target: Target
    /// The computation that then no longer holds.
    let relation: Relation?
}

extension ReportDraft {
    /// One error of this class, chosen by the seed.
    func breakage(_ breakClass: BreakClass, seed: UInt64) -> (Edit, BrokenPlace)? {
        let salt = BreakClass.allCases.firstIndex(of: breakClass) ?? 0
        var first = SeededGenerator(seed: ~seed ^ UInt64(salt + 1) &* 0xA24B_AED4_963E_E407)
        var random = SeededGenerator(seed: first.next())
        let placing = placing()
        let possible = (offers + headingOffers()).filter {
            $0.breakClass == breakClass && ($0.relation.map(placing.states) ?? true)
        }
        for offer in possible.shuffled(using: &random).prefix(40) {
            if let found = breakage(offer, placing, &random) { return found }
        }
        return nil
    }

    private func breakage(
        _ offer: Offer, _ placing: Placing, _ random: inout SeededGenerator
    ) -> (Edit, BrokenPlace)? {
        switch offer.target {
        case .digit(let figure):
            return restated(figure, offer, placing) {
                Breaking.digits(figure, &random)
            }
        case .rate(let figure):
            return restated(figure, offer, placing) {
                Breaking.digits(figure, &random).filter { abs($0 - figure.units) >= 3 }
            }
        case .above(let figure):
            guard let whole = offer.relation?.figures.last else { return nil }
            return restated(figure, offer, placing) {
                Breaking.above(figure, whole, &random)
            }
        case .count(let figure):
            return restated(figure, offer, placing) {
                [1, -1, 2].shuffled(using: &random).map { figure.units + $0 }.filter { $0 > 1 }
            }
        case .unit(let figure):
            guard let line = placing.lines[figure.id], placing.endsClause.contains(figure.id)
            else { return nil }
            let keepsWan = figure.unit.hasSuffix("元") && Bool.random(using: &random)
            let text = figure.written(unit: keepsWan ? String(figure.unit.dropLast()) : "")
            return place(figure.id, figure.text, text, line, [line])
        case .item(let list):
            guard let line = placing.lines[list.id], let relation = offer.relation,
                let dropped = list.items.indices.randomElement(using: &random)
            else { return nil }
            let lines = placing.lines(of: relation).union([line])
            return place(list.id, list.written(), list.written(without: dropped), line, lines)
        case .heading(let heading, let neighbours):
            let steps = heading.number == 1 ? [1, 2] : [1, -1, 2]
            guard let line = placing.lines[heading.id],
                let step = steps.randomElement(using: &random)
            else { return nil }
            let lines = Set(neighbours.compactMap { placing.lines[$0] } + [line])
            return place(
                heading.id, heading.written(heading.number),
                heading.written(heading.number + step), line, lines)
        }
    }

    /// The first of these values that clearly breaks the computation.
    private func restated(
        _ figure: Figure, _ offer: Offer, _ placing: Placing, _ values: () -> [Int]
    ) -> (Edit, BrokenPlace)? {
        guard let line = placing.lines[figure.id], let relation = offer.relation else { return nil }
        for value in values() where value != figure.units {
            let other = figure.stating(value)
            guard relation.replacing(other).excess() > 1.5, other.text != figure.text else {
                continue
            }
            let failing = relations.filter { candidate in
                candidate.figures.contains { $0.id == figure.id } && placing.states(candidate)
                    && !candidate.replacing(other).holds()
            }
            let lines = failing.reduce(into: placing.lines(of: relation)) {
                $0.formUnion(placing.lines(of: $1))
            }
            return place(figure.id, figure.text, other.text, line, lines.union([line]))
        }
        return nil
    }

    private func place(
        _ id: Int, _ before: String, _ now: String, _ line: Int, _ lines: Set<Int>
    ) -> (Edit, BrokenPlace) {
        func bare(_ text: String) -> String { String(text.drop { $0 == " " }) }
        return (
            Edit(id: id, text: now),
            BrokenPlace(lines: lines, now: bare(now), before: bare(before), line: line)
        )
    }

    /// Headings of level 1 and 2 that have a sibling.
    private func headingOffers() -> [Offer] {
        var groups: [[HeadingNumber]] = [[]]
        var ones: [HeadingNumber] = []
        for heading in headings {
            if heading.level == 1 {
                ones.append(heading)
                groups.append([])
            } else {
                groups[groups.count - 1].append(heading)
            }
        }
        return (groups + [ones]).filter { $0.count > 1 }.flatMap { group in
            group.indices.map { index in
                let around = group[max(0, index - 1)...min(group.count - 1, index + 1)]
                return Offer(
                    breakClass: group[index].level == 1 ? .levelOneHeading : .levelTwoHeading,
                    target: .heading(group[index], neighbours: around.map(\.id)), relation: nil)
            }
        }
    }
}

private enum Breaking {
    /// Every value with one digit changed or two neighbours exchanged, in random order.
    static func digits(_ figure: Figure, _ random: inout SeededGenerator) -> [Int] {
        var values: [Int] = []
        let units = figure.units.magnitude
        var power = 1
        while power <= max(Int(units), Figure.powers[figure.decimals]) {
            let digit = Int(units) / power % 10
            let leads = power * 10 > Int(units)
            for other in 0...9 where other != digit && !(leads && other == 0 && power > 1) {
                values.append(Int(units) + (other - digit) * power)
            }
            let above = Int(units) / power / 10 % 10
            let exchanged = Int(units) + (above - digit) * power + (digit - above) * power * 10
            if !leads, digit > 0, above != digit { values.append(exchanged) }
            power *= 10
        }
        let sign = figure.units < 0 ? -1 : 1
        return values.shuffled(using: &random).map { $0 * sign }
    }

    /// Values of the part above the whole: another leading digit, a digit more.
    static func above(
        _ figure: Figure, _ whole: Figure, _ random: inout SeededGenerator
    ) -> [Int] {
        let extra = (0...9).map { figure.units * 10 + $0 }.shuffled(using: &random)
        let changed = digits(figure, &random)
        return (Bool.random(using: &random) ? changed + extra : extra + changed).filter {
            let value = Double($0) * figure.value / Double(max(figure.units, 1))
            return value > (whole.value + whole.half) * 1.01
        }
    }
}
