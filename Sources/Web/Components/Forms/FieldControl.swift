/// What a value is typed or chosen with. A control shows any text it is given, also one that is
/// no value of its kind, so that nothing typed is lost.
protocol FieldControl: Sendable {
    /// Whether it has several inputs: then the field is a `fieldset` and its title a `legend`.
    var isGroup: Bool { get }
    /// Whether it has no input at all and only shows.
    var isFixed: Bool { get }
    /// What is wrong inside it, where it has cells of its own: id of the input and words.
    func problems(_ place: FieldPlace) -> [(id: String, words: String)]
    func html(_ place: FieldPlace) -> HTML
}

extension FieldControl {
    var isGroup: Bool { false }
    var isFixed: Bool { false }
    func problems(_ place: FieldPlace) -> [(id: String, words: String)] { [] }
}

/// Where a control stands: what its inputs are named, labelled and described by.
struct FieldPlace: Sendable {
    let name: String
    let title: String
    /// Ids of the texts about it, apart by blanks.
    var describedBy: String?
    var isRequired = false
    var isWrong = false

    /// The id of its first input: where the summary of problems leads.
    var id: String { "field-" + name }

    /// The attributes that every input has: name, id, what describes it, whether it is wrong.
    func attributes(
        id: String? = nil, name: String? = nil, style: String = "form-control"
    ) -> HTML {
        """
        class="\(style)\(isWrong ? " is-invalid" : "")" id="\(id ?? self.id)" name="\(name ?? self.name)"\
        \(attribute: "aria-describedby", describedBy)\
        \(attribute: "aria-invalid", isWrong ? "true" : nil)
        """
    }

    /// Said of one input; a group says it in its legend.
    var requirement: HTML? { isRequired ? " aria-required=\"true\"" : nil }
}

/// A value that is shown and not asked: computed, or another's to change.
struct FixedControl: FieldControl {
    let value: HTML
    var isFixed: Bool { true }
    /// The label of something that is no input has nothing to point at: a group has a legend.
    var isGroup: Bool { true }

    func html(_ place: FieldPlace) -> HTML {
        "<p class=\"fixed\" id=\"\(place.id)\" tabindex=\"-1\">\(value)</p>"
    }
}
