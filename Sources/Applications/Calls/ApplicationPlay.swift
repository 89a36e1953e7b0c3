import Catalogue
import Registers
import Store
import Values

/// The acts of the play.
struct ApplicationPlay {
    let rehearsal: Rehearsal
    let kind: CallKind

    private var registry: Registry { rehearsal.registry }
    private var applications: Applications { rehearsal.applications }

    static let cast = [
        ("good", "演练企业甲"), ("second", "演练企业乙"), ("third", "演练企业丙"), ("late", "演练企业丁"),
        ("over-ceiling", "演练企业戊"), ("no-consent", "演练企业己"), ("dishonest", "演练企业庚"),
        ("marked", "演练企业辛"),
    ]

    func makeCast(_ writer: Writer) throws {
        let county = registry.catalogue.list("counties")?.codes.first?.code
        for (name, title) in Self.cast {
            try rehearsal.act(writer, as: rehearsal.somebody("officer"), "rehearsal.cast") {
                var unit: [String: Scalar] = [
                    "name": .text(title), "kind": .text(unitKind),
                ]
                unit["county"] = county.map(Scalar.text)
                if name == "dishonest" {
                    let until = writer.now.businessDate.adding(days: 1_000)
                    unit["dishonest_until"] = .text(until.iso)
                }
                let organisation = try registry.create(
                    Draft(unit), in: "organisation", writer)
                let leader = try registry.create(
                    Draft([
                        "name": .text("演练负责人" + String(title.suffix(1))),
                        "organisation": .integer(organisation.id), "title": .text("associate"),
                        "sex": .text("2"),
                        "birth": .text("\(writer.now.businessDate.year - 33)-06"),
                    ]), in: "person", writer)
                var administrator = rehearsal.somebody(Applications.administrator)
                administrator.organisation = organisation.id
                rehearsal.cast[name] = .init(
                    organisation: organisation.id, name: title, county: county,
                    leader: leader.id, leaderName: leader["name"].text ?? "",
                    administrator: administrator)
            }
        }
        let listed = rehearsal.offer.call.rows["needs"]?.first?["need"]?.integer
        if let listed {
            rehearsal.kept["need"] = listed
        } else if rehearsal.terms.asks.contains("need"), let owner = rehearsal.cast["marked"] {
            // One whose own application never stands: nobody bids for a need of their own.
            let need = try rehearsal.act(
                writer, as: rehearsal.somebody("officer"), "rehearsal.cast"
            ) {
                try registry.create(
                    Draft([
                        "title": .text("演练技术需求"), "source": .text(Self.source(registry)),
                        "organisation": .integer(owner.organisation),
                        "collected_on": .text(writer.now.businessDate.iso),
                    ]), in: "technology-need", writer)
            }
            rehearsal.kept["need"] = need.id
        }
        try makeTopic(writer)
        rehearsal.say(.note, "造了 \(Self.cast.count) 个演练单位和负责人，演练结束全部撤销")
    }

    /// A topic where the form asks one and the call lists none yet.
    private func makeTopic(_ writer: Writer) throws {
        guard rehearsal.terms.asks.contains("topic"),
            rehearsal.offer.call.rows["topics"]?.isEmpty ?? true
        else { return }
        let topic = try rehearsal.act(writer, as: rehearsal.somebody("officer"), "rehearsal.cast") {
            try registry.create(
                Draft([
                    "topic_no": .text("演练方向"), "title": .text("演练方向"),
                    "programme": .text(rehearsal.terms.programme),
                    "year": .integer(Int64(writer.now.businessDate.year)),
                ]), in: "guide-topic", writer)
        }
        rehearsal.kept["topic"] = topic.id
    }

    /// A kind of organisation that every requirement of the programme takes.
    private var unitKind: String {
        let asked = rehearsal.terms.requirements(of: kind.name, in: registry.catalogue)
        let allowed = asked.filter { !$0.isOfLeader }.flatMap(\.conditions)
            .compactMap { condition -> [String]? in
                guard condition.path == ["kind"], case .isIn(let kinds) = condition.test else {
                    return nil
                }
                return kinds
            }
        let candidates = ["enterprise"] + (allowed.first ?? [])
        return candidates.first { one in allowed.allSatisfy { $0.contains(one) } } ?? "enterprise"
    }

    private static func source(_ registry: Registry) -> String {
        registry.catalogue.list("need-sources")?.codes.first?.code ?? ""
    }

    func submit(_ name: String, _ writer: Writer) throws {
        guard let applicant = rehearsal.cast[name] else { return }
        let submitted = try rehearsal.act(
            writer, as: applicant.administrator, "application.submitted"
        ) {
            try applications.submit(
                answers(name), call: rehearsal.call, secrecy: "open", commits: true,
                isRehearsal: true, by: applicant.administrator, writer)
        }
        rehearsal.submitted[name] = submitted.id
        rehearsal.say(
            .letter,
            "\(applicant.name)收到回执 \(submitted["receipt_no"].text ?? "")："
                + "申报编号 \(submitted["application_no"].text ?? "")，"
                + "提交时间 \(submitted["submitted_at"].text ?? "")，"
                + "内容摘要 \((submitted["receipt_digest"].text ?? "").prefix(16))…")
    }

