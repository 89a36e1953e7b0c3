/// A form of filters that asks by GET, so that every filtered list is a link.
struct FilterForm: Sendable {
    struct Option: Sendable {
        let value: String
        let title: String
    }

    enum Control: Sendable {
        case search(placeholder: String)
        case choice([Option], any: String)
    }

    struct Input: Sendable {
        let name: String
        let title: String
        let value: String
        let control: Control
    }

    let action: Link
    let inputs: [Input]
    /// Values that the form keeps without showing them.
    var hidden: [(name: String, value: String)] = []
    let label: String
    var button = "筛选"

    var html: HTML {
        """
        <form class="filters" method="get" action="\(action)" role="search" aria-label="\(label)">
        \(each: hidden, Self.kept)\
        \(each: inputs, Self.control)<div class="field act"><button class="btn btn-primary">\(button)</button></div></form>
        """
    }

    private static func kept(_ value: (name: String, value: String)) -> HTML {
        "<input type=\"hidden\" name=\"\(value.name)\" value=\"\(value.value)\">"
    }

    private static func control(_ input: Input) -> HTML {
        let id = "f-" + input.name
        let control: HTML
        switch input.control {
        case .search(let placeholder):
            control = """
                <input type="search" class="form-control" id="\(id)" name="\(input.name)" value="\(input.value)" \
                placeholder="\(placeholder)" autocomplete="off" data-search>
                """
        case .choice(let options, let any):
            let list = options.map { option -> HTML in
                """
                <option value="\(option.value)"\
                \(option.value == input.value ? " selected" : HTML.empty)>\(option.title)</option>
                """
            }
            control = """
                <select class="form-select" id="\(id)" name="\(input.name)"><option value="">\(any)</option>\(list)</select>
                """
        }
        return """
            <div class="field"><label class="form-label" for="\(id)">\(input.title)</label>\(control)</div>

            """
    }
}

/// The filters in force, each with a way to take it off.
struct Chips: Sendable {
    struct Chip: Sendable {
        let text: String
        let remove: Link
    }

    let chips: [Chip]
    let clear: Link

    var html: HTML {
        guard !chips.isEmpty else { return "" }
        let items = chips.map { chip -> HTML in
            """
            <li><a href="\(chip.remove)" aria-label="去掉条件 \(chip.text)">\(chip.text) \
            <span aria-hidden="true">×</span></a></li>
            """
        }
        return """
            <ul class="chips" aria-label="已选条件">\(items)\
            <li><a class="clear" href="\(clear)">全部清除</a></li></ul>
            """
    }
}
