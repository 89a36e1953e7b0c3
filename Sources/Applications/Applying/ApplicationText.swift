public import Catalogue
import Journal
public import Registers
import Values

/// The text of an application, the same for the same content: what receipts and commitments are
/// digests of.
///
/// A line for each field that the applicant fills in, in the order of the register, and one for
/// each row. Personal fields stay out, because they can be erased; so does what happens to the
/// application later, and whether members have consented.
public struct ApplicationText: Sendable {
    let register: Register
    let catalogue: Catalogue

    /// - Parameter register: `application`.
    public init(_ register: Register, _ catalogue: Catalogue) {
        (self.register, self.catalogue) = (register, catalogue)
    }

    /// The text; line breaks and tabs within a value are escaped.
    public func text(_ record: Record) -> String {
        var text = "dongting-application-1\n"
        for name in register.ownerFields ?? [] {
            guard let field = register.field(name), !field.personal else { continue }
            guard let columns = field.type.columns else {
                let cell = record[name]
                if !cell.isNull { line(name, cell, field, &text) }
                continue
            }
            for (index, row) in (record.rows[name] ?? []).enumerated() {
                for column in columns where !Self.later.contains(column.name) {
                    guard let cell = row[column.name], !cell.isNull else { continue }
                    line("\(name).\(index + 1).\(column.name)", cell, column, &text)
                }
            }
        }
        return text
    }

    /// SHA-256 of the text.
    public func digest(_ record: Record) -> String { Digest(of: text(record)).hex }

    private static let later: Set<String> = ["consent", "consented_on"]

    private func line(_ name: String, _ cell: Scalar, _ field: Field, _ text: inout String) {
        text += name
        text += "\t"
        let value = field.type.canonicalText(cell, in: catalogue)
        if value.utf8.contains(where: { $0 == 0x0A || $0 == 0x09 || $0 == 0x0D || $0 == 0x5C }) {
            for letter in value.unicodeScalars {
                switch letter {
                case "\\": text += "\\\\"
                case "\n": text += "\\n"
                case "\r": text += "\\r"
                case "\t": text += "\\t"
                default: text.unicodeScalars.append(letter)
                }
            }
        } else {
            text += value
        }
        text += "\n"
    }
}

/// The letter that leader or administrator signs: its words, and the digest that binds it to what
/// was applied for.
public enum Commitment {
    /// Its code in list `application-files`: the letter signed on paper.
    public static let file = "commitment"

    /// The words that are signed.
    public static let words = [
        "本人（本单位）已阅读申报通知和申报指南，申报材料真实、准确、完整，不含国家秘密。",
        "没有抄袭、剽窃、伪造，没有一题多报、重复申报；项目组成员都知情并同意参加。",
        "获得立项后按任务书执行，专款专用，接受监督检查；如有不实，愿意按科研诚信的规定承担责任。",
    ]

    /// SHA-256 over the words and the text of the application.
    public static func digest(_ text: String) -> String {
        Digest(of: words.joined(separator: "\n") + "\n" + text).hex
    }
}
