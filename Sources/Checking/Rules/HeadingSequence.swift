import Values

extension Rule {
    /// Numbers of headings.
    static let headingSequence = Rule(
        "heading-sequence", "标题序号", .error,
        source: "GB/T 9704—2012：结构层次序数依次为“一、”“（一）”“1.”“（1）”，逐级顺编",
        "各级标题的序号在上一级之内从一起顺编：跳号、重号、倒号，以及该用“一、”却写“1、”、该用“（一）”却写“（1）”的，都算错误。“第x部分”“附件”之后重新起算；目录行不算。",
        examples: [
            .finds("6、", in: "五、社会保险基金预算支出情况\n无。\n6、 部门整体支出绩效情况\n七、存在的问题\n八、改进措施"),
            .finds("四、", in: "一、基本情况\n二、支出情况\n四、存在问题"),
            .finds("（2）", in: "二、支出情况\n（一）基本支出情况\n见表。\n（2） 项目支出情况\n见表。"),
            .passes("一、基本情况\n1、主要职责\n2、内设机构\n二、支出情况\n1、基本支出\n2、项目支出"),
            .passes("第一部分 概况\n一、职责\n二、机构\n第二部分 情况说明\n一、收入\n二、支出"),
        ]
    ) { reading, ledger in
        HeadingJudge(reading).judge(&ledger)
    }
}

private struct HeadingJudge {
    private let reading: Reading
    private let levels: HeadingLevels

    init(_ reading: Reading) {
        self.reading = reading
        levels = HeadingLevels(reading)
    }

    private struct Open {
        let form: HeadingMark.Form
        var number: Int
    }

    /// A number that its sequence does not lead to.
    private struct Trouble {
        let heading: HeadingLevels.Heading
        let right: String
        let message: String
        let suggestion: String
        let isDoubtful: Bool
    }

    /// Beyond so many, and a quarter of all of their kind, the numbers are no headings: rows of a
    /// table that was flattened into text, or an extract.
    private static let mostTroubles = 3

    func judge(_ ledger: inout Ledger) {
        let troubles = troubles(&ledger)
        for form in Set(troubles.map(\.heading.form)).sorted(by: { $0.depth < $1.depth }
        ) {
            let mine = troubles.filter { $0.heading.form == form }
            let all = levels.headings.count { $0.form == form }
            if mine.count > Self.mostTroubles, mine.count * 4 > all {
                let first = mine[0].heading
                ledger.report(
                    first.passage, first.mark.range, severity: .warning,
                    "“\(Self.text(form, first.mark.number))”这一级序号有\(mine.count)处不连续，多半是表格行或摘录，未逐一列出",
                    do: "确是标题的，从一起顺编")
                continue
            }
            for one in mine {
                let text = reading.text(one.heading.passage)
                ledger.report(
                    one.heading.passage, one.heading.mark.range,
                    severity: one.isDoubtful ? .warning : nil,
                    computed: one.right, stated: text.string(one.heading.mark.range), one.message,
                    do: one.suggestion)
            }
        }
    }

    private func troubles(_ ledger: inout Ledger) -> [Trouble] {
        var troubles: [Trouble] = []
        var stack: [Open] = []
        var lastOfForm: [HeadingMark.Form: Int] = [:]
        var attachments = levels.attachments.sorted()[...]
        for (at, heading) in levels.headings.enumerated() {
            while let attachment = attachments.first, attachment <= heading.passage {
                stack = []
                lastOfForm = [:]
                attachments.removeFirst()
            }
            if heading.isMisformed { tellForm(heading, &ledger) }
            let form = heading.form
            let number = heading.mark.number
            var expected = 1
            if let open = stack.lastIndex(where: { $0.form == form }) {
                expected = stack[open].number + 1
                stack.removeSubrange((open + 1)...)
            } else {
                if form == .part { stack = [] }
                stack.append(Open(form: form, number: 0))
                // Some number on through the sections above.
                if let last = lastOfForm[form], number == last + 1, form != .chineseBracket {
                    expected = number
                }
            }
            let actual = settle(at, heading, expected, &troubles)
            stack[stack.count - 1].number = actual
            lastOfForm[form] = actual
        }
        return troubles
    }

    /// The number that the heading counts as; notes what is wrong with it.
    private func settle(
        _ at: Int, _ heading: HeadingLevels.Heading, _ expected: Int, _ troubles: inout [Trouble]
    ) -> Int {
        let number = heading.mark.number
        guard number != expected else { return number }
        let next = next(at)
        if number == 1, expected > 1, next == 2 || isLoose(heading.form) && next == nil {
            // A list begins anew without a heading of its own.
            return number
        }
        let right = Self.text(heading.form, expected)
        let written = reading.text(heading.passage).string(heading.mark.range)
        if next == expected + 1 {
            troubles.append(
                Trouble(
                    heading: heading, right: right,
                    message: "标题序号是“\(written)”，前后顺序应为“\(right)”", suggestion: "改为“\(right)”",
                    isDoubtful: false))
            return expected
        }
        // A list that goes on rightly from another number is an extract.
        let isExtract =
            expected == 1 && (next == number + 1 || next == nil) && isFirst(of: heading.form, at)
        let problem =
            number < expected
            ? number == expected - 1 ? "重号" : "倒号" : "跳号，缺“\(right)”"
        troubles.append(
            Trouble(
                heading: heading, right: right,
                message: "标题序号\(problem)：这里是“\(written)”，按顺序应为“\(right)”",
                suggestion: number > expected ? "补上缺的一节，或改为“\(right)”" : "改为“\(right)”，后面依次顺延",
                isDoubtful: isExtract || expected == 1 && isLoose(heading.form)))
        return number < expected ? expected : number
    }

    /// Whether a heading is the first of its form in the whole report.
    private func isFirst(of form: HeadingMark.Form, _ at: Int) -> Bool {
        !levels.headings[..<at].contains { $0.form == form }
    }

    /// Lists of the lower levels often begin anew under a sentence.
    private func isLoose(_ form: HeadingMark.Form) -> Bool {
        form != .chinese && form != .chineseBracket && form != .part
    }

    /// The next number of the same level under the same heading.
    private func next(_ at: Int) -> Int? {
        let form = levels.headings[at].form
        let above = form.depth
        for later in levels.headings[(at + 1)...].prefix(400) {
            if later.form == form { return later.mark.number }
            if later.form.depth < above { return nil }
        }
        return nil
    }

    private func tellForm(_ heading: HeadingLevels.Heading, _ ledger: inout Ledger) {
        let written = reading.text(heading.passage).string(heading.mark.range)
        let right = Self.text(heading.form, heading.mark.number)
        ledger.report(
            heading.passage, heading.mark.range, computed: right, stated: written,
            "这一级标题用中文数字，这里写作“\(written)”", do: "改为“\(right)”")
    }

    static func text(_ form: HeadingMark.Form, _ number: Int) -> String {
        let chinese = ChineseNumeral.text(number)
        return switch form {
        case .part: "第\(chinese)部分"
        case .chinese: chinese + "、"
        case .chineseBracket: "（\(chinese)）"
        case .arabicDot: "\(number)."
        case .arabicComma: "\(number)、"
        case .arabicBracket: "（\(number)）"
        case .arabicHalfBracket: "\(number)）"
        default: "\(number)"
        }
    }
}
