public import Applications
import Catalogue
public import Registers
import Review
public import Store
public import Values

/// A call before its decision: who may be funded, and what there is to fund with.
public struct DecisionTable: Sendable {
    public let call: Record
    public let terms: CallTerms
    public let candidates: [Candidate]
    /// What the call arranged.
    public let total: Money?
    public let fund: (id: Int64, name: String)?
    /// What the fund has left this year.
    public let free: Money?
    /// Places by kind, as the call has them.
    public let places: [String: Int]
    /// The score below which nothing is funded.
    public let least: FixedDecimal?

    /// What a line would come to; nothing is written.
    public func whatIf(_ cutOff: CutOff) -> WhatIf {
        WhatIf(candidates, cutOff, least: least, total: total, free: free)
    }
}

extension Decisions {
    /// What may be decided on in a call now.
    /// - Throws: `DecisionRefusal.notDecider`, `RecordRefusal.notFound`.
    public func table(_ reader: Reader, _ id: Int64, by viewer: Viewer) throws -> DecisionTable {
        try permitReading(viewer)
        let call = try review.call(reader, id, by: viewer)
        let terms = try review.terms(of: call, on: database.clock.today)
        let records = try open(reader, call, terms)
        let bar = try Bar(reader, call, terms)
        let fund = try fund(reader, call, terms)
        let rows = call.rows["kinds"] ?? []
        let places = Dictionary(
            rows.compactMap { row -> (String, Int)? in
                guard let kind = row["kind"]?.text, let count = row["places"]?.integer else {
                    return nil
                }
                return (kind, Int(count))
            }, uniquingKeysWith: { first, _ in first })
        return DecisionTable(
            call: call, terms: terms,
            candidates: records.map { candidate($0, call, terms, bar) },
            total: call["total"].integer.map(Money.init(fen:)),
            fund: fund.map { ($0.id, $0["name"].text ?? "") },
            free: try fund.map {
                try freeMoney(reader, fund: $0.id, year: database.clock.today.year)
            }, places: places,
            least: bar.least)
    }

    /// Applications that wait for the decision: reviewed, or through all checks where the programme
    /// has no review; also bids that the owner of the need did not choose.
    func open(_ reader: Reader, _ call: Record, _ terms: CallTerms) throws -> [Record] {
        let checked = terms.has(.jointCheck) ? "cleared" : "formal-passed"
        var states: [SQL] = [terms.has(.review) ? "'reviewed'" : "\(checked)"]
        if terms.has(.matching) { states.append("\(checked)") }
        let ids = try reader.all(
            """
            SELECT id FROM application WHERE call = \(call.id)
            AND state IN (\(states.joined(", "))) ORDER BY application_no, id
            """
        ).compactMap { $0[0].integer }
        return try registry.records(reader, Applications.applications, ids: ids)
    }

    private func candidate(
        _ record: Record, _ call: Record, _ terms: CallTerms, _ bar: Bar
    ) -> Candidate {
        let kind = record["kind"].text ?? ""
        let row = (call.rows["kinds"] ?? []).first { $0["kind"]?.text == kind }
        let own = row?["ceiling"]?.integer.map(Money.init(fen:))
        let ceiling = own ?? terms.kind(kind)?.ceiling?.money
        var requested = Self.money(record["requested"])
        if terms.mode == "subsidy", let ratio = terms.ratio?.number {
            let spent = Int128(record["spent"].integer ?? 0)
            requested = Money(fen: Int64(spent * Int128(ratio) / 100))
        }
        return Candidate(
            id: record.id, number: record["application_no"].text ?? "#\(record.id)",
            title: record["title"].text ?? "", kind: kind, field: record["field"].text,
            county: record["county"].text, organisation: record["organisation_name"].text ?? "",
            leader: record["leader_name"].text ?? "",
            score: record["score"].integer.map { FixedDecimal(unscaled: Int128($0), scale: 2) },
            rank: record["score_rank"].integer.map(Int.init), requested: requested,
            ceiling: ceiling,
            barred: bar.reason(record))
    }

    /// Lays a line before the meeting: a record with an item for each application, to be changed
    /// there as the meeting goes.
    public func proposeMeeting(
        _ call: Int64, _ cutOff: CutOff, title: String, by viewer: Viewer,
        also: @escaping WriteBeside = { _, _ in }
    ) async throws -> Record {
        let decisions = self
        let act = act(viewer, "award-meeting.proposed", reason: "按模拟的资金线提请会议")
        return try await database.write(act) { writer in
            let made = try decisions.proposeMeeting(call, cutOff, title: title, by: viewer, writer)
            try also(writer, made)
            return made
        }
    }

    /// The same inside a write.
    public func proposeMeeting(
        _ id: Int64, _ cutOff: CutOff, title: String, by viewer: Viewer, _ writer: Writer
    ) throws -> Record {
        try permitManaging(viewer)
        let table = try table(writer.reader, id, by: viewer)
        if table.candidates.isEmpty {
            throw DecisionRefusal.nothingToDecide(table.call["title"].text ?? "")
        }
        let lines = table.whatIf(cutOff).lines
        let items = lines.map { line -> [String: Scalar] in
            var row: [String: Scalar] = [
                "application": .integer(line.candidate.id),
                "agreed": .integer(line.isIn ? 1 : 0), "reason": .text(line.reason),
            ]
            if line.isIn { row["amount"] = .integer(line.amount.fen) }
            return row
        }
        var fields: [String: Scalar] = [
            "call": .integer(id), "title": .text(title),
            "body": .text(table.terms.committee == nil ? "party-group" : "committee"),
        ]
        fields["section_in_charge"] =
            table.call["section_in_charge"].isNull
            ? viewer.section.map(Scalar.text) ?? .null : table.call["section_in_charge"]
        return try registry.create(
            Draft(fields, rows: ["items": items]), in: Self.meetings, writer)
    }
}
