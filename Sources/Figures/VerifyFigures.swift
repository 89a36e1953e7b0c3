import Catalogue
import Registers
public import Store
import Values

/// A figure whose value does not follow from the records of its lineage.
public struct FigureFinding: Sendable, CustomStringConvertible {
    public let figure: String
    public let title: String
    public let computed: String
    public let fromLineage: String

    public var description: String {
        "指标 \(title)（\(figure)）：查询得 \(computed)，由来源记录逐条算得 \(fromLineage)，两者不符。"
    }
}

extension Figures {
    /// Adds every figure up again from its lineage, record by record, whatever its measure, and
    /// holds that against the query's answer.
    public func verify(_ reader: Reader, _ question: FigureQuestion) throws -> [FigureFinding] {
        var evaluation = FigureEvaluation(figures: self, reader: reader)
        return try catalogue.figures.compactMap { figure in
            let answer = try evaluation.answer(figure, question)
            guard answer.status == .value || answer.status == .nilReturn else { return nil }
            let again = try recompute(reader, figure, question)
            guard again != answer.exact else { return nil }
            return FigureFinding(
                figure: figure.name, title: figure.title,
                computed: answer.exact?.rounded(6).trimmed ?? "—",
                fromLineage: again?.rounded(6).trimmed ?? "—")
        }
    }

    private func recompute(_ reader: Reader, _ figure: FigureDefinition, _ question: FigureQuestion)
        throws -> Fraction?
    {
        let sets = try lineage(reader, figure.name, question)
        switch figure.measure {
        case .query(let query): return sets.first.flatMap { add($0, query, figure) }
        case .share(let part, let whole):
            guard sets.count == 2, let a = add(sets[0], part, figure),
                let b = add(sets[1], whole, figure), let ratio = a.divided(by: b)
            else { return nil }
            return figure.ratioFactor(figure, figure).flatMap(ratio.multiplied)
        case .ratio(let of, let to):
            let shifted = question.shifted(figure.yearOffset)
            let (of, to) = (try definition(of), try definition(to))
            guard let a = try recompute(reader, of, shifted),
                let b = try recompute(reader, to, shifted), let ratio = a.divided(by: b)
            else { return nil }
            return figure.ratioFactor(of, to).flatMap(ratio.multiplied)
        case .difference(let of, let minus, let year):
            let shifted = question.shifted(figure.yearOffset)
            guard let a = try recompute(reader, definition(of), shifted),
                let b = try recompute(reader, definition(minus), shifted.shifted(year))
            else { return nil }
            return a.subtracting(b)
        }
    }

    /// What the lines of a set give under the query's aggregate.
    private func add(_ set: LineageSet, _ query: Query, _ figure: FigureDefinition) -> Fraction? {
        guard let register = catalogue.register(query.register) else { return nil }
        switch query.aggregate {
        case .countRecords: return Fraction(Int128(Set(set.lines.map(\.record)).count))
        case .countRows: return Fraction(Int128(set.lines.count))
        case .countDistinct:
            return Fraction(Int128(Set(set.lines.map(\.measured)).subtracting([.null]).count))
        case .sum(let path):
            let sum = set.lines.reduce(Int64(0)) { $0 + ($1.measured.integer ?? 0) }
            return inUnit(sum, path, register, figure.unit)
        case .average(let path):
            let stated = set.lines.compactMap(\.measured.integer)
            guard let count = Fraction(Int128(stated.count)) else { return nil }
            return inUnit(stated.reduce(Int64(0), +), path, register, figure.unit)?
                .divided(by: count)
        case .max(let path):
            return set.lines.compactMap(\.measured.integer).max().flatMap {
                inUnit($0, path, register, figure.unit)
            }
        case .value(let path):
            guard set.lines.count == 1, let raw = set.lines[0].measured.integer else { return nil }
            return inUnit(raw, path, register, figure.unit)
        }
    }
}
