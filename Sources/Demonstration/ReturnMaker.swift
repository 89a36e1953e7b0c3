import Catalogue
import Registers
import Returns
import Store
import Values

/// A return that is finished, and the next one of its series on its way: some counties have not
/// looked at it, some have begun, some have sent.
struct ReturnMaker: Sendable {
    private let returns: Returns
    private let year: Int
    private let officer: ReturnParty
    private let clerk: Role

    /// - Throws: `DemonstrationError` where the catalogue lacks the roles that act.
    init(_ registry: Registry, year: Int) throws {
        guard let officer = registry.catalogue.roles["officer"],
            let clerk = registry.catalogue.roles["clerk"]
        else { throw DemonstrationError.noRole }
        returns = Returns(registry)
        self.year = year
        self.clerk = clerk
        self.officer = ReturnParty(Viewer(name: "演示经办人", role: officer), .bureau)
    }

    private static let fields = ["农业", "工业", "社会发展"]

    private func plan(_ name: String) -> ReturnPlan {
        var projects = ReturnPlan.Column("在研项目", "integer", unit: "项", required: true)
        projects.least = "0"
        projects.isTotalled = true
        projects.carry = .shown
        var total = ReturnPlan.Column("科技投入", "money", unit: "万元")
        total.sumOf = ["财政投入", "企业投入"]
        total.isTotalled = true
        total.carry = .shown
        var plan = ReturnPlan(
            name: name, kind: "statistics", section: "high-tech",
            due: .workingDays(10, time: "17:00"),
            columns: [
                ReturnPlan.Column("领域", "text", required: true), projects,
                ReturnPlan.Column("财政投入", "money", unit: "万元", required: true),
                ReturnPlan.Column("企业投入", "money", unit: "万元"), total,
                ReturnPlan.Column("说明", "text"),
            ])
        plan.rowTitles = Self.fields
        plan.further = ["requester": .text("演示市科技局"), "period": .text("quarterly")]
        return plan
    }

    /// Both returns; equal input gives an equal journal.
    func write() async throws {
        var random = SplitMix64(named: "collection")
        let finished = try await send(plan("\(year)年三季度县域科技投入（演示）"))
        for (index, sheet) in finished.sheets.enumerated() {
            let answers = answers(index, &random)
            try await fill(sheet, answers, isSending: true)
            try await accept(sheet.id)
        }
        try await finish(finished.collection)
        var next = plan("\(year)年四季度县域科技投入（演示）")
        next.previous = finished.collection
        next.prefill = .previous
        let going = try await send(next)
        for (index, sheet) in going.sheets.enumerated() {
            try await go(sheet, index, answers(index, &random))
        }
    }

    /// One county's way in the return that is under way.
    private func go(_ sheet: Record, _ index: Int, _ answers: SheetAnswers) async throws {
        var answers = answers
        switch index % 6 {
        case 0: return
        case 1: _ = try await returns.openSheet(sheet.id, by: county(of: sheet))
        case 2:
            answers.rows[1]["c3"] = nil
            try await fill(sheet, answers, isSending: false)
        case 3:
            // Three times the projects of the county: the officer asks.
            answers.rows[0]["c2"] = "96"
            let sent = try await fill(sheet, answers, isSending: true)
            _ = try await returns.returnSheet(
                sheet.id, [SheetRemark(line: 1, heading: "在研项目", "比上期多出几倍，请核对")],
                version: sent.version, by: officer)
        case 4: try await fill(sheet, answers, isSending: true)
        default:
            try await fill(sheet, answers, isSending: true)
            try await accept(sheet.id)
        }
    }

    private func answers(_ index: Int, _ random: inout SplitMix64) -> SheetAnswers {
        SheetAnswers(
            Self.fields.enumerated().map { place, field in
                let size = Int64(20 + index % 5 * 4 - place * 5)
                return [
                    "c1": field, "c2": "\(size + Int64(random.number(0...2)))",
                    "c3": "\(size * 3 + Int64(random.number(0...4))).5",
                    "c4": "\(size * 11 + Int64(random.number(0...9)))",
                ]
            })
    }

    private func send(_ plan: ReturnPlan) async throws -> (collection: Int64, sheets: [Record]) {
        let made = try await returns.makeReturn(plan, by: officer)
        let sheets = try await returns.sendReturn(made.id, version: made.version, by: officer)
        return (made.id, sheets)
    }

    private func county(of sheet: Record) -> ReturnParty {
        ReturnParty(
            Viewer(name: "演示\(sheet["receiver"].text ?? "")经办人", role: clerk),
            .county(sheet["county"].text ?? ""))
    }

    @discardableResult
    private func fill(_ sheet: Record, _ answers: SheetAnswers, isSending: Bool) async throws
        -> Record
    {
        let filling = SheetFilling(answers, isSending: isSending)
        return try await returns.fillSheet(
            sheet.id, filling, version: sheet.version, by: county(of: sheet)
        ).sheet
    }

    private func accept(_ id: Int64) async throws {
        let version = try await returns.registry.database.read {
            try returns.registry.record($0, "collection-sheet", id).version
        }
        _ = try await returns.acceptSheet(id, version: version, by: officer)
    }

    private func finish(_ collection: Int64) async throws {
        _ = try await returns.registry.moveRecord(
            "collection", collection, "summarise", by: officer.viewer)
        _ = try await returns.registry.moveRecord(
            "collection", collection, "archive", by: officer.viewer)
    }
}
