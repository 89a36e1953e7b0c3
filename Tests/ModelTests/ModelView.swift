import Catalogue
import Figures
import Registers
import Store
import Values

/// What model and platform say of the whole city, side by side.
struct ModelView: Sendable {
    let records: [String: [Int64: Kept]]

    init(_ partitions: [Partition]) {
        var records: [String: [Int64: Kept]] = [:]
        for register in ModelRules.registers {
            for partition in partitions {
                records[register, default: [:]].merge(partition.records[register] ?? [:]) { $1 }
            }
        }
        self.records = records
    }

    private init(records: [String: [Int64: Kept]]) { self.records = records }

    /// As the journal tells of it.
    var withoutPersonal: ModelView {
        ModelView(
            records: Dictionary(
                uniqueKeysWithValues: records.map { register, records in
                    (register, records.mapValues { $0.withoutPersonal(register) })
                }))
    }

    var contracts: [Kept] { records["contract"].map { Array($0.values) } ?? [] }

    func firm(of record: Kept) -> Kept? {
        record["firm"].integer.flatMap { records["firm"]?[$0] }
    }

    /// Every record of every register.
    func compareLists(_ registry: Registry) throws {
        for register in ModelRules.registers {
            var found: [Int64: Kept] = [:]
            try registry.database.readNow { reader in
                try registry.eachRecord(reader, register) { chunk in
                    for record in chunk { found[record.id] = Kept(record) }
                }
            }
            let expected = records[register] ?? [:]
            for id in Set(found.keys).union(expected.keys).sorted()
            where found[id] != expected[id] {
                throw Mismatch(
                    "\(register) \(id)",
                    expected: expected[id].map(String.init(describing:)) ?? "none",
                    found: found[id].map(String.init(describing:)) ?? "none")
            }
        }
    }

    // MARK: - Figures

    func compareFigures(_ registry: Registry, today: CalendarDate) throws {
        let figures = Figures(registry)
        for year in 2021...2026 {
            for county in [nil, "430602"] {
                let question = FigureQuestion(year: year, county: county, today: today)
                let results = try registry.database.readNow { try figures.evaluate($0, question) }
                for result in results {
                    let name = result.definition.name
                    let expected = figure(name, "\(year)", county)
                    let found: [Fraction?]? = result.status == .notByCounty ? nil : [result.exact]
                    try same(found, expected, "figure \(name) of \(year) \(county ?? "")")
                }
            }
        }
    }

    /// The figure's exact value, within a list that is nil where it has no counties; nothing where
    /// no record speaks of the year.
    private func figure(_ name: String, _ year: String, _ county: String?) -> [Fraction?]? {
        if name == "paid" {
            if county != nil { return nil }
            let payments = (records["payment"] ?? [:]).values.filter { begins($0, "paid_on", year) }
            let paid = payments.filter { $0.state == "paid" }
            return [sum(paid, "amount", isKnown: !payments.isEmpty)]
        }
        let ofDay = contracts.filter { begins($0, "day", year) }
        let ofYear = contracts.filter { $0["year"].description == year }
        func here(_ record: Kept) -> Bool {
            county.map { record["county"] == .text($0) } ?? true
        }
        func inForce(_ records: [Kept]) -> [Kept] {
            records.filter { !$0.isWithdrawn && here($0) }
        }
        func count(_ number: Int, isKnown: Bool) -> [Fraction?] {
            [number > 0 || isKnown ? Fraction(Int128(number)) : nil]
        }
        switch name {
        case "contracts": return count(inForce(ofDay).count, isKnown: !ofDay.isEmpty)
        case "closed":
            return count(
                inForce(ofDay).count { $0.state == "closed" }, isKnown: !ofDay.isEmpty)
        case "stood_checked":
            let checked = contracts.filter { stood($0, "checked", on: year + "-12-31") }
            return count(checked.count(where: here), isKnown: !contracts.isEmpty)
        case "total": return [sum(inForce(ofDay), "total", isKnown: !ofDay.isEmpty)]
        case "company_cost":
            let stated = ofDay.filter { firm(of: $0).map { !$0["nature"].isNull } ?? false }
            let company = inForce(ofDay).filter { firm(of: $0)?["nature"] == .text("company") }
            return [sum(company, "cost", isKnown: !stated.isEmpty)]
        case "firms":
            let firms = Set(inForce(ofYear).map { $0["firm"] }).subtracting([.null])
            return count(firms.count, isKnown: !ofYear.isEmpty)
        default:
            let steps = inForce(ofYear).reduce(0) { $0 + ($1.rows["steps"]?.count ?? 0) }
            return count(steps, isKnown: ofYear.contains { $0.rows["steps"] != nil })
        }
    }

    private func begins(_ record: Kept, _ field: String, _ year: String) -> Bool {
        record[field].text?.hasPrefix(year) ?? false
    }

    private func stood(_ record: Kept, _ state: String, on day: String) -> Bool {
        if record.state == state, record.since <= day || record.past.isEmpty { return true }
        return record.past.enumerated().contains { position, past in
            past.state == state && past.until > day && (past.since <= day || position == 0)
        }
    }

    private func sum(_ records: [Kept], _ field: String, isKnown: Bool) -> Fraction? {
        let amounts = records.compactMap { $0[field].integer }
        if records.isEmpty { return isKnown ? Fraction(0) : nil }
        return amounts.isEmpty ? nil : Fraction(Int128(amounts.reduce(0, +)), 100)
    }
}
