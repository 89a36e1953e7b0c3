/// Tables on Bootstrap's: sticky heads, figures right-aligned, sums set off.
enum TableStyle {
    static let text = """
        .scroll{overflow-x:auto;background:#fff;border:1px solid var(--line);border-radius:6px}
        caption{caption-side:top;text-align:left;padding:10px 12px;color:var(--ink-2);font-size:14px}
        .table{--bs-table-color:var(--ink);--bs-table-border-color:var(--line);
        --bs-table-hover-bg:#f3f8f9;--bs-table-hover-color:var(--ink);
        margin:0;line-height:1.4;vertical-align:top}
        .table>:not(caption)>*>*{padding:8px 12px;text-align:left}
        .table>tbody>tr:last-child>*{border-bottom:0}
        .table>thead>tr>th{position:sticky;top:0;background:#fff;font-size:14px;color:var(--ink-2);
        font-weight:600;white-space:nowrap;box-shadow:inset 0 -2px 0 var(--line)}
        thead a{color:inherit;text-decoration:none;display:block}
        thead a:hover{color:var(--lake);text-decoration:underline}
        .table>thead>tr>th[aria-sort]{color:var(--ink)}
        tbody th{font-weight:400;min-width:9em}
        .table-sm{font-size:14px}
        .table-sm>:not(caption)>*>*{padding:7px 10px}
        .tight{white-space:nowrap}
        .num{text-align:right!important;white-space:nowrap}
        .table>tfoot>tr>*{border-top:2px solid var(--line);border-bottom:0;font-weight:700}
        .minor{color:var(--ink-2);font-size:14px}
        .scroll+.panel,.pager+.panel,.empty+.panel{margin-top:24px}

        """
}
