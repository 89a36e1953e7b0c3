import Applications
public import Catalogue
public import Registers
public import Values

/// The open data twin of the public pages: the same, for programs and spreadsheets.
public struct OpenData: Sendable {
    private let catalogue: Catalogue

    public init(_ catalogue: Catalogue) { self.catalogue = catalogue }

    /// Calls as a list of objects.
    public func json(_ calls: [OpenCall]) -> JSON { .array(calls.map(json)) }

    func json(_ call: OpenCall) -> JSON {
        .object([
            ("id", .integer(call.id)), ("call_no", .string(call.number)),
            ("title", .string(call.title)), ("programme", .string(call.programme)),
            ("programme_title", .string(title("programmes", call.programme))),
            ("year", .integer(Int64(call.year))), ("basis_doc", .string(call.basis)),
            ("opens_at", .string(call.opensAt)), ("closes_at", .string(call.closesAt)),
            ("standing", .string(call.standing.rawValue)),
        ])
    }

    /// A call with its numbers; these are null before it is decided.
    public func json(_ call: OpenCall, _ numbers: CallNumbers?) -> JSON {
        guard case .object(let head) = json(call) else { return .null }
        return .object(head + [("numbers", numbers.map(json) ?? .null)])
    }

    private func json(_ numbers: CallNumbers) -> JSON {
        func count(_ number: Int) -> JSON { .integer(Int64(number)) }
        func yuan(_ money: Money?) -> JSON {
            money.map { .decimal(FixedDecimal(unscaled: Int128($0.fen), scale: 2)) } ?? .null
        }
        return .object([
            ("received", count(numbers.received)), ("checked", count(numbers.checked)),
            ("passed", count(numbers.passed)), ("reviewed", count(numbers.reviewed)),
            ("funded", count(numbers.funded)),
            ("success_rate", numbers.successRate.map { .decimal($0) } ?? .null),
            ("least_units", count(numbers.least)),
            (
                "breakdowns",
                .array(
                    numbers.breakdowns.map { breakdown in
                        .object([
                            ("by", .string(breakdown.by.rawValue)),
                            ("cells", .array(breakdown.cells.map(json))),
                        ])
                    })
            ),
            (
                "stages",
                .array(
                    numbers.stages.map { stage in
                        .object([
                            ("stage", .string(stage.name)), ("title", .string(stage.title)),
                            ("median_days", stage.median.map { count($0) } ?? .null),
                            ("count", stage.median == nil ? .null : count(stage.count)),
                        ])
                    })
            ),
            ("approved_yuan", yuan(numbers.funds.approved)),
            ("released_yuan", yuan(numbers.funds.released)),
            ("arrived_yuan", yuan(numbers.funds.arrived)),
        ])
    }

    private func json(_ cell: OpenCell) -> JSON {
        .object([
            ("code", .string(cell.code)), ("title", .string(cell.title)),
            ("merged", .integer(Int64(cell.merged))),
            ("received", .integer(Int64(cell.received))),
            ("funded", .integer(Int64(cell.funded))),
            ("success_rate", cell.rate.map { .decimal($0) } ?? .null),
        ])
    }

    /// Projects as a list of objects, money in yuan.
    public func json(_ projects: [OpenProject]) -> JSON {
        .array(
            projects.map { project in
                .object([
                    ("project_no", .string(project.number)), ("name", .string(project.name)),
                    ("programme", .string(project.programme)), ("kind", .string(project.kind)),
                    ("year", .integer(Int64(project.year))),
                    ("organisation_name", .string(project.organisation)),
                    ("leader_name", .string(project.leader)),
                    (
                        "approved_yuan",
                        .decimal(FixedDecimal(unscaled: Int128(project.approved.fen), scale: 2))
                    ),
                ])
            })
    }

    /// Notices as a list of objects, without their lists.
    public func json(_ notices: [Record]) -> JSON { .array(notices.map { .object(head($0)) }) }

    /// One notice with its list, as it was fixed; money in yuan.
    public func json(_ notice: Record) -> JSON {
        let items = (notice.rows["items"] ?? []).map { row -> JSON in
            .object([
                ("place", .integer(row["place"]?.integer ?? 0)),
                ("kind", .string(row["kind"]?.text)), ("title", .string(row["title"]?.text)),
                ("organisation_name", .string(row["organisation"]?.text)),
                ("leader_name", .string(row["leader"]?.text)),
                (
                    "proposed_yuan",
                    .decimal(
                        FixedDecimal(unscaled: Int128(row["amount"]?.integer ?? 0), scale: 2))
                ),
            ])
        }
        return .object(head(notice) + [("items", .array(items))])
    }

