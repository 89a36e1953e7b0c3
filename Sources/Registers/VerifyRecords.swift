import Catalogue
public import Journal
public import Store
import Values

/// Something in the database that does not agree with the journal, named.
public struct VerifyFinding: Sendable, Hashable, CustomStringConvertible {
    public let what: String

    public init(_ what: String) { self.what = what }

    public var description: String { what }
}

/// What a verification went through, and what it found.
public struct VerifyReport: Sendable {
    public var entries = 0
    public var images = 0
    public var records = 0
    /// Journaled corrections: shown, because they are lawful changes of fixed records.
    public var corrections: [String] = []
    public var findings: [VerifyFinding] = []
    public var head: Digest = .beginning

    public init() {}
}

extension Registry {
    /// Goes through the journal and the records: the chain, the images under each entry, and every
    /// record against its last image.
    public func verify(_ reader: Reader) throws -> VerifyReport {
        var report = VerifyReport()
        try verifyChain(reader, &report)
        for register in catalogue.registers { try verifyRecords(reader, register, &report) }
        try verifyCodes(reader, &report)
        return report
    }

    private func verifyChain(_ reader: Reader, _ report: inout VerifyReport) throws {
        var images = ImageWalk(reader: reader)
        var previous = Digest.beginning
        var number: Int64 = 0
        let rows = try reader.all(
            """
            SELECT number, at, actor, role, event, reason, previous, images, digest
            FROM journal_entry ORDER BY number
            """)
        for row in rows {
            let entry = Entry(row: row)
            report.entries += 1
            number += 1
            if entry.number != number {
                report.findings.append(
                    VerifyFinding("日志第 \(number) 条缺失：下一条的序号是 \(entry.number)"))
                number = entry.number
            }
            if entry.previous != previous {
                report.findings.append(VerifyFinding("日志第 \(entry.number) 条与前一条接不上：所记的前一条摘要不符"))
            }
            if !entry.isIntact {
                report.findings.append(
                    VerifyFinding("日志第 \(entry.number) 条（\(entry.act.event)）的内容被改过：与其摘要不符"))
            }
            let digest = try images.digest(of: entry.number, &report)
            if digest != entry.images {
                report.findings.append(
                    VerifyFinding("日志第 \(entry.number) 条（\(entry.act.event)）所附的记录影像被增删或改过"))
            }
            if entry.act.event.hasSuffix(".corrected") {
                report.corrections.append(
                    "\(entry.at.businessTime) \(entry.act.actor)：\(entry.act.event)，理由：\(entry.act.reason ?? "")"
                )
            }
            previous = entry.digest
        }
        report.head = previous
        try verifyHead(reader, number, previous, at: rows.last?[1].integer ?? 0, &report)
        let orphans = try reader.integer(
            """
            SELECT count(*) FROM journal_image i
            LEFT JOIN journal_entry e ON e.number = i.entry WHERE e.number IS NULL
            """)
        if orphans > 0 { report.findings.append(VerifyFinding("有 \(orphans) 个记录影像不属于任何日志条目")) }
    }

    private func verifyHead(
        _ reader: Reader, _ number: Int64, _ digest: Digest, at: Int64,
        _ report: inout VerifyReport
    ) throws {
        let head = try reader.first(
            "SELECT number, digest, at, next_id FROM journal_head WHERE id = 1")
        if head?[0].integer != number || head?[1].text != digest.hex || head?[2].integer != at {
            report.findings.append(VerifyFinding("日志头与最后一条不符：末尾的条目被删过，或日志头被改过"))
        }
        let last = try reader.integer("SELECT max(record) FROM journal_image")
        if let next = head?[3].integer, next <= last {
            report.findings.append(
                VerifyFinding("日志头的下一个编号 \(next) 已被用过（最大编号 \(last)），日志头被改过"))
        }
    }

