import Accounts
import Catalogue
import Registers
import Store
import Values

/// Two entries of one organisation made one, for programs.
extension Desk {
    /// Entries of the same name; once one is chosen to be kept, exactly what a merge would do.
    func previewMerge(_ request: Request) async throws -> Response {
        let id = try mergeID(request)
        let kept = try request.parameters["kept"].map { text -> Int64 in
            guard let kept = Int64(text), kept > 0 else {
                throw WebError.badParameter(
                    title: "留下的", value: text, rule: "应是从 1 起的整数", advice: "写单位的编号")
            }
            return kept
        }
        let register = try registry.register("organisation")
        let told = try await read { reader -> JSON in
            _ = try registry.record(reader, register, id, by: viewer)
            let alike = try Self.doubles(reader, of: id).map { row in
                JSON.object([
                    ("id", .integer(row[0].integer ?? 0)), ("name", .string(row[1].text)),
                    ("uscc", .string(row[2].text)),
                ])
            }
            let preview = try kept.map {
                try accounts.previewMerge(reader, id, into: $0, by: viewer)
            }
            return .object([
                ("doubles", .array(alike)), ("preview", preview.map(Self.json) ?? .null),
            ])
        }
        return .json(told)
    }

    func mergeByProgram(_ request: Request) async throws -> Response {
        let id = try mergeID(request)
        let body = try ApiBody(request, ["kept", "versions", "reason"])
        guard let kept = try body.integer("kept") else {
            throw ApiRefusal.problems([.init("/kept", "必填", "写留下的那一条的编号")])
        }
        let versions = try body.object("versions", ["kept", "dropped"])
        guard let one = try versions?.integer("kept"),
            let other = try versions?.integer("dropped")
        else {
            throw ApiRefusal.problems([
                .init("/versions", "必填", "写预览里两条的版本：{\"kept\": 1, \"dropped\": 1}")
            ])
        }
        let preview = try await accounts.merge(
            organisation: id, into: kept, versions: (kept: one, dropped: other),
            reason: try body.text("reason") ?? "", by: viewer)
        return .json(Self.json(preview))
    }

    private static func json(_ preview: MergePreview) -> JSON {
        func json(_ record: Record) -> JSON {
            .object([
                ("id", .integer(record.id)), ("version", .integer(record.version)),
                ("name", .string(record["name"].text)), ("uscc", .string(record["uscc"].text)),
            ])
        }
        return .object([
            ("kept", json(preview.kept)), ("dropped", json(preview.dropped)),
            (
                "references",
                .array(
                    preview.references.map {
                        .object([
                            ("register", .string($0.register)), ("title", .string($0.title)),
                            ("records", .array($0.records.map { .integer($0) })),
                        ])
                    })
            ),
            ("files", .array(preview.files.map { .integer($0) })),
            ("filled", .texts(preview.filled.map(\.name))),
            ("differing", .texts(preview.differing.map(\.name))),
            ("obstacles", .texts(preview.obstacles)),
        ])
    }
}
