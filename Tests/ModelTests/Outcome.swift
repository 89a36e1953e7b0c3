import Registers

/// What became of an act, foretold by the model or told by the platform.
enum Outcome: Equatable, CustomStringConvertible {
    case done(Kept)
    case refused(String)

    var description: String {
        switch self {
        case .done(let record): "done: \(record)"
        case .refused(let why): "refused: \(why)"
        }
    }

    /// What the platform makes of an act; an error that is no refusal is thrown on.
    static func of(_ act: () async throws -> Record) async throws -> Outcome {
        do {
            return .done(Kept(try await act()))
        } catch let refusal as RecordRefusal {
            return .refused(words(refusal))
        }
    }

    static func fields(_ names: [String]) -> Outcome {
        .refused("fields \(names.sorted().joined(separator: ","))")
    }

    /// A field of a row is told with its place, like `steps.1.on`.
    private static func name(_ problem: FieldProblem) -> String {
        problem.field.split(separator: ".").last.map(String.init) ?? problem.field
    }

    /// The rule that stood in the way, and the record that it names.
    static func words(_ refusal: RecordRefusal) -> String {
        switch refusal {
        case .fields(let problems):
            "fields \(problems.map(name).sorted().joined(separator: ","))"
        case .duplicate(_, _, _, let existing): "duplicate of \(existing)"
        case .stale(_, let expected, let current, _, _, _): "stale: \(expected), is \(current)"
        case .noMove: "no such move"
        case .moveNeedsRole: "needs another role"
        case .moveNeedsFields(_, let titles): "needs \(titles.count) fields"
        case .needsReason: "needs a reason"
        case .finalState: "closed"
        case .roleMayNot: "role may not"
        case .notFound(_, let id): "no record \(id)"
        default: "\(refusal)"
        }
    }
}

/// Where model and platform differ.
struct Mismatch: Error, CustomStringConvertible {
    let description: String

    init(_ what: String, expected: Any, found: Any) {
        description = "\(what)\n  expected \(expected)\n  found    \(found)"
    }
}

/// Throws unless both are the same.
func same<T: Equatable>(_ found: T, _ expected: T, _ what: @autoclosure () -> String) throws {
    if found != expected { throw Mismatch(what(), expected: expected, found: found) }
}
