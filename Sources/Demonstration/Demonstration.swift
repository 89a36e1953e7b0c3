import Accounts
import Catalogue
import Documents
public import Registers
import Store
import Values

/// A made-up city whose records add up to the published figures of a year.
public enum Demonstration {
    /// In the order in which they refer to each other.
    private static let makers: [any RecordMaker] = [
        OrganisationMaker(), PersonMaker(), CertificateMaker(part: 0),
        CertificateMaker(part: 1), CertificateMaker(part: 2), AssessmentMaker(), LoanBankMaker(),
        LoanMaker(),
        ContractMaker(), AchievementMaker(), NominationMaker(), NeedMaker(), NeedRepeatMaker(),
        StationMaker(), ServiceMaker(), PlatformMaker(), IncubatorMaker(), InsuranceMaker(),
        ExpertStationMaker(), TalentMaker(), TalentAwardMaker(), ForeignExpertMaker(),
        CompetitionMaker(), EntryMaker(), ProjectMaker(), EventMaker(), MeetingMaker(),
        CostLimitMaker(), ReceptionMaker(), CostEventMaker.conferences, CostEventMaker.classes,
        CarMaker(), CarUseMaker(), PurchaseMaker(),
    ]

    /// Writes the demonstration into an empty city.
    ///
    /// Equal input gives an equal journal where the database has a fixed clock and equal personal
    /// key. The records of `year` and of the year before are exact for `scale` 1; the two years
    /// before them are smaller. Greater scales add `scale` − 1 times as many records again, spread
    /// over ten years, for benchmarks, and move the figures.
    ///
    /// - Parameters:
    ///   - year: whose figures they are; the database's clock must stand after its end, by ten
    ///     days or more.
    ///   - examples: the folder `examples/yueyang-2025`, whose rows the stated figures rest on.
    ///   - progress: called with the number of records written so far.
    /// - Throws: `DemonstrationError`, `RecordRefusal`, or a database error.
    public static func write(
        into registry: Registry, year: Int = 2025, scale: Int = 1, examples: String,
        progress: @escaping @Sendable (Int) -> Void = { _ in }
    ) async throws {
        let present = try await registry.database.read {
            try $0.integer("SELECT count(*) FROM organisation")
        }
        guard present == 0 else { throw DemonstrationError.notEmpty(records: present) }
        let press = Press(registry, progress: progress)
        let rows = ExampleRows(folder: examples, registry: registry, year: year)
        var world = World(year: year, catalogue: registry.catalogue)
        try await writeStated(rows, world, press)
        var counts: [String: Int] = [:]
        for maker in makers {
            var random = SplitMix64(named: "\(maker.register)\(counts[maker.register] ?? 0)")
            let drafts = maker.base(world, &random)
            counts[maker.register, default: 0] += drafts.count
            world.take(maker.register, drafts, try await press.write(maker.register, drafts))
        }
        for (register, count) in try await writeSamples(rows, press) {
            counts[register, default: 0] += count
        }
        try await makeAccounts(registry)
        try await ReturnMaker(registry, year: year).write()
        try await AllocationMaker(registry).write()
        try await ProjectMoneyMaker(registry).write()
        try await MoneyYearsMaker(registry, year: year).write()
        try await SeasonMaker(registry, year: year).write()
        try await WaitingCallMaker(registry).write()
        try await CheckedCallMaker(registry).write()
        try await CallMaker(registry, year: year).write()
        guard scale > 1 else { return }
        for round in 1..<scale {
            try await writeFurther(round, counts, &world, press)
        }
    }

    /// One account a role; those of a unit act for one that has needs to tell of, those
    /// of a bank for one that gives loans.
    private static func makeAccounts(_ registry: Registry) async throws {
        let (organisation, other, bank, department) = try await registry.database.read { reader in
            let first = try reader.integer(
                "SELECT organisation FROM technology_need ORDER BY id LIMIT 1")
            return (
                first,
                try reader.integer(
                    """
                    SELECT id FROM organisation WHERE kind = 'university' AND id <> \(first)
                    ORDER BY id LIMIT 1
                    """),
                try reader.integer("SELECT bank FROM loan_bank ORDER BY id LIMIT 1"),
                try reader.first(
                    "SELECT id FROM organisation WHERE kind = 'government' ORDER BY id DESC LIMIT 1"
                )?[0]
                .integer
            )
        }
        try await Accounts(registry).makeDemonstrationAccounts(
            for: organisation, other: other, bank: bank, department: department)
    }

    /// The published files, and what stands beside them.
    private static func writeStated(_ rows: ExampleRows, _ world: World, _ press: Press)
        async throws
    {
        let budget = try await rows.drafts("budget-line.csv", for: "budget-line")
        let stated: [(String, [Draft])] = [
            ("section", try await rows.drafts("section.csv", for: "section")),
            (
                "passage",
                StatedMaker.signed(
                    try await rows.drafts("passages.csv", for: "passage"), world.year)
            ),
            ("budget-line", StatedMaker.budget(budget, world)),
            (
                "final-account",
                try await rows.drafts("final-account.csv", for: "final-account")
                    + FinalAccountMaker.tables(of: StatedMaker.budget(budget, world))
            ),
            (
                "statistic",
                try await rows.drafts("statistic.csv", for: "statistic")
                    + StatedMaker.statistics(world)
            ),
            (
                "zone-milestone",
                try await rows.drafts("zone-milestone.csv", for: "zone-milestone")
                    + StatedMaker.milestones(world)
            ),
            (
                "annotation",
                try await rows.drafts("annotation.csv", for: "annotation")
                    + StatedMaker.annotations(world)
            ),
            ("import-mapping", ImportMaker.mappings()),
            ("import-batch", ImportMaker.batches(world)),
        ]
        for (register, drafts) in stated { _ = try await press.write(register, drafts) }
    }

    /// The samples of the registers that no maker fills, and the organisations and people that
    /// they name; no figure counts those two. The number of records by register.
    private static func writeSamples(_ rows: ExampleRows, _ press: Press) async throws
        -> [String: Int]
    {
        let registry = rows.registry
        var written: [String: Int] = [:]
        for sample in registry.catalogue.samplesInOrder {
            let table = try registry.register(sample.register).table
            let present = try await registry.database.read {
                try $0.integer("SELECT count(*) FROM \(table: table)")
            }
            guard present == 0 || ["organisation", "person"].contains(sample.register) else {
                continue
            }
            // One by one: a row may name the one before it.
            for row in sample.table.rows {
                let draft = try await rows.draft(row, of: sample)
                _ = try await press.write(sample.register, [draft])
            }
            written[sample.register] = sample.table.rows.count
        }
        return written
    }

    /// One more round of as many records as the base has: the next are made while the last are
    /// being written.
    private static func writeFurther(
        _ round: Int, _ counts: [String: Int], _ world: inout World, _ press: Press
    ) async throws {
        var pending: Task<Void, any Error>?
        for maker in makers {
            var random = SplitMix64(named: maker.register, round: round)
            // One maker a register makes further ones.
            let first = (counts[maker.register] ?? 0) * round + 100_000
            let drafts = (0..<(counts[maker.register] ?? 0)).compactMap { number in
                maker.further(
                    first + number, world.year - 9 + number % 10, world, &random)
            }
            if drafts.isEmpty { continue }
            try await pending?.value
            if maker.register == "organisation" {
                world.renewEnterprises()
                world.take(maker.register, drafts, try await press.write(maker.register, drafts))
                continue
            }
            pending = Task { _ = try await press.write(maker.register, drafts) }
        }
        try await pending?.value
    }
}
