public import Applications
import Catalogue
import Registers
public import Store
import Values

extension Rehearsal {
    /// Brings what was submitted through the checks before review, where no stage of the checks has
    /// done so.
    public func passChecks(_ writer: Writer) throws {
        let ready = terms.has(.jointCheck) ? "cleared" : "formal-passed"
        let open = try writer.reader.all(
            """
            SELECT id, state FROM application WHERE call = \(call)
            AND state IN ('submitted', 'recommended', 'formal-passed', 'cleared') ORDER BY id
            """)
        if open.isEmpty || open.contains(where: { $0[1].text == ready }) { return }
        try act(writer, as: somebody("section-head"), "application.checked") {
            for row in open {
                guard let id = row[0].integer else { continue }
                if row[1].text != "formal-passed" {
                    _ = try registry.move(
                        Applications.applications, id, "pass-formal", version: nil, writer)
                }
                if ready == "cleared" {
                    _ = try registry.move(
                        Applications.applications, id, "clear", version: nil, writer)
                }
            }
        }
        say(.note, "形式审查和联审在这次演练里从简，\(open.count) 份直接通过")
    }
}

/// The bids of a rehearsal before the owner of the need, who chooses the first and says why.
public struct MatchingStage: RehearsalStage {
    public init() {}

    public let title = "揭榜对接"

    public func isPart(of terms: CallTerms) -> Bool { terms.has(.matching) }

    public func run(_ rehearsal: Rehearsal, _ writer: Writer) throws {
        let review = Review(rehearsal.registry)
        let officer = rehearsal.somebody("officer")
        try rehearsal.passChecks(writer)
        let count = try rehearsal.act(writer, as: officer, "matching.opened") {
            try review.openMatching(rehearsal.call, by: officer, writer)
        }
        rehearsal.say(.done, "把 \(count) 份揭榜方案送需求方，出题单位得到通知")
        rehearsal.pass(workingDays: 3)
        let ids = try writer.reader.all(
            "SELECT id FROM matching WHERE call = \(rehearsal.call) ORDER BY id"
        ).compactMap { $0[0].integer }
        rehearsal.expectRefusal("需求方不写理由就答复", writer) {
            guard let id = ids.first else { return }
            _ = try rehearsal.registry.move(
                Review.matchings, id, "answer", version: nil, writer)
        }
        try rehearsal.act(writer, as: officer, "matching.answered") {
            for (index, id) in ids.enumerated() {
                _ = try rehearsal.registry.change(
                    Review.matchings, id,
                    to: Draft([
                        "chosen": .integer(index < 3 ? 1 : 0),
                        "place": .integer(Int64(index + 1)), "reason": .text("演练：方案具体"),
                        "answered_on": .text(rehearsal.now.businessDate.iso),
                    ]), version: nil, writer)
                _ = try rehearsal.registry.move(
                    Review.matchings, id, "answer", version: nil, writer)
            }
        }
        rehearsal.say(.done, "需求方对每一家排了序、写了理由，选中 \(min(ids.count, 3)) 家进入评审")
    }
}

/// A panel of made-up experts scores whatever of a rehearsal came through the checks.
public struct ReviewStage: RehearsalStage {
    public init() {}

    public let title = "专家评审"

    public func isPart(of terms: CallTerms) -> Bool { terms.has(.review) }

    public func run(_ rehearsal: Rehearsal, _ writer: Writer) throws {
        let (registry, review) = (rehearsal.registry, Review(rehearsal.registry))
        let officer = rehearsal.somebody("officer")
        let second = Viewer(name: "演练·复核", role: officer.role)
        let call = try registry.record(writer.reader, Applications.calls, rehearsal.call)
        try rehearsal.passChecks(writer)
        let task = try review.task(writer.reader, call, isWhole: false)
        guard let first = task.applications.first else {
            rehearsal.say(.failed, "没有通过审查、等着评审的申报")
            return
        }
        let least = rehearsal.terms.panel?.number ?? 5
        let rule = rehearsal.terms.panel.map { "\($0.title) \($0.value) \($0.unit)（\($0.source)）" }
        let names = (1...max(least, 1)).map { "演练专家\($0)" }
        rehearsal.expectRefusal("请申报单位的人来评", writer) {
            try rehearsal.act(writer, as: officer, "review-panel.created") {
                _ = try registry.create(
                    Self.panel(call, names, unit: first["organisation_name"].text),
                    in: Review.panels,
                    writer)
            }
        }
        let panel = try rehearsal.act(writer, as: officer, "review-panel.created") {
            let made = try registry.create(
                Self.panel(call, names, unit: nil), in: Review.panels, writer)
            return try registry.move(Review.panels, made.id, "open", version: nil, writer)
        }
        rehearsal.say(.done, "评审组 \(names.count) 人到会，开始评审", rule: rule)
        rehearsal.expectRefusal("还没有评完就完成", writer) {
            try rehearsal.act(writer, as: officer, "review.completed") {
                _ = try review.completeReview(call.id, by: officer, writer)
            }
        }
        for (place, name) in names.enumerated() {
            let entries = task.applications.enumerated().map { index, application in
                Self.entry(application, rehearsal.terms, lost: index * 3 + place % 2)
            }
            try rehearsal.act(writer, as: officer, "score-sheet.entered") {
                try review.enterSheets(panel.id, [name: entries], by: officer, writer)
            }
            if place == 0 {
                rehearsal.expectRefusal("录入的人自己核对", writer) {
                    try rehearsal.act(writer, as: officer, "score-sheet.checked") {
                        _ = try review.checkSheets(panel.id, of: name, by: officer, writer)
                    }
                }
            }
            try rehearsal.act(writer, as: second, "score-sheet.checked") {
                try review.checkSheets(panel.id, of: name, by: second, writer)
            }
        }
        let count = try rehearsal.act(writer, as: officer, "review.completed") {
            try review.completeReview(call.id, by: officer, writer)
        }
        let outcome = try review.ranking(writer.reader, call)
        let best = outcome.ranking.lines.first
        rehearsal.say(
            .done,
            "评审完成 \(count) 项，第一名 \(best?.number ?? "")，\(best?.assessment.score?.description ?? "") 分",
            rule: outcome.outcome.rules.first)
        rehearsal.pass(workingDays: 2)
    }

    private static func panel(_ call: Record, _ names: [String], unit: String?) -> Draft {
        Draft(
            [
                "call": .integer(call.id), "title": .text("演练评审组"), "mode": .text("meeting"),
                "held_on": call["closes_at"].text.map { .text(String($0.prefix(10))) } ?? .null,
            ],
            rows: [
                "members": names.enumerated().map { index, name in
                    [
                        "name": .text(name),
                        "unit": .text(index == 0 ? unit ?? "演练外地大学" : "演练外地大学\(index)"),
                        "role": .text("technical"), "attended": .integer(1),
                    ]
                }
            ])
    }

    private static func entry(_ application: Record, _ terms: CallTerms, lost: Int) -> SheetEntry {
        var left = lost
        var points: [String: String] = [:]
        for criterion in terms.criteria {
            let off = min(left, criterion.weight / 4)
            points[criterion.name] = String(criterion.weight - off)
            left -= off
        }
        return SheetEntry(
            application.id, points: points, comment: "演练",
            place: application["application_no"].text ?? "#\(application.id)")
    }
}
