/// How lists are asked: filters, chips of the chosen ones, facets, the hits of a search.
enum FilterStyle {
    static let text = filters + hits

    private static let filters = """
        .filters{display:flex;flex-wrap:wrap;gap:12px 16px;align-items:flex-end;background:#fff;
        border:1px solid var(--line);border-radius:6px;padding:16px 20px;margin-bottom:12px}
        .filters .field{flex:0 1 180px;min-width:140px}
        .filters .field:first-of-type{flex:1 1 240px;max-width:480px}
        .filters .field.act{flex:0 0 auto;min-width:0}
        .filters .form-label{margin:0;font-size:14px;font-weight:400;color:var(--ink-2)}
        .chips{display:flex;flex-wrap:wrap;gap:8px;margin-bottom:12px}
        .chips a{display:block;padding:2px 12px;border:1px solid var(--lake);border-radius:16px;
        background:var(--sky);color:var(--ink);text-decoration:none;font-size:14px}
        .chips a:hover{background:#fff}
        .chips a.clear{border-color:transparent;background:none;color:var(--lake);
        text-decoration:underline}
        .count{font-size:14px;color:var(--ink-2);margin-bottom:8px}

        """

    private static let hits = """
        .hits{list-style:none;margin:0;padding:0;background:#fff;border:1px solid var(--line)}
        .hits>li{padding:14px 18px;border-top:1px solid var(--line)}.hits>li:first-child{border-top:0}
        .hits h2{margin:0;font-size:16px;font-weight:600}.hits h2 .pill{margin-left:8px;font-weight:400}
        .hits p{margin:2px 0 0;font-size:14px;color:var(--ink-2)}.hits mark{color:var(--ink)}
        .facets{display:flex;flex-wrap:wrap;gap:8px;margin:0 0 14px;padding:0;list-style:none}
        .facets a{display:block;padding:4px 12px;border:1px solid var(--edge);border-radius:16px;
          background:#fff;text-decoration:none}
        .facets a[aria-current]{background:var(--sky);border-color:var(--lake);font-weight:700}
        .lag{color:var(--amber);font-weight:600}

        """
}
