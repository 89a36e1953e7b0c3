import Catalogue
public import Figures
import Journal
public import Registers
import Store
import Values

/// Why a report was not frozen; nothing was written.
public enum FreezeRefusal: Error, Sendable, Equatable, CustomStringConvertible {
    case notTheWholeCity(county: String)
    case noText(report: String, year: Int)

    public var description: String {
        switch self {
        case .notTheWholeCity(let county):
            "只有全市的报告可以定稿，这份只含 \(county)。去掉县市区条件再定稿。"
        case .noText(let report, let year):
            "报告 \(report) \(year) 年度一段正文也没有，不能定稿。核对年度，或先在“报告段落”里录入正文。"
        }
    }
}

extension Reports {
    /// Composes a report and keeps it for good, as one write: the kept text is of the very snapshot
    /// that the write sees.
    ///
    /// Content equal to the latest version is not kept twice: that version is returned, with
    /// `alreadyFrozen` set.
    /// - Throws: `RecordRefusal.roleMayNot`, `FreezeRefusal`, `ComposeRefusal`.
    public func freeze(report: String, _ question: FigureQuestion, by viewer: Viewer) async throws
        -> ReportVersion
    {
        let registry = figures.registry
        let register = try registry.register("report-version")
        let template = try template(report)
        try registry.permit(viewer, .freeze, on: register)
        if let county = question.county { throw FreezeRefusal.notTheWholeCity(county: county) }
        let act = Act(
            actor: viewer.name, role: viewer.role.name, event: "\(register.name).frozen",
            reason: "\(template.name) \(question.year)")
        return try await registry.database.write(act) { writer in
            let composed = try compose(writer.reader, report: template.name, question)
            guard composed.sections.contains(where: \.hasText) else {
                throw FreezeRefusal.noText(report: template.name, year: question.year)
            }
            let latest = try latest(writer.reader, report: template.name, year: question.year)
            if let latest, latest.digest == composed.digest { return latest.frozenAlready }
            let number = (latest?.number ?? 0) + 1
            let frozenAt = writer.now.businessTime
            let draft = Draft([
                "report": .text(composed.report), "year": .integer(Int64(composed.year)),
                "number": .integer(Int64(number)), "content": .text(composed.stored),
                "digest": .text(composed.digest),
                "figures_digest": .text(composed.figuresDigest.hex),
                "frozen_by": .text(viewer.name), "frozen_at": .text(frozenAt),
            ])
            let record = try registry.create(draft, in: register.name, writer)
            return ReportVersion(
                record: record.id, report: composed.report, year: composed.year, number: number,
                digest: composed.digest, frozenBy: viewer.name, frozenAt: frozenAt)
        }
    }
}

extension ReportVersion {
    fileprivate var frozenAlready: ReportVersion {
        ReportVersion(
            record: record, report: report, year: year, number: number, digest: digest,
            frozenBy: frozenBy, frozenAt: frozenAt, alreadyFrozen: true)
    }
}

extension ComposedReport.Section {
    fileprivate var hasText: Bool { parts.contains { !$0.paragraphs.isEmpty } }
}
