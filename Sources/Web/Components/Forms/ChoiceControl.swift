/// One of a list: buttons up to five, a list up to thirty, above that a text that finds it.
///
/// Sends the code; the text of a long list sends what was typed: a code or a title.
struct ChoiceControl: FieldControl {
    struct Option: Sendable {
        let value: String
        let title: String
        /// Said under the title of a button.
        var help: String?
        /// What else finds it: the initials of its pinyin.
        var keys: String?
    }

    let options: [Option]
    /// A code, or whatever was typed.
    let value: String

    static let mostButtons = 5
    static let mostInList = 30

    var isGroup: Bool { options.count <= Self.mostButtons }

    func html(_ place: FieldPlace) -> HTML {
        if options.count <= Self.mostButtons { return Self.buttons(answers(place), value, place) }
        return options.count <= Self.mostInList ? list(place) : finder(place)
    }

    /// Where nothing must be chosen, a button says so: a chosen one cannot be pressed away.
    private func answers(_ place: FieldPlace) -> [Option] {
        place.isRequired ? options : options + [Option(value: "", title: "不选")]
    }

    /// The buttons of a group, the first with the id that problems lead to.
    static func buttons(_ options: [Option], _ value: String, _ place: FieldPlace) -> HTML {
        let pieces = options.enumerated().map { index, option -> HTML in
            let id = index == 0 ? place.id : "\(place.id)-\(index + 1)"
            let help: HTML? = option.help.map { "<small>\($0)</small>" }
            return """
                <div class="form-check"><input type="radio" \
                class="form-check-input\(place.isWrong ? " is-invalid" : "")" id="\(id)" \
                name="\(place.name)" value="\(option.value)"\(option.value == value ? " checked" : HTML.empty)>\
                <label class="form-check-label" for="\(id)">\(option.title)\(help)</label></div>
                """
        }
        return "<div class=\"checks\">\(pieces)</div>"
    }

    private func list(_ place: FieldPlace) -> HTML {
        let items = options.map { option -> HTML in
            """
            <option value="\(option.value)"\(option.value == value ? " selected" : HTML.empty)>\
            \(option.title)</option>
            """
        }
        let strange: HTML? =
            value.isEmpty || options.contains { $0.value == value }
            ? nil : "<option value=\"\(value)\" selected>\(value)（不在名单里）</option>"
        return """
            <select \(place.attributes(style: "form-select"))\(place.requirement)>\
            <option value="">请选择</option>\(strange)\(items)</select>
            """
    }

    private func finder(_ place: FieldPlace) -> HTML {
        let known = options.first { $0.value == value }
        return """
            <div class="picker" data-local="\(place.id)-list"><input type="text" \
            \(place.attributes())\(place.requirement) list="\(place.id)-list" autocomplete="off" \
            value="\(known?.title ?? value)" placeholder="名称或代码"></div>\
            <datalist id="\(place.id)-list">\(each: options, Self.entry)</datalist>
            """
    }

    private static func entry(_ option: Option) -> HTML {
        """
        <option value="\(option.title)" label="\(option.value)"\(attribute: "data-keys", option.keys)></option>
        """
    }
}

/// Yes, no, or not known yet; nothing is assumed.
struct YesNoControl: FieldControl {
    /// `1`, `0`, or nothing.
    let value: String
    var isGroup: Bool { true }

    func html(_ place: FieldPlace) -> HTML {
        ChoiceControl.buttons(
            [
                .init(value: "1", title: "是"), .init(value: "0", title: "否"),
                .init(value: "", title: "还不清楚"),
            ], value, place)
    }
}
