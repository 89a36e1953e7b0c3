/// A form for a record: what it is for, the questions in groups, what is wrong, what can be done.
///
/// While one types, the script posts the form to `draft` and expects
/// `{"saved":"14:03","version":4}`; a 409 says that another window saved first.
struct EditForm: Sendable {
    struct Group: Sendable {
        let title: String
        var help: String?
        let fields: [FormField]
    }

    let title: String
    /// Two sentences: what it is for, and what happens next.
    let lead: String
    let action: Link
    let csrf: String
    let groups: [Group]
    let bar: SaveBar
    /// What the form carries without showing it: the draft's key, the version, its saves.
    var hidden: [(name: String, value: String)] = []
    /// Where it is saved while one types.
    var draft: Link?
    /// Where what another window saved is compared.
    var compare: Link?
    /// Where the script asks what a chosen record offers to the empty fields:
    /// `GET …?field=FIELD&id=12`.
    var prefill: Link?
    /// The fields whose record offers something.
    var prefillsFrom: Set<String> = []
    /// What is wrong with the whole rather than with a field.
    var problems: [String] = []
    /// What whoever returned it wrote about the whole.
    var remark: FormField.Remark?
    /// How it stands with the whole: what was done just now, by when it is due.
    var standing: HTML?

    private var fields: [FormField] { groups.flatMap(\.fields) }

    private var hasFiles: Bool { fields.contains { $0.control is FilesControl } }

    var html: HTML {
        """
        <div class="top"><div><h1>\(title)</h1><p class="lede">\(lead)</p></div></div>\(standing)
        <form class="edit" method="post" action="\(action)" novalidate\
        \(attribute: "enctype", hasFiles ? "multipart/form-data" : nil)\
        \(attribute: "data-draft", draft?.path)\(attribute: "data-compare", compare?.path)\
        \(attribute: "data-prefill", prefill?.path)\
        \(attribute: "data-prefill-from", prefill == nil ? nil : prefillsFrom.sorted().joined(separator: " "))>
        \(bar.standard)\(Person.field(csrf))\(each: hidden, Self.kept)
        \(summary.html)\(returned)<div data-banner></div>
        \(groups.enumerated().map(Self.group))\(bar.html)</form>

        """
    }

    private var summary: ErrorSummary {
        ErrorSummary(whole: problems, fields: fields.flatMap(\.problems))
    }

    private static func kept(_ value: (name: String, value: String)) -> HTML {
        "<input type=\"hidden\" name=\"\(value.name)\" value=\"\(value.value)\">"
    }

    private static func group(_ index: Int, _ group: Group) -> HTML {
        let help: HTML? = group.help.map { "<p class=\"note\">\($0)</p>" }
        return """
            <section class="panel questions" aria-labelledby="group-\(index + 1)">\
            <h2 id="group-\(index + 1)">\(group.title)</h2>\(help)
            \(group.fields.map(\.html))</section>

            """
    }

    private var returned: HTML? {
        remark.map {
            """
            <div class="panel warn"><h2>退回意见</h2><p>\($0.text)</p>\
            <p class="note">\($0.by)。各栏的意见写在栏里；改好后再报一次，没有改动的不用重填。</p></div>
            """
        }
    }
}

/// What is wrong with a form, above it: each line leads to its input. The script puts the focus
/// here.
struct ErrorSummary: Sendable {
    let whole: [String]
    let fields: [(id: String, words: String)]

    var html: HTML? {
        guard !whole.isEmpty || !fields.isEmpty else { return nil }
        let general = whole.map { "<li>\($0)</li>" as HTML }
        let links = fields.map { "<li><a href=\"#\($0.id)\">\($0.words)</a></li>" as HTML }
        return """
            <section class="panel wrong" role="alert" tabindex="-1" id="problems" data-problems>\
            <h2><span aria-hidden="true">✕</span> 有 \(whole.count + fields.count) 处要改</h2>\
            <p class="note">填的都在，没有丢。点一条到那一栏。</p><ul>\(general)\(links)</ul></section>
            """
    }
}
