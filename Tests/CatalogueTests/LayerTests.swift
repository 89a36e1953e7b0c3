import Catalogue
import Testing
import Values

@Suite struct LayerTests {
    @Test func aDeeperLayerAddsAFieldToARegister() throws {
        let catalogue = try overlaid([
            "registers/visit.yaml": "fields:\n  weather: {title: 天气, type: text}\n"
        ])
        let visit = try #require(catalogue.register("visit"))
        #expect(visit.fields.map(\.name) == ["number", "day", "kind", "cost", "phone", "weather"])
        #expect(visit.title == "走访")
        #expect(visit.field("weather")?.place.layer == "上层市")
    }

    @Test func aListIsReplacedAndAMappingIsMerged() throws {
        let catalogue = try overlaid([
            "registers/visit.yaml": "list: [cost]\nfields:\n  day: {title: 走访日期}\n"
        ])
        let visit = try #require(catalogue.register("visit"))
        #expect(visit.list == ["cost"])
        #expect(visit.field("day")?.title == "走访日期")
        #expect(visit.field("day")?.type == .date)
        #expect(visit.field("day")?.limits.notAfter == "today")
    }

    @Test func removeTakesAKeyAway() throws {
        let catalogue = try overlaid([
            "figures/ours.yaml": "visits: {remove: true}\nvisits_cost: {unit: 万元}\n",
            "codes/kinds.yaml": "kinds:\n  values:\n    sudden: {remove: true}\n    third: 第三类\n",
        ])
        #expect(catalogue.figures.map(\.name) == ["visits_cost"])
        #expect(catalogue.figure("visits_cost")?.unit == "万元")
        #expect(catalogue.list("kinds")?.codes.map(\.code) == ["yearly", "third"])
    }

    @Test func removingWhatAnotherNeedsIsAProblemOfTheOneThatNeedsIt() throws {
        let base = try CatalogueFolder()
        let city = try CatalogueFolder([
            "layer.yaml": "level: city\ntitle: 上层市\n",
            "registers/visit.yaml": "fields:\n  cost: {remove: true}\n",
        ])
        let problems = #expect(throws: CatalogueProblems.self) {
            try Catalogue.load([base.path, city.path])
        }
        let places = problems?.problems.map(\.place.file) ?? []
        #expect(places.contains { $0.hasSuffix("figures/visits.yaml") })
        #expect(places.contains { $0.hasSuffix("lifecycles/visiting.yaml") })
    }

    @Test func aLayerIsReadAfterTheOneItExtendsAndOnlyOnce() throws {
        let base = try CatalogueFolder()
        let name = base.path.split(separator: "/").last.map(String.init) ?? ""
        let city = try CatalogueFolder([
            "layer.yaml": "level: city\ntitle: 上层市\nregion: \"430600\"\nextends: ../\(name)\n"
        ])
        let catalogue = try Catalogue.load([base.path, city.path])
        #expect(catalogue.layers.map(\.title) == ["试验市", "上层市"])
        #expect(catalogue.city.title == "上层市")
        #expect(try Catalogue.load([city.path]).layers.map(\.title) == ["试验市", "上层市"])
    }

    @Test func aChangedFileChangesTheDigest() throws {
        let folder = try CatalogueFolder()
        let before = try Catalogue.load([folder.path]).digest
        try folder.write("roles.yaml", "officer: {title: 经办员, may: [read]}\n")
        #expect(try Catalogue.load([folder.path]).digest != before)
    }

    private func overlaid(_ files: [String: String]) throws -> Catalogue {
        let base = try CatalogueFolder()
        var upper = files
        upper["layer.yaml"] = "level: city\ntitle: 上层市\nregion: \"430600\"\n"
        let city = try CatalogueFolder(upper)
        return try Catalogue.load([base.path, city.path])
    }
}
