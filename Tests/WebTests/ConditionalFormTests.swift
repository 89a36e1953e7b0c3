import Registers
import Testing
import Values

@testable import Web

/// Fields that a form asks only where another says so, on the pages of a real register.
@Suite struct ConditionalFormTests {
    private let banks: BankTests.Banks

    init() async throws { banks = try await BankTests.Banks() }

    private func file(_ note: String, _ product: String, _ more: [(String, String)]) async
        -> Response
    {
        await banks.own.post(
            "/registers/loan/new",
            [
                ("note_no", note), ("borrower", "借款的公司"), ("borrower_kind", "sme"),
                ("product", product), ("drawn", "3000000"), ("drawn_on", "2026-01-05"),
            ] + more)
    }

    @Test func theFormSaysWhenAFieldIsFilledInAndShowsExampleAndSource() async throws {
        let form = await banks.own.get("/registers/loan/new").text
        #expect(form.contains("data-shown-when=\"product\" data-shown-values=\"guaranteed\""))
        #expect(form.contains("仅当“产品”为信用担保贷款时填"))
        #expect(form.contains("例如：300万元"))
        #expect(form.contains("依据：《湖南省科技型企业知识价值贷款风险补偿实施办法》"))
        #expect(Markup(form).problems == [])
    }

    @Test func aGuaranteedLoanNeedsItsGuarantorAndNoOtherHasOne() async throws {
        let without = await file("甲-20", "guaranteed", [])
        #expect(without.status == 422)
        #expect(without.text.contains("href=\"#field-guarantor\""))
        let idle = await file("甲-21", "credit", [("guarantor", "借款的公司")])
        #expect(idle.status == 422 && idle.text.contains("只有“产品”为信用担保贷款才填"))
        let id = try banks.id(await file("甲-22", "guaranteed", [("guarantor", "借款的公司")]))
        #expect(try await banks.loan(id)["guarantor"].integer != nil)
        // With a script a hidden field is not sent at all, and what stood there goes.
        let version = String(try await banks.loan(id).version)
        let changed = await banks.own.post(
            "/registers/loan/\(id)/edit", [("product", "credit"), ("record.version", version)])
        #expect(changed.status == 303, "\(changed.text)")
        #expect(try await banks.loan(id)["guarantor"].isNull)
        let page = await banks.own.get("/registers/loan/\(id)").text
        #expect(!page.contains("合作担保机构、") && !page.contains("、合作担保机构"))
    }
}
