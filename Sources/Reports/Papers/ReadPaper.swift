public import Catalogue
public import Registers
public import Store
import Values

extension Papers {
    /// A paper, for whoever may see the record or the register that it is about.
    /// - Throws: `PaperRefusal.noPaper`, `PaperRefusal.damaged`.
    public func paper(_ reader: Reader, _ id: Int64, by viewer: Viewer) throws -> IssuedPaper {
        let paper: IssuedPaper
        do {
            paper = try issued(try registry.record(reader, Self.register, id))
        } catch RecordRefusal.notFound {
            throw PaperRefusal.noPaper
        }
        guard let register = catalogue.register(paper.register),
            viewer.role.may(.read, on: register), viewer.seesInternal
        else { throw PaperRefusal.noPaper }
        if let record = paper.record {
            do {
                _ = try registry.record(reader, register, record, by: viewer)
            } catch RecordRefusal.notFound {
                throw PaperRefusal.noPaper
            }
        } else if viewer.isLimited {
            // A list of a part is that part's own; nobody else's parts are told apart here.
            guard paper.issuedBy == viewer.name else { throw PaperRefusal.noPaper }
        }
        return paper
    }

    /// The papers given out about a record, the latest first.
    /// - Parameter before: only papers with lower ids.
    public func papers(
        _ reader: Reader, _ register: Register, _ record: Int64, before: Int64 = .max,
        limit: Int = 50
    ) throws -> [IssuedPaper] {
        let ids = try reader.all(
            """
            SELECT id FROM paper WHERE about_register = \(register.name)
            AND about_record = \(record) AND id < \(before) ORDER BY id DESC LIMIT \(limit)
            """
        ).compactMap { $0[0].integer }
        return try registry.records(reader, Self.register, ids: ids)
            .sorted { $0.id > $1.id }.map(issued)
    }

    /// The paper that a code stands on; nil where there is none.
    public func paper(_ reader: Reader, code: String) throws -> IssuedPaper? {
        guard let code = PaperCode.read(code) else { return nil }
        let row = try reader.first("SELECT id FROM paper WHERE code = \(code)")
        guard let id = row?[0].integer else { return nil }
        return try issued(try registry.record(reader, Self.register, id))
    }
}
