import Catalogue
import Journal
import Registers
public import Returns
import Store
import Values

/// What came of reading the departments' answers.
public struct JointAnswers: Sendable, Hashable {
    public var clear = 0
    public var problems = 0
    /// Receivers whose sheets are not sent or not accepted yet.
    public var missing: [String] = []
}

extension Applications {
    /// Takes over what departments said of units, from the sheets that were accepted; again it
    /// changes nothing, unless a sheet was corrected and accepted anew.
    ///
    /// - Throws: `CheckRefusal.nothingRead`, `ReturnRefusal`, `GateRefusal.notKeeper`.
    @discardableResult
    public func readDepartments(_ call: Int64, by party: ReturnParty) async throws -> JointAnswers {
        let applications = self
        let act = checking(party.viewer, "joint-check.read", "取回部门联审意见")
        return try await database.write(act) { writer in
            try applications.permitKeeping(party.viewer, call, writer.reader)
            return try applications.readDepartments(call, by: party, writer)
        }
    }

    private func readDepartments(_ call: Int64, by party: ReturnParty, _ writer: Writer) throws
        -> JointAnswers
    {
        let reader = writer.reader
        var answers = JointAnswers()
        var isRead = false
        for collection in try jointCollections(reader, of: call) {
            let merged = try Returns(registry).mergeSheets(reader, of: collection, by: party)
            answers.missing += merged.missing.map { $0.sheet["receiver"].text ?? "" }
            for part in merged.parts {
                guard part.view.sheet.state == "accepted" else {
                    answers.missing.append(part.view.receiver)
                    continue
                }
                isRead = true
                try take(part.view, collection, &answers, writer)
            }
        }
        if !isRead { throw CheckRefusal.nothingRead }
        return answers
    }

    private func take(
        _ view: SheetView, _ collection: Int64, _ answers: inout JointAnswers, _ writer: Writer
    ) throws {
        let heading = Self.jointHeadings
        func key(_ heading: String) -> String {
            view.form.columns.first { $0.heading == heading }?.key ?? ""
        }
        var asked: [String: [Int64]] = [:]
        for row in try writer.reader.all(
            """
            SELECT row_title, id FROM joint_check WHERE collection = \(collection)
            AND receiver = \(view.sheet["organisation"]) ORDER BY id
            """
        ) { asked[row[0].text ?? "", default: []].append(row[1].integer ?? 0) }
        for row in view.answers.rows {
            for id in asked[row[key(heading.unit)] ?? ""] ?? [] {
                let isProblem = (row[key(heading.verdict)] ?? "").contains("有问题")
                try keepAnswer(
                    id, isProblem: isProblem, note: row[key(heading.note)] ?? "", writer)
                if isProblem { answers.problems += 1 } else { answers.clear += 1 }
            }
        }
    }

    /// Notes what a department says of a unit.
    func keepAnswer(_ id: Int64, isProblem: Bool, note: String, _ writer: Writer) throws {
        let before = try registry.record(writer.reader, Self.jointChecks, id)
        let verdict = isProblem ? "problem" : "clear"
        let words: Scalar = note.isEmpty ? .null : .text(String(note.prefix(500)))
        if before.state == verdict, before["note"] == words { return }
        let draft = Draft([
            "verdict": .text(verdict), "note": words,
            "answered_on": .text(writer.now.businessDate.iso),
        ])
        _ = try registry.change(Self.jointChecks, id, to: draft, version: nil, writer)
        if before.state != verdict {
            _ = try registry.move(
                Self.jointChecks, id, isProblem ? "object" : "clear", version: nil, writer)
        }
    }
}
