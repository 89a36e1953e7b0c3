import Catalogue
import Journal
import Registers
import Store
import TestDatabase
import TestSupport
import Testing
import Values

@testable import Applications

/// Files and signatures that an application needs: named where they are missing, counted where they
/// are there, missed again once they are gone.
@Suite struct ApplicationFileTests {
    private static let act = Act(actor: "试验", role: "officer", event: "made", reason: "试验")

    /// An application in a call that asks for a cooperation agreement beside the letter.
    private func begun(_ room: CallRoom, leader: Int64? = nil) async throws -> Record {
        let call = try await room.live()
        let terms = try #require(try room.record(call)["terms"].text)
        #expect(terms.contains("[\"commitment\"]"), "\(terms.prefix(2_000))")
        _ = try await room.database.write(Self.act) { writer in
            try room.registry.change(
                "call", call.id,
                to: Draft([
                    "terms": .text(
                        terms.replacing(
                            "[\"commitment\"]", with: "[\"commitment\",\"cooperation\"]"))
                ]), version: nil, writer)
        }
        let begun = try await room.applications.startApplication(
            call.id, secrecy: "open", room.answers(), by: room.member)
        guard let leader else { return begun }
        return try await room.database.write(Self.act) { writer in
            try room.registry.change(
                "application", begun.id, to: Draft(["leader": .integer(leader)]), version: nil,
                writer)
        }
    }

    private func file(_ room: CallRoom, _ step: String, of application: Record) async throws
        -> Int64
    {
        try await room.database.write(Self.act) { writer in
            try room.registry.create(
                Draft([
                    "name": .text("\(step).pdf"), "kind": .text("pdf"), "bytes": .integer(1),
                    "digest": .text(String(repeating: "0", count: 64)), "step": .text(step),
                    "scanned": .text("clean"), "uploaded_by": .text("经办己"),
                    "about_register": .text("application"), "purpose": .text("attachment"),
                    "about_record": .integer(application.id),
                ]), in: "file", writer
            ).id
        }
    }

    private func missing(_ room: CallRoom, _ application: Record) throws -> [String] {
        try room.database.readNow { reader in
            try room.applications.missing(
                reader,
                try room.registry.record(
                    reader, "application", application.id)
            ).map(\.title)
        }
    }

    /// Somebody of the other unit, with an account of their own.
    private func outsider(_ room: CallRoom) async throws -> (person: Int64, viewer: Viewer) {
        let unit = try #require(room.other.organisation)
        let (person, account) = try await room.database.write(Self.act) { writer in
            let person = try room.registry.create(
                Draft([
                    "name": .text("负责人庚"), "organisation": .integer(unit),
                    "title": .text("associate"), "sex": .text("1"), "birth": .text("1988-06"),
                ]), in: "person", writer
            ).id
            let account = try room.registry.create(
                Draft(
                    [
                        "login": .text("outsider"), "name": .text("负责人庚"),
                        "role": .text("applicant"), "person": .integer(person),
                    ], state: "active"), in: "account", writer
            ).id
            return (person, account)
        }
        return (
            person,
            Viewer(
                name: "负责人庚", role: room.other.role, account: account, organisation: unit)
        )
    }

    @Test func aRequiredFileIsNamedUntilItIsThereAndAgainOnceItIsGone() async throws {
        let room = try await CallRoom()
        let application = try await begun(room)
        _ = try await room.applications.commit(application.id, by: room.administrator)
        #expect(try missing(room, application) == ["合作协议"])
        let words = await room.refusal {
            _ = try await room.applications.signOff(
                application.id, version: nil, by: room.administrator)
        }
        #expect(words.contains("还差 1 处") && words.contains("合作协议") && words.contains("没有上传"))
        // What is attached as something else does not count.
        _ = try await file(room, "other", of: application)
        #expect(try missing(room, application) == ["合作协议"])
        let agreement = try await file(room, "cooperation", of: application)
        #expect(try missing(room, application) == [])
        _ = try await room.database.write(Self.act) { writer in
            try room.registry.withdraw("file", agreement, writer)
        }
        #expect(try missing(room, application) == ["合作协议"])
        _ = try await file(room, "cooperation", of: application)
        let signed = try await room.applications.signOff(
            application.id, version: nil, by: room.administrator)
        #expect(signed.state == "signed-off")
    }

