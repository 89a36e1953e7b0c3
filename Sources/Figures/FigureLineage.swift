public import Catalogue
public import Registers
public import Store
public import Values

/// The records behind a figure: the same query without the measure.
public struct LineageSet: Sendable {
    public enum Part: String, Sendable {
        case records = "记录"
        case numerator = "分子"
        case denominator = "分母"
        case minuend = "被减数"
        case subtrahend = "减数"
    }

    public struct Line: Sendable, Hashable {
        public let record: Int64
        public let label: String
        public let state: String
        /// What the measure takes of the record: an amount, the value that is counted once.
        public let measured: Scalar
    }

    public let part: Part
    public let figure: String
    public let register: String
    public let year: Int
    /// The title of the measured field, where the measure takes one.
    public let measuredTitle: String?
    public let measuredType: FieldType?
    /// The number of lines there are; `lines` may be one page of them.
    public let total: Int
    public let lines: [Line]
}

extension LineageSet {
    fileprivate func called(_ label: (Int64) -> String) -> LineageSet {
        LineageSet(
            part: part, figure: figure, register: register, year: year,
            measuredTitle: measuredTitle, measuredType: measuredType, total: total,
            lines: lines.map {
                Line(
                    record: $0.record, label: label($0.record), state: $0.state,
                    measured: $0.measured)
            })
    }
}

extension Figures {
    /// The sets of records behind a figure: one, or two for a ratio or a difference.
    /// - Parameter limit: lines of each set, from `offset`; nil for all.
    public func lineage(
        _ reader: Reader, _ name: String, _ question: FigureQuestion, limit: Int? = nil,
        offset: Int = 0
    ) throws -> [LineageSet] {
        try sets(reader, try definition(name), question, .records, limit, offset)
    }

    /// The same as far as it is the viewer's: records of registers that they may read, called as
    /// they may see them. A figure is told to more people than the records behind it.
    public func lineage(
        _ reader: Reader, _ name: String, _ question: FigureQuestion, limit: Int? = nil,
        offset: Int = 0, by viewer: Viewer
    ) throws -> [LineageSet] {
        try lineage(reader, name, question, limit: limit, offset: offset).compactMap { set in
            let register = try registry.register(set.register)
            guard viewer.role.may(.read, on: register), viewer.seesInternal else { return nil }
            let labels = try registry.labels(
                reader, set.register, ids: set.lines.map(\.record), by: viewer)
            return set.called { labels[$0] ?? "" }
        }
    }

    private func sets(
        _ reader: Reader, _ figure: FigureDefinition, _ asked: FigureQuestion,
        _ part: LineageSet.Part, _ limit: Int?, _ offset: Int
    ) throws -> [LineageSet] {
        let question = asked.shifted(figure.yearOffset)
        switch figure.measure {
        case .query(let query):
            return [try set(reader, query, figure, question, part, limit, offset)].compactMap { $0 }
        case .share(let numerator, let denominator):
            return [
                try set(reader, numerator, figure, question, .numerator, limit, offset),
                try set(reader, denominator, figure, question, .denominator, limit, offset),
            ].compactMap { $0 }
        case .ratio(let of, let to):
            return try sets(reader, definition(of), question, .numerator, limit, offset)
                + sets(reader, definition(to), question, .denominator, limit, offset)
        case .difference(let of, let minus, let year):
            return try sets(reader, definition(of), question, .minuend, limit, offset)
                + sets(
                    reader, definition(minus), question.shifted(year), .subtrahend, limit, offset)
        }
    }

    private func set(
        _ reader: Reader, _ query: Query, _ figure: FigureDefinition, _ question: FigureQuestion,
        _ part: LineageSet.Part, _ limit: Int?, _ offset: Int
    ) throws -> LineageSet? {
        guard let sql = sql(query, figure, question) else { return nil }
        let total = try reader.integer("SELECT count(*)" + sql.fromAndWhere)
        var select: SQL = "SELECT r.id, r.state, \(sql.measuredCell)" + sql.fromAndWhere
        select += " ORDER BY r.id"
        if let limit { select += " LIMIT \(limit) OFFSET \(offset)" }
        let rows = try reader.all(select)
        let labels = try registry.labels(
            reader, query.register, ids: rows.compactMap { $0[0].integer })
        let field = measuredField(query, sql.register)
        return LineageSet(
            part: part, figure: figure.name, register: query.register, year: question.year,
            measuredTitle: field?.title, measuredType: field?.type, total: Int(total),
            lines: rows.map { row in
                let id = row[0].integer ?? 0
                return LineageSet.Line(
                    record: id, label: labels[id] ?? "", state: row[1].text ?? "", measured: row[2])
            })
    }

    func measuredField(_ query: Query, _ register: Register) -> Field? {
        switch query.aggregate {
        case .countRecords, .countRows: return nil
        case .countDistinct(let path), .sum(let path), .average(let path), .max(let path),
            .value(let path):
            guard path.count == 2 else { return path.first.flatMap(register.field) }
            return register.field(path[0])?.type.target.flatMap(catalogue.register)?.field(path[1])
        }
    }
}
