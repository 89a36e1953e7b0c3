import Catalogue
import Funds
import Registers
import Store
import Values

extension Desk {
    var explainMoney: ExplainMoney { ExplainMoney(registry) }

    var moneyWords: MoneyWords {
        let (registry, viewer) = (registry, viewer)
        return MoneyWords(catalogue: catalogue) { about in
            guard let register = registry.catalogue.register(about.register),
                registry.may(viewer, .read, on: register)
            else { return nil }
            return .record(about.register, about.record)
        }
    }

    /// Special funds of the year asked for; of the latest with money where none is.
    func showSpecialFunds(_ request: Request) async throws -> Response {
        let asked = try year(request)
        let page = try await read { reader in
            let years = try explainMoney.years(reader)
            let year = asked ?? years.first ?? today.year
            return SpecialFundsPage(
                frame: try frame(reader, "专项资金", in: .funds, year: year),
                years: Self.years(years, year) { .specialFunds($0) }, year: year,
                funds: try explainMoney.specialFunds(reader, year: year, by: viewer))
        }
        return .page(page.html)
    }

    /// One special fund's year, down to the receipts.
    func showSpecialFund(_ request: Request) async throws -> Response {
        let id = try moneyID(request)
        let asked = try year(request)
        let page = try await read { reader in
            let years = try explainMoney.years(reader, earmark: id)
            let year = asked ?? years.first ?? today.year
            let fund = try explainMoney.specialFund(reader, id, year: year, by: viewer)
            return SpecialFundPage(
                frame: try frame(
                    reader, fund.name, in: .funds, year: year,
                    trail: [Crumb(title: "专项资金", link: .specialFunds(year))]),
                years: Self.years(years, year) { .specialFund(id, $0) }, fund: fund,
                words: moneyWords)
        }
        return .page(page.html)
    }

    /// The money of one project.
    func showProjectMoney(_ request: Request) async throws -> Response {
        let id = try moneyID(request)
        let page = try await read { reader in
            let standing = try explainMoney.project(reader, id, by: viewer)
            let special: [Crumb] =
                viewer.isLimited ? [] : [Crumb(title: "专项资金", link: .specialFunds())]
            return ProjectMoneyPage(
                frame: try frame(
                    reader, standing.plan.name, in: .funds,
                    trail: special + [Crumb(title: "项目资金", link: .register("project-funding"))]),
                standing: standing, words: moneyWords, today: today.iso)
        }
        return .page(page.html)
    }

    /// The way of a receipt's money.
    func showReceiptMoney(_ request: Request) async throws -> Response {
        let id = try moneyID(request)
        let page = try await read { reader in
            let ways = try explainMoney.receipt(reader, id, by: viewer)
            let label = try registry.labels(reader, "project-expense", ids: [id])[id] ?? "#\(id)"
            return ReceiptPage(
                frame: try frame(
                    reader, "票据 \(label)", in: .funds,
                    trail: [
                        Crumb(title: "专项资金", link: .specialFunds()),
                        Crumb(title: "项目支出", link: .register("project-expense")),
                    ]), ways: ways, words: moneyWords)
        }
        return .page(page.html)
    }

    /// Pages that explain a record's money.
    func moneyPages(of record: Record) -> [(title: String, link: Link)] {
        switch record.register {
        case "special-fund" where !viewer.isLimited:
            [("看每一分钱", .specialFund(record.id, nil))]
        case "project-funding": [("看项目的钱", .projectMoney(record.id))]
        case "project-expense" where !viewer.isLimited:
            [("看钱从哪里来", .receiptMoney(record.id))]
        default: []
        }
    }

    func moneyID(_ request: Request) throws -> Int64 {
        guard let id = Int64(request.arguments["id"] ?? ""), id > 0 else {
            throw WebError.noPage(request.path)
        }
        return id
    }

    private static func years(
        _ known: [Int], _ chosen: Int, _ link: @escaping @Sendable (Int) -> Link
    ) -> YearSwitch? {
        let years = Set(known + [chosen]).sorted()
        return years.count > 1 ? YearSwitch(years: years, chosen: chosen, link: link) : nil
    }
}
