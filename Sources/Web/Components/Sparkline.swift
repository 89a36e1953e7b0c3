/// A figure's course over the years as a small drawing; the numbers stand where it leads.
struct Sparkline: Sendable {
    /// Oldest first; nothing where there is no value.
    let values: [Double?]
    let label: String

    private static let width = 120.0
    private static let height = 32.0

    var html: HTML {
        let course = Array(values.drop { $0 == nil })
        let known = course.compactMap { $0 }
        guard known.count > 1, let low = known.min(), let high = known.max() else { return "" }
        let span = high > low ? high - low : 1
        let step = (Self.width - 8) / Double(max(course.count - 1, 1))
        var path = ""
        var dots: [HTML] = []
        for (index, value) in course.enumerated() {
            guard let value else { continue }
            let x = Self.text(4 + Double(index) * step)
            let y = Self.text(4 + (Self.height - 8) * (1 - (value - low) / span))
            let isOpen = index > 0 && course[index - 1] != nil
            path += (isOpen ? "L" : "M") + x + " " + y
            // A year that stands alone between years without data is a point, the last one too.
            let isAlone = !isOpen && (index + 1 == course.count || course[index + 1] == nil)
            if isAlone || index + 1 == course.count {
                dots.append("<circle cx=\"\(x)\" cy=\"\(y)\" r=\"3\" fill=\"#12657a\"/>")
            }
        }
        return """
            <svg class="spark" viewBox="0 0 120 32" role="img" aria-label="\(label)">\
            <path d="\(path)" fill="none" stroke="#12657a" stroke-width="2"/>\(dots)</svg>
            """
    }

    /// One decimal is finer than a pixel.
    private static func text(_ number: Double) -> String {
        let tenths = Int((number * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
