import Catalogue
import Registers
import Store
import Values

/// A car that was given back has its way written to its own record: kilometres between the two
/// readings, as one of its trips. Readings do not run backwards.
struct FeedMileage: RecordConsequence {
    let registers: Set<String> = ["car-use", "official-car"]
    let isLasting = false

    private static let returned = "returned"

    func follow(_ step: RecordStep, in registry: Registry, _ writer: Writer) throws {
        if step.after.register == "official-car" {
            return try keep(in: step.after, registry, writer)
        }
        let use = step.after
        let isBack = use.state == Self.returned
        let way = Self.kilometres(use)
        if use.state != Lifecycle.withdrawn { try refuseBackwards(use, writer.reader) }
        if isBack || step.before?.state == Self.returned {
            if let before = step.before, let car = before["car"].integer,
                car != use["car"].integer
            {
                try put(nil, of: before, into: car, registry, writer)
            }
            if let car = use["car"].integer {
                try put(isBack ? Self.trip(use) : nil, of: use, into: car, registry, writer)
            }
        }
        guard use["kilometres"].integer != way, !isClosed(use, registry) else { return }
        // It follows from the readings; whoever typed another number is not believed.
        _ = try registry.change(
            "car-use", use.id, to: Draft(["kilometres": way.map(Scalar.integer) ?? .null]),
            version: nil, writer)
    }

    /// Trips that came from requests stay in the car's record, whoever writes its list anew.
    private func keep(in car: Record, _ registry: Registry, _ writer: Writer) throws {
        guard car.state != Lifecycle.withdrawn else { return }
        let written = Set((car.rows["trips"] ?? []).compactMap { $0["approval"]?.text })
        let lost = try writer.reader.all(
            """
            SELECT id, request_no FROM car_use WHERE car = \(car.id) AND state = \(Self.returned)
            ORDER BY id
            """
        ).filter { !written.contains($0[1].text ?? "") }.compactMap { $0[0].integer }
        guard !lost.isEmpty else { return }
        let uses = try registry.records(writer.reader, "car-use", ids: lost)
        let trips = Self.inOrder((car.rows["trips"] ?? []) + uses.map(Self.trip))
        _ = try registry.change(
            "official-car", car.id, to: Draft(rows: ["trips": trips]), version: nil, writer)
    }

    private static func inOrder(_ trips: [[String: Scalar]]) -> [[String: Scalar]] {
        trips.sorted {
            ($0["used_on"]?.text ?? "", $0["approval"]?.text ?? "")
                < ($1["used_on"]?.text ?? "", $1["approval"]?.text ?? "")
        }
    }

    private func isClosed(_ use: Record, _ registry: Registry) -> Bool {
        use.state == Lifecycle.withdrawn
            || registry.catalogue.register(use.register).map {
                registry.catalogue.lifecycle(of: $0).state(use.state)?.final ?? false
            } ?? false
    }

    /// Kilometres between the readings; nil where one is missing. Pure.
    static func kilometres(_ use: Record) -> Int64? {
        guard let start = use["start_km"].integer, let end = use["end_km"].integer else {
            return nil
        }
        return end - start
    }

    private static func trip(_ use: Record) -> [String: Scalar] {
        let cells: [String: Scalar] = [
            "used_on": use["leaves_on"], "approval": use["request_no"], "matter": use["matter"],
            "destination": use["destination"], "driver": use["driver"],
            "kilometres": kilometres(use).map(Scalar.integer) ?? .null,
        ]
        return cells.filter { !$0.value.isNull }
    }

    /// Puts the trip of a request into the car's record, in the place of the one that was there.
    private func put(
        _ trip: [String: Scalar]?, of use: Record, into car: Int64, _ registry: Registry,
        _ writer: Writer
    ) throws {
        let record = try registry.record(writer.reader, "official-car", car)
        guard record.state != Lifecycle.withdrawn else { return }
        let others = (record.rows["trips"] ?? []).filter { $0["approval"] != use["request_no"] }
        let trips = Self.inOrder(others + (trip.map { [$0] } ?? []))
        _ = try registry.change(
            "official-car", car, to: Draft(rows: ["trips": trips]), version: nil, writer)
    }

    private func refuseBackwards(_ use: Record, _ reader: Reader) throws {
        guard let start = use["start_km"].integer else { return }
        if let end = use["end_km"].integer, end < start {
            throw RecordRefusal.against(
                rule: "里程表只增不减", what: "还车里程表数 \(end) 小于出车时的 \(start)", advice: "核对两次里程表数")
        }
        guard let car = use["car"].integer, let day = use["leaves_on"].text else { return }
        // Of days gone by; two uses of one day may be written down in any order.
        let row = try reader.first(
            """
            SELECT max(end_km) FROM car_use WHERE car = \(car) AND state = \(Self.returned)
            AND leaves_on < \(day) AND id <> \(use.id)
            """)
        guard let last = row?[0].integer, start < last else { return }
        throw RecordRefusal.against(
            rule: "里程表只增不减",
            what: "出车里程表数 \(start)，这辆车上次还车时已是 \(last)", advice: "核对里程表数，或先更正上一次的还车登记")
    }
}
