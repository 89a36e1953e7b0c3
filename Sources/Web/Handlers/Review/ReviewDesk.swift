import Applications
import Awards
import Catalogue
import Foundation
import Registers
import Review
import Store
import Values

/// What all pages of review, decision and award need.
extension Desk {
    var review: Review { Review(registry) }
    var decisions: Decisions { Decisions(registry) }

    /// The number in the path.
    /// - Throws: what says that there is no such page.
    func pathID(_ request: Request) throws -> Int64 {
        guard let id = Int64(request.arguments["id"] ?? ""), id > 0 else {
            throw WebError.noPage(request.path)
        }
        return id
    }

    func reviewFrame(_ reader: Reader, _ title: String, _ trail: [Crumb] = []) throws -> Frame {
        try frame(
            reader, title, in: .calls, trail: [Crumb(title: "评审和立项", link: .reviews)] + trail)
    }

    /// The trail below one call.
    func reviewTrail(_ call: Record) -> [Crumb] {
        [Crumb(title: call["title"].text ?? "", link: .review(call.id))]
    }

    /// Buttons of a page; the first is what one comes for.
    func buttons(_ acts: [(title: String, link: Link)]) -> HTML {
        guard !acts.isEmpty else { return "" }
        let all = acts.enumerated().map { index, act -> HTML in
            """
            <a class="btn\(index == 0 ? " btn-primary" : "")" href="\(act.link)">\(act.title)</a>
            """
        }
        return "<div class=\"actions\">\(all)</div>"
    }

    /// A button that asks by POST.
    func pressButton(
        _ title: String, _ action: Link, _ hidden: [(String, String)] = [], isPrimary: Bool = false
    ) -> HTML {
        let fields = hidden.map { name, value -> HTML in
            "<input type=\"hidden\" name=\"\(name)\" value=\"\(value)\">"
        }
        return """
            <form class="line" method="post" action="\(action)">\(Person.field(formToken))\(fields)\
            <button class="btn\(isPrimary ? " btn-primary" : "")">\(title)</button></form>
            """
    }

    /// What was done just now, by the word that the address carries.
    func reviewNotice(_ request: Request) -> HTML? {
        let words = [
            "entered": "评分表已录入。下一步：换一位同事登录，对照纸质评分表核对。",
            "checked": "已核对，这位专家的评分计入排名。", "reopened": "已退回重录。",
            "completed": "评审完成，得分和名次已固定。下一步：模拟资金线，提请会议。",
            "matching": "已把揭榜方案送需求方，出题单位得到通知。",
            "proposed": "已提请会议。会后在这里登记参会人员、回避和每一项的议决。",
            "decided": "决定已生效。下一步：公示。", "published": "公示已发布，公众可以看到。",
            "closed": "公示已办结，可以出无异议记录、下达立项。",
            "awarded": "已下达立项：项目已建，资金计划已入台账。下一步：签合同，起草首期款的指标文。",
        ]
        return request.parameters["done"].flatMap { words[$0] }.map {
            Notice(kind: .done, text: $0).html
        }
    }

    func statePill(_ record: Record) -> HTML {
        guard let register = catalogue.register(record.register) else { return "\(record.state)" }
        return Pill(state: record.state, in: catalogue.lifecycle(of: register)).html
    }

    /// Facts as rows of a name and a value; empty ones are left out.
    func facts(_ title: String, _ rows: [(String, String)]) -> HTML {
        let shown = rows.filter { !$0.1.isEmpty }
        guard !shown.isEmpty else { return "" }
        let table = Table(
            caption: title, columns: [.init(title: "项目"), .init(title: "内容")],
            rows: shown.map { ["\($0.0)", "\($0.1)"] })
        return "<section class=\"group\"><h2>\(title)</h2>\(table.html)</section>"
    }

    func yuan(_ cell: Scalar) -> String {
        cell.integer.map { Numbers.yuan(Money(fen: $0)) } ?? ""
    }

    /// A text of a form, without blanks at its ends.
    func typed(_ parameters: Parameters, _ name: String) -> String {
        (parameters[name] ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
    }

    func county(_ code: String?) -> String {
        code.map { catalogue.list("counties")?.title(of: $0) ?? $0 } ?? "市本级"
    }
}

extension Link {
    static let reviews = Link(.reviews)
    static let openNotices = Link(.openNotices)

    static func review(_ call: Int64) -> Link { Link(.review, [String(call)]) }
    static func reviewPanel(_ id: Int64) -> Link { Link(.reviewPanel, [String(id)]) }
    static func decision(_ call: Int64) -> Link { Link(.decision, [String(call)]) }
    static func decisionMeeting(_ id: Int64) -> Link { Link(.decisionMeeting, [String(id)]) }
    static func publicNotice(_ id: Int64) -> Link { Link(.publicNotice, [String(id)]) }
    static func awardBatch(_ id: Int64) -> Link { Link(.awardBatch, [String(id)]) }
    static func openNotice(_ id: Int64) -> Link { Link(.openNotice, [String(id)]) }
}
