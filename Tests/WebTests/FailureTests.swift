import Testing

@testable import Web

@Suite struct FailureTests {
    @Test(arguments: [
        ("/registers/technology-contracts", 404, "技术合同"),
        ("/registers/%3Cscript%3E", 404, "没有这个登记册"),
        ("/registers/loan/abc", 400, "记录编号"),
        ("/registers/loan/99999999", 404, "没有这条记录"),
        ("/registers/loan/-1", 400, "记录编号"),
        ("/registers/loan?state=nonsense", 400, "没有状态"),
        ("/registers/loan?nonsense=1", 400, "看不懂条件"),
        ("/registers/loan?county=nowhere", 400, "统计归口"),
        ("/registers/loan?in-year=20x5", 400, "年度"),
        ("/registers/loan?sort=nonsense", 400, "看不懂条件"),
        ("/registers/loan?page=0", 400, "页码"),
        ("/registers/loan?page=99999999999999999999", 400, "页码"),
        ("/figures/nonsense", 404, "没有这个指标"),
        ("/figures?year=abc", 400, "年度"),
        ("/figures?year=0", 400, "年度"),
        ("/figures?county=nowhere", 400, "县市区"),
        ("/overview?year=9999", 400, "年度"),
        ("/reports/nonsense/2025", 404, "没有这个报告"),
        ("/reports/performance-self-evaluation/abcd", 400, "年度"),
        ("/reports/performance-self-evaluation/2025/versions/7", 404, "没有这一版"),
        ("/journal/0", 400, "日志号"),
        ("/journal/999999", 404, "没有这一页"),
        ("/nowhere/at/all", 404, "没有这一页"),
        ("//", 200, "一览"),
    ])
    func whatIsWrongIsSaid(_ target: String, _ status: Int, _ words: String) async throws {
        let response = await (try await WebCity.filled.value).get(target)
        #expect(response.status == status)
        #expect(response.text.contains(words))
        #expect(Markup(response.text).problems == [])
    }

    @Test func errorsOfTheInterfaceForProgramsAreJSON() async throws {
        let city = try await WebCity.filled.value
        for target in ["/api/registers/nonsense", "/api/figures?year=x", "/api/nowhere"] {
            let response = await city.get(target)
            #expect(response.status >= 400)
            #expect(response.header("Content-Type") == "application/problem+json")
            #expect(response.text.contains("\"detail\":"))
        }
    }

    @Test(arguments: [
        "%3Cscript%3Ealert(1)%3C/script%3E", "%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E",
        "%27%20OR%201=1%20--", "%00", "%FF%FE", "%E2%80%AE", "%25%25", "a%26b%3Dc",
        "javascript:alert(1)",
    ])
    func hostileTextsStayTexts(_ text: String) async throws {
        let city = try await WebCity.filled.value
        for target in [
            "/registers?q=\(text)", "/registers/technology-contract?q=\(text)",
            "/registers/technology-contract?name=\(text)", "/figures?q=\(text)",
            "/registers/\(text)", "/figures/\(text)", "/\(text)", "/reports/\(text)/2025",
            "/registers/technology-contract?\(text)=1",
            "/registers/technology-contract?sort=\(text)",
        ] {
            let response = await city.get(target)
            #expect(response.status < 500, "\(target)")
            #expect(!response.text.contains("<script>alert"), "\(target)")
            #expect(!response.text.contains("<img"), "\(target)")
            #expect(Markup(response.text).problems == [], "\(target)")
        }
    }

    @Test func aFaultOfOursTellsNothingOfItsInside() throws {
        struct Secret: Error {}
        #expect(Failure(Secret(), try WebCity.loaded.get()) == nil)
        let failure = Failure.fault(reference: "12ab34cd")
        let page = FailurePage(frame: .sample("系统出错"), failure: failure).html.text
        #expect(failure.status == 500)
        #expect(page.contains("12ab34cd"))
        #expect(Markup(page).problems == [])
    }
}
