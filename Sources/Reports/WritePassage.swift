import Catalogue
import Figures

/// Fills the figures into passages and gathers what a person should look at.
struct PassageWriting {
    let catalogue: Catalogue
    let year: Int
    /// The answers by the figure's name.
    let results: [String: FigureResult]
    private let literals: LiteralFigures
    private(set) var warnings: [String] = []

    init(_ catalogue: Catalogue, year: Int, results: [FigureResult]) {
        self.catalogue = catalogue
        self.year = year
        self.results = Dictionary(results.map { ($0.definition.name, $0) }) { first, _ in first }
        literals = LiteralFigures(units: catalogue.figures.map(\.unit))
    }

    /// The spans of a passage.
    /// - Parameter place: the chapter, part and paragraph, for warnings.
    mutating func spans(of text: PassageText, at place: String) -> [ComposedReport.Span] {
        var spans: [ComposedReport.Span] = []
        var typed = ""
        func say(_ words: String) {
            if let last = spans.indices.last, spans[last].figure == nil {
                spans[last].text += words
            } else {
                spans.append(.init(text: words))
            }
        }
        for piece in text.pieces {
            switch piece {
            case .words(let words):
                say(words)
                typed += words
            case .year:
                say(String(year))
                typed.append(LiteralFigures.blank)
            case .figure(let name, let face):
                guard let result = results[name] else {
                    say(Self.missing(name))
                    warn(unknownFigure(name), at: place)
                    continue
                }
                let words = FigureWords(result, face)
                if let problem = words.problem { warn(problem) }
                // A typed number before a figure's unit is still a typed number.
                if face == .unit { typed += words.text } else { typed.append(LiteralFigures.blank) }
                if words.text.isEmpty { continue }
                if face == .unit {
                    say(words.text)
                } else {
                    spans.append(.init(text: words.text, figure: name))
                }
            case .unknown(let written):
                say(Self.missing(written))
                warn("看不懂占位符 {{\(written)}}。\(advice(written))", at: place)
            case .broken(let name):
                say(Self.missing(name))
                warn("占位符“\(name)”的大括号不成对。写成 {{figure.指标名}}，两边各两个大括号。", at: place)
            }
        }
        lookForNumbers(typed, at: place)
        return spans
    }

    static func missing(_ name: String) -> String { "〔无此指标：\(name)〕" }

    mutating func warn(_ problem: String, at place: String? = nil) {
        let warning = place.map { "\($0)：\(problem)" } ?? problem
        if !warnings.contains(warning) { warnings.append(warning) }
    }

    private mutating func lookForNumbers(_ typed: String, at place: String) {
        for quote in literals.find(in: typed) {
            warn("直接写了数字“\(quote)”。改成 {{figure.指标名}}，数字就有了出处。", at: place)
        }
        if typed.contains("figure.") || typed.contains("｛") {
            warn("有像占位符又不是占位符的字。写成 {{figure.指标名}}，用两个半角大括号。", at: place)
        }
    }

    private func unknownFigure(_ name: String) -> String {
        if let figure = catalogue.figures.first(where: { $0.reference == name }) {
            return "\(name) 是指标的编号，占位符里要写名称：{{figure.\(figure.name)}}。"
        }
        let names = catalogue.figures.map(\.name)
        return "没有指标 \(name)。\(Catalogue.advice(for: name, among: names))"
    }

    private func advice(_ written: String) -> String {
        let faces = PassageText.Face.allCases.map(\.rawValue).filter { !$0.isEmpty }
        let parts = written.split(separator: ".", omittingEmptySubsequences: false)
        if parts.count == 3, parts[0] == "figure", catalogue.figure(String(parts[1])) != nil {
            return "指标名后面的" + Catalogue.advice(for: String(parts[2]), among: faces)
        }
        if parts.count == 1, catalogue.figure(written) != nil {
            return "是否想写 {{figure.\(written)}}？"
        }
        return "可以写 {{year}}、{{figure.指标名}}，指标名后可接 .\(faces.joined(separator: "、."))。"
    }
}
