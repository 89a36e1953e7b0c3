import Catalogue
import Registers
import Store
import Values

/// Puts a pool's month where its rate of bad loans belongs: normal, warned, or stopped, by the
/// lines in force at the end of that month.
struct WatchPool: RecordConsequence {
    let registers: Set<String> = ["pool-month"]
    let isLasting = false

    func follow(_ step: RecordStep, in registry: Registry, _ writer: Writer) throws {
        let record = step.after
        guard record.state != Lifecycle.withdrawn else { return }
        let due = Self.state(of: record, registry.catalogue)
        if due == record.state { return }
        if let before = step.before, before.state != record.state {
            let title = registry.catalogue.lifecycles["pool-month"]?.title(of: due)
            throw RefusedFunding(PoolRefusal.rate(due: title ?? due), record, registry)
        }
        let moves = ["normal": "clear", "warned": "warn", "stopped": "stop"]
        guard let move = moves[due] else { return }
        _ = try registry.move("pool-month", record.id, move, version: nil, writer)
    }

    /// The state of a month by its amounts; a line is reached at its very rate.
    static func state(of record: Record, _ catalogue: Catalogue) -> String {
        let (overdue, outstanding) = (
            record["overdue"].integer ?? 0, record["outstanding"].integer ?? 0
        )
        guard outstanding > 0, overdue > 0 else { return "normal" }
        let month = record["month"].text ?? ""
        let day = CalendarDate(iso: month + "-28") ?? .yearEnd(2000)
        func reaches(_ rule: String) -> Bool {
            guard let value = catalogue.rules[rule]?.value(on: day)?.value,
                let line = try? FixedDecimal.parse(value)
            else { return false }
            // overdue ÷ outstanding ≥ line ÷ 100, without a division.
            return Int128(overdue) * 100 * Self.power(line.scale)
                >= Int128(outstanding) * line.unscaled
        }
        if reaches("pool_stop_rate") { return "stopped" }
        return reaches("pool_warning_rate") ? "warned" : "normal"
    }

    private static func power(_ exponent: Int) -> Int128 {
        (0..<exponent).reduce(Int128(1)) { power, _ in power * 10 }
    }
}
