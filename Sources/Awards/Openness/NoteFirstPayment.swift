import Applications
import Catalogue
import Registers
import Store
import Values

/// A project knows whether its contract was signed in term, and since when money has flowed: both
/// are public figures, and no figure compares two dates of two records.
struct NoteFirstPayment: RecordConsequence {
    let registers: Set<String> = ["project", "payment-request"]
    let isLasting = false

    func complete(_ record: inout Record, in registry: Registry, _ writer: Writer) throws {
        guard record.register == "project", let signed = record["contracted_on"].text,
            let due = record["contract_due_on"].text
        else { return }
        record.fields["contract_in_time"] = .integer(signed <= due ? 1 : 0)
    }

    func follow(_ step: RecordStep, in registry: Registry, _ writer: Writer) throws {
        let request = step.after
        guard request.register == "payment-request", let funding = request["project"].integer,
            step.before.map({ $0.state != request.state || $0["paid_on"] != request["paid_on"] })
                ?? true
        else { return }
        let found = try writer.reader.first(
            """
            SELECT p.id, p.first_paid_on, c.closes_at, p.state FROM project p
            LEFT JOIN call c ON c.id = p.call
            WHERE p.funding = \(funding) AND p.state <> 'withdrawn' ORDER BY p.id LIMIT 1
            """)
        guard let found, let id = found[0].integer else { return }
        let first = try writer.reader.first(
            """
            SELECT min(paid_on) FROM payment_request WHERE project = \(funding)
            AND state IN ('paid', 'arrived')
            """)?[0].text
        let cycle = try registry.catalogue.lifecycle(of: registry.register("project"))
        let isFixed = cycle.state(found[3].text ?? "")?.fixed ?? true
        // What a closed project says of its first payment stays.
        guard first != found[1].text, !isFixed else { return }
        var days = Scalar.null
        if let closed = found[2].text.flatMap({ CalendarDate(iso: String($0.prefix(10))) }),
            let paid = first.flatMap({ CalendarDate(iso: $0) }), paid >= closed
        {
            days = .integer(Int64(paid.dayNumber - closed.dayNumber))
        }
        let draft = Draft([
            "first_paid_on": first.map { .text($0) } ?? .null, "days_to_payment": days,
        ])
        _ = try registry.change("project", id, to: draft, version: nil, writer)
    }
}
