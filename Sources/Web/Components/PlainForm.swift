/// A short form of one column that asks by POST: for accounts rather than records.
struct PlainForm: Sendable {
    enum Kind: Sendable {
        case text, password, email, date
        case choice([FilterForm.Option])
        case hidden
    }

    struct Input: Sendable {
        let name: String
        let title: String
        var value = ""
        var kind = Kind.text
        var autocomplete: String?
        var help: String?
        var isRequired = true
        var maximum: Int?
    }

    let action: String
    /// The hidden field of the session, empty before there is one.
    var csrf: HTML = ""
    let inputs: [Input]
    /// What was wrong with what was sent before.
    var problem: String?
    let button: String
    var isDangerous = false
    var label: String?
    /// Tells the inputs of two forms on one page apart.
    var prefix = "i"

    var html: HTML {
        """
        <form class="plain panel" method="post" action="\(action)"\(attribute: "aria-label", label)>\(csrf)\(told)\
        \(each: inputs, control)<div class="send"><button class="btn \(isDangerous ? "btn-danger" : "btn-primary")">\
        \(button)</button></div></form>
        """
    }

    private var told: HTML {
        guard let problem else { return "" }
        return
            "<p class=\"wrong\" role=\"alert\"><span aria-hidden=\"true\">✕</span> \(problem)</p>"
    }

    private func control(_ input: Input) -> HTML {
        let id = "\(prefix)-\(input.name)"
        if case .hidden = input.kind {
            return "<input type=\"hidden\" name=\"\(input.name)\" value=\"\(input.value)\">"
        }
        let help: HTML? = input.help.map { "<p class=\"form-text\" id=\"\(id)-help\">\($0)</p>" }
        let described = input.help == nil ? nil : id + "-help"
        let optional: HTML = input.isRequired ? "" : " <small>可以不填</small>"
        return """
            <div class="field"><label class="form-label" for="\(id)">\(input.title)\(optional)</label>\
            \(box(input, id, described))\(help)</div>
            """
    }

    private func box(_ input: Input, _ id: String, _ described: String?) -> HTML {
        let required: HTML = input.isRequired ? " required" : ""
        if case .choice(let options) = input.kind {
            let list = options.map { option -> HTML in
                """
                <option value="\(option.value)"\
                \(option.value == input.value ? " selected" : HTML.empty)>\(option.title)</option>
                """
            }
            return """
                <select class="form-select" id="\(id)" name="\(input.name)"\(required)\
                \(attribute: "aria-describedby", described)><option value="">请选择</option>\(list)</select>
                """
        }
        return """
            <input class="form-control" type="\(type(input.kind))" id="\(id)" name="\(input.name)" \
            value="\(input.value)" maxlength="\(input.maximum ?? 200)"\(required)\
            \(attribute: "autocomplete", input.autocomplete)\
            \(attribute: "aria-describedby", described)>
            """
    }

    private func type(_ kind: Kind) -> String {
        switch kind {
        case .password: "password"
        case .email: "email"
        case .date: "date"
        default: "text"
        }
    }
}

/// A page of a heading, what it is for and what happens next, and its content.
struct LeafPage: Sendable {
    let frame: Frame
    let lead: String
    /// What one comes for, on the right of the heading.
    var action: HTML = ""
    let content: HTML

    var html: HTML {
        Layout.page(
            frame,
            """
            <div class="top"><div><h1>\(frame.title)</h1><p class="lede">\(lead)</p></div>\(action)</div>
            \(content)
            """)
    }
}
