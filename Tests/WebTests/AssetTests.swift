import Foundation
import Testing

@testable import Web

/// What pages are dressed with.
@Suite struct AssetTests {
    @Test func everyImageOfTheStylesheetIsServed() throws {
        let names = Stylesheet.text.matches(of: /url\(([^)]*)\)/).map { String($0.1) }
        #expect(names.count > 3)
        for name in Set(names) { #expect(Icons.files[name] != nil, "\(name)") }
    }

    /// Bootstrap's arrows and marks are `data:` images, which the Content-Security-Policy refuses.
    @Test(arguments: [
        ".form-select{", ".form-check-input:checked[type=checkbox]{",
        ".form-check-input:checked[type=radio]{", ".form-control.is-invalid,",
    ])
    func whatBootstrapDrawsWithDataImagesIsDrawnAnew(selector: String) throws {
        let rules = Stylesheet.text.components(cutAt: selector)
        #expect(rules.contains { $0.prefix { $0 != "}" }.contains("background-image:") })
    }

    @Test func bootstrapComesFirstSoThatOursHasTheLastWord() throws {
        let page = Layout.page(.sample("页"), "").text
        let first = try #require(page.firstRange(of: "/assets/bootstrap.min.css"))
        let second = try #require(page.firstRange(of: "/assets/site.css"))
        #expect(first.lowerBound < second.lowerBound)
    }

    @Test func anAddressWithTheRightDigestMayBeKeptForGood() async throws {
        let city = try await WebCity.empty.value
        let link = Assets.link(Assets.styleName).path
        #expect(link.contains("?v="))
        #expect(await city.get(link).header("Cache-Control")?.contains("immutable") == true)
        let stale = await city.get("/assets/site.css?v=0000000000")
        #expect(stale.header("Cache-Control") == "public, max-age=86400")
    }

    /// The address has the digest of what is sent, not of what lies on the disk.
    @Test func bootstrapIsSentWithoutItsDataImages() throws {
        var request = Request("GET", Assets.link(Assets.bootstrapStyle).path)
        request.arguments = ["name": Assets.bootstrapStyle]
        let response = try Assets(folders: Assets.standardFolders).respond(request)
        #expect(response.header("Cache-Control")?.contains("immutable") == true)
        #expect(!response.text.contains("data:"))
        #expect(response.text.contains(".form-select{"))
        #expect(response.size > 150_000)
    }

    @Test func filesThatAreNotInstalledAreNotServed() async throws {
        let city = try await WebCity.empty.value
        #expect(await city.get("/assets/bootstrap.min.css").status == 404)
        #expect(
            await city.get("/assets/chevron.svg").header("Content-Type")?.hasPrefix("image/svg")
                == true)
    }

    /// A class that no sheet knows is a slip, or the word of an older look.
    @Test func everyClassOfAPageIsKnownToAStylesheet() throws {
        var request = Request("GET", "/")
        request.arguments = ["name": Assets.bootstrapStyle]
        let sheets =
            try Assets(folders: Assets.standardFolders).respond(request).text + Stylesheet.text
        let known = Set(sheets.matches(of: /\.([A-Za-z][\w\-]*)/).map { $0.1 })
        // Marks for tests and anchors, without a look of their own.
        let marks: Set<Substring> = ["check", "lineage", "mock", "ref"]
        let root = WebCity.root.appending(path: "Sources/Web").path
        var unknown: Set<String> = []
        for case let path as String in FileManager.default.enumerator(atPath: root)
            ?? FileManager.DirectoryEnumerator()
        where path.hasSuffix(".swift") && !path.contains("/Style/") {
            let text = try String(contentsOfFile: "\(root)/\(path)", encoding: .utf8)
            for match in text.matches(of: /class=\\?"([a-z][\w\- ]*)/) {
                for name in match.1.split(separator: " ")
                where !known.contains(name) && !marks.contains(name) && !name.hasSuffix("-") {
                    unknown.insert("\(path): \(name)")
                }
            }
        }
        #expect(unknown.isEmpty)
    }

    @Test func aPaperOfItsOwnNeedsNothingFromTheServer() {
        let paper = Layout.paper("题", "<main><h1>题</h1></main>", standalone: true).text
        #expect(!paper.contains("/assets/"))
        #expect(paper.contains("box-sizing:border-box"))
    }

    @Test func theHeaderNamesWhoeverIsSignedIn() {
        var frame = Frame.sample("页")
        frame.person = .sample
        let page = Layout.page(frame, "<h1>页</h1>").text
        #expect(Markup(page).problems == [])
        #expect(page.contains("<b>林&lt;某&gt;</b><small>科室经办人</small>"))
        #expect(page.contains("通知<b>3</b>"))
        #expect(page.contains("name=\"csrf\" value=\"c0ffee\""))
        #expect(page.contains("data-session-seconds=\"1800\""))
    }
}

extension String {
    fileprivate func components(cutAt mark: String) -> [Substring] {
        ranges(of: mark).map { self[$0.lowerBound...] }
    }
}
