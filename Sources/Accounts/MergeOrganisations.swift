public import Catalogue
import Journal
public import Registers
public import Store
import Values

/// Why two entries of the register of organisations are not made one.
public enum MergeRefusal: Error, Sendable, Hashable, CustomStringConvertible {
    case same
    case mayNot(role: String)
    case withdrawn(name: String)
    /// Two codes are two organisations.
    case codesDiffer(String, String)
    /// Records of both that would be doubles of one another.
    case doubles([String])
    case changedMeanwhile
    case needsReason

    public var description: String {
        switch self {
        case .same: "选的是同一条，不用合并。"
        case .mayNot(let role): "角色“\(role)”不能合并单位。由科室经办人或负责人办理。"
        case .withdrawn(let name): "“\(name)”已经撤回，不能合并。"
        case .codesDiffer(let kept, let other):
            "统一社会信用代码不同（\(kept) 与 \(other)），不是同一个单位。代码填错的先更正。"
        case .doubles(let lines):
            "合并后有 \(lines.count) 处会重复，没有合并。先在各登记册里撤回重复的：\(lines.prefix(20).joined(separator: "；"))。"
        case .changedMeanwhile: "预览以后单位的内容改过，没有合并。重新看过预览再办。"
        case .needsReason: "合并要写明凭什么认定是同一个单位。"
        }
    }
}

/// What making two entries one would do, before it is done.
public struct MergePreview: Sendable {
    public let kept: Record
    public let dropped: Record
    /// Records that name the one to go, by register.
    public let references: [References]
    /// Files that prove something of the one to go.
    public let files: [Int64]
    /// Fields that only the one to go has, which the other takes over.
    public let filled: [Field]
    /// Fields in which both differ: the other's stay in the entry that is withdrawn.
    public let differing: [Field]
    /// Why it cannot be done.
    public let obstacles: [String]
}

extension Accounts {
    private static let organisation = "organisation"
    /// What says of the entry rather than of the organisation.
    private static let own: Set<String> = ["merged_into", "batch", "external_no", "archive_no"]

    /// Exactly what would happen.
    /// - Throws: `MergeRefusal`, `RecordRefusal`.
    public func previewMerge(
        _ reader: Reader, _ dropped: Int64, into kept: Int64, by viewer: Viewer
    ) throws -> MergePreview {
        let register = try registry.register(Self.organisation)
        guard registry.may(viewer, .withdraw, on: register), !viewer.isLimited else {
            throw MergeRefusal.mayNot(role: viewer.role.title)
        }
        guard dropped != kept else { throw MergeRefusal.same }
        let one = try registry.record(reader, register, kept, by: viewer)
        let other = try registry.record(reader, register, dropped, by: viewer)
        for record in [one, other] where record.state == Lifecycle.withdrawn {
            throw MergeRefusal.withdrawn(name: record["name"].text ?? "#\(record.id)")
        }
        if let code = one["uscc"].text, let second = other["uscc"].text, code != second {
            throw MergeRefusal.codesDiffer(code, second)
        }
        let fields = register.fields.filter {
            $0.type.columns == nil && !Self.own.contains($0.name) && $0.name != "name"
        }
        let references = try registry.references(reader, to: Self.organisation, dropped)
        return MergePreview(
            kept: one, dropped: other, references: references,
            files: try reader.all(
                "SELECT id FROM file WHERE about_register = 'organisation' AND about_record = \(dropped)"
            ).compactMap { $0[0].integer },
            filled: fields.filter { one[$0.name].isNull && !other[$0.name].isNull },
            differing: fields.filter {
                !one[$0.name].isNull && !other[$0.name].isNull && one[$0.name] != other[$0.name]
            }, obstacles: try obstacles(reader, references, dropped, kept))
    }

    private func obstacles(
        _ reader: Reader, _ references: [References], _ dropped: Int64, _ kept: Int64
    ) throws -> [String] {
        try references.filter { $0.register != Membership.register }.flatMap { one in
            try one.records.compactMap { id in
                let existing = try registry.obstacle(
                    reader, one.register, id, to: Self.organisation, from: dropped, new: kept)
                return existing.map { "\(one.title) #\(id) 与 #\($0)" }
            }
        }
    }

