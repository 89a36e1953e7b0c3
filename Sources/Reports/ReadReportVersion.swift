import Catalogue
import Foundation
import Journal
public import Store
import Values

/// Why a frozen version could not be read back.
public enum ReportVersionProblem: Error, Sendable, Equatable, CustomStringConvertible {
    case noVersion(report: String, year: Int, number: Int, known: [String])
    /// The kept text is no report any more.
    case unreadable(record: Int64, report: String, year: Int, number: Int)
    /// The kept text does not give the digest that was kept with it.
    case tampered(
        record: Int64, report: String, year: Int, number: Int, kept: String, found: String)

    public var description: String {
        switch self {
        case .noVersion(let report, let year, let number, let known):
            """
            报告 \(report) 没有 \(year) 年度第 \(number) 版。\
            \(known.isEmpty ? "这个报告还没有定过稿。" : "已有：\(known.joined(separator: "、"))。")
            """
        case .unreadable(let record, let report, let year, let number):
            """
            报告 \(report) \(year) 年度第 \(number) 版（编号 \(record)）的定稿内容已损坏，读不出来。\
            不要使用这一版；用 dongting verify 查明改动，再从备份恢复。
            """
        case .tampered(let record, let report, let year, let number, let kept, let found):
            """
            报告 \(report) \(year) 年度第 \(number) 版（编号 \(record)）的内容与定稿时的摘要值不符：\
            定稿时为 \(kept.prefix(16))…，现在算得 \(found.prefix(16))…。\
            不要使用这一版；用 dongting verify 查明改动，再从备份恢复。
            """
        }
    }
}

extension Reports {
    /// The frozen versions, newest first.
    /// - Parameter report: the name of a template, also of one that is no longer declared; nil for
    ///   all.
    public func versions(_ reader: Reader, report: String?) throws -> [ReportVersion] {
        try reader.all(
            """
            SELECT id, report, year, number, digest, frozen_by, frozen_at FROM report_version
            \(report.map { "WHERE report = \($0)" as SQL } ?? "")
            ORDER BY frozen_at DESC, id DESC
            """
        ).map(ReportVersion.init)
    }

    /// A frozen version and its text, as they were frozen.
    /// - Throws: `ReportVersionProblem`: there is no such version, or it was changed since.
    public func version(_ reader: Reader, number: Int, report: String, year: Int) throws -> (
        ReportVersion, ComposedReport
    ) {
        let row = try reader.first(
            """
            SELECT id, report, year, number, digest, frozen_by, frozen_at, content, figures_digest
            FROM report_version WHERE report = \(report) AND year = \(year) AND number = \(number)
            """)
        guard let row else {
            throw ReportVersionProblem.noVersion(
                report: report, year: year, number: number,
                known: try versions(reader, report: report).map { "\($0.year) 年度\($0.title)" })
        }
        let version = ReportVersion(row)
        let composed = try Self.report(in: row[7].text ?? "", of: version)
        for (kept, found) in [
            (version.digest, composed.contentDigest.hex), (version.digest, composed.digest),
            (row[8].text ?? "", composed.figuresDigest.hex),
        ] where kept != found {
            throw ReportVersionProblem.tampered(
                record: version.record, report: report, year: year, number: number, kept: kept,
                found: found)
        }
        return (version, composed)
    }

    private static func report(in text: String, of version: ReportVersion) throws -> ComposedReport
    {
        do {
            return try JSONDecoder().decode(ComposedReport.self, from: Data(text.utf8))
        } catch {
            throw ReportVersionProblem.unreadable(
                record: version.record, report: version.report, year: version.year,
                number: version.number)
        }
    }

    /// The latest version of a report and year, whatever became of it since.
    func latest(_ reader: Reader, report: String, year: Int) throws -> ReportVersion? {
        try reader.first(
            """
            SELECT id, report, year, number, digest, frozen_by, frozen_at FROM report_version
            WHERE report = \(report) AND year = \(year) ORDER BY number DESC LIMIT 1
            """
        ).map(ReportVersion.init)
    }
}

extension ReportVersion {
    /// From the columns id, report, year, number, digest, frozen_by, frozen_at.
    fileprivate init(_ row: [Scalar]) {
        self.init(
            record: row[0].integer ?? 0, report: row[1].text ?? "",
            year: Int(row[2].integer ?? 0), number: Int(row[3].integer ?? 0),
            digest: row[4].text ?? "", frozenBy: row[5].text ?? "", frozenAt: row[6].text ?? "")
    }
}
