import Awards
import Catalogue
import Registers
import Store
import Values

/// The records of a project on its page: reports, changes, results, acceptance, samples.
struct ProjectParts: Sendable {
    let hub: ProjectHub
    let desk: Desk

    var html: HTML {
        "\(reports)\(changes)\(results)\(endings)\(checks)"
    }

    private func link(_ record: Record, _ field: String) -> HTML {
        "<a href=\"\(Link.record(record.register, record.id))\">\(record[field].text ?? "#\(record.id)")</a>"
    }

    private var reports: HTML {
        guard !hub.reports.isEmpty else {
            return """
                <section class="group"><h2>报告</h2><p class="empty">签了任务书，要交的报告和日期会列在这里。</p></section>
                """
        }
        let table = Table(
            caption: "报告",
            columns: [
                .init(title: "编号", isTight: true), .init(title: "类别"),
                .init(title: "应交", isTight: true), .init(title: "提交", isTight: true),
                .init(title: "状态", isTight: true), .init(title: "结果"),
            ],
            rows: hub.reports.map { report in
                let isOpen = ["due", "returned"].contains(report.state)
                let due = report["due_on"].text.flatMap { CalendarDate(iso: $0) }
                return [
                    link(report, "report_no"),
                    "\(desk.codeTitle("project-report-kinds", report["kind"].text))",
                    isOpen ? desk.dueMark(due) : "\(report["due_on"].text ?? "")",
                    report["late"].integer == 1
                        ? "<span class=\"overdue\">\(report["filed_on"].text ?? "") 逾期</span>"
                        : "\(report["filed_on"].text ?? "—")", desk.pill(report),
                    "\(desk.codeTitle("report-results", report["result"].text))",
                ]
            })
        return "<section class=\"group\"><h2>报告</h2>\(table.html)</section>"
    }

    private var changes: HTML {
        guard !hub.changes.isEmpty else { return "" }
        let table = Table(
            caption: "变更",
            columns: [
                .init(title: "编号", isTight: true), .init(title: "事项"), .init(title: "级别"),
                .init(title: "提交", isTight: true), .init(title: "状态", isTight: true),
                .init(title: "文号"),
            ],
            rows: hub.changes.map { change in
                [
                    link(change, "change_no"),
                    "\(desk.codeTitle("project-change-kinds", change["kind"].text))",
                    "\(desk.codeTitle("change-levels", change["level"].text))",
                    "\(change["submitted_on"].text ?? "—")", desk.pill(change),
                    "\(change["doc_no"].text ?? "")",
                ]
            })
        return "<section class=\"group\"><h2>变更</h2>\(table.html)</section>"
    }

    private var results: HTML {
        guard !hub.results.isEmpty else { return "" }
        let table = Table(
            caption: "产出",
            columns: [
                .init(title: "名称"), .init(title: "类别"), .init(title: "编号"),
                .init(title: "日期", isTight: true), .init(title: "状态", isTight: true),
            ],
            rows: hub.results.map { result in
                [
                    link(result, "title"), "\(desk.codeTitle("result-kinds", result["kind"].text))",
                    "\(result["number"].text ?? "")", "\(result["made_on"].text ?? "")",
                    desk.pill(result),
                ]
            })
        return "<section class=\"group\"><h2>产出</h2>\(table.html)</section>"
    }

    private var endings: HTML {
        let acceptances = hub.acceptances.map { acceptance -> [HTML] in
            [
                link(acceptance, "acceptance_no"), "验收，第 \(acceptance["attempt"].integer ?? 1) 次",
                "\(acceptance["applied_on"].text ?? "—")", desk.pill(acceptance),
                "\(desk.codeTitle("acceptance-conclusions", acceptance["conclusion"].text))",
            ]
        }
        let reports = hub.scienceReports.map { report -> [HTML] in
            [
                link(report, "report_no"), "科技报告", "\(report["handed_in_on"].text ?? "—")",
                desk.pill(report), "\(desk.codeTitle("report-openness", report["openness"].text))",
            ]
        }
        guard !(acceptances + reports).isEmpty else { return "" }
        let table = Table(
            caption: "验收和科技报告",
            columns: [
                .init(title: "编号", isTight: true), .init(title: "事项"),
                .init(title: "日期", isTight: true), .init(title: "状态", isTight: true),
                .init(title: "结论或等级"),
            ], rows: acceptances + reports)
        return "<section class=\"group\"><h2>验收和科技报告</h2>\(table.html)</section>"
    }

    private var checks: HTML {
        guard !hub.checks.isEmpty else { return "" }
        let table = Table(
            caption: "支出抽查",
            columns: [
                .init(title: "编号", isTight: true), .init(title: "抽取", isTight: true),
                .init(title: "抽中／总数"), .init(title: "状态", isTight: true), .init(title: "结论"),
            ],
            rows: hub.checks.map { check in
                [
                    link(check, "check_no"), "\(check["drawn_on"].text ?? "")",
                    "\(check["drawn"].integer ?? 0)／\(check["population"].integer ?? 0)",
                    desk.pill(check), "\(check["result"].text ?? "")",
                ]
            })
        return "<section class=\"group\"><h2>支出抽查</h2>\(table.html)</section>"
    }
}
