import Catalogue
import Journal
import Registers
import Reports
import Testing
import Values

@testable import Web

extension Frame {
    static func sample(_ title: String) -> Frame {
        Frame(
            title: title, city: "示<例>市", section: .registers,
            trail: [Crumb(title: "登记册", link: .registers)], year: 2025, isDemonstration: true,
            viewer: .sample, sections: [.registers], today: "2026-02-10",
            head: JournalHeadLine(
                number: 7, digest: String(repeating: "a", count: 64), at: Instant(milliseconds: 0)),
            hasCharts: true)
    }
}

extension Viewer {
    static let sample = Viewer(name: "林<某>", role: .nothing)
}

extension Person {
    /// The links are of the sample alone.
    static let sample = Person(
        name: "林<某>", roleTitle: "科室经办人", notices: 3, noticesLink: .worklists(),
        account: .registers, signOut: .registers, csrf: "c0ffee",
        sessionSeconds: 1_800)
}

/// Every page renders its sample model, without a database or a server.
@Suite struct SamplePages {
    @Test func theRegistersPageIsWellFormed() {
        let entry = RegistersPage.Entry(name: "loan", title: "贷<款>", count: 12_345, help: "\"")
        let page = RegistersPage(
            frame: .sample("登记册"), groups: [.init(title: "科", entries: [entry])], search: "")
        #expect(Markup(page.html.text).problems == [])
        #expect(page.html.text.contains("12,345 条"))
    }

    @Test func theRecordPageShowsWhatChanged() {
        let page = RecordView(
            frame: .sample("某<条>记录"), register: "贷款", state: Pill(title: "已备案", kind: .kept),
            since: "2025-01-01", id: 3, version: 2,
            groups: [
                .init(
                    title: "登记内容", pairs: [.init(title: "金额", value: "1", help: "<帮助>")],
                    unfilled: ["期限"])
            ],
            tables: [Table(caption: "明细", columns: [.init(title: "甲")], rows: [["1"]])],
            steps: [
                .init(
                    entry: 7, at: Instant(milliseconds: 0), actor: "张", event: "更正", reason: "<写错>",
                    changes: [.init(title: "金额", before: "1", after: "")])
            ], registerName: "loan")
        #expect(Markup(page.html.text).problems == [])
        #expect(page.html.text.contains("<del>1</del> → <ins>（清空）</ins>"))
    }

    @Test func theJournalPageIsWellFormed() {
        let line = JournalPage.Line(
            number: 7, at: Instant(milliseconds: 0), actor: "张", event: "导入", reason: nil,
            images: 2, digest: "abc")
        let page = JournalPage(frame: .sample("日志"), lines: [line], page: 1)
        #expect(Markup(page.html.text).problems == [])
    }

    @Test func entryWhoseDigestIsWrong() {
        let entry = Entry(
            stored: 2, at: Instant(milliseconds: 0),
            act: Act(actor: "张", role: "officer", event: "loan.created"), previous: .beginning,
            images: .beginning, digest: .beginning)
        let page = EntryPage(
            frame: .sample("第 2 号"), entry: entry, event: "新建", role: "科室经办人",
            images: [], total: 0, page: 1)
        #expect(Markup(page.html.text).problems == [])
        #expect(page.html.text.contains("摘要不符"))
    }

    @Test func reportOfItsOwn() {
        let report = ComposedReport(
            report: "r", title: "2025年度<报告>", year: 2025, asOf: "2025-12-31", issuer: "某局",
            isDemonstration: true,
            sections: [
                .init(
                    id: "a", number: "一", title: "情况",
                    parts: [
                        .init(
                            id: "b", title: "（一）",
                            paragraphs: [
                                .init(
                                    passage: 1,
                                    spans: [.init(text: "共"), .init(text: "3家", figure: "smes")])
                            ])
                    ])
            ], digest: String(repeating: "ab", count: 32))
        let alone = ReportPage.html(report, version: nil, standalone: true)
        #expect(Markup(alone).problems == [])
        #expect(alone.contains("<span title=\"smes\">3家</span>"))
        #expect(!alone.contains("href="))
        #expect(alone.contains("<b>演示</b>"))
        let linked = ReportPage.html(report, version: nil, standalone: false)
        #expect(linked.contains("<a href=\"/figures/smes?year=2025\">3家</a>"))
        let version = ReportVersion(
            record: 1, report: "r", year: 2025, number: 2, digest: "", frozenBy: "张",
            frozenAt: "2026-03-01 17:00:05")
        var warned = report
        warned.warnings = ["“<5>家”是手写的数字"]
        let sheet = ReportSheet(
            frame: .sample("第2版"), report: warned, version: version, versions: [version])
        #expect(Markup(sheet.html.text).problems == [])
        #expect(sheet.html.text.contains("提醒 1 处"))
    }
}
