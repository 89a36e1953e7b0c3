public import Accounts
import Catalogue
import Journal
public import Registers
public import Store
import Values

/// Why a desk is not handed over.
public enum HandOverRefusal: Error, Sendable, Hashable, CustomStringConvertible {
    case mayNot(role: String)
    case unknown
    case same
    case successorNotInForce(name: String)
    /// Another role or another section could not do the work.
    case placeDiffers(name: String)
    case needsNote

    public var description: String {
        switch self {
        case .mayNot(let role): "角色“\(role)”不能办移交。由系统管理员办理。"
        case .unknown: "没有这个账号，或已经停用。"
        case .same: "移交人和接任人是同一个人。"
        case .successorNotInForce(let name): "\(name)的账号没有启用，不能接任。先启用。"
        case .placeDiffers(let name): "\(name)的角色、科室或县市区不同，接不了这些事。先把接任人的账号开在同一岗位。"
        case .needsNote: "移交要写说明：办到哪里、找谁、要注意什么。"
        }
    }
}

/// One kind of thing that goes to the successor.
public struct HandOverItem: Sendable, Hashable {
    public let matter: String
    public let number: Int
    /// What stays behind, and why; what the successor should know.
    public let remark: String?

    public init(_ matter: String, _ number: Int, _ remark: String? = nil) {
        self.matter = matter
        self.number = number
        self.remark = remark
    }
}

/// A desk that was handed over.
public struct HandOverNote: Sendable, Hashable {
    public let id: Int64
    public let predecessor: String
    public let handedOn: String
    public let note: String
    public let items: [HandOverItem]
}

extension Approvals {
    private static let handovers = "handover"

    /// Exactly what would go to the successor.
    /// - Throws: `HandOverRefusal`.
    public func previewHandOver(
        _ reader: Reader, of old: Int64, to successor: Int64, by viewer: Viewer
    ) throws -> (old: Account, successor: Account, items: [HandOverItem]) {
        let (one, other) = try permitHandOver(reader, old, successor, viewer)
        let (mine, kept) = try openRequests(reader, of: old, without: successor)
        let counts = try accounts.counted(reader, handingOver: old)
        let away = try absences(reader, concerning: old)
        return (one, other, Self.items(mine.count, kept, counts, away, old))
    }

    private static func items(
        _ requests: Int, _ kept: [ApprovalRequest], _ counts: HandedOver, _ away: [Absence],
        _ old: Int64
    ) -> [HandOverItem] {
        let left =
            kept.isEmpty
            ? nil
            : "另有 \(kept.count) 件接任人自己批过，不能变成他报的，撤回："
                + kept.map(\.title).joined(separator: "、")
        return [
            HandOverItem("没批完的报批", requests, left.map { String($0.prefix(300)) }),
            HandOverItem("草稿", counts.drafts), HandOverItem("未读的通知", counts.notices),
            HandOverItem("管理的单位", counts.organisations),
            HandOverItem("答应代办的外出", away.count { $0.deputy == old }),
            HandOverItem("本人的外出登记（结束）", away.count { $0.account == old }),
        ]
    }

    /// Hands a desk to a successor in one act: open requests, drafts, unread notices, deputyships
    /// and administrations of organisations go over with a note, and the old account is suspended.
    /// - Parameters:
    ///   - due: what comes due at the desk, as whoever hands it over saw it.
    ///   - also: what is written beside it, with the number of the note.
    /// - Throws: `HandOverRefusal`, `AccountRefusal`, `RecordRefusal`.
    public func handOver(
        _ old: Int64, to successor: Int64, note: String, due: [HandOverItem] = [],
        by viewer: Viewer, also: @escaping Beside<Int64> = { _, _ in }
    ) async throws -> Int64 {
        guard !note.isEmpty else { throw HandOverRefusal.needsNote }
        let act = Act(
            actor: viewer.name, role: viewer.role.name, event: "account.handed-over",
            reason: String(note.prefix(400)))
        return try await database.write(act) { writer in
            let reader = writer.reader
            let (one, other) = try permitHandOver(reader, old, successor, viewer)
            let (mine, kept) = try openRequests(reader, of: old, without: successor)
            let away = try absences(reader, concerning: old)
            for request in mine {
                _ = try registry.change(
                    Self.register, request.id,
                    to: Draft([
                        "asked_account": .integer(successor), "asked_by": .text(other.name),
                    ]), version: nil, writer)
            }
            for request in kept {
                _ = try registry.change(
                    Self.register, request.id, to: Draft(["step": .null]), version: nil, writer)
                _ = try registry.move(
                    Self.register, request.id, "take-back", version: nil, writer)
            }
            try handAbsences(away, old, successor, writer)
            let counts = try accounts.handOver(one, to: other, writer)
            _ = try accounts.move(old, "suspend", version: nil, by: viewer, writer)
            let items = Self.items(mine.count, kept, counts, away, old) + due
            let made = try keep(one, other, note, items, by: viewer, writer)
            try writer.tell(
                [successor], "desk-handed-over", "\(one.name)的岗位移交给您，看移交说明和清单",
                link: "/me/handovers")
            try also(writer, made)
            return made
        }
    }

