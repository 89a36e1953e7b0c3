import Values

/// A failure as programs read it: RFC 9457, with what to do, and each thing that is wrong.
struct ProblemDocument: Sendable {
    static let type = "application/problem+json"

    let failure: Failure

    var json: JSON {
        var pairs: [(String, JSON)] = [
            ("type", .string(Self.name(of: failure.status))), ("title", .string(failure.title)),
            ("status", .integer(Int64(failure.status))), ("detail", .string(failure.message)),
            ("instance", .string("urn:request:" + (failure.reference ?? ""))),
            ("advice", .string(failure.advice)),
        ]
        if !failure.problems.isEmpty {
            pairs.append(
                (
                    "problems",
                    .array(
                        failure.problems.map {
                            .object([
                                ("pointer", .string($0.pointer)), ("detail", .string($0.rule)),
                                ("advice", .string($0.advice)),
                            ])
                        })
                ))
        }
        if !failure.suggestions.isEmpty {
            pairs.append(
                (
                    "suggestions",
                    .array(
                        failure.suggestions.map {
                            .object([
                                ("title", .string($0.title)), ("href", .string($0.link.path)),
                            ])
                        })
                ))
        }
        return .object(pairs)
    }

    var response: Response {
        Response(status: failure.status, type: Self.type, body: .text(json.text + "\n"))
    }

    /// What kind of failure a program is to tell apart: one a status, by a name that stays.
    static func name(of status: Int) -> String {
        "urn:dongting:problem:" + (names[status] ?? "other")
    }

    /// What any request may meet, what one with a body may, and what one that writes may.
    static let ofAll = [400, 401, 403, 404, 408, 414, 431, 500, 503]
    static let ofBodies = [413, 415, 422]
    static let ofWrites = [409, 412, 413, 415, 422, 507]

    static let names: [Int: String] = [
        400: "bad-request", 401: "not-signed-in", 403: "forbidden", 404: "not-found",
        405: "method-not-allowed", 408: "too-slow", 409: "conflict", 410: "gone",
        411: "length-required", 412: "stale", 413: "too-large", 414: "address-too-long",
        415: "wrong-type", 422: "refused", 428: "version-required", 431: "headers-too-large",
        500: "fault", 503: "busy", 507: "disk-full",
    ]
}
