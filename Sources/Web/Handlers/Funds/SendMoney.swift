import Funds
import Registers
import Store
import Values

/// Special funds, projects and receipts for programs: what their pages show.
extension Desk {
    func sendSpecialFunds(_ request: Request) async throws -> Response {
        let asked = try year(request)
        let json = try await read { reader -> JSON in
            let year = try asked ?? explainMoney.years(reader).first ?? today.year
            let funds = try explainMoney.specialFunds(reader, year: year, by: viewer)
            return .object([
                ("year", .integer(Int64(year))),
                ("funds", .array(funds.map { .object(Self.head($0)) })),
            ])
        }
        return .json(json)
    }

    func sendSpecialFund(_ request: Request) async throws -> Response {
        let id = try moneyID(request)
        let asked = try year(request)
        let json = try await read { reader -> JSON in
            let year = try asked ?? explainMoney.years(reader, earmark: id).first ?? today.year
            let fund = try explainMoney.specialFund(reader, id, year: year, by: viewer)
            return .object(Self.head(fund) + [("tree", Self.json(fund.root))])
        }
        return .json(json)
    }

    func sendReceiptMoney(_ request: Request) async throws -> Response {
        let id = try moneyID(request)
        let json = try await read { reader -> JSON in
            let ways = try explainMoney.receipt(reader, id, by: viewer)
            return .array(
                ways.map { fund, path in
                    .object([
                        ("fund", .object(Self.head(fund))),
                        ("path", .array(path.map { Self.json($0, withChildren: false) })),
                    ])
                })
        }
        return .json(json)
    }

    func sendProjectMoney(_ request: Request) async throws -> Response {
        let id = try moneyID(request)
        let json = try await read { reader in
            Self.json(try explainMoney.project(reader, id, by: viewer))
        }
        return .json(json)
    }

    private static func head(_ fund: SpecialFundYear) -> [(String, JSON)] {
        [
            ("id", .integer(fund.earmark)), ("code", .string(fund.code)),
            ("name", .string(fund.name)), ("year", .integer(Int64(fund.year))),
            ("appropriated", JSON.yuan(fund.appropriated)), ("issued", JSON.yuan(fund.issued)),
            ("arrived", JSON.yuan(fund.arrived)), ("spent", JSON.yuan(fund.spent)),
            ("returned", JSON.yuan(fund.returned)), ("left", JSON.yuan(fund.left)),
            ("held", JSON.yuan(fund.held)), ("whole", .bool(fund.isWhole)),
        ]
    }

    private static func json(_ about: TransferRequest.About?) -> JSON {
        guard let about else { return .null }
        return .object([
            ("register", .string(about.register)), ("id", .integer(about.record)),
        ])
    }

    private static func json(_ node: MoneyNode, withChildren: Bool = true) -> JSON {
        .object([
            ("kind", .string(node.kind.rawValue)), ("title", .string(node.title)),
            ("amount", JSON.yuan(node.amount)), ("waiting", JSON.yuan(node.waiting)),
            ("left", JSON.yuan(node.left)), ("record", json(node.about)),
            ("entries", .array(node.entries.map(json))),
            ("children", .array(withChildren ? node.children.map { json($0) } : [])),
        ])
    }

    private static func json(_ entry: MoneyEntry) -> JSON {
        .object([
            ("transfer", .integer(entry.transfer)), ("on", .string(entry.on)),
            ("event", .string(entry.event)), ("phase", .string(entry.phase)),
            ("amount", JSON.yuan(entry.amount)), ("document", .string(entry.docNo)),
            ("note", .string(entry.note)), ("record", json(entry.about)),
        ])
    }

    private static func json(_ standing: ProjectStanding) -> JSON {
        let plan = standing.plan
        return .object([
            ("id", .integer(plan.id)), ("number", .string(plan.number)),
            ("name", .string(plan.name)), ("special_fund", .integer(plan.earmark)),
            ("state", .string(plan.state)), ("approved", JSON.yuan(plan.approved)),
            ("years", .array(standing.years.map(json))),
            ("stages", .array(standing.stages.map(json))),
            ("co_funding", .array(standing.matches.map(json))),
            ("accounts", .array(standing.accounts.map(json))),
        ])
    }

    private static func json(_ year: ProjectStanding.Year) -> JSON {
        .object([
            ("year", .integer(Int64(year.year))), ("planned", JSON.yuan(year.planned)),
            ("committed", JSON.yuan(year.committed)), ("paid", JSON.yuan(year.paid)),
            ("arrived", JSON.yuan(year.arrived)), ("spent", JSON.yuan(year.spent)),
            ("returned", JSON.yuan(year.returned)), ("held", JSON.yuan(year.held)),
        ])
    }

    private static func json(_ line: ProjectStanding.StageLine) -> JSON {
        .object([
            ("stage", .integer(Int64(line.stage.number))),
            ("year", .integer(Int64(line.stage.year))), ("amount", JSON.yuan(line.stage.amount)),
            ("condition", .string(line.stage.condition)), ("met_on", .string(line.stage.metOn)),
            ("due_on", .string(line.stage.dueOn)), ("agreed", JSON.yuan(line.agreed)),
            ("paid", JSON.yuan(line.paid)),
        ])
    }

    private static func json(_ match: ProjectStanding.Match) -> JSON {
        .object([
            ("id", .integer(match.record)), ("side", .string(match.side)),
            ("payer", .string(match.payer)), ("promised", JSON.yuan(match.promised)),
            ("arrived", JSON.yuan(match.arrived)), ("due_on", .string(match.dueOn)),
            ("state", .string(match.state)),
        ])
    }

    private static func json(_ account: ProjectStanding.Account) -> JSON {
        .object([
            ("title", .string(account.title)), ("balance", JSON.yuan(account.balance.standing)),
            (
                "lines",
                .array(
                    account.lines.map { line in
                        .object([
                            ("transfer", .integer(line.transfer)), ("on", .string(line.on)),
                            ("event", .string(line.event)), ("phase", .string(line.phase)),
                            ("other", .string(line.other)),
                            ("debit", JSON.yuan(line.debit)),
                            ("credit", JSON.yuan(line.credit)),
                            ("standing", JSON.yuan(line.standing)),
                            ("document", .string(line.docNo)),
                            ("record", json(line.about)),
                        ])
                    })
            ),
        ])
    }
}