    private func head(_ notice: Record) -> [(String, JSON)] {
        [
            ("id", .integer(notice.id)), ("notice_no", .string(notice["notice_no"].text)),
            ("title", .string(notice["title"].text)),
            ("starts_on", .string(notice["starts_on"].text)),
            ("ends_on", .string(notice["ends_on"].text)),
            ("contact", .string(notice["contact"].text)),
            ("projects", .integer(notice["projects"].integer ?? 0)),
        ]
    }

    /// Notices as rows under their headings.
    public func rows(_ notices: [Record]) -> [[String]] {
        [["公示编号", "标题", "公示开始", "公示结束", "项数", "异议受理方式"]]
            + notices.map { notice in
                [
                    notice["notice_no"].text ?? "", notice["title"].text ?? "",
                    notice["starts_on"].text ?? "", notice["ends_on"].text ?? "",
                    String(notice["projects"].integer ?? 0), notice["contact"].text ?? "",
                ]
            }
    }

    /// The list of one notice as rows under their headings.
    public func rows(_ notice: Record) -> [[String]] {
        [["序号", "类别", "项目名称", "承担单位", "项目负责人", "拟立项金额（元）"]]
            + (notice.rows["items"] ?? []).map { row in
                [
                    String(row["place"]?.integer ?? 0), row["kind"]?.text ?? "",
                    row["title"]?.text ?? "", row["organisation"]?.text ?? "",
                    row["leader"]?.text ?? "",
                    FixedDecimal(unscaled: Int128(row["amount"]?.integer ?? 0), scale: 2)
                        .description,
                ]
            }
    }

    /// The numbers of a call as rows: table, item, received or value, funded, rate.
    public func rows(_ numbers: CallNumbers) -> [[String]] {
        func yuan(_ money: Money?) -> String {
            money.map { FixedDecimal(unscaled: Int128($0.fen), scale: 2).description } ?? ""
        }
        var rows = [["表", "项", "申报数或数值", "立项数", "立项率（%）"]]
        let counts = [
            ("收到申报", numbers.received), ("完成形式审查", numbers.checked),
            ("形式审查通过", numbers.passed), ("完成评审", numbers.reviewed), ("立项", numbers.funded),
        ]
        rows += counts.map { ["总数", $0.0, String($0.1), "", ""] }
        rows.append(["总数", "立项率（%）", numbers.successRate?.description ?? "", "", ""])
        for breakdown in numbers.breakdowns {
            rows += breakdown.cells.map { cell in
                [
                    breakdown.by.title, cell.title, String(cell.received), String(cell.funded),
                    cell.rate?.description ?? "",
                ]
            }
        }
        rows += numbers.stages.map { stage in
            ["各环节天数（中位数）", stage.title, stage.median.map(String.init) ?? "", "", ""]
        }
        return rows + [
            ["资金（元）", "立项金额", yuan(numbers.funds.approved), "", ""],
            ["资金（元）", "已拨付", yuan(numbers.funds.released), "", ""],
            ["资金（元）", "已到账", yuan(numbers.funds.arrived), "", ""],
        ]
    }

    /// Calls as rows under their headings.
    public func rows(_ calls: [OpenCall]) -> [[String]] {
        [["通知编号", "通知名称", "科技计划", "年度", "文号", "受理开始", "受理截止", "状态"]]
            + calls.map { call in
                [
                    call.number, call.title, title("programmes", call.programme),
                    String(call.year), call.basis ?? "", call.opensAt, call.closesAt,
                    call.standing.title,
                ]
            }
    }

    /// Projects as rows under their headings.
    public func rows(_ projects: [OpenProject]) -> [[String]] {
        [["项目编号", "项目名称", "科技计划", "项目类别", "立项年度", "承担单位", "项目负责人", "财政资金（元）"]]
            + projects.map { project in
                [
                    project.number, project.name, title("programmes", project.programme),
                    project.kind.map { title("project-kinds", $0) } ?? "", String(project.year),
                    project.organisation, project.leader,
                    FixedDecimal(unscaled: Int128(project.approved.fen), scale: 2).description,
                ]
            }
    }

    private func title(_ list: String, _ code: String) -> String {
        catalogue.list(list)?[code]?.title ?? code
    }
}
