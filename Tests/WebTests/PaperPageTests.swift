import Registers
import Reports
import Store
import Testing
import Values

@testable import Web

/// Papers are given out, printed as they were, and verified by whoever holds them.
@Suite struct PaperPageTests {
    private let city: WebCity

    init() async throws { city = try await WebCity(filled: true) }

    private func issue(_ path: String) async -> Response { await city.post(path, FormMaker()) }

    private func given(_ response: Response) async throws -> IssuedPaper {
        let id = try #require(
            response.header("Location")?.split(separator: "/").last.flatMap { Int64($0) })
        let papers = Papers(city.registry)
        return try await city.registry.database.read { [viewer = city.viewer] in
            try papers.paper($0, id, by: viewer)
        }
    }

    @Test func anApprovalSheetShowsTheRecordItsWayAndBoxesToSign() async throws {
        let id = try await city.first("technology-contract")
        let response = await issue("/registers/technology-contract/\(id)/papers/approval-sheet")
        #expect(response.status == 303)
        let paper = try await given(response)
        let page = await city.get("/papers/\(paper.id)").text
        #expect(Markup(page).problems == [])
        for words in ["技术合同审批单", "编号 2026-0001", paper.code, "签字：", "分管领导意见", "办理经过", "元整"] {
            #expect(page.contains(words), "\(words)")
        }
    }

    @Test func aPaperStaysAsItWasWhenItsRecordChanges() async throws {
        let id = try await city.first("organisation")
        _ = try await city.registry.changeRecord(
            "organisation", id, ["uscc": .text("91430600MA4TE5T137")], version: nil,
            by: city.viewer)
        let paper = try await given(await issue("/registers/organisation/\(id)/papers/certificate"))
        #expect(paper.paper.paragraphs[0].contains("91430600MA4TE5T137"))
        _ = try await city.registry.changeRecord(
            "organisation", id, ["name": .text("改名以后的研究院")], version: nil, by: city.viewer)
        #expect(await !city.get("/papers/\(paper.id)").text.contains("改名以后的研究院</"))
    }

    @Test func aLetterWithAGapIsRefusedWithWhatIsMissing() async throws {
        let id = try await city.first("organisation")
        let response = await issue("/registers/organisation/\(id)/papers/certificate")
        #expect(response.status == 422)
        #expect(response.text.contains("统一社会信用代码"))
    }

    @Test func aSummaryHasItsRowsAndTheirSums() async throws {
        let response = await issue(
            "/registers/technology-contract/papers/summary?county=430602")
        let paper = try await given(response).paper
        let table = try #require(paper.table)
        #expect(table.rows.count == 60)
        #expect(table.totals?.first == "合计")
        let total = try #require(table.columns.firstIndex { $0.hasPrefix("合同成交总金额") })
        #expect(table.totals?[total] == "366000000.00")
    }

    @Test func whoHoldsAPaperLearnsThatItIsTrueAndNothingMore() async throws {
        let id = try await city.first("technology-contract")
        let paper = try await given(
            await issue("/registers/technology-contract/\(id)/papers/approval-sheet"))
        let nobody = Admission.nobody(city.registry.catalogue)
        let typed = paper.code.lowercased().replacing("-", with: "")
        let page = await city.get("/verification?code=\(typed)", as: nobody)
        #expect(page.status == 200)
        #expect(page.text.contains("是本局出具的，有效"))
        #expect(page.text.contains(paper.paper.number))
        #expect(!page.text.contains("甲&lt;b&gt;研究院"))
        let none = await city.get("/verification?code=AAAAA-AAAAA", as: nobody)
        #expect(none.status == 404 && none.text.contains("没有这个查验码"))
    }

    @Test func aPaperIsForThoseWhoMaySeeItsRecord() async throws {
        let id = try await city.first("organisation")
        let paper = try await given(
            await issue("/registers/organisation/\(id)/papers/approval-sheet"))
        let clerk = Viewer(
            name: "别县", role: try WebCity.viewer("clerk").role, county: "430626")
        #expect(await city.get("/papers/\(paper.id)", as: clerk).status == 404)
        let finance = try WebCity.viewer("finance")
        #expect(await city.get("/papers/\(paper.id)", as: finance).status == 404)
    }

    @Test func unknownPapersAreRefusedWithTheNearest() async throws {
        let contract = try await city.first("technology-contract")
        let response = await issue("/registers/technology-contract/\(contract)/papers/approval")
        #expect(response.status == 404 && response.text.contains("approval-sheet"))
        let other = await issue("/registers/technology-contract/\(contract)/papers/certificate")
        #expect(other.status == 404 && other.text.contains("技术合同不出具证明"))
    }
}
