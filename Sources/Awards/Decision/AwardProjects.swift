public import Applications
import Catalogue
import Journal
public import Registers
public import Store
public import Values
import Work

/// What an award would make of one application.
public struct AwardLine: Sendable, Hashable {
    public let application: Int64
    public let number: String
    public let projectNo: String
    public let title: String
    public let organisation: String
    public let amount: Money
    /// By year, as it would be approved in the ledger.
    public let plan: [YearPart]

    /// What of it falls into a year.
    public struct YearPart: Sendable, Hashable {
        public let year: Int
        public let amount: Money
    }

    let starts: CalendarDate
    let ends: CalendarDate
    let parts: [AwardPlan.Part]
}

/// What an award would do, before it is done.
public struct AwardPreview: Sendable {
    public let notice: Record
    public let call: Record
    public let terms: CallTerms
    public let fund: (id: Int64, name: String)?
    public let free: Money
    public let lines: [AwardLine]
    /// Listed, but suspended by an objection.
    public let suspended: [String]
    public let contractDueOn: CalendarDate?

    public var sum: Money { Money(fen: lines.reduce(0) { $0 + $1.amount.fen }) }

    /// What falls into the year of the award.
    public func due(in year: Int) -> Money {
        Money(
            fen: lines.reduce(0) { sum, line in
                sum + line.plan.filter { $0.year == year }.reduce(0) { $0 + $1.amount.fen }
            })
    }

    /// What is paid first: what falls due on signing, of a subsidy the whole.
    public var first: Money {
        Money(
            fen: lines.reduce(0) { sum, line in
                sum
                    + line.parts.filter { $0.condition == "signing" }
                    .reduce(0) { $0 + $1.amount.fen }
            })
    }
}

