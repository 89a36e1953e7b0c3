import Registers
import Store
import Values

/// The rules of a change of a running project, over what was loaded. Pure.
struct ChangeRules {
    static let major: Set<String> = [
        "leader", "organisation", "targets", "content", "period", "total",
    ]

    let change: Record
    let project: Record
    /// The fiscal budget as it stands, by category.
    let budget: [String: Money]
    let budgetMode: String
    let paid: Money
    /// Projects that the new leader leads already and that have not ended.
    let leads: Int
    let leaderLimit: (number: Int, source: String)?
    /// Until when the new leader may not lead, in ISO; nil where nothing stands against it.
    let barredUntil: String?
    let extensionLimit: (number: Int, source: String)?
    let today: CalendarDate

    /// The first rule that stands against the change.
    var broken: AwardsRefusal? {
        guard ["running", "suspended"].contains(project.state) else {
            return .notRunning(state: project.state)
        }
        switch change["kind"].text {
        case "period": return period
        case "leader": return leader
        case "total": return total
        case "targets":
            return change.rows["targets"]?.isEmpty ?? true
                ? .change(rule: "变更写明改成什么", what: "没有填调整后的目标", advice: "把全部目标重新列一遍") : nil
        case "budget": return transfer
        case "members":
            return change.rows["members"]?.isEmpty ?? true
                ? .change(rule: "变更写明改成什么", what: "没有填调整后的成员", advice: "把全部成员重新列一遍") : nil
        default: return nil
        }
    }

    private var period: AwardsRefusal? {
        guard let ends = project.day("ends_on"), let asked = change.day("new_ends_on") else {
            return nil
        }
        let source = extensionLimit?.source ?? ""
        if project.flag("extended") {
            return .change(
                rule: "只能延期一次（\(source)）", what: "项目已经延过一次期", advice: "按现在的期限完成，做不成的办终止")
        }
        // It is applied for in time; how long the decision takes is not the unit's.
        let asking = change.day("submitted_on") ?? today
        if asking > ends {
            return .change(
                rule: "到期以前申请延期（\(source)）", what: "执行期 \(ends.iso) 已满，\(asking.iso) 不能再申请延期",
                advice: "申请验收；目标没有全部完成的可以按结题办")
        }
        if asked <= ends {
            return .change(
                rule: "延期", what: "延期至 \(asked.iso)，不晚于现在的 \(ends.iso)", advice: "改正日期")
        }
        let first = project.day("first_ends_on") ?? ends
        if let limit = extensionLimit, asked > first.adding(months: limit.number) {
            return .change(
                rule: "延期不超过 \(limit.number) 个月（\(source)）",
                what: "最晚可以延到 \(first.adding(months: limit.number).iso)，申请的是 \(asked.iso)",
                advice: "缩短延期")
        }
        return nil
    }

    private var leader: AwardsRefusal? {
        if change["new_leader"] == project["leader"] {
            return .change(rule: "变更负责人", what: "新负责人就是现在的负责人", advice: "核对")
        }
        guard change.flag("leader_consent") else {
            return .change(rule: "负责人要本人同意", what: "新负责人还没有同意", advice: "本人同意后勾选，同意书附在记录下面")
        }
        if let until = barredUntil, until >= today.iso {
            return .change(
                rule: "失信惩戒期内不得承担项目", what: "新负责人在惩戒期内，至 \(until)", advice: "换一位负责人")
        }
        if let limit = leaderLimit, leads >= limit.number {
            return .change(
                rule: "在研项目限项（\(limit.source)）",
                what: "新负责人已负责 \(leads) 个在研市级项目，上限 \(limit.number) 个", advice: "换一位负责人")
        }
        return nil
    }

    private var total: AwardsRefusal? {
        let asked = change.money("new_total")
        if asked < paid || asked.fen <= 0 {
            return .change(
                rule: "总额不少于已拨付的", what: "已拨付 \(paid)，调整后只有 \(asked)", advice: "先退回，再调整总额")
        }
        return nil
    }

    /// 国办发〔2021〕32号: equipment, business and labour may be moved among each other; indirect
    /// costs may be lowered and never raised.
    private var transfer: AwardsRefusal? {
        let rule = "预算调剂（国办发〔2021〕32号）"
        if budgetMode == "lump-sum" {
            return .change(rule: rule, what: "包干制项目没有科目预算", advice: "不用调剂，由负责人自主使用")
        }
        let rows = change.rows["budget"] ?? []
        let asked = rows.reduce(into: [String: Int64]()) { sums, row in
            sums[row["category"]?.text ?? "", default: 0] += row["amount"]?.integer ?? 0
        }
        let (before, after) = (budget.values.reduce(0) { $0 + $1.fen }, asked.values.reduce(0, +))
        if before != after {
            return .change(
                rule: rule, what: "调剂前合计 \(Money(fen: before))，调剂后 \(Money(fen: after))，总额变了",
                advice: "调剂只在科目之间，合计不变；要改总额的办总额变更")
        }
        if asked["indirect"] ?? 0 > budget["indirect"]?.fen ?? 0 {
            return .change(
                rule: rule,
                what:
                    "间接费用由 \(budget["indirect"] ?? .zero) 调到 \(Money(fen: asked["indirect"] ?? 0))",
                advice: "间接费用只能减、不能增")
        }
        return nil
    }
}
