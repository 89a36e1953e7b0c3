import Catalogue
import Registers
import Store
import Values

extension Desk {
    /// What the record chosen in a field offers to the others: for the script of a form.
    func sendPrefill(_ request: Request) async throws -> Response {
        let register = try register(request)
        try registry.permit(viewer, .create, on: register)
        let field = request.parameters["field"] ?? ""
        guard register.prefills.contains(where: { $0.from == field }) else {
            throw WebError.badParameter(
                title: "字段", value: field, rule: "\(register.title)没有从它带入的栏",
                advice: "写目录里 prefill 用到的字段。")
        }
        let text = request.parameters["id"] ?? ""
        guard let id = Int64(text), id > 0 else {
            throw WebError.badParameter(
                title: "记录编号", value: text, rule: "应是从 1 起的整数", advice: "先在表单里选一条。")
        }
        let offers = try await read { try self.offers($0, register, from: field, id) }
        return .json(
            .array(
                offers.map { offer in
                    .object([
                        ("field", .string(offer.field)), ("origin", .string(offer.origin)),
                        (
                            "answers",
                            .object(
                                offer.answers.items.map { ($0.name, .string($0.value)) })
                        ),
                    ])
                }))
    }

    /// One field of a form with what it would begin with.
    struct Offer {
        let field: String
        /// What the form would send for it.
        let answers: Parameters
        /// Where it comes from, in words.
        let origin: String
    }

    private func offers(_ reader: Reader, _ register: Register, from name: String, _ id: Int64)
        throws -> [Offer]
    {
        let found = try registry.prefill(reader, register, from: name, id, by: viewer)
        guard !found.isEmpty, let target = register.field(name)?.type.target else { return [] }
        let label = try registry.labels(reader, target, ids: [id], by: viewer)[id] ?? "#\(id)"
        var labels: [String: [Int64: String]] = [:]
        for (field, cell) in found {
            guard let target = field.type.target, let id = cell.integer else { continue }
            labels[target, default: [:]].merge(
                try registry.labels(reader, target, ids: [id], by: viewer)
            ) { $1 }
        }
        let fields = RecordFields(
            desk: self, register: register, reader: reader, values: Parameters())
        return found.map { field, cell in
            let answers = Parameters.answers(cell, field, catalogue) { labels[$0]?[$1] ?? "#\($1)" }
            return Offer(
                field: field.name,
                answers: field.type == .region ? fields.chosen(answers, field.name) : answers,
                origin: "取自“\(label)”的登记，可以改")
        }
    }

    /// Fills what is still empty from the records that are chosen; what was typed stays.
    func prefill(_ reader: Reader, _ model: inout RecordFormModel) throws {
        let register = model.register
        for name in Set(register.prefills.map(\.from)).sorted() {
            let posted = PostedForm(values: model.values)
            guard let id = try chosen(reader, posted, name, register) else { continue }
            for offer in try offers(reader, register, from: name, id)
            where posted.isEmpty(offer.field) {
                model.values = model.values.taking(offer.field, from: offer.answers)
                model.origins[offer.field] = offer.origin
            }
        }
    }

    /// The record that a field names: chosen from a list, or the only one of the name typed.
    private func chosen(
        _ reader: Reader, _ posted: PostedForm, _ name: String, _ register: Register
    ) throws -> Int64? {
        switch posted.record(name) {
        case .chosen(let id): return id
        case .none: return nil
        case .typed(let text):
            guard let target = register.field(name)?.type.target else { return nil }
            let ids = try registry.suggest(
                text, in: try registry.register(target), reader, by: viewer, limit: 2)
            return ids.count == 1 ? ids[0] : nil
        }
    }

    /// Earlier records to begin with, above the form of a new one.
    func earlier(_ reader: Reader, _ register: Register) throws -> HTML? {
        let records = try registry.latest(reader, register, by: viewer, limit: 3)
        guard viewer.seesInternal, !records.isEmpty else { return nil }
        let labels = try registry.labels(
            reader, register.name, ids: records.map(\.id), by: viewer)
        let year = register.fields.first { $0.type == .year && !$0.isCommon }?.name
        let links = records.map { record -> HTML in
            let isLastYear = year.map { record[$0] == .integer(Int64(today.year - 1)) } ?? false
            return """
                <a class="btn" href="\(Link.newRecord(register.name, from: record.id))">\
                \(isLastYear ? "照去年的填" : "照这条填")：\(labels[record.id] ?? "#\(record.id)")</a>
                """
        }
        return """
            <p class="earlier"><span>和以前的差不多？年份、日期和编号会空出来。</span> \(links)</p>
            """
    }
}

extension PostedForm {
    /// Whether nothing stands in a field: a unit of money alone is nothing.
    func isEmpty(_ name: String) -> Bool { text(name).isEmpty }
}
