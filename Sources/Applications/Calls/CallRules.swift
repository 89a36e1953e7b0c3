import Catalogue
import Registers
import Values

/// What the cells of a call must keep; pure.
struct CallRules {
    let terms: CallTerms
    let call: Record

    /// - Throws: `CallRefusal`, the first rule that is broken.
    func check() throws(CallRefusal) {
        try checkKinds()
        try checkTimes()
    }

    private func checkKinds() throws(CallRefusal) {
        let rows = call.rows["kinds"] ?? []
        if rows.isEmpty { throw .noKinds }
        var seen: Set<String> = []
        for row in rows {
            let name = row["kind"]?.text ?? ""
            guard let kind = terms.kind(name) else {
                throw .kindUnknown(
                    kind: name, programme: terms.title, known: terms.kinds.map(\.title))
            }
            guard seen.insert(name).inserted else { throw .kindTwice(kind.title) }
            try check(row, kind)
        }
    }

    private func check(_ row: [String: Scalar], _ kind: CallTerms.Kind) throws(CallRefusal) {
        let ceiling = row["ceiling"]?.integer.map { Money(fen: $0) }
        let floor = row["floor"]?.integer.map { Money(fen: $0) }
        if let ceiling, let rule = kind.ceiling, let most = rule.money, ceiling > most {
            throw .beyondRule(what: "\(kind.title)的单项上限", value: wan(ceiling), rule: rule)
        }
        if let floor, let rule = kind.floor, let least = rule.money, floor < least {
            throw .beyondRule(what: "\(kind.title)的单项下限", value: wan(floor), rule: rule)
        }
        if let months = row["months"]?.integer, let rule = kind.months, let most = rule.number,
            months > most
        {
            throw .beyondRule(what: "\(kind.title)的执行期", value: "\(months)月", rule: rule)
        }
        if let floor, let ceiling, floor > ceiling {
            throw .times(
                what: "\(kind.title)的单项下限 \(wan(floor)) 高于上限 \(wan(ceiling))",
                advice: "核对两个数")
        }
    }

    private func wan(_ money: Money) -> String { money.text(in: .wan) + "万元" }

    private func checkTimes() throws(CallRefusal) {
        for (name, title) in [
            ("opens_at", "受理开始时间"), ("closes_at", "受理截止时间"), ("recommend_by", "推荐截止时间"),
        ] {
            guard let text = call[name].text else { continue }
            if CallTime.instant(text) == nil { throw .badTime(title: title, value: text) }
        }
        guard let time = CallTime(call) else { return }
        guard time.opens < time.closes else {
            throw .times(
                what: "受理开始 \(CallTime.text(time.opens)) 不早于截止 \(CallTime.text(time.closes))",
                advice: "把截止时间改到开始之后")
        }
        if let text = call["recommend_by"].text, let recommend = CallTime.instant(text),
            recommend < time.closes
        {
            throw .times(
                what: "推荐截止 \(text) 早于受理截止 \(CallTime.text(time.closes))",
                advice: "推荐在受理截止之后，改到后面的工作日")
        }
    }
}
