/// Documents set like documents, and what stands beside them.
enum DocumentStyle {
    static let text = """
        .paper{background:#fff;border:1px solid var(--line);border-radius:6px;padding:56px 64px;
        font-family:var(--serif);font-size:18px;line-height:1.9;min-width:0}
        .paper header{text-align:center;border-bottom:3px solid var(--seal);padding-bottom:20px;
        margin-bottom:28px}
        .paper header h1,.paper header h2{font-size:28px;letter-spacing:.02em}
        .paper header p{color:var(--ink-2);font-size:16px;margin-top:8px}
        .paper .section{margin-top:28px;font-size:20px;font-family:var(--sans)}
        .paper .part{margin-top:16px;font-size:18px;font-family:var(--sans)}
        .paper p.passage{text-indent:2em;text-align:justify;overflow-wrap:anywhere}
        .paper a{text-decoration-style:dotted}
        .paper [title]{cursor:help}
        .paper .stamp{margin-top:40px;text-align:right}
        .side{font-size:14px;position:sticky;top:16px}
        .side .panel{padding:16px 20px}
        .side h2{font-size:16px}
        .side dt{color:var(--ink-2)}
        .side dd{margin-bottom:8px;overflow-wrap:anywhere}
        .warn{border-left:4px solid var(--amber)!important}
        .warn li{padding:4px 0;border-bottom:1px solid var(--line)}
        .sheet{display:grid;grid-template-columns:minmax(0,1fr) 300px;gap:24px;align-items:start}

        """
}
