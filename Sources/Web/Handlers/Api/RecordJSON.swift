import Catalogue
import Registers
import Values

extension JSON {
    /// How many.
    static func count(_ number: Int) -> JSON { .integer(Int64(number)) }

    /// A whole number, or null.
    static func number(_ number: Int64?) -> JSON { number.map(JSON.integer) ?? .null }

    /// The same.
    static func number(_ number: Int?) -> JSON { number.map(JSON.count) ?? .null }

    /// An amount that is kept as fen, as yuan with two decimals, or null.
    static func fen(_ cell: Scalar?) -> JSON { .yuan(cell?.integer.map { Money(fen: $0) }) }
}

extension Record {
    /// Its fields of these names as texts, or null.
    func told(_ names: String...) -> [(String, JSON)] {
        names.map { ($0, .string(self[$0].text)) }
    }
}

extension Desk {
    /// What a record's state is called.
    func stateTitle(of record: Record) -> String {
        catalogue.register(record.register).map {
            catalogue.lifecycle(of: $0).title(of: record.state)
        } ?? record.state
    }

    /// A record's state, as a name and in words.
    func stateTold(of record: Record) -> [(String, JSON)] {
        [("state", .string(record.state)), ("state_title", .string(stateTitle(of: record)))]
    }
}
