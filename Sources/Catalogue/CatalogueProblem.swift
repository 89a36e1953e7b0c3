/// Where a declaration stands: file, line and the layer that the file belongs to.
public struct Place: Hashable, Sendable, CustomStringConvertible {
    public let file: String
    public let line: Int
    public let layer: String

    public init(file: String, line: Int, layer: String) {
        self.file = file
        self.line = line
        self.layer = layer
    }

    public var description: String { "\(file):\(line)（\(layer)）" }
}

/// One mistake in the catalogue: where it is, what is wrong, what to do.
public struct CatalogueProblem: Error, Hashable, Sendable, CustomStringConvertible {
    public let place: Place
    public let message: String
    public let advice: String

    public init(_ place: Place, _ message: String, advice: String) {
        self.place = place
        self.message = message
        self.advice = advice
    }

    public var description: String { "\(place)：\(message)。\(advice)" }
}

/// All mistakes of a catalogue at once; thrown instead of a catalogue that is partly right.
public struct CatalogueProblems: Error, Sendable, CustomStringConvertible {
    public let problems: [CatalogueProblem]

    public init(_ problems: [CatalogueProblem]) { self.problems = problems }

    public var description: String {
        problems.map(\.description).joined(separator: "\n") + "\n目录定义共有 \(problems.count) 处错误。"
    }
}

/// Gathers problems while a catalogue is read, so that its author sees them all in one go.
final class ProblemList {
    private(set) var problems: [CatalogueProblem] = []

    func add(_ place: Place, _ message: String, advice: String) {
        problems.append(CatalogueProblem(place, message, advice: advice))
    }

    /// The problems in reading order, each once.
    var sorted: [CatalogueProblem] {
        Array(Set(problems)).sorted {
            ($0.place.file, $0.place.line, $0.message) < ($1.place.file, $1.place.line, $1.message)
        }
    }
}

/// The known word nearest to a mistyped one, if it is near enough to be what was meant.
func nearest(to word: String, among known: some Sequence<String>) -> String? {
    let best = known.map { (editDistance(word, $0), $0) }.min { $0 < $1 }
    guard let best, best.0 <= (word.utf8.count == word.count ? max(2, word.count / 3) : 1) else {
        return nil
    }
    return best.1
}

private func editDistance(_ left: String, _ right: String) -> Int {
    let a = Array(left)
    let b = Array(right)
    var row = Array(0...b.count)
    for i in 0..<a.count {
        var diagonal = row[0]
        row[0] = i + 1
        for j in 0..<b.count {
            let above = row[j + 1]
            row[j + 1] = min(above + 1, row[j] + 1, diagonal + (a[i] == b[j] ? 0 : 1))
            diagonal = above
        }
    }
    return row[b.count]
}

extension Catalogue {
    /// “did you mean” for a word that should be one of `known`, or what may stand there.
    public static func advice(for word: String, among known: some Collection<String>) -> String {
        if let near = nearest(to: word, among: known) { return "是否想写 \(near)？" }
        let list = known.sorted()
        return "可用：" + list.prefix(20).joined(separator: "、") + (list.count > 20 ? " 等" : "")
    }
}
