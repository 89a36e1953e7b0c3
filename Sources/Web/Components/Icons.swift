/// Small images that stand where Bootstrap has `data:` images, served as files because the
/// Content-Security-Policy takes images from the site alone.
enum Icons {
    /// By the names the stylesheet asks for.
    static let files: [String: String] = [
        "chevron.svg": svg(
            """
            <path fill="none" stroke="#1d2b36" stroke-linecap="round" stroke-linejoin="round" \
            stroke-width="2" d="m2 5 6 6 6-6"/>
            """),
        "check.svg": svg(
            """
            <path fill="none" stroke="#fff" stroke-linecap="round" stroke-linejoin="round" \
            stroke-width="2.5" d="m3.5 8.5 3 3 6-7"/>
            """),
        "dot.svg": svg("<circle cx=\"8\" cy=\"8\" r=\"3.6\" fill=\"#fff\"/>"),
    ]

    private static func svg(_ drawing: String) -> String {
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 16 16\">\(drawing)</svg>"
    }
}
