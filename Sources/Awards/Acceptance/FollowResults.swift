import Catalogue
import Registers
import Store
import Values

/// Whose a result is: the project's unit and county.
struct FollowResult: RecordConsequence {
    let registers: Set<String> = [Awards.results]
    let isLasting = false

    func complete(_ record: inout Record, in registry: Registry, _ writer: Writer) throws {
        try record.belong(to: "project", registry, writer.reader)
    }

    func follow(_ step: RecordStep, in registry: Registry, _ writer: Writer) throws {}
}

/// What belongs to the steps of a science report (科技报告): its number, the day on which it was
/// handed in, the day from which anyone may read it.
struct FollowScienceReport: RecordConsequence {
    let registers: Set<String> = [Awards.scienceReports]
    let isLasting = false

    func complete(_ record: inout Record, in registry: Registry, _ writer: Writer) throws {
        try record.belong(to: "project", registry, writer.reader)
        try record.number("report_no", "K", registry, writer.reader)
    }

    func follow(_ step: RecordStep, in registry: Registry, _ writer: Writer) throws {
        guard step.before != nil, step.enters("handed-in") else { return }
        let today = writer.now.businessDate
        var fields: [String: Scalar] = ["handed_in_on": .text(today.iso)]
        switch step.after["openness"].text {
        case "open": fields["open_on"] = .text(today.iso)
        case "deferred":
            let years = Int(step.after["deferral_years"].integer ?? 5)
            fields["open_on"] = .text(today.adding(months: years * 12).iso)
        default: fields["open_on"] = .null
        }
        try Awards(registry).enter(step.after, fields, writer)
    }
}
