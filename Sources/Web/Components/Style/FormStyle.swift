/// Forms in one column of 640 px: title above, help below, what is wrong in seal before the input.
enum FormStyle {
    static let text = fields + controls + rows + pickers + bar + merge

    private static let fields = """
        .edit,.merge{display:block}
        .questions{max-width:calc(var(--form) + 50px)}
        .questions:has(.grid){max-width:none}
        .form-field{max-width:var(--form);margin-top:22px;min-width:0}
        .form-field:has(.grid){max-width:none}
        h2+.form-field,.note+.form-field{margin-top:8px}
        .form-field>.form-label{display:block}
        legend{font-size:16px;line-height:1.7}
        .edit>.wrong,.edit>.warn{max-width:calc(var(--form) + 50px)}
        .need{margin-left:8px;font-size:14px;font-weight:400;color:var(--ink-2)}
        .form-text{margin-top:4px}
        .form-text span+span::before{content:" · "}
        .form-text.when{margin:0 0 4px}
        .earlier{display:flex;flex-wrap:wrap;gap:8px;align-items:center;margin-bottom:16px}
        .live .when{display:none}
        .wrong-field{border-left:4px solid var(--seal);padding-left:16px}
        .problem{margin:2px 0 4px;color:var(--seal);font-weight:600}
        .remark{margin:4px 0 6px;padding:6px 12px;background:var(--amber-tint);color:#4a3200;
        border-left:4px solid var(--amber);overflow-wrap:anywhere}
        .remark small{white-space:nowrap}
        .was{margin-top:4px;font-size:14px;color:var(--ink-2);overflow-wrap:anywhere}
        .wrong ul{margin-top:8px}.wrong li{padding:2px 0}
        .wrong a{color:var(--seal)}
        .further{margin-top:8px}
        .fixed{padding:6px 0}
        .questions>.actions{margin-top:16px}

        """

    private static let controls = """
        .short{max-width:320px}
        input[data-calendar]{display:inline-block;width:220px}
        .figure-input{text-align:right}input.rank{width:5em}
        .input-group .unit{flex:0 0 6.2em}
        .capitals{display:block;min-height:1.7em;font-size:14px;color:var(--ink-2)}
        .counter{font-size:14px;color:var(--ink-2);text-align:right}
        .counter.near{color:var(--amber);font-weight:600}
        .checks{display:flex;flex-wrap:wrap;gap:4px 28px}
        .form-check-label small{display:block;color:var(--ink-2)}
        .files{margin-bottom:6px}
        .files li{display:flex;flex-wrap:wrap;gap:0 16px;align-items:baseline;padding:4px 0;
        border-bottom:1px solid var(--line)}
        .files .form-check{margin-left:auto}
        .files small{color:var(--ink-2)}

        """

    private static let rows = """
        .grid:focus{outline:none}
        .grid .table{min-width:max-content}
        .grid .table>tbody>tr>*{padding:4px 6px}
        .grid tbody th{min-width:0;width:3em;padding-top:10px!important;color:var(--ink-2)}
        .grid .form-control,.grid .form-select{min-width:7em}
        .grid .figure-input{min-width:8em}
        .grid .day{min-width:8.5em}
        .grid .problem{font-size:14px;max-width:20em}
        .grid .remark{font-size:14px;max-width:20em}
        .grid .act{width:3em}
        .grid .beside{font-size:14px;color:var(--ink-2);white-space:nowrap;text-align:right}
        .fixed-cell{display:block;padding:6px 0;font-weight:600;min-width:5em}
        .grid tfoot th{white-space:nowrap}
        .row-tools{display:flex;flex-wrap:wrap;gap:4px 16px;align-items:center;margin-top:8px}
        @media (min-width:641px){.grid .form-control:not(.figure-input,.day){width:100%;min-width:10em}}
        @media (max-width:640px){.grid .table{min-width:0}
        .grid .form-control,.grid .form-select{min-width:0;width:100%}
        .grid .table>:not(caption,thead)>tr>*{padding:4px 0}
        .grid .table td::before{float:none;display:block;width:auto;margin:0}}

        """

    private static let pickers = """
        .picker{position:relative}
        .picked{min-height:1.7em;font-size:14px;color:var(--ink-2)}
        .options{position:absolute;z-index:6;left:0;right:0;max-height:320px;overflow-y:auto;
        background:#fff;border:1px solid var(--edge);border-radius:0 0 4px 4px;
        box-shadow:0 6px 16px rgba(29,43,54,.18)}
        .options li{padding:7px 12px;cursor:pointer;border-bottom:1px solid var(--line);min-height:44px}
        .options li small{display:block;color:var(--ink-2)}
        .options li[aria-selected=true]{background:var(--sky);box-shadow:inset 4px 0 0 var(--lake)}
        .options .say{cursor:default;color:var(--ink-2)}
        .candidates{margin-top:6px;padding:10px 16px;background:var(--amber-tint);
        border-left:4px solid var(--amber)}
        .candidates legend{font-weight:600}

        """

    /// It stands over the page's foot; what has the focus is scrolled clear of it.
    private static let bar = """
        .save-bar{position:sticky;bottom:0;z-index:4;display:flex;flex-wrap:wrap;align-items:center;
        justify-content:space-between;gap:6px 20px;margin:0 -20px;padding:12px 20px;background:#fff;
        border-top:1px solid var(--edge);box-shadow:0 -4px 12px rgba(29,43,54,.08)}
        .save-state{color:var(--ink-2)}
        .save-state.lost{color:var(--amber);font-weight:600}
        @media (max-width:640px){.save-bar{margin:0 -14px;padding:8px 14px}
        .save-bar .btn:not(.btn-link){flex:1 1 auto}.save-bar .actions{width:100%}}
        @media (max-height:480px){.save-bar{position:static}}

        """

    private static let merge = """
        .versions legend{font-weight:600}.versions .pill{font-weight:400}
        .sides-three{display:grid;grid-template-columns:repeat(3,minmax(0,1fr));gap:12px}
        .version{margin:0;padding:8px 12px 8px 2.6em;border:1px solid var(--line);border-radius:4px}
        .version:has(:checked){border-color:var(--lake);background:var(--sky)}
        .version label{display:block;white-space:pre-line;overflow-wrap:anywhere}
        @media (max-width:640px){.sides-three{grid-template-columns:minmax(0,1fr)}}

        """
}
