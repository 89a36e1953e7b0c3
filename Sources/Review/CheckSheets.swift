import Journal
public import Registers
public import Store
import Values

extension Review {
    /// Another person has compared an expert's sheets with the paper: they are fixed, and count.
    /// - Returns: how many.
    /// - Throws: `ReviewRefusal.checkedBySelf`, `.nothingToCheck`.
    @discardableResult
    public func checkSheets(_ panel: Int64, of expert: String, by viewer: Viewer) async throws
        -> Int
    {
        let review = self
        let act = act(viewer, "score-sheet.checked", reason: "与纸质评分表一致")
        return try await database.write(act) { writer in
            try review.checkSheets(panel, of: expert, by: viewer, writer)
        }
    }

    /// The same inside a write.
    @discardableResult
    public func checkSheets(
        _ panelID: Int64, of expert: String, by viewer: Viewer, _ writer: Writer
    ) throws -> Int {
        try permitManaging(viewer)
        let panel = try panel(writer.reader, panelID, by: viewer)
        let waiting = try sheets(writer.reader, of: panel).filter {
            $0["expert"].text == expert && $0.state == "entered"
        }
        if waiting.isEmpty { throw ReviewRefusal.nothingToCheck(expert: expert) }
        let isOwn = waiting.contains { sheet in
            viewer.account.map { sheet["entered_account"].integer == $0 }
                ?? (sheet["entered_by"].text == viewer.name)
        }
        if isOwn { throw ReviewRefusal.checkedBySelf }
        for sheet in waiting {
            let draft = Draft([
                "checked_by": .text(viewer.name),
                "checked_on": .text(writer.now.businessDate.iso),
            ])
            _ = try registry.change(Self.sheets, sheet.id, to: draft, version: nil, writer)
            _ = try registry.move(Self.sheets, sheet.id, "check", version: nil, writer)
        }
        return waiting.count
    }

    /// An expert's checked sheets were found to be wrong: they are entered and checked again.
    /// - Throws: `ReviewRefusal.panelState`, `.nothingToCheck`; `RecordRefusal.moveNeedsRole`.
    public func reopenSheets(
        _ panelID: Int64, of expert: String, reason: String, by viewer: Viewer
    ) async throws {
        let review = self
        guard !reason.isEmpty else { throw RecordRefusal.needsReason(what: "退回重录") }
        let act = act(viewer, "score-sheet.reopened", reason: reason)
        try await database.write(act) { writer in
            try review.permitManaging(viewer)
            let panel = try review.panel(writer.reader, panelID, by: viewer)
            guard panel.state == "scoring" else {
                throw ReviewRefusal.panelState(
                    title: panel["title"].text ?? "", state: "评审完成", advice: "评审完成以后评分不再变")
            }
            let checked = try review.sheets(writer.reader, of: panel).filter {
                $0["expert"].text == expert && $0.state == "checked"
            }
            if checked.isEmpty { throw ReviewRefusal.nothingToCheck(expert: expert) }
            for sheet in checked {
                _ = try review.registry.move(
                    Review.sheets, sheet.id, "reopen", version: nil, by: viewer, writer)
            }
        }
    }
}
