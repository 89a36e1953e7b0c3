import Applications
import Catalogue
import Registers
import Store
import Values

/// Programmes in words, and topics condensed from needs.
extension Desk {
    private var programmeWords: ProgrammeWords { ProgrammeWords(catalogue) }

    func showProgrammes(_ request: Request) async throws -> Response {
        let now = registry.database.clock.now()
        let page = try await read { reader in
            let lines = try catalogue.programmes.map { programme in
                let calls = try calls(reader, of: programme.name)
                return ProgrammesPage.Line(
                    programme: programme, mode: programmeWords.mode(programme.mode.rawValue),
                    section: catalogue.list("sections")?.title(of: programme.section) ?? "",
                    calls: calls.count,
                    open: calls.count { CallStanding($0, at: now) == .open })
            }
            return ProgrammesPage(
                frame: try frame(reader, "科技计划", in: .registers), lines: lines)
        }
        return .page(page.html)
    }

    func showProgramme(_ request: Request) async throws -> Response {
        guard let programme = catalogue.programme(request.arguments["programme"] ?? "") else {
            throw WebError.noPage(request.path)
        }
        let page = try await read { reader in
            let register = try registry.register(Applications.calls)
            let cycle = catalogue.lifecycle(of: register)
            return ProgrammePage(
                frame: try frame(
                    reader, programme.title, in: .registers,
                    trail: [Crumb(title: "科技计划", link: .programmes)]),
                programme: programme, terms: CallTerms(programme, catalogue, on: today),
                words: programmeWords,
                section: catalogue.list("sections")?.title(of: programme.section) ?? "",
                calls: try calls(reader, of: programme.name).map { call in
                    ProgrammePage.CallLine(
                        id: call.id, title: call["title"].text ?? "",
                        year: Int(call["year"].integer ?? 0),
                        state: Pill(state: call.state, in: cycle).html)
                },
                topics: try Topics(registry).topics(reader, of: programme.name),
                newCall: viewer.role.may(.create, on: register)
                    ? Self.newCall(programme.name) : nil,
                link: { Self.callPage($0) })
        }
        return .page(page.html)
    }

    private static func newCall(_ programme: String) -> Link {
        Link(.newCall, [], Parameters().with("programme", programme))
    }

    private static func callPage(_ id: Int64) -> Link { .of(.call, id) }

    /// Real calls of a programme, the newest first.
    private func calls(_ reader: Reader, of programme: String) throws -> [Record] {
        let ids = try reader.all(
            """
            SELECT id FROM call WHERE programme = \(programme) AND rehearsal_of IS NULL
            AND state <> 'withdrawn' ORDER BY id DESC
            """
        ).compactMap { $0[0].integer }
        return try ids.map { try registry.record(reader, Applications.calls, $0) }
    }
}
