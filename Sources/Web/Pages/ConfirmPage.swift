/// An act before it is done: exactly what it will do to what, the reason it needs, the way back.
struct ConfirmPage: Sendable {
    /// What will happen to one thing: now, and then.
    struct Line: Sendable {
        let title: String
        var link: Link?
        let now: String
        let then: String
        /// Why it will not be touched.
        var kept: String?
    }

    let frame: Frame
    /// Two sentences: what will happen, whether it can be undone.
    let lead: String
    let action: Link
    let csrf: String
    let lines: [Line]
    var hidden: [(name: String, value: String)] = []
    /// What the reason is asked for as; nil where none is needed.
    var reason: FormField?
    /// `确认退回 3 条`.
    let button: String
    var isDestructive = false
    let cancel: Link

    var html: HTML {
        let touched = lines.count { $0.kept == nil }
        return Layout.page(
            frame,
            """
            <div class="top"><div><h1>\(frame.title)</h1><p class="lede">\(lead)</p></div></div>
            <form class="edit" method="post" action="\(action)" novalidate>\
            <button class="visually-hidden" name="act" value="confirm" tabindex="-1" aria-hidden="true">\(button)</button>\
            \(Person.field(csrf))\(each: hidden, Self.kept)
            \(ErrorSummary(whole: [], fields: reason?.problems ?? []).html)
            <section class="group"><h2>会发生什么<small>改动 \(touched) 条\(lines.count > touched ? "，不动 \(lines.count - touched) 条" : "")</small></h2>
            \(table.html)</section>
            \(reason.map { "<section class=\"panel questions\">\($0.html)</section>" as HTML })
            <div class="save-bar"><p class="save-state">按下之前什么都没有发生</p><div class="actions">\
            <button class="btn \(isDestructive ? "btn-danger" : "btn-primary")" name="act" value="confirm"\
            \(touched == 0 ? " disabled" : HTML.empty)>\(button)</button>\
            <a class="btn" href="\(cancel)">不做了，回去</a></div></div></form>
            """)
    }

    private static func kept(_ value: (name: String, value: String)) -> HTML {
        "<input type=\"hidden\" name=\"\(value.name)\" value=\"\(value.value)\">"
    }

    private var table: Table {
        Table(
            caption: "会发生的改动",
            columns: [.init(title: "对象"), .init(title: "现在"), .init(title: "之后")],
            rows: lines.map { line in
                let title: HTML =
                    line.link.map { "<a href=\"\($0)\">\(line.title)</a>" } ?? "\(line.title)"
                let then: HTML =
                    line.kept.map { "<span class=\"minor\">不动：\($0)</span>" }
                    ?? "<b>\(line.then)</b>"
                return [title, "\(line.now)", then]
            })
    }
}

/// A form of its own page.
struct EditPage: Sendable {
    let frame: Frame
    let form: EditForm

    var html: HTML { Layout.page(frame, form.html) }
}

/// A merge of its own page.
struct MergePage: Sendable {
    let frame: Frame
    let merge: MergeView

    var html: HTML { Layout.page(frame, merge.html) }
}
