import Foundation

/// A declared paper: what is printed of a record or of a list, signed, stamped and given away.
public struct PaperTemplate: Sendable {
    public enum Kind: String, CaseIterable, Sendable {
        /// 审批单: the record's cells, its way so far, boxes for opinions and signatures.
        case approval
        /// 汇总表: a list with its sums.
        case summary
        /// 推荐函, 证明: sentences about one record.
        case letter
    }

    public let name: String
    public let title: String
    public let kind: Kind
    /// The registers it is made of; nil is all but the platform's own.
    public let registers: [String]?
    /// The sentences of a letter, with `{{field}}`, `{{today}}`, `{{city}}`, `{{bureau}}`.
    public let paragraphs: [String]
    /// To whom a letter is written.
    public let addressee: String?
    /// The boxes of an approval, in the order in which they are signed.
    public let signatures: [String]
    /// States that a record must be in for it.
    public let states: [String]
    public let place: Place

    /// Whether it is made of records of this register.
    public func isOf(_ register: Register) -> Bool {
        registers?.contains(register.name) ?? (!register.isReserved && !register.isManaged)
    }
}

extension PaperTemplate {
    static func read(_ name: String, _ reader: DeclarationReader) -> PaperTemplate {
        reader.allow([
            "title", "kind", "of", "text", "to", "signatures", "states", "help",
        ])
        let registers = reader.words("of")
        if reader.node["kind"] == nil {
            reader.problems.add(
                reader.node.place, "纸件 \(name) 没有 kind", advice: "写 approval、summary 或 letter")
        }
        return PaperTemplate(
            name: name, title: reader.required("title"),
            kind: reader.word("kind", Kind.self) ?? .letter,
            registers: registers.isEmpty || registers == ["all"] ? nil : registers,
            paragraphs: (reader.text("text") ?? "").split(separator: "\n").map(String.init),
            addressee: reader.text("to"), signatures: reader.words("signatures"),
            states: reader.words("states"), place: reader.node.place)
    }

    /// The names between `{{` and `}}` in a sentence.
    public static func names(in text: String) -> [String] {
        text.components(separatedBy: "{{").dropFirst().compactMap { piece in
            piece.range(of: "}}").map { String(piece[..<$0.lowerBound]) }
        }
    }

    /// What a letter may name besides the fields of its record.
    public static let standing: Set<String> = ["today", "city", "bureau"]
}
