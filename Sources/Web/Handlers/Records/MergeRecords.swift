import Accounts
import Catalogue
import Journal
import Registers
import Store
import Values

extension Desk {
    /// Three versions of a record's cells side by side, where another saved first: nothing typed
    /// is lost, nothing of theirs overwritten unseen.
    func mergePage(_ model: RecordFormModel) async throws -> Response {
        var model = model
        try await keepDraft(&model)
        let page = try await read { [model] in try mergePage($0, model, unanswered: []) }
        return .page(page.html, status: 409)
    }

    private func mergePage(
        _ reader: Reader, _ model: RecordFormModel, unanswered: Set<String>
    ) throws -> MergePage {
        let sides = try sides(reader, model)
        let last = try registry.history(reader, model.register.name, model.record ?? 0).last?.entry
        let merge = MergeView(
            title: "别人也改了这条记录", action: model.action, csrf: session?.formToken ?? "",
            by: last?.act.actor ?? "别人", at: last?.at.businessTime ?? "",
            fields: sides.fields,
            hidden: hidden(model, now: sides.version),
            cancel: model.action.with("draft", model.draft), unanswered: unanswered)
        let frame = try frame(
            reader, "合并改动", in: .registers,
            trail: [Crumb(title: model.register.title, link: .register(model.register.name))])
        return MergePage(frame: frame, merge: merge)
    }

    private func hidden(_ model: RecordFormModel, now version: Int64) -> [(String, String)] {
        model.kept.fields.map { ($0.name, $0.value) } + [
            (RecordFormModel.names.draft, model.draft),
            (RecordFormModel.names.saves, String(model.saves)),
            (RecordFormModel.names.version, String(version)),
            ("merge.from", model.version.map(String.init) ?? ""),
        ]
    }

    private struct Sides {
        let fields: [MergeView.Field]
        let version: Int64
        /// The record as it is now, as a form sends it.
        let theirs: Parameters
        let base: Parameters
    }

    /// The fields in which what was typed differs from the record as it is now.
    private func sides(_ reader: Reader, _ model: RecordFormModel) throws -> Sides {
        let register = model.register
        let fields = registry.fields(viewer, in: register)
        let record = try registry.record(reader, register, model.record ?? 0, by: viewer)
        let theirs = try shown(reader, record, fields)
        let base = try shown(
            reader, try registry.version(reader, register, record, model.version ?? 0), fields)
        let shownFields = fields.compactMap { field -> MergeView.Field? in
            let yours = model.values.text(of: field, catalogue)
            let now = theirs.text(of: field, catalogue)
            guard yours != now else { return nil }
            return MergeView.Field(
                name: field.name, title: field.title, base: base.text(of: field, catalogue),
                theirs: now, yours: yours)
        }
        return Sides(fields: shownFields, version: record.version, theirs: theirs, base: base)
    }

    /// Takes for each field the side that was chosen.
    func merge(_ model: inout RecordFormModel) async throws {
        let from = model.values["merge.from"].flatMap { Int64($0) }
        var asked = model
        asked.version = from
        let sides = try await read { [asked] in try self.sides($0, asked) }
        for field in registry.fields(viewer, in: model.register) {
            switch model.values["merge.\(field.name)"] {
            case "theirs": model.values = model.values.taking(field.name, from: sides.theirs)
            case "base": model.values = model.values.taking(field.name, from: sides.base)
            default: break
            }
        }
    }
}

extension Parameters {
    /// A field as one text, for showing versions side by side.
    func text(of field: Field, _ catalogue: Catalogue) -> String {
        let posted = PostedForm(values: self)
        if let columns = field.type.columns {
            return posted.rows(field.name).map { row in
                columns.compactMap { row[$0.name] }.filter { !$0.isEmpty }.joined(separator: "，")
            }.joined(separator: "；")
        }
        switch field.type {
        case .money:
            let (text, unit) = posted.money(field.name)
            return (try? Money.parse(text, unit: unit)).map { $0.text(in: .yuan, decimals: 2) }
                ?? text
        case .record: return posted.text(field.name)
        default:
            let text = posted.text(field.name)
            let cell = try? field.type.scalar(from: text, in: catalogue)
            return cell.map { field.type.text($0, in: catalogue) } ?? text
        }
    }

    /// The same with everything that belongs to a field taken from elsewhere.
    func taking(_ field: String, from other: Parameters) -> Parameters {
        func belongs(_ item: Item) -> Bool {
            item.name == field || item.name.hasPrefix(field + ".")
        }
        return Parameters(
            (items.filter { !belongs($0) } + other.items.filter(belongs)).map {
                ($0.name, $0.value)
            }
        )
    }
}
