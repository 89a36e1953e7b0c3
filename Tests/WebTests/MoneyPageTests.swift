import Accounts
import Catalogue
import Registers
import Testing
import Values

@testable import Web

/// Special funds, projects and receipts on their pages, and the same for programs.
@Suite struct MoneyPageTests {
    @Test func aSpecialFundIsExplainedFromThePageOfTheYearToTheReceipt() async throws {
        let room = try await MoneyRoom()
        let list = await room.get("/funds/special")
        #expect(list.status == 200 && Markup(list.text).problems == [])
        #expect(list.text.contains("href=\"/funds/special/\(room.fund)?year=2025\""))
        #expect(list.text.contains("1,000,000.00") && list.text.contains("400,000.50"))
        let fund = await room.get("/funds/special/\(room.fund)?year=2025")
        #expect(fund.status == 200 && Markup(fund.text).problems == [])
        #expect(fund.text.contains("每一级的合计相等"))
        #expect(fund.text.contains("SLP1 示例&lt;项目&gt;") && fund.text.contains("ZF&lt;1&gt;"))
        #expect(fund.text.contains("href=\"/funds/receipts/\(room.receipt)\""))
        #expect(fund.text.contains("12,345.67"))
        let receipt = await room.get("/funds/receipts/\(room.receipt)")
        #expect(receipt.status == 200 && Markup(receipt.text).problems == [])
        #expect(receipt.text.contains("示例&lt;专项&gt; 2025年"))
        #expect(receipt.text.contains("href=\"/registers/ledger-transfer/"))
    }

    @Test func aProjectsMoneyStandsByYearAndStage() async throws {
        let room = try await MoneyRoom()
        let page = await room.get("/funds/projects/\(room.project)")
        #expect(page.status == 200 && Markup(page.text).problems == [])
        for words in ["600,000.00", "400,000.50", "199,999.50", "387,654.83", "2025-03-05 已过"] {
            #expect(page.text.contains(words), "\(words)")
        }
        let record = await room.get("/registers/project-funding/\(room.project)")
        #expect(record.status == 200)
    }

    @Test func withoutMoneyThePagesSayWhatToDo() async throws {
        let room = try await MoneyRoom(filled: false)
        let list = await room.get("/funds/special")
        #expect(list.status == 200 && list.text.contains("还没有专项资金入账"))
        let fund = await room.get("/funds/special/\(room.fund)")
        #expect(fund.status == 200 && fund.text.contains("没有资金来源入账"))
        #expect(Markup(fund.text).problems == [])
        for target in ["/funds/special/999", "/funds/projects/999", "/funds/receipts/999"] {
            #expect(await room.get(target).status == 404, "\(target)")
            #expect(await room.get("/api" + target).status == 404, "\(target)")
        }
        #expect(await room.get("/funds/special/x").status == 404)
        #expect(await room.get("/funds/special?year=25").status == 400)
    }

    @Test func programsReadTheSameTree() async throws {
        let room = try await MoneyRoom()
        let list = try JSON.read(Array(await room.get("/api/funds/special?year=2025").text.utf8))
        #expect(list["funds"]?.array?.first?["arrived"]?.string == "400000.50")
        let fund = try JSON.read(
            Array(await room.get("/api/funds/special/\(room.fund)?year=2025").text.utf8))
        #expect(fund["whole"]?.truth == true)
        func adds(_ node: JSON) -> Bool {
            func fen(_ name: String) -> Int64 {
                (try? Money.parse(node[name]?.string ?? ""))?.fen ?? .min
            }
            let children = node["children"]?.array ?? []
            let onward = children.reduce(Int64(0)) {
                $0 + ((try? Money.parse($1["amount"]?.string ?? ""))?.fen ?? .min / 2)
            }
            return fen("amount") == fen("waiting") + fen("left") + onward
                && children.allSatisfy(adds)
        }
        #expect(adds(try #require(fund["tree"])))
        let receipt = try JSON.read(
            Array(await room.get("/api/funds/receipts/\(room.receipt)").text.utf8))
        let path = receipt.array?.first?["path"]?.array ?? []
        #expect(
            path.map { $0["kind"]?.string } == ["fund", "document", "county", "unit", "expense"])
        let project = try JSON.read(
            Array(await room.get("/api/funds/projects/\(room.project)").text.utf8))
        #expect(project["years"]?.array?.first?["paid"]?.string == "400000.50")
    }

    @Test func aUnitSeesItsOwnProjectAndNoOthersNorTheFund() async throws {
        let room = try await MoneyRoom()
        let own = try room.viewer("organisation-member", organisation: room.unit)
        let other = try room.viewer("organisation-member", organisation: room.unit + 1)
        let page = await room.get("/funds/projects/\(room.project)", own)
        #expect(page.status == 200 && !page.text.contains("/registers/ledger-transfer/"))
        #expect(await room.get("/funds/projects/\(room.project)", other).status == 404)
        for target in ["/funds/special", "/funds/special/\(room.fund)"] {
            #expect(await room.get(target, own).status == 403)
        }
        #expect(await room.get("/funds/receipts/\(room.receipt)", own).status == 403)
        let supervisor = try room.viewer("supervisor")
        #expect(await room.get("/funds/special/\(room.fund)", supervisor).status == 200)
    }
}