    @Test func aLetterSignedOnPaperCountsLikeOneSignedOnline() async throws {
        let room = try await CallRoom()
        let application = try await begun(room)
        _ = try await file(room, "cooperation", of: application)
        #expect(try missing(room, application) == ["承诺书"])
        let letter = try await file(room, "commitment", of: application)
        #expect(try missing(room, application) == [])
        let kept = try room.database.readNow {
            try room.applications.paperCommitment($0, application)
        }
        #expect(kept?.id == letter)
        _ = try await room.database.write(Self.act) { writer in
            try room.registry.withdraw("file", letter, writer)
        }
        #expect(try missing(room, application) == ["承诺书"])
    }

    @Test func aLeaderOfAnotherOrganisationSignsAndNobodyElseOfIt() async throws {
        let room = try await CallRoom()
        let (person, leader) = try await outsider(room)
        let application = try await begun(room, leader: person)
        let asked = try room.database.readNow {
            try room.applications.commitmentsAsked($0, of: leader)
        }
        let one = try #require(asked.first)
        #expect(asked.count == 1 && one.application.id == application.id && one.signedBy == nil)
        #expect(one.organisation == "示例大学")
        // Their administrator is no more than anybody, and neither is a member of the team.
        for stranger in [room.other, room.colleague] {
            #expect(
                try room.database.readNow {
                    try room.applications.commitmentsAsked($0, of: stranger)
                }.isEmpty)
            let words = await room.refusal {
                _ = try await room.applications.commit(application.id, by: stranger)
            }
            #expect(words != "没有拒绝")
        }
        // What has changed since they looked is not signed.
        _ = try await room.applications.saveApplication(
            application.id, ["summary": .text("改过的摘要")], version: nil, by: room.member)
        let stale = await room.refusal {
            _ = try await room.applications.commit(
                application.id, seen: one.digest, by: leader)
        }
        #expect(stale.contains("又改动了"))
        let again = try #require(
            try room.database.readNow {
                try room.applications.commitmentsAsked($0, of: leader)
            }.first)
        let signed = try await room.applications.commit(
            application.id, seen: again.digest, by: leader)
        #expect(signed["committed_by"].text == "负责人庚")
        let after = try room.database.readNow {
            try room.applications.commitmentsAsked($0, of: leader)
        }
        #expect(after.first?.signedBy == "负责人庚")
        // They do nothing else with it.
        for words in [
            await room.refusal {
                _ = try await room.applications.saveApplication(
                    application.id, ["summary": .text("别人")], version: nil, by: leader)
            },
            await room.refusal {
                _ = try await room.applications.signOff(application.id, version: nil, by: leader)
            },
        ] { #expect(words.contains("不是您单位")) }
        _ = try await room.applications.saveApplication(
            application.id, ["summary": .text("又改")], version: nil, by: room.member)
        let void = try room.database.readNow {
            try room.applications.commitmentsAsked($0, of: leader)
        }
        #expect(void.first?.signedBy == nil && void.first?.isVoid == true)
    }

    @Test func aLeaderWithAnAccountIsToldOnceThatTheirSignatureIsAsked() async throws {
        let room = try await CallRoom()
        let call = try await room.live()
        let answers = room.answers(["leader": .text("#\(room.colleaguePerson)")])
        let begun = try await room.applications.startApplication(
            call.id, secrecy: "open", answers, by: room.member)
        _ = try await room.applications.saveApplication(
            begun.id, answers, version: nil, by: room.member)
        let told = try room.database.readNow {
            try $0.all("SELECT link FROM notice WHERE kind = 'application-commitment-asked'")
        }
        #expect(told.map { $0[0].text } == ["/consents"])
    }
}
