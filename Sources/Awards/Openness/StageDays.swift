import Store
import Values

/// How many days each stage of a call took: the median over those that went through it.
struct StageDays {
    let least: Int

    func read(_ reader: Reader, _ call: OpenCall) throws -> [CallNumbers.Stage] {
        var medians = Dictionary(
            uniqueKeysWithValues: Stage.allCases.map { ($0, MedianDays()) })
        let closed = CalendarDate(iso: String(call.closesAt.prefix(10)))
        func add(_ stage: Stage, _ from: CalendarDate?, _ to: CalendarDate?, _ times: Int = 1) {
            guard let from, let to, to >= from else { return }
            medians[stage]?.add(to.dayNumber - from.dayNumber, times: times)
        }
        try reader.each(
            """
            SELECT formal_on, joint_on, decided_on, count(*) FROM application
            WHERE \(Openness.received(call.id)) GROUP BY 1, 2, 3
            """
        ) { row in
            let days = row.prefix(3).map { $0.text.flatMap { CalendarDate(iso: $0) } }
            let times = Int(row[3].integer ?? 0)
            add(.formalCheck, closed, days[0], times)
            add(.jointCheck, days[0], days[1], times)
            add(.decision, days[1] ?? days[0] ?? closed, days[2], times)
        }
        try reader.each(
            """
            SELECT p.approved_on, p.contracted_on, min(r.paid_on), min(r.arrived_on),
            a.decided_on FROM project p LEFT JOIN application a ON a.id = p.application
            LEFT JOIN payment_request r ON r.project = p.funding
            AND r.state IN ('paid', 'arrived')
            WHERE p.call = \(call.id) AND coalesce(p.rehearsal, 0) = 0
            AND p.state NOT IN ('withdrawn', 'cancelled')
            GROUP BY p.id, p.approved_on, p.contracted_on, a.decided_on
            """
        ) { row in
            let days = row.map { $0.text.flatMap { CalendarDate(iso: $0) } }
            add(.award, days[4], days[0])
            add(.contract, days[0], days[1])
            add(.payment, days[1] ?? days[0], days[2])
            add(.arrival, days[2], days[3])
            add(.whole, closed, days[3])
        }
        return Stage.allCases.compactMap { stage in
            guard let found = medians[stage], found.count > 0 else { return nil }
            return CallNumbers.Stage(
                name: stage.rawValue, title: stage.title,
                median: found.count >= least ? found.median : nil, count: found.count)
        }
    }

    private enum Stage: String, CaseIterable {
        case formalCheck = "formal-check"
        case jointCheck = "joint-check"
        case decision, award, contract, payment, arrival, whole

        var title: String {
            switch self {
            case .formalCheck: "申报截止到形式审查"
            case .jointCheck: "形式审查到联审"
            case .decision: "联审（或形式审查）到决定"
            case .award: "决定到立项下达"
            case .contract: "立项到签订合同"
            case .payment: "签订合同到第一笔拨款"
            case .arrival: "拨款到单位到账"
            case .whole: "申报截止到第一笔钱到账"
            }
        }
    }
}
