import Catalogue
import Journal
import Registers
import Store
import Values

/// Makes a paper of records as they are now; what the viewer may not see is not printed.
struct PaperMaking {
    let registry: Registry
    let template: PaperTemplate
    let register: Register
    let viewer: Viewer
    let reader: Reader
    let today: CalendarDate

    private var catalogue: Catalogue { registry.catalogue }
    private var bureau: String { "\(catalogue.city.title)科学技术局" }

    func paper(of record: Record, number: String) throws -> Paper {
        let cycle = catalogue.lifecycle(of: register)
        guard template.states.isEmpty || template.states.contains(record.state) else {
            throw PaperRefusal.wrongState(
                paper: template.title, states: template.states.map(cycle.title(of:)),
                state: cycle.title(of: record.state))
        }
        let label = try registry.labels(reader, register.name, ids: [record.id])[record.id] ?? ""
        var paper = empty(
            number,
            title: try template.letterhead.titled.map { try value($0, record) }
                ?? (template.kind == .letter
                    ? template.title : "\(register.title)\(template.title)"),
            ground:
                "\(register.title) #\(record.id) 第 \(record.version) 版，\(cycle.title(of: record.state))"
        )
        switch template.kind {
        case .letter:
            paper.addressee = template.addressee
            paper.paragraphs = try template.paragraphs.map { try sentence($0, record) }
            try fill(&paper, record)
        case .approval, .summary:
            paper.pairs = try pairs(record)
            paper.pairs.insert(.init(title: "名称", value: label), at: 0)
            paper.steps = try steps(record)
            paper.signatures = template.signatures
        }
        return paper
    }

    func summary(_ query: RecordQuery, _ filterWords: [String], number: String) throws -> Paper {
        var query = query
        query.limit = Papers.mostRows + 1
        query.offset = 0
        let page = try registry.find(reader, register.name, query, by: viewer)
        guard page.lines.count <= Papers.mostRows else {
            throw PaperRefusal.tooLong(limit: Papers.mostRows)
        }
        let words = filterWords.isEmpty ? "全部记录" : filterWords.joined(separator: "，")
        var paper = empty(
            number, title: "\(register.title)\(template.title)",
            ground: "\(words)；共 \(page.lines.count) 条，截至\(today.chinese)")
        let amounts = page.columns.indices.filter { page.columns[$0].type == .money }
        let numbers = page.columns.indices.filter { page.columns[$0].type.isSummable }
        let cycle = catalogue.lifecycle(of: register)
        paper.table = Paper.Table(
            columns: ["序号"] + page.columns.map { $0.type == .money ? "\($0.title)（元）" : $0.title }
                + ["状态"],
            numbers: [0] + numbers.map { $0 + 1 },
            rows: page.lines.enumerated().map { index, line in
                ["\(index + 1)"] + line.cells + [cycle.title(of: line.state)]
            },
            totals: amounts.isEmpty ? nil : totals(page, amounts))
        return paper
    }

    /// Sums of amounts, from the texts that are printed above them.
    private func totals(_ page: RecordPage, _ amounts: [Int]) -> [String] {
        var totals = [String](repeating: "", count: page.columns.count + 2)
        totals[0] = "合计"
        for index in amounts {
            let fen = page.lines.compactMap { try? Money.parse($0.cells[index], unit: .yuan).fen }
                .reduce(Int64(0), +)
            totals[index + 1] = Money(fen: fen).text(in: .yuan, decimals: 2)
        }
        return totals
    }

    private func empty(_ number: String, title: String, ground: String) -> Paper {
        Paper(
            kind: template.kind.rawValue, number: number, title: title, ground: ground,
            issuer: bureau, issuedOn: today.chinese,
            isDemonstration: registry.database.isDemonstration)
    }

    /// A sentence with the record's words in it.
    /// - Throws: `PaperRefusal.emptyFields`: a letter with a gap is no letter.
    private func sentence(_ text: String, _ record: Record) throws -> String {
        var result = text
        var missing: [String] = []
        for name in PaperTemplate.names(in: text) {
            let value: String
            switch name {
            case "today": value = today.chinese
            case "city": value = catalogue.city.title
            case "bureau": value = bureau
            default:
                guard let field = register.field(name) else { continue }
                value = Self.inSentence(
                    try registry.text(reader, record, field, by: viewer), record[name], field)
                if value.isEmpty { missing.append(field.title) }
            }
            result = result.replacing("{{\(name)}}", with: value)
        }
        guard missing.isEmpty else {
            throw PaperRefusal.emptyFields(paper: template.title, titles: missing)
        }
        return result
    }

    /// A day and an amount as letters write them: 2025年3月10日, 30万元.
    static func inSentence(_ text: String, _ cell: Scalar, _ field: Field) -> String {
        switch field.type {
        case .date: return CalendarDate(iso: text)?.chinese ?? text
        case .money:
            guard !text.isEmpty, let fen = cell.integer else { return text }
            let money = Money(fen: fen)
            let isEven = fen.isMultiple(of: MoneyUnit.wan.fen / 100)
            return isEven
                ? money.text(in: .wan) + "万元" : money.text(in: .yuan, grouped: true) + "元"
        default: return text
        }
    }

    private func pairs(_ record: Record) throws -> [Paper.Pair] {
        try register.fields.compactMap { field in
            guard field.type.columns == nil, field.name != register.label,
                !field.isBureaus || viewer.seesBureaus,
                !record[field.name].isNull
            else { return nil }
            var text = try registry.text(reader, record, field, by: viewer)
            if field.type == .money, let fen = record[field.name].integer {
                text = "\(Self.grouped(text)) 元（\(Money(fen: fen).capitals)）"
            }
            return Paper.Pair(title: field.title, value: text)
        }
    }

    /// `41,930,000.00`.
    private static func grouped(_ text: String) -> String {
        let parts = text.split(separator: ".", maxSplits: 1)
        let digits = parts.first.map { Array($0) } ?? []
        let grouped = digits.enumerated().map { index, digit in
            let isBefore = index > 0 && (digits.count - index) % 3 == 0 && digits[index - 1] != "-"
            return (isBefore ? "," : "") + String(digit)
        }.joined()
        return parts.count > 1 ? "\(grouped).\(parts[1])" : grouped
    }

    private func steps(_ record: Record) throws -> [Paper.Step] {
        let cycle = catalogue.lifecycle(of: register)
        return try registry.history(reader, register.name, record.id, by: viewer).map { step in
            let state = step.changes.first { $0.field == "state" }?.after
            return Paper.Step(
                at: step.entry.at.businessTime, who: step.entry.act.actor,
                what: state ?? (step.version == 1 ? cycle.title(of: cycle.initial) : "修改"),
                reason: step.entry.act.reason ?? "")
        }
    }
}
