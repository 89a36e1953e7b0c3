/// The states of a register's records and the moves between them.
public struct Lifecycle: Sendable {
    public struct State: Sendable {
        public let name: String
        public let title: String
        /// Changed only as a correction, with a reason.
        public let fixed: Bool
        /// No move leads out.
        public let final: Bool
        /// Whose record it is (a county, an organisation) may still change it; so it is in the
        /// initial state too.
        public let isWithOwner: Bool

        /// Fixed and final: nothing changes any more, by no reason: what is withdrawn or frozen.
        public var isClosed: Bool { fixed && final }
    }

    public struct Move: Sendable {
        public let name: String
        public let title: String
        public let from: [String]
        public let to: String
        /// Roles that may make the move; empty means whoever may move records at all.
        public let roles: [String]
        /// Fields that must have a value.
        public let requires: [String]
        public let reasonRequired: Bool
        let place: Place
    }

    public let name: String
    public let title: String
    public let initial: String
    public let states: [State]
    public let moves: [Move]
    let place: Place

    /// The state that every life cycle has without declaring it.
    public static let withdrawn = "withdrawn"

    /// Whether a record in this state may still be changed by whom it belongs to.
    public func isWithOwner(_ name: String) -> Bool {
        name == initial || state(name)?.isWithOwner ?? false
    }

    /// Whether the move gives a record back (退回) to whom it belongs: with a reason, into a state in
    /// which they may change it.
    public func givesBack(_ move: Move) -> Bool { move.reasonRequired && isWithOwner(move.to) }

    public func state(_ name: String) -> State? { states.first { $0.name == name } }
    public func move(_ name: String) -> Move? { moves.first { $0.name == name } }
    public func moves(from state: String) -> [Move] { moves.filter { $0.from.contains(state) } }
    public func title(of state: String) -> String { self.state(state)?.title ?? state }
}

extension Lifecycle {
    static func read(_ name: String, _ reader: DeclarationReader) -> Lifecycle {
        reader.allow(["title", "initial", "states", "moves"])
        var states = reader.each("states").map { entry in
            if let title = entry.reader.node.scalar {
                return State(
                    name: entry.name, title: title, fixed: false, final: false, isWithOwner: false)
            }
            entry.reader.allow(["title", "fixed", "final", "with-owner"])
            return State(
                name: entry.name, title: entry.reader.required("title"),
                fixed: entry.reader.flag("fixed"), final: entry.reader.flag("final"),
                isWithOwner: entry.reader.flag("with-owner"))
        }
        if !states.contains(where: { $0.name == withdrawn }) {
            states.append(
                State(
                    name: withdrawn, title: "已撤回", fixed: true, final: true, isWithOwner: false))
        }
        let moves = reader.each("moves").map { readMove($0.name, $0.reader, $0.place) }
        let cycle = Lifecycle(
            name: name, title: reader.required("title"), initial: reader.required("initial"),
            states: states, moves: moves, place: reader.node.place)
        cycle.check(reader.problems)
        return cycle
    }

    private static func readMove(_ name: String, _ reader: DeclarationReader, _ place: Place)
        -> Move
    {
        reader.allow(["title", "from", "to", "by", "requires", "reason"])
        let reason = reader.text("reason")
        if let reason, reason != "required" {
            reader.problems.add(
                reader.place(of: "reason"), "reason 只能是 required", advice: "不必写理由就删去这个键")
        }
        return Move(
            name: name, title: reader.required("title"), from: reader.words("from"),
            to: reader.required("to"), roles: reader.words("by"),
            requires: reader.words("requires"),
            reasonRequired: reason != nil, place: place)
    }

    private func check(_ problems: ProblemList) {
        let names = states.map(\.name)
        if !names.contains(initial) {
            problems.add(
                place, "生命周期 \(name) 的初始状态 \(initial) 未声明",
                advice: Catalogue.advice(for: initial, among: names))
        }
        for move in moves {
            for state in move.from + [move.to] where !names.contains(state) {
                problems.add(
                    move.place, "动作 \(move.name) 里的状态 \(state) 未声明",
                    advice: Catalogue.advice(for: state, among: names))
            }
            for state in move.from where self.state(state)?.final == true {
                problems.add(
                    move.place, "动作 \(move.name) 从终结状态 \(state) 出发", advice: "去掉 final 或改 from")
            }
        }
    }
}
