import Values

/// Why an act on a call was refused; nothing was written.
public enum CallRefusal: Error, Sendable, CustomStringConvertible {
    case notManager
    case otherSection(call: String, section: String)
    case noProgramme(String, advice: String)
    /// Looser than the rule of the programme allows.
    case beyondRule(what: String, value: String, rule: CallTerms.Rule)
    case kindUnknown(kind: String, programme: String, known: [String])
    case kindTwice(String)
    case noKinds
    case badTime(title: String, value: String)
    case times(what: String, advice: String)
    case notNow(call: String, state: String, act: String, advice: String)
    /// Fields that may not be changed in this state any more.
    case settled(titles: [String], state: String)
    case neverShortened(title: String, now: String, asked: String)
    case needsReason(act: String)
    case notRehearsed
    case rehearsedOtherTerms(changed: String)
    case rehearsalFailed([String])
    case missing(act: String, titles: [String])
    case stillOpen(closesAt: String, now: String)
    case hasApplications(count: Int)
    /// So many applications of the call have no decision yet.
    case undecided(count: Int)

    public var description: String {
        switch self {
        case .notManager: "申报通知由业务科室编制和发布，您的角色只能查看。"
        case .otherSection(let call, let section):
            "“\(call)”由\(section)主管，别的科室只能查看。请找\(section)办理。"
        case .noProgramme(let name, let advice): "没有科技计划“\(name)”。\(advice)"
        case .beyondRule(let what, let value, let rule):
            "\(what)写了 \(value)，超出了规则“\(rule.title)”的 \(rule.value)\(rule.unit)"
                + "（自\(rule.from)起；依据：\(rule.source)）。本次通知可以收紧，不能放宽。改到规则以内再存。"
        case .kindUnknown(let kind, let programme, let known):
            "“\(programme)”没有类别“\(kind)”。可选：\(known.joined(separator: "、"))。"
        case .kindTwice(let kind): "类别“\(kind)”写了两行。一个类别只留一行。"
        case .noKinds: "没有开放任何类别。至少留一个类别。"
        case .badTime(let title, let value):
            "\(title)“\(value)”不是时间。写成北京时间到秒，例如 2026-03-02 09:00:00。"
        case .times(let what, let advice): "\(what)。\(advice)。"
        case .notNow(let call, let state, let act, let advice):
            "“\(call)”现在是“\(state)”，不能\(act)。\(advice)。"
        case .settled(let titles, let state):
            "“\(state)”的通知不能再改：\(titles.joined(separator: "、"))。要改先“退回修改”，改过要重新演练。"
        case .neverShortened(let title, let now, let asked):
            "\(title)现在是 \(now)，不能改到 \(asked)：发布以后只能延后，不能提前，申请人已按原时间安排。"
        case .needsReason(let act): "\(act)必须写明理由，理由会随通知公布。"
        case .notRehearsed: "还没有演练通过。先“演练一遍”，看清每一步再进入预览。"
        case .rehearsedOtherTerms(let changed):
            "演练通过以后又改了条款（\(changed)）。按现在的条款再演练一遍，才能继续。"
        case .rehearsalFailed(let lines):
            "演练没有通过：\(lines.joined(separator: "；"))。改好条款再演练。"
        case .missing(let act, let titles): "\(act)之前要先填：\(titles.joined(separator: "、"))。"
        case .stillOpen(let closesAt, let now):
            "受理到 \(closesAt) 截止，服务器时间是 \(now)，还没有到。到点由平台自动截止。"
        case .undecided(let count):
            "还有 \(count) 份申报没有结果。每一份都立项或不予立项以后，再办立项完成；公众从那时起看得到各项统计。"
        case .hasApplications(let count): "已有 \(count) 份申报，不能取消。可以延期，或者截止后不予立项。"
        }
    }
}
