public import Catalogue
import Journal
public import Registers
public import Store
import Values

/// Papers given out: made of records as they are now, kept as they were printed.
public struct Papers: Sendable {
    public static let register = "paper"
    public static let mostRows = 1_000

    public let registry: Registry

    public init(_ registry: Registry) { self.registry = registry }

    var catalogue: Catalogue { registry.catalogue }

    /// The papers that are made of records of a register, or of its lists.
    public func templates(of register: Register) -> [PaperTemplate] {
        catalogue.papers.filter { $0.isOf(register) }
    }

    func template(_ name: String, _ register: Register) throws -> PaperTemplate {
        guard let template = catalogue.papers.first(where: { $0.name == name }) else {
            throw PaperRefusal.noTemplate(
                name, advice: Catalogue.advice(for: name, among: catalogue.papers.map(\.name)))
        }
        guard template.isOf(register) else {
            throw PaperRefusal.notOf(paper: template.title, register: register.title)
        }
        return template
    }

    /// Gives out a paper about one record.
    /// - Parameter also: what is written beside it; if it throws, nothing stands.
    /// - Throws: `PaperRefusal`, `RecordRefusal`.
    public func issue(
        _ name: String, _ register: Register, _ id: Int64, by viewer: Viewer,
        also: @escaping Beside<IssuedPaper> = { _, _ in }
    ) async throws -> IssuedPaper {
        let template = try template(name, register)
        try registry.permit(viewer, .export, on: register)
        return try await write(template, register, by: viewer, also) { writer, number in
            let record = try registry.record(writer.reader, register, id, by: viewer)
            let making = PaperMaking(
                registry: registry, template: template, register: register, viewer: viewer,
                reader: writer.reader, today: writer.now.businessDate)
            return (try making.paper(of: record, number: number), record)
        }
    }

    /// Gives out the list that a question asks for, with its sums.
    public func issueSummary(
        _ name: String, _ register: Register, _ query: RecordQuery, filterWords: [String],
        by viewer: Viewer, also: @escaping Beside<IssuedPaper> = { _, _ in }
    ) async throws -> IssuedPaper {
        let template = try template(name, register)
        try registry.permit(viewer, .export, on: register)
        return try await write(template, register, by: viewer, also) { writer, number in
            let making = PaperMaking(
                registry: registry, template: template, register: register, viewer: viewer,
                reader: writer.reader, today: writer.now.businessDate)
            return (try making.summary(query, filterWords, number: number), nil)
        }
    }

    private func write(
        _ template: PaperTemplate, _ register: Register, by viewer: Viewer,
        _ also: @escaping Beside<IssuedPaper>,
        _ make: @escaping @Sendable (Writer, String) throws -> (Paper, Record?)
    ) async throws -> IssuedPaper {
        let act = Act(
            actor: viewer.name, role: viewer.role.name, event: "paper.issued",
            reason: "\(register.title)：\(template.title)")
        return try await registry.database.write(act) { writer in
            let number = try nextNumber(writer)
            let (paper, record) = try make(writer, number)
            let text = try paper.text()
            let code = PaperCode.random()
            let draft = Draft([
                "number": .text(number), "code": .text(code), "template": .text(template.name),
                "title": .text(paper.title), "about_register": .text(register.name),
                "about_record": record.map { .integer($0.id) } ?? .null,
                "about_version": record.map { .integer($0.version) } ?? .null,
                "content": .text(text), "digest": .text(Digest(of: text).hex),
                "issued_by": .text(viewer.name),
                "issued_on": .text(writer.now.businessDate.iso),
            ])
            let kept = try issued(try registry.create(draft, in: Self.register, writer))
            try also(writer, kept)
            return kept
        }
    }

    /// The year and the number of the paper in it: 2026-0001.
    private func nextNumber(_ writer: Writer) throws -> String {
        let year = writer.now.businessDate.year
        let last = try writer.reader.first(
            """
            SELECT number FROM paper WHERE number >= \("\(year)-") AND number < \("\(year).")
            ORDER BY length(number) DESC, number DESC LIMIT 1
            """)
        let count = last?[0].text.flatMap { Int($0.dropFirst(5)) } ?? 0
        let text = String(count + 1)
        return "\(year)-" + String(repeating: "0", count: max(0, 4 - text.count)) + text
    }

    /// A paper of the register, its content checked against its digest.
    func issued(_ record: Record) throws -> IssuedPaper {
        let text = record["content"].text ?? ""
        let digest = record["digest"].text ?? ""
        guard Digest(of: text).hex == digest else {
            throw PaperRefusal.damaged(number: record["number"].text ?? "")
        }
        return IssuedPaper(
            id: record.id, paper: try Paper(text: text), template: record["template"].text ?? "",
            code: record["code"].text ?? "", digest: digest,
            register: record["about_register"].text ?? "",
            record: record["about_record"].integer, issuedBy: record["issued_by"].text ?? "",
            issuedOn: record["issued_on"].text ?? "",
            isVoid: record.state == Lifecycle.withdrawn)
    }
}

/// The code on a paper: ten letters that are not taken for one another, 49 bits by chance, so that
/// nobody finds another's by trying.
public enum PaperCode {
    private static let letters = Array("ABCDEFGHJKLMNPQRSTUVWXYZ23456789".filter { $0 != "L" })

    static func random() -> String {
        var generator = SystemRandomNumberGenerator()
        let text = String(
            (0..<10).map { _ in letters[Int.random(in: 0..<letters.count, using: &generator)] })
        return "\(text.prefix(5))-\(text.suffix(5))"
    }

    /// What somebody typed from a paper, as it is kept; nil for what cannot be one.
    public static func read(_ typed: String) -> String? {
        let text = typed.uppercased().filter { letters.contains($0) }
        guard text.count == 10 else { return nil }
        return "\(text.prefix(5))-\(text.suffix(5))"
    }
}
