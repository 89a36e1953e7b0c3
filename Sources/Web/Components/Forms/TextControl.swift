/// A text of one line or of many.
struct TextControl: FieldControl {
    let value: String
    /// Characters; long ones have a counter.
    var most: Int?
    /// Lines that are shown of a long text.
    var lines: Int?
    /// What the browser may fill in by itself.
    var autocomplete: String?
    var placeholder: String?

    private static let counted = 60

    func html(_ place: FieldPlace) -> HTML {
        let common: HTML = """
            \(place.attributes())\(place.requirement)\(attribute: "maxlength", most.map(String.init))\
            \(attribute: "autocomplete", autocomplete ?? "off")\
            \(attribute: "placeholder", placeholder)
            """
        guard let lines else {
            return "<input type=\"text\" \(common) value=\"\(value)\">\(counter(place))"
        }
        // The line break after the tag is not part of the text.
        return """
            <textarea \(common) rows="\(lines)">
            \(value)</textarea>\(counter(place))
            """
    }

    private func counter(_ place: FieldPlace) -> HTML? {
        guard let most, most >= Self.counted else { return nil }
        return """
            <p class="counter" data-counts="\(place.id)">最多 \(most) 字，已填 \(value.count) 字</p>
            """
    }
}

/// A number with its unit; typed as text, because a browser's number field loses what it cannot
/// read and turns with the wheel.
struct NumberControl: FieldControl {
    let value: String
    /// `家`, `%`, `平方米`.
    var unit: String?
    /// Places after the point; 0 is a whole number.
    var decimals = 0

    func html(_ place: FieldPlace) -> HTML {
        let input: HTML = """
            <input type="text" inputmode="\(decimals > 0 ? "decimal" : "numeric")" \
            \(place.attributes(style: "form-control figure-input"))\(place.requirement) autocomplete="off" \
            value="\(value)">
            """
        guard let unit else { return input }
        return """
            <div class="input-group short">\(input)<span class="input-group-text">\(unit)</span></div>
            """
    }
}
