import Catalogue
import Registers
import Returns
import Store
import Values

extension Desk {
    /// All sheets that are in as one table: totals, differences, marks, and who is missing.
    func sendMerged(_ request: Request) async throws -> Response {
        let id = try returnID(request)
        let merged = try await read { try returns.mergeSheets($0, of: id, by: party) }
        return .json(
            .object([
                ("return", .integer(id)), ("name", .string(merged.form.name)),
                ("columns", .array(merged.form.columns.map(columnJSON))),
                ("parts", .array(merged.parts.map { json($0, merged) })),
                ("totals", sums(merged.totals, merged)),
                (
                    "outliers",
                    .array(
                        merged.outliers.map {
                            .object([
                                ("receiver", .string($0.receiver)),
                                ("heading", .string($0.heading)), ("reason", .string($0.reason)),
                            ])
                        })
                ),
                (
                    "missing",
                    .array(
                        merged.missing.map {
                            .object([
                                ("sheet", .integer($0.sheet.id)),
                                ("receiver", .string($0.receiver)),
                                ("state_title", .string($0.state)),
                                ("overdue", .bool($0.isOverdue)),
                            ])
                        })
                ),
                ("without_last", .texts(merged.withoutLast)),
            ]))
    }

    private func json(_ part: MergedReturn.Part, _ merged: MergedReturn) -> JSON {
        .object(
            sheetHead(part.view.sheet, part.state) + [
                ("nil", .bool(part.view.answers.isNil)),
                ("rows", rowsJSON(part.view.answers.rows, merged.form)),
                ("sums", sums(part.sums, merged)),
            ])
    }

    /// Sums of the totalled columns, in the unit of each.
    private func sums(_ sums: [String: ReturnChange], _ merged: MergedReturn) -> JSON {
        .object(
            merged.totalled.map { column in
                let sum = sums[column.key]
                func text(_ value: Int64?) -> JSON {
                    .string(value.map { column.text(.integer($0), in: catalogue) })
                }
                return (
                    column.key,
                    .object([
                        ("present", text(sum?.present)), ("last", text(sum?.last)),
                        ("difference", text(sum?.difference)),
                        ("percent", .string(sum?.percent.map { "\($0.rounded(1))" })),
                    ])
                )
            })
    }
}
