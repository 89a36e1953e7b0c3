/// The years one may look at, the chosen one marked.
struct YearSwitch: Sendable {
    /// Oldest first.
    let years: [Int]
    let chosen: Int
    let link: @Sendable (Int) -> Link

    var html: HTML {
        let items = years.suffix(12).map { year -> HTML in
            """
            <a href="\(link(year))"\(attribute: "aria-current", year == chosen ? "true" : nil)>\(year)</a>
            """
        }
        return "<nav class=\"years\" aria-label=\"年度\">\(items)</nav>"
    }
}
