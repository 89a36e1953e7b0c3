public import Values

/// Conditions as the catalogue writes them, and what they mean: whoever keeps the text may change
/// the catalogue afterwards and still knows what was asked.
///
/// The text is of one line, in the flow form of YAML: `{"title": ["senior", "associate"]}`.
public struct WrittenConditions: Sendable, Hashable, Codable {
    public let text: String
    public let conditions: [Condition]
    private let node: DeclarationNode

    /// Words whose length of time may be the name of a dated rule.
    private static let lengths: Set<String> = [
        "within-days", "until-days", "older-than-days", "since-days",
    ]

    init(_ node: DeclarationNode, _ problems: ProblemList) {
        self.node = node
        text = node.flow
        conditions = ConditionReading.conditions(node, problems)
    }

    /// - Throws: `CatalogueProblems` where the text says no conditions.
    public init(text: String) throws {
        let problems = ProblemList()
        let node = DeclarationNode.read(
            yaml: text, file: "terms", layer: "call", problems: problems)
        let empty = DeclarationNode(
            place: Place(file: "terms", line: 1, layer: "call"), shape: .empty)
        self.init(node ?? empty, problems)
        if !problems.sorted.isEmpty { throw CatalogueProblems(problems.sorted) }
    }

    public init(from decoder: any Decoder) throws {
        try self.init(text: try decoder.singleValueContainer().decode(String.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    /// The same with every dated rule replaced by what it says on a day.
    public func resolved(on day: CalendarDate, in catalogue: Catalogue) -> WrittenConditions {
        let problems = ProblemList()
        return WrittenConditions(
            node.replacing { key, text in
                Self.lengths.contains(key)
                    ? Condition.Length.rule(text).value(on: day, in: catalogue).map(String.init)
                    : nil
            }, problems)
    }

    public static func == (left: WrittenConditions, right: WrittenConditions) -> Bool {
        left.text == right.text
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

extension DeclarationNode {
    /// On one line, every word in quotation marks; reads back as the same node.
    var flow: String {
        switch shape {
        case .scalar(let text): Self.quoted(text)
        case .list(let items): "[" + items.map(\.flow).joined(separator: ", ") + "]"
        case .mapping(let entries):
            "{"
                + entries.map { "\(Self.quoted($0.key)): \($0.value.flow)" }
                .joined(separator: ", ") + "}"
        case .empty: ""
        }
    }

    private static func quoted(_ text: String) -> String {
        let inner = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
            .replacing("\n", with: "\\n").replacing("\t", with: "\\t")
        return "\"\(inner)\""
    }

    /// With other words in place of those that stand under a key, where there are any.
    func replacing(_ word: (_ key: String, _ text: String) -> String?) -> DeclarationNode {
        var node = self
        switch shape {
        case .mapping(let entries):
            node.shape = .mapping(
                entries.map { entry in
                    var entry = entry
                    if case .scalar(let text) = entry.value.shape {
                        if let other = word(entry.key, text) { entry.value.shape = .scalar(other) }
                    } else {
                        entry.value = entry.value.replacing(word)
                    }
                    return entry
                })
        case .list(let items): node.shape = .list(items.map { $0.replacing(word) })
        case .scalar, .empty: break
        }
        return node
    }
}
