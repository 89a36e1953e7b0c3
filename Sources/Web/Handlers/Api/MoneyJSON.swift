import Values

extension JSON {
    /// An amount as yuan with two decimals, written out: a program that read a number might round.
    static func yuan(_ money: Money?) -> JSON { .string(money?.text(in: .yuan, decimals: 2)) }
}
