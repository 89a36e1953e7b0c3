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

/// Papers that are signed and stamped.
enum IssuedPaperStyle {
    static let text = """
        .paper.issued{max-width:860px}
        .paper.across{max-width:none}
        .form-table{width:100%;margin:16px 0;border-collapse:collapse;font-size:16px;line-height:1.5}
        .form-table caption{caption-side:top;padding:0 0 4px;color:var(--ink);font-weight:700}
        .form-table th,.form-table td{border:1px solid var(--ink);padding:6px 10px;text-align:left;
        overflow-wrap:anywhere}
        .form-table tbody th{width:9em;font-weight:600;background:var(--paper)}
        .form-table.list{font-size:14px}
        .form-table.list tbody th{width:auto}
        .form-table .sum td,.form-table tfoot td{font-weight:700}
        .paper header .doc-no{color:var(--ink);margin:0 0 12px}
        .annex{margin-top:48px;padding-top:24px;border-top:1px dashed var(--line)}
        .annex h2{text-align:center;font-size:24px;margin:8px 0 12px}
        .annex-mark{font-family:var(--sans);font-weight:600}
        .annex .unit{text-align:right;font-size:14px;margin:0}
        .form-table .num{text-align:right;font-variant-numeric:tabular-nums}
        .form-table .sign{height:64px;vertical-align:bottom}
        .form-table .sign span+span{float:right}
        .check-line{margin-top:32px;padding-top:8px;border-top:1px solid var(--line);font-size:13px;
        font-family:var(--sans);line-height:1.6;overflow-wrap:anywhere}
        @media print{.issued .form-table tbody th{background:none}
        .issued tr{break-inside:avoid}
        .annex{break-before:page;border:0;margin:0;padding:0}
        body:has(.paper.across){page:list}
        body:has(.paper.issued) .foot,body:has(.paper.issued) .top{display:none}}

        """
}