extension Decisions {
    /// What the award of a notice would be: what is proposed, not suspended, and not awarded yet.
    /// - Parameter day: of the award; today where nil.
    /// - Throws: `DecisionRefusal.wrongState`, `.noFund`, `.nothingToAward`.
    public func previewAward(
        _ reader: Reader, _ notice: Int64, on day: CalendarDate? = nil, by viewer: Viewer
    ) throws -> AwardPreview {
        let notice = try record(reader, Self.notices, notice, by: viewer)
        guard notice.state == "closed" else {
            throw DecisionRefusal.wrongState(
                what: "公示", state: state(notice), advice: "期满办结以后再下达立项")
        }
        let (call, terms) = try call(reader, of: notice)
        let ids = (notice.rows["items"] ?? []).compactMap { $0["application"]?.integer }
        let records = try registry.records(reader, Applications.applications, ids: ids)
        let places = Dictionary(
            ids.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        let open = records.filter { $0.state == "proposed" }
            .sorted { (places[$0.id] ?? 0) < (places[$1.id] ?? 0) }
        if open.isEmpty { throw DecisionRefusal.nothingToAward }
        let today = day ?? database.clock.today
        let fund = try fund(reader, call, terms)
        if fund == nil, notice["rehearsal"].integer != 1 {
            throw DecisionRefusal.noFund(call["title"].text ?? "")
        }
        var number = try lastNumber(reader, today.year, terms.abbreviation)
        let lines = open.map { record in
            number += 1
            return line(record, call, terms, number: number, on: today)
        }
        return AwardPreview(
            notice: notice, call: call, terms: terms,
            fund: fund.map { ($0.id, $0["name"].text ?? "") },
            free: try fund.map { try freeMoney(reader, fund: $0.id, year: today.year) } ?? .zero,
            lines: lines,
            suspended: records.filter { $0.state == "suspended" }.map {
                $0["application_no"].text ?? "#\($0.id)"
            }, contractDueOn: contractDue(terms, from: today))
    }

    /// Projects of a year and a programme are counted from 1, whichever register has the number.
    private func lastNumber(_ reader: Reader, _ year: Int, _ abbreviation: String) throws -> Int {
        let prefix = "\(year)\(abbreviation)"
        let end = prefix + "\u{7f}"
        var last = 0
        for table in ["project", "project_funding"] {
            let rows = try reader.all(
                """
                SELECT project_no FROM \(table: table)
                WHERE project_no >= \(prefix) AND project_no < \(end)
                """)
            for row in rows {
                let rest = (row[0].text ?? "").dropFirst(prefix.count)
                if let number = Int(rest) { last = max(last, number) }
            }
        }
        return last
    }

    private func line(
        _ record: Record, _ call: Record, _ terms: CallTerms, number: Int, on day: CalendarDate
    ) -> AwardLine {
        let kind = record["kind"].text ?? ""
        let row = (call.rows["kinds"] ?? []).first { $0["kind"]?.text == kind }
        let months = row?["months"]?.integer.map(Int.init) ?? terms.kind(kind)?.months?.number ?? 12
        let asked = record["starts_on"].text.flatMap { CalendarDate(iso: $0) } ?? day
        let starts = max(asked, day)
        let end = record["ends_on"].text.flatMap { CalendarDate(iso: $0) }
        let ends =
            end.map { max($0, starts) }
            ?? AwardPlan.day(starts, plus: months).adding(days: -1)
        let amount = Self.money(record["proposed"])
        let isSubsidy = terms.mode == "subsidy"
        let parts = AwardPlan.parts(
            amount, isSubsidy ? [] : terms.kind(kind)?.payments ?? [], signing: day,
            starts: starts, ends: ends)
        let digits = String(number)
        let padded = String(repeating: "0", count: max(0, 3 - digits.count)) + digits
        return AwardLine(
            application: record.id, number: record["application_no"].text ?? "#\(record.id)",
            projectNo: "\(day.year)\(terms.abbreviation)\(padded)",
            title: record["title"].text ?? "",
            organisation: record["organisation_name"].text ?? "", amount: amount,
            plan: AwardPlan.years(parts).map { .init(year: $0.year, amount: $0.amount) },
            starts: starts, ends: ends, parts: parts)
    }

    private func contractDue(_ terms: CallTerms, from day: CalendarDate) -> CalendarDate? {
        guard terms.has(.contract), let term = terms.term(of: .contract), let count = term.number
        else { return nil }
        return term.unit.contains("工作日")
            ? WorkingDays(catalogue.calendar).adding(count, to: day) : day.adding(days: count)
    }

    /// Awards what a notice listed: projects with their numbers, their money approved in the ledger
    /// by years, the applications awarded; all or nothing.
    /// - Parameter docNo: the number of the document.
    /// - Throws: `DecisionRefusal.notEnough` with the numbers.
    @discardableResult
    public func award(
        _ notice: Int64, docNo: String, by viewer: Viewer,
        also: @escaping WriteBeside = { _, _ in }
    ) async throws -> Record {
        let decisions = self
        let act = act(viewer, "award-batch.issued", reason: "下达立项：\(docNo)")
        return try await database.write(act) { writer in
            let batch = try decisions.award(notice, docNo: docNo, by: viewer, writer)
            try also(writer, batch)
            return batch
        }
    }

    /// The same inside a write, whose act has a reason. A rehearsal makes its projects, and touches
    /// no money.
    @discardableResult
    public func award(_ id: Int64, docNo: String, by viewer: Viewer, _ writer: Writer) throws
        -> Record
    {
        try permitManaging(viewer)
        if docNo.isEmpty { throw DecisionRefusal.missing("立项文号", advice: "填上立项通知的文号") }
        let reader = writer.reader
        let today = writer.now.businessDate
        let preview = try previewAward(reader, id, on: today, by: viewer)
        let taken = try reader.integer(
            "SELECT count(*) FROM award_batch WHERE doc_no = \(docNo)")
        if taken > 0 { throw DecisionRefusal.numberTaken(docNo) }
        let isPlay = preview.notice["rehearsal"].integer == 1
        let asked = preview.due(in: today.year)
        if !isPlay, asked > preview.free {
            throw DecisionRefusal.notEnough(
                fund: preview.fund?.name ?? "", year: today.year, free: preview.free, asked: asked)
        }
        let batch = try registry.create(batchDraft(preview, docNo, today), in: Self.batches, writer)
        for line in preview.lines {
            try make(line, preview, batch, isPlay: isPlay, docNo, today, writer)
        }
        return batch
    }

    private func batchDraft(_ preview: AwardPreview, _ docNo: String, _ today: CalendarDate)
        -> Draft
    {
        let year = preview.call["year"].integer.map { "\($0)年度" } ?? ""
        var fields: [String: Scalar] = [
            "doc_no": .text(docNo), "title": .text("关于下达\(year)\(preview.terms.title)项目的通知"),
            "call": .integer(preview.call.id), "notice": .integer(preview.notice.id),
            "rehearsal": preview.notice["rehearsal"], "issued_on": .text(today.iso),
            "year": .integer(Int64(today.year)), "projects": .integer(Int64(preview.lines.count)),
            "amount": .integer(preview.sum.fen), "first": .integer(preview.first.fen),
        ]
        fields["committee"] = preview.terms.committee.map(Scalar.text)
        fields["earmark"] = preview.fund.map { .integer($0.id) }
        fields["contract_due_on"] = preview.contractDueOn.map { .text($0.iso) }
        return Draft(fields)
    }

    private func make(
        _ line: AwardLine, _ preview: AwardPreview, _ batch: Record, isPlay: Bool, _ docNo: String,
        _ today: CalendarDate, _ writer: Writer
    ) throws {
        let application = try registry.record(
            writer.reader, Applications.applications, line.application)
        var funding: Int64?
        if !isPlay, let fund = preview.fund?.id {
            funding = try makeMoney(line, application, fund, preview.terms, docNo, today, writer)
        }
        var fields: [String: Scalar] = [
            "project_no": .text(line.projectNo), "name": .text(line.title),
            "rehearsal": .integer(isPlay ? 1 : 0), "programme": .text(preview.terms.programme),
            "year": .integer(Int64(today.year)), "call": .integer(preview.call.id),
            "application": .integer(line.application), "batch": .integer(batch.id),
            "approved": .integer(line.amount.fen), "approved_on": .text(today.iso),
            "approved_doc": .text(docNo), "starts_on": .text(line.starts.iso),
            "ends_on": .text(line.ends.iso), "first_ends_on": .text(line.ends.iso),
            "section_in_charge": preview.call["section_in_charge"],
        ]
        for name in [
            "kind", "topic", "need", "organisation", "organisation_name", "county", "recommender",
            "leader", "leader_name", "subject", "field",
        ] { fields[name] = application[name] }
        fields["funding"] = funding.map(Scalar.integer)
        fields["contract_due_on"] = preview.contractDueOn.map { .text($0.iso) }
        let project = try registry.create(Draft(fields), in: "project", writer)
        _ = try registry.change(
            Applications.applications, line.application,
            to: Draft(["project": .integer(project.id)]), version: nil, writer)
        _ = try registry.move(
            Applications.applications, line.application, "award", version: nil, writer)
    }

    /// The project's money, approved by years. What needs no contract is promised at once.
    private func makeMoney(
        _ line: AwardLine, _ application: Record, _ fund: Int64, _ terms: CallTerms,
        _ docNo: String, _ today: CalendarDate, _ writer: Writer
    ) throws -> Int64 {
        var draft = Draft(
            [
                "project_no": .text(line.projectNo), "name": .text(line.title),
                "organisation": application["organisation"],
                "unit": application["organisation_name"], "county": application["county"],
                "earmark": .integer(fund), "approved": .integer(line.amount.fen),
                "approved_on": .text(today.iso), "approved_doc": .text(docNo),
                "ends_on": .text(line.ends.iso),
            ],
            rows: [
                "plan": line.plan.map {
                    ["year": .integer(Int64($0.year)), "amount": .integer($0.amount.fen)]
                }
            ])
        if terms.mode == "subsidy" {
            draft.fields["contract_no"] = .text("\(docNo)-\(line.projectNo)")
            draft.fields["signed_on"] = .text(today.iso)
            draft.rows["stages"] = line.plan.enumerated().map { index, part in
                [
                    "stage": .integer(Int64(index + 1)), "year": .integer(Int64(part.year)),
                    "amount": .integer(part.amount.fen), "condition": .text("signing"),
                    "due_on": .text(today.iso), "met_on": .text(today.iso),
                ]
            }
        }
        let money = try registry.create(draft, in: "project-funding", writer)
        _ = try registry.move("project-funding", money.id, "approve", version: nil, writer)
        if terms.mode == "subsidy" {
            _ = try registry.move("project-funding", money.id, "sign", version: nil, writer)
        }
        return money.id
    }
}
