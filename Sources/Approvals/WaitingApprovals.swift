import Accounts
import Catalogue
public import Registers
public import Store
import Values

extension Approvals {
    /// The most that a list shows.
    public static let listed = 200

    /// What waits for the viewer, as themselves or as a deputy; the longest waiting first.
    public func waiting(_ reader: Reader, for viewer: Viewer) throws -> [ApprovalRequest] {
        try waiting(reader, for: viewer, "1 = 1", "step_since, id").requests
    }

    /// - Returns: those among the first `listed` that the viewer decides, and the lowest id that
    ///   was looked at, where there may be more.
    private func waiting(
        _ reader: Reader, for viewer: Viewer, _ condition: SQL, _ order: SQL
    ) throws -> (requests: [ApprovalRequest], next: Int64?) {
        guard viewer.account != nil else { return ([], nil) }
        let absences = try deputised(reader, to: viewer.account)
        let roles = Set([viewer.role.name] + absences.map(\.role))
        let places = catalogue.approvals.values.sorted { $0.name < $1.name }.flatMap { chain in
            chain.steps.filter { roles.contains($0.role) }.map { step -> SQL in
                "(chain = \(chain.name) AND step = \(step.name))"
            }
        }
        guard !places.isEmpty else { return ([], nil) }
        let found = try requests(
            reader, "state = 'waiting' AND (\(places.joined(" OR "))) AND \(condition)", order)
        let own = found.filter { request in
            guard let step = try? step(of: request) else { return false }
            let standing = try? ApprovalPolicy.standing(
                of: viewer, in: request, step, of: catalogue.approvals[request.chain],
                reach: reach(of: step), absences: absences)
            return standing != nil
        }
        return (own, found.count < Self.listed ? nil : found.map(\.id).min())
    }

    /// The lists of requests that somebody has.
    public enum List: String, Sendable, CaseIterable {
        case waiting, asked, decided, all
    }

    /// A stretch of a list, the latest request first.
    /// - Parameters:
    ///   - before: only requests with lower ids.
    ///   - limit: at most `listed`.
    public func list(
        _ reader: Reader, _ list: List, before: Int64?, limit: Int, for viewer: Viewer
    ) throws -> [ApprovalRequest] {
        let account = viewer.account ?? 0
        let place: SQL = "id < \(before ?? .max)"
        switch list {
        case .waiting:
            var found: [ApprovalRequest] = []
            var next: Int64? = before ?? .max
            while let place = next, found.count < limit {
                let more = try waiting(reader, for: viewer, "id < \(place)", "id DESC")
                found += more.requests
                next = more.next
            }
            return Array(found.prefix(limit))
        case .asked:
            return try requests(
                reader, "asked_account = \(account) AND state <> 'withdrawn' AND \(place)",
                "id DESC", limit)
        case .decided:
            return try requests(
                reader,
                "id IN (SELECT record FROM approval__decisions WHERE account = \(account)) AND \(place)",
                "id DESC", limit)
        case .all:
            return try requests(reader, "state <> 'withdrawn' AND \(place)", "id DESC", limit)
        }
    }

    /// What an account asked for, the latest first.
    public func asked(_ reader: Reader, by account: Int64) throws -> [ApprovalRequest] {
        try requests(
            reader, "asked_account = \(account) AND state <> 'withdrawn'",
            "CASE WHEN state IN ('waiting', 'returned') THEN 0 ELSE 1 END, id DESC")
    }

    /// What an account decided, the latest first.
    public func decided(_ reader: Reader, by account: Int64) throws -> [ApprovalRequest] {
        try requests(
            reader, "id IN (SELECT record FROM approval__decisions WHERE account = \(account))",
            "id DESC")
    }

    /// All requests, for whoever oversees and changes nothing.
    public func all(_ reader: Reader) throws -> [ApprovalRequest] {
        try requests(
            reader, "state <> 'withdrawn'",
            "CASE state WHEN 'waiting' THEN 0 WHEN 'returned' THEN 1 ELSE 2 END, id DESC")
    }

    private func requests(
        _ reader: Reader, _ condition: SQL, _ order: SQL, _ limit: Int = Self.listed
    ) throws -> [ApprovalRequest] {
        let ids = try reader.all(
            "SELECT id FROM approval WHERE \(condition) ORDER BY \(order) LIMIT \(limit)"
        ).compactMap { $0[0].integer }
        let records = try registry.records(reader, Self.register, ids: ids)
        let byID = Dictionary(records.map { ($0.id, $0) }) { first, _ in first }
        return ids.compactMap { byID[$0].flatMap(ApprovalRequest.init) }
    }

    /// Whether the viewer may look at a request: who asked, who decides or decided, and
    /// supervision.
    public func maySee(_ reader: Reader, _ viewer: Viewer, _ request: ApprovalRequest) throws
        -> Bool
    {
        guard let account = viewer.account else { return viewer.role.acts.contains(.verify) }
        if account == request.asker || viewer.role.acts.contains(.verify) { return true }
        if request.decisions.contains(where: { $0.account == account }) { return true }
        return (try? standing(reader, viewer, request)) != nil
    }
}

/// What agreeing to one request would do, before it is done.
public struct ApprovalPreview: Sendable {
    public let request: ApprovalRequest
    /// The record's state now, and after the move; nil where the move waits for further steps.
    public let now: String
    /// What will happen, in words.
    public let then: String
    /// Why it cannot be agreed to; nil where it can.
    public let obstacle: String?
}

extension Approvals {
    /// Exactly what agreeing to each of these would do; ids that the viewer may not see are left
    /// out.
    public func preview(_ reader: Reader, _ ids: [Int64], by viewer: Viewer) throws
        -> [ApprovalPreview]
    {
        try ids.compactMap { id in
            guard let request = try? request(reader, id), try maySee(reader, viewer, request)
            else { return nil }
            return try preview(reader, request, by: viewer)
        }
    }

    /// Exactly what agreeing to one request would do.
    public func preview(_ reader: Reader, _ request: ApprovalRequest, by viewer: Viewer) throws
        -> ApprovalPreview
    {
        let register = try registry.register(request.register)
        let record = try registry.record(reader, register.name, request.record)
        let cycle = catalogue.lifecycle(of: register)
        let chain = catalogue.approvals[request.chain]
        var obstacle = ApprovalPolicy.obstacle(request, record, cycle)?.description
        do {
            _ = try standing(reader, viewer, request)
        } catch let refusal as ApprovalRefusal {
            obstacle = refusal.description
        }
        let title = request.step.flatMap { chain?.step($0)?.title } ?? ""
        let then =
            request.next.map { "“\(title)”同意，转到“\(chain?.step($0)?.title ?? $0)”" }
            ?? "办理“\(cycle.move(request.move)?.title ?? request.move)”，变为“\(cycle.move(request.move).map { cycle.title(of: $0.to) } ?? "")”"
        return ApprovalPreview(
            request: request, now: cycle.title(of: record.state), then: then, obstacle: obstacle)
    }
}
