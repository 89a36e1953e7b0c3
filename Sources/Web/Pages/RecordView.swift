import Registers
import Values

/// One record: its fields in groups, its rows, and what happened to it.
struct RecordView: Sendable {
    struct Pair: Sendable {
        let title: String
        let value: HTML
        var isLong = false
        var help: String?
    }

    struct Group: Sendable {
        let title: String
        let pairs: [Pair]
        /// Titles of the fields that have no value.
        let unfilled: [String]
    }

    struct Step: Sendable {
        struct Change: Sendable {
            let title: String
            let before: String
            let after: String
        }

        let entry: Int64
        let at: Instant
        let actor: String
        let event: String
        let reason: String?
        let changes: [Change]
    }

    let frame: Frame
    let register: String
    let state: Pill
    let since: String
    let id: Int64
    let version: Int64
    let groups: [Group]
    let tables: [Table]
    let steps: [Step]
    /// What was done just now, and can be undone.
    var told: HTML?
    /// What the viewer may do with it: the first is what one comes for.
    var acts: [(title: String, link: Link)] = []
    /// How far the approval of a move has come, where one is asked for.
    var approval: HTML?
    /// What was remarked when it was given back, and what was done about it.
    var givenBack: GivenBackView?
    /// What proves it; nil where there is nothing to show or add.
    var files: AttachedFiles?

    var html: HTML {
        Layout.page(
            frame,
            """
            <div class="top"><div><h1>\(frame.title)</h1>
            <p class="lede">\(state.html) 自 \(since) · \(register) #\(id) · 第 \(version) 版</p></div>
            <div class="actions">\(acts.enumerated().map(Self.act))<a class="btn" href="\(Link(.apiRecord, [registerName, String(id)]))">JSON</a>\
            </div></div>\(told)\(approval)\(givenBack.map(\.html))
            \(each: groups, Self.group)\(each: tables, Self.rows)\(files.map(\.html))
            <section class="panel"><h2>经过</h2>\(history)</section>
            """)
    }

    let registerName: String

    private static func act(_ index: Int, _ act: (title: String, link: Link)) -> HTML {
        "<a class=\"btn\(index == 0 ? " btn-primary" : "")\" href=\"\(act.link)\">\(act.title)</a> "
    }

    static func group(_ group: Group) -> HTML {
        let unfilled: HTML =
            group.unfilled.isEmpty
            ? ""
            : "<p class=\"note\">未填：\(group.unfilled.joined(separator: "、"))</p>"
        return """
            <section class="panel"><h2>\(group.title)</h2><dl class="pairs">\
            \(each: group.pairs, pair)</dl>\(unfilled)</section>
            """
    }

    private static func pair(_ pair: Pair) -> HTML {
        """
        <div\(attribute: "class", pair.isLong ? "long" : nil)>\
        <dt\(attribute: "title", pair.help)>\(pair.title)</dt><dd>\(pair.value)</dd></div>
        """
    }

    static func rows(_ table: Table) -> HTML {
        "<section class=\"group\"><h2>\(table.caption)</h2>\(table.html)</section>"
    }

    private var history: HTML {
        let rows = steps.reversed().map { step -> [HTML] in
            [
                "<a href=\"\(Link.entry(step.entry))\">\(step.at.businessTime)</a>",
                "\(step.actor)", "\(step.event)", Self.lines(step.reason ?? ""),
                step.changes.isEmpty ? "" : Self.changes(step.changes),
            ]
        }
        return Table(
            caption: "这条记录的经过，最近的在前",
            columns: [
                .init(title: "时间"), .init(title: "经办"), .init(title: "事项"), .init(title: "理由"),
                .init(title: "改动"),
            ], rows: rows
        ).html
    }

    /// A text of several lines.
    static func lines(_ text: String) -> HTML {
        let lines = text.split(whereSeparator: \.isNewline).map { "\(String($0))" as HTML }
        return "\(lines.first)\(lines.dropFirst().map { "<br>\($0)" as HTML })"
    }

    private static func changes(_ changes: [Step.Change]) -> HTML {
        let items = changes.map { change -> HTML in
            let before: HTML = change.before.isEmpty ? "" : "<del>\(change.before)</del> → "
            let after: HTML =
                change.after.isEmpty ? "<ins>（清空）</ins>" : "<ins>\(change.after)</ins>"
            return "<li>\(change.title)：\(before)\(after)</li>"
        }
        return "<ul class=\"change\">\(items)</ul>"
    }
}
