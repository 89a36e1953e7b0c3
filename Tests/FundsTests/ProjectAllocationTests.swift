import Catalogue
import Funds
import Registers
import Store
import Testing
import Values

/// What papers allocate to projects is held to their contracts.
@Suite struct ProjectAllocationTests {
    private func paper(_ city: Treasury, earmark: Int64? = nil, yuan: Int64 = 400) async throws
        -> Int64
    {
        try await city.make(
            "allocation-paper",
            [
                "doc_no": .text("示财教指〔2025〕\(yuan)号"), "title": .text("下达"),
                "earmark": .integer(earmark ?? city.science), "year": .integer(2025),
                "issued_on": .text("2025-03-05"), "total": .integer(yuan * 100),
            ])
    }

    /// An allocation in the books: the steps of papers themselves are others'.
    private func issued(_ city: Treasury, _ project: Int64, _ yuan: Int64, paper: Int64)
        async throws -> Int64
    {
        try await city.make(
            "allocation",
            [
                "paper": .integer(paper), "place": .integer(1), "split": .integer(1),
                "recipient": .text("示例研究所"), "through": .text("county"),
                "project_funding": .integer(project), "amount": .integer(yuan * 100),
            ].filter { city.knows("allocation", $0.key) }, state: "issued")
    }

    @Test func issuingDischargesThePromiseAndReturningGivesItBack() async throws {
        let city = try await Treasury()
        let project = try await city.contracted()
        let line = try await issued(city, project, 400, paper: try await paper(city))
        #expect(try city.yuan("discharged/project-funding#\(project)") == 400)
        // The stage is paid: a request for it is one too many.
        let request = try await city.request(project)
        #expect(try await city.rule { try await city.agree(request) } == "within-due-stages")
        try await city.move("allocation", line, "return", ["returned_on": .text("2025-03-09")])
        #expect(try city.yuan("discharged/project-funding#\(project)") == 0)
        #expect(try city.yuan("commitment/project-funding#\(project)/2025") == 600)
        try await city.agree(request)
        #expect(try city.verify() == [])
    }

    @Test func moreThanIsDueIsRefused() async throws {
        let city = try await Treasury()
        let project = try await city.contracted()
        let paper = try await paper(city, yuan: 401)
        #expect(
            try await city.rule {
                _ = try await issued(city, project, 401, paper: paper)
            } == "within-due-stages")
        #expect(try city.yuan("discharged/project-funding#\(project)") == 0)
        #expect(try city.refusals == ["within-due-stages"])
    }

    @Test func aPaperOfAnotherSpecialFundIsRefused() async throws {
        let city = try await Treasury()
        let project = try await city.contracted()
        let paper = try await paper(city, earmark: city.transfer)
        #expect(
            try await city.rule {
                _ = try await issued(city, project, 400, paper: paper)
            } == "earmark")
        #expect(try city.refusals == ["earmark"])
    }

    @Test func aProjectWithoutAContractIsAllocatedNothing() async throws {
        let city = try await Treasury()
        let project = try await city.project()
        try await city.approve(project)
        let paper = try await paper(city)
        #expect(
            try await city.rule {
                _ = try await issued(city, project, 400, paper: paper)
            } == "paid-under-contract")
    }
}

extension Treasury {
    /// Whether the register has a field of that name.
    func knows(_ register: String, _ field: String) -> Bool {
        database.catalogue.register(register)?.field(field) != nil
    }
}