    private func permitHandOver(
        _ reader: Reader, _ old: Int64, _ successor: Int64, _ viewer: Viewer
    ) throws -> (Account, Account) {
        guard viewer.role.acts.contains(.manageAccounts) else {
            throw HandOverRefusal.mayNot(role: viewer.role.title)
        }
        guard old != successor else { throw HandOverRefusal.same }
        guard let one = try? accounts.account(reader, id: old), one.state == .active,
            let other = try? accounts.account(reader, id: successor)
        else { throw HandOverRefusal.unknown }
        guard other.state == .active else {
            throw HandOverRefusal.successorNotInForce(name: other.name)
        }
        guard one.role == other.role, one.section == other.section, one.county == other.county
        else { throw HandOverRefusal.placeDiffers(name: other.name) }
        return (one, other)
    }

    /// The open requests of an account, and apart those on which the successor has decided: nobody
    /// approves what they asked for, so those are taken back.
    private func openRequests(_ reader: Reader, of old: Int64, without successor: Int64) throws
        -> (mine: [ApprovalRequest], kept: [ApprovalRequest])
    {
        let open = try asked(reader, by: old).filter(\.state.isOpen)
        let isTheirs = { (request: ApprovalRequest) in
            request.ofThisRound.contains { $0.account == successor }
        }
        return (open.filter { !isTheirs($0) }, open.filter(isTheirs))
    }

    private func handAbsences(
        _ away: [Absence], _ old: Int64, _ successor: Int64, _ writer: Writer
    ) throws {
        for absence in away {
            if absence.account == old {
                _ = try registry.move(Absence.register, absence.id, "end", version: nil, writer)
            } else {
                let deputy: Scalar =
                    absence.account == successor ? .null : .integer(successor)
                _ = try registry.change(
                    Absence.register, absence.id, to: Draft(["deputy": deputy]), version: nil,
                    writer)
            }
        }
    }

    private func keep(
        _ old: Account, _ successor: Account, _ note: String, _ items: [HandOverItem],
        by viewer: Viewer, _ writer: Writer
    ) throws -> Int64 {
        let rows = items.map { item -> [String: Scalar] in
            var row: [String: Scalar] = [
                "matter": .text(String(item.matter.prefix(200))),
                "number": .integer(Int64(item.number)),
            ]
            row["remark"] = item.remark.map { .text(String($0.prefix(300))) }
            return row
        }
        let draft = Draft(
            [
                "predecessor": .integer(old.id), "successor": .integer(successor.id),
                "handed_on": .text(writer.now.businessDate.iso), "handed_by": .text(viewer.name),
                "note": .text(note),
            ], rows: ["items": rows])
        return try registry.create(draft, in: Self.handovers, writer).id
    }

    /// What was handed over to an account, the latest first.
    public func handOvers(_ reader: Reader, to account: Int64) throws -> [HandOverNote] {
        let ids = try reader.all(
            "SELECT id FROM handover WHERE successor = \(account) ORDER BY id DESC LIMIT 20"
        ).compactMap { $0[0].integer }
        let records = try registry.records(reader, Self.handovers, ids: ids)
        let names = try registry.labels(
            reader, Account.register, ids: records.compactMap { $0["predecessor"].integer })
        return records.sorted { $0.id > $1.id }.map { record in
            HandOverNote(
                id: record.id,
                predecessor: record["predecessor"].integer.flatMap { names[$0] } ?? "",
                handedOn: record["handed_on"].text ?? "", note: record["note"].text ?? "",
                items: (record.rows["items"] ?? []).map { row in
                    HandOverItem(
                        row["matter"]?.text ?? "", Int(row["number"]?.integer ?? 0),
                        row["remark"]?.text)
                })
        }
    }
}
