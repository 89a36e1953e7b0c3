import Applications
import Awards
import Catalogue
import Registers
import Store
import Values

/// Notices of what is proposed, for the bureau's programs.
extension Desk {
    func sendPublicNotices(_ request: Request) async throws -> Response {
        try await stretch(request) { reader, stretch in
            stretch.of(try decisions.notices(reader, by: viewer), by: \.id).map {
                ($0.id, .object(noticeHead($0)))
            }
        }
    }

    func sendPublicNotice(_ request: Request) async throws -> Response {
        let id = try pathID(request)
        return .versioned(try await read { try noticeWhole($0, id) }).unlessKnown(request)
    }

    /// What the notice of a meeting would be; nothing is public.
    func previewNoticeByProgram(_ request: Request) async throws -> Response {
        let id = try pathID(request)
        let preview = try await read { try decisions.previewNotice($0, id, by: viewer) }
        return .json(
            .object([
                ("meeting", .integer(preview.meeting.id)), ("title", .string(preview.title)),
                ("starts_on", .string(preview.startsOn.iso)),
                ("ends_on", .string(preview.endsOn.iso)), ("days", .count(preview.days)),
                ("source", .string(preview.source)), ("sum", .yuan(preview.sum)),
                (
                    "items",
                    .array(
                        preview.items.map { item in
                            .object([
                                ("place", .count(item.place)),
                                ("application", .integer(item.application)),
                                ("kind", .string(item.kind)), ("title", .string(item.title)),
                                ("organisation", .string(item.organisation)),
                                ("leader", .string(item.leader)), ("amount", .yuan(item.amount)),
                            ])
                        })
                ),
            ]))
    }

    /// Puts the notice up.
    func publishNoticeByProgram(_ request: Request) async throws -> Response {
        let id = try pathID(request)
        let body = try ApiBody(request, ["contact", "secrecy_by"])
        let contact = try body.required("contact", most: 200)
        let secrecy = try body.required("secrecy_by", most: 60)
        let told = Told<Record>(
            status: 201, place: { Link(.apiPublicNotice, [String($0)]) },
            json: { try noticeWhole($0, $1.id) })
        return try await once(request, told) { also in
            try await decisions.startNotice(
                id, contact: contact, releasedBy: secrecy, by: viewer, also: also)
        }
    }

    func closeNoticeByProgram(_ request: Request) async throws -> Response {
        let id = try pathID(request)
        _ = try ApiBody(request, [], isOptional: true)
        try await decisions.closeNotice(id, by: viewer)
        return .versioned(try await read { try noticeWhole($0, id) })
    }

    private func noticeHead(_ notice: Record) -> [(String, JSON)] {
        [
            ("id", .integer(notice.id)), ("version", .integer(notice.version)),
            ("call", .number(notice["call"].integer)),
            ("meeting", .number(notice["meeting"].integer)),
            ("rehearsal", .bool(notice["rehearsal"].integer == 1)),
            ("projects", .number(notice["projects"].integer)), ("amount", .fen(notice["amount"])),
        ] + notice.told("notice_no", "title", "starts_on", "ends_on", "closed_on")
            + stateTold(of: notice)
    }

    private func noticeWhole(_ reader: Reader, _ id: Int64) throws -> JSON {
        let notice = try decisions.record(reader, Decisions.notices, id, by: viewer)
        let records = try decisions.listed(reader, in: notice)
        let items = (notice.rows["items"] ?? []).map { row -> JSON in
            let record = row["application"]?.integer.flatMap { records[$0] }
            return .object([
                ("place", .number(row["place"]?.integer)),
                ("application", .number(row["application"]?.integer)),
                ("kind", .string(row["kind"]?.text)), ("title", .string(row["title"]?.text)),
                ("organisation", .string(row["organisation"]?.text)),
                ("leader", .string(row["leader"]?.text)), ("amount", .fen(row["amount"])),
                ("state", .string(record?.state)),
                ("state_title", .string(record.map { stateTitle(of: $0) })),
            ])
        }
        let objections = try decisions.objections(reader, to: id).map { one -> JSON in
            .object(
                [
                    ("id", .integer(one.id)), ("application", .number(one["application"].integer)),
                    ("named", .bool(one["named"].integer == 1)),
                ] + one.told("objection_no", "received_on") + stateTold(of: one))
        }
        return .object(
            noticeHead(notice) + [("days", .number(notice["days"].integer))]
                + notice.told(
                    "source", "contact", "secrecy_by", "secrecy_on", "closing", "list_digest") + [
                    ("items", .array(items)), ("objections", .array(objections)),
                    ("awards", Self.json(try decisions.batches(reader, of: id))),
                ])
    }
}