    private func verifyRecords(_ reader: Reader, _ register: Register, _ report: inout VerifyReport)
        throws
    {
        let plan = try plan(register.name)
        var lastSeen: Int64 = 0
        var broken: [PersonalSealError] = []
        try eachRecord(
            reader, register.name, broken: { broken.append($0) },
            do: { chunk in
                guard let last = chunk.last?.id else { return }
                var journaled = try lastImages(
                    reader, register.name, after: lastSeen, through: last)
                lastSeen = last
                for record in chunk {
                    report.records += 1
                    guard let image = journaled.removeValue(forKey: record.id) else {
                        report.findings.append(
                            VerifyFinding("\(register.title) 编号 \(record.id)：日志里没有这条记录，是直接写进库的"))
                        continue
                    }
                    let now = plan.image(record, database.personalKey)
                    if now.content != image.content || now.version != image.version {
                        report.findings += differences(register, record, now, image)
                    }
                }
                for id in journaled.keys.sorted() { report.findings.append(missing(register, id)) }
            })
        report.findings += broken.map { error in
            guard case .broken(let place) = error else { return VerifyFinding("\(error)") }
            let parts = place.split(separator: "/")
            let names = parts[2].split(separator: ".").map { "（\($0)）" }.joined()
            return VerifyFinding(
                "\(register.title) 编号 \(parts[1])：个人信息\(names)解不开，密文被直接改过")
        }
        let rest = try lastImages(reader, register.name, after: lastSeen, through: Int64.max)
        for id in rest.keys.sorted() { report.findings.append(missing(register, id)) }
        try verifyParts(reader, register, &report)
    }

    /// Rows, past states and personal cells that hang on no record are no part of any image.
    private func verifyParts(_ reader: Reader, _ register: Register, _ report: inout VerifyReport)
        throws
    {
        var parts = [(register.table + "_past_state", "record")]
        parts += register.rowFields.map { (RegisterTables.rowsTable($0, of: register), "record") }
        if !register.personalColumns.isEmpty { parts.append((register.table + "_personal", "id")) }
        for (table, column) in parts {
            let strays = try reader.integer(
                """
                SELECT count(*) FROM \(table: table) p LEFT JOIN \(table: register.table) r
                ON r.id = p.\(column: column) WHERE r.id IS NULL
                """)
            if strays > 0 {
                report.findings.append(
                    VerifyFinding("\(register.title)：表 \(table) 里有 \(strays) 行不属于任何记录"))
            }
            // An image tells the order of rows but not their positions, which count from 0.
            guard column == "record" else { continue }
            let moved = try reader.all(
                """
                SELECT record FROM \(table: table) GROUP BY record
                HAVING min(position) <> 0 OR max(position) <> count(*) - 1 ORDER BY record
                """)
            for row in moved {
                report.findings.append(
                    VerifyFinding("\(register.title) 编号 \(row[0])：表 \(table) 的行号（position）被直接改过"))
            }
        }
    }

    private func missing(_ register: Register, _ id: Int64) -> VerifyFinding {
        VerifyFinding("\(register.title) 编号 \(id)：日志里有，库里没有，是直接删掉的")
    }

    private func lastImages(
        _ reader: Reader, _ register: String, after: Int64, through: Int64
    ) throws -> [Int64: Image] {
        var images: [Int64: Image] = [:]
        try reader.each(
            """
            SELECT record, version, content FROM journal_image
            WHERE register = \(register) AND record > \(after) AND record <= \(through)
            ORDER BY register, record, version
            """
        ) { row in
            let id = row[0].integer ?? 0
            images[id] = Image(
                register: register, record: id, version: row[1].integer ?? 0,
                content: row[2].text ?? "")
        }
        return images
    }

