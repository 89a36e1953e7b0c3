import Catalogue
import Registers
public import Store
public import Values

/// A funded project, with what is public of it.
public struct OpenProject: Sendable, Hashable {
    public let number: String
    public let name: String
    /// Codes of lists `programmes` and `project-kinds`.
    public let programme: String
    public let kind: String?
    public let year: Int
    public let organisation: String
    public let leader: String
    public let approved: Money
}

/// Which of them are asked for.
public struct OpenProjectQuestion: Sendable, Hashable {
    public var programme: String?
    public var year: Int?
    /// A part of name, unit or number.
    public var words: String?

    public init(programme: String? = nil, year: Int? = nil, words: String? = nil) {
        self.programme = programme
        self.year = year
        self.words = words
    }
}

extension Openness {
    /// Instead of the name of a project whose secrecy review found what is not fit for the public.
    public static let hiddenName = "（内容不宜公开）"

    /// Funded projects, the newest number first, `limit` of them after `skip`.
    public func projects(
        _ reader: Reader, _ question: OpenProjectQuestion, skip: Int = 0, limit: Int = 50
    ) throws -> [OpenProject] {
        try reader.all(
            """
            SELECT p.project_no, CASE WHEN a.secrecy = 'internal' THEN \(Self.hiddenName)
            ELSE p.name END, p.programme, p.kind, p.year, p.organisation_name, p.leader_name,
            p.approved FROM project p LEFT JOIN application a ON a.id = p.application
            WHERE \(Self.filter(question)) ORDER BY p.year DESC, p.project_no DESC, p.id
            LIMIT \(limit) OFFSET \(skip)
            """
        ).map { row in
            OpenProject(
                number: row[0].text ?? "", name: row[1].text ?? "", programme: row[2].text ?? "",
                kind: row[3].text, year: Int(row[4].integer ?? 0),
                organisation: row[5].text ?? "", leader: row[6].text ?? "",
                approved: Money(fen: row[7].integer ?? 0))
        }
    }

    /// How many there are, and what they were awarded.
    public func projectTotals(_ reader: Reader, _ question: OpenProjectQuestion) throws
        -> (count: Int, approved: Money)
    {
        let row = try reader.first(
            """
            SELECT count(*), coalesce(sum(p.approved), 0) FROM project p
            LEFT JOIN application a ON a.id = p.application WHERE \(Self.filter(question))
            """)
        return (Int(row?[0].integer ?? 0), Money(fen: row?[1].integer ?? 0))
    }

    /// The years in which projects were funded, the newest first.
    public func projectYears(_ reader: Reader) throws -> [Int] {
        try reader.all(
            """
            SELECT DISTINCT p.year FROM project p LEFT JOIN application a ON a.id = p.application
            WHERE \(Self.filter(OpenProjectQuestion())) ORDER BY p.year DESC
            """
        ).map { Int($0[0].integer ?? 0) }
    }

    /// A name that is hidden is not found by its words either.
    private static func filter(_ question: OpenProjectQuestion) -> SQL {
        var filter: SQL = """
            p.state NOT IN ('withdrawn', 'cancelled') AND coalesce(p.rehearsal, 0) = 0
            """
        if let programme = question.programme { filter += " AND p.programme = \(programme)" }
        if let year = question.year { filter += " AND p.year = \(year)" }
        if let words = question.words, !words.isEmpty {
            let part =
                "%"
                + words.replacing("!", with: "!!").replacing("%", with: "!%")
                .replacing("_", with: "!_") + "%"
            filter += """
                 AND ((p.name LIKE \(part) ESCAPE '!'
                AND coalesce(a.secrecy, '') <> 'internal')
                OR p.organisation_name LIKE \(part) ESCAPE '!'
                OR p.project_no LIKE \(part) ESCAPE '!')
                """
        }
        return filter
    }
}
