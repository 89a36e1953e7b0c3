public import Catalogue
public import Registers
public import Store
import Values

/// Answers figures from the registers: each figure is a query.
public struct Figures: Sendable {
    public let registry: Registry

    public init(_ registry: Registry) { self.registry = registry }

    public var catalogue: Catalogue { registry.catalogue }

    /// The figures of these names (all where nil), answered from one snapshot.
    /// - Throws: `FigureError.unknown`, or a database error.
    public func evaluate(_ reader: Reader, _ question: FigureQuestion, names: [String]? = nil)
        throws
        -> [FigureResult]
    {
        let chosen = try names.map { try $0.map(definition) } ?? catalogue.figures
        var evaluation = FigureEvaluation(figures: self, reader: reader)
        let annotations = try annotations(reader, year: question.year)
        return try chosen.map { figure in
            var result = try evaluation.result(figure, question)
            // A person's note is of the city's figure; a county's is another figure.
            if question.county == nil { result.annotations = annotations[figure.name] ?? [] }
            return result
        }
    }

    /// A figure over the counties, in the order of their list; empty where it has no breakdown.
    public func byCounty(_ reader: Reader, _ name: String, _ question: FigureQuestion) throws
        -> [(county: String, title: String, result: FigureResult)]
    {
        let figure = try definition(name)
        var evaluation = FigureEvaluation(figures: self, reader: reader)
        var parts: [(county: String, title: String, result: FigureResult)] = []
        for county in catalogue.list("counties")?.codes ?? [] {
            let result = try evaluation.result(figure, question.within(county.code))
            if result.status == .notByCounty { return [] }
            parts.append((county.code, county.title, result))
        }
        return parts
    }

    /// The figure of that name or reference.
    public func definition(_ name: String) throws -> FigureDefinition {
        if let figure = catalogue.figure(name) { return figure }
        if let figure = catalogue.figures.first(where: { $0.reference == name }) { return figure }
        let names = catalogue.figures.map(\.name)
        throw FigureError.unknown(name, advice: Catalogue.advice(for: name, among: names))
    }

    private func annotations(_ reader: Reader, year: Int) throws -> [String: [Annotation]] {
        guard let register = catalogue.register("annotation") else { return [:] }
        var found: [String: [Annotation]] = [:]
        let scale: Int =
            if case .decimal(let scale, _) = register.field("value")?.type { scale } else { 0 }
        try reader.each(
            """
            SELECT figure, id, kind, text, value, to_whom, \(column: "on"), ground, \(column: "by")
            FROM annotation WHERE year = \(year) AND state <> \(Lifecycle.withdrawn) ORDER BY id
            """
        ) { row in
            found[row[0].text ?? "", default: []].append(
                Annotation(
                    record: row[1].integer ?? 0, kind: row[2].text ?? "", text: row[3].text,
                    value: row[4].integer.map { FixedDecimal(unscaled: Int128($0), scale: scale) },
                    to: row[5].text, on: row[6].text, ground: row[7].text, by: row[8].text))
        }
        return found
    }
}

/// Why a figure could not be asked.
public enum FigureError: Error, Sendable, CustomStringConvertible {
    case unknown(String, advice: String)
    case noCounty(String, advice: String)

    public var description: String {
        switch self {
        case .unknown(let name, let advice): "没有指标 \(name)。\(advice)"
        case .noCounty(let name, let advice): "没有县市区 \(name)。\(advice)"
        }
    }
}

/// One round of answers; a figure that others are made of is asked once.
struct FigureEvaluation {
    let figures: Figures
    let reader: Reader
    private var known: [Key: Answer] = [:]

    init(figures: Figures, reader: Reader) {
        self.figures = figures
        self.reader = reader
    }

    private struct Key: Hashable {
        let figure: String
        let question: FigureQuestion
    }

    /// What the records say, before rounding and comparison.
    struct Answer {
        var status: FigureResult.Status
        var exact: Fraction?
        var statedGrowth: FixedDecimal?
        var statedChange: Fraction?
        var asOf: String?
    }

