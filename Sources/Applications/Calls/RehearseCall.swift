import Catalogue
import Journal
public import Registers
import Store
import Values
import Work

extension Applications {
    /// Rehearses a call: the whole way with made-up applicants, in one write that is taken back.
    ///
    /// Where it passes, day and digest of the terms are kept in the call, in a write of their own.
    /// - Parameter stages: what follows the submission, in the order of the way.
    /// - Returns: what happened at each stage.
    /// - Throws: `CallRefusal`, `RecordRefusal`.
    public func rehearseCall(_ id: Int64, stages: [any RehearsalStage], by viewer: Viewer)
        async throws -> RehearsalReport
    {
        let applications = self
        let report: RehearsalReport
        do {
            report = try await database.write(act(viewer, "call.rehearsed", reason: "演练")) {
                writer -> RehearsalReport in
                throw Curtain(report: try applications.play(id, stages, by: viewer, writer))
            }
        } catch let curtain as Curtain {
            report = curtain.report
        }
        if report.isPassed {
            _ = try await database.write(act(viewer, "call.rehearsed")) { writer in
                try applications.notePassed(report, by: viewer, writer)
            }
        }
        return report
    }

    /// Ends the write of a rehearsal, which thereby comes to nothing.
    private struct Curtain: Error {
        let report: RehearsalReport
    }

    private func play(
        _ id: Int64, _ stages: [any RehearsalStage], by viewer: Viewer, _ writer: Writer
    ) throws -> RehearsalReport {
        try permitCalls(viewer, .move)
        let call = try registry.record(writer.reader, Self.calls, id)
        try permitSection(call["section_in_charge"].text, call["title"].text ?? "", viewer)
        guard call.state == "rehearsal" else {
            throw CallRefusal.notNow(
                call: call["title"].text ?? "", state: state(call), act: "演练", advice: "先“开始演练”")
        }
        try checkMove(writer.reader, call, .rehearse, at: writer.now)
        guard let terms = try terms(of: call, on: writer.now.businessDate) else {
            throw CallRefusal.noProgramme(call["programme"].text ?? "", advice: "在目录里补上这个计划")
        }
        let offer = CallOffer(call, terms)
        let rehearsal = Rehearsal(self, offer, by: viewer, at: writer.now)
        let own: [any RehearsalStage] = [PublishStage(), ApplyStage(), CloseStage()]
        for stage in own + stages where stage.isPart(of: terms) {
            rehearsal.stages.append(RehearsedStage(title: stage.title, lines: []))
            do {
                try writer.attempt { try stage.run(rehearsal, writer) }
            } catch {
                // What comes later stands on this; it is not tried.
                rehearsal.say(.failed, "\(error)")
                break
            }
        }
        return RehearsalReport(
            call: id, callTitle: call["title"].text ?? "", stages: rehearsal.stages,
            terms: try offer.digest())
    }

    private func notePassed(_ report: RehearsalReport, by viewer: Viewer, _ writer: Writer) throws
        -> Record
    {
        let call = try registry.record(writer.reader, Self.calls, report.call)
        guard let terms = try terms(of: call, on: writer.now.businessDate),
            try CallOffer(call, terms).digest() == report.terms
        else { throw CallRefusal.rehearsedOtherTerms(changed: "演练时有人改了通知") }
        return try registry.change(
            Self.calls, report.call,
            to: Draft([
                "rehearsed_on": .text(writer.now.businessDate.iso),
                "rehearsed_terms": .text(report.terms),
            ]), version: nil, writer)
    }

    /// So many working days after a day.
    func workingDay(_ count: Int, after day: CalendarDate) -> CalendarDate {
        WorkingDays(catalogue.calendar).adding(count, to: day)
    }
}

/// Publishing, in the play.
struct PublishStage: RehearsalStage {
    let title = "发布"

    func isPart(of terms: CallTerms) -> Bool { true }

    func run(_ rehearsal: Rehearsal, _ writer: Writer) throws {
        let (registry, call) = (rehearsal.registry, rehearsal.call)
        let officer = rehearsal.somebody("section-head")
        // The play publishes without the number of a document that is not issued yet.
        try rehearsal.act(writer, as: officer, "call.moved:publish") {
            _ = try registry.change(
                Applications.calls, call,
                to: Draft(["rehearsed_on": .text(writer.now.businessDate.iso)]), version: nil,
                writer)
            _ = try registry.move(Applications.calls, call, "preview", version: nil, writer)
            if try registry.record(writer.reader, Applications.calls, call)["basis_doc"].isNull {
                _ = try registry.change(
                    Applications.calls, call, to: Draft(["basis_doc": .text("（演练）")]),
                    version: nil, writer)
            }
            _ = try registry.move(Applications.calls, call, "publish", version: nil, writer)
        }
        let kinds = rehearsal.offer.kinds.map { kind in
            let most = kind.ceiling.map { "上限 \($0.text(in: .wan))万元" } ?? "不设上限"
            return "\(kind.title)（\(most)）"
        }
        rehearsal.say(
            .done, "通知对外发布，开放类别：\(kinds.joined(separator: "、"))",
            rule: rehearsal.terms.source)
        guard let time = rehearsal.offer.time else { return }
        rehearsal.say(
            .note,
            "受理 \(CallTime.text(time.opens)) 至 \(CallTime.text(time.closes))，以服务器时间为准，到秒截止")
    }
}

/// Closing, in the play.
struct CloseStage: RehearsalStage {
    let title = "截止"

    func isPart(of terms: CallTerms) -> Bool { true }

    func run(_ rehearsal: Rehearsal, _ writer: Writer) throws {
        guard let time = rehearsal.offer.time else { return }
        rehearsal.now = Instant(milliseconds: time.closes.milliseconds + 1_000)
        try rehearsal.act(writer, as: rehearsal.somebody("section-head"), "call.moved:close") {
            _ = try rehearsal.registry.move(
                Applications.calls, rehearsal.call, "close", version: nil, writer)
        }
        rehearsal.say(.done, "到点自动截止，共收到 \(rehearsal.submitted.count) 份演练申报")
    }
}
