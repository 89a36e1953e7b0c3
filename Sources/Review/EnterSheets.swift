import Applications
import Catalogue
import Journal
public import Registers
public import Store
import Values

/// One expert's points for one application, as typed.
public struct SheetEntry: Sendable, Hashable, Codable {
    /// The application's record.
    public let application: Int64
    /// Texts by the names of the criteria.
    public let points: [String: String]
    public let comment: String
    /// Where it was typed, for messages: a number of an application, a line of a file.
    public let place: String

    public init(_ application: Int64, points: [String: String], comment: String, place: String) {
        self.application = application
        self.points = points
        self.comment = comment
        self.place = place
    }

    /// Nothing was typed: the expert has not scored it.
    public var isBlank: Bool { points.values.allSatisfy(\.isEmpty) && comment.isEmpty }
}

extension Review {
    /// The applications that a panel reviews, in the order of their numbers.
    public func applications(_ reader: Reader, of panel: Record) throws -> (
        task: ReviewTask, own: [Record]
    ) {
        let call = try registry.record(reader, Applications.calls, panel["call"].integer ?? 0)
        let task = try task(reader, call, isWhole: true)
        let scope = PanelScope(panel: panel)
        return (task, task.applications.filter(scope.covers))
    }

    /// A panel that the viewer may see.
    public func panel(_ reader: Reader, _ id: Int64, by viewer: Viewer) throws -> Record {
        try permitReading(viewer)
        return try registry.record(reader, try registry.register(Self.panels), id, by: viewer)
    }

    /// Who of a panel is there to score.
    public func experts(of panel: Record) -> [PanelExpert] { PanelScope(panel: panel).attending }

    /// Whether an expert does not score an application.
    public func isRecused(_ expert: String, from application: Int64, in panel: Record) -> Bool {
        PanelScope(panel: panel).isRecused(expert, from: application)
    }

    /// The sheets of a panel that are not withdrawn.
    public func sheets(_ reader: Reader, of panel: Record) throws -> [Record] {
        let ids = try reader.all(
            """
            SELECT id FROM score_sheet WHERE panel = \(panel.id)
            AND state <> \(Lifecycle.withdrawn)
            """
        ).compactMap { $0[0].integer }
        return try registry.records(reader, Self.sheets, ids: ids)
    }

    /// What would be written of sheets that were typed: each expert's totals, and what is wrong.
    public func previewSheets(
        _ reader: Reader, _ panel: Record, _ sheets: [String: [SheetEntry]]
    ) throws -> (read: [ReadSheet], problems: [SheetProblem]) {
        guard panel.state == "scoring" else {
            let title = catalogue.register(Self.panels).map {
                catalogue.lifecycle(of: $0).title(of: panel.state)
            }
            throw ReviewRefusal.panelState(
                title: panel["title"].text ?? "", state: title ?? panel.state,
                advice: panel.state == "formed" ? "先办“开始评审”" : "评审完成以后不再录入")
        }
        let (task, own) = try applications(reader, of: panel)
        var reading = SheetReading(
            panel: panel, terms: task.terms,
            open: Dictionary(
                own.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first }),
            existing: try self.sheets(reader, of: panel))
        for (expert, entries) in sheets.sorted(by: { $0.key < $1.key }) {
            guard let one = experts(of: panel).first(where: { $0.name == expert }) else {
                throw ReviewRefusal.noExpert(expert)
            }
            reading.read(entries, of: one)
        }
        return (reading.read, reading.problems + (try conflicts(reader, panel, reading.read)))
    }

    /// What the experts of sheets have in common with the applications that they score: these may
    /// have come to the panel after it was kept.
    private func conflicts(_ reader: Reader, _ panel: Record, _ sheets: [ReadSheet]) throws
        -> [SheetProblem]
    {
        if sheets.isEmpty { return [] }
        let scored = Set(sheets.map { [$0.expert.name, String($0.application)] })
        return try conflicts(
            reader, in: panel, of: Set(sheets.map(\.expert.name)),
            scoring: Set(sheets.map(\.application)), on: database.clock.today
        )
        .filter { scored.contains([$0.member, String($0.application)]) }
        .map {
            SheetProblem("\($0.member)，\($0.number)", "\($0.evidence)，应当回避，不能打分", $0.advice)
        }
    }

    /// Enters an expert's sheets from paper, all or none; what was entered before and not yet
    /// checked is replaced.
    /// - Returns: how many.
    /// - Throws: `ReviewRefusal.sheets` with everything that is wrong.
    @discardableResult
    public func enterSheets(
        _ panel: Int64, _ sheets: [String: [SheetEntry]], by viewer: Viewer
    ) async throws -> Int {
        let review = self
        let act = act(viewer, "score-sheet.entered", reason: "录入评分表")
        return try await database.write(act) { writer in
            try review.enterSheets(panel, sheets, by: viewer, writer)
        }
    }

    /// The same inside a write.
    @discardableResult
    public func enterSheets(
        _ panelID: Int64, _ sheets: [String: [SheetEntry]], by viewer: Viewer, _ writer: Writer
    ) throws -> Int {
        try permitManaging(viewer)
        let panel = try panel(writer.reader, panelID, by: viewer)
        let (read, problems) = try previewSheets(writer.reader, panel, sheets)
        if !problems.isEmpty { throw ReviewRefusal.sheets(problems) }
        for sheet in read {
            var fields: [String: Scalar] = [
                "panel": .integer(panel.id), "call": panel["call"],
                "application": .integer(sheet.application), "rehearsal": panel["rehearsal"],
                "expert": .text(sheet.expert.name), "unit": .text(sheet.expert.unit),
                "total": .integer(sheet.total), "entered_by": .text(viewer.name),
                "entered_on": .text(writer.now.businessDate.iso),
            ]
            fields["entered_account"] = viewer.account.map(Scalar.integer) ?? .null
            fields["comment"] = sheet.comment.isEmpty ? .null : .text(sheet.comment)
            let draft = Draft(fields, rows: ["points": sheet.rows])
            if let existing = sheet.existing {
                _ = try registry.change(Self.sheets, existing, to: draft, version: nil, writer)
            } else {
                _ = try registry.create(draft, in: Self.sheets, writer)
            }
        }
        return read.count
    }
}