    /// Makes two entries of one organisation one: everything that named the one names the other,
    /// which takes over what it lacked and keeps the old names; the one is withdrawn with a pointer
    /// to the other. One write, or nothing.
    /// - Parameter versions: of the kept and of the dropped entry, as the preview showed them.
    /// - Throws: `MergeRefusal`, `RecordRefusal`.
    public func merge(
        organisation dropped: Int64, into kept: Int64, versions: (kept: Int64, dropped: Int64)?,
        reason: String, by viewer: Viewer
    ) async throws -> MergePreview {
        guard !reason.isEmpty else { throw MergeRefusal.needsReason }
        let act = Act(
            actor: viewer.name, role: viewer.role.name, event: "organisation.merged",
            reason: reason)
        return try await database.write(act) { writer in
            let preview = try previewMerge(writer.reader, dropped, into: kept, by: viewer)
            if let versions,
                versions != (preview.kept.version, preview.dropped.version)
            {
                throw MergeRefusal.changedMeanwhile
            }
            if !preview.obstacles.isEmpty { throw MergeRefusal.doubles(preview.obstacles) }
            // First the one goes, and with it the code that only one may have.
            _ = try registry.change(
                Self.organisation, dropped, to: Draft(["merged_into": .integer(kept)]),
                version: nil, writer)
            try registry.withdraw(Self.organisation, dropped, writer)
            try takeOver(preview, writer)
            try repoint(preview, writer)
            for table in ["session", "api_token"] {
                try writer.execute(
                    "UPDATE \(table: table) SET organisation = \(kept) WHERE organisation = \(dropped)"
                )
            }
            return preview
        }
    }

    private func takeOver(_ preview: MergePreview, _ writer: Writer) throws {
        let (kept, dropped) = (preview.kept, preview.dropped)
        var draft = Draft()
        for field in preview.filled { draft.fields[field.name] = dropped[field.name] }
        let register = try registry.register(Self.organisation)
        for field in register.rowFields where field.name != "former_names" {
            let own = kept.rows[field.name] ?? []
            let more = (dropped.rows[field.name] ?? []).filter { !own.contains($0) }
            if !more.isEmpty { draft.rows[field.name] = own + more }
        }
        var names = kept.rows["former_names"] ?? []
        let known = Set(names.compactMap { $0["name"] } + [kept["name"]])
        var others = dropped.rows["former_names"] ?? []
        others.append(["name": dropped["name"]])
        names += others.filter { row in row["name"].map { !known.contains($0) } ?? false }
        draft.rows["former_names"] = names
        _ = try registry.change(Self.organisation, kept.id, to: draft, version: nil, writer)
    }

    private func repoint(_ preview: MergePreview, _ writer: Writer) throws {
        let (kept, dropped) = (preview.kept.id, preview.dropped.id)
        let members = Set(
            try writer.reader.all(
                "SELECT account FROM membership WHERE organisation = \(kept) AND state = 'in-force'"
            ).compactMap { $0[0].integer })
        for one in preview.references {
            for id in one.records {
                // The entry that goes keeps its pointer to the other.
                if one.register == Self.organisation, id == dropped { continue }
                if one.register == Membership.register,
                    try endDouble(id, members, writer)
                {
                    continue
                }
                try registry.repoint(
                    one.register, id, to: Self.organisation, from: dropped, new: kept, writer)
            }
        }
        for id in preview.files {
            _ = try registry.change(
                "file", id, to: Draft(["about_record": .integer(kept)]), version: nil, writer)
        }
    }

    /// Whoever is a member of both stays so once; the other membership ends and keeps its history.
    private func endDouble(_ id: Int64, _ members: Set<Int64>, _ writer: Writer) throws -> Bool {
        let record = try registry.record(writer.reader, Membership.register, id)
        guard let account = record["account"].integer, members.contains(account),
            record.state == "in-force"
        else { return false }
        let until = writer.now.businessDate.iso
        _ = try registry.change(
            Membership.register, id, to: Draft(["until": .text(until)]), version: nil, writer)
        _ = try registry.move(Membership.register, id, "end", version: nil, writer)
        return true
    }
}
