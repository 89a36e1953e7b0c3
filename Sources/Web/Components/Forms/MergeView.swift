/// A save that came too late: for each field that changed what it was, what another made of it,
/// what was typed here; one of them is chosen. Where one side alone changed, its text is chosen
/// already.
///
/// Sends `base`, `theirs` or `yours` as `merge.FIELD`.
struct MergeView: Sendable {
    struct Field: Sendable {
        let name: String
        let title: String
        let base: String
        let theirs: String
        let yours: String

        enum Side: String, Sendable { case base, theirs, yours }

        /// The side to take where nobody contradicts it.
        var proposal: Side? {
            if theirs == yours { return .yours }
            if theirs == base { return .yours }
            return yours == base ? .theirs : nil
        }
    }

    let title: String
    let action: Link
    let csrf: String
    /// Who changed it meanwhile.
    let by: String
    /// When, for people: `今天 14:01`.
    let at: String
    let fields: [Field]
    var hidden: [(name: String, value: String)] = []
    /// Back to the form without merging; what was typed stays in the draft.
    let cancel: Link
    /// Fields for which nothing was chosen the time before.
    var unanswered: Set<String> = []

    var html: HTML {
        let open = fields.count { $0.proposal == nil }
        let ask =
            open == 0
            ? "两边改的不是同一栏，已替您合并好，看过再保存。"
            : "其中 \(open) 栏两边都改了，请各选一个；其余的已替您选好。"
        return """
            <div class="top"><div><h1>\(title)</h1>
            <p class="lede">您填写的时候，\(by)（\(at)）也改了这条记录。\(ask)您填的没有丢。</p></div></div>
            \(summary.html)<form class="merge" method="post" action="\(action)">\(Person.field(csrf))\
            \(each: hidden, Self.kept)\(fields.map(choice))
            <div class="save-bar"><p class="save-state">选好后保存成新的一版</p>\
            <div class="actions"><button class="btn btn-primary" name="act" value="merge">按所选的保存</button>\
            <a class="btn btn-link" href="\(cancel)">先不合并</a></div></div></form>

            """
    }

    private var summary: ErrorSummary {
        ErrorSummary(
            whole: [],
            fields: fields.filter { unanswered.contains($0.name) }.map {
                ("merge-\($0.name)", "\($0.title)：两边都改了，请选一个")
            })
    }

    private static func kept(_ value: (name: String, value: String)) -> HTML {
        "<input type=\"hidden\" name=\"\(value.name)\" value=\"\(value.value)\">"
    }

    private func choice(_ field: Field) -> HTML {
        let proposal = field.proposal
        let mark: HTML =
            proposal == nil
            ? "<span class=\"pill moving\"><span aria-hidden=\"true\">◐</span> 两边都改了</span>"
            : "<span class=\"pill\"><span aria-hidden=\"true\">✓</span> \(proposal == .theirs ? "只有对方改了" : "只有您改了")</span>"
        let sides: [(side: Field.Side, title: String, text: String)] = [
            (.base, "原来", field.base), (.theirs, "别人改成", field.theirs),
            (.yours, "您填的", field.yours),
        ]
        let columns = sides.enumerated().map { index, one -> HTML in
            let id = "merge-\(field.name)" + (index == 0 ? "" : "-\(index + 1)")
            return """
                <div class="version form-check"><input type="radio" class="form-check-input" id="\(id)" \
                name="merge.\(field.name)" value="\(one.side.rawValue)"\
                \(one.side == proposal ? " checked" : HTML.empty)><label class="form-check-label" for="\(id)">\
                <small>\(one.title)</small> <span>\(one.text.isEmpty ? "（空）" : one.text)</span></label></div>
                """
        }
        return """
            <fieldset class="panel versions\(unanswered.contains(field.name) ? " wrong" : "")">\
            <legend>\(field.title) \(mark)</legend><div class="sides-three">\(columns)</div></fieldset>

            """
    }
}
