/// States, terms and work that waits: always words with a shape, the colour comes on top.
enum StateStyle {
    static let text = pills + notices + steps

    private static let pills = """
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

    private static let notices = """
        .notice{display:flex;gap:12px;margin-bottom:20px;padding:10px 16px;background:#fff;
        border:1px solid var(--line);border-left:4px solid var(--lake);border-radius:4px}
        .notice.done{border-left-color:var(--leaf);background:var(--leaf-tint)}
        .notice.caution{border-left-color:var(--amber);background:var(--amber-tint)}
        .notice.wrong{border-left-color:var(--seal);background:var(--seal-tint)}
        .notice a{font-weight:600}
        .notice p{overflow-wrap:anywhere;min-width:0}
        .notice.session{position:sticky;top:8px;z-index:7}
        .due .left{white-space:nowrap}
        .due.soon,.due.overdue{font-weight:400;color:inherit}
        .due.soon .left{color:var(--amber);font-weight:700}
        .due.overdue .left{color:var(--seal);font-weight:700}

        """

    private static let steps = """
        .steps{display:flex;margin-bottom:24px;padding:14px 20px;background:#fff;
        border:1px solid var(--line);border-radius:6px}
        .steps li{position:relative;flex:1 1 0;display:flex;gap:8px;min-width:0;padding-right:12px;
        color:var(--ink-2);line-height:1.4}
        .steps small{display:block;overflow-wrap:anywhere}
        .steps .now{color:var(--ink);font-weight:700}
        .steps .now small{font-weight:400}
        .steps .done .dot{color:var(--leaf)}
        .steps .now .dot{color:var(--amber)}
        @media (max-width:900px){.steps{flex-direction:column;gap:10px}}

        """
}