    mutating func result(_ figure: FigureDefinition, _ question: FigureQuestion) throws
        -> FigureResult
    {
        let answer = try answer(figure, question)
        var growth = answer.statedGrowth
        var change = answer.statedChange
        if figure.comparison == .previousYear, let now = answer.exact {
            let before = try self.answer(figure, question.shifted(-1))
            if before.status == .value, let then = before.exact {
                change = now.subtracting(then)
                if then != Fraction(0), figure.shown != .change {
                    growth = change?.divided(by: then).flatMap { percent($0) }?
                        .rounded(figure.growthDecimals)
                }
            }
        }
        return FigureResult(
            definition: figure, status: answer.status, exact: answer.exact,
            value: answer.exact?.rounded(figure.decimals), growth: growth,
            growthIsStated: answer.statedGrowth != nil,
            change: figure.shown == .growth ? nil : change?.rounded(figure.decimals),
            dataYear: question.year + figure.yearOffset,
            asOf: answer.asOf ?? question.shifted(figure.yearOffset).asOf.iso)
    }

    private func percent(_ fraction: Fraction) -> Fraction? {
        Fraction(100).flatMap { fraction.multiplied(by: $0) }
    }

    mutating func answer(_ figure: FigureDefinition, _ question: FigureQuestion) throws -> Answer {
        let key = Key(figure: figure.name, question: question)
        if let answer = known[key] { return answer }
        let answer = try compute(figure, question.shifted(figure.yearOffset))
        known[key] = answer
        return answer
    }

    private mutating func compute(_ figure: FigureDefinition, _ question: FigureQuestion) throws
        -> Answer
    {
        switch figure.measure {
        case .query(let query): return try ask(query, figure, question)
        case .share(let part, let whole):
            let part = try ask(part, figure, question)
            let whole = try ask(whole, figure, question)
            return ratio(part, whole, figure.ratioFactor(figure, figure))
        case .ratio(let of, let to):
            let (of, to) = (try figures.definition(of), try figures.definition(to))
            let part = try answer(of, question)
            let whole = try answer(to, question)
            return ratio(part, whole, figure.ratioFactor(of, to))
        case .difference(let of, let minus, let year):
            let first = try answer(figures.definition(of), question)
            let second = try answer(figures.definition(minus), question.shifted(year))
            guard let a = first.exact, let b = second.exact, first.status == .value,
                second.status == .value
            else { return Answer(status: first.status == .value ? second.status : first.status) }
            return Answer(status: .value, exact: a.subtracting(b))
        }
    }

    private func ratio(_ part: Answer, _ whole: Answer, _ factor: Fraction?) -> Answer {
        guard let a = part.exact, let b = whole.exact, let factor,
            let quotient = a.divided(by: b)?.multiplied(by: factor)
        else { return Answer(status: whole.status == .value ? .noData : whole.status) }
        return Answer(status: .value, exact: quotient)
    }

    private func ask(_ query: Query, _ figure: FigureDefinition, _ question: FigureQuestion) throws
        -> Answer
    {
        guard let sql = figures.sql(query, figure, question) else {
            return Answer(status: .notByCounty)
        }
        if case .value(let path) = query.aggregate {
            return try askValue(sql, path, figure)
        }
        let row = try reader.first("SELECT \(sql.measure([]))" + sql.fromAndWhere) ?? []
        var answer = Answer(status: .value)
        let count: Int64
        switch query.aggregate {
        case .sum(let path):
            count = row.count > 2 ? row[1].integer ?? 0 : 0
            answer.exact = figures.inUnit(row.first?.integer ?? 0, path, sql.register, figure.unit)
        case .average(let path), .max(let path):
            // Of nothing there is no mean and no largest, not even zero.
            guard let raw = row.first?.integer, row.count > 2, let stated = row[2].integer else {
                return Answer(status: .noData)
            }
            count = stated
            let isMean = if case .average = query.aggregate { true } else { false }
            answer.exact = figures.inUnit(raw, path, sql.register, figure.unit).flatMap { whole in
                isMean ? Fraction(Int128(stated)).flatMap { whole.divided(by: $0) } : whole
            }
        default:
            count = row.first?.integer ?? 0
            answer.exact = Fraction(Int128(count))
        }
        if count == 0 {
            let known = try reader.first(sql.anythingInTime) != nil
            answer.status = known && figure.nilField == nil ? .value : .noData
            if answer.status == .noData { answer.exact = nil }
        } else if let field = figure.nilField, try isNil(sql, field) {
            answer.status = .nilReturn
        } else if row.count > 2, row[2].integer == 0 {
            // Records there are, but none states the amount: that is not a zero.
            return Answer(status: .noData)
        }
        return answer
    }

