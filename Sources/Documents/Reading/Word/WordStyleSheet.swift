/// The styles of a Word file, as far as they decide what a paragraph shows.
final class WordStyleSheet: XMLEvents {
    /// What one style says itself; what it does not say comes from the style it is based on.
    private struct Style {
        var name = ""
        var basedOn: String?
        var outline: Int?
        var number: Int?
        var level: Int?
        var isHidden: Bool?
    }

    /// What a paragraph of a style is.
    struct Meaning {
        /// 0 for the first level; 9 is body text.
        var outline: Int?
        var number: Int?
        var level: Int?
        /// The style that named the number: a level may belong to it.
        var numberStyle: String?
        var isHidden = false
    }

    /// No style stands on a chain of this many others; one that does stands on itself.
    private static let mostBases = 50

    private var styles: [String: Style] = [:]
    private var meanings: [String: Meaning] = [:]
    private(set) var usual: String?

    private var id: String?
    private var style = Style()
    /// Elements open within the style; its own properties stand right below it.
    private var path: [String] = []

    func start(_ name: UnsafePointer<UInt8>, _ attributes: XMLAttributes) {
        if named(name, "style") {
            id = attributes["styleId"]
            style = Style()
            path = []
            let isUsual = ["1", "true", "on"].contains(attributes["default"] ?? "")
            if isUsual, attributes["type"] == "paragraph" { usual = id }
            return
        }
        guard id != nil else { return }
        path.append(String(cString: name))
        let value = attributes["val"]
        switch path {
        case ["name"]: style.name = (value ?? "").lowercased()
        case ["basedOn"]: style.basedOn = value
        case ["pPr", "outlineLvl"]: style.outline = value.flatMap { Int($0) }
        case ["pPr", "numPr", "numId"]: style.number = value.flatMap { Int($0) }
        case ["pPr", "numPr", "ilvl"]: style.level = value.flatMap { Int($0) }
        case ["rPr", "vanish"]: style.isHidden = isOn(value)
        default: break
        }
    }

    func end(_ name: UnsafePointer<UInt8>) {
        if named(name, "style") {
            if let id { styles[id] = style }
            id = nil
        } else if id != nil {
            _ = path.popLast()
        }
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}

    /// What a style means, with all that it is based on; nothing for a style that is not there.
    func meaning(_ id: String?) -> Meaning {
        guard let id else { return Meaning() }
        if let known = meanings[id] { return known }
        var meaning = Meaning()
        var hidden: Bool?
        var next: String? = id
        for _ in 0..<Self.mostBases {
            guard let name = next, let style = styles[name] else { break }
            meaning.outline = meaning.outline ?? style.outline ?? Self.headingLevel(style.name)
            if meaning.number == nil, style.number != nil {
                meaning.number = style.number
                meaning.numberStyle = name
            }
            meaning.level = meaning.level ?? style.level
            hidden = hidden ?? style.isHidden
            next = style.basedOn
        }
        meaning.isHidden = hidden ?? false
        meanings[id] = meaning
        return meaning
    }

    /// The outline level of the built-in headings, which some writers name and do not level.
    private static func headingLevel(_ name: String) -> Int? {
        for prefix in ["heading ", "标题 ", "标题"] where name.hasPrefix(prefix) {
            if let level = Int(name.dropFirst(prefix.count)), (1...9).contains(level) {
                return level - 1
            }
        }
        return nil
    }
}

/// The value of a switch such as `w:vanish`, which is on where nothing is said.
func isOn(_ value: String?) -> Bool { !["0", "false", "off"].contains(value ?? "1") }
