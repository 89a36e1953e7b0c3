import Accounts
public import Registers
public import Store
public import Values

/// One reminder, with the words that are sent.
public struct AllocationReminder: Sendable, Hashable {
    /// The county or unit that is to do the next step.
    public let receiver: String
    public let step: String
    public let payees: Int
    public let words: String
    /// How many accounts are told; none means that somebody has to telephone.
    public let accounts: [Int64]
    /// Whether it was reminded today already.
    public let isDoneToday: Bool
}

extension Allocations {
    /// Whom a reminder of a paper's late money would go to; nothing is written.
    /// - Throws: `AllocationRefusal.notManager`; `RecordRefusal`.
    public func previewChase(_ reader: Reader, _ id: Int64, today: CalendarDate, by viewer: Viewer)
        throws -> [AllocationReminder]
    {
        try permitManaging(viewer)
        let standing = try followPaper(reader, id, today: today, by: viewer)
        let done = Set(
            (standing.paper.rows["reminders"] ?? []).filter {
                $0["reminded_on"]?.text == today.iso
            }.map { "\($0["to_whom"]?.text ?? "")\u{0}\($0["step"]?.text ?? "")" })
        var reminders: [AllocationReminder] = []
        let waiting = standing.late.filter { $0.line.state != "disbursed" }
        for (county, own) in Dictionary(grouping: waiting, by: { $0.line["county"].text })
            .sorted(by: { ($0.key ?? "") < ($1.key ?? "") })
        {
            for (step, late) in Dictionary(grouping: own, by: { $0.waiting ?? "" })
                .sorted(by: { $0.key < $1.key })
            {
                let isDirect = late.allSatisfy { $0.line["through"].text == "direct" }
                let receiver = isDirect ? "市级国库（财务）" : self.county(county)
                let told = isDirect ? try finance(reader) : try clerks(county, reader)
                reminders.append(
                    reminder(
                        receiver, step, late, told, standing,
                        done.contains("\(receiver)\u{0}\(step)"), viewer))
            }
        }
        for late in standing.late where late.line.state == "disbursed" {
            // A unit without an account is reached through its county.
            let own = try members(late.line["organisation"].integer, reader)
            let told = own.isEmpty ? try clerks(late.line["county"].text, reader) : own
            let receiver = late.line["recipient"].text ?? ""
            reminders.append(
                reminder(
                    receiver, "单位到账", [late], told, standing,
                    done.contains("\(receiver)\u{0}单位到账"), viewer))
        }
        return reminders
    }

    /// Reminds all whose step is late, in one act, each at most once a day.
    /// - Throws: `AllocationRefusal.nothingToChase`, `.notManager`; `RecordRefusal`.
    public func chasePayees(_ id: Int64, by viewer: Viewer) async throws -> [AllocationReminder] {
        let allocations = self
        let act = act(viewer, "allocation-paper.chased", reason: "催办逾期资金")
        return try await database.write(act) { writer in
            let today = writer.now.businessDate
            let reminders = try allocations.previewChase(
                writer.reader, id, today: today, by: viewer
            ).filter { !$0.isDoneToday }
            if reminders.isEmpty { throw AllocationRefusal.nothingToChase }
            let paper = try allocations.registry.record(writer.reader, Self.papers, id)
            var draft = Draft()
            draft.rows["reminders"] =
                (paper.rows["reminders"] ?? [])
                + reminders.map {
                    [
                        "reminded_on": .text(today.iso), "to_whom": .text($0.receiver),
                        "step": .text($0.step), "payees": .integer(Int64($0.payees)),
                        "by": .text(viewer.name),
                    ]
                }
            _ = try allocations.registry.change(Self.papers, id, to: draft, version: nil, writer)
            for reminder in reminders {
                try writer.tell(
                    reminder.accounts, "allocation-chased", reminder.words, link: Self.received)
            }
            return reminders
        }
    }

    private func reminder(
        _ receiver: String, _ step: String, _ late: [FollowedMoney], _ accounts: [Int64],
        _ standing: PaperStanding, _ isDone: Bool, _ viewer: Viewer
    ) -> AllocationReminder {
        let sum = Money(fen: late.reduce(0) { $0 + $1.net.fen })
        let worst = late.map(\.lateDays).max() ?? 0
        let owner = standing.paper["owner"].text ?? viewer.name
        let what = late.count == 1 ? "" : "\(late.count) 笔共 "
        let words = """
            \(receiver)：\(standing.paper["doc_no"].text ?? "")《\(standing.paper["title"].text ?? "")》\
            \(what)\(sum)应于 \(standing.paper["due_on"].text ?? "") 前到账，已逾期\(late.count > 1 ? "最长" : "") \
            \(worst) 天，卡在“\(step)”。请尽快办理并在平台上确认。联系：\(owner)
            """
        return AllocationReminder(
            receiver: receiver, step: step, payees: late.count, words: words, accounts: accounts,
            isDoneToday: isDone)
    }
}
