import Yams

/// A piece of declared text with the place of each part, merged over the layers.
struct DeclarationNode: Sendable {
    struct Entry: Sendable {
        let key: String
        let place: Place
        var value: DeclarationNode
    }

    indirect enum Shape: Sendable {
        case scalar(String)
        case list([DeclarationNode])
        case mapping([Entry])
        case empty
    }

    let place: Place
    var shape: Shape

    /// Reads one YAML text; a syntax error becomes a problem with its line.
    static func read(yaml: String, file: String, layer: String, problems: ProblemList)
        -> DeclarationNode?
    {
        do {
            guard let node = try Yams.compose(yaml: yaml) else {
                return DeclarationNode(
                    place: Place(file: file, line: 1, layer: layer), shape: .empty)
            }
            var seen: Set<[Int]> = []
            return convert(node, file: file, layer: layer, problems: problems, seen: &seen)
        } catch let error as YamlError {
            let (line, message) = explain(error)
            problems.add(
                Place(file: file, line: line, layer: layer), "YAML 不合语法：\(message)",
                advice: "检查缩进、冒号后的空格和引号")
        } catch {
            problems.add(
                Place(file: file, line: 1, layer: layer), "YAML 读不出：\(error)", advice: "检查文件")
        }
        return nil
    }

    private static func explain(_ error: YamlError) -> (Int, String) {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            return (mark.line, problem)
        case .duplicatedKeysInMapping(let duplicates, let context):
            return (context.mark.line, "键重复：\(duplicates.joined(separator: "、"))")
        default:
            return (1, String(describing: error))
        }
    }

    private static let aliased = "用了 YAML 别名"
    private static let aliasAdvice = "目录里不用 & 和 *，直接写出内容"

    private static func convert(
        _ node: Node, file: String, layer: String, problems: ProblemList, seen: inout Set<[Int]>
    ) -> DeclarationNode {
        let place = Place(file: file, line: node.mark?.line ?? 1, layer: layer)
        switch node {
        case .scalar(let scalar):
            if scalar.string.isEmpty && scalar.style == .plain {
                return DeclarationNode(place: place, shape: .empty)
            }
            // The parser puts anchored content in place of its aliases: the same text stands twice.
            if let mark = node.mark, !seen.insert([mark.line, mark.column]).inserted {
                problems.add(place, aliased, advice: aliasAdvice)
            }
            return DeclarationNode(place: place, shape: .scalar(scalar.string))
        case .sequence(let items):
            return DeclarationNode(
                place: place,
                shape: .list(
                    items.map {
                        convert($0, file: file, layer: layer, problems: problems, seen: &seen)
                    }))
        case .mapping(let pairs):
            var entries: [Entry] = []
            for (key, value) in pairs {
                let at = Place(file: file, line: key.mark?.line ?? place.line, layer: layer)
                guard let name = key.scalar?.string else {
                    problems.add(at, "键不是一个词", advice: "键写成一个词，例如 title")
                    continue
                }
                entries.append(
                    Entry(
                        key: name, place: at,
                        value: convert(
                            value, file: file, layer: layer, problems: problems, seen: &seen)))
            }
            return DeclarationNode(place: place, shape: .mapping(entries))
        case .alias:
            problems.add(place, aliased, advice: aliasAdvice)
            return DeclarationNode(place: place, shape: .empty)
        }
    }

    /// Lays `upper` over this node: mappings merge by key, everything else is replaced, and
    /// `remove: true` takes a key away.
    func merged(with upper: DeclarationNode) -> DeclarationNode {
        guard case .mapping(var entries) = shape, case .mapping(let over) = upper.shape else {
            return upper
        }
        for entry in over {
            let index = entries.firstIndex { $0.key == entry.key }
            if entry.value.removes {
                if let index { entries.remove(at: index) }
            } else if let index {
                entries[index] = Entry(
                    key: entry.key, place: entry.place,
                    value: entries[index].value.merged(with: entry.value))
            } else {
                entries.append(entry)
            }
        }
        return DeclarationNode(place: place, shape: .mapping(entries))
    }

    private var removes: Bool {
        guard case .mapping(let entries) = shape, entries.count == 1 else { return false }
        guard entries[0].key == "remove", case .scalar("true") = entries[0].value.shape else {
            return false
        }
        return true
    }

    var scalar: String? {
        if case .scalar(let text) = shape { text } else { nil }
    }

    var entries: [Entry] {
        if case .mapping(let entries) = shape { entries } else { [] }
    }

    subscript(key: String) -> DeclarationNode? {
        entries.first { $0.key == key }?.value
    }
}
