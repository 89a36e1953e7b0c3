import Checking

/// The rules of the checker, each where links to it lead: `#rule-growth`.
struct RuleTable: Sendable {
    let rules: [Rule]

    static func anchor(_ rule: String) -> String { "rule-" + rule }

    var html: HTML { "<div class=\"rules\">\(table.html)</div>" }

    private var table: Table {
        Table(
            caption: "核对规则",
            columns: [
                .init(title: "规则"), .init(title: "程度", isTight: true), .init(title: "查什么"),
                .init(title: "依据"),
            ],
            rows: rules.map { rule in
                [
                    """
                    <span class="rule" id="\(Self.anchor(rule.id))"><b>\(rule.title)</b>\
                    <code>\(rule.id)</code></span>
                    """,
                    SeverityMark(rule.severity).pill, "\(rule.explanation)\(Self.examples(rule))",
                    "\(rule.source)",
                ]
            })
    }

    private static func examples(_ rule: Rule) -> HTML {
        guard !rule.examples.isEmpty else { return "" }
        let items = rule.examples.map { example -> HTML in
            switch example.outcome {
            case .finds: "<li>\(SeverityMark(rule.severity).pill) \(example.text)</li>"
            case .cannotBeTested: "<li>\(SeverityMark.untested.pill) \(example.text)</li>"
            case .passes: "<li>\(SeverityMark.held.pill) \(example.text)</li>"
            }
        }
        return """
            <details class="examples"><summary aria-label="\(rule.title)的例子">例子</summary>\
            <ul>\(items)</ul></details>
            """
    }
}