/// A sheet that was read and may be written.
public struct ReadSheet: Sendable {
    public let expert: PanelExpert
    public let application: Int64
    public let number: String
    /// Hundredths of a point.
    public let total: Int64
    public let comment: String
    let rows: [[String: Scalar]]
    let existing: Int64?
}

/// Reads what was typed of sheets against the criteria of the terms; pure.
struct SheetReading {
    let panel: Record
    let terms: CallTerms
    let open: [Int64: Record]
    let existing: [Record]
    private(set) var read: [ReadSheet] = []
    private(set) var problems: [SheetProblem] = []

    init(panel: Record, terms: CallTerms, open: [Int64: Record], existing: [Record]) {
        self.panel = panel
        self.terms = terms
        self.open = open
        self.existing = existing
    }

    mutating func read(_ entries: [SheetEntry], of expert: PanelExpert) {
        let scope = PanelScope(panel: panel)
        for entry in entries where !entry.isBlank {
            let place = "\(expert.name)，\(entry.place)"
            guard let application = open[entry.application] else {
                problems.append(SheetProblem(place, "不在这个评审组里", "核对申报编号"))
                continue
            }
            let number = application["application_no"].text ?? ""
            if scope.isRecused(expert.name, from: application.id) {
                problems.append(SheetProblem(place, "\(expert.name)对 \(number) 回避，不能打分", "去掉这一行"))
                continue
            }
            let before = existing.first {
                $0["application"].integer == application.id && $0["expert"].text == expert.name
            }
            if before?.state == "checked" {
                problems.append(
                    SheetProblem(place, "\(number) 的评分表已经核对，不能再改", "确实录错的，请科室负责人退回重录"))
                continue
            }
            guard let (rows, total) = points(entry, place) else { continue }
            read.append(
                ReadSheet(
                    expert: expert, application: application.id, number: number, total: total,
                    comment: entry.comment, rows: rows, existing: before?.id))
        }
    }

    private mutating func points(_ entry: SheetEntry, _ place: String)
        -> (rows: [[String: Scalar]], total: Int64)?
    {
        var rows: [[String: Scalar]] = []
        var total: Int64 = 0
        let count = problems.count
        for criterion in terms.criteria {
            let typed = entry.points[criterion.name] ?? ""
            if typed.isEmpty {
                problems.append(SheetProblem(place, "“\(criterion.title)”没有打分", "补上；打 0 分的写 0"))
                continue
            }
            do {
                let number = try FixedDecimal.parse(typed)
                guard number.rescaled(to: 2) == number else {
                    problems.append(
                        SheetProblem(place, "“\(criterion.title)”的 \(typed) 超过两位小数", "最多两位小数"))
                    continue
                }
                let points = number.rescaled(to: 2).unscaled
                guard points >= 0, points <= Int128(criterion.weight) * 100 else {
                    problems.append(
                        SheetProblem(
                            place, "“\(criterion.title)”满分 \(criterion.weight)，写的是 \(typed)",
                            "改到 0 至 \(criterion.weight) 之间"))
                    continue
                }
                total += Int64(points)
                rows.append([
                    "criterion": .text(criterion.name), "title": .text(criterion.title),
                    "weight": .integer(Int64(criterion.weight)), "points": .integer(Int64(points)),
                ])
            } catch {
                problems.append(
                    SheetProblem(place, "“\(criterion.title)”写的是“\(typed)”，不是分数", "写数字"))
            }
        }
        return problems.count == count ? (rows, total) : nil
    }
}
