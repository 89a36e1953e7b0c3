import Registers
import Values

/// What the model keeps of one record.
struct Kept: Hashable, Sendable {
    struct Past: Hashable, Sendable {
        let state: String
        let since: String
        let until: String
    }

    var id: Int64 = 0
    var version: Int64 = 1
    var state: String
    var since: String
    var past: [Past] = []
    var madeAt: Instant
    var changedAt: Instant
    var fields: [String: Scalar] = [:]
    var rows: [String: [[String: Scalar]]] = [:]

    subscript(field: String) -> Scalar { fields[field] ?? .null }
    var isWithdrawn: Bool { state == "withdrawn" }

    /// Without what the journal does not tell of: personal values.
    func withoutPersonal(_ register: String) -> Kept {
        var kept = self
        for name in ModelRules.personal[register] ?? [] { kept.fields[name] = nil }
        for (name, rows) in kept.rows {
            kept.rows[name] = rows.map { $0.filter { $0.key != "who" } }
        }
        return kept
    }
}

extension Kept {
    init(_ record: Record) {
        self.init(
            id: record.id, version: record.version, state: record.state,
            since: record.stateSince,
            past: record.pastStates.map { Past(state: $0.state, since: $0.since, until: $0.until) },
            madeAt: record.madeAt, changedAt: record.changedAt, fields: record.fields,
            rows: record.rows)
    }
}

/// What the model remembers of one step in a record's life.
struct Step: Hashable, Sendable {
    let version: Int64
    let event: String
    let role: String
    let reason: String?
    let at: Instant
    let changed: Set<String>

    init(
        version: Int64, event: String, role: String, reason: String?, at: Instant,
        changed: Set<String>
    ) {
        self.version = version
        self.event = event
        self.role = role
        self.reason = reason
        self.at = at
        self.changed = changed
    }

    /// - Parameter before: the record before the step; nil where it was made.
    init(
        _ before: Kept?, _ after: Kept, _ event: String, role: String, reason: String?
    ) {
        var changed: Set<String> = []
        if before?.state != after.state { changed.insert("state") }
        if before?.since != after.since { changed.insert("state_since") }
        let before = (before?.fields ?? [:], before?.rows ?? [:])
        for key in Set(before.0.keys).union(after.fields.keys)
        where before.0[key] != after.fields[key] {
            changed.insert(key)
        }
        for key in Set(before.1.keys).union(after.rows.keys) where before.1[key] != after.rows[key]
        {
            changed.insert(key)
        }
        self.init(
            version: after.version, event: event, role: role, reason: reason,
            at: after.changedAt, changed: changed)
    }
}

/// The records of one writer, whose names no other writer uses: what happens to them can be told
/// beforehand although all write at once.
struct Partition: Sendable {
    struct Batch: Sendable {
        var id: Int64
        var digest: String
        var members: Set<Int64>
    }

    let prefix: String
    private(set) var records: [String: [Int64: Kept]] = [:]
    /// Ids in the order they were made: a seed picks the same record whatever its id is.
    private(set) var order: [String: [Int64]] = [:]
    private(set) var history: [Int64: [Step]] = [:]
    private var index: [String: [Int64]] = [:]
    var batches: [String: Batch] = [:]
    /// The last file of each register, where it can be imported once more.
    var lastTables: [String: GivenTable] = [:]
    /// How many batches were noted, how many entries journaled, how many of them corrections.
    var batchCount = 0
    var entries = 0
    var corrections = 0
    /// Ids of firms of all writers, as of the beginning of the round.
    var firmsOfAll: [Int64] = []

    init(prefix: String) { self.prefix = prefix }

    /// Puts a record in its new state, and notes the step.
    mutating func put(_ register: String, _ record: Kept, _ step: Step) {
        if let before = records[register]?[record.id] {
            for key in ModelRules.keys(register, before) {
                index[key]?.removeAll { $0 == record.id }
            }
        } else {
            order[register, default: []].append(record.id)
        }
        records[register, default: [:]][record.id] = record
        for key in ModelRules.keys(register, record) { index[key, default: []].append(record.id) }
        history[record.id, default: []].append(step)
    }

    /// The records that a key stands for, withdrawn ones among them, in id order.
    func named(_ key: String, in register: String) -> [Kept] {
        (index[key] ?? []).sorted().compactMap { records[register]?[$0] }
    }

    func inForce(_ key: String, in register: String) -> Kept? {
        named(key, in: register).first { !$0.isWithdrawn }
    }

    /// What a name typed for a record stands for: the record, or nil where it is none or several.
    func referenced(_ name: String, _ register: String) -> Int64? {
        let (match, label) = ModelRules.names[register] ?? ("", "")
        for field in [match, label] {
            let found = named("\(register).\(field)=\(name)", in: register)
            if found.isEmpty { continue }
            let inForce = found.filter { !$0.isWithdrawn }
            let meant = inForce.isEmpty ? found : inForce
            return meant.count == 1 ? meant[0].id : nil
        }
        return nil
    }
}
