import Documents
import Funds
import Registers
import Store
import Values

extension Desk {
    /// Looks at a file, or takes it; the body is the file.
    func bringFileByProgram(_ request: Request) async throws -> Response {
        let act = request.parameters["act"] ?? "preview"
        guard ["preview", "take"].contains(act) else {
            throw WebError.badParameter(
                title: "办理", value: act, rule: "不认识", advice: "写 preview（只看）或 take（记下）")
        }
        let name = UploadName(request.parameters["name"], standard: "表.xlsx").text
        let bytes = request.body
        return try await standing(bytes) { path in
            let file = try await read {
                try budget.identify(path, bytes, name: name, by: viewer, $0)
            }
            let meaning = try Self.meaning(of: file, request)
            let taken =
                act == "take"
                ? try await budget.take(
                    file, as: meaning, keepsGood: request.parameters["keep-good"] == "1",
                    by: viewer)
                : try await budget.preview(file, as: meaning, by: viewer)
            return .json(
                .object([
                    ("file", .string(name)), ("rows", .integer(Int64(file.rows))),
                    ("meanings", .texts(file.meanings.map(\.name))), ("as", .string(meaning.name)),
                    ("taken", .bool(act == "take")), ("result", Self.json(taken)),
                ]))
        }
    }

    private static func meaning(of file: BroughtFile, _ request: Request) throws
        -> BroughtFile.Meaning
    {
        var chosen = file.meanings[0]
        if let name = request.parameters["as"] {
            guard let found = file.meanings.first(where: { $0.name == name }) else {
                throw WebError.badParameter(
                    title: "当作什么", value: name, rule: "这个文件不能当作它",
                    advice: "可用：\(file.meanings.map(\.name).joined(separator: "、"))")
            }
            chosen = found
        }
        guard let when = request.parameters["when"] else { return chosen }
        let month = try? YearMonth.parse(when)
        switch chosen {
        case .execution: return .execution(month)
        case .final: return .final(month?.year ?? Int(when))
        case .finalTables, .records: return chosen
        }
    }

    private static func json(_ taken: TakenFile) -> JSON {
        func texts(_ values: [String]) -> JSON { .texts(Array(values.prefix(200))) }
        switch taken {
        case .execution(let plan):
            return .object([
                ("what", .string(plan.cut.title)), ("changed", .integer(Int64(plan.changed.count))),
                ("unchanged", .integer(Int64(plan.unchanged))),
                ("strays", texts(plan.strays.map(\.description))),
                (
                    "marks",
                    texts(
                        plan.marked.map {
                            "\($0.line.label)：\($0.marks.map(\.description).joined(separator: "；"))"
                        })
                ),
            ])
        case .records(let register, let report):
            return .object([
                ("what", .string(register)),
                ("changed", .integer(Int64(report.created + report.changed))),
                ("unchanged", .integer(Int64(report.unchanged))), ("strays", .array([])),
                (
                    "marks",
                    texts(
                        report.changes.map { "\($0.label)：\($0.fields.joined(separator: "；"))" })
                ),
            ])
        }
    }
}
