import Catalogue
import Journal
import Store
import Values

/// What must hold of the city itself: its key, its catalogue, the end of its journal, its backups.
extension Doctor {
    func state(_ reader: Reader, _ catalogue: Catalogue) throws -> [Check] {
        [
            key(try place.keyState(reader, catalogue), place.keyPath(catalogue)),
            try version(reader, catalogue), try administrators(reader, catalogue),
            try journal(reader), try newest(reader),
            backup(try reader.lastBackup()), try size(reader), try jobs(reader), try mails(reader),
        ].compactMap { $0 }
    }

    func key(_ state: KeyState, _ path: String) -> Check {
        let (name, title) = ("key", "个人信息密钥")
        let rule = "没有建库时的密钥，个人信息读不出来"
        switch state {
        case .right: return .fine(name, title, "\(path) 是这座城市的")
        case .unknown: return .fine(name, title, "\(path) 在；城市还没有记下密钥的校验值")
        case .missing:
            return .wrong(name, title, "\(path) 不在", rule: rule, advice: "从另存的地方放回原处，权限 600")
        case .unreadable:
            return .wrong(
                name, title, "\(path) 是空的或读不了", rule: rule, advice: "用运行服务的用户再查；空的就从另存的地方放回")
        case .wrong:
            return .wrong(
                name, title, "\(path) 是另一座城市的", rule: rule, advice: "从另存的地方找回这座城市的密钥，放回原处")
        }
    }

    private func version(_ reader: Reader, _ catalogue: Catalogue) throws -> Check {
        let (name, title) = ("catalogue-version", "目录版本")
        guard try reader.catalogueDigest() != catalogue.digest else {
            return .fine(name, title, "城市与目录一致（\(catalogue.digest.prefix(12))）")
        }
        return .attention(
            name, title, "目录与城市用的不同", rule: "目录改动在下次启动时应用：只增加的自动做，其余的拒绝并说明",
            advice: "若是有意改的，备份后重新启动服务；否则换回原来的目录")
    }

    /// The last entries of the journal, their chain and their head. The whole of it, with every
    /// record and figure, is what `verify` goes through.
    private func journal(_ reader: Reader) throws -> Check {
        let rows = try reader.all(
            """
            SELECT number, at, actor, role, event, reason, previous, images, digest
            FROM journal_entry ORDER BY number DESC LIMIT 1000
            """)
        let entries = rows.compactMap(Self.entry)
        let head = try reader.first("SELECT number, digest FROM journal_head WHERE id = 1")
        var broken: Int64?
        if let first = entries.first {
            if head != [.integer(first.number), .text(first.digest.hex)] { broken = first.number }
        } else if head?[0].integer != 0 {
            broken = 0
        }
        for (index, entry) in entries.enumerated() {
            let before = index + 1 < entries.count ? entries[index + 1] : nil
            let follows =
                before.map { $0.digest == entry.previous && $0.number == entry.number - 1 }
                ?? (entry.number > 1 || entry.previous == .beginning)
            if !entry.isIntact || !follows { broken = entry.number }
        }
        let (name, title) = ("journal", "日志")
        let number = head?[0].integer ?? 0
        guard let broken else {
            return .fine(
                name, title, "共 \(number) 条，最后 \(entries.count) 条的链完好；全部核验用 dongting verify")
        }
        return .wrong(
            name, title, "第 \(broken) 条与链对不上", rule: "每一条都带着上一条的摘要，改动、删去都会断开",
            advice: "不要再写入；运行 dongting verify 看清改了什么，从备份恢复")
    }

    private static func entry(_ row: [Scalar]) -> Entry? {
        guard let number = row[0].integer, let at = row[1].integer, let actor = row[2].text,
            let role = row[3].text, let event = row[4].text, let previous = row[6].text,
            let images = row[7].text, let digest = row[8].text
        else { return nil }
        return Entry(
            stored: number, at: Instant(milliseconds: at),
            act: Act(actor: actor, role: role, event: event, reason: row[5].text),
            previous: Digest(hex: previous), images: Digest(hex: images),
            digest: Digest(hex: digest))
    }

    /// A clock that was set back: entries still follow one another, but their times stand still.
    private func newest(_ reader: Reader) throws -> Check? {
        let at = try reader.integer("SELECT at FROM journal_head WHERE id = 1")
        let ahead = at - clock.now().milliseconds
        let (name, title) = ("clock-and-journal", "时钟与日志")
        guard ahead > 60_000 else { return at == 0 ? nil : .fine(name, title, "时钟在最后一条日志之后") }
        return .wrong(
            name, title, "最后一条日志是 \(Instant(milliseconds: at).businessTime)，比现在还晚",
            rule: "时钟不能倒退：在它追上之前，新日志的时间都停在那一刻", advice: "校准时钟；若是日志写入时的钟快了，等它追上")
    }

    func backup(_ last: BackupMade?) -> Check {
        let (name, title) = ("backup", "备份")
        let rule = "不超过 \(backupDays) 天（--backup-days）"
        guard let last else {
            return .attention(
                name, title, "这座城市没有记下备份过", rule: rule,
                advice: "运行 dongting backup，并用 deploy/dongting-backup.timer 天天做")
        }
        let days = (clock.now().milliseconds - last.at.milliseconds) / 86_400_000
        var what = "最后一次在 \(last.at.businessTime)，到日志第 \(last.entry) 条，\(last.file)"
        what += last.isProved ? "，试恢复过" : "，没有试恢复"
        if days >= backupDays {
            return .attention(
                name, title, what + "，已 \(days) 天", rule: rule, advice: "马上备份一次，再查定时备份为何停了")
        }
        guard last.isProved else {
            return .attention(
                name, title, what, rule: "没有试恢复过的备份不算数", advice: "用 dongting restore 恢复到另一处试一次")
        }
        return .fine(name, title, what)
    }

    private func size(_ reader: Reader) throws -> Check {
        .fine("size", "大小", sizeText(try reader.bytes()))
    }

    private func jobs(_ reader: Reader) throws -> Check? {
        guard try reader.hasTable("job_lease") else { return nil }
        let held = try reader.leases().filter { $0.until > clock.now() }
        if held.isEmpty { return .fine("jobs", "后台任务", "没有进程占着") }
        let words = held.map { "\($0.job)（\($0.holder)，到 \($0.until.businessTime)）" }
        return .fine("jobs", "后台任务", words.joined(separator: "、"))
    }
}
