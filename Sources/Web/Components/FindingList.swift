import Checking

/// What was found in a report, the worst first, each with the way to its place in the text.
struct FindingList {
    let report: CheckedReport
    let prefix: String
    /// The findings whose place is shown in the text.
    let shown: Set<Int>

    /// Of one group on one page.
    static let most = 500

    /// How many there are of each kind, leading to them.
    var tally: HTML {
        let items = SeverityMark.allCases.compactMap { mark -> HTML? in
            let count = count(mark)
            guard count > 0 else { return nil }
            return """
                <li><a href="#\(prefix)\(mark.rawValue)">\(mark.pill) <b>\(count)</b> 处</a></li>
                """
        }
        return """
            <ul class="tally">\(items)<li class="down"><a href="#\(prefix)original">原文</a></li></ul>
            """
    }

    var html: HTML {
        let groups = Severity.allCases.map { severity -> HTML in
            let mark = SeverityMark(severity)
            let mine = report.findings.indices.filter { report.findings[$0].severity == severity }
            guard !mine.isEmpty else { return "" }
            let list: HTML = """
                <ol>\(each: mine.prefix(Self.most), finding)</ol>\(more(mine.count))
                """
            return severity == .cannotBeTested
                ? folded(mark, "缺少核对所需的数，不等于正确", list)
                : """
                <section id="\(prefix)\(mark.rawValue)"><h3>\(heading(mark))</h3>\(list)</section>
                """
        }
        let none: HTML =
            report.findings.isEmpty ? "<p class=\"none\">没有发现问题。</p>" : HTML.empty
        return "\(none)\(groups)\(held)"
    }

    private func count(_ mark: SeverityMark) -> Int {
        mark == .held
            ? report.confirmations.count
            : report.findings.count { SeverityMark($0.severity) == mark }
    }

    private func heading(_ mark: SeverityMark) -> HTML {
        "\(mark.pill) \(count(mark)) 处"
    }

    private func folded(_ mark: SeverityMark, _ note: String, _ list: HTML) -> HTML {
        """
        <details id="\(prefix)\(mark.rawValue)"><summary>\(heading(mark))</summary>\
        <p class="note">\(note)</p>\(list)</details>
        """
    }

    private func more(_ count: Int) -> HTML {
        guard count > Self.most else { return "" }
        return """
            <p class="note">其余 \(count - Self.most) 处不在这里列出，用 /api/check 或命令行的 --format json 查看。</p>
            """
    }

    private func finding(_ index: Int) -> HTML {
        let one = report.findings[index]
        let mark = SeverityMark(one.severity)
        let place: HTML =
            shown.contains(index)
            ? "<a href=\"#\(prefix)m\(index + 1)\">\(one.place.description)</a>"
            : "\(one.place.description)"
        let title = RuleBook.rule(one.rule)?.title ?? one.rule
        return """
            <li id="\(prefix)f\(index + 1)" class="s-\(mark.rawValue)"><p class="head">\
            <b><span aria-hidden="true">\(mark.shape)</span>\(index + 1)</b> \(place) \
            <a class="rule" href="#\(RuleTable.anchor(one.rule))">\(title)</a></p>
            <blockquote>\(one.quote)</blockquote><dl><div><dt>问题</dt><dd>\(one.message)</dd></div>\
            <div><dt>处理</dt><dd>\(one.suggestion)</dd></div></dl></li>

            """
    }

    /// What was recomputed and holds, folded: it is the long list of a good report.
    private var held: HTML {
        guard !report.confirmations.isEmpty else { return "" }
        let items = report.confirmations.prefix(Self.most).map { one -> HTML in
            let title = RuleBook.rule(one.rule)?.title ?? one.rule
            return """
                <li class="s-held"><p class="head">\(one.place.description) \(title)</p>\
                <blockquote>\(one.quote)</blockquote><p>\(one.computation)</p></li>

                """
        }
        return folded(
            .held, "由文中别的数重新计算，结果吻合", "<ol>\(items)</ol>\(more(report.confirmations.count))")
    }
}
