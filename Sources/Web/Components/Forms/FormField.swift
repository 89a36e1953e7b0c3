/// One question of a form: its title, what is typed, and everything that is said about it.
struct FormField: Sendable {
    /// What is wrong, and what to do.
    struct Problem: Sendable {
        let words: String
        var advice: String?

        var text: String { advice.map { "\(words)。\($0)" } ?? words }
    }

    /// What whoever returned the form wrote at this field (退回意见).
    struct Remark: Sendable {
        let text: String
        /// `张某，3月5日`.
        let by: String
    }

    /// Shown only where another field has one of these values.
    struct ShownWhen: Sendable {
        let field: String
        let values: [String]
        /// `单位类别为企业`: without a script the field is always there, and this is said of it.
        let words: String
    }

    let name: String
    let title: String
    let control: any FieldControl
    var isRequired = false
    var help: String?
    var example: String?
    /// The document that asks for it or says how: 国科发政〔2017〕115号第六条.
    var source: String?
    /// Where a value came from that nobody typed: 取自单位登记册.
    var origin: String?
    var problem: Problem?
    var remark: Remark?
    /// On sending again: what the field said before, where it was changed.
    var before: String?
    var shownWhen: ShownWhen?

    private var id: String { "field-" + name }

    /// Its own problem and those of its cells, each with the input to go to.
    var problems: [(id: String, words: String)] {
        (problem.map { [(id, "\(title)：\($0.text)")] } ?? [])
            + control.problems(place).map { ($0.id, "\(title)：\($0.words)") }
    }

    private var place: FieldPlace {
        let parts = [
            ("problem", problem != nil), ("remark", remark != nil), ("help", hasHelp),
            ("when", shownWhen != nil),
        ]
        let ids = parts.filter(\.1).map { "\(id)-\($0.0)" }
        return FieldPlace(
            name: name, title: title,
            describedBy: ids.isEmpty ? nil : ids.joined(separator: " "), isRequired: isRequired,
            isWrong: problem != nil)
    }

    private var hasHelp: Bool {
        help != nil || example != nil || source != nil || origin != nil
    }

    var html: HTML {
        let need: HTML = isRequired && !control.isFixed ? "<span class=\"need\">必填</span>" : ""
        let wrong = problem == nil ? "" : " wrong-field"
        let when: HTML = """
            \(attribute: "data-shown-when", shownWhen?.field)\
            \(attribute: "data-shown-values", shownWhen?.values.joined(separator: " "))
            """
        let inside: HTML = "\(condition)\(told)\(control.html(place))\(about)\(changed)"
        if control.isGroup {
            return """
                <fieldset class="form-field\(wrong)"\(when)\(attribute: "aria-describedby", place.describedBy)>\
                <legend class="form-label">\(title)\(need)</legend>\(inside)</fieldset>

                """
        }
        return """
            <div class="form-field\(wrong)"\(when)>\
            <label class="form-label" for="\(id)">\(title)\(need)</label>\(inside)</div>

            """
    }

    private var condition: HTML? {
        shownWhen.map {
            "<p class=\"form-text when\" id=\"\(id)-when\">仅当\($0.words)时填</p>"
        }
    }

    /// What must be read before typing stands above the input.
    private var told: HTML {
        let wrong: HTML? = problem.map {
            """
            <p class="problem" id="\(id)-problem"><span aria-hidden="true">✕</span> \
            <span class="visually-hidden">有误：</span>\($0.text)</p>
            """
        }
        let returned: HTML? = remark.map {
            """
            <p class="remark" id="\(id)-remark"><b>退回意见</b> \($0.text) <small>\($0.by)</small></p>
            """
        }
        return "\(wrong)\(returned)"
    }

    private var about: HTML? {
        guard hasHelp else { return nil }
        let pieces = [
            help, example.map { "例如：\($0)" }, origin, source.map { "依据：\($0)" },
        ].compactMap { $0 }
        return """
            <p class="form-text" id="\(id)-help">\(each: pieces, Self.piece)</p>
            """
    }

    private static func piece(_ text: String) -> HTML { "<span>\(text)</span>" }

    private var changed: HTML? {
        before.map {
            """
            <p class="was"><span class="pill moving"><span aria-hidden="true">◐</span> 已改</span> \
            上次报送：<del>\($0.isEmpty ? "（空）" : $0)</del></p>
            """
        }
    }
}
