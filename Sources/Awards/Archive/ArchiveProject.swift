import Catalogue
import Journal
public import Registers
public import Store
import Values

/// How long the file of a project is kept, and under which number. Pure.
struct ArchiveRules {
    /// A code of list `retention-periods`.
    static func retention(
        state: String, approved: Money, permanentFrom: Money?, years: Int, yearsEnded: Int
    ) -> String {
        let isGood = ["accepted", "concluded"].contains(state)
        if isGood, let permanentFrom, approved >= permanentFrom { return "permanent" }
        return (isGood ? years : yearsEnded) > 10 ? "thirty" : "ten"
    }

    /// 全宗号-年度-保管期限-机构（问题）-件号 (DA/T 22—2015).
    static func number(
        fonds: String, year: Int, retention: String, section: String, piece: Int64
    ) -> String {
        let period = ["permanent": "Y", "thirty": "D30", "ten": "D10"][retention] ?? "D10"
        let digits = String(piece)
        let padded = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        return "\(fonds)-\(year)-\(period)-\(section)-\(padded)"
    }
}

extension Awards {
    /// Files a project that has ended: its file is fixed as the journal has it now, gets its number
    /// and the time for which it is kept, and can be written again to the byte at any time.
    /// - Throws: `RecordRefusal.against`: not ended, not settled, something still open.
    public func archiveProject(_ project: Int64, by viewer: Viewer) async throws -> Record {
        try permitOffice(viewer)
        return try await database.write(act(viewer, "project.archived", reason: "归档")) { writer in
            try archiveProject(project, by: viewer, writer)
        }
    }

    /// The same inside a write, whose act has a reason.
    public func archiveProject(_ id: Int64, by viewer: Viewer, _ writer: Writer) throws -> Record {
        let reader = writer.reader
        let project = try project(reader, id, by: viewer)
        if let refusal = try archiveObstacles(reader, project).first { throw refusal.refusal }
        let today = writer.now.businessDate
        let retention = ArchiveRules.retention(
            state: project.state, approved: project.money("approved"),
            permanentFrom: rule("archive_permanent_from", on: today).map {
                Money(fen: Int64($0.number) * 1_000_000)
            }, years: rule("archive_years", on: today)?.number ?? 30,
            yearsEnded: rule("archive_years_ended", on: today)?.number ?? 10)
        let section = project["section_in_charge"].text ?? "office"
        let pieces = try reader.integer(
            """
            SELECT count(*) FROM project WHERE archive_no IS NOT NULL
            AND archived_on BETWEEN \("\(today.year)-01-01") AND \("\(today.year)-12-31")
            AND section_in_charge = \(section) AND retention = \(retention)
            """)
        let file = try projectFile(reader, of: project)
        let manifest = try manifest(file, reader)
        let number = ArchiveRules.number(
            fonds: catalogue.rules["archive_fonds"]?.value(on: today)?.value ?? "0000",
            year: today.year, retention: retention, section: section, piece: pieces + 1)
        try enter(
            project,
            [
                "archive_no": .text(number), "archived_on": .text(today.iso),
                "retention": .text(retention), "archive_entry": .integer(file.entry),
                "archive_digest": .text(manifest.contentDigest),
            ], writer)
        return try registry.move(Self.projects, id, "archive", version: nil, writer)
    }

    /// What stands against archiving, in words; empty where nothing does.
    public func archiveProblems(_ reader: Reader, _ project: Record) throws -> [String] {
        try archiveObstacles(reader, project).map(\.refusal.description)
    }

    private func archiveObstacles(_ reader: Reader, _ project: Record) throws -> [AwardsRefusal] {
        let ended: Set<String> = ["accepted", "concluded", "failed", "terminated", "revoked"]
        guard ended.contains(project.state) else {
            return [.archive(what: "项目是“\(title(project))”，还没有结束", advice: "结束以后再归档")]
        }
        var obstacles: [AwardsRefusal] = []
        if ["accepted", "concluded", "failed"].contains(project.state),
            project["settled_on"].isNull
        {
            obstacles.append(.archive(what: "经费还没有结算", advice: "先结算经费"))
        }
        if project.flag("rehearsal") {
            obstacles.append(.archive(what: "这是演练的项目", advice: "演练的不归档"))
        }
        let open = try reader.integer(
            """
            SELECT count(*) FROM project_change WHERE project = \(project.id)
            AND state IN ('submitted', 'recommended')
            """)
        if open > 0 { obstacles.append(.archive(what: "有变更没有办完", advice: "批准、退回或撤回")) }
        if let funding = try funding(reader, of: project) {
            let asked = try reader.integer(
                """
                SELECT count(*) FROM fund_return WHERE project = \(funding.id)
                AND state = 'asked'
                """)
            if asked > 0 {
                obstacles.append(.archive(what: "还有要退回的钱没有退", advice: "退回入账以后再归档"))
            }
        }
        return obstacles
    }
}

extension Awards {
    /// Refuses whoever may not have the complete file: it holds what reviewers wrote.
    /// - Throws: `RecordRefusal.roleMayNot`.
    public func permitFile(_ viewer: Viewer) throws {
        let register = try registry.register(Self.projects)
        try registry.permit(viewer, .export, on: register)
        if viewer.isLimited {
            throw RecordRefusal.roleMayNot(
                role: viewer.role.title, act: "取案卷", register: register.title,
                who: "市局科室、局领导、监督人员")
        }
    }
}
