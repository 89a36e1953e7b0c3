import Catalogue
import Journal
import Registers
import Search
import Store
import Testing
import Values

@testable import Web

extension WebCity {
    func counties() throws -> [String] {
        try #require(registry.catalogue.list("counties")).codes.map(\.code)
    }

    func make(_ register: String, _ fields: [String: Scalar], state: String? = nil) async throws
        -> Int64
    {
        let act = Act(actor: "试验", role: "officer", event: "\(register).created")
        return try await registry.database.write(act) {
            try registry.create(Draft(fields, state: state), in: register, $0).id
        }
    }

    func makeOrganisation(_ name: String, county: String?, kind: String? = nil) async throws
        -> Int64
    {
        var fields: [String: Scalar] = ["name": .text(name)]
        fields["county"] = county.map { .text($0) }
        fields["kind"] = kind.map { .text($0) }
        return try await make("organisation", fields)
    }
}

/// Two counties with an organisation each, and what belongs to these: everything of the first is
/// called by 甲, everything of the second by 乙.
struct ScopeCity {
    struct Side: Sendable {
        let word: String
        let county: String
        let organisation: Int64
        let needs: [Int64]
        let person: Int64
        let clerk: SignedIn
        let administrator: SignedIn
        let member: SignedIn

        var people: [(String, SignedIn)] {
            [("clerk", clerk), ("administrator", administrator), ("member", member)]
        }
    }

    let city: WebCity
    let one: Side
    let two: Side

    init() async throws {
        city = try await WebCity(filled: false)
        let counties = try city.counties()
        one = try await Self.side(city, "甲", counties[0], needs: 2)
        two = try await Self.side(city, "乙", counties[1], needs: 3)
        try SearchIndex(city.registry).catchUp()
    }

    var registry: Registry { city.registry }

    private static func side(_ city: WebCity, _ word: String, _ county: String, needs count: Int)
        async throws -> Side
    {
        let organisation = try await city.makeOrganisation(word + "字号公司", county: county)
        let source = city.registry.catalogue.list("need-sources")?.codes.first?.code ?? ""
        var needs: [Int64] = []
        for number in 1...count {
            needs.append(
                try await city.make(
                    "technology-need",
                    [
                        "need_no": .text("\(word)-\(number)"),
                        "title": .text("\(word)字号的机密难题第\(number)号"), "source": .text(source),
                        "collected_on": .text("2026-01-0\(number)"),
                        "organisation": .integer(organisation), "county": .text(county),
                        "problem": .text("\(word)字号的秘密工艺"),
                    ]))
        }
        let person = try await city.make(
            "person",
            ["name": .text(word + "字号的专家"), "organisation": .integer(organisation)])
        let login = word == "甲" ? "one" : "two"
        return Side(
            word: word, county: county, organisation: organisation, needs: needs, person: person,
            clerk: try await city.signedIn(login + "-clerk", "clerk", county: county),
            administrator: try await city.signedIn(
                login + "-admin", "organisation-administrator", organisation: organisation),
            member: try await city.signedIn(
                login + "-member", "organisation-member", organisation: organisation))
    }

    func need(_ id: Int64) async throws -> Record {
        try await registry.database.read { try registry.record($0, "technology-need", id) }
    }
}
