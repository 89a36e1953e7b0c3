/// Signing in, one's own account, the accounts of others, and the first page of a day.
enum AccountStyle {
    static let text = forms + today

    private static let forms = """
        form.plain{max-width:calc(var(--form) + 50px);margin-bottom:20px}
        form.plain .field+.field{margin-top:16px}
        form.plain .send{margin-top:20px}
        form.plain>.send:first-of-type:last-child{margin-top:0}
        form.plain>.wrong{margin-bottom:16px;padding:8px 14px;border-left:4px solid var(--seal);
        background:var(--seal-tint);border-radius:4px}
        form.line{display:inline-flex;gap:8px;align-items:center;margin:0 8px 4px 0}
        form.line .form-control{width:auto;min-width:0;flex:1 1 8em}
        .person form{flex:none}
        .versions legend{float:left;width:100%}
        .versions .sides-three{clear:both}
        main>.pairs{margin-bottom:28px}
        main>p+.group{margin-top:28px}
        .offers{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,340px),1fr));gap:4px 20px}
        .offers form{display:flex;gap:10px;align-items:center}
        .offers code{white-space:nowrap}
        .offers .btn{flex:none;min-width:10.5em;text-align:left}
        .codes{display:grid;grid-template-columns:repeat(auto-fill,minmax(10em,1fr));gap:8px;
        max-width:var(--form);margin:0 0 20px;padding:16px 20px;list-style:none;background:#fff;
        border:1px solid var(--line);border-radius:6px}
        .codes code,code.secret{font-size:18px;letter-spacing:.06em;overflow-wrap:anywhere}
        ol.guide{padding-left:40px;list-style:decimal}
        ol.guide li{padding:4px 0;line-height:1.7}
        p.wrong{padding:10px 16px;border-left:4px solid var(--seal);background:var(--seal-tint);
        border-radius:4px}
        p.done{padding:10px 16px;border-left:4px solid var(--leaf);background:var(--leaf-tint);
        border-radius:4px}
        .notice form.line{margin:0 0 0 auto}
        .acts form.plain{display:inline-block;width:100%;max-width:340px;margin:0 12px 12px 0;
        vertical-align:top}

        """

    private static let today = """
        .todos{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,280px),1fr));gap:16px;
        margin:0;padding:0;list-style:none}
        .todos li{display:flex}
        .todo{display:flex;flex:1;flex-direction:column;gap:4px;padding:16px 20px;background:#fff;
        border:1px solid var(--line);border-left:4px solid var(--lake);border-radius:6px;
        color:var(--ink);text-decoration:none}
        .todo:hover{border-color:var(--lake)}
        .todo b{color:var(--lake);text-decoration:underline;text-underline-offset:3px}
        .todo .count{font-size:28px;font-weight:700;line-height:1.2}
        .todo .count small{margin-left:4px;font-size:14px;font-weight:400}
        .todo .when{font-size:14px}
        .starts{display:flex;flex-wrap:wrap;gap:10px;margin:0;padding:0;list-style:none}

        """
}
