import Catalogue
import Registers
import Store
import Values

/// What an official document has beside its sentences: number, date, co-issuers, the annex.
extension PaperMaking {
    /// The text of a field that must not be empty.
    /// - Throws: `PaperRefusal.emptyFields`.
    func value(_ name: String, _ record: Record) throws -> String {
        guard let field = register.field(name) else { return "" }
        let text = try registry.text(reader, record, field, by: viewer)
        if text.isEmpty {
            throw PaperRefusal.emptyFields(paper: template.title, titles: [field.title])
        }
        return text
    }

    func fill(_ paper: inout Paper, _ record: Record) throws {
        let head = template.letterhead
        if let name = head.numbered { paper.docNo = try value(name, record) }
        if let name = head.dated {
            _ = try value(name, record)
            if let day = record[name].text.flatMap({ CalendarDate(iso: $0) }) {
                paper.issuedOn = day.chinese
            }
        }
        if let name = head.from { paper.issuer = try value(name, record) }
        let others = head.with.map { "\(registry.catalogue.city.title)\($0)" }
        paper.issuer = ([paper.issuer] + others).joined(separator: "　")
        if let annex = template.annex { paper.table = try table(annex, of: record) }
    }

    /// Rows of another register that name the record, group by group with sums.
    private func table(_ annex: PaperTemplate.Annex, of record: Record) throws -> Paper.Table {
        let other = try registry.register(annex.register)
        try registry.permit(viewer, .read, on: other)
        let ids = try reader.all(
            """
            SELECT id FROM \(table: other.table) WHERE \(column: annex.field) = \(record.id)
            AND state <> \(Lifecycle.withdrawn)
            """
        ).compactMap { $0[0].integer }
        guard ids.count <= Papers.mostRows * 2 else {
            throw PaperRefusal.tooLong(limit: Papers.mostRows * 2)
        }
        func rank(_ record: Record) -> Int64 {
            annex.sort.flatMap { record[$0].integer } ?? 0
        }
        let records = try registry.records(reader, other.name, ids: ids).sorted {
            (rank($0), $0.id) < (rank($1), $1.id)
        }
        let group = annex.group.flatMap(other.field)
        let fields = annex.columns.compactMap(other.field)
        var rows: [[String]] = []
        var strong: [Int] = []
        let before = group == nil ? 1 : 2
        func sum(_ records: [Record]) -> [String] {
            guard let name = annex.sum else { return fields.map { _ in "" } }
            let fen = records.reduce(Int64(0)) { $0 + ($1[name].integer ?? 0) }
            let text = Money(fen: fen).text(in: .yuan, decimals: 2, grouped: true)
            return fields.map { $0.name == name ? text : "" }
        }
        for part in parts(records, group) {
            for one in part.records {
                let cells = try fields.map { field -> String in
                    guard field.type == .money else {
                        return try registry.text(reader, one, field, by: viewer)
                    }
                    return Money(fen: one[field.name].integer ?? 0)
                        .text(in: .yuan, decimals: 2, grouped: true)
                }
                let place = "\(rows.count - strong.count + 1)"
                rows.append([place] + (group == nil ? [] : [part.title]) + cells)
            }
            guard group != nil, annex.sum != nil else { continue }
            strong.append(rows.count)
            rows.append(["", "\(part.title)小计"] + sum(part.records))
        }
        let totals = annex.sum.map { _ in
            (group == nil ? ["合计"] : ["", "合计"]) + sum(records)
        }
        return Paper.Table(
            columns: ["序号"] + (group.map { [$0.title] } ?? [])
                + fields.map(\.title),
            numbers: fields.indices.filter { fields[$0].type.isSummable }.map { $0 + before },
            rows: rows, totals: totals, strong: strong, annex: annex.title, unit: "元")
    }

    /// Records that stand together, in the order of the group's list, those of none last.
    private func parts(_ records: [Record], _ group: Field?) -> [(title: String, records: [Record])]
    {
        guard let group else { return [("", records)] }
        let grouped = Dictionary(grouping: records) { $0[group.name] }
        let list = group.type.codeList.flatMap(registry.catalogue.list)
        let order = (list?.codes ?? []).map { Scalar.text($0.code) }
        let others = grouped.keys.filter { !order.contains($0) && $0 != .null }
        return (order + others + [.null]).compactMap { key in
            grouped[key].map { records in
                let title = records.first.map { $0[group.name] } ?? .null
                return (
                    title.isNull
                        ? "市本级" : group.type.text(title, in: registry.catalogue), records
                )
            }
        }
    }
}
