import Catalogue
import Registers
import Testing

@testable import Web

/// Every route as every role: what the table of routes says is what happens.
@Suite struct PolicyTests {
    enum Outcome { case comesIn, signsInFirst, enrolsFirst, isForbidden }

    /// What the policy means, said once more and apart from the code that decides it.
    private func expected(_ route: Route, _ role: Role?, _ register: Register, isWhole: Bool = true)
        -> Outcome
    {
        if route.policy == .anyone { return .comesIn }
        if route.policy == .thisMachine { return .isForbidden }
        guard let role else { return .signsInFirst }
        let own: [RoutePattern] = [.authenticator, .signOut]
        if !isWhole { return own.contains(route.pattern) ? .comesIn : .enrolsFirst }
        let isNamed = route.pattern.parts.contains("{register}")
        let asked = isNamed ? register.name : route.register
        func may(_ act: Role.Act) -> Bool {
            guard role.sees.contains(.internal), role.acts.contains(act) else { return false }
            guard let asked else { return true }
            if role.readOnly.contains(asked), ![.read, .export].contains(act) { return false }
            return role.registers.map { $0.contains(asked) } ?? !(isNamed && register.isReserved)
        }
        let isAllowed =
            switch route.policy {
            case .anyone, .thisMachine, .signedIn: true
            case .role(let act): may(act)
            case .city(let act): may(act) && [.city, .section].contains(role.reach)
            case .county(let act): may(act) && [.city, .section, .county].contains(role.reach)
            case .anyOf(let acts): acts.contains { role.acts.contains($0) }
            case .members:
                [
                    "officer", "section-head", "supervisor", "organisation-administrator",
                    "bank-administrator",
                ].contains(role.name)
            }
        return isAllowed ? .comesIn : .isForbidden
    }

    private func outcome(_ response: Response) -> Outcome {
        let to = response.header("Location") ?? ""
        if response.status == 401 || to.hasPrefix("/sign-in?") { return .signsInFirst }
        if to == "/me/authenticator" || response.text.contains("请先绑定验证器") { return .enrolsFirst }
        let isForbidden =
            response.status == 403
            && (response.text.contains("不能查看这一页") || response.text.contains("只给本机"))
        return isForbidden ? .isForbidden : .comesIn
    }

    /// What a handler refuses of its own: what one picks for, whom one acts for, a password.
    private static let particular: Set<RoutePattern> = [.pick, .apiPick, .actingFor, .signIn]

    private func target(_ route: Route, _ register: String) -> String {
        let values = route.pattern.parts.filter { $0.hasPrefix("{") }.map { part in
            switch part {
            case "{register}": register
            case "{figure}": "contract_turnover"
            case "{worklist}": "contract-waiting"
            case "{report}": "performance-self-evaluation"
            case "{year}": "2025"
            case "{name}": "site.css"
            case "{key}": "0123456789abcdef"
            default: "1"
            }
        }
        return route.pattern.path(values) + (route.pattern == .draft ? "?register=" + register : "")
    }

    /// Signing out comes last; it ends what the others need.
    private var routes: [Route] {
        Route.all.filter { $0.pattern != .signOut } + Route.all.filter { $0.pattern == .signOut }
    }

    private func check(
        _ route: Route, _ register: Register, _ role: Role?, isWhole: Bool = true,
        _ response: Response
    ) {
        let expected = expected(route, role, register, isWhole: isWhole)
        let found = outcome(response)
        let place =
            "\(role?.name ?? "nobody") \(route.method) \(route.pattern.rawValue) \(register.name)"
        #expect(response.status < 500, "\(place): \(response.status)")
        if Self.particular.contains(route.pattern), expected == .comesIn { return }
        #expect(found == expected, "\(place): \(response.status)")
    }

    @Test(arguments: ["technology-need", "loan", "account"])
    func everyRouteAsEveryRoleIsAsItsPolicySays(_ name: String) async throws {
        let city = try await WebCity(filled: false)
        let register = try city.registry.register(name)
        let organisation = try await city.makeOrganisation("甲研究院", county: nil)
        let all = try await city.oneOfEachRole(
            organisation: organisation, county: try city.counties()[0])
        #expect(all.count == city.registry.catalogue.roles.count - 2)
        for (role, person) in all.sorted(by: { $0.key < $1.key }) {
            let declared = try #require(city.registry.catalogue.roles[role])
            for route in routes {
                let target = target(route, name)
                let response = await person.walk(route, target)
                check(route, register, declared, response)
            }
        }
    }

    @Test func everyRouteAsNobodyIsSignedInFirst() async throws {
        let city = try await WebCity.empty.value
        let register = try city.registry.register("technology-need")
        for route in routes {
            let response = await city.nobody(route.method, target(route, "technology-need"))
            check(route, register, nil, response)
        }
    }

    @Test func everyRouteAsSomebodyWithoutTheirAuthenticatorLeadsThereFirst() async throws {
        let city = try await WebCity(filled: false)
        let register = try city.registry.register("technology-need")
        let person = try await city.signedIn("leader", "leader", isWhole: false)
        let role = try #require(city.registry.catalogue.roles["leader"])
        for route in routes {
            let target = target(route, "technology-need")
            let response = await person.walk(route, target)
            check(route, register, role, isWhole: false, response)
        }
    }

    @Test func aRoleThatIsNobodysAccountComesInNowhere() async throws {
        let city = try await WebCity.empty.value
        let register = try city.registry.register("loan")
        let viewer = try WebCity.viewer("public")
        for route in Route.all where route.method == "GET" && route.policy.needsSession {
            // Routes for what is one's own have nothing for whoever has no account.
            if [.signedIn, .members].contains(route.policy) { continue }
            let response = await city.get(target(route, "loan"), as: viewer)
            check(route, register, viewer.role, response)
        }
    }

    @Test func supervisionReadsEverythingAndChangesNothing() async throws {
        let city = try await WebCity(filled: false)
        let person = try await city.signedIn("watch", "supervisor")
        let before = try await city.written()
        for register in city.registry.catalogue.registers where !register.isReserved {
            #expect(await person.get("/registers/\(register.name)").status == 200)
            for target in ["new", "1/edit", "1/withdraw", "1/undo", "1/moves/x"] {
                let response = await person.post("/registers/\(register.name)/\(target)")
                #expect(response.status == 403, "\(register.name)/\(target)")
            }
        }
        #expect(try await city.written() == before)
    }

    @Test func theThreeAdministratorsDoNotSeeTheBusinessOfTheBureau() async throws {
        let city = try await WebCity(filled: false)
        for role in ["system-administrator", "security-administrator", "audit-administrator"] {
            let person = try await city.signedIn(role, role)
            for register in ["loan", "technology-need", "person", "budget-line"] {
                for target in ["", "/1", "/records.csv", "/records.json", "/records.xlsx"] {
                    let response = await person.get("/registers/\(register)\(target)")
                    #expect(response.status == 403, "\(role) \(register)\(target)")
                }
            }
        }
    }
}
