import Catalogue
import Figures
import Registers
import Reports
import Store
import Values

extension Desk {
    /// The reports that there are.
    func showReports(_ request: Request) async throws -> Response {
        let model = try await read { reader in
            ReportsPage(
                frame: try frame(reader, "报告", in: .reports), years: try reportYears(reader))
        }
        return .page(model.html)
    }

    /// One report as it reads today.
    func showReport(_ request: Request) async throws -> Response {
        let (name, year) = try reportAndYear(request)
        let model = try await read { reader in
            let report = try composed(reader, name, year)
            return ReportSheet(
                frame: try reportFrame(reader, report, number: nil), report: report, version: nil,
                versions: try versions(reader, name, year))
        }
        return .page(model.html)
    }

    /// One frozen version.
    func showVersion(_ request: Request) async throws -> Response {
        let (name, year) = try reportAndYear(request)
        let number = try versionNumber(request)
        let model = try await read { reader in
            let (version, report) = try reports.version(
                reader, number: number, report: name, year: year)
            return ReportSheet(
                frame: try reportFrame(reader, report, number: number), report: report,
                version: version, versions: try versions(reader, name, year))
        }
        return .page(model.html)
    }

    /// A report, or a frozen version of it, as a Word document.
    func sendReportWord(_ request: Request) async throws -> Response {
        let (version, report) = try await asked(request)
        let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        let suffix = version.map { "（\($0.title)）" } ?? "（草稿）"
        return .download(
            .bytes(try ReportRendering.word(report, version: version)), type: kind,
            name: report.title + suffix + ".docx",
            plainName: "\(report.report)-\(report.year).docx")
    }

    /// A report, or a frozen version of it, for programs.
    func sendReport(_ request: Request) async throws -> Response {
        let (version, report) = try await asked(request)
        return .jsonText(ReportRendering.json(report, version: version))
    }

    /// The reports that there are, for programs.
    func sendReports(_ request: Request) async throws -> Response {
        let years = try await read { try reportYears($0) }
        return .json(
            .array(
                years.map { year in
                    .object([
                        ("report", .string(year.report)), ("year", .integer(Int64(year.year))),
                        ("title", .string(year.title)),
                        ("passages", .integer(Int64(year.passages))),
                        ("href", .string(Link(.apiReport, [year.report, String(year.year)]).path)),
                        (
                            "versions",
                            .array(
                                year.versions.map { version in
                                    .object([
                                        ("number", .integer(Int64(version.number))),
                                        ("digest", .string(version.digest)),
                                        ("frozen_by", .string(version.frozenBy)),
                                        ("frozen_at", .string(version.frozenAt)),
                                    ])
                                })
                        ),
                    ])
                }))
    }

    private func asked(_ request: Request) async throws -> (ReportVersion?, ComposedReport) {
        let (name, year) = try reportAndYear(request)
        guard request.arguments["number"] != nil else {
            return (nil, try await read { try composed($0, name, year) })
        }
        let number = try versionNumber(request)
        return try await read { reader in
            let (version, report) = try reports.version(
                reader, number: number, report: name, year: year)
            return (version, report)
        }
    }

    private func reportAndYear(_ request: Request) throws -> (String, Int) {
        (request.arguments["report"] ?? "", try year(request.arguments["year"] ?? ""))
    }

    private func versionNumber(_ request: Request) throws -> Int {
        let text = request.arguments["number"] ?? ""
        guard let number = Int(text), number > 0 else {
            throw WebError.badParameter(
                title: "版次", value: text, rule: "应是从 1 起的整数", advice: "从报告列表进入。")
        }
        return number
    }

    private func composed(_ reader: Reader, _ name: String, _ year: Int) throws -> ComposedReport {
        let question = FigureQuestion(year: year, today: today)
        return try cache.report(reader, name, question) {
            try reports.compose(reader, report: name, question)
        }
    }

    private func versions(_ reader: Reader, _ name: String, _ year: Int) throws -> [ReportVersion] {
        try reports.versions(reader, report: name).filter { $0.year == year }
    }

    private func reportFrame(_ reader: Reader, _ report: ComposedReport, number: Int?) throws
        -> Frame
    {
        var trail = [Crumb(title: "报告", link: .reports)]
        if number != nil {
            trail.append(Crumb(title: report.title, link: .report(report.report, report.year)))
        }
        var frame = try frame(
            reader, number.map { "第\($0)版" } ?? report.title, in: .reports, year: report.year,
            trail: trail)
        frame.asOf = report.asOf
        return frame
    }

    private func reportYears(_ reader: Reader) throws -> [ReportsPage.Year] {
        let versions = try reports.versions(reader, report: nil)
        let counts = try reader.all(
            """
            SELECT report, year, count(*) FROM passage WHERE state <> \(Lifecycle.withdrawn)
            GROUP BY report, year ORDER BY year DESC, report
            """)
        return counts.compactMap { row in
            guard let name = row[0].text, let template = catalogue.reports[name],
                let year = row[1].integer.map({ Int($0) })
            else { return nil }
            return ReportsPage.Year(
                report: name, year: year,
                title: template.title.replacing("{{year}}", with: String(year)),
                passages: Int(row[2].integer ?? 0),
                versions: versions.filter { $0.report == name && $0.year == year })
        }
    }
}
