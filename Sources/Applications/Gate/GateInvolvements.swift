public import Store
public import Values

extension GateBatch {
    /// Applications and projects that people lead or have a part in, each once a person.
    static func involvements(_ reader: Reader, _ people: [Int64]) throws -> [Int64: [Involvement]] {
        var found: [Int64: [Involvement]] = [:]
        let most = GateFinding.mostEvidence
        func take(_ register: String, _ isLeader: Bool, _ row: [Scalar]) {
            guard let person = row[0].integer else { return }
            let one = Involvement(
                register: register, id: row[1].integer ?? 0, number: row[2].text ?? "",
                title: row[3].text ?? "", programme: row[4].text ?? "",
                year: Int(row[5].integer ?? 0), state: row[6].text ?? "", isLeader: isLeader)
            // Who leads is not counted once more among the members.
            let isKnown = found[person, default: []].contains {
                $0.register == one.register && $0.id == one.id
            }
            if !isKnown { found[person, default: []].append(one) }
        }
        let applied: SQL = """
            a.id, a.application_no, a.title, c.programme, c.year, a.state FROM application a
            JOIN "call" c ON c.id = a.call
            """
        let counted: SQL = " AND a.state IN (\(list(handedIn))) AND COALESCE(a.rehearsal, 0) = 0"
        try reader.each(
            "SELECT a.leader, \(applied) WHERE a.leader", in: people, counted, most: most
        ) {
            take("application", true, $0)
        }
        let run: SQL = """
            p.id, p.project_no, p.name, p.programme, p.year, p.state FROM project p
            """
        let goingOn: SQL = " AND p.state IN (\(list(running))) AND COALESCE(p.rehearsal, 0) = 0"
        try reader.each("SELECT p.leader, \(run) WHERE p.leader", in: people, goingOn, most: most) {
            take("project", true, $0)
        }
        try reader.each(
            """
            SELECT m.person, \(applied) JOIN application__members m ON m.record = a.id
            WHERE m.person
            """, in: people, counted, most: most
        ) { take("application", false, $0) }
        try reader.each(
            """
            SELECT m.person, \(run) JOIN application__members m ON m.record = p.application
            WHERE m.person
            """, in: people, goingOn, most: most
        ) { take("project", false, $0) }
        return found.mapValues { $0.sorted { ($0.register, $0.id) < ($1.register, $1.id) } }
    }

    /// Texts as the list of a condition.
    static func list(_ texts: [String]) -> SQL { texts.map { "\($0)" as SQL }.joined(", ") }
}

extension Reader {
    /// Asks for a list of numbers, some at a time: `… WHERE id`, the numbers, what follows.
    /// - Parameter most: rows for each number at most, on average, so that nobody who has handed in
    ///   thousands makes the next one slower; nil for all there are.
    public func each(
        _ question: SQL, in ids: [Int64], _ rest: SQL, most: Int? = nil,
        _ body: ([Scalar]) throws -> Void
    ) throws {
        try each(question, among: ids.map { .integer($0) }, rest, most: most, body)
    }

    /// The same of any cells. Two sizes only, filled up with the last: few statements.
    public func each(
        _ question: SQL, among cells: [Scalar], _ rest: SQL, most: Int? = nil,
        _ body: ([Scalar]) throws -> Void
    ) throws {
        let size = cells.count <= 10 ? 10 : 500
        let limit: SQL = most.map { " LIMIT \($0 * size)" } ?? ""
        for start in stride(from: 0, to: cells.count, by: size) {
            var chunk = Array(cells[start..<min(start + size, cells.count)])
            while chunk.count < size { chunk.append(chunk[chunk.count - 1]) }
            let places = chunk.map { "\($0)" as SQL }.joined(", ")
            try each("\(question) IN (\(places))\(rest)\(limit)", body)
        }
    }
}
