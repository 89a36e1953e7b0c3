/// What a browser calls itself, in words by which its owner knows it again: `Firefox · Windows`.
enum AgentWords {
    /// The more special name first: nearly all of them also say that they are Safari.
    private static let browsers = [
        ("MicroMessenger/", "微信"), ("Edg/", "Edge"), ("QQBrowser/", "QQ 浏览器"),
        ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]
    private static let systems = [
        ("Android", "安卓"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("HarmonyOS", "鸿蒙"),
        ("Windows", "Windows"), ("Mac OS X", "macOS"), ("Linux", "Linux"),
    ]

    /// - Parameter agent: the header `User-Agent`; anybody may write anything into it.
    static func text(_ agent: String) -> String {
        let known = [browsers, systems].compactMap { list in
            list.first { agent.contains($0.0) }?.1
        }
        if !known.isEmpty { return known.joined(separator: " · ") }
        return agent.isEmpty ? "—" : String(agent.prefix(40))
    }
}
