import Catalogue
import Store
import Values

/// Puts documents into the index and takes them out.
struct IndexWriter {
    let writer: DerivedWriter

    private var dialect: Dialect { writer.dialect }

    /// - Parameter known: ids that the index has already.
    func put(_ documents: [IndexDocument], known: Set<Int64>) throws {
        try remove(documents.map(\.id).filter(known.contains))
        let places = (1...6).map(dialect.place).joined(separator: ", ")
        let names = "id, register, state, label, sound, initials"
        for document in documents {
            let cells: [Scalar] = [
                .integer(document.id), .text(document.register), .text(document.state),
                .text(document.label), .text(document.sound), .text(document.initials),
            ]
            switch dialect {
            case .sqlite:
                try writer.execute(
                    Statement(
                        text: "INSERT INTO search_document (\(names)) VALUES (\(places))",
                        values: cells))
                try writer.execute(
                    Statement(
                        text: """
                            INSERT INTO search_token (rowid, place, label, body, open) \
                            VALUES (?1, ?2, ?3, ?4, ?5)
                            """,
                        values: [.integer(document.id)] + document.columns.map(Scalar.text)))
            case .postgresql:
                try writer.execute(
                    Statement(
                        text: """
                            INSERT INTO search_document (\(names), words, open) \
                            VALUES (\(places), $7::text::tsvector, $8::text::tsvector)
                            """,
                        values: cells + [
                            .text(document.words), document.openWords.map(Scalar.text) ?? .null,
                        ]))
            }
        }
    }

    func remove(_ ids: [Int64]) throws {
        guard !ids.isEmpty else { return }
        for chunk in IndexPlan.chunks(ids) {
            let list = chunk.map { "\($0)" as SQL }.joined(", ")
            try writer.execute("DELETE FROM search_document WHERE id IN (\(list))")
            if dialect == .sqlite {
                try writer.execute("DELETE FROM search_token WHERE rowid IN (\(list))")
            }
        }
    }
}

extension IndexDocument {
    /// The columns of the FTS5 table.
    var columns: [String] {
        [placeText, Self.spaced(labelPart), Self.spaced(bodyPart), Self.spaced(openPart)]
    }
}
