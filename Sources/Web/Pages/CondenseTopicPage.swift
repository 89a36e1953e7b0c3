import Applications
import Catalogue
import Values

/// Choosing needs and writing the topic that they become.
struct CondenseTopicPage: Sendable {
    struct Need: Sendable {
        let id: Int64
        let number: String
        let title: String
        let unit: String
        let state: HTML
        /// The topic it already led to.
        let topic: String?
    }

    let frame: Frame
    let needs: [Need]
    let chosen: Set<Int64>
    /// What was typed, by field.
    let values: Parameters
    let number: String
    let year: Int
    let programmes: [ChoiceControl.Option]
    let fields: [ChoiceControl.Option]
    let csrf: HTML
    let search: String
    let problem: String?

    var html: HTML {
        LeafPage(
            frame: frame,
            lead: "勾选一条或几条已凝练、已评议或已入册的需求，写成一个公开的指南方向。"
                + "方向记得来自哪些需求，需求也记得变成了哪个方向；写好以后在申报通知里选它。",
            content: needs.isEmpty && search.isEmpty
                ? EmptyState(
                    sentence: "没有可以写进指南的需求。需求凝练、评议或入册以后会列在这里。",
                    action: ("看技术需求", .register(Topics.needs))
                ).html
                : "\(searchForm)\(form)"
        ).html
    }

    private var searchForm: HTML {
        FilterForm(
            action: Link(.condenseTopic),
            inputs: [
                .init(
                    name: "q", title: "找需求", value: search,
                    control: .search(placeholder: "例如 密封"))
            ], hidden: chosen.sorted().map { ("need", String($0)) }, label: "找需求", button: "查找"
        ).html
    }

    private var form: HTML {
        let wrong: HTML? = problem.map {
            "<p class=\"wrong\" role=\"alert\"><span aria-hidden=\"true\">✕</span> \($0)</p>"
        }
        return """
            <form method="post" action="\(Link(.condenseTopic))" aria-label="凝练指南方向">\(csrf)\(wrong)\
            <section class="group"><h2>第一步：选需求<small>\(needs.count) 条</small></h2>\(most)\(table)</section>\
            <section class="panel"><h2>第二步：写方向</h2>\
            \(text("topic_no", "方向编号", values["topic_no"] ?? number, 40, "按年度接着编，可以改"))\
            \(text("title", "方向名称", values["title"] ?? "", 200, "对外公布，不出现企业名称、牌号和工艺参数"))\
            \(choice("programme", "科技计划", programmes, "从哪个计划开申报"))\
            \(text("year", "年度", values["year"] ?? String(year), 4, nil))\
            \(choice("field", "技术领域", fields, nil))\
            \(area("content", "研究内容", "做什么，写到能判断对不对题"))\
            \(area("goals", "考核指标", "要量化：数值和单位"))\
            <div class="send"><button class="btn btn-primary">凝练成指南方向</button></div></section></form>
            """
    }

    /// That there are more than are listed.
    private var most: HTML {
        needs.count < 50
            ? "" : "<p class=\"note\">只列最近的 50 条，别的用上面的查找；已勾选的查找后还在。</p>"
    }

    private var table: HTML {
        Table(
            caption: "可以写进指南的需求",
            columns: [
                .init(title: "需求"), .init(title: "编号", isTight: true), .init(title: "需求单位"),
                .init(title: "状态"), .init(title: "已写进"),
            ],
            rows: needs.map { need in
                [
                    """
                    <div class="form-check"><input class="form-check-input" type="checkbox" id="need-\(need.id)" name="need" \
                    value="\(need.id)"\(chosen.contains(need.id) ? " checked" : HTML.empty)> \
                    <label class="form-check-label" for="need-\(need.id)">\(need.title)</label></div>
                    """, "\(need.number)", "\(need.unit)", need.state, "\(need.topic ?? "—")",
                ]
            }
        ).html
    }

    private func text(
        _ name: String, _ title: String, _ value: String, _ most: Int, _ help: String?
    )
        -> HTML
    {
        """
        <div class="field"><label class="form-label" for="t-\(name)">\(title)</label>\
        <input class="form-control" id="t-\(name)" name="\(name)" value="\(value)" maxlength="\(most)" required\
        \(attribute: "aria-describedby", help.map { _ in "t-\(name)-help" })>\(hint(name, help))</div>
        """
    }

    private func area(_ name: String, _ title: String, _ help: String?) -> HTML {
        """
        <div class="field"><label class="form-label" for="t-\(name)">\(title) <small>可以以后再补</small></label>\
        <textarea class="form-control" id="t-\(name)" name="\(name)" rows="4" maxlength="20000"\
        \(attribute: "aria-describedby", help.map { _ in "t-\(name)-help" })>\(values[name] ?? "")</textarea>\
        \(hint(name, help))</div>
        """
    }

    private func choice(
        _ name: String, _ title: String, _ options: [ChoiceControl.Option], _ help: String?
    ) -> HTML {
        let list = options.map { option -> HTML in
            """
            <option value="\(option.value)"\(option.value == values[name] ? " selected" : HTML.empty)>\(option.title)</option>
            """
        }
        return """
            <div class="field"><label class="form-label" for="t-\(name)">\(title) <small>可以不选</small></label>\
            <select class="form-select" id="t-\(name)" name="\(name)"\
            \(attribute: "aria-describedby", help.map { _ in "t-\(name)-help" })>\
            <option value="">请选择</option>\(list)</select>\(hint(name, help))</div>
            """
    }

    private func hint(_ name: String, _ help: String?) -> HTML {
        guard let help else { return "" }
        return "<p class=\"form-text\" id=\"t-\(name)-help\">\(help)</p>"
    }
}
