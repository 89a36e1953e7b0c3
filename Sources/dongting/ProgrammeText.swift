import Applications
import Catalogue
import Values

/// A programme as it is read, every dated rule with what it says today and its source.
struct ProgrammeText {
    private let programme: Programme
    private let terms: CallTerms
    private let words: ProgrammeWords

    init(_ programme: Programme, _ catalogue: Catalogue) {
        self.programme = programme
        terms = CallTerms(programme, catalogue, on: Clock.system.today)
        words = ProgrammeWords(catalogue)
    }

    var lines: [String] {
        var lines = [
            "科技计划 \(programme.name)：\(programme.title)（\(programme.abbreviation)），声明于 \(programme.place)",
            "  \(words.mode(terms.mode))，依据 \(programme.source)",
        ]
        for section in words.sections(terms) {
            lines.append(section.title)
            for item in section.items {
                let source = item.source.map { "  【\($0)】" } ?? ""
                lines.append("  \(item.title)：\(item.words)\(source)")
            }
        }
        return lines
    }
}
