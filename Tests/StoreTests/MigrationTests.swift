import Catalogue
import Store
import Testing
import Values

@Suite struct MigrationTests {
    private let folder = TemporaryFolder()
    private var data: DataFolder { DataFolder(folder.path) }
    private static let visit = "registers/visit.yaml"

    /// A city with one visit, then the same city under a changed catalogue.
    private func reopened(_ changed: [String: String]) async throws -> Database {
        let database = try data.create(try SmallCatalogue.load(), clock: .noon)
        try await database.write(.test) { try $0.visit("甲", kind: "good") }
        try database.close()
        return try data.open(try SmallCatalogue.load(changed), clock: .noon)
    }

    private func steps(_ changed: [String: String]) async throws -> [String] {
        do {
            _ = try await reopened(changed)
            return []
        } catch StoreError.migrationNeeded(let steps) {
            return steps
        }
    }

    @Test func aNewOptionalFieldIsAddedToWhatIsThere() async throws {
        let database = try await reopened([
            Self.visit: SmallCatalogue.visit(
                adding: "weather: {title: 天气, type: choice, of: kinds}")
        ])
        #expect(database.catalogueVersion == 2)
        #expect(
            try database.readNow { try $0.all("SELECT name, weather FROM visit") }
                == [[.text("甲"), .null]])
        try database.close()
        let again = try data.open(database.catalogue, clock: .noon)
        #expect(again.catalogueVersion == 2)
        try again.close()
    }

    @Test func aNewRequiredFieldIsRefusedWithTheMigrationToWrite() async throws {
        let steps = try await steps([
            Self.visit: SmallCatalogue.visit(adding: "who: {title: 谁, type: text, required: true}")
        ])
        #expect(steps == ["visit.who：新增的必填列。先加成可空，补齐数据，再改成必填"])
        let database = try data.open(try SmallCatalogue.load(), clock: .noon)
        #expect(database.catalogueVersion == 1)
        #expect(try database.readNow { try $0.integer("SELECT count(*) FROM visit") } == 1)
        try database.close()
    }

    @Test func aRemovedFieldIsRefused() async throws {
        let text = (SmallCatalogue.files[Self.visit] ?? "")
            .replacing("  cost: {title: 费用, type: money}", with: "")
        #expect(try await steps([Self.visit: text]) == ["visit.cost：目录里已删去。保留声明，或写迁移移走其中的数据"])
    }

    @Test func aChangedTypeIsRefusedWithBothForms() async throws {
        let text = (SmallCatalogue.files[Self.visit] ?? "").replacing(
            "type: money", with: "type: text")
        let steps = try await steps([Self.visit: text])
        #expect(steps.count == 1)
        #expect(steps.first?.hasPrefix("visit.cost：由 \"cost\" INTEGER") == true)
    }

    @Test func everyRefusalIsToldAtOnce() async throws {
        let text = SmallCatalogue.visit(adding: "who: {title: 谁, type: text, required: true}")
            .replacing("type: money", with: "type: text")
        #expect(try await steps([Self.visit: text]).count == 2)
    }

    @Test func aNewCodeIsAcceptedAndARetiredOneKept() async throws {
        let database = try await reopened([
            "codes/kinds.yaml": "kinds: {title: 类别, values: {bad: 很坏, fair: 中}}\n"
        ])
        let codes = try database.readNow {
            try $0.all("SELECT code, title, retired FROM code_kinds ORDER BY code")
        }
        #expect(
            codes == [
                [.text("bad"), .text("很坏"), .integer(0)], [.text("fair"), .text("中"), .integer(0)],
                [.text("good"), .text("好"), .integer(1)],
            ])
        try await database.write(.test) { try $0.visit("乙", kind: "fair") }
        try database.close()
    }

    @Test func aNewRegisterAppears() async throws {
        let database = try await reopened([
            "registers/meeting.yaml": """
            register: meeting
            title: 会议
            unique: [[held_on]]
            fields:
              held_on: {title: 日期, type: date}
              people: {title: 参加人, type: rows, columns: {name: {title: 姓名, type: text}}}
              phone: {title: 电话, type: text, personal: true}
            """
        ])
        try database.readNow { (reader: Reader) throws in
            for table in ["meeting", "meeting__people", "meeting_personal", "meeting_past_state"] {
                #expect(try reader.integer("SELECT count(*) FROM \(table: table)") == 0)
            }
            #expect(
                try reader.integer(
                    "SELECT count(*) FROM sqlite_master WHERE name = 'ux_meeting__held_on'")
                    == 1)
        }
        try database.close()
    }

    @Test func aNewStateOfALifeCycleIsAccepted() async throws {
        let database = try await reopened([
            "lifecycles/kept.yaml":
                "kept: {title: 在册, initial: in-force, states: {in-force: 在册, closed: 停办}}\n"
        ])
        try await database.write(.test) { try $0.execute("UPDATE visit SET state = 'closed'") }
        try database.close()
    }

    @Test func aNewIndexIsMadeAndOneNobodyAsksForIsDropped() async throws {
        let text = (SmallCatalogue.files[Self.visit] ?? "")
        let indexed = try await reopened([
            Self.visit: text.replacing("label: name", with: "label: name\nunique: [[name]]")
        ])
        let ours: SQL = "SELECT count(*) FROM sqlite_master WHERE name = 'ux_visit__name'"
        #expect(try indexed.readNow { try $0.integer(ours) } == 1)
        try indexed.close()
        let plain = try data.open(try SmallCatalogue.load(), clock: .noon)
        #expect(try plain.readNow { try $0.integer(ours) } == 0)
        try plain.close()
    }

    @Test func theDemonstrationCityKnowsThatItIsOne() throws {
        let database = try data.create(try SmallCatalogue.load(), clock: .noon, demonstration: true)
        #expect(database.isDemonstration)
        try database.close()
        let again = try data.open(try SmallCatalogue.load(), clock: .noon)
        #expect(again.isDemonstration)
        try again.close()
    }

    @Test func aCityMadeBeforeAKernelTableCameIsGivenIt() async throws {
        let made = try data.create(try SmallCatalogue.load(), clock: .noon)
        try await made.write(.test) { try $0.execute("DROP TABLE job_lease") }
        try made.close()
        let database = try data.open(try SmallCatalogue.load(), clock: .noon)
        #expect(try await database.takeLease("log-cleanup", for: .seconds(60)) != nil)
        #expect(database.catalogueVersion == 1)
        try database.close()
    }
}
