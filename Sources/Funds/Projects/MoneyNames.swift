import Catalogue
import Store
import Values

/// What the places of a special fund's money are called, and to which document and county each unit
/// belongs.
struct MoneyNames {
    /// Where a unit's money comes under.
    struct Place {
        let document: String
        let documentRecord: TransferRequest.About?
        let county: String
        let unit: String
        let unitRecord: TransferRequest.About?
    }

    let earmark: Int64
    let year: Int
    let code: String
    let name: String
    private var places: [String: Place] = [:]

    init(_ reader: Reader, earmark: Int64, year: Int, _ catalogue: Catalogue) throws {
        self.earmark = earmark
        self.year = year
        let fund = try reader.first("SELECT code, name FROM special_fund WHERE id = \(earmark)")
        code = fund?[0].text ?? ""
        name = fund?[1].text ?? ""
        let counties = catalogue.list("counties")
        func county(_ cell: Scalar) -> String {
            cell.text.map { counties?.title(of: $0) ?? $0 } ?? "没有归口"
        }
        let projects = try reader.all(
            """
            SELECT id, project_no, name, unit, county FROM project_funding
            WHERE earmark = \(earmark)
            """)
        for row in projects {
            let id = row[0].integer ?? 0
            let about = TransferRequest.About("project-funding", id)
            let unit = row[3].text ?? row[2].text ?? ""
            places["unit/project-funding#\(id)/\(year)"] = Place(
                document: "\(row[1].text ?? "") \(row[2].text ?? "")", documentRecord: about,
                county: county(row[4]), unit: unit, unitRecord: about)
        }
        let lines = try reader.all(
            """
            SELECT a.id, a.recipient, a.county, p.id, p.doc_no, p.title FROM allocation a
            JOIN allocation_paper p ON p.id = a.paper
            WHERE p.earmark = \(earmark) AND p.year = \(year)
            """)
        for row in lines {
            let id = row[0].integer ?? 0
            places["unit/allocation#\(id)"] = Place(
                document: [row[4].text, row[5].text].compactMap { $0 }.joined(separator: " "),
                documentRecord: .init("allocation-paper", row[3].integer ?? 0),
                county: county(row[2]), unit: row[1].text ?? "",
                unitRecord: .init("allocation", id))
        }
        // Accounts that neither speaks of: what was brought in by hand.
        let others = try reader.all(
            """
            SELECT code, title, county FROM ledger_account WHERE ledger = 'money'
            AND earmark = \(earmark) AND year = \(year) AND kind IN ('unit', 'county')
            """)
        for row in others {
            guard let code = row[0].text, places[code] == nil else { continue }
            places[code] = Place(
                document: "没有登记指标文或项目的", documentRecord: nil, county: county(row[2]),
                unit: row[1].text ?? code, unitRecord: nil)
        }
    }

    private func place(_ key: String) -> Place {
        places[key]
            ?? Place(
                document: "没有登记指标文或项目的", documentRecord: nil, county: "没有归口", unit: key,
                unitRecord: nil)
    }

    /// The tree of what was summed up.
    /// - Parameter booked: what the books say is free in the fund's account.
    func assemble(_ tally: TallyMoney, booked: Money) -> SpecialFundYear {
        let documents = grouped(tally.order) { place($0).document }
        let children = documents.map { title, keys in
            let counties = grouped(keys) { place($0).county }.map { county, keys in
                branch(.county, county, nil, keys.map { unit($0, tally.buckets[$0]) })
            }
            return branch(.document, title, keys.first.map(place)?.documentRecord, counties)
        }
        let buckets = tally.buckets.values
        func sum(_ part: (TallyMoney.Bucket) -> Int64) -> Money {
            Money(fen: buckets.reduce(0) { $0 + part($1) })
        }
        let appropriated = tally.inflows.reduce(Int64(0)) { $0 + $1.amount.fen }
        let issued = sum(\.issued)
        let left = Money(fen: appropriated + tally.returned - issued.fen)
        let root = MoneyNode(
            kind: .fund, title: "\(name) \(year)年",
            amount: Money(fen: appropriated + tally.returned), waiting: .zero, left: left,
            entries: tally.inflows, about: .init("special-fund", earmark), children: children)
        return SpecialFundYear(
            earmark: earmark, code: code, name: name, year: year, inflows: tally.inflows,
            appropriated: Money(fen: appropriated), issued: issued, arrived: sum(\.arrived),
            spent: sum { bucket in bucket.sum { !$0.isRefund } },
            returned: Money(fen: tally.returned), left: left,
            held: sum { $0.left + $0.waiting }, booked: booked, root: root)
    }

    /// Keys by what they have in common, in the order in which they come.
    private func grouped(_ keys: [String], by title: (String) -> String) -> [(String, [String])] {
        var order: [String] = []
        var groups: [String: [String]] = [:]
        for key in keys {
            let title = title(key)
            if groups[title] == nil { order.append(title) }
            groups[title, default: []].append(key)
        }
        return order.map { ($0, groups[$0] ?? []) }
    }

    private func branch(
        _ kind: MoneyNode.Kind, _ title: String, _ about: TransferRequest.About?,
        _ children: [MoneyNode]
    ) -> MoneyNode {
        MoneyNode(
            kind: kind, title: title,
            amount: Money(fen: children.reduce(0) { $0 + $1.amount.fen }), waiting: .zero,
            left: .zero, entries: [], about: about, children: children)
    }

    private func unit(_ key: String, _ bucket: TallyMoney.Bucket?) -> MoneyNode {
        let bucket = bucket ?? TallyMoney.Bucket()
        let place = place(key)
        let leaves = bucket.leaves.map { leaf in
            let first = leaf.entries.first
            let words = [first?.docNo, first?.note].compactMap { $0 }.joined(separator: " ")
            return MoneyNode(
                kind: leaf.isRefund ? .refund : .expense, title: words.isEmpty ? "没有凭证号" : words,
                amount: Money(fen: leaf.fen), waiting: .zero, left: Money(fen: leaf.fen),
                entries: leaf.entries, about: leaf.about, children: [])
        }
        return MoneyNode(
            kind: .unit, title: place.unit, amount: Money(fen: bucket.issued),
            waiting: Money(fen: bucket.waiting), left: Money(fen: bucket.left),
            entries: bucket.entries, about: place.unitRecord, children: leaves)
    }
}
