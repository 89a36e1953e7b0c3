public import Values

/// What is published of running costs with the final accounts, from the ledgers, beside what the
/// final accounts say.
public struct Disclosure: Sendable {
    /// A number: how many groups, receptions, cars.
    public struct Count: Sendable {
        /// A code of list `three-public-counts`.
        public let item: String
        public let title: String
        /// What one of it is called: 个, 批次, 辆.
        public let unit: String
        /// The register that the number is counted in.
        public let register: String
        public let number: Int64
        /// People who took part; nil where none are counted.
        public let people: Int64?
        /// What the budget lines of the final accounts state; nil where nothing is stated.
        public let statedNumber: Int64?
        public let statedPeople: Int64?
        /// Why the two may differ, each a sentence.
        public let notes: [String]

        /// Whether the ledgers and what is stated say the same; nil where nothing is stated.
        public var agrees: Bool? {
            guard let statedNumber else { return nil }
            return statedNumber == number && (statedPeople == nil || statedPeople == people)
        }
    }

    /// An amount.
    public struct Amount: Sendable {
        public let title: String
        /// The economic classes of the final accounts; empty for purchases.
        public let classes: [String]
        public let register: String
        public let amount: Money
        public let stated: Money?
        public let notes: [String]

        /// What the ledgers have more than is stated; below zero for less. Nil where nothing is
        /// stated.
        public var difference: Money? { stated.flatMap { amount.subtracting($0) } }
    }

    public let year: Int
    public let counts: [Count]
    public let amounts: [Amount]

    /// Whether there is anything to publish or to compare with.
    public var isEmpty: Bool {
        counts.allSatisfy { $0.number == 0 && $0.statedNumber == nil }
            && amounts.allSatisfy { $0.amount == .zero && $0.stated == nil }
    }
}
