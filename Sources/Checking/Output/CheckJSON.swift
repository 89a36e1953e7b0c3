import Documents
public import Values

extension CheckedReport {
    /// The report for programs: its document, every figure read, every finding, and what was
    /// recomputed and holds.
    public var json: JSON {
        .object([
            ("document", document), ("figures", .array(reading.figures.indices.map(figure))),
            ("findings", .array(findings.map(Self.finding))),
            ("confirmations", .array(confirmations.map(Self.confirmation))),
        ])
    }

    private var document: JSON {
        .object([
            ("name", .string(name)), ("format", .string(format.rawValue)),
            ("encoding", .string(encoding)), ("pages", pages.map { .integer(Int64($0)) } ?? .null),
            ("year", reading.year.map { .integer(Int64($0)) } ?? .null),
            ("isCut", .bool(reading.isCut)),
            ("characters", .integer(Int64(reading.passages.reduce(0) { $0 + $1.text.count }))),
            (
                "counts",
                .object(Severity.allCases.map { ($0.rawValue, .integer(Int64(count($0)))) })
            ),
        ])
    }

    private func figure(_ index: Int) -> JSON {
        let figure = reading.figures[index]
        let text = reading.text(figure.passage)
        let place = reading.passages[figure.passage].place(figure.range.lowerBound)
        let change = reading.yearlyChange(of: index)
        var fields: [(String, JSON)] = [
            ("id", .string(Self.id(index))), ("text", .string(text.string(figure.range))),
            ("label", .string(figure.label.isEmpty ? nil : figure.label.description)),
            ("value", .decimal(figure.decimal)), ("unit", .string(figure.unit.name)),
            ("precision", .decimal(figure.precision)), ("kind", .string(figure.kind.rawValue)),
            ("growth", change.rate.map { .decimal($0) } ?? .null),
            ("delta", change.delta.map { .decimal($0) } ?? .null),
            ("comparator", .string(figure.comparator)),
            ("of", .string((figure.subject ?? figure.base).map(Self.id))),
        ]
        fields += [
            ("approximation", .string(figure.approximation.rawValue)),
            ("forecast", .bool(figure.isForecast)),
            ("range", .string(figure.isRangeStart ? "from" : figure.isRangeEnd ? "to" : nil)),
            ("year", figure.year.map { .integer(Int64($0)) } ?? .null),
            ("asOf", .string(figure.asOf)), ("partOf", .string(figure.whole.map(Self.id))),
            ("parts", .array(figure.parts.map { .string(Self.id($0)) })),
        ]
        return .object(fields + Self.fields(of: place))
    }

    private static func id(_ index: Int) -> String { "F\(index + 1)" }

    private static func finding(_ finding: Finding) -> JSON {
        .object(
            [
                ("rule", .string(finding.rule)), ("severity", .string(finding.severity.rawValue)),
            ] + fields(of: finding.place) + [
                ("quote", .string(finding.quote)), ("computed", .string(finding.computed)),
                ("stated", .string(finding.stated)), ("message", .string(finding.message)),
                ("suggestion", .string(finding.suggestion)),
            ])
    }

    private static func confirmation(_ one: Confirmation) -> JSON {
        .object(
            [("rule", .string(one.rule))] + fields(of: one.place) + [
                ("quote", .string(one.quote)), ("computation", .string(one.computation)),
            ])
    }

    private static func fields(of place: Place) -> [(String, JSON)] {
        [
            ("line", .integer(Int64(place.line))), ("column", .integer(Int64(place.column))),
            ("page", place.page.map { .integer(Int64($0)) } ?? .null),
            ("cell", .string(place.cell)),
        ]
    }
}

extension Figure {
    /// The number as stated: 1200.53 of 1200.53万元.
    var decimal: FixedDecimal {
        let scale = max(0, -stated.exponent)
        let value = Int128(isNegative ? -stated.unscaled : stated.unscaled)
        return FixedDecimal(unscaled: value, scale: scale)
    }

    /// Against what a change is told, or what a percentage is of: `rise year-before`, `share`.
    var comparator: String? {
        switch role {
        case .change(let change): (change.isFall ? "fall " : "rise ") + change.basis.rawValue
        case .share: "share"
        case .completion: "completion"
        case .average: "average"
        case .level, .other: nil
        }
    }

    /// Half of the last stated place, in the figure's unit; 0 for whole things.
    var precision: FixedDecimal {
        isExact
            ? FixedDecimal(unscaled: 0, scale: 0)
            : FixedDecimal(unscaled: 5, scale: max(0, -stated.exponent) + 1)
    }
}

extension Reading {
    /// The growth in percent and the difference against the year before, falls below zero.
    func yearlyChange(of index: Int) -> (rate: FixedDecimal?, delta: FixedDecimal?) {
        var found: (rate: FixedDecimal?, delta: FixedDecimal?) = (nil, nil)
        for change in figures[index].changes {
            let figure = figures[change]
            guard let told = figure.change, told.basis == .yearBefore || told.basis == .unsaid
            else { continue }
            let value = FixedDecimal(
                unscaled: told.isFall ? -figure.decimal.unscaled : figure.decimal.unscaled,
                scale: figure.decimal.scale)
            if figure.isPercent {
                found.rate = found.rate ?? value
            } else if figure.unit.isAdditive {
                found.delta = found.delta ?? value
            }
        }
        return found
    }
}
