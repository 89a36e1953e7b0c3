import Journal
import Registers
import Store
import TestSupport
import Values

/// A run of the model test: rounds of acts by several who write at once, compared after each.
struct ModelRun {
    let seed: UInt64
    let operations: Int
    /// Told how far it is.
    let tell: (String) -> Void

    private static let writers = ["A", "B", "C", "D", "E", "F"]
    private static let perRound = 25

    private var city: ModelCity
    private var partitions = writers.map { Partition(prefix: $0) }
    private var randoms: [SeededGenerator]
    /// For what is asked, so that asking more does not change what is done.
    private var asking: SeededGenerator
    private var lastAt = Instant(milliseconds: 0)
    private var now: Instant
    private var done = 0
    private var round = 0
    private var compared = 0
    private var asked = 0
    private var remembered: [(day: CalendarDate, partitions: [Partition])] = []

    init(seed: UInt64, operations: Int, tell: @escaping (String) -> Void) throws {
        self.seed = seed
        self.operations = operations
        self.tell = tell
        city = try ModelCity()
        now = city.clock.now
        var random = SeededGenerator(seed: seed)
        asking = SeededGenerator(seed: random.next())
        randoms = Self.writers.map { _ in SeededGenerator(seed: random.next()) }
    }

    private var entries: Int { partitions.reduce(0) { $0 + $1.entries } }

    /// - Throws: `Mismatch` with the seed, the number of the operation and how to run it again.
    mutating func run() async throws {
        do {
            while done < operations { try await takeRound() }
            try await compareAll()
            try await finish()
        } catch {
            try? city.remove()
            throw Mismatch(
                "seed \(seed), by operation \(done), round \(round): \(error)",
                expected: "no difference",
                found: "one; run it again: make test-model SEED=\(seed)")
        }
        try city.remove()
    }

    private mutating func takeRound() async throws {
        round += 1
        try setClock()
        let before = entries
        let firms = partitions.flatMap { $0.order["firm"] ?? [] }
        for index in partitions.indices { partitions[index].firmsOfAll = firms }
        let writers = partitions.indices.map { index in
            ModelWriter(
                partition: partitions[index],
                maker: AnswerMaker(random: randoms[index], today: now.businessDate), city: city,
                now: now)
        }
        // Let go of them here: what one owns alone is not copied when it changes.
        partitions = []
        let isTogether = asking.next() % 5 > 0
        let after = try await isTogether ? together(writers) : oneByOne(writers)
        partitions = after.map(\.partition)
        randoms = after.map(\.maker.random)
        done += Self.perRound * partitions.count
        try await race()
        if entries > before { lastAt = now }
        try compareSome()
        if done - compared >= max(500, operations / 20) { try await compareAll() }
        if round.isMultiple(of: 9) { try city.reopen() }
    }

    /// Some hours later, or a clock set back: the platform's time then stands still.
    private mutating func setClock() throws {
        let hours = Int64(asking.next() % 40)
        let isBack = asking.next() % 8 == 0
        let moved = city.clock.now.milliseconds + (isBack ? -3 : 1) * hours * 3_600_000
        city.clock.now = Instant(milliseconds: moved)
        let next = max(lastAt, city.clock.now)
        let longest = 6
        if next.businessDate > now.businessDate, now == lastAt, asking.next() % 9 == 0 {
            if remembered.count == longest {
                remembered.remove(at: Int(asking.next() % UInt64(longest)))
            }
            remembered.append((now.businessDate, partitions))
        }
        now = next
    }

