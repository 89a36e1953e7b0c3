import Accounts
import Approvals
import Catalogue
import Figures
import Files
import Operating
import Registers
import Reports
import Search
import Store
import Values
import Work

/// What the handlers work with: the registers, the figures, the work lists, who looks, and the
/// fixed files.
struct Desk: Sendable {
    let registry: Registry
    let figures: Figures
    let reports: Reports
    let worklists: Worklists
    var papers: Papers { Papers(registry) }
    let search: SearchIndex
    let accounts: Accounts
    /// Signing in through a provider, where one is set up.
    var signOn: SignOnDoor?
    /// Who asks; somebody of the public until the session is known.
    var viewer: Viewer
    var session: Session?
    /// The token by which a program asks for whoever made it.
    var token: ApiToken?
    /// Their notices that were not read yet, and the organisation they act for.
    var notices = 0
    var actingFor: String?
    let entrance: Entrance
    let assets: Assets
    let cache = FigureCache()
    let operation = Operation()
    let checkRoom = CheckRoom()
    let limits: Limits
    let log: RunLog
    /// The files of the city; nil where no folder is set up for them.
    var files: CityFiles?

    var approvals: Approvals { Approvals(accounts) }
    var catalogue: Catalogue { registry.catalogue }
    var today: CalendarDate { registry.database.clock.today }

    /// Runs `body` on one snapshot of the database; a request does this once.
    func read<T: Sendable>(_ body: @escaping @Sendable (Reader) throws -> T) async throws -> T {
        try await registry.database.read(within: Limits.readingNow ?? limits.reading, body)
    }

    /// The frame of a page: what header and footer say.
    func frame(
        _ reader: Reader, _ title: String, in section: Frame.Section?, year: Int? = nil,
        trail: [Crumb] = []
    ) throws -> Frame {
        var frame = plainFrame(title, in: section, year: year, trail: trail)
        frame.head = try JournalHeadLine.read(reader)
        return frame
    }

    /// The frame where no database is asked.
    func plainFrame(
        _ title: String, in section: Frame.Section? = nil, year: Int? = nil, trail: [Crumb] = []
    ) -> Frame {
        Frame(
            title: title, city: catalogue.city.title, section: section, trail: trail, year: year,
            isDemonstration: registry.database.isDemonstration, viewer: viewer,
            sections: Frame.Section.allCases.filter(has), today: today.iso,
            head: nil, hasCharts: assets.hasCharts, person: person)
    }

    /// Whether a part of the platform is there, and for the viewer.
    func has(_ section: Frame.Section) -> Bool { section.isFor(viewer, in: catalogue) }

    /// Whoever is signed in, as the header names them.
    private var person: Person? {
        guard let session else { return nil }
        let place =
            viewer.section.flatMap { catalogue.list("sections")?.title(of: $0) }
            ?? viewer.county.flatMap { catalogue.list("counties")?.title(of: $0) }
            ?? actingFor
        return Person(
            name: viewer.name,
            roleTitle: viewer.role.title + (place.map { " · \($0)" } ?? ""), notices: notices,
            noticesLink: Link(.notices), account: .me, signOut: Link(.signOut),
            csrf: session.formToken,
            sessionSeconds: session.secondsLeft(accounts.policy, at: registry.database.clock.now()))
    }

    /// What an organisation is called.
    func name(_ reader: Reader, of organisation: Int64?) throws -> String? {
        guard let organisation else { return nil }
        return try registry.labels(reader, "organisation", ids: [organisation])[organisation]
    }

    func sendAsset(_ request: Request) async throws -> Response { try assets.respond(request) }

    func sendIcon(_ request: Request) async throws -> Response {
        var response = Response(status: 302, type: "text/plain", body: .text(""))
        response.headers.append(("Location", Assets.link(Assets.iconName).path))
        return response
    }

    /// The register of that name as the viewer knows it.
    func register(_ request: Request) throws -> Register {
        try registry.register(request.arguments["register"] ?? "").seen(by: viewer)
    }

    /// The year asked for.
    /// - Throws: `WebError.badParameter` for anything but a year that figures can have.
    func year(_ request: Request) throws -> Int? {
        guard let text = request.parameters["year"] else { return nil }
        return try year(text)
    }

    func year(_ text: String) throws -> Int {
        guard text.utf8.count == 4, let year = Int(text), (1990...today.year + 1).contains(year)
        else {
            throw WebError.badParameter(
                title: "年度", value: text, rule: "应是 1990 至 \(today.year + 1) 的四位年份",
                advice: "例如 year=\(today.year - 1)")
        }
        return year
    }

    /// The code of the county asked for.
    /// - Throws: `WebError.badParameter` for one that is not in the list.
    func county(_ request: Request) throws -> String? {
        let asked = try askedCounty(request)
        guard viewer.role.reach == .county else { return asked }
        guard asked == nil || asked == viewer.county else {
            throw WebError.forbidden(role: viewer.role.title)
        }
        return viewer.county
    }

    private func askedCounty(_ request: Request) throws -> String? {
        guard let text = request.parameters["county"], text != "all" else { return nil }
        let list = catalogue.list("counties")
        if let found = list?.find(text), found.count == 1 { return found[0].code }
        throw WebError.badParameter(
            title: "县市区", value: text, rule: "不在县市区名单里",
            advice: Catalogue.advice(for: text, among: list?.codes.map(\.title) ?? []))
    }

    /// The page asked for, from 1.
    func page(_ request: Request) throws -> Int {
        guard let text = request.parameters["page"] else { return 1 }
        guard let page = Int(text), (1...1_000_000).contains(page) else {
            throw WebError.badParameter(
                title: "页码", value: text, rule: "应是从 1 起的整数", advice: "例如 page=2")
        }
        return page
    }
}

/// The newest entry of the journal, as every page's footer names it.
struct JournalHeadLine: Sendable {
    let number: Int64
    let digest: String
    let at: Instant

    static func read(_ reader: Reader) throws -> JournalHeadLine? {
        let row = try reader.first("SELECT number, digest, at FROM journal_head WHERE id = 1")
        guard let row, let number = row[0].integer, let digest = row[1].text,
            let at = row[2].integer
        else { return nil }
        return JournalHeadLine(number: number, digest: digest, at: Instant(milliseconds: at))
    }
}
