/// A list of codes with their titles: choices, regions, counties, budget codes.
public struct CodeList: Sendable {
    public struct Code: Sendable {
        public let code: String
        public let title: String
        public let parent: String?
        /// First and last year in which the code may be chosen; nil is open.
        public let from: Int?
        public let to: Int?
    }

    public let name: String
    public let title: String
    public let source: String?
    public let codes: [Code]
    private let byCode: [String: Int]
    private let bySpelling: [String: [Int]]

    /// The table's name.
    public var table: String { "code_" + name.replacing("-", with: "_") }

    public subscript(code: String) -> Code? { byCode[code].map { codes[$0] } }

    /// The title of a code, or the code itself where it is unknown.
    public func title(of code: String) -> String { self[code]?.title ?? code }

    /// The code that a text stands for: the code itself, its title or another accepted spelling.
    ///
    /// Returns several where a title is used by more than one code (行政运行 stands in many
    /// branches of the budget codes): those must be given by code.
    public func find(_ text: String) -> [Code] {
        if let code = self[text] { return [code] }
        return (bySpelling[text] ?? []).map { codes[$0] }
    }

    init(name: String, title: String, source: String?, codes: [(code: Code, also: [String])]) {
        self.name = name
        self.title = title
        self.source = source
        self.codes = codes.map(\.code)
        var byCode: [String: Int] = [:]
        var bySpelling: [String: [Int]] = [:]
        for (index, entry) in codes.enumerated() {
            byCode[entry.code.code] = index
            for spelling in [entry.code.title] + entry.also {
                bySpelling[spelling, default: []].append(index)
            }
        }
        self.byCode = byCode
        self.bySpelling = bySpelling
    }
}

extension CodeList {
    static func read(_ name: String, _ reader: DeclarationReader) -> CodeList {
        reader.allow(["title", "source", "values"])
        let codes = reader.each("values").map { entry -> (code: Code, also: [String]) in
            if let title = entry.reader.node.scalar {
                return (Code(code: entry.name, title: title, parent: nil, from: nil, to: nil), [])
            }
            let value = entry.reader
            value.allow(["title", "parent", "from", "to", "also"])
            return (
                Code(
                    code: entry.name, title: value.required("title"), parent: value.text("parent"),
                    from: value.integer("from"), to: value.integer("to")),
                value.words("also")
            )
        }
        if codes.isEmpty {
            reader.problems.add(reader.node.place, "代码表 \(name) 是空的", advice: "补上 values:")
        }
        return CodeList(
            name: name, title: reader.required("title"), source: reader.text("source"), codes: codes
        )
    }
}
