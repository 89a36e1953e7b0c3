import Catalogue
import Store
import Values

/// What the index holds of one record, the same on both engines.
struct IndexDocument: Sendable, Equatable {
    /// Tokens of a part in their order; nil is a gap that no phrase crosses.
    typealias Part = [String?]

    let id: Int64
    let register: String
    let state: String
    let label: String
    let sound: String
    let initials: String
    /// Words, beginnings, sounds and keys of the label and of the record's numbers.
    let labelPart: Part
    /// Words and beginnings of the other texts.
    let bodyPart: Part
    /// All of that again for what is public of the record; empty where nothing is.
    let openPart: Part

    /// Tokens kept of each part: positions of a `tsvector` end at 16,383. Longer texts are found by
    /// their beginnings.
    static let longest = 4_000

    init(_ texts: RecordTexts, _ readings: Readings) {
        id = texts.id
        register = texts.register
        state = texts.state
        label = String((texts.label?.text ?? "").prefix(200))
        let units = TextUnit.units(of: label)
        let sound = Sound(units, readings)
        self.sound = sound.order
        initials = sound.initials
        let numbers = texts.fields.filter { $0.isNumber && !$0.isLabel }
        labelPart =
            Self.part(texts.fields.filter(\.isLabel)) + Self.sounds(sound)
            + Self.keys(texts.fields.filter(\.isLabel) + numbers)
        bodyPart = Self.part(texts.fields.filter { !$0.isLabel })
        let open = texts.openFields
        var openPart = Self.part(open)
        if open.contains(where: \.isLabel) { openPart += Self.sounds(sound) }
        openPart += Self.keys(open.filter { $0.isLabel || $0.isNumber })
        self.openPart = openPart
    }

    private static func part(_ fields: [FieldText]) -> Part {
        var part: Part = []
        var heads: Part = []
        var seen: Set<String> = []
        for field in fields {
            let units = TextUnit.units(of: field.text)
            guard !units.isEmpty, part.count < longest else { continue }
            part += Token.words(units)[...].prefix(longest - part.count).map(Optional.some)
            part.append(nil)
            heads += Token.heads(Array(units.prefix(longest)), into: &seen).map(Optional.some)
        }
        return part + heads.prefix(longest)
    }

    private static func sounds(_ sound: Sound) -> Part {
        if sound.syllables.isEmpty { return [] }
        return [nil] + Token.initials(sound.initials).map(Optional.some) + [nil]
            + Token.syllables(sound.syllables).map(Optional.some)
    }

    private static func keys(_ fields: [FieldText]) -> Part {
        fields.compactMap { Token.key(TextUnit.units(of: $0.text)) }.flatMap { [nil, $0] }
    }
}

extension IndexDocument {
    /// The register, and whether the record is withdrawn, as tokens that restrict a search.
    static func place(_ register: String) -> String { register.replacing("-", with: "_") }

    var placeText: String {
        Self.place(register) + (state == Lifecycle.withdrawn ? " " + Lifecycle.withdrawn : "")
    }

    var isWithdrawn: Bool { state == Lifecycle.withdrawn }

    /// Tokens between blanks; a gap is a token of its own that nobody looks for.
    static func spaced(_ part: Part) -> String {
        part.map { $0 ?? "_" }.joined(separator: " ")
    }

    /// `tsvector` in its written form, label positions weighted A.
    static func vector(_ parts: [(part: Part, weight: String)]) -> String? {
        var text = ""
        var position = 1
        for (part, weight) in parts {
            for token in part {
                if let token { text += "'\(token)':\(min(position, 16_383))\(weight) " }
                position += 1
            }
            position += 1
        }
        return text.isEmpty ? nil : text
    }

    var words: String { Self.vector([(labelPart, "A"), (bodyPart, "")]) ?? "" }
    var openWords: String? { Self.vector([(openPart, "")]) }
}
