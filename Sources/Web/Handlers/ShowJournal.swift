import Catalogue
import Journal
import Registers
import Store
import Values

extension Desk {
    /// The journal from its newest entry back.
    func showJournal(_ request: Request) async throws -> Response {
        let number = try page(request)
        let model = try await read { reader -> JournalPage in
            let frame = try frame(reader, "日志", in: .journal)
            let last = (frame.head?.number ?? 0) - Int64((number - 1) * JournalPage.size)
            let rows = try reader.all(
                """
                SELECT number, at, actor, event, reason, digest,
                (SELECT count(*) FROM journal_image i WHERE i.entry = e.number)
                FROM journal_entry e WHERE number <= \(last) ORDER BY number DESC
                LIMIT \(JournalPage.size)
                """)
            return JournalPage(
                frame: frame,
                lines: rows.map { row in
                    JournalPage.Line(
                        number: row[0].integer ?? 0,
                        at: Instant(milliseconds: row[1].integer ?? 0), actor: row[2].text ?? "",
                        event: EventWords.text(row[3].text ?? "", catalogue), reason: row[4].text,
                        images: Int(row[6].integer ?? 0), digest: row[5].text ?? "")
                }, page: number)
        }
        return .page(model.html)
    }

    /// One entry with the records it wrote.
    func showEntry(_ request: Request) async throws -> Response {
        let text = request.arguments["number"] ?? ""
        let number = try page(request)
        guard let wanted = Int64(text), wanted > 0 else {
            throw WebError.badParameter(
                title: "日志号", value: text, rule: "应是从 1 起的整数", advice: "从日志里找。")
        }
        let model = try await read { try entryPage($0, wanted, number, request.path) }
        return .page(model.html)
    }

    private func entryPage(_ reader: Reader, _ wanted: Int64, _ number: Int, _ path: String) throws
        -> EntryPage
    {
        let row = try reader.first(
            """
            SELECT number, at, actor, role, event, reason, previous, images, digest
            FROM journal_entry WHERE number = \(wanted)
            """)
        guard let row else { throw WebError.noPage(path) }
        let entry = Entry(row: row)
        let images = try reader.all(
            """
            SELECT register, record, version, digest FROM journal_image WHERE entry = \(wanted)
            ORDER BY position LIMIT \(EntryPage.size) OFFSET \((number - 1) * EntryPage.size)
            """)
        let total = try reader.integer(
            "SELECT count(*) FROM journal_image WHERE entry = \(wanted)")
        return EntryPage(
            frame: try frame(
                reader, "第 \(wanted) 号", in: .journal,
                trail: [Crumb(title: "日志", link: .journal())]),
            entry: entry, event: EventWords.text(entry.act.event, catalogue),
            role: catalogue.roles[entry.act.role]?.title ?? entry.act.role,
            images: images.map { image in
                EntryPage.ImageLine(
                    register: image[0].text ?? "",
                    registerTitle: catalogue.register(image[0].text ?? "")?.title ?? "",
                    record: image[1].integer ?? 0, version: image[2].integer ?? 0,
                    digest: image[3].text ?? "")
            }, total: Int(total), page: number)
    }

    /// The journal's head for programs.
    func sendJournalHead(_ request: Request) async throws -> Response {
        let head = try await read { try JournalHeadLine.read($0) }
        return .json(
            .object([
                ("number", .integer(head?.number ?? 0)), ("digest", .string(head?.digest)),
                ("at", .string(head?.at.iso)),
            ]))
    }
}
