import Catalogue
public import Registers
public import Values

/// What a project's record says of its money: approved, planned by year, promised by stage. Pure.
public struct ProjectPlan: Sendable {
    /// One stage of payment of the contract.
    public struct Stage: Sendable, Hashable {
        public let number: Int
        public let year: Int
        public let amount: Money
        /// A code of list `stage-conditions`.
        public let condition: String
        /// The day on which its condition was met, in ISO; for a stage due on signing that of the
        /// contract.
        public let metOn: String?
        public let dueOn: String?
        public let paidOn: String?
    }

    public let id: Int64
    public let number: String
    public let name: String
    public let unit: String
    public let organisation: Int64?
    public let county: String?
    public let earmark: Int64
    public let state: String
    public let approved: Money
    public let years: [(year: Int, amount: Money)]
    public let stages: [Stage]
    let changes: [String: Int]

    /// Reads a record of `project-funding`.
    public init(_ record: Record) {
        id = record.id
        number = record["project_no"].text ?? ""
        name = record["name"].text ?? ""
        unit = record["unit"].text ?? ""
        organisation = record["organisation"].integer
        county = record["county"].text
        earmark = record["earmark"].integer ?? 0
        state = record.state
        approved = Money(fen: record["approved"].integer ?? 0)
        years = (record.rows["plan"] ?? []).map {
            (Int($0["year"]?.integer ?? 0), Money(fen: $0["amount"]?.integer ?? 0))
        }.sorted { $0.year < $1.year }
        let signedOn = record["signed_on"].text
        stages = (record.rows["stages"] ?? []).map { row in
            let condition = row["condition"]?.text ?? ""
            let met = row["met_on"]?.text
            return Stage(
                number: Int(row["stage"]?.integer ?? 0), year: Int(row["year"]?.integer ?? 0),
                amount: Money(fen: row["amount"]?.integer ?? 0), condition: condition,
                metOn: met ?? (condition == "signing" ? signedOn : nil),
                dueOn: row["due_on"]?.text, paidOn: row["paid_on"]?.text)
        }.sorted { $0.number < $1.number }
        changes = Dictionary(
            (record.rows["changes"] ?? []).map { ($0["kind"]?.text ?? "", 1) },
            uniquingKeysWith: +)
    }

    /// What the accounts belong to.
    public var holder: String { "project-funding#\(id)" }

    public func stage(_ number: Int) -> Stage? { stages.first { $0.number == number } }

    /// Whether it has been approved and stands.
    var isApproved: Bool { !["planned", Lifecycle.withdrawn].contains(state) }
    var isContracted: Bool { state == "contracted" || state == "closed" }

    /// The plan by year.
    var planned: [Int: Int64] {
        Dictionary(years.map { ($0.year, $0.amount.fen) }, uniquingKeysWith: +)
    }

    /// What the contract promises by year.
    var promised: [Int: Int64] {
        Dictionary(stages.map { ($0.year, $0.amount.fen) }, uniquingKeysWith: +)
    }

    /// The first rule of its own that the record breaks.
    func broken() -> FundingRefusal? {
        guard isApproved else { return nil }
        if let year = Self.twice(years.map(\.year)) { return .yearTwice(year) }
        let sum = Money(fen: Self.sum(years.map(\.amount)))
        if sum != approved { return .planDoesNotAddUp(approved: approved, plan: sum) }
        guard isContracted else { return nil }
        if let number = Self.twice(stages.map(\.number)) { return .stageTwice(number) }
        for (year, fen) in promised.sorted(by: { $0.key < $1.key }) {
            let plan = planned[year] ?? 0
            if fen > plan {
                return .overcommitted(
                    year: year, plan: Money(fen: plan), stages: Money(fen: fen))
            }
        }
        return nil
    }

    /// Whether it was changed as only a document may change it, and none was entered.
    /// - Parameter before: the same project as it was.
    func unfounded(since before: ProjectPlan) -> FundingRefusal? {
        guard before.isApproved, isApproved else { return nil }
        if before.earmark != earmark {
            return .settled(what: "项目批复以后，专项资金", advice: "批错了的终止，另立一条")
        }
        func hasNew(_ kind: String) -> Bool {
            changes[kind, default: 0] > before.changes[kind, default: 0]
        }
        if before.isContracted, isContracted, before.promised == promised {
            for (year, fen) in promised.sorted(by: { $0.key < $1.key })
            where fen > planned[year] ?? 0 {
                return .belowCommitted(
                    year: year, committed: Money(fen: fen), asked: Money(fen: planned[year] ?? 0))
            }
        }
        if before.planned != planned || before.approved != approved, !hasNew("plan") {
            return .needsDocument(kind: "计划变更")
        }
        func terms(_ plan: ProjectPlan) -> [[String]] {
            plan.stages.map { ["\($0.number)", "\($0.year)", "\($0.amount.fen)", $0.condition] }
        }
        if before.isContracted, isContracted, terms(before) != terms(self), !hasNew("contract") {
            return .needsDocument(kind: "合同变更")
        }
        return nil
    }

    private static func twice(_ numbers: [Int]) -> Int? {
        var seen: Set<Int> = []
        return numbers.first { !seen.insert($0).inserted }
    }

    /// Saturates: amounts that leave 64 bits equal nothing that was approved.
    private static func sum(_ amounts: [Money]) -> Int64 {
        amounts.reduce(0) { sum, amount in
            let (next, isOver) = sum.addingReportingOverflow(amount.fen)
            return isOver ? .max : next
        }
    }
}
