/// Any of a list: a box for each. Sends the value of each that is ticked, all under one name.
struct ChecksControl: FieldControl {
    struct Option: Sendable {
        let value: String
        let title: String
        var isChosen = false
    }

    let options: [Option]

    var isGroup: Bool { true }

    func html(_ place: FieldPlace) -> HTML {
        let pieces = options.enumerated().map { index, option -> HTML in
            let id = index == 0 ? place.id : "\(place.id)-\(index + 1)"
            return """
                <div class="form-check"><input type="checkbox" class="form-check-input" id="\(id)" \
                name="\(place.name)" value="\(option.value)"\(option.isChosen ? " checked" : HTML.empty)>\
                <label class="form-check-label" for="\(id)">\(option.title)</label></div>
                """
        }
        return "<div class=\"checks\">\(pieces)</div>"
    }
}
