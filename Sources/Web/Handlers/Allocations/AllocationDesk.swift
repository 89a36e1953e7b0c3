import Catalogue
import Funds
import Registers
import Store
import Values

/// What all pages about allocation papers need: the use cases, the frame, the words.
extension Desk {
    var allocations: Allocations { Allocations(registry) }

    /// The number in the path.
    /// - Throws: what says that there is no such page.
    func fundID(_ request: Request) throws -> Int64 {
        guard let id = Int64(request.arguments["id"] ?? ""), id > 0 else {
            throw WebError.noPage(request.path)
        }
        return id
    }

    func papersFrame(_ reader: Reader, _ title: String, _ trail: [Crumb] = []) throws -> Frame {
        try frame(
            reader, title, in: .funds, trail: [Crumb(title: "指标文", link: .fundPapers)] + trail)
    }

    /// The trail of a page below one paper.
    func paperTrail(_ paper: Record) -> [Crumb] {
        [Crumb(title: paper["title"].text ?? "", link: .fundPaper(paper.id))]
    }

    func fundPill(_ record: Record) -> HTML {
        guard let register = catalogue.register(record.register) else { return "\(record.state)" }
        return Pill(state: record.state, in: catalogue.lifecycle(of: register)).html
    }

    /// When money has to have arrived, as far as that presses.
    func dueMark(_ money: FollowedMoney) -> HTML {
        guard let due = money.due else { return "" }
        if money.waiting == nil {
            let late: HTML? =
                money.lateDays > 0
                ? " <span class=\"overdue\">迟 \(money.lateDays) 天</span>" : nil
            return "\(due.iso)\(late)"
        }
        return DueMark(due: due, today: today, calendar: catalogue.calendar).html
    }

    /// What was done just now, by the word that the address carries.
    func fundNotice(_ request: Request) -> HTML? {
        let words = [
            "made": "指标文已建好。下一步：上传明细表，把钱分到各家。", "changed": "已保存。",
            "split": "已按明细表分好。核对下面的表，填好文号和财政会签就可以报批下达。",
            "chased": "已催办，通知已发出，记在下面。", "receive": "已确认收到，台账里钱在县级国库。",
            "disburse": "已记拨付，钱在去单位的路上，收款单位得到通知。",
            "arrive": "已确认到账，这笔钱办完了。", "return": "已记退回，钱回到专项里。",
            "attached": "文件已保存。",
        ]
        return request.parameters["done"].flatMap { words[$0] }.map {
            Notice(kind: .done, text: $0).html
        }
    }

    /// A day that was typed; today where nothing was.
    /// - Throws: `AllocationRefusal.badStep`.
    func fundDay(_ text: String?, _ title: String) throws -> CalendarDate {
        guard let text, !text.isEmpty else { return today }
        do {
            return try CalendarDate.parse(text)
        } catch {
            throw AllocationRefusal.badStep(
                "\(title)“\(text)”：\(error.rule)", advice: "写成 2025-03-01")
        }
    }
}

extension Link {
    static let fundPapers = Link(.fundPapers)
    static let receivedFunds = Link(.receivedFunds)

    static func fundPaper(_ id: Int64) -> Link { Link(.fundPaper, [String(id)]) }
    static func allocation(_ id: Int64) -> Link { Link(.allocation, [String(id)]) }
}