    private func together(_ writers: [ModelWriter]) async throws -> [ModelWriter] {
        let base = done
        return try await withThrowingTaskGroup(of: (Int, ModelWriter).self) { group in
            for (index, writer) in writers.enumerated() {
                group.addTask { (index, try await Self.acting(writer, from: base, index)) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
                .sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    private func oneByOne(_ writers: [ModelWriter]) async throws -> [ModelWriter] {
        var after: [ModelWriter] = []
        for (index, writer) in writers.enumerated() {
            after.append(try await Self.acting(writer, from: done, index))
        }
        return after
    }

    private static func acting(_ writer: ModelWriter, from base: Int, _ index: Int) async throws
        -> ModelWriter
    {
        var writer = writer
        for number in 1...perRound {
            do {
                try await writer.act()
            } catch {
                throw Mismatch(
                    "operation \(base + index * perRound + number) by \(writers[index]): \(error)",
                    expected: "as foretold", found: "otherwise")
            }
        }
        return writer
    }

    private mutating func race() async throws {
        let index = round % partitions.count
        var writer = ModelWriter(
            partition: partitions[index],
            maker: AnswerMaker(random: randoms[index], today: now.businessDate), city: city,
            now: now)
        try await writer.race(round: round)
        partitions[index] = writer.partition
        randoms[index] = writer.maker.random
        done += 1
    }

    // MARK: - Comparing

    private mutating func maker() -> AnswerMaker {
        AnswerMaker(random: SeededGenerator(seed: asking.next()), today: now.businessDate)
    }

    private mutating func compareSome() throws {
        // A model of many records answers slowly: it is asked more seldom.
        if round.isMultiple(of: max(1, operations / 20_000)) { try compareQuestions() }
        try compareHistories()
    }

    private mutating func compareQuestions() throws {
        let view = ModelView(partitions)
        let officer = try city.viewer("officer")
        for _ in 0..<6 {
            var find = ModelFind(view: view, maker: maker())
            try find.compare(city.registry, by: officer)
            asked += 1
        }
    }

    private mutating func compareHistories() throws {
        var maker = maker()
        for partition in partitions {
            let register = maker.pick(ModelRules.registers) ?? ""
            guard let id = maker.pick(partition.order[register] ?? []) else { continue }
            let registry = city.registry
            let steps = try registry.database.readNow { try registry.history($0, register, id) }
            let found = steps.map { step in
                Step(
                    version: step.version, event: step.entry.act.event, role: step.entry.act.role,
                    reason: step.entry.act.reason, at: step.entry.at,
                    changed: Set(step.changes.map(\.field)))
            }
            try same(found, partition.history[id] ?? [], "history of \(register) \(id)")
        }
    }

    private mutating func compareAll() async throws {
        compared = done
        let view = ModelView(partitions)
        try view.compareLists(city.registry)
        try view.compareFigures(city.registry, today: now.businessDate)
        let records = view.records.values.reduce(0) { $0 + $1.count }
        tell("\(done) operations, \(entries) entries, \(records) records: the same")
    }

    /// What was known on the days remembered, and the journal.
    private func finish() async throws {
        for (day, partitions) in remembered {
            let past = try await city.registry.asKnown(on: day)
            let view = ModelView(partitions).withoutPersonal
            try view.compareLists(past)
            try view.compareFigures(past, today: day)
            try past.database.close()
            tell("as known on \(day.iso): the same")
        }
        let registry = city.registry
        let report = try registry.database.readNow { try registry.verify($0) }
        let records = partitions.reduce(0) { sum, partition in
            sum + partition.batchCount + partition.records.values.reduce(0) { $0 + $1.count }
        }
        try same(report.findings.map(\.what), [], "verify")
        try same(report.entries, entries, "entries of the journal")
        try same(report.records, records, "records")
        try same(
            report.corrections.count, partitions.reduce(0) { $0 + $1.corrections }, "corrections")
        // Neither all done nor all refused, or the run has tried nothing.
        try same(entries * 10 > done * 3 && entries * 10 < done * 9, true, "\(entries) of \(done)")
        tell(
            "\(done) operations, \(entries) entries, \(report.images) images, \(records) records, "
                + "\(asked) questions, \(remembered.count) past days: no difference")
    }
}
