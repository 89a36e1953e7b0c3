/// Reads the words whose characters are read otherwise than alone.
enum ReadingsDeclaration {
    static func read(_ node: DeclarationNode?, _ problems: ProblemList) -> [String: [String]] {
        var readings: [String: [String]] = [:]
        for entry in node?.entries ?? [] {
            let syllables = (entry.value.scalar ?? "").split(separator: " ").map(String.init)
            guard !syllables.isEmpty, syllables.count == entry.key.count else {
                problems.add(
                    entry.place, "“\(entry.key)”的读音与字数不合",
                    advice: "每个字一个音节，空格分开，例如 长沙: cháng shā")
                continue
            }
            readings[entry.key] = syllables
        }
        return readings
    }
}
