import Catalogue
public import Journal
public import Store
public import Values

/// One step in a record's life: the entry, and what it changed.
public struct HistoryStep: Sendable {
    public struct Change: Sendable, Hashable {
        public let field: String
        public let title: String
        public let before: String
        public let after: String
    }

    public let entry: Entry
    public let version: Int64
    public let changes: [Change]
}

extension Registry {
    /// What happened to a record, oldest first, from the journal.
    public func history(_ reader: Reader, _ register: String, _ id: Int64) throws -> [HistoryStep] {
        let declared = try self.register(register)
        let rows = try reader.all(
            """
            SELECT i.version, i.content, e.number, e.at, e.actor, e.role, e.event, e.reason,
            e.previous, e.images, e.digest
            FROM journal_image i JOIN journal_entry e ON e.number = i.entry
            WHERE i.register = \(declared.name) AND i.record = \(id) ORDER BY i.version
            """)
        var before: [String: ImageValue] = [:]
        return try rows.map { row in
            let after = try Canonical.parse(row[1].text ?? "")
            defer { before = after }
            return HistoryStep(
                entry: Entry(row: Array(row.dropFirst(2))), version: row[0].integer ?? 0,
                changes: changes(declared, before, after))
        }
    }

    /// The same as the viewer may see it: without what is the bureau's own.
    public func history(_ reader: Reader, _ register: String, _ id: Int64, by viewer: Viewer)
        throws -> [HistoryStep]
    {
        let steps = try history(reader, register, id)
        let hidden = Set(try self.register(register).fields.filter(\.isBureaus).map(\.name))
        if viewer.seesBureaus || hidden.isEmpty { return steps }
        return steps.map { step in
            HistoryStep(
                entry: step.entry, version: step.version,
                changes: step.changes.filter { !hidden.contains($0.field) })
        }
    }

    /// Differences of two images in the words of the register.
    func changes(
        _ register: Register, _ before: [String: ImageValue], _ after: [String: ImageValue]
    ) -> [HistoryStep.Change] {
        let kernel: Set<String> = [
            "id", "version", "made_at", "changed_at", "catalogue", "past_state",
        ]
        return Set(before.keys).union(after.keys).subtracting(kernel).sorted().compactMap { key in
            guard before[key] != after[key] else { return nil }
            return HistoryStep.Change(
                field: key, title: title(of: key, register),
                before: text(before[key], key, register),
                after: text(after[key], key, register))
        }
    }

    func title(of key: String, _ register: Register) -> String {
        switch key {
        case "state": "状态"
        case "state_since": "状态起始日"
        default: register.field(key)?.title ?? key
        }
    }

    private func text(_ value: ImageValue?, _ key: String, _ register: Register) -> String {
        switch value {
        case nil: return ""
        case .rows(let rows): return "\(rows.count) 行"
        case .scalar(let cell):
            if key == "state" {
                return catalogue.lifecycle(of: register).title(of: cell.description)
            }
            guard let field = register.field(key) else { return cell.description }
            return field.personal ? "（个人信息）" : field.type.text(cell, in: catalogue)
        }
    }
}

extension Entry {
    /// The columns number, at, actor, role, event, reason, previous, images, digest in this order.
    public init(row: [Scalar]) {
        self.init(
            stored: row[0].integer ?? 0, at: Instant(milliseconds: row[1].integer ?? 0),
            act: Act(
                actor: row[2].text ?? "", role: row[3].text ?? "", event: row[4].text ?? "",
                reason: row[5].text),
            previous: Digest(hex: row[6].text ?? ""), images: Digest(hex: row[7].text ?? ""),
            digest: Digest(hex: row[8].text ?? ""))
    }
}