    private func isNil(_ sql: FigureSQL, _ field: String) throws -> Bool {
        let others: SQL =
            "SELECT 1\(sql.fromAndWhere) AND coalesce(r.\(column: field), 0) = 0 LIMIT 1"
        return try reader.first(others) == nil
    }

    private func askValue(_ sql: FigureSQL, _ path: [String], _ figure: FigureDefinition) throws
        -> Answer
    {
        let extra = [figure.growthStated, figure.changeStated, figure.asOfField]
        let rows = try reader.all(
            "SELECT \(sql.measure(extra.compactMap { $0 }))" + sql.fromAndWhere + " LIMIT 2")
        guard let row = rows.first else { return Answer(status: .noData) }
        if rows.count > 1 {
            let count = try reader.integer("SELECT count(*)" + sql.fromAndWhere)
            return Answer(status: .severalRecords(Int(count)))
        }
        guard let value = row[0].integer else { return Answer(status: .noData) }
        var answer = Answer(
            status: .value, exact: figures.inUnit(value, path, sql.register, figure.unit))
        var next = 1
        for (index, name) in extra.enumerated() {
            guard let name else { continue }
            let cell = row[next]
            next += 1
            switch (index, cell) {
            case (0, .integer(let stated)):
                answer.statedGrowth = figures.inUnit(stated, [name], sql.register, "%")?
                    .rounded(figure.growthDecimals)
            case (1, .integer(let stated)):
                answer.statedChange = figures.inUnit(stated, [name], sql.register, figure.unit)
            case (2, .text(let day)): answer.asOf = day
            default: break
            }
        }
        return answer
    }
}

extension FigureDefinition {
    /// What a quotient of two figures, each in its own unit, is multiplied with to be in this
    /// figure's unit: 100 for %, and the fen of the units of money.
    func ratioFactor(_ of: FigureDefinition, _ to: FigureDefinition) -> Fraction? {
        func fen(_ figure: FigureDefinition) -> Int128 {
            figure.unit == unit && figure.name == name
                ? 1 : Int128(MoneyUnit(rawValue: figure.unit)?.fen ?? 1)
        }
        let own = of.name == name ? 1 : Int128(MoneyUnit(rawValue: unit)?.fen ?? 1)
        return Fraction(fen(of) * (unit == "%" ? 100 : 1), fen(to) * own)
    }
}

extension Figures {
    /// The query's SQL; nil where a county is asked of a register that has none.
    func sql(_ query: Query, _ figure: FigureDefinition, _ question: FigureQuestion) -> FigureSQL? {
        guard let register = catalogue.register(query.register) else { return nil }
        let county = figure.breakdown ?? (register.hasCounty ? "county" : nil)
        if question.county != nil, county == nil { return nil }
        return FigureSQL(
            query: query, register: register, catalogue: catalogue, question: question,
            countyField: county)
    }

    /// A stored number in the figure's unit.
    func inUnit(_ raw: Int64, _ path: [String], _ register: Register, _ unit: String) -> Fraction? {
        var field = path.first.flatMap(register.field)
        if path.count == 2 {
            field = field?.type.target.flatMap(catalogue.register)?.field(path[1])
        }
        switch field?.type {
        case .money: return Fraction(Int128(raw), Int128(MoneyUnit(rawValue: unit)?.fen ?? 1))
        case .decimal(let scale, _):
            return FixedDecimal(unscaled: Int128(raw), scale: scale).fraction
        default: return Fraction(Int128(raw))
        }
    }
}
