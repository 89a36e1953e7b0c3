import Accounts
import Catalogue
import Registers
import Store
import Values

/// Running costs stay within the year's limit of their kind.
///
/// What is asked for, agreed to and settled in a year counts (`CostLedger`). A step that adds to
/// it beyond the limit is refused; one that frees or adds nothing never is, so that what was cut
/// from above can still be worked off. From the warning share on a step goes through, and finance
/// and the section are told, once a limit. Where no limit is registered nothing is held back.
///
/// Rule: 预算法第十三条, 未列入预算的不得支出; the limit's own document.
struct KeepWithinLimit: RecordConsequence {
    let registers = Set(CostLedger.all.map(\.register) + [CostLimit.register])
    let isLasting = false

    func follow(_ step: RecordStep, in registry: Registry, _ writer: Writer) throws {
        if step.after.register == CostLimit.register {
            try look(again: step, registry, writer)
            return
        }
        let ledgers = CostLedger.all.filter { $0.register == step.after.register }
        let before = Self.sums(
            step.before.map { record in ledgers.flatMap { $0.entries(of: record) } } ?? [])
        let after = Self.sums(ledgers.flatMap { $0.entries(of: step.after) })
        for ledger in ledgers where ledger.lacksEstimate(step.after) {
            try refuseUnestimated(step.after, ledger, registry, writer)
        }
        let keys = Set(before.keys).union(after.keys).sorted {
            ($0.year, $0.kind, $0.unit) < ($1.year, $1.kind, $1.unit)
        }
        for key in keys {
            guard let limit = try CostLimit.find(registry, writer.reader, key) else { continue }
            let use = try ReadCostUse.read(writer.reader, key)
            let added = (after[key] ?? .zero).subtracting(before[key] ?? .zero) ?? .zero
            if added > .zero, use.used > limit.amount {
                throw Self.refusal(limit, use, added, registry.catalogue)
            }
            try mark(limit, use, Self.section(of: step.after, registry), registry, writer)
        }
    }

    /// What a record counts by limit; pure.
    static func sums(_ entries: [CostEntry]) -> [CostKey: Money] {
        entries.reduce(into: [:]) { sums, entry in
            let sum = (sums[entry.key] ?? .zero).adding(Money(fen: entry.fen))
            sums[entry.key] = sum ?? Money(fen: .max)
        }
    }

    /// The words that stop a step: the rule, the limit, what is used, what is left, what to do.
    static func refusal(
        _ limit: CostLimit, _ use: CostUse, _ added: Money, _ catalogue: Catalogue
    ) -> RecordRefusal {
        let title = title(of: limit.key, catalogue)
        let over = use.used.subtracting(limit.amount) ?? .zero
        let left = added.subtracting(over) ?? .zero
        let standing =
            left > .zero
            ? "只剩 \(left.yuan)" : left == .zero ? "已经用完" : "已超出 \(Money(fen: -left.fen).yuan)"
        return .against(
            rule: "\(limit.document)核定的限额；预算法第十三条，未列入预算的不得支出",
            what: """
                \(title)的限额是 \(limit.amount.yuan)，\(standing)；这一步要增加 \(added.yuan)，\
                会超出限额 \(over.yuan)（连同这一步，已报销 \(use.settled.yuan)，\
                已申请待报销 \(use.reserved.yuan)）
                """,
            advice: "压减这一笔，或先取消不再办的申请、把预留的放回来；确需突破的，报财政调整后在“经费限额”里改限额再办")
    }

    private func refuseUnestimated(
        _ record: Record, _ ledger: CostLedger, _ registry: Registry, _ writer: Writer
    ) throws {
        // Of training abroad most costs the bureau nothing, and a blank says just that.
        guard ledger.register != "overseas-training" else { return }
        let day = ledger.counted.first { $0.state == record.state }?.days
            .lazy.compactMap { record[$0].text }.first
        guard let year = day.flatMap({ Int($0.prefix(4)) }) else { return }
        let key = CostKey(
            kind: ledger.kind, unit: record[CostLedger.unitField].text ?? CostLedger.standardUnit,
            year: year)
        guard let limit = try CostLimit.find(registry, writer.reader, key) else { return }
        throw RecordRefusal.against(
            rule: "\(limit.document)核定的限额，先申请后办理",
            what:
                "\(Self.title(of: key, registry.catalogue))有限额 \(limit.amount.yuan)，没有填预计费用，不知道要占多少",
            advice: "填上预计费用；报销后按实际数计")
    }

    /// A limit was made or changed: whether it is near is looked at again. One that was changed and
    /// has room once more may be warned of anew.
    private func look(again step: RecordStep, _ registry: Registry, _ writer: Writer) throws {
        guard let limit = CostLimit(step.after) else { return }
        let before = step.before.flatMap(CostLimit.init)
        let isOther = before.map { $0.amount != limit.amount || $0.key != limit.key } ?? false
        let use = try ReadCostUse.read(writer.reader, limit.key)
        try mark(limit, use, nil, forgets: isOther, registry, writer)
    }

    /// Keeps what the limit's record says of itself true, and tells of the warning share once.
    private func mark(
        _ limit: CostLimit, _ use: CostUse, _ section: String?, forgets: Bool = false,
        _ registry: Registry, _ writer: Writer
    ) throws {
        let today = writer.now.businessDate
        guard let share = registry.catalogue.number(CostLimit.warningShare, on: today)?.value
        else { return }
        let isNear = limit.isReached(by: use.used, share: share)
        let tells = isNear && limit.warnedOn == nil
        let forgets = forgets && !isNear && limit.warnedOn != nil
        guard isNear != limit.isNear || tells || forgets else { return }
        var draft = Draft(["near": .integer(isNear ? 1 : 0)])
        if tells { draft.fields["warned_on"] = .text(today.iso) }
        if forgets { draft.fields["warned_on"] = .null }
        _ = try registry.change(CostLimit.register, limit.id, to: draft, version: nil, writer)
        if tells { try tell(limit, use, section, registry, writer) }
    }

    private func tell(
        _ limit: CostLimit, _ use: CostUse, _ section: String?, _ registry: Registry,
        _ writer: Writer
    ) throws {
        guard try writer.reader.hasTable("account") else { return }
        let accounts = try writer.reader.all(
            """
            SELECT id FROM account WHERE state = 'active' AND (role = 'finance'
            OR (role IN ('officer', 'section-head') AND section = \(section ?? ""))) ORDER BY id
            """
        ).compactMap { $0[0].integer }
        let left = limit.amount.subtracting(use.used) ?? .zero
        let rest = left < .zero ? "已超出 \(Money(fen: -left.fen).yuan)" : "还剩 \(left.yuan)"
        let percent =
            limit.amount.fen == 0
            ? "" : "用到 \(Int128(use.used.fen) * 100 / Int128(limit.amount.fen))%，"
        try writer.tell(
            accounts, "cost-limit-near",
            "\(Self.title(of: limit.key, registry.catalogue))\(percent)限额 \(limit.amount.yuan)，\(rest)",
            link: "/funds/running-costs?year=\(limit.key.year)")
    }

    static func title(of key: CostKey, _ catalogue: Catalogue) -> String {
        let kind = catalogue.list("running-cost-kinds")?.title(of: key.kind) ?? key.kind
        let unit = catalogue.list("cost-units")?.title(of: key.unit) ?? key.unit
        return "\(key.year)年\(kind)（\(unit)）"
    }

    /// The section that is told: the one in charge, or the register's keeper.
    private static func section(of record: Record, _ registry: Registry) -> String? {
        record["section_in_charge"].text
            ?? registry.catalogue.register(record.register)?.section
    }
}
