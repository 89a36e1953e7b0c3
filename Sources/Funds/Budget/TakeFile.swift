import Catalogue
import Documents
import Journal
public import Registers
import Store
import Values

/// What taking a brought file did, or would do.
public enum TakenFile: Sendable {
    case execution(ExecutionPlan)
    /// By register: what became of the rows.
    case records(register: String, ImportReport)
}

extension Budget {
    /// What a brought file would do, taken as one of its meanings: it is done and taken back.
    /// - Throws: what `take` throws.
    public func preview(_ file: BroughtFile, as meaning: BroughtFile.Meaning, by viewer: Viewer)
        async throws -> TakenFile
    {
        if let cut = try Self.cut(meaning) {
            return .execution(
                try await previewExecution(
                    try await table(file), cut, file: file.name, by: viewer))
        }
        return try await importing(file, meaning, isTrial: true, by: viewer)
    }

    /// Takes a brought file as one of its meanings; all of it, or nothing.
    /// - Parameter keepsGood: whether rows of execution that no line answers to are left out.
    /// - Throws: `BudgetRefusal`, `ImportRefusal`, `RecordRefusal`, `DocumentProblem`.
    public func take(
        _ file: BroughtFile, as meaning: BroughtFile.Meaning, keepsGood: Bool = false,
        by viewer: Viewer
    ) async throws -> TakenFile {
        if let cut = try Self.cut(meaning) {
            return .execution(
                try await takeExecution(
                    try await table(file), cut, file: file.name, keepsGood: keepsGood, by: viewer))
        }
        return try await importing(file, meaning, isTrial: false, by: viewer)
    }

    private static func cut(_ meaning: BroughtFile.Meaning) throws -> ExecutionPlan.Cut? {
        switch meaning {
        case .execution(let month?): return .month(month)
        case .final(let year?): return .final(year)
        case .execution(nil), .final(nil):
            throw BudgetRefusal.unknownFile("文件没有写是哪个月、哪一年的，在下面选上")
        case .finalTables, .records: return nil
        }
    }

    private func table(_ file: BroughtFile) async throws -> ImportTable {
        try await table(file, BudgetLine.register)
    }

    private func table(_ file: BroughtFile, _ register: String) async throws -> ImportTable {
        let registry = registry
        return try await registry.database.read { reader in
            let known = try registry.headings(of: register, source: "", given: [:], reader)
            return try Self.table(at: file.path, file.bytes, isKnown: known)
        }
    }

    /// Ends the write of a preview, which thereby comes to nothing.
    private struct Trial: Error {
        let report: ImportReport
    }

    private func importing(
        _ file: BroughtFile, _ meaning: BroughtFile.Meaning, isTrial: Bool, by viewer: Viewer
    ) async throws -> TakenFile {
        var tables: [(name: String, table: ImportTable)] = []
        let register: String
        switch meaning {
        case .finalTables(let found):
            register = FinalAccountRow.register
            for table in found {
                tables.append((table.table.rawValue, try table.importTable))
            }
        case .records(let name):
            register = name
            tables = [("默认", try await self.table(file, name))]
        case .execution, .final: return .records(register: "", ImportReport())
        }
        let declared = try registry.register(register)
        try registry.permit(viewer, .import, on: declared)
        if declared.isManaged { throw RecordRefusal.managed(register: declared.title) }
        let act = Act(
            actor: viewer.name, role: viewer.role.name, event: "\(declared.name).imported",
            reason: "导入 \(file.name)")
        let digest = Digest(of: file.bytes).hex
        do {
            let report = try await registry.database.write(act) { [tables] writer in
                var all = ImportReport()
                for (source, table) in tables {
                    let request = ImportRequest(
                        file: file.name, digest: digest, source: source,
                        asOf: table.asOf.flatMap { Self.lastDay($0) })
                    all.add(
                        try registry.importTable(
                            table, into: register, by: viewer, request, writer))
                }
                if isTrial { throw Trial(report: all) }
                return all
            }
            return .records(register: register, report)
        } catch let trial as Trial {
            return .records(register: register, trial.report)
        }
    }

    private static func lastDay(_ words: String) -> CalendarDate? {
        (try? CalendarDate.parse(words)) ?? (try? YearMonth.parse(words))?.lastDay
    }
}

extension ImportReport {
    /// What several tables of one file did together.
    fileprivate mutating func add(_ other: ImportReport) {
        created += other.created
        changed += other.changed
        unchanged += other.unchanged
        changes += other.changes
        vanished += other.vanished
        findings += other.findings
        unused += other.unused
        notes += other.notes
        batch = other.batch ?? batch
    }
}
