import Accounts
import Approvals
import Catalogue
import Registers
import Store
import Testing
import Values

@Suite struct MergeOrganisationTests {
    private struct Doubles {
        let office: Office
        let officer: Viewer
        let kept: Record
        let dropped: Record

        init() async throws {
            office = try Office()
            officer = try await office.person("经办甲", "officer", section: "planning-policy")
            kept = try await office.registry.createRecord(
                "organisation", ["name": .text("岳阳甲科技有限公司"), "kind": .text("enterprise")],
                by: officer)
            dropped = try await office.registry.createRecord(
                "organisation",
                [
                    "name": .text("岳阳甲科技公司"), "uscc": .text("91430602900000014A"),
                    "website": .text("https://example.com"), "contact": .text("张联系"),
                    "former_names": .rows([["name": "岳阳乙厂"]]),
                ], by: officer)
        }

        var accounts: Accounts { office.approvals.accounts }

        func preview() throws -> MergePreview {
            try office.database.readNow {
                try accounts.previewMerge($0, dropped.id, into: kept.id, by: officer)
            }
        }

        func merge() async throws {
            _ = try await accounts.merge(
                organisation: dropped.id, into: kept.id,
                versions: (kept.version, dropped.version), reason: "同一执照", by: officer)
        }

        func read(_ register: String, _ id: Int64) throws -> Record {
            try office.database.readNow { try office.registry.record($0, register, id) }
        }
    }

    private func contract(_ doubles: Doubles, _ number: String, seller: Int64) async throws
        -> Record
    {
        let transfer = try await doubles.office.person(
            "成果科", "officer", section: "technology-transfer")
        return try await doubles.office.registry.createRecord(
            "technology-contract",
            [
                "external_no": .text(number), "name": .text("合同\(number)"),
                "contract_type": .text("development"), "seller": .text("#\(seller)"),
                "seller_kind": .text("university"), "buyer_kind": .text("内资企业"),
                "buyer_region": .text("430626"), "registered_on": .text("2025-03-01"),
                "buyer": .text("#\(seller)"), "total": .text("100"),
                "tech_amount": .text("50"),
            ], by: transfer)
    }

    @Test func everythingThatNamedTheOneNamesTheOtherAndNothingIsLost() async throws {
        let doubles = try await Doubles()
        let contract = try await contract(doubles, "HT-1", seller: doubles.dropped.id)
        let child = try await doubles.office.registry.createRecord(
            "organisation",
            ["name": .text("子公司"), "parent": .text("#\(doubles.dropped.id)")],
            by: doubles.officer)
        let member = try await doubles.office.applicant("管理员")
        try await doubles.office.member(member, of: doubles.dropped.id, "administrator")
        let preview = try doubles.preview()
        #expect(
            Dictionary(uniqueKeysWithValues: preview.references.map { ($0.register, $0.records) })
                == [
                    "technology-contract": [contract.id], "organisation": [child.id],
                    "membership": preview.references.first { $0.register == "membership" }?.records
                        ?? [],
                ])
        #expect(Set(preview.filled.map(\.name)).isSuperset(of: ["uscc", "website", "contact"]))
        try await doubles.merge()

        #expect(
            try doubles.read("technology-contract", contract.id)["seller"]
                == .integer(doubles.kept.id))
        #expect(
            try doubles.read("organisation", child.id)["parent"] == .integer(doubles.kept.id))
        let own = try doubles.office.database.readNow {
            try doubles.accounts.memberships($0, of: member)
        }
        #expect(own.map(\.organisation) == [doubles.kept.id])
        let kept = try doubles.read("organisation", doubles.kept.id)
        #expect(kept["uscc"] == .text("91430602900000014A") && kept["contact"] == .text("张联系"))
        #expect(kept["name"] == .text("岳阳甲科技有限公司"))
        #expect(
            kept.rows["former_names"]?.map { $0["name"] } == [.text("岳阳乙厂"), .text("岳阳甲科技公司")])
        let dropped = try doubles.read("organisation", doubles.dropped.id)
        #expect(dropped.state == "withdrawn")
        #expect(dropped["merged_into"] == .integer(doubles.kept.id))
        #expect(dropped["name"] == .text("岳阳甲科技公司"))
        let report = try doubles.office.database.readNow { try doubles.office.registry.verify($0) }
        #expect(report.findings.isEmpty)
    }

    @Test func recordsThatWouldBeDoublesStandInTheWayAndNothingIsWritten() async throws {
        let doubles = try await Doubles()
        let registry = doubles.office.registry
        for firm in [doubles.kept, doubles.dropped] {
            let hightech = try await doubles.office.person(
                "高新科", "officer", section: "high-tech")
            _ = try await registry.createRecord(
                "enterprise-assessment",
                ["enterprise": .text("#\(firm.id)"), "eval_year": .text("2025")], by: hightech)
        }
        #expect(try doubles.preview().obstacles.count == 1)
        await #expect(throws: MergeRefusal.self) { try await doubles.merge() }
        #expect(try doubles.read("organisation", doubles.dropped.id).state != "withdrawn")
    }

    @Test func twoCodesAreTwoOrganisations() async throws {
        let doubles = try await Doubles()
        _ = try await doubles.office.registry.changeRecord(
            "organisation", doubles.kept.id, ["uscc": .text("91430603900000022K")], version: nil,
            by: doubles.officer)
        #expect(
            throws: MergeRefusal.codesDiffer("91430603900000022K", "91430602900000014A")
        ) { try doubles.preview() }
    }

    @Test func whatWasChangedAfterThePreviewIsNotMerged() async throws {
        let doubles = try await Doubles()
        _ = try await doubles.office.registry.changeRecord(
            "organisation", doubles.kept.id, ["short_name": .text("甲")], version: nil,
            by: doubles.officer)
        await #expect(throws: MergeRefusal.changedMeanwhile) { try await doubles.merge() }
    }

    @Test func whoMayNotWithdrawMergesNothing() async throws {
        let doubles = try await Doubles()
        let leader = try await doubles.office.person("领导", "leader")
        await #expect(throws: MergeRefusal.mayNot(role: "局领导")) {
            try await doubles.accounts.merge(
                organisation: doubles.dropped.id, into: doubles.kept.id, versions: nil,
                reason: "同一单位", by: leader)
        }
        await #expect(throws: MergeRefusal.same) {
            try await doubles.accounts.merge(
                organisation: doubles.kept.id, into: doubles.kept.id, versions: nil,
                reason: "同一单位", by: doubles.officer)
        }
    }

    @Test func whoeverIsAMemberOfBothStaysSoOnce() async throws {
        let doubles = try await Doubles()
        let member = try await doubles.office.applicant("管理员")
        try await doubles.office.member(member, of: doubles.kept.id, "administrator")
        try await doubles.office.member(member, of: doubles.dropped.id, "member")
        try await doubles.merge()
        let own = try doubles.office.database.readNow {
            try doubles.accounts.memberships($0, of: member)
        }
        #expect(own.map(\.organisation) == [doubles.kept.id])
        #expect(own.first?.role == "administrator")
    }
}
