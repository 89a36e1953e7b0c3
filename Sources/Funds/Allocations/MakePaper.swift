public import Registers
import Store
import Values

extension Allocations {
    /// Makes an allocation paper, to be split among its payees.
    ///
    /// - Parameters:
    ///   - answers: texts by the paper's fields; the one responsible is the maker where not named.
    ///   - also: what is written beside it; if it throws, nothing stands.
    /// - Throws: `AllocationRefusal.notManager`; `RecordRefusal` with every field that is wrong.
    public func makePaper(
        _ answers: [String: String], by viewer: Viewer,
        also: @escaping WriteBeside = { _, _ in }
    ) async throws -> Record {
        try permitManaging(viewer)
        return try await registry.createRecord(
            Self.papers, try drafted(answers, by: viewer), by: viewer, also: also)
    }

    /// Changes what a drafted paper says of itself: number, co-signature, total.
    /// - Throws: `AllocationRefusal.notDrafted`, `.beingApproved`; `RecordRefusal`.
    public func changePaper(
        _ id: Int64, _ answers: [String: String], version: Int64, by viewer: Viewer
    ) async throws -> Record {
        try permitManaging(viewer)
        try await database.read { reader in
            let paper = try paper(reader, id, by: viewer)
            guard paper.state == "drafted" else {
                throw AllocationRefusal.notDrafted(state: state(paper))
            }
            try refuseWhileAsked(paper, reader)
        }
        return try await registry.changeRecord(
            Self.papers, id, answers.mapValues { .text($0) }, version: version, by: viewer)
    }

    /// What only the acts of the platform fill in is not taken from a form.
    private static let own: Set<String> = [
        "title", "earmark", "year", "budget_line", "total", "doc_no", "cosigned_on", "cosigner",
        "responsible_section", "owner", "note",
    ]

    private func drafted(_ answers: [String: String], by viewer: Viewer) throws -> [String: Answer]
    {
        var taken = answers.filter { Self.own.contains($0.key) && !$0.value.isEmpty }
        if taken["owner"] == nil { taken["owner"] = viewer.name }
        if taken["responsible_section"] == nil { taken["responsible_section"] = viewer.section }
        return taken.mapValues { .text($0) }
    }
}
