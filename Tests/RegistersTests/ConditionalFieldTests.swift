import Catalogue
import Journal
import Store
import TestDatabase
import TestSupport
import Testing
import Values

@testable import Registers

/// Fields that are asked only where another says so.
@Suite struct ConditionalFieldTests {
    private let registry: Registry
    private let officer: Viewer

    init() throws {
        let catalogue = try testCatalogue(Self.files)
        let clock = SettableClock("2025-11-22T04:00:00Z")
        registry = Registry(
            try testDatabase(
                catalogue, clock: clock.clock,
                personalKey: PersonalKey(bytes: Array(repeating: 7, count: 32))))
        officer = Viewer(name: "张三", role: try #require(catalogue.roles["officer"]))
    }

    private static let files = [
        "layer.yaml": "level: city\ntitle: 试验市\nregion: \"430600\"\n",
        "roles.yaml":
            "officer: {title: 经办人, may: [read, create, change, move], sees: [internal]}\n",
        "codes/modes.yaml": "modes: {title: 方式, values: {own: 自办, transfer: 转让, licence: 许可}}\n",
        "lifecycles/deals.yaml": """
        deals:
          title: 办理
          initial: open
          states: {open: 在办, done: {title: 办结, final: true}}
          moves:
            finish: {title: 办结, from: [open], to: done, by: [officer], requires: [price]}
        """,
        "registers/deal.yaml": """
        register: deal
        title: 交易
        match: [number]
        lifecycle: deals
        label: number
        list: [number]
        fields:
          number: {title: 编号, type: text, required: true}
          mode: {title: 方式, type: choice, of: modes}
          price: {title: 价款, type: money, required: true, when: {mode: [transfer, licence]}}
          split: {title: 分期, type: boolean, default: "是", when: {mode: licence}}
          terms:
            title: 各期
            type: rows
            required: true
            when: {split: true}
            columns:
              amount: {title: 金额, type: money, required: true}
        """,
    ]

    private func make(_ number: String, _ answers: [String: Answer]) async throws -> Record {
        try await registry.createRecord(
            "deal", answers.merging(["number": .text(number)]) { $1 }, by: officer)
    }

    private func change(_ record: Record, _ answers: [String: Answer]) async throws -> Record {
        try await registry.changeRecord(
            "deal", record.id, answers, version: record.version, by: officer)
    }

    private func problems(_ act: () async throws -> Record) async -> [String] {
        do {
            _ = try await act()
            return []
        } catch RecordRefusal.fields(let problems) {
            return problems.map { "\($0.field)：\($0.rule)" }
        } catch {
            return ["\(error)"]
        }
    }

    @Test func aFieldIsRequiredOnlyWhereItIsAsked() async throws {
        _ = try await make("1", ["mode": .text("own")])
        _ = try await make("2", [:])
        #expect(await problems { try await make("3", ["mode": .text("转让")]) } == ["price：必填"])
        let sold = try await make("4", ["mode": .text("transfer"), "price": .text("3万元")])
        #expect(sold["split"].isNull)
    }

    @Test func whatDependsOnAFieldThatIsNotAskedIsNotAskedEither() async throws {
        let licence: [String: Answer] = ["mode": .text("licence"), "price": .text("1")]
        #expect(await problems { try await make("1", licence) } == ["terms：必填，至少一行"])
        let terms: Answer = .rows([["amount": "5"]])
        let made = try await make("2", licence.merging(["terms": terms]) { $1 })
        #expect(made["split"] == .integer(1))
        let own: [String: Answer] = ["mode": .text("own")]
        let now = try await change(made, own)
        #expect(now["price"].isNull && now["split"].isNull && now.rows["terms"] == nil)
        let step = try await registry.database.read {
            try registry.history($0, "deal", now.id).last?.changes.map(\.field)
        }
        #expect(step == ["mode", "price", "split", "terms"])
    }

    @Test func whatIsFilledInThoughItIsNotAskedIsRefusedInWords() async throws {
        let answers: [String: Answer] = ["mode": .text("own"), "price": .text("7")]
        #expect(
            await problems { try await make("1", answers) }
                == ["price：只有“方式”为转让或许可才填"])
        let own = try await make("2", ["mode": .text("own")])
        #expect(await problems { try await change(own, ["price": .text("7")]) }.count == 1)
        // Emptied besides, it is no answer.
        _ = try await make("3", ["mode": .text("own"), "price": .text("")])
        let unread = await problems {
            try await make("4", ["mode": .text("nothing"), "price": .text("7")])
        }
        #expect(unread.first?.hasPrefix("mode：") ?? false)
    }

    @Test func aMoveDoesNotRequireWhatIsNotAsked() async throws {
        let own = try await make("1", ["mode": .text("own")])
        let done = try await registry.moveRecord("deal", own.id, "finish", by: officer)
        #expect(done.state == "done")
    }

    @Test func theDictionarySaysWhenAFieldIsFilledIn() throws {
        let catalogue = registry.catalogue
        let register = try #require(catalogue.register("deal"))
        let price = try #require(register.field("price"))
        let line = registry.describe(price, in: register)
        #expect(line.when == "“方式”为转让或许可" && line.required && !price.required)
    }
}
