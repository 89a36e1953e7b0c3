import Applications
import Documents
import Values

/// Who counts for what at a meeting, and what a decision needs. Pure.
struct MeetingRules {
    struct Item: Hashable {
        let application: Int64
        let number: String
        let agreed: Bool
        let amount: Money?
        let votes: Int?
        /// Names of whoever has a part in the application.
        let people: [String]
        let ceiling: Money?
        /// Whether it waits for a decision.
        let isOpen: Bool
        /// Why it cannot be funded, whatever the meeting says.
        var barred: String?
        /// What several teams race for, where the programme is a race.
        var topic: Int64?
        let state: String
    }

    /// How many teams race for one topic at least, and which the topics are.
    struct Race {
        let teams: Int
        /// The dated rule, in words.
        let rule: String
        let titles: [Int64: String]
        /// Teams that earlier meetings agreed to.
        let before: [Int64: Int]
    }

    struct Conflict: Hashable {
        let name: String
        let application: Int64
        let left: Bool
    }

    /// Names, and whether they vote.
    let attendees: [(name: String, votes: Bool)]
    let conflicts: [Conflict]
    let items: [Item]
    let total: Money?
    /// Nil where the programme is no race.
    var race: Race?

    /// A rule that stands against the meeting as it is written down.
    struct Broken: Hashable {
        let rule: String
        let what: String
        let advice: String
    }

    private static func plain(_ name: String) -> String { Heading.narrowed(name) }

    /// Whoever votes on an item: there, entitled, without a part in it.
    func counted(_ application: Int64) -> Int {
        let away = Set(
            conflicts.filter { $0.application == application }.map { Self.plain($0.name) })
        return attendees.count { $0.votes && !away.contains(Self.plain($0.name)) }
    }

    var sum: Money {
        Money(fen: items.filter(\.agreed).reduce(0) { $0 + ($1.amount?.fen ?? 0) })
    }

    /// The first rule that is broken; nil where the meeting stands.
    func broken() -> Broken? {
        let present = Set(attendees.map { Self.plain($0.name) })
        for conflict in conflicts {
            if !present.contains(Self.plain(conflict.name)) {
                return Broken(
                    rule: "会上回避", what: "“\(conflict.name)”写了回避，却不在参会人员里", advice: "核对姓名")
            }
            if !conflict.left {
                return Broken(
                    rule: "有利益关系的人离场", what: "\(conflict.name)有利益关系却没有离场",
                    advice: "离场后重新议这一项，再登记")
            }
        }
        var seen: Set<Int64> = []
        for item in items {
            if !seen.insert(item.application).inserted {
                return Broken(rule: "一项申报一行", what: "\(item.number) 写了两行", advice: "合成一行")
            }
            if let problem = broken(item) { return problem }
        }
        if let problem = tooFewTeams() { return problem }
        if let total, sum > total {
            return Broken(
                rule: "不超过通知安排的资金", what: "同意的合计 \(sum)，通知安排 \(total)",
                advice: "减少项数或金额")
        }
        return nil
    }

    /// A race with fewer teams than its rule says is none.
    private func tooFewTeams() -> Broken? {
        guard let race else { return nil }
        let agreed = Dictionary(grouping: items.filter(\.agreed), by: \.topic)
        for (topic, teams) in agreed.sorted(by: { ($0.key ?? 0) < ($1.key ?? 0) }) {
            let count = teams.count + (topic.flatMap { race.before[$0] } ?? 0)
            if count < race.teams {
                let title = topic.flatMap { race.titles[$0] }.map { "“\($0)”" } ?? "没有写题目的"
                return Broken(
                    rule: race.rule, what: "\(title)同意立项的只有 \(count) 家，赛马同一题目至少 \(race.teams) 家",
                    advice: "同题的够了再立；不够的写成不同意立项，重新征集")
            }
        }
        return nil
    }

    private func broken(_ item: Item) -> Broken? {
        if !item.isOpen {
            return Broken(
                rule: "评审完成才议决", what: "\(item.number) 现在是“\(item.state)”，不能议决",
                advice: "去掉这一行，或先办完评审")
        }
        if item.agreed, let barred = item.barred {
            return Broken(
                rule: "不能立项的不同意立项", what: "\(item.number) \(barred)，不能同意立项",
                advice: "写成不同意立项")
        }
        if item.agreed, (item.amount ?? .zero) <= .zero {
            return Broken(rule: "同意立项写明金额", what: "\(item.number) 同意立项没有写金额", advice: "补上立项金额")
        }
        if item.agreed, let amount = item.amount, let ceiling = item.ceiling, amount > ceiling {
            return Broken(
                rule: "单项不超过上限", what: "\(item.number) 的 \(amount) 超过上限 \(ceiling)",
                advice: "减少金额")
        }
        let away = Set(
            conflicts.filter { $0.application == item.application }.map { Self.plain($0.name) })
        let people = Set(item.people.map(Self.plain))
        for one in attendees where people.contains(Self.plain(one.name)) {
            if !away.contains(Self.plain(one.name)) {
                return Broken(
                    rule: "与申报有关的人回避",
                    what: "参会的\(one.name)与 \(item.number) 的项目组成员同名，没有登记回避",
                    advice: "是本人的登记回避并离场；确实只是同名的，在姓名后面加注以区别")
            }
        }
        let counted = counted(item.application)
        if counted == 0 {
            return Broken(
                rule: "有表决权的人议决", what: "\(item.number) 没有一个有表决权的人在场", advice: "补上参会人员")
        }
        let votes = item.votes ?? (item.agreed ? counted : 0)
        if votes > counted {
            return Broken(
                rule: "回避的人不计票",
                what: "\(item.number) 记了 \(votes) 票，除去回避的只有 \(counted) 人表决",
                advice: "核对票数")
        }
        if item.agreed, votes * 2 <= counted {
            return Broken(
                rule: "过半数同意", what: "\(item.number) 赞成 \(votes) 票，表决 \(counted) 人，没有过半",
                advice: "写成不同意，或核对票数")
        }
        if !item.agreed, item.votes != nil, votes * 2 > counted {
            return Broken(
                rule: "过半数同意", what: "\(item.number) 赞成 \(votes) 票已经过半，写的却是不同意",
                advice: "核对票数和结论")
        }
        return nil
    }
}
