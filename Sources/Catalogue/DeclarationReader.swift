/// Reads one mapping by its known keys and notes every key that is wrong, missing or unknown.
struct DeclarationReader {
    let node: DeclarationNode
    let subject: String
    let problems: ProblemList

    init(_ node: DeclarationNode, _ subject: String, _ problems: ProblemList) {
        self.node = node
        self.subject = subject
        self.problems = problems
    }

    /// Notes keys that do not belong here, and a node that has no keys at all.
    func allow(_ known: [String]) {
        switch node.shape {
        case .mapping, .empty: break
        default: problems.add(node.place, "\(subject)应是一组“键: 值”", advice: "换行缩进写出各个键")
        }
        for entry in node.entries where !known.contains(entry.key) {
            problems.add(
                entry.place, "\(subject)里没有 \(entry.key) 这个键",
                advice: Catalogue.advice(for: entry.key, among: known))
        }
    }

    func place(of key: String) -> Place {
        node.entries.first { $0.key == key }?.place ?? node.place
    }

    func text(_ key: String) -> String? {
        guard let value = node[key] else { return nil }
        switch value.shape {
        case .scalar(let text): return text
        case .empty: return nil
        default:
            problems.add(place(of: key), "\(subject)的 \(key) 应是一个词或一句话", advice: "去掉缩进的内容")
            return nil
        }
    }

    func required(_ key: String) -> String {
        if let text = text(key) { return text }
        if node[key] == nil || node[key]?.scalar == nil {
            problems.add(node.place, "\(subject)缺少 \(key)", advice: "补上 \(key): …")
        }
        return ""
    }

    func flag(_ key: String, default value: Bool = false) -> Bool {
        guard let text = text(key) else { return value }
        switch text {
        case "true": return true
        case "false": return false
        default:
            problems.add(place(of: key), "\(subject)的 \(key) 应是 true 或 false", advice: "现为 \(text)")
            return value
        }
    }

    func integer(_ key: String) -> Int? {
        guard let text = text(key) else { return nil }
        if let value = Int(text) { return value }
        problems.add(place(of: key), "\(subject)的 \(key) 应是整数", advice: "现为 \(text)")
        return nil
    }

    func word<Word: RawRepresentable & CaseIterable>(_ key: String, _ type: Word.Type) -> Word?
    where Word.RawValue == String {
        guard let text = text(key) else { return nil }
        if let word = Word(rawValue: text) { return word }
        problems.add(
            place(of: key), "\(subject)的 \(key) 不能是 \(text)",
            advice: Catalogue.advice(for: text, among: Word.allCases.map(\.rawValue)))
        return nil
    }

    /// A list of words; a single word stands for a list of one.
    func words(_ key: String) -> [String] {
        guard let value = node[key] else { return [] }
        return Self.words(value, "\(subject)的 \(key)", problems)
    }

    static func words(_ value: DeclarationNode, _ subject: String, _ problems: ProblemList)
        -> [String]
    {
        switch value.shape {
        case .scalar(let text): return [text]
        case .empty: return []
        case .list(let items):
            return items.compactMap { item in
                if let text = item.scalar { return text }
                problems.add(item.place, "\(subject)里应都是词", advice: "写成 [甲, 乙]")
                return nil
            }
        case .mapping:
            problems.add(value.place, "\(subject)应是一列词", advice: "写成 [甲, 乙]")
            return []
        }
    }

    func mapping(_ key: String) -> DeclarationReader? {
        guard let value = node[key] else { return nil }
        return DeclarationReader(value, "\(subject)的 \(key)", problems)
    }

    /// The entries of a mapping under `key`, each with its own reader.
    func each(_ key: String) -> [(name: String, place: Place, reader: DeclarationReader)] {
        guard let mapping = mapping(key) else { return [] }
        return mapping.node.entries.map {
            ($0.key, $0.place, DeclarationReader($0.value, "\(subject)的 \($0.key)", problems))
        }
    }
}