    func expectRefusal(
        _ name: String, _ what: String, _ writer: Writer,
        _ change: ([String: Answer]) -> [String: Answer]
    ) throws {
        guard let applicant = rehearsal.cast[name] else { return }
        let given = change(answers(name))
        rehearsal.expectRefusal("\(applicant.name)：\(what)", writer) {
            try rehearsal.act(writer, as: applicant.administrator, "application.submitted") {
                try Applications.refuseMarks(given)
                _ = try applications.submit(
                    given, call: rehearsal.call, secrecy: "open", commits: true, isRehearsal: true,
                    by: applicant.administrator, writer)
            }
        }
    }

    private var requested: Money { kind.ceiling ?? kind.floor ?? Money(fen: 10_000_000) }

    func budget(_ amount: Money) -> [[String: String]] {
        func row(_ category: String, _ source: String, _ fen: Int64) -> [String: String] {
            [
                "category": category, "source": source,
                "amount": Money(fen: fen).text(in: .yuan, decimals: 2), "ground": "演练",
            ]
        }
        var rows = [
            row("business", "fiscal", amount.fen - amount.fen / 5),
            row("indirect", "fiscal", amount.fen / 5),
        ]
        let matched = matching(amount)
        if matched > 0 { rows.append(row("business", "co-funding", matched)) }
        if rehearsal.terms.asks.contains("own_funding") {
            rows.append(row("business", "own", requested.fen))
        }
        return rows
    }

    private func matching(_ amount: Money) -> Int64 {
        let ratio = kind.terms.coFundingRatio?.number ?? 0
        return Int64(Int128(amount.fen) * Int128(ratio) / 100)
    }

    /// Answers that keep every rule, made from what the form asks.
    func answers(_ name: String) -> [String: Answer] {
        guard let applicant = rehearsal.cast[name],
            let register = registry.catalogue.register(Applications.applications)
        else { return [:] }
        let starts = rehearsal.offer.time.map { $0.closes.businessDate.adding(days: 120) }
        var answers: [String: Answer] = [:]
        for field in rehearsal.terms.asks.compactMap(register.field) {
            answers[field.name] = plain(field).map { .text($0) }
        }
        answers["kind"] = .text(kind.name)
        answers["title"] = .text("\(applicant.name)的演练项目")
        answers["leader"] = .text("#\(applicant.leader)")
        answers["keywords"] = .text("演练、试验、核对")
        answers["summary"] = .text("这是演练，用来看清申报的每一步。")
        if let starts {
            answers["starts_on"] = .text(starts.iso)
            answers["ends_on"] = .text(
                starts.adding(months: kind.months ?? 24).adding(days: -1).iso)
            answers["milestones"] = .rows(
                rehearsal.terms.asks.contains("milestones")
                    ? [
                        [
                            "rank": "1", "name": "演练里程碑", "due_on": starts.adding(days: 90).iso,
                            "share": "100",
                        ]
                    ] : [])
        }
        answers["requested"] = .text(requested.text(in: .yuan, decimals: 2))
        if matching(requested) > 0 {
            answers["co_funding"] = .text(
                Money(fen: matching(requested)).text(in: .yuan, decimals: 2))
        }
        if rehearsal.terms.budgetMode == "formula" {
            let ratio = Int64(rehearsal.terms.ratio?.number ?? 100)
            answers["spent"] = .text(
                Money(fen: requested.fen / max(1, ratio) * 100 + 10_000)
                    .text(in: .yuan, decimals: 2))
        }
        if rehearsal.terms.budgetMode == "itemised" { answers["budget"] = .rows(budget(requested)) }
        answers["targets"] = .rows(
            rehearsal.terms.indicators.map {
                [
                    "indicator": $0.name, "kind": $0.kind, "name": $0.title, "unit": $0.unit,
                    "comparison": "at-least", "value": String(max(1, $0.least ?? 1)),
                ]
            })
        if rehearsal.terms.asks.contains("members") {
            answers["members"] = .rows([
                ["name": "演练成员", "task": "试验", "months": "6", "consent": "paper"]
            ])
        }
        if rehearsal.terms.asks.contains("partners") {
            answers["partners"] = .rows([["name": "演练合作单位", "task": "试验"]])
        }
        answers["answers"] = .rows(
            rehearsal.terms.questions.map { ["question": $0.name, "answer": "演练回答"] })
        if let need = rehearsal.kept["need"] { answers["need"] = .text("#\(need)") }
        let listed = rehearsal.offer.call.rows["topics"]?.first?["topic"]?.integer
        if let topic = listed ?? rehearsal.kept["topic"] {
            answers["topic"] = .text("#\(topic)")
        }
        return answers
    }

    /// A value of the field's type that any rule takes.
    private func plain(_ field: Field) -> String? {
        switch field.type {
        case .text: "演练填写"
        case .boolean: "是"
        case .integer, .decimal: "1"
        case .money: requested.text(in: .yuan, decimals: 2)
        case .date: rehearsal.now.businessDate.iso
        case .year: String(rehearsal.now.businessDate.year)
        case .choice(let list):
            list == "ethics-statements"
                ? "none" : registry.catalogue.list(list)?.codes.last?.code
        default: nil
        }
    }
}
