import Catalogue
import Documents
import Journal
public import Registers
import Store
import Values

/// What landing did.
public struct LandReport: Sendable {
    /// New, changed, equal and vanished records, as an import tells them.
    public let batch: ImportReport
    /// Receivers whose accepted sheets were taken.
    public let taken: [String]
    /// Receivers whose sheets are not accepted yet.
    public let waiting: [String]
}

extension Returns {
    /// Lands what was accepted in the return's register, as one batch in one write.
    ///
    /// Records are found by the register's match; each belongs to its receiver's county. Landing
    /// again changes nothing. While some sheets are not accepted nothing vanishes by being absent.
    /// - Throws: `ReturnRefusal.noRegister`, `.nothingToLand`, `.landing`, `.otherSection`;
    ///   `RecordRefusal`.
    public func landSheets(of collection: Int64, by party: ReturnParty) async throws -> LandReport {
        try await land(collection, isTrial: false, by: party)
    }

    /// What landing would do now: it is done and taken back in one write, so that the preview is
    /// the act itself. Nothing of it stays.
    /// - Throws: what `landSheets` throws.
    public func tryLanding(of collection: Int64, by party: ReturnParty) async throws -> LandReport {
        do {
            return try await land(collection, isTrial: true, by: party)
        } catch let trial as LandingTrial {
            return trial.report
        }
    }

    /// Ends the write of a preview, which thereby comes to nothing.
    private struct LandingTrial: Error {
        let report: LandReport
    }

    private func land(_ collection: Int64, isTrial: Bool, by party: ReturnParty) async throws
        -> LandReport
    {
        let returns = self
        let form = try await database.read { try returns.form($0, collection) }
        try permitManaging(party, form, act: "入库")
        guard let register = form.register else { throw ReturnRefusal.noRegister(name: form.name) }
        try registry.permit(party.viewer, .import, on: register)
        try registry.permit(
            party.viewer, .change, on: try registry.register(Self.collections))
        let act = act(party, "collection.landed", reason: "入库：\(form.name)")
        return try await database.write(act) { writer in
            let form = try returns.form(writer.reader, collection)
            let sheets = try returns.sheets(writer.reader, of: collection)
                .filter { $0.state != "lapsed" }
            let accepted = sheets.filter { $0.state == "accepted" }.map { SheetView($0, form) }
            if accepted.isEmpty { throw ReturnRefusal.nothingToLand(name: form.name) }
            for view in accepted { try returns.refuseReshaped(form, view.sheet) }
            let names = { (views: [SheetView]) in views.map(\.receiver) }
            let waiting = sheets.filter { $0.state != "accepted" }.map { SheetView($0, form) }
            let landing = try Landing(form, register, accepted, returns, writer.reader)
            var report = ImportReport()
            if !landing.table.rows.isEmpty {
                report = try returns.land(
                    landing, register, isPartial: !waiting.isEmpty, form, party, writer)
            }
            if report.batch != nil {
                try returns.note(report, sheets: accepted.count, form, party, writer)
            }
            let landed = LandReport(
                batch: report, taken: names(accepted), waiting: names(waiting))
            if isTrial { throw LandingTrial(report: landed) }
            return landed
        }
    }

    private func land(
        _ landing: Landing, _ register: Register, isPartial: Bool, _ form: ReturnForm,
        _ party: ReturnParty, _ writer: Writer
    ) throws -> ImportReport {
        let today = writer.now.businessDate
        let due = (form.collection["due_on"].text).flatMap { CalendarDate(iso: $0) } ?? today
        let request = ImportRequest(
            file: "\(form.name)（网上填报）", digest: landing.digest,
            source: try source(form, register, isPartial: isPartial, writer.reader),
            asOf: min(due, today), isIncrement: isPartial)
        do {
            return try registry.importTable(
                ImportTable(landing.table), into: register.name, by: party.viewer, request, writer)
        } catch let refusal as ImportRefusal {
            throw ReturnRefusal.landing(refusal.findings.map(landing.words))
        }
    }

    /// Batches of one source are compared with one another. Where the period is part of what a
    /// record is known by, each return is a source of its own: all of last period's would vanish
    /// else. Where it is not, the series is. A part is compared with nothing.
    private func source(
        _ form: ReturnForm, _ register: Register, isPartial: Bool, _ reader: Reader
    ) throws -> String {
        var name = form.name
        if isPartial {
            name += "（部分）"
        } else if !register.match.contains(where: { form.fixed[$0] != nil }) {
            var seen: Set<Int64> = [form.collection.id]
            var before = form.previous
            while let id = before, seen.insert(id).inserted {
                let record = try registry.record(reader, Self.collections, id)
                name = record["name"].text ?? name
                before = record["previous"].integer
            }
        }
        return String("县市区报表：\(name)".prefix(80))
    }

    private func note(
        _ report: ImportReport, sheets: Int, _ form: ReturnForm, _ party: ReturnParty,
        _ writer: Writer
    ) throws {
        var draft = Draft()
        draft.rows["landings"] =
            (form.collection.rows["landings"] ?? []) + [
                [
                    "landed_on": .text(writer.now.businessDate.iso),
                    "batch": report.batch.map(Scalar.integer) ?? .null,
                    "sheets": .integer(Int64(sheets)), "created": .integer(Int64(report.created)),
                    "changed": .integer(Int64(report.changed)),
                    "unchanged": .integer(Int64(report.unchanged)),
                    "vanished": .integer(Int64(report.vanished.count)),
                    "by": .text(party.viewer.name),
                ]
            ]
        _ = try registry.change(
            Self.collections, form.collection.id, to: draft, version: nil, writer)
    }
}
