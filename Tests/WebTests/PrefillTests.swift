import Catalogue
import Registers
import Store
import Testing
import Values

@testable import Web

/// What a form begins with: from the record chosen in it, and from an earlier one.
@Suite struct PrefillTests {
    private let city: WebCity
    private let officer: SignedIn
    private let unit: SignedIn
    private let own: Int64
    private let other: Int64
    private let county: String

    private static let needs = "/registers/technology-need"

    init() async throws {
        let city = try await WebCity(filled: false)
        let county = try city.counties()[0]
        func organisation(_ name: String) async throws -> Int64 {
            try await city.make(
                "organisation",
                [
                    "name": .text(name), "kind": .text("enterprise"), "county": .text(county),
                    "field": .text("new-materials"),
                ])
        }
        self.city = city
        self.county = county
        own = try await organisation("甲公司")
        other = try await organisation("乙公司")
        officer = try await city.signedIn("officer", "officer", section: "technology-transfer")
        unit = try await city.signedIn("unit", "organisation-administrator", organisation: own)
    }

    private func offers(_ query: String, _ person: SignedIn) async throws -> [String: String] {
        let response = await person.get("\(Self.needs)/prefill?\(query)")
        try #require(response.status == 200, "\(response.text)")
        let found = try JSON.read(Array(response.text.utf8)).array ?? []
        return found.reduce(into: [:]) { offers, offer in
            guard let field = offer["field"]?.string else { return }
            offers[field] = offer["answers"]?[field]?.string
        }
    }

    @Test func aChosenOrganisationOffersWhatItsRegisterSays() async throws {
        let offers = try await offers("field=organisation&id=\(other)", officer)
        #expect(
            offers == ["county": county, "field": "new-materials", "name_then": "乙公司"])
    }

    @Test func aUnitIsToldNothingOfAnother() async throws {
        #expect(try await offers("field=organisation&id=\(other)", unit) == [:])
        let own = try await offers("field=organisation&id=\(own)", unit)
        #expect(own == ["field": "new-materials"])
        #expect(try await offers("field=organisation&id=999999", officer) == [:])
    }

    @Test func aFieldThatOffersNothingAndANumberThatIsNoneAreRefused() async throws {
        for query in ["field=title&id=1", "field=organisation&id=x", "field=organisation", ""] {
            #expect(await officer.get("\(Self.needs)/prefill?\(query)").status == 400, "\(query)")
        }
    }

    @Test func aUnitsFormBeginsWithItsOwnAndSaysWhereFrom() async throws {
        let page = await unit.get("\(Self.needs)/new").text
        #expect(page.contains("取自“甲公司”的登记，可以改"))
        #expect(Markup(page).problems == [])
    }

    @Test func withoutAScriptAButtonFillsWhatIsEmptyAndNothingElse() async throws {
        let sent = [
            ("title", "低温焊接"), ("organisation", "乙公司"), ("field", ""),
            ("name_then", "乙公司（原名）"), ("act", "prefill"),
        ]
        let page = await officer.post("\(Self.needs)/new", sent)
        #expect(page.status == 200)
        #expect(page.text.contains("取自“乙公司”的登记，可以改"))
        #expect(page.text.contains("value=\"乙公司（原名）\"") && page.text.contains("低温焊接"))
        #expect(page.text.contains("value=\"new-materials\" selected"))
    }

    @Test func aNewFormOffersEarlierRecordsOfOnesOwn() async throws {
        let made = await unit.post(
            "\(Self.needs)/new",
            [("title", "低温焊接"), ("source", "market"), ("collected_on", "2026-02-01")])
        #expect(made.status == 303, "\(made.text)")
        let form = await unit.get("\(Self.needs)/new").text
        #expect(form.contains("照这条填：低温焊接"))
        let link = try #require(
            Markup(form).all("a").compactMap { $0.attributes["href"] }
                .first { $0.contains("/new?from=") })
        #expect(await unit.get(link).text.contains("value=\"低温焊接\""))
        let stranger = try await city.signedIn(
            "stranger", "organisation-administrator", organisation: other)
        #expect(!(await stranger.get("\(Self.needs)/new").text.contains("照这条填")))
    }
}
