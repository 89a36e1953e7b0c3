import Catalogue
import Funds
import Registers
import Store
import Values

extension Desk {
    var runningCosts: RunningCosts { RunningCosts(registry) }

    /// Limits of running costs with what counts against them, and what is published of a year.
    func showRunningCosts(_ request: Request) async throws -> Response {
        let asked = try askedYear(request)
        let page = try await read { reader in
            let year = try asked ?? runningCosts.latestYear(reader, today: today)
            return RunningCostsPage(
                frame: try frame(
                    reader, "\(year)年“三公”和各项经费", in: .funds, year: year,
                    trail: [Crumb(title: "资金", link: Link(.funds, [], Link.question(year, nil)))]),
                year: year,
                years: YearSwitch(
                    years: try runningCosts.years(reader, today: today), chosen: year,
                    link: { .runningCosts($0) }),
                standings: try runningCosts.standings(reader, year: year, today: today),
                disclosure: try runningCosts.disclosure(reader, year: year),
                share: warningShare, mayMakeLimits: mayMakeLimits)
        }
        return .page(page.html)
    }

    /// The same for programs.
    func sendRunningCosts(_ request: Request) async throws -> Response {
        let asked = try askedYear(request)
        let json = try await read { reader -> JSON in
            let year = try asked ?? runningCosts.latestYear(reader, today: today)
            let standings = try runningCosts.standings(reader, year: year, today: today)
            let disclosure = try runningCosts.disclosure(reader, year: year)
            return .object([
                ("year", .integer(Int64(year))), ("limits", .array(standings.map(Self.json))),
                ("counts", .array(disclosure.counts.map(Self.json))),
                ("amounts", .array(disclosure.amounts.map(Self.json))),
            ])
        }
        return .json(json)
    }

    /// The line of the desk: limits of this year that are near, for those who look after money.
    func nearLimits(_ reader: Reader) throws -> HTML {
        guard viewer.seesInternal, !viewer.isLimited,
            let register = catalogue.register(CostLimit.register),
            registry.may(viewer, .read, on: register)
        else { return "" }
        let near = try runningCosts.near(reader, year: today.year)
        guard !near.isEmpty else { return "" }
        let names = near.map { runningCosts.title(of: $0) }.joined(separator: "、")
        return Notice(
            kind: .caution, text: "已到预警线：\(names)。",
            action: ("看限额和用度", .runningCosts(today.year))
        ).html
    }

    /// From the finance officer's screen to the limits of running costs.
    func limits(_ year: Int) -> HTML {
        guard let register = catalogue.register(CostLimit.register),
            registry.may(viewer, .read, on: register)
        else { return "" }
        return """
            <section class="group"><h2>“三公”和各项经费</h2><p><a href="\(Link.runningCosts(year))">\
            限额、用度和随决算公开的数量</a></p></section>
            """
    }

    private func askedYear(_ request: Request) throws -> Int? {
        guard catalogue.register(CostLimit.register) != nil else {
            throw WebError.noPage(request.path)
        }
        return try year(request)
    }

    private var mayMakeLimits: Bool {
        guard let register = catalogue.register(CostLimit.register) else { return false }
        return registry.may(viewer, .create, on: register)
    }

    /// The share of a limit from which on it is warned of, as it stands in its rule.
    private var warningShare: (percent: String, source: String)? {
        catalogue.rules[CostLimit.warningShare]?.value(on: today).map { ($0.value, $0.source) }
    }

    private static func json(_ standing: CostStanding) -> JSON {
        .object([
            ("kind", .string(standing.key.kind)), ("title", .string(standing.kindTitle)),
            ("unit", .string(standing.key.unit)), ("unit_title", .string(standing.unitTitle)),
            ("limit", JSON.yuan(standing.limit?.amount)),
            ("record", standing.limit.map { .integer($0.id) } ?? .null),
            ("document", .string(standing.limit?.document)),
            ("settled", JSON.yuan(standing.use.settled)),
            ("reserved", JSON.yuan(standing.use.reserved)),
            ("left", JSON.yuan(standing.left)), ("near", .bool(standing.isNear)),
        ])
    }

    private static func json(_ count: Disclosure.Count) -> JSON {
        func number(_ value: Int64?) -> JSON { value.map(JSON.integer) ?? .null }
        return .object([
            ("item", .string(count.item)), ("title", .string(count.title)),
            ("unit", .string(count.unit)), ("register", .string(count.register)),
            ("number", .integer(count.number)), ("people", number(count.people)),
            ("stated_number", number(count.statedNumber)),
            ("stated_people", number(count.statedPeople)),
            ("agrees", count.agrees.map(JSON.bool) ?? .null),
            ("notes", .array(count.notes.map { .string($0) })),
        ])
    }

    private static func json(_ amount: Disclosure.Amount) -> JSON {
        .object([
            ("title", .string(amount.title)),
            ("classes", .array(amount.classes.map { .string($0) })),
            ("register", .string(amount.register)), ("amount", JSON.yuan(amount.amount)),
            ("stated", JSON.yuan(amount.stated)), ("difference", JSON.yuan(amount.difference)),
            ("notes", .array(amount.notes.map { .string($0) })),
        ])
    }
}
