/// Addresses of what people do together: approvals, absences, acts on many records.
extension Link {
    static let approvals = Link(.approvals)
    static let absences = Link(.absences)

    static func approval(_ id: Int64) -> Link { Link(.approval, [String(id)]) }

    static func askApproval(_ register: String, _ id: Int64, _ move: String) -> Link {
        Link(.askApproval, [register, String(id), move])
    }

    static func handOver(_ account: Int64) -> Link { Link(.handOver, [String(account)]) }

    static func mergeOrganisation(_ id: Int64) -> Link {
        Link(.mergeOrganisation, [String(id)])
    }

    static func moveMany(_ register: String) -> Link { Link(.moveMany, [register]) }
}

extension Parameters {
    /// The records that were chosen in a list, in its order, each once.
    var chosen: [Int64] {
        var seen: Set<Int64> = []
        return items.filter { $0.name == "choose" }.compactMap { Int64($0.value) }
            .filter { $0 > 0 && seen.insert($0).inserted }
    }
}
