/// Signing in, one's own account, and the desk with what waits.
enum AccountStyle {
    static let text = forms + desk

    private static let forms = """
        form.plain{max-width:520px}
        form.plain .field{margin-bottom:16px}
        form.plain .wrong{margin-bottom:16px}
        p.wrong{padding:10px 16px;background:var(--seal-tint);border-left:4px solid var(--seal);
        border-radius:4px}
        p.done{padding:10px 16px;background:var(--leaf-tint);border-left:4px solid var(--leaf);
        border-radius:4px}
        form.line{display:inline-flex;flex-wrap:wrap;gap:6px;margin:2px 6px 2px 0;vertical-align:middle}
        form.line .form-control{width:10em}
        .notice form.line{margin:0 0 0 auto}
        .acts form.plain{display:inline-block;width:100%;max-width:340px;margin:0 12px 12px 0;
        vertical-align:top}
        .offers{display:grid;grid-template-columns:repeat(auto-fill,minmax(300px,1fr));gap:8px 20px}
        .offers form{display:flex;align-items:center;gap:10px}
        .offers .btn{min-width:11em}
        code.secret{font-size:16px;font-weight:700;overflow-wrap:anywhere;color:var(--ink)}
        .guide{margin:0 0 16px;padding-left:1.4em}
        .guide li{list-style:decimal;margin-bottom:8px}
        .codes{display:grid;grid-template-columns:repeat(auto-fill,minmax(160px,1fr));gap:8px;
        max-width:720px;margin-bottom:20px}
        .codes code{font-size:20px;color:var(--ink)}

        """

    private static let desk = """
        .todos{display:grid;grid-template-columns:repeat(auto-fit,minmax(260px,1fr));gap:16px}
        .todo{display:flex;flex-direction:column;gap:4px;height:100%;padding:16px 20px;background:#fff;
        border:1px solid var(--line);border-left:4px solid var(--lake);border-radius:6px;
        color:var(--ink);text-decoration:none}
        .todo:hover b{text-decoration:underline}
        .todo .count{font-size:28px;font-weight:700;font-variant-numeric:tabular-nums}
        .todo .count small{font-size:14px;font-weight:400;margin-left:4px}
        .starts{display:flex;flex-wrap:wrap;gap:8px}

        """
}
