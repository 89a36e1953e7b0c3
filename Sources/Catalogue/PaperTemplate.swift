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

    /// A table of further records behind a letter: those that name the record of the letter.
    public struct Annex: Sendable {
        public let title: String
        public let register: String
        /// The field of theirs that names it.
        public let field: String
        /// Fields of theirs, from left to right.
        public let columns: [String]
        /// The field by which rows stand together, each group with its sum.
        public let group: String?
        /// The amount that is added up.
        public let sum: String?
        /// The order within a group.
        public let sort: String?
    }

    /// What a letter takes of its record besides the sentences.
    public struct Letterhead: Sendable {
        /// The field that is its title; the template's own where nil.
        public let titled: String?
        /// The field that is the number of the document (发文字号).
        public let numbered: String?
        /// The field that is its date; the day on which it is given out where nil.
        public let dated: String?
        /// Who gives it out together with the bureau: 财政局.
        public let with: [String]
        /// The field that names who gives it out; the bureau where nil.
        public let from: String?
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
    public let letterhead: Letterhead
    public let annex: Annex?
    public let place: Place

    /// Whether it is made of records of this register.
    public func isOf(_ register: Register) -> Bool {
        registers?.contains(register.name) ?? (!register.isReserved && !register.isManaged)
    }
}

extension PaperTemplate {
    static func read(_ name: String, _ reader: DeclarationReader) -> PaperTemplate {
        reader.allow([
            "title", "kind", "of", "text", "to", "signatures", "states", "help", "titled",
            "numbered", "dated", "with", "from", "annex",
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
            states: reader.words("states"),
            letterhead: Letterhead(
                titled: reader.text("titled"), numbered: reader.text("numbered"),
                dated: reader.text("dated"), with: reader.words("with"),
                from: reader.text("from")),
            annex: reader.mapping("annex").map(readAnnex), place: reader.node.place)
    }

    private static func readAnnex(_ reader: DeclarationReader) -> Annex {
        reader.allow(["title", "of", "by", "columns", "group", "sum", "sort"])
        return Annex(
            title: reader.required("title"), register: reader.required("of"),
            field: reader.required("by"), columns: reader.words("columns"),
            group: reader.text("group"), sum: reader.text("sum"), sort: reader.text("sort"))
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
