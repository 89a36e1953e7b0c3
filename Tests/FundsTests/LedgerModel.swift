import Funds

/// The ledger in twenty lines: what each account has received and given, and what is on its way.
///
/// It knows accounts by their codes and transfers by their order, and shares nothing with the
/// ledger: neither rules nor arithmetic.
struct LedgerModel: Equatable {
    struct Move: Equatable { let kind: String, from: String, to: String, fen: Int64, ends: Int? }
    struct Held: Equatable { let from: String, to: String, fen: Int64 }

    var sums: [String: [Int64]] = [:]
    var held: [Int: Held] = [:]
    var taken: [Int: Int64] = [:]
    var moves: [Move] = []
    let purse: [String: Int64?]

    /// Whether a movement is allowed; if so, it has happened.
    mutating func allow(_ move: Move) -> Bool {
        let (from, to) = (move.from, move.to)
        if move.fen <= 0 || from == to { return false }
        guard let giver = purse[from], let taker = purse[to] else { return false }
        if giver != taker, giver != nil, taker != nil { return false }
        var given = sums[from] ?? [0, 0, 0, 0]
        var got = sums[to] ?? [0, 0, 0, 0]
        let free = giver == nil ? Int64.max : given[0] - given[1] - given[3]
        switch move.kind {
        case "posted": if move.fen > free { return false }
        case "pending":
            if move.fen > free { return false }
            given[3] += move.fen
            got[2] += move.fen
            held[moves.count] = Held(from: from, to: to, fen: move.fen)
        case "reversal":
            guard let end = move.ends, moves[end].kind != "pending", moves[end].kind != "voided",
                taken[end, default: 0] + move.fen <= moves[end].fen, move.fen <= free
            else { return false }
            taken[end, default: 0] += move.fen
        default:
            guard let end = move.ends, let was = held[end], was.from == from, was.to == to,
                move.fen <= was.fen
            else { return false }
            held[end] = nil
            given[3] -= was.fen
            got[2] -= was.fen
        }
        if move.kind != "pending", move.kind != "voided" {
            given[1] += move.fen
            got[0] += move.fen
        }
        sums[from] = given
        sums[to] = got
        moves.append(move)
        return true
    }
}
