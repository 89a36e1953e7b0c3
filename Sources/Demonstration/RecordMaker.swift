import Registers

/// Makes the records of one register.
protocol RecordMaker: Sendable {
    var register: String { get }

    /// The records that add up to the published figures, and noise that must not count.
    func base(_ world: World, _ random: inout SplitMix64) -> [Draft]

    /// One more record of that year, for benchmarks; nil where the register is kept as it is.
    /// - Parameter serial: a number no record of the register has had.
    func further(_ serial: Int, _ year: Int, _ world: World, _ random: inout SplitMix64) -> Draft?
}

extension RecordMaker {
    func further(_ serial: Int, _ year: Int, _ world: World, _ random: inout SplitMix64) -> Draft? {
        nil
    }
}
