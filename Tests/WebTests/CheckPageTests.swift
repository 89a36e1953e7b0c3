import Checking
import Documents
import Foundation
import Testing

@testable import Web

@Suite struct CheckPageTests {
    static let text = """
        某市科技局2025年度部门整体支出绩效自评报告
        一、基本情况
        2025年度基本支出100万元，其中：人员支出60万元；公用支出30万元；其他支出20万元。
        项目支出50万元，<b>其中</b>：甲类支出20万元；乙类支出30万元。完成登记“145”项，同比增长27.19%。
        """

    private static func sheet(_ text: String, name: String = "报<告>.txt") throws -> CheckPage.Sheet {
        .init(CheckReport.check(try ReadDocument.read(Array(text.utf8), name: name), name: name))
    }

    @Test func theFormSaysWhatItTakesAndThatNothingIsKept() async throws {
        let page = await (try await WebCity.empty.value).get("/check")
        #expect(page.status == 200)
        #expect(Markup(page.text).problems == [])
        #expect(page.text.contains("放下文件，当场核对，不留存"))
        #expect(page.text.contains("32.0 MB") || page.text.contains("32 MB"))
        #expect(page.text.contains("enctype=\"multipart/form-data\""))
        #expect(page.text.contains("aria-current=\"page\">核对</a>"))
        for rule in RuleBook.rules {
            #expect(page.text.contains("id=\"rule-\(rule.id)\""), "\(rule.id)")
        }
    }

    @Test func aCheckedReportShowsFindingsAndTextThatLeadToOneAnother() async throws {
        let city = try await WebCity.empty.value
        let page = await city.post("/check", FormMaker(.init("report", "报<告>.txt", Self.text)))
        #expect(page.status == 200)
        #expect(page.header("Cache-Control") == "no-store")
        let markup = Markup(page.text)
        #expect(markup.problems == [])
        #expect(page.text.contains("报&lt;告&gt;.txt"))
        #expect(page.text.contains("&lt;b&gt;其中&lt;/b&gt;"))
        #expect(page.text.contains("<mark class=\"s-error\">"))
        #expect(page.text.contains("<mark class=\"s-held\""))
        let ids = Set(markup.tags.compactMap { $0.attributes["id"] })
        let links = markup.all("a").compactMap { $0.attributes["href"] }
            .filter { $0.hasPrefix("#") }.map { String($0.dropFirst()) }
        #expect(links.contains("m1") && links.contains("f1") && links.contains("rule-sum-of-parts"))
        #expect(links.allSatisfy { ids.contains($0) })
    }

    @Test func severalFilesHaveASectionEachAndNoAnchorTwice() async throws {
        let city = try await WebCity.empty.value
        let form = FormMaker(
            .init("report", "一.txt", Self.text), .init("report", "二.txt", Self.text),
            .init("previous", "", ""))
        let page = await city.post("/check", form)
        #expect(page.status == 200)
        #expect(Markup(page.text).problems == [])
        #expect(page.text.contains("id=\"report-2\"") && page.text.contains("id=\"r2-m1\""))
    }

    @Test func aPageOfItsOwnNeedsNoServer() throws {
        let html = CheckPage.html(
            [try Self.sheet(Self.text), try Self.sheet(Self.text)], standalone: true)
        let markup = Markup(html)
        #expect(markup.problems == [])
        #expect(markup.all("style").count == 1 && markup.all("link").isEmpty)
        let links = markup.all("a").compactMap { $0.attributes["href"] }
        #expect(links.allSatisfy { $0.hasPrefix("#") })
    }

    @Test func aTableStaysATable() throws {
        let text = """
            <html><body><p>2025年决算</p><table><tr><td colspan="2">单位：万元</td></tr>
            <tr><td>合计</td><td>100</td></tr><tr><td>甲</td><td>60</td></tr>
            <tr><td>乙</td><td>30</td></tr></table></body></html>
            """
        let html = CheckPage.html([try Self.sheet(text, name: "表.html")], standalone: false)
        #expect(Markup(html).problems == [])
        #expect(html.contains("<td colspan=\"2\">单位：万元</td>"))
    }

    @Test func aReportWithNothingToSayOfItSaysSo() throws {
        let html = CheckPage.html([try Self.sheet("今天天气很好。")], standalone: true)
        #expect(html.contains("没有发现问题"))
        #expect(Markup(html).problems == [])
    }

    @Test func thousandsOfFindingsAndALongTextAreCutWithAWord() throws {
        let line = "基本支出100万元，其中：人员支出60万元；公用支出30万元；其他支出20万元。\n"
        let long = String(repeating: line, count: 12_000)
        let html = CheckPage.html([try Self.sheet(long)], standalone: true)
        #expect(Markup(html).problems == [])
        #expect(html.contains("不在这里列出") && html.contains("文字太长"))
        #expect(html.utf8.count < 8_000_000)
    }
}
