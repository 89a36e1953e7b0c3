import Catalogue
import Figures
import Registers
import Reports
import Store
import Synchronization
import Work

/// Answers of figures and work lists, kept as long as the journal has no newer entry: nothing is
/// written beside the journal, so an answer of the same head is the same answer.
final class FigureCache: Sendable {
    private struct Key: Hashable {
        let figure: String
        let question: FigureQuestion
    }

    private struct WorkKey: Hashable {
        let question: WorkQuestion
        let role: String
        let county: String?
        let organisation: Int64?
    }

    private struct Kept {
        var head: Int64 = -1
        var results: [Key: FigureResult] = [:]
        var years: [Int]?
        var reports: [Key: ComposedReport] = [:]
        var work: [WorkKey: [WorklistSummary]] = [:]
    }

    /// More than all figures over all counties and ten years.
    private static let limit = 40_000
    private let kept = Mutex(Kept())

    /// The figures of these names, from the cache or the snapshot, and how many were computed.
    func results(
        _ figures: Figures, _ reader: Reader, _ question: FigureQuestion, names: [String]
    ) throws -> (results: [FigureResult], computed: Int) {
        let head = try head(reader)
        var found: [String: FigureResult] = kept.withLock { kept in
            guard kept.head == head else { return [:] }
            var found: [String: FigureResult] = [:]
            for name in names { found[name] = kept.results[Key(figure: name, question: question)] }
            return found
        }
        let missing = names.filter { found[$0] == nil }
        if !missing.isEmpty {
            for result in try figures.evaluate(reader, question, names: missing) {
                found[result.definition.name] = result
                keep(head) {
                    $0.results[Key(figure: result.definition.name, question: question)] = result
                }
            }
        }
        return (names.compactMap { found[$0] }, missing.count)
    }

    /// The years that the records speak of.
    func years(_ figures: Figures, _ reader: Reader) throws -> [Int] {
        let head = try head(reader)
        if let years = kept.withLock({ $0.head == head ? $0.years : nil }) { return years }
        let years = try figures.years(reader)
        keep(head) { $0.years = years }
        return years
    }

    /// A report as it reads at the head, from the cache or composed.
    func report(
        _ reader: Reader, _ name: String, _ question: FigureQuestion,
        _ compose: () throws -> ComposedReport
    ) throws -> ComposedReport {
        let head = try head(reader)
        let key = Key(figure: name, question: question)
        if let report = kept.withLock({ $0.head == head ? $0.reports[key] : nil }) { return report }
        let report = try compose()
        keep(head) { $0.reports[key] = report }
        return report
    }

    /// How much there is to do, by list, as a role may see it.
    func work(
        _ worklists: Worklists, _ reader: Reader, _ question: WorkQuestion, by viewer: Viewer
    ) throws -> [WorklistSummary] {
        let head = try head(reader)
        let key = WorkKey(
            question: question, role: viewer.role.name, county: viewer.county,
            organisation: viewer.organisation)
        if let work = kept.withLock({ $0.head == head ? $0.work[key] : nil }) { return work }
        let work = try worklists.summaries(reader, question, by: viewer)
        keep(head) { $0.work[key] = work }
        return work
    }

    private func head(_ reader: Reader) throws -> Int64 {
        try reader.integer("SELECT number FROM journal_head WHERE id = 1")
    }

    /// A snapshot older than what is kept does not displace it.
    private func keep(_ head: Int64, _ change: (inout Kept) -> Void) {
        kept.withLock { kept in
            if head < kept.head { return }
            if head > kept.head || kept.results.count > Self.limit { kept = Kept(head: head) }
            change(&kept)
        }
    }
}
