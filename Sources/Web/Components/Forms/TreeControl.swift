/// One of a list whose entries stand under each other: the first rank as groups, deeper ones set
/// in. Sends the code.
struct TreeControl: FieldControl {
    struct Node: Sendable {
        let value: String
        let title: String
        var children: [Node] = []
        /// Whether it may be chosen itself, or only groups what does.
        var isChoosable = true
    }

    let nodes: [Node]
    let value: String

    func html(_ place: FieldPlace) -> HTML {
        """
        <select \(place.attributes(style: "form-select"))\(place.requirement)>\
        <option value="">请选择</option>\(each: nodes, top)</select>
        """
    }

    private func top(_ node: Node) -> HTML {
        guard !node.children.isEmpty else { return option(node, depth: 0) }
        let own: HTML? = node.isChoosable ? option(node, depth: 0) : nil
        let inside = node.children.map { branch($0, depth: node.isChoosable ? 1 : 0) }
        return "<optgroup label=\"\(node.title)\">\(own)\(inside)</optgroup>"
    }

    private func branch(_ node: Node, depth: Int) -> HTML {
        "\(option(node, depth: depth))\(node.children.map { branch($0, depth: depth + 1) })"
    }

    /// A list has no ranks of its own below a group: ideographic blanks set the title in.
    private func option(_ node: Node, depth: Int) -> HTML {
        let title = String(repeating: "　", count: depth) + node.title
        guard node.isChoosable else { return "<option disabled>\(title)</option>" }
        return """
            <option value="\(node.value)"\(node.value == value ? " selected" : HTML.empty)>\(title)</option>
            """
    }
}

/// A region: the city's own counties and zones as a list, any other by name or six digits.
///
/// Sends the code as `NAME`; where that is `other`, what was typed as `NAME.other`.
struct RegionControl: FieldControl {
    let own: [ChoiceControl.Option]
    /// A code of the city's own, `other`, or nothing.
    let value: String
    /// Name or code of a region elsewhere.
    var other = ""
    static let elsewhere = "other"

    func html(_ place: FieldPlace) -> HTML {
        let items = (own + [.init(value: Self.elsewhere, title: "本市以外")]).map { option -> HTML in
            """
            <option value="\(option.value)"\(option.value == value ? " selected" : HTML.empty)>\
            \(option.title)</option>
            """
        }
        return """
            <select \(place.attributes(style: "form-select"))\(place.requirement)>\
            <option value="">请选择</option>\(items)</select>\
            <div class="further" data-shown-when="\(place.name)" data-shown-values="\(Self.elsewhere)">\
            <label class="form-label" for="\(place.id)-other">本市以外的地区</label>\
            <input type="text" class="form-control" id="\(place.id)-other" name="\(place.name).other" \
            value="\(other)" placeholder="长沙市 或 430100" autocomplete="off"></div>
            """
    }
}
