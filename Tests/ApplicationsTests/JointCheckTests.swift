import Registers
import Returns
import Store
import TestDatabase
import TestSupport
import Testing
import Values

@testable import Applications

/// Departments are asked by a return, and what they say is read back unit by unit.
@Suite struct JointCheckTests {
    private struct Room {
        let office: GateOffice
        /// Of the university twice, and of the company.
        let ids: [Int64]
        let departments: [JointDepartment]
        var party: ReturnParty { ReturnParty(office.officer, .section("planning-policy")) }
    }

    private func room() async throws -> Room {
        let office = try await GateOffice("2026-04-21T01:00:00Z")
        var ids: [Int64] = []
        for (index, unit) in [office.university, office.university, office.company].enumerated() {
            let leader = try await office.person("负责人\(index)", of: unit)
            ids.append(
                try await office.application(
                    "A\(index + 1)", "课题\(index)甲乙丙", leader: leader, of: unit,
                    state: "formal-passed"))
        }
        var departments: [JointDepartment] = []
        for (code, name) in [("credit", "示例市发改委"), ("tax", "示例市税务局")] {
            departments.append(
                JointDepartment(
                    code,
                    try await office.make(
                        "organisation", ["name": .text(name), "kind": .text("government")])))
        }
        return Room(office: office, ids: ids, departments: departments)
    }

    /// A department answers: which rows have problems.
    private func answer(
        _ room: Room, _ collection: Int64, _ department: JointDepartment,
        problems: [Int: String] = [:], accepts: Bool = true
    ) async throws {
        let registry = room.office.registry
        let returns = Returns(registry)
        let id = try registry.database.readNow {
            try $0.integer(
                """
                SELECT id FROM collection_sheet WHERE collection = \(collection)
                AND organisation = \(department.organisation)
                """)
        }
        let receiver = ReturnParty(
            Viewer(
                name: "部门经办", role: room.office.unit.role,
                organisation: department.organisation),
            .organisation(department.organisation))
        let opened = try await returns.openSheet(id, by: receiver)
        let view = try registry.database.readNow { try returns.sheet($0, id, by: receiver) }
        let rows = view.form.rowTitles.enumerated().map { index, title in
            [
                "c1": title, "c2": problems[index] == nil ? "无问题" : "有问题",
                "c3": problems[index] ?? "",
            ]
        }
        let sent = try await returns.fillSheet(
            id, SheetFilling(SheetAnswers(rows), isSending: true), version: opened.version,
            by: receiver)
        #expect(sent.problems.isEmpty, "\(sent.problems)")
        if accepts {
            _ = try await returns.acceptSheet(id, version: sent.sheet.version, by: room.party)
        }
    }

    private func refusal(_ body: () async throws -> Void) async -> String {
        do {
            try await body()
            return ""
        } catch { return "\(error)" }
    }

    @Test func unitsAreAskedOnceAndClearedTogetherWhereNobodyObjects() async throws {
        let room = try await room()
        let (office, applications) = (room.office, room.office.applications)
        let none = await refusal {
            try await applications.askDepartments(office.call, [], by: room.party)
        }
        #expect(none.contains("还没有选联审部门"))
        let collection = try await applications.askDepartments(
            office.call, room.departments, by: room.party)
        #expect(try office.record("collection", collection.id).state == "issued")
        #expect(collection["due_on"].text == "2026-04-30")
        let again = await refusal {
            try await applications.askDepartments(office.call, room.departments, by: room.party)
        }
        #expect(again.contains("没有要送联审的"))
        #expect(
            await refusal {
                try await applications.readDepartments(office.call, by: room.party)
            }.contains("还没有已审核的联审表"))
        try await answer(room, collection.id, room.departments[0])
        let half = try await applications.readDepartments(office.call, by: room.party)
        #expect(half.clear == 2 && half.missing == ["示例市税务局"])
        #expect(
            await refusal {
                try await applications.clearJointly(room.ids, by: office.officer)
            }.contains("没有收齐"))
        try await answer(room, collection.id, room.departments[1])
        _ = try await applications.readDepartments(office.call, by: room.party)
        try await applications.clearJointly(room.ids, by: office.officer)
        #expect(
            try room.ids.map { try office.record("application", $0).state }
                == ["cleared", "cleared", "cleared"])
    }

    @Test func anObjectionIsDecidedByAPersonWithAReason() async throws {
        let room = try await room()
        let (office, applications) = (room.office, room.office.applications)
        let collection = try await applications.askDepartments(
            office.call, room.departments, by: room.party)
        try await answer(room, collection.id, room.departments[0])
        // The company stands second in the order of names.
        try await answer(
            room, collection.id, room.departments[1], problems: [1: "欠缴税款 12 万元"])
        let read = try await applications.readDepartments(office.call, by: room.party)
        #expect(read.clear == 3 && read.problems == 1)
        let standings = try office.registry.database.readNow {
            try applications.jointStandings($0, of: office.call)
        }
        let accused = try #require(standings.first { !$0.value.problems.isEmpty }?.key)
        #expect(standings[accused]?.problems == ["税务：欠缴税款 12 万元"])
        let (bad, good) = accused == office.company ? ([2], [0, 1]) : ([0, 1], [2])
        #expect(
            await refusal {
                try await applications.clearJointly(room.ids, by: office.officer)
            }.contains("不能批量通过"))
        #expect(try office.record("application", room.ids[good[0]]).state == "formal-passed")
        try await applications.clearJointly(good.map { room.ids[$0] }, by: office.officer)
        #expect(
            await refusal {
                try await applications.decideJointly(
                    room.ids[bad[0]], refuses: true, reason: "", by: office.officer)
            }.contains("写明理由"))
        try await applications.decideJointly(
            room.ids[bad[0]], refuses: true, reason: "欠税没有缴清", by: office.officer)
        #expect(try office.record("application", room.ids[bad[0]]).state == "joint-rejected")
    }
}
