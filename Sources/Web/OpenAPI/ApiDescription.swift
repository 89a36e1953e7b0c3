import Values

/// What the document for programs says of one route, beside the route.
struct ApiDescription: Sendable {
    /// A parameter of path, query or header.
    struct Parameter: Sendable {
        let name: String
        let place: String
        let words: String
        var schema = ApiSchema.text()
        var isRequired = false

        static func query(_ name: String, _ words: String, _ schema: ApiSchema = .text())
            -> Parameter
        {
            Parameter(name: name, place: "query", words: words, schema: schema)
        }

        static func header(_ name: String, _ words: String, isRequired: Bool = false) -> Parameter {
            Parameter(name: name, place: "header", words: words, isRequired: isRequired)
        }
    }

    /// What a request brings along.
    struct Body: Sendable {
        var types = ["application/json"]
        let schema: ApiSchema
        var isRequired = true
    }

    /// Names the operation in programs that are made from the document.
    let id: String
    let summary: String
    var parameters: [Parameter] = []
    /// Parts of the path that hold something else here than under their name elsewhere.
    var parts: [String: ApiSchema] = [:]
    var body: Body?
    var status = 200
    /// Nil where there is nothing to say (204).
    var answer: ApiSchema?
    /// What kinds of content the answer may be of.
    var answerTypes = ["application/json"]
    /// Whether the answer tells a version as its ETag, and is not sent again where it is known.
    var hasVersion = false
    /// Whether it is done once under an `Idempotency-Key`.
    var isOnce = false
    /// Whether it is refused without `If-Match`.
    var needsVersion = false
    /// Refusals beyond those that its kind of route can meet.
    var also: [Int] = []
}
