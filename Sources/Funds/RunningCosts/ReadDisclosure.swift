import Catalogue
import Registers
public import Store
import Values

extension RunningCosts {
    /// What is published of a year, drawn from the ledgers, beside the final accounts.
    ///
    /// Numbers are of what took place in the year; amounts, as in the final accounts, of what was
    /// paid in it. Of training abroad only groups that the bureau itself paid for are counted.
    public func disclosure(_ reader: Reader, year: Int) throws -> Disclosure {
        let year = DisclosureYear(reader: reader, year: year)
        return Disclosure(year: year.year, counts: try counts(year), amounts: try amounts(year))
    }

    private func counts(_ year: DisclosureYear) throws -> [Disclosure.Count] {
        let stated = try year.statedCounts()
        func count(
            _ item: String, _ unit: String, _ register: String, _ found: (Int64, Int64?),
            _ notes: [String] = []
        ) -> Disclosure.Count {
            let title = catalogue.list("three-public-counts")?.title(of: item) ?? item
            return Disclosure.Count(
                item: item, title: title, unit: unit, register: register, number: found.0,
                people: found.1, statedNumber: stated[item]?.number,
                statedPeople: stated[item]?.people, notes: notes)
        }
        let visits = try year.happened(
            "overseas_visit", "departs_on", ["returned", "settled"], "actual_people")
        let trainings = try year.happened(
            "overseas_training", "departs_on", ["travelling", "returned", "finished"],
            "actual_people", "AND coalesce(own_spent, own_budget, 0) > 0")
        let held = ["approved", "settled"]
        let domestic: SQL = "AND coalesce(kind, 'domestic') <> 'foreign'"
        let foreign: SQL = "AND kind = 'foreign'"
        return [
            count(
                "overseas-groups", "个", "overseas-visit",
                (visits.0 + trainings.0, visits.1 + trainings.1),
                trainings.0 > 0 ? ["其中出国（境）培训 \(trainings.0) 个 \(trainings.1) 人次"] : []),
            count(
                "receptions-domestic", "批次", "reception",
                try year.happened("reception", "received_on", held, "guests", domestic),
                try year.pending("reception", "received_on", domestic)),
            count(
                "receptions-foreign", "批次", "reception",
                try year.happened("reception", "received_on", held, "guests", foreign),
                try year.pending("reception", "received_on", foreign)),
            count("cars-bought", "辆", "official-car", (try year.carsBought(), nil)),
            count("cars-kept", "辆", "official-car", (try year.carsKept(), nil)),
            count(
                "meetings", "次", "conference",
                try year.happened(
                    "conference", "held_on", held, "coalesce(actual_people, people)"),
                try year.pending("conference", "held_on")),
            count(
                "trainings", "次", "training-class",
                try year.happened(
                    "training_class", "held_on", held, "coalesce(actual_people, people)"),
                try year.pending("training_class", "held_on")),
        ]
    }

    private static let accounted: [(kind: String, classes: [String], register: String)] = [
        ("overseas", ["30212"], "overseas-visit"),
        ("car-purchase", ["31013", "30913"], "official-car"),
        ("car-running", ["30231"], "official-car"), ("reception", ["30217"], "reception"),
        ("conference", ["30215"], "conference"), ("training", ["30216"], "training-class"),
    ]

    private func amounts(_ year: DisclosureYear) throws -> [Disclosure.Amount] {
        let units = catalogue.list("cost-units")?.codes.map(\.code) ?? []
        let kinds = catalogue.list("running-cost-kinds")
        var amounts = try Self.accounted.map { kind, classes, register in
            let use = try units.reduce(CostUse.none) { sum, unit in
                sum.adding(
                    try ReadCostUse.read(
                        year.reader, CostKey(kind: kind, unit: unit, year: year.year)))
            }
            var notes: [String] = []
            if use.reserved > .zero { notes.append("另有已申请待报销 \(use.reserved.yuan)") }
            notes += try year.crossing(kind)
            return Disclosure.Amount(
                title: kinds?.title(of: kind) ?? kind, classes: classes, register: register,
                amount: use.settled, stated: try year.final(of: classes), notes: notes)
        }
        let purchases = try year.purchases()
        let stated = try year.statedPurchases()
        let titles = ["政府采购合同金额", "其中授予中小企业", "其中授予小微企业"]
        for (index, title) in titles.enumerated() {
            amounts.append(
                Disclosure.Amount(
                    title: title, classes: [], register: "purchase", amount: purchases[index],
                    stated: stated[index], notes: Self.share(purchases, index)))
        }
        return amounts
    }

    /// What part of all purchases went to small businesses, in percent with one decimal.
    private static func share(_ purchases: [Money], _ index: Int) -> [String] {
        guard index > 0, purchases[0] > .zero,
            let part = Fraction(Int128(purchases[index].fen) * 100, Int128(purchases[0].fen))
        else { return [] }
        return ["占采购总额 \(part.rounded(1))%"]
    }
}
