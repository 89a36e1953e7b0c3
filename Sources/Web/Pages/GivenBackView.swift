/// On a record's page: what was remarked when it was given back, and, once it is handed in again,
/// what its owner has changed since.
struct GivenBackView: Sendable {
    struct Line: Sendable {
        let title: String
        var remark: String?
        /// What the field said when it was given back, and says now; nil where it is the same.
        var change: (before: String, after: String)?
    }

    /// `张某，2026-03-05 14:03`.
    let by: String
    let whole: String
    /// Fields remarked on or changed, in the order of the form.
    let lines: [Line]
    let isHandedIn: Bool

    var html: HTML {
        """
        <section class="panel\(isHandedIn ? "" : " warn")" id="given-back"><h2>\(title)</h2>\
        <p>\(RecordView.lines(whole))</p><p class="note">\(by)</p>\(table)</section>

        """
    }

    private var title: String { isHandedIn ? "退回后改了什么" : "退回意见" }

    private var table: HTML? {
        if lines.isEmpty {
            return isHandedIn ? "<p class=\"note\">退回以后没有改动任何一栏。</p>" : nil
        }
        return Table(
            caption: isHandedIn ? "各栏的意见和改动" : "各栏的意见",
            columns: ["栏", "退回意见", "退回时", "现在"].map { .init(title: $0) },
            rows: lines.map { line in
                [
                    "\(line.title)", "\(line.remark ?? "")", "\(line.change?.before ?? "")",
                    line.change.map { "\($0.after.isEmpty ? "（清空）" : $0.after)" } ?? Self.same,
                ]
            }
        ).html
    }

    private static let same: HTML = "<span class=\"minor\">没有改</span>"
}
