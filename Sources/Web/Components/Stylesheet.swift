/// The style of every page: `site.css`, after Bootstrap's, whose variables carry the tokens of the
/// look. Colours are never the only sign of anything.
enum Stylesheet {
    static let text = TokenStyle.text + shared + PrintStyle.text + IssuedPaperStyle.text

    /// For a paper that stands alone in a file, without Bootstrap.
    static let alone = TokenStyle.text + TypeStyle.ground + shared + PrintStyle.text

    private static let shared =
        TypeStyle.text + FrameStyle.text + ControlStyle.text + FormStyle.text + ContentStyle.text
        + FilterStyle.text + AccountStyle.text
        + StateStyle.text + TableStyle.text + FigureStyle.text + DocumentStyle.text
        + CheckStyle.text + NarrowStyle.text
}
