/// States, terms and work that waits: always words with a shape, the colour comes on top.
enum StateStyle {
    static let text = """
        .pill{display:inline-block;padding:0 10px;border-radius:12px;font-size:14px;line-height:1.7;
        background:var(--sky);color:var(--ink);white-space:nowrap}
        .pill.kept{background:var(--leaf-tint);color:var(--leaf-deep)}
        .pill.moving{background:var(--amber-tint);color:var(--amber-deep)}
        .pill.ended{background:var(--grey-tint);color:var(--grey-deep)}
        .overdue{color:var(--seal);font-weight:700}
        .soon{color:var(--amber);font-weight:700}
        .work{padding:12px 20px;background:#fff;border:1px solid var(--line);border-radius:6px;
        border-left:4px solid var(--lake);margin-bottom:20px}
        .work.late{border-left-color:var(--seal)}

        """
}
