import Values

extension CheckedReport {
    /// The findings for people: what is wrong first, each with its words, the computation and what
    /// to do; what cannot be tested is gathered at the end.
    public var text: String {
        var out = "\(name)：读出\(reading.figures.count)个数，\(summary)\n"
        for severity in [Severity.error, .warning, .note] {
            let mine = findings.filter { $0.severity == severity }
            guard !mine.isEmpty else { continue }
            out += "\n【\(severity.title)】\(mine.count)处\n"
            for (index, finding) in mine.enumerated() { out += Self.paragraph(index + 1, finding) }
        }
        out += untestable
        out += confirmed
        return out
    }

    /// `错误3处，提醒5处……；核对无误12处`.
    public var summary: String {
        let counts = Severity.allCases.compactMap { severity -> String? in
            let count = count(severity)
            return count > 0 ? "\(severity.title)\(count)处" : nil
        }
        let found = counts.isEmpty ? "没有发现问题" : counts.joined(separator: "，")
        let cut = reading.isCut ? "（数太多，只核对了前面\(Reading.mostNumbers)个）" : ""
        return found + cut + "；重新计算、吻合的\(confirmations.count)处"
    }

    private static func paragraph(_ number: Int, _ finding: Finding) -> String {
        let title = RuleBook.rule(finding.rule)?.title ?? finding.rule
        return """
            \(number). \(finding.place.description)　\(title)（\(finding.rule)）
               原文：\(finding.quote)
               问题：\(finding.message)
               处理：\(finding.suggestion)

            """
    }

    private var untestable: String {
        let mine = findings.filter { $0.severity == .cannotBeTested }
        guard !mine.isEmpty else { return "" }
        var out = "\n【无法核对】\(mine.count)处（不等于正确）\n"
        let shown = 40
        for finding in mine.prefix(shown) {
            out += "- \(finding.place.description)　\(finding.quote)：\(finding.message)\n"
        }
        if mine.count > shown { out += "- 其余\(mine.count - shown)处用 --format json 或 html 查看\n" }
        return out
    }

    private var confirmed: String {
        guard !confirmations.isEmpty else { return "" }
        var counts: [(String, Int)] = []
        for rule in RuleBook.rules {
            let count = confirmations.count { $0.rule == rule.id }
            if count > 0 { counts.append((rule.title, count)) }
        }
        return "\n【核对无误】" + counts.map { "\($0.0)\($0.1)处" }.joined(separator: "，") + "\n"
    }
}

extension Rule {
    /// The rule explained for whoever asks: ground, severity, and what it finds and lets pass.
    public var text: String {
        var out = "\(id)　\(title)（\(severity.title)）\n依据：\(source)\n\(explanation)\n"
        for example in examples {
            let text = example.text.split(separator: "\n").joined(separator: " / ")
            switch example.outcome {
            case .finds(let quote): out += "- 会指出“\(quote)”：\(text)\n"
            case .cannotBeTested(let quote): out += "- 列为无法核对“\(quote)”：\(text)\n"
            case .passes: out += "- 不指出：\(text)\n"
            }
        }
        return out
    }
}
