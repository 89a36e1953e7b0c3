/// What is left of a project's title where spaces, punctuation and empty phrases are taken away and
/// letters are of one kind: two titles with the same key are the same title.
public enum TitleKey {
    /// Phrases that every other title has, longest first; only what remains tells titles apart.
    private static let phrases = [
        "关键技术研究与应用示范", "关键技术研究及应用", "关键技术研究与应用", "关键技术研究", "的研究与应用",
        "研究与应用", "应用研究", "的研究", "研究", "关于",
    ]

    /// The key of a title; at most 200 characters, as the register keeps it.
    public static func of(_ title: String) -> String {
        let plain = letters(of: title)
        var rest = plain
        for phrase in phrases { rest = rest.replacing(phrase, with: "") }
        // A title of nothing but phrases is told by all of it.
        return String((rest.count >= 4 ? rest : plain).prefix(200))
    }

    /// Letters and digits alone, full-width forms as the usual ones, in lower case.
    private static func letters(of title: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in title.unicodeScalars {
            let usual =
                (0xFF01...0xFF5E).contains(scalar.value)
                ? Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar : scalar
            if usual.properties.isAlphabetic || usual.properties.numericType != nil {
                scalars.append(usual)
            }
        }
        return String(scalars).lowercased()
    }
}
