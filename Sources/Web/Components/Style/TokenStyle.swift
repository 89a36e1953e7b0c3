/// The tokens of the look, and Bootstrap's variables set to them. A colour is named here and
/// nowhere else; the numbers beside them are contrast on white.
enum TokenStyle {
    static let text = tokens + bootstrap

    /// ink 14.5, ink-2 6.5, lake 6.6, lake-dark 9.8, seal 6.7, amber 5.9, leaf 6.4, edge 3.5.
    private static let tokens = """
        :root{--ink:#1d2b36;--ink-2:#51606b;--lake:#12657a;--lake-dark:#0c4a5a;--sky:#e6f0f2;
        --paper:#f7f8f6;--line:#d5dbdb;--seal:#a8321f;--amber:#8a5a00;--leaf:#2e6b3f;
        --edge:#7c8a91;--edge-dark:#7fb3bf;
        --seal-tint:#fbe7e3;--amber-tint:#fbf1dc;--leaf-tint:#e7f1e9;--grey-tint:#eceeee;
        --seal-deep:#8c2617;--amber-deep:#6b4600;--leaf-deep:#24552f;--grey-deep:#3d4a54;
        --sans:"Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif;
        --serif:"FangSong","仿宋","STFangsong","Noto Serif CJK SC","Songti SC",serif;
        --mono:ui-monospace,"DejaVu Sans Mono",monospace;
        --small:14px;--body:16px;--large:20px;--display:28px;--form:640px}

        """

    private static let bootstrap = """
        :root{--bs-body-color:var(--ink);--bs-body-bg:var(--paper);--bs-body-font-family:var(--sans);
        --bs-body-font-size:var(--body);--bs-body-line-height:1.7;--bs-font-monospace:var(--mono);
        --bs-link-color:var(--lake);--bs-link-hover-color:var(--lake-dark);--bs-code-color:var(--ink);
        --bs-highlight-bg:#fbe9b7;--bs-border-color:var(--line);--bs-border-radius:4px;
        --bs-primary:var(--lake);--bs-danger:var(--seal);--bs-warning:var(--amber);
        --bs-success:var(--leaf)}

        """
}
