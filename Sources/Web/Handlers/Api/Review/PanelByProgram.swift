import Applications
import Catalogue
import Registers
import Review
import Store
import Values

/// A panel and the sheets of its experts, for programs.
extension Desk {
    /// Sheets that one request may bring.
    private static let mostSheets = 2_000

    func sendPanel(_ request: Request) async throws -> Response {
        let id = try pathID(request)
        return .versioned(try await read { try panelWhole($0, id) }).unlessKnown(request)
    }

    /// One expert's sheets, empty ones in.
    func sendSheetsOfExpert(_ request: Request) async throws -> Response {
        let id = try pathID(request)
        return .json(
            try await read { reader in
                try review.permitReview(viewer)
                let panel = try review.panel(reader, id, by: viewer)
                let expert = try expert(request.parameters["expert"] ?? "", of: panel)
                let (_, lines) = try sheets(reader, of: expert, in: panel)
                return .object([
                    ("panel", .integer(id)), ("expert", .string(expert.name)),
                    ("sheets", .array(lines.map(Self.json))),
                ])
            })
    }

    private static func json(_ line: ExpertSheet) -> JSON {
        let sheet = line.sheet
        let application = line.application?.id ?? sheet?["application"].integer
        func points(_ cell: Scalar?) -> String? {
            cell?.integer.map { FixedDecimal(unscaled: Int128($0), scale: 2).trimmed }
        }
        return .object(
            [
                ("application", .number(application)),
                ("application_no", .string(line.application?["application_no"].text)),
                ("title", .string(line.application?["title"].text)),
                (
                    "points",
                    .object(
                        (sheet?.rows["points"] ?? []).map {
                            ($0["criterion"]?.text ?? "", .string(points($0["points"])))
                        })
                ), ("total", .string(points(sheet?["total"]))),
                ("comment", .string(sheet?["comment"].text)),
                ("entered_by", .string(sheet?["entered_by"].text)),
                ("checked_by", .string(sheet?["checked_by"].text)),
                ("state", .string(sheet?.state)),
            ])
    }

    /// What sheets would be written, and what is wrong with them; nothing is written.
    func previewSheetsByProgram(_ request: Request) async throws -> Response {
        let id = try pathID(request)
        let (read, problems) = try await read { reader in
            try review.permitReview(viewer)
            let panel = try review.panel(reader, id, by: viewer)
            let sheets = try sheetsGiven(reader, panel, request)
            return try review.previewSheets(reader, panel, sheets)
        }
        return .json(
            .object([
                (
                    "sheets",
                    .array(
                        read.map { one in
                            let total = FixedDecimal(unscaled: Int128(one.total), scale: 2)
                            return .object([
                                ("expert", .string(one.expert.name)),
                                ("application", .integer(one.application)),
                                ("application_no", .string(one.number)),
                                ("total", .string(total.description)),
                                ("comment", .string(one.comment)),
                            ])
                        })
                ),
                (
                    "problems",
                    .array(
                        problems.map { one in
                            .object([
                                ("place", .string(one.place)), ("what", .string(one.what)),
                                ("advice", .string(one.advice)),
                            ])
                        })
                ),
            ]))
    }

    /// Enters sheets from paper, all or none.
    func enterSheetsByProgram(_ request: Request) async throws -> Response {
        let id = try pathID(request)
        let sheets = try await read { reader in
            try review.permitReview(viewer)
            return try sheetsGiven(reader, try review.panel(reader, id, by: viewer), request)
        }
        try await review.enterSheets(id, sheets, by: viewer)
        return .versioned(try await read { try panelWhole($0, id) })
    }

    func checkSheetsByProgram(_ request: Request) async throws -> Response {
        let id = try pathID(request)
        let expert = try ApiBody(request, ["expert"]).required("expert", most: 60)
        try await review.checkSheets(id, of: expert, by: viewer)
        return .versioned(try await read { try panelWhole($0, id) })
    }

    func reopenSheetsByProgram(_ request: Request) async throws -> Response {
        let id = try pathID(request)
        let body = try ApiBody(request, ["expert", "reason"])
        try await review.reopenSheets(
            id, of: try body.required("expert", most: 60), reason: try body.required("reason"),
            by: viewer)
        return .versioned(try await read { try panelWhole($0, id) })
    }

    /// The sheets of a body by their experts; points of criteria that there are not are refused.
    private func sheetsGiven(_ reader: Reader, _ panel: Record, _ request: Request) throws
        -> [String: [SheetEntry]]
    {
        let (task, own) = try review.applications(reader, of: panel)
        let criteria = task.terms.criteria.map(\.name)
        let numbers = Dictionary(
            own.map { ($0.id, $0["application_no"].text ?? "#\($0.id)") },
            uniquingKeysWith: { first, _ in first })
        var sheets: [String: [SheetEntry]] = [:]
        let given = try ApiBody(request, ["sheets"]).objects(
            "sheets", ["expert", "application", "points", "comment"], most: Self.mostSheets)
        guard !given.isEmpty else {
            throw ApiRefusal.problems([.init("/sheets", "必填", "写要录入的评分表")])
        }
        for one in given {
            guard let application = try one.integer("application") else {
                throw ApiRefusal.problems([.init(one.at("application"), "必填", "写申报的编号")])
            }
            let points = try one.texts("points")
            if let strange = points.keys.filter({ !criteria.contains($0) }).min() {
                throw ApiRefusal.problems([
                    .init(
                        "\(one.at("points"))/\(ApiBody.pointer(strange))", "没有这项指标",
                        "可用：\(criteria.joined(separator: "、"))")
                ])
            }
            sheets[try one.required("expert", most: 60), default: []].append(
                SheetEntry(
                    application, points: points,
                    comment: try one.text("comment", most: 2_000) ?? "",
                    place: numbers[application] ?? "#\(application)"))
        }
        return sheets
    }

    private func panelWhole(_ reader: Reader, _ id: Int64) throws -> JSON {
        let panel = try review.panel(reader, id, by: viewer)
        let (task, own) = try review.applications(reader, of: panel)
        let sheets = try review.sheets(reader, of: panel)
        let isBlind = task.terms.blind
        return .object(
            [
                ("id", .integer(id)), ("version", .integer(panel.version)),
                ("call", .integer(task.call.id)), ("blind", .bool(isBlind)),
            ] + panel.told("panel_no", "title", "kind", "field", "held_on")
                + stateTold(of: panel) + [
                    (
                        "criteria",
                        .array(
                            task.terms.criteria.map { one in
                                .object([
                                    ("name", .string(one.name)), ("title", .string(one.title)),
                                    ("weight", .count(one.weight)),
                                ])
                            })
                    ), ("experts", .array(progress(panel, own, sheets).map(Self.json))),
                    (
                        "applications",
                        .array(
                            own.map { one in
                                let count = sheets.count { $0["application"].integer == one.id }
                                return .object(
                                    [("id", .integer(one.id))]
                                        + one.told("application_no", "title", "kind", "keywords")
                                        + stateTold(of: one) + [
                                            (
                                                "organisation",
                                                .string(
                                                    isBlind ? nil : one["organisation_name"].text)
                                            ), ("sheets", .count(count)),
                                        ])
                            })
                    ),
                ])
    }

    private static func json(_ one: ExpertProgress) -> JSON {
        .object([
            ("name", .string(one.expert.name)), ("unit", .string(one.expert.unit)),
            ("role", .string(one.expert.role)), ("chair", .bool(one.expert.isChair)),
            ("due", .count(one.due)), ("entered", .count(one.entered)),
            ("checked", .count(one.checked)),
        ])
    }
}