    private func differences(
        _ register: Register, _ record: Record, _ now: Image, _ journaled: Image
    ) -> [VerifyFinding] {
        let name = "\(register.title) 编号 \(record.id)"
        guard let before = try? Canonical.parse(journaled.content),
            let after = try? Canonical.parse(now.content)
        else { return [VerifyFinding("\(name)：日志里的影像不成形，被改过")] }
        let keys = Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }.sorted()
        return keys.map { key in
            let title = Self.kernelTitles[key] ?? title(of: key, register)
            return VerifyFinding(
                "\(name)：\(title)（\(key)）被直接改过——日志为 \(Self.shown(before[key]))，库里为 \(Self.shown(after[key]))"
            )
        }
    }

    private static let kernelTitles = [
        "version": "版本", "made_at": "建立时间", "changed_at": "修改时间", "catalogue": "目录版本",
        "past_state": "历史状态", "id": "编号",
    ]

    private static func shown(_ value: ImageValue?) -> String {
        switch value {
        case nil: return "空"
        case .scalar(let cell):
            let text = cell.description
            return text.hasPrefix("keyed:") ? "（个人信息的摘要）" : "“\(text.prefix(80))”"
        case .rows(let rows):
            return "“\(Canonical.text(["": .rows(rows)]).dropFirst(4).dropLast(1).prefix(120))”"
        }
    }

    /// Code tables are no records; they must be what the catalogue says.
    private func verifyCodes(_ reader: Reader, _ report: inout VerifyReport) throws {
        for list in catalogue.lists.values.sorted(by: { $0.name < $1.name }) {
            var wrong: [String] = []
            var present = 0
            try reader.each("SELECT code, title, parent, retired FROM \(table: list.table)") {
                row in
                let declared = list[row[0].text ?? ""]
                let retired = row[3].integer == 1
                if retired { return }
                present += 1
                if declared?.title != row[1].text || declared?.parent != row[2].text {
                    wrong.append(row[0].text ?? "")
                }
            }
            if !wrong.isEmpty || present != list.codes.count {
                report.findings.append(
                    VerifyFinding(
                        "代码表《\(list.title)》与目录不符：\(wrong.prefix(5).joined(separator: "、"))（库里 \(present) 个，目录 \(list.codes.count) 个）"
                    ))
            }
        }
    }
}

/// Walks the images in entry order beside the entries, so that no entry's images are asked twice.
private struct ImageWalk {
    let reader: Reader
    private static let step: Int64 = 200
    private var upTo: Int64 = 0
    private var waiting: [Int64: ImagesDigest] = [:]

    init(reader: Reader) { self.reader = reader }

    mutating func digest(of entry: Int64, _ report: inout VerifyReport) throws -> Digest {
        if entry > upTo { try load(through: entry + Self.step, &report) }
        return waiting.removeValue(forKey: entry)?.digest ?? ImagesDigest().digest
    }

    private mutating func load(through end: Int64, _ report: inout VerifyReport) throws {
        var next: [Int64: ImagesDigest] = waiting
        var found: [VerifyFinding] = []
        var count = 0
        try reader.each(
            """
            SELECT entry, register, record, version, content, digest, position FROM journal_image
            WHERE entry > \(upTo) AND entry <= \(end) ORDER BY entry, position
            """
        ) { row in
            let image = Image(
                register: row[1].text ?? "", record: row[2].integer ?? 0,
                version: row[3].integer ?? 0, content: row[4].text ?? "")
            let digest = image.digest
            count += 1
            if digest.hex != row[5].text {
                found.append(
                    VerifyFinding(
                        "日志第 \(row[0]) 条里 \(image.register) 编号 \(image.record) 第 \(image.version) 版的影像被改过"
                    ))
            }
            next[row[0].integer ?? 0, default: ImagesDigest()].add(digest)
            if next[row[0].integer ?? 0]?.count != row[6].integer.map(Int.init) {
                found.append(VerifyFinding("日志第 \(row[0]) 条所附影像的序号（position）被改过"))
            }
        }
        report.images += count
        report.findings += found
        waiting = next
        upTo = end
    }
}
