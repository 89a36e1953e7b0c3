import Catalogue
import Journal
public import Registers
public import Store
import Values

/// Returns from counties and organisations: made, sent out, filled in, chased, merged, landed.
///
/// Each act is a file of its own: load, permission, rules, change, journal, in one write.
public struct Returns: Sendable {
    /// The registers of the city.
    public let registry: Registry

    /// The returns of a city.
    public init(_ registry: Registry) { self.registry = registry }

    static let collections = "collection"
    static let sheets = "collection-sheet"

    var catalogue: Catalogue { registry.catalogue }
    var database: Database { registry.database }

    /// What a collection asks.
    /// - Throws: `RecordRefusal.notFound`.
    public func form(_ reader: Reader, _ collection: Int64) throws -> ReturnForm {
        ReturnForm(try registry.record(reader, Self.collections, collection), catalogue)
    }

    /// The sheets of a collection in the order of their places, without withdrawn ones.
    func sheets(_ reader: Reader, of collection: Int64) throws -> [Record] {
        let ids = try reader.all(
            """
            SELECT id FROM collection_sheet WHERE collection = \(collection)
            AND state <> \(Lifecycle.withdrawn) ORDER BY place, id
            """
        ).compactMap { $0[0].integer }
        let records = try registry.records(reader, Self.sheets, ids: ids)
        return records.sorted {
            ($0["place"].integer ?? 0, $0.id) < ($1["place"].integer ?? 0, $1.id)
        }
    }

    func act(_ party: ReturnParty, _ event: String, reason: String? = nil) -> Act {
        Act(
            actor: party.viewer.name, role: party.viewer.role.name, event: event, reason: reason)
    }

    /// Refuses whoever does not manage the return.
    func permitManaging(_ party: ReturnParty, _ form: ReturnForm, act: String) throws {
        switch party.standing {
        case .county, .organisation, .none: throw ReturnRefusal.notManager(act: act)
        case .bureau, .section: break
        }
        guard ReturnPolicy.mayManage(party.standing, section: form.section) else {
            throw ReturnRefusal.otherSection(
                name: form.name,
                section: catalogue.list("sections")?.title(of: form.section) ?? form.section)
        }
    }

    /// Refuses whoever's sheet it is not.
    func permitFilling(_ party: ReturnParty, _ sheet: Record) throws {
        try registry.permit(party.viewer, .change, on: try registry.register(Self.sheets))
        guard
            ReturnPolicy.mayFill(
                party.standing, county: sheet["county"].text,
                organisation: sheet["organisation"].integer)
        else { throw ReturnRefusal.notReceiver(sheet["receiver"].text ?? "") }
    }

    /// Answers are kept by their columns: where those were changed after the sheet was sent out,
    /// they would mean something else.
    func refuseReshaped(_ form: ReturnForm, _ sheet: Record) throws {
        if let shape = sheet["form"].text, shape != form.shape {
            throw ReturnRefusal.reshaped(name: form.name)
        }
    }

    func collectionState(_ form: ReturnForm) -> String {
        guard let register = catalogue.register(Self.collections) else {
            return form.collection.state
        }
        return catalogue.lifecycle(of: register).title(of: form.collection.state)
    }

    func sheetState(_ sheet: Record) -> String {
        guard let register = catalogue.register(Self.sheets) else { return sheet.state }
        return catalogue.lifecycle(of: register).title(of: sheet.state)
    }

    /// The rules over answers, with names of records looked up in this snapshot.
    func outcome(_ form: ReturnForm, _ answers: SheetAnswers, _ reader: Reader)
        -> SheetRules.Outcome
    {
        var reading = AnswerReading(registry, reader)
        return SheetRules(form: form, catalogue: catalogue) { try reading.cell($0, $1) }
            .check(answers)
    }
}
