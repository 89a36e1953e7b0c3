import Accounts
import Catalogue
import Journal
public import Registers
import Store
import Values

extension Budget {
    /// What a section is told about its spending, ready to send: how far it is, how far the year
    /// is, which lines are behind, what to do.
    public static func message(_ section: BudgetYear.Section) -> String? {
        guard let progress = section.progress, !section.late.isEmpty else { return nil }
        let lines = section.late.prefix(mostNamed).map { late in
            "\(late.line.label)（预算 \(late.progress.total.yuan)，已付 \(late.progress.paid.yuan)"
                + (late.progress.rate.map { "，执行率 \($0)%" } ?? "") + "）"
        }
        let more =
            section.late.count > mostNamed ? "等 \(section.late.count) 条" : ""
        let rate = progress.rate.map { "\($0)%" } ?? "—"
        return
            "截至\(progress.month.chinese)底，\(section.title)预算执行率 \(rate)，时间进度 \(progress.time)%。"
            + "慢的有：\(lines.joined(separator: "；"))\(more)。"
            + "请抓紧办理支付；付不了的，把滞后原因报办公室财务，记在预算明细里。"
    }

    private static let mostNamed = 5

    /// Sends a section the message about its late lines, and notes the day on them; once a day.
    /// - Throws: `BudgetRefusal.noSection`, `.notLate`, `.nobodyThere`, `.remindedToday`;
    ///   `RecordRefusal` where the role may not change budget lines.
    /// - Returns: how many accounts were told.
    @discardableResult
    public func tellSection(_ code: String, year: Int, by viewer: Viewer) async throws -> Int {
        try permit(viewer, .change, on: BudgetLine.register)
        guard let title = registry.catalogue.list("sections")?[code]?.title else {
            throw BudgetRefusal.noSection(code)
        }
        let act = Act(
            actor: viewer.name, role: viewer.role.name, event: "budget-line.reminded",
            reason: "催\(title)预算执行")
        return try await registry.database.write(act) { writer in
            let section = try self.year(writer.reader, year).sections.first { $0.code == code }
            guard let section, let words = Self.message(section) else {
                throw BudgetRefusal.notLate(section: title)
            }
            let today = writer.now.businessDate.iso
            if section.remindedOn == today { throw BudgetRefusal.remindedToday(section: title) }
            let accounts = try Self.accounts(of: code, writer.reader)
            if accounts.isEmpty { throw BudgetRefusal.nobodyThere(section: title) }
            for late in section.late {
                _ = try registry.change(
                    BudgetLine.register, late.line.id, to: Draft(["reminded_on": .text(today)]),
                    version: nil, writer)
            }
            try writer.tell(
                accounts, "budget-late", words,
                link: "/registers/budget-line?responsible_section=\(code)&year=\(year)&late=1")
            return accounts.count
        }
    }

    /// The people of a section who are there to act.
    private static func accounts(of section: String, _ reader: Reader) throws -> [Int64] {
        guard try reader.hasTable("account") else { return [] }
        return try reader.all(
            """
            SELECT id FROM account WHERE role IN ('officer', 'section-head')
            AND section = \(section) AND state = 'active' ORDER BY id
            """
        ).compactMap { $0[0].integer }
    }
}
