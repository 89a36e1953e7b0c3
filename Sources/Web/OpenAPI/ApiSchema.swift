import Values

/// A JSON schema (2020-12), as far as answers and requests need one.
struct ApiSchema: Sendable {
    let json: JSON

    private init(_ pairs: [(String, JSON)]) { json = .object(pairs) }

    private init(_ type: String, _ more: [(String, JSON)] = [], orNull: Bool = false) {
        let type: JSON = orNull ? .array([.string(type), .string("null")]) : .string(type)
        json = .object([("type", type)] + more)
    }

    static func text(_ words: String? = nil, most: Int? = nil, orNull: Bool = false) -> ApiSchema {
        var more: [(String, JSON)] = []
        if let words { more.append(("description", .string(words))) }
        if let most { more.append(("maxLength", .integer(Int64(most)))) }
        return ApiSchema("string", more, orNull: orNull)
    }

    static func text(like pattern: String, _ words: String, orNull: Bool = false) -> ApiSchema {
        ApiSchema(
            "string", [("pattern", .string(pattern)), ("description", .string(words))],
            orNull: orNull)
    }

    static func date(_ words: String, orNull: Bool = false) -> ApiSchema {
        ApiSchema(
            "string", [("format", .string("date")), ("description", .string(words))],
            orNull: orNull)
    }

    static func choice(_ values: [String], orNull: Bool = false) -> ApiSchema {
        let names = values.map { JSON.string($0) } + (orNull ? [.null] : [])
        return ApiSchema("string", [("enum", .array(names))], orNull: orNull)
    }

    static func integer(
        from least: Int64? = nil, through most: Int64? = nil, orNull: Bool = false
    ) -> ApiSchema {
        var more: [(String, JSON)] = []
        if let least { more.append(("minimum", .integer(least))) }
        if let most { more.append(("maximum", .integer(most))) }
        return ApiSchema("integer", more, orNull: orNull)
    }

    static func truth(orNull: Bool = false) -> ApiSchema { ApiSchema("boolean", orNull: orNull) }

    static func list(_ element: ApiSchema, orNull: Bool = false) -> ApiSchema {
        ApiSchema("array", [("items", element.json)], orNull: orNull)
    }

    /// Names with a question mark may be missing.
    /// - Parameter open: whether other names may stand in it.
    static func object(
        _ members: [(String, ApiSchema)], open: Bool = false, words: String? = nil
    ) -> ApiSchema {
        var properties: [(String, JSON)] = []
        var required: [JSON] = []
        for (name, schema) in members {
            let isOptional = name.hasSuffix("?")
            let name = isOptional ? String(name.dropLast()) : name
            properties.append((name, schema.json))
            if !isOptional { required.append(.string(name)) }
        }
        var more: [(String, JSON)] = [("properties", .object(properties))]
        if !required.isEmpty { more.append(("required", .array(required))) }
        if !open { more.append(("additionalProperties", .bool(false))) }
        if let words { more.append(("description", .string(words))) }
        return ApiSchema("object", more)
    }

    /// An object of any names, whose values are all alike.
    static func map(of value: ApiSchema, _ words: String) -> ApiSchema {
        ApiSchema(
            "object",
            [("additionalProperties", value.json), ("description", .string(words))])
    }

    /// This, or null.
    static func orNull(_ schema: ApiSchema) -> ApiSchema {
        ApiSchema([
            ("anyOf", .array([schema.json, .object([("type", .string("null"))])]))
        ])
    }

    /// One of the document's own schemas.
    static func named(_ name: String) -> ApiSchema {
        ApiSchema([("$ref", .string("#/components/schemas/\(name)"))])
    }

    /// Bytes of any kind.
    static let bytes = ApiSchema("string", [("format", .string("binary"))])

    /// Any value of these kinds.
    static func any(_ types: [String], _ words: String) -> ApiSchema {
        ApiSchema([
            ("type", .array(types.map { .string($0) })), ("description", .string(words)),
        ])
    }
}

extension ApiSchema {
    /// The same with these words for people, instead of others.
    func with(_ words: String) -> ApiSchema {
        guard case .object(let pairs) = json else { return self }
        return ApiSchema(
            pairs.filter { $0.0 != "description" } + [("description", .string(words))])
    }
}
