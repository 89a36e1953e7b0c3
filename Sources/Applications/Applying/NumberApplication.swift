import Registers
import Store
import Synchronization
import Values

extension Applications {
    /// The next number of a call: `ZRJJ-2026-1-00001`, without gaps, in the order of submission.
    ///
    /// A hint of the last number is kept in memory and held against the register, inside the write
    /// that no other one of the city runs beside; where it is wrong, as after a start or on another
    /// server, the true one is found by doubling and halving.
    func number(of offer: CallOffer, _ reader: Reader) throws -> String {
        let prefix = (offer.call["call_no"].text ?? "\(offer.call.id)") + "-"
        let key = NumberHints.Key(city: ObjectIdentifier(database), prefix: prefix)
        func isTaken(_ number: Int) throws -> Bool {
            let text = Self.numbered(prefix, number)
            return try reader.first("SELECT 1 FROM application WHERE application_no = \(text)")
                != nil
        }
        var last = NumberHints.shared.last(key)
        if try last > 0 && !isTaken(last) { last = 0 }
        var (low, high) = (last, last + 1)
        var step = 1
        while try isTaken(high) {
            low = high
            step *= 2
            high += step
        }
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if try isTaken(middle) { low = middle } else { high = middle }
        }
        NumberHints.shared.note(high, key)
        return Self.numbered(prefix, high)
    }

    static func numbered(_ prefix: String, _ number: Int) -> String {
        let digits = String(number)
        return prefix + String(repeating: "0", count: max(0, 5 - digits.count)) + digits
    }
}

/// The last number given in each call, as far as this process knows.
private final class NumberHints: Sendable {
    struct Key: Hashable {
        let city: ObjectIdentifier
        let prefix: String
    }

    static let shared = NumberHints()
    private let known = Mutex<[Key: Int]>([:])

    func last(_ key: Key) -> Int { known.withLock { $0[key] ?? 0 } }
    func note(_ number: Int, _ key: Key) { known.withLock { $0[key] = number } }
}
