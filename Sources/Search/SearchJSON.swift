public import Catalogue
import Foundation

extension SearchResults {
    private struct Out: Encodable {
        struct Hit: Encodable {
            struct Place: Encodable {
                let title: String
                let text: [Piece]
            }
            let register: String
            let id: Int64
            let state: String
            let stateTitle: String
            let title: [Piece]
            let places: [Place]

            enum CodingKeys: String, CodingKey {
                case register, id, state, title, places
                case stateTitle = "state_title"
            }
        }
        struct Piece: Encodable {
            let text: String
            let marked: Bool
        }
        struct Facet: Encodable {
            let register: String
            let title: String
            let count: Int
            let isMore: Bool

            enum CodingKeys: String, CodingKey {
                case register, title, count
                case isMore = "count_is_more"
            }
        }
        struct Lag: Encodable {
            let entries: Int64
            let seconds: Int64
            let words: String
        }
        let query: String
        let `in`: String?
        let count: Int
        let isMore: Bool
        let hits: [Hit]
        let facets: [Facet]
        let lag: Lag
        let suggestions: [String]

        enum CodingKeys: String, CodingKey {
            case query, `in`, count, hits, facets, lag, suggestions
            case isMore = "count_is_more"
        }
    }

    /// The results for programs: texts in pieces, those that were searched for marked.
    public func json(_ catalogue: Catalogue) throws -> String {
        func pieces(_ text: MarkedText) -> [Out.Piece] {
            text.pieces.map { Out.Piece(text: $0.text, marked: $0.isMarked) }
        }
        let out = Out(
            query: query.text, in: query.register, count: count, isMore: isMore,
            hits: hits.map { hit in
                Out.Hit(
                    register: hit.register.name, id: hit.id, state: hit.state,
                    stateTitle: catalogue.lifecycle(of: hit.register).title(of: hit.state),
                    title: pieces(hit.title),
                    places: hit.places.map { .init(title: $0.title, text: pieces($0.text)) })
            },
            facets: facets.map {
                Out.Facet(
                    register: $0.register.name, title: $0.register.title, count: $0.count,
                    isMore: $0.isMore)
            },
            lag: Out.Lag(entries: lag.entries, seconds: lag.seconds, words: lag.words),
            suggestions: suggestions)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(out), as: UTF8.self)
    }
}
