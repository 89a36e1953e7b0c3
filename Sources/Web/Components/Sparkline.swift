/// A figure's course over the years as a small drawing; the numbers stand where it leads.
struct Sparkline: Sendable {
    /// Oldest first; nothing where there is no value.
    let values: [Double?]
    let label: String

    private static let width = 120.0
    private static let height = 32.0

    var html: HTML {
        let known = values.compactMap { $0 }
        guard known.count > 1, let low = known.min(), let high = known.max() else { return "" }
        let span = high > low ? high - low : 1
        let step = (Self.width - 8) / Double(max(values.count - 1, 1))
        var path = ""
        var last = (x: 0.0, y: 0.0)
        var isOpen = false
        for (index, value) in values.enumerated() {
            guard let value else {
                isOpen = false
                continue
            }
            last.x = 4 + Double(index) * step
            last.y = 4 + (Self.height - 8) * (1 - (value - low) / span)
            path += (isOpen ? "L" : "M") + Self.text(last.x) + " " + Self.text(last.y)
            isOpen = true
        }
        return """
            <svg class="spark" viewBox="0 0 120 32" role="img" aria-label="\(label)">\
            <path d="\(path)" fill="none" stroke="#12657a" stroke-width="2"/>\
            <circle cx="\(Self.text(last.x))" cy="\(Self.text(last.y))" r="3" fill="#12657a"/></svg>
            """
    }

    /// One decimal is finer than a pixel.
    private static func text(_ number: Double) -> String {
        let tenths = Int((number * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
