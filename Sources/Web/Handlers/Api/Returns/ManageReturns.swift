import Catalogue
import Registers
import Returns
import Store
import Values

/// What those who manage returns do, for programs.
extension Desk {
    func sendReturns(_ request: Request) async throws -> Response {
        let now = registry.database.clock.now()
        return try await stretch(request) { reader, stretch in
            try returns.managedReturns(
                reader, at: now, by: party, before: stretch.before ?? .max, limit: stretch.limit
            ).map { ($0.collection.id, summaryJSON($0)) }
        }
    }

    func sendOneReturn(_ request: Request) async throws -> Response {
        let id = try returnID(request)
        return .versioned(try await read { try returnWhole($0, id) }).unlessKnown(request)
    }

    func makeReturnByProgram(_ request: Request) async throws -> Response {
        let plan = try ReturnPlanBody(request, section: viewer.section).plan()
        let told = Told<Record>(
            status: 201, place: { Link(.apiReturn, [String($0)]) },
            json: { try returnWhole($0, $1.id) })
        return try await once(request, told) { also in
            try await returns.makeReturn(plan, by: party, also: also)
        }
    }

    /// What sending to those that the address names would give each.
    func previewSendingByProgram(_ request: Request) async throws -> Response {
        let id = try returnID(request)
        let items = request.parameters.items
        let counties = items.filter { $0.name == "county" }.map(\.value)
        let units = items.filter { $0.name == "organisation" }.compactMap { Int64($0.value) }
        let receivers = Self.receivers(counties, units)
        let now = registry.database.clock.now()
        let lines = try await read {
            try returns.previewSending($0, id, to: receivers, at: now, by: party)
        }
        return .json(
            .array(
                lines.map {
                    .object([
                        ("receiver", .string($0.name)), ("lines", .integer(Int64($0.lines))),
                        ("has_last", .bool($0.hasLast)),
                    ])
                }))
    }

    func sendReturnByProgram(_ request: Request) async throws -> Response {
        let id = try returnID(request)
        let body = try ApiBody(request, ["counties", "organisations"])
        let receivers = Self.receivers(
            try body.texts("counties"), try body.ids("organisations", most: 500))
        // Whose it is not is told of nothing, whatever else they sent.
        _ = try await read { try returnWhole($0, id) }
        let version = try request.version(isRequired: true)
        _ = try await returns.sendReturn(id, to: receivers, version: version, by: party)
        return try await returnAnswer(id)
    }

    private static func receivers(_ counties: [String], _ units: [Int64]) -> [ReturnReceiver] {
        counties.map(ReturnReceiver.county) + units.map(ReturnReceiver.organisation)
    }

    private func returnAnswer(_ id: Int64) async throws -> Response {
        .versioned(try await read { try returnWhole($0, id) })
    }

    /// Whom chasing would remind, and in which words.
    func previewChaseByProgram(_ request: Request) async throws -> Response {
        let id = try returnID(request)
        let whom = try Self.whom(request.parameters["whom"])
        let now = registry.database.clock.now()
        let report = try await read {
            try returns.previewChase($0, of: id, whom, at: now, by: party)
        }
        return .json(Self.json(report))
    }

    func chaseByProgram(_ request: Request) async throws -> Response {
        let id = try returnID(request)
        let body = try ApiBody(request, ["whom"], isOptional: true)
        let whom = try Self.whom(try body.text("whom"))
        return .json(
            Self.json(
                try await returns.chaseReceivers(of: id, whom, means: "system", by: party)))
    }

    private static func whom(_ text: String?) throws -> Returns.Chase {
        switch text ?? "overdue" {
        case "overdue": .overdue
        case "unsent": .unsent
        case let text:
            throw WebError.badParameter(
                title: "催谁", value: text, rule: "不认识", advice: "写 overdue（逾期）或 unsent（未报）")
        }
    }

    private static func json(_ report: ChaseReport) -> JSON {
        .object([
            (
                "reminders",
                .array(
                    report.reminders.map {
                        .object([
                            ("receiver", .string($0.receiver)), ("words", .string($0.words)),
                        ])
                    })
            ),
            ("already_today", .texts(report.alreadyToday)),
        ])
    }

    /// What landing would do: it is done and taken back.
    func previewLanding(_ request: Request) async throws -> Response {
        let id = try returnID(request)
        _ = try await read { try returnWhole($0, id) }
        return .json(Self.json(try await returns.tryLanding(of: id, by: party)))
    }

    func landReturnByProgram(_ request: Request) async throws -> Response {
        _ = try ApiBody(request, [], isOptional: true)
        let id = try returnID(request)
        return .json(Self.json(try await returns.landSheets(of: id, by: party)))
    }

    private static func json(_ report: LandReport) -> JSON {
        let batch = report.batch
        return .object([
            ("batch", batch.batch.map(JSON.integer) ?? .null),
            ("created", .integer(Int64(batch.created))),
            ("changed", .integer(Int64(batch.changed))),
            ("unchanged", .integer(Int64(batch.unchanged))),
            (
                "changes",
                .array(
                    batch.changes.map {
                        .object([
                            ("id", .integer($0.id)), ("label", .string($0.label)),
                            ("fields", .texts($0.fields)),
                        ])
                    })
            ),
            (
                "vanished",
                .array(
                    batch.vanished.map {
                        .object([("id", .integer($0.id)), ("label", .string($0.label))])
                    })
            ),
            ("taken", .texts(report.taken)), ("waiting", .texts(report.waiting)),
        ])
    }

    func cancelReturnByProgram(_ request: Request) async throws -> Response {
        let id = try returnID(request)
        let reason = try ApiBody(request, ["reason"]).required("reason")
        _ = try await returns.cancelReturn(id, reason: reason, by: party)
        return try await returnAnswer(id)
    }
}
