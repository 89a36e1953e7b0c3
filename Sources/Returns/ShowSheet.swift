import Catalogue
public import Registers
public import Store
import Values

/// One sheet with what it asks, as its page or its template needs it.
public struct SheetView: Sendable {
    /// Its record.
    public let sheet: Record
    /// What is asked.
    public let form: ReturnForm
    /// What is filled in so far.
    public let answers: SheetAnswers
    /// The values of the period before, as they were known when the return was sent out.
    public let last: SheetAnswers
    /// Whether the viewer may fill it in now.
    public let isOpen: Bool

    /// The county, zone or unit, by name.
    public var receiver: String { sheet["receiver"].text ?? "" }

    init(_ sheet: Record, _ form: ReturnForm, isOpen: Bool = false) {
        self.sheet = sheet
        self.form = form
        self.isOpen = isOpen
        answers = SheetAnswers(
            stored: sheet["answers"].text, isNil: sheet["nil_return"].integer == 1)
        last = SheetAnswers(stored: sheet["last_values"].text)
    }

    /// Last period's value beside a row's cell, found by the row's key; empty where there is none.
    public func lastValue(of row: [String: String], _ column: ReturnColumn) -> String {
        let keys = form.keyColumns
        let key = keys.map { row[$0] ?? "" }
        return last.rows.first { before in keys.map { before[$0] ?? "" } == key }?[column.key] ?? ""
    }
}

extension Returns {
    /// States in which a receiver may type into a sheet.
    static let fillable: Set<String> = ["unopened", "opened", "draft", "returned"]

    /// One sheet, for whom it is or who manages the return.
    /// - Throws: `RecordRefusal.notFound`, `ReturnRefusal.notReceiver`, `RecordRefusal.roleMayNot`.
    public func sheet(_ reader: Reader, _ id: Int64, by party: ReturnParty) throws -> SheetView {
        try registry.permit(party.viewer, .read, on: try registry.register(Self.sheets))
        let sheet = try registry.record(reader, Self.sheets, id)
        let form = try form(reader, sheet["collection"].integer ?? 0)
        let county = sheet["county"].text
        let organisation = sheet["organisation"].integer
        guard
            ReturnPolicy.maySee(
                party.standing, section: form.section, county: county, organisation: organisation)
        else { throw ReturnRefusal.notReceiver(sheet["receiver"].text ?? "") }
        let isOpen =
            ReturnPolicy.mayFill(party.standing, county: county, organisation: organisation)
            && Self.fillable.contains(sheet.state) && takesSheet(form, sheet)
        return SheetView(sheet, form, isOpen: isOpen)
    }

    /// While it is summed up only what was sent back is still taken.
    func takesSheet(_ form: ReturnForm, _ sheet: Record) -> Bool {
        form.collection.state == "issued"
            || form.collection.state == "summarising" && sheet.state == "returned"
    }
}
