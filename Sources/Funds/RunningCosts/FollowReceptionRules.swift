import Catalogue
import Registers
import Store
import Values

/// Receptions follow 党政机关国内公务接待管理规定 (2013): no letter, no reception (foreign guests who
/// were invited come without one); few escorts at table; the cost is what the list adds up to;
/// meals stay within the city's standard, where a dated rule gives one.
struct FollowReceptionRules: RecordConsequence {
    let registers: Set<String> = ["reception"]
    let isLasting = false

    func follow(_ step: RecordStep, in registry: Registry, _ writer: Writer) throws {
        let record = step.after
        guard ["applied", "approved", "settled"].contains(record.state),
            step.concerns(ReceptionRules.fields), let day = CalendarDate(record["received_on"])
        else { return }
        let rules = ReceptionRules(catalogue: registry.catalogue, day: day)
        if let broken = rules.broken(by: record) { throw broken }
    }
}

/// The rules of receptions as in force on the day of one; pure.
struct ReceptionRules {
    let catalogue: Catalogue
    let day: CalendarDate

    /// What the rules are about.
    static let fields = [
        "kind", "letter_no", "received_on", "guests", "escorts", "meals", "items", "total",
    ]

    /// The first rule that the reception breaks; nil where it keeps them all.
    func broken(by record: Record) -> RecordRefusal? {
        letter(record) ?? escorts(record) ?? total(record) ?? meals(record)
    }

    private func letter(_ record: Record) -> RecordRefusal? {
        guard record["kind"].text != "foreign", record["letter_no"].isNull,
            let rule = catalogue.rules["reception_letter_needed"]?.value(on: day)
        else { return nil }
        return .against(
            rule: rule.source, what: "没有公函文号：无公函的公务活动和来访人员一律不予接待",
            advice: "请来访单位发公函，填上公函文号；应邀来访的外宾，接待类别选国（境）外")
    }

    /// 接待对象在10人以内的，陪餐不得超过3人；超过10人的，不得超过三分之一.
    private func escorts(_ record: Record) -> RecordRefusal? {
        guard record["kind"].text != "foreign", let guests = record["guests"].integer,
            let escorts = record["escorts"].integer,
            let few = catalogue.number("reception_few_guests", on: day),
            let most = catalogue.number("reception_few_escorts", on: day),
            let divisor = catalogue.number("reception_escort_divisor", on: day), divisor.value > 0
        else { return nil }
        let allowed = guests <= few.value ? most.value : guests / divisor.value
        guard escorts > allowed else { return nil }
        let rule =
            guests <= few.value
            ? "接待对象 \(few.value) 人以内的，陪餐不超过 \(most.value) 人"
            : "接待对象超过 \(few.value) 人的，陪餐不超过其 \(divisor.value) 分之一"
        return .against(
            rule: most.source,
            what: "来访 \(guests) 人，陪餐 \(escorts) 人，最多 \(allowed) 人：\(rule)",
            advice: "减少陪餐人数，或核对来访人数")
    }

    private func total(_ record: Record) -> RecordRefusal? {
        guard let total = record["total"].integer, let items = record.rows["items"],
            !items.isEmpty,
            let rule = catalogue.rules["reception_items_match"]?.value(on: day)
        else { return nil }
        let sum = Self.sum(items) { _ in true }
        guard sum != Money(fen: total) else { return nil }
        return .against(
            rule: rule.source,
            what: """
                接待清单各项合计 \(sum.yuan)，接待费用填的是 \(Money(fen: total).yuan)，\
                相差 \(Self.gap(sum, Money(fen: total)).yuan)
                """, advice: "对照票据改正清单或接待费用，两处要一分不差")
    }

    private func meals(_ record: Record) -> RecordRefusal? {
        guard record["kind"].text != "foreign", let items = record.rows["items"],
            let standard = catalogue.number("reception_meal_standard", on: day),
            let guests = record["guests"].integer
        else { return nil }
        let meals = Self.sum(items) { $0["item"]?.text == "meal" }
        let people = Int128(guests) + Int128(record["escorts"].integer ?? 0)
        let times = Int128(record["meals"].integer ?? 1)
        let allowed = people * times * Int128(standard.value) * 100
        guard Int128(meals.fen) > allowed else { return nil }
        return .against(
            rule: standard.source,
            what: """
                餐费 \(meals.yuan)，\(people) 人用餐 \(times) 次，每人每餐 \(standard.value) 元，\
                最多 \(Money(fen: Int64(clamping: allowed)).yuan)
                """, advice: "核对人数、用餐次数和餐费；超出部分不得报销")
    }

    private static func sum(
        _ items: [[String: Scalar]], of chosen: ([String: Scalar]) -> Bool
    ) -> Money {
        items.filter(chosen).reduce(.zero) { sum, item in
            sum.adding(Money(fen: item["amount"]?.integer ?? 0)) ?? Money(fen: .max)
        }
    }

    private static func gap(_ one: Money, _ other: Money) -> Money {
        (one > other ? one.subtracting(other) : other.subtracting(one)) ?? Money(fen: .max)
    }
}
