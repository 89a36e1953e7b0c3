import Catalogue
import Testing
import Values

@testable import Web

@Suite struct ApiDocumentTests {
    private func document() throws -> JSON {
        let document = OpenAPIDocument(routes: Route.all, catalogue: try WebCity.loaded.get())
        return try JSON.read(Array(document.json.text.utf8))
    }

    @Test func everyRouteForProgramsIsDescribedAndNothingElse() throws {
        let paths = try #require(try document()["paths"])
        guard case .object(let described) = paths else { return }
        let told = described.flatMap { path, operations -> [String] in
            guard case .object(let pairs) = operations else { return [] }
            return pairs.map { "\($0.0.uppercased()) \(path)" }
        }
        let served = Route.all.filter { $0.pattern.rawValue.hasPrefix("/api") }
            .map { "\($0.method) \($0.pattern.rawValue)" }
        #expect(told.sorted() == served.sorted())
        #expect(Route.all.filter { $0.api != nil }.count == served.count)
    }

    @Test func everyOperationHasItsOwnNameAndWordsAndPathParameters() throws {
        let apis = Route.all.filter { $0.api != nil }
        #expect(Set(apis.compactMap(\.api?.id)).count == apis.count)
        let paths = try document()["paths"]
        for route in apis {
            let operation = paths?[route.pattern.rawValue]?[
                route.method.lowercased()]
            #expect(operation?["summary"]?.string?.isEmpty == false)
            let named = (operation?["parameters"]?.array ?? []).filter {
                $0["in"]?.string == "path"
            }
            let parts = route.pattern.parts.filter { $0.hasPrefix("{") }
            #expect(named.count == parts.count, "\(route.pattern)")
        }
    }

    @Test func everyReferenceLeadsSomewhere() throws {
        let document = try document()
        func walk(_ json: JSON) {
            switch json {
            case .array(let values): values.forEach(walk)
            case .object(let pairs):
                for (name, value) in pairs {
                    if name == "$ref", let path = value.string {
                        let parts = path.split(separator: "/").dropFirst().map(String.init)
                        let found = parts.reduce(document as JSON?) { $0?[$1] }
                        #expect(found != nil, "\(path)")
                    }
                    walk(value)
                }
            default: return
            }
        }
        walk(document)
    }

    @Test func theDocumentIsForWhoeverIsSignedIn() async throws {
        let office = try await ApiOffice()
        #expect(await office.send("GET", "/api/openapi.json", nil).status == 401)
        let token = try await office.token("demo-clerk", writes: false)
        let response = await office.send("GET", "/api/openapi.json", token)
        #expect(try response.json()["openapi"]?.string == "3.1.0")
    }

    @Test func problemsAreAsTheirStandardSays() async throws {
        let office = try await ApiOffice()
        let token = try await office.token("demo-transfer")
        let cases: [(String, String, Int, String)] = [
            ("GET", "/api/nowhere", 404, "not-found"),
            ("GET", "/api/registers/technology-need/999", 404, "not-found"),
            ("GET", "/api/registers/technology-need/x", 400, "bad-request"),
            ("DELETE", "/api/registers", 405, "method-not-allowed"),
            ("POST", "/api/registers/technology-need", 415, "wrong-type"),
            ("PATCH", "/api/registers/technology-need/1", 428, "version-required"),
            ("GET", "/api/registers/account", 403, "forbidden"),
        ]
        for (method, target, status, name) in cases {
            let response = await office.send(method, target, token)
            #expect(response.status == status, "\(target)")
            #expect(response.header("Content-Type") == "application/problem+json")
            let json = try response.json()
            #expect(json["status"]?.integer == Int64(status))
            #expect(json["type"]?.string == "urn:dongting:problem:\(name)")
            #expect(
                json["instance"]?.string
                    == "urn:request:" + (response.header("X-Request-ID") ?? ""))
            for key in ["title", "detail", "advice"] { #expect(json[key]?.string != nil) }
        }
    }
}
