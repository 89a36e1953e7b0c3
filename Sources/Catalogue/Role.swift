/// What a role may do, and what it sees.
public struct Role: Sendable {
    public enum Act: String, CaseIterable, Sendable {
        case read, create, change, move, withdraw, `import`, export, annotate, sign, freeze, verify
    }

    public enum Sight: String, CaseIterable, Sendable {
        /// Records that are not public.
        case `internal`
        /// Fields held apart as personal.
        case personal
    }

    public let name: String
    public let title: String
    public let acts: Set<Act>
    /// Registers the role works on; nil is all.
    public let registers: [String]?
    public let sees: Set<Sight>

    public func may(_ act: Act, on register: String) -> Bool {
        acts.contains(act) && (registers?.contains(register) ?? true)
    }
}

extension Role {
    static func read(_ name: String, _ reader: DeclarationReader) -> Role {
        reader.allow(["title", "may", "registers", "sees", "help"])
        let registers = reader.words("registers")
        return Role(
            name: name, title: reader.required("title"), acts: set("may", reader),
            registers: registers == ["all"] || registers.isEmpty ? nil : registers,
            sees: set("sees", reader))
    }

    private static func set<Word: RawRepresentable & CaseIterable & Hashable>(
        _ key: String, _ reader: DeclarationReader
    ) -> Set<Word> where Word.RawValue == String {
        var result: Set<Word> = []
        for text in reader.words(key) {
            if let word = Word(rawValue: text) {
                result.insert(word)
            } else {
                reader.problems.add(
                    reader.place(of: key), "\(reader.subject)的 \(key) 不能有 \(text)",
                    advice: Catalogue.advice(for: text, among: Word.allCases.map(\.rawValue)))
            }
        }
        return result
    }
}
