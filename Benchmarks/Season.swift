import Accounts
import Applications
import Awards
import Catalogue
import Foundation
import Journal
import Registers
import Store
import Values

/// A city in whose last hour many apply: units with an administrator and a token each, leaders, and
/// a call that is open.
struct Season {
    let call: Int64
    /// `unit person` a line; the unit is the number of its token.
    let leaders: [String]
    /// The session of an administrator who looks at pages.
    let cookie: String
    private let catalogue: Catalogue
    private let folder: DataFolder

    private static let password = "a wide lake under the moon"
    private static let act = Act(
        actor: "测速", role: "officer", event: "season.prepared", reason: "测速")

    /// Writes the city, and beside it the tokens and the scripts.
    init(_ catalogue: Catalogue, _ folder: DataFolder, units: Int, _ count: Int) async throws {
        self.catalogue = catalogue
        self.folder = folder
        let database = try folder.create(catalogue)
        let registry = Registry(database, consequences: CityConsequences.all)
        let (organisations, call) = try await Self.prepare(registry, units)
        self.call = call
        (leaders, cookie) = try await Self.people(registry, organisations, count, folder.path)
        try database.close()
        for (name, text) in [
            ("submitting.lua", SeasonScript.submitting), ("reading.lua", SeasonScript.reading),
        ] {
            try text.write(toFile: folder.path + "/" + name, atomically: true, encoding: .utf8)
        }
    }

    private static func prepare(_ registry: Registry, _ units: Int) async throws -> (
        [Int64], Int64
    ) {
        let catalogue = registry.catalogue
        guard let programme = catalogue.programme("natural-science-fund"),
            let county = catalogue.list("counties")?.codes.first?.code
        else { throw CocoaError(.keyValueValidation) }
        return try await registry.database.write(Self.act) { writer in
            let organisations = try (0..<units).map { number in
                try registry.create(
                    Draft([
                        "name": .text("测速大学\(number)"), "kind": .text("university"),
                        "county": .text(county),
                    ]), in: "organisation", writer
                ).id
            }
            let fund = try registry.create(
                Draft([
                    "code": .text("KJ-ZRJJ"), "name": .text("市自然科学基金"), "level": .text("own"),
                ]), in: "special-fund", writer)
            let terms = CallTerms(programme, catalogue, on: writer.now.businessDate)
            let kinds = terms.kinds.map { kind -> [String: Scalar] in
                ["kind": .text(kind.name), "ceiling": .integer(kind.ceiling?.money?.fen ?? 0)]
            }
            let call = try registry.create(
                Draft(
                    [
                        "call_no": .text("ZRJJ-测速-1"), "programme": .text(programme.name),
                        "title": .text("测速申报通知"), "terms": .text(terms.text),
                        "form_version": .integer(Int64(terms.formVersion)),
                        "total": .integer(1_000_000_000), "fund": .integer(fund.id),
                        "opens_at": .text("2020-01-01 00:00:00"),
                        "closes_at": .text("2099-12-31 17:00:00"),
                    ], rows: ["kinds": kinds], state: "live"), in: "call", writer)
            return (organisations, call.id)
        }
    }

    /// An administrator with a token for each unit, and the leaders, who have one application each.
    private static func people(
        _ registry: Registry, _ organisations: [Int64], _ count: Int, _ folder: String
    ) async throws -> ([String], String) {
        var policy = AccountPolicy()
        policy.passwordCost = .cheap
        let accounts = Accounts(registry, policy: policy)
        let origin = Origin(address: "127.0.0.1", agent: "测速")
        let operators = Viewer(name: "测速", role: .nothing)
        var tokens: [String] = []
        var cookie = ""
        for (number, organisation) in organisations.enumerated() {
            let login = "unit-\(number)"
            let link = try await accounts.createFromTerminal(
                [
                    "login": .text(login), "name": .text("测速\(number)"),
                    "role": .text(Account.applicant),
                ], by: operators)
            try await accounts.accept(token: link, password: Self.password, from: origin)
            try await registry.database.write(Self.act) { writer in
                let id = try writer.reader.integer(
                    "SELECT id FROM account WHERE login = \(login)")
                let member = Draft(
                    [
                        "account": .integer(id), "organisation": .integer(organisation),
                        "role": .text("administrator"),
                        "from": .text(writer.now.businessDate.iso),
                    ], state: "in-force")
                _ = try registry.create(member, in: Membership.register, writer)
            }
            let result = try await accounts.signIn(
                login: login, password: Self.password, from: origin)
            guard case .signedIn(let token) = result else { continue }
            let session = try await registry.database.read {
                try accounts.session($0, token: token)
            }
            guard let session else { continue }
            cookie = token
            tokens.append(
                try await accounts.makeToken(
                    session, name: "测速", writes: true, days: 30, from: origin))
        }
        try tokens.joined(separator: "\n").write(
            toFile: folder + "/tokens", atomically: true, encoding: .utf8)
        var leaders: [String] = []
        for start in stride(from: 0, to: count, by: 1_000) {
            let part = try await registry.database.write(Self.act) { writer in
                try (start..<min(start + 1_000, count)).map { number in
                    let unit = number % organisations.count
                    let person = try registry.create(
                        Draft([
                            "name": .text("测速\(number)"),
                            "organisation": .integer(organisations[unit]),
                            "title": .text("associate"),
                        ]), in: "person", writer)
                    return "\(unit + 1) \(person.id)"
                }
            }
            leaders += part
        }
        return (leaders, cookie)
    }

    /// How many of those acknowledged are not there, or not with the digest of their receipt.
    func lost(_ acknowledged: String) throws -> Int {
        let database = try folder.open(catalogue)
        var there: [String: String] = [:]
        try database.readNow { reader in
            try reader.each(
                """
                SELECT receipt_no, receipt_digest FROM application
                WHERE call = \(call) AND state = 'submitted'
                """
            ) { there[$0[0].text ?? ""] = $0[1].text ?? "" }
        }
        try database.close()
        return try String(contentsOfFile: acknowledged, encoding: .utf8).split(separator: "\n")
            .count { line in
                let parts = line.split(separator: " ").map(String.init)
                return parts.count != 2 || there[parts[0]] != parts[1]
            }
    }
}
