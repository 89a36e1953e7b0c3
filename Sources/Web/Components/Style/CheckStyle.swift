/// The style of the checker's pages: part of `site.css`. A kind of finding has its own line under
/// the words and its own shape; the tint comes on top.
enum CheckStyle {
    static let text = form + results + narrow + print

    private static let form = """
        .drop .zone{position:relative;display:grid;gap:8px;justify-items:start;padding:32px 24px;
        border:2px dashed var(--edge);border-radius:6px;background:var(--paper)}
        .drop.live .zone{min-height:180px;align-content:center;justify-items:center;text-align:center}
        .drop .zone.over{border-color:var(--lake);border-style:solid;background:var(--sky)}
        .drop .zone b{font-size:20px}
        .drop .hint{display:none}.drop.live .hint{display:inline}
        .drop .chosen li{overflow-wrap:anywhere}.drop .chosen small{color:var(--ink-2)}
        .drop .before{margin-top:16px;padding-top:12px;border-top:1px solid var(--line)}
        .drop .before label{display:block;font-weight:600}
        .drop .before .note,.drop .send .note{margin-top:4px}
        .drop .send{display:flex;flex-wrap:wrap;gap:8px 20px;align-items:center;margin-top:20px}
        .drop .send .btn{min-width:9em;padding:9px 24px;font-weight:700}
        .drop .send .note{flex:1 1 20em;margin:0}
        .drop .btn:disabled{cursor:wait}
        .wrong{border-left:4px solid var(--seal)}.wrong h2{color:var(--seal)}
        .rule code{display:block;color:var(--ink-2)}
        span.rule:target{outline:3px solid var(--lake);outline-offset:4px}
        .examples{font-size:14px}.examples li{padding:3px 0}

        """

    private static let results = """
        .s-error{--mark:var(--seal);--tint:var(--seal-tint)}.s-warning{--mark:var(--amber);--tint:var(--amber-tint)}
        .s-note{--mark:var(--lake);--tint:var(--sky)}.s-untested{--mark:var(--ink-2);--tint:var(--grey-tint)}
        .s-held{--mark:var(--leaf);--tint:var(--leaf-tint)}
        .pill.s-error{background:var(--tint);color:var(--seal-deep)}
        .pill.s-warning{background:var(--tint);color:var(--amber-deep)}
        .pill.s-note{background:var(--tint);color:var(--lake-dark)}
        .pill.s-untested{background:var(--tint);color:var(--grey-deep)}
        .pill.s-held{background:var(--tint);color:var(--leaf-deep)}
        .checked{margin-bottom:40px}
        .checked>h2{overflow-wrap:anywhere;margin-bottom:8px}
        .checked>h2 small{margin-left:12px;font-size:14px;font-weight:400;color:var(--ink-2)}
        .tally{display:flex;flex-wrap:wrap;gap:8px;margin-bottom:16px}
        .tally a{display:block;padding:5px 14px 5px 6px;border:1px solid var(--edge);border-radius:18px;
        background:#fff;color:var(--ink);text-decoration:none}
        .tally a:hover{border-color:var(--lake-dark);background:var(--sky)}
        .tally .down a{padding-left:14px}
        .platform{margin-bottom:20px}.platform .note{margin:2px 0 8px}
        .sides{display:grid;grid-template-columns:minmax(0,1fr);gap:20px;align-items:start}
        .findings h3,.findings summary{margin:0;padding:8px 0;color:var(--ink);font-weight:600}
        .findings section+section,.findings details{margin-top:16px}
        .findings .note{margin:0 0 8px}
        .findings li{margin-bottom:10px;padding:10px 14px;background:#fff;line-height:1.6;
        border:1px solid var(--line);border-left:4px solid var(--mark);border-radius:4px}
        .findings li:target{background:var(--sky);outline:3px solid var(--lake);outline-offset:-1px}
        .findings .head{display:flex;flex-wrap:wrap;gap:0 10px;align-items:baseline;font-size:14px}
        .findings .head b{color:var(--mark);font-size:16px}
        .findings .head .rule{margin-left:auto}
        .findings blockquote{margin:4px 0;font-family:var(--serif);overflow-wrap:anywhere}
        .findings blockquote::before{content:"“"}.findings blockquote::after{content:"”"}
        .findings dl>div{display:grid;grid-template-columns:2.6em 1fr;font-size:14px}
        .findings dt{color:var(--ink-2)}.findings dd{overflow-wrap:anywhere}
        .findings li>p:last-child{font-size:14px;overflow-wrap:anywhere}
        .original{padding:28px 32px 28px 20px;background:#fff;border:1px solid var(--line);
        border-radius:6px;font-family:var(--serif);font-size:17px;line-height:1.9;min-width:0}
        .original>p{position:relative;min-height:1.9em;padding-left:3.6em;white-space:pre-wrap;
        overflow-wrap:anywhere}
        .original>p::before{content:attr(data-line);position:absolute;left:0;width:3.4em;
        padding-right:.9em;text-align:right;font:14px/2.3 var(--sans);color:var(--ink-2)}
        .original>p.heading{font-family:var(--sans);font-weight:600}
        .original .scroll{margin:12px 0 12px 3.6em;overflow-x:auto}
        .original table{font-size:15px;font-family:var(--sans)}
        .original th,.original td{padding:8px 12px;text-align:left;vertical-align:top}
        .original td{border:1px solid var(--line);white-space:pre-wrap}
        .original mark{padding:1px 0;background:var(--tint);border:0}
        .original mark.s-untested{background:none}
        .original mark.s-held{background:none;border-bottom:1px solid var(--mark)}
        .original mark a{color:inherit;text-decoration:underline solid 2px var(--mark);
        text-underline-offset:.3em}
        .original mark.s-warning a{text-decoration-style:dashed}
        .original mark.s-note a{text-decoration-style:wavy;text-decoration-thickness:1px}
        .original mark.s-untested a{text-decoration-style:dotted}
        .original mark a:hover{background:var(--sky)}
        .original sup{display:inline-block;margin-left:1px;font:600 12px/1 var(--sans);color:var(--mark);user-select:none}
        .original .at{scroll-margin-top:30vh}
        .original .at:target+mark,.original .at:target+.at+mark{outline:3px solid var(--lake);
        outline-offset:2px}
        @media (min-width:1100px){
        .tally .down{display:none}
        .sides{grid-template-columns:minmax(0,5fr) minmax(0,7fr)}
        .findings{position:sticky;top:3rem;max-height:calc(100vh - 4rem);overflow-y:auto;padding-right:8px;
        scroll-padding-top:8px}
        }

        """

    private static let narrow = """
        @media (max-width:640px){
        .drop .zone{padding:20px 14px}.drop .send .btn{width:100%}
        .tally a{min-height:44px;padding-top:8px}
        .original{padding:16px 14px}.original>p{padding-left:2.8em}.original>p::before{width:2.6em}
        .rules .table>tbody>tr>td{padding-left:0}
        .rules .table>tbody>tr>td::before{float:none;display:block;margin:0}
        .original .scroll{margin-left:0;border:1px solid var(--line);overflow-x:auto}
        .original th,.original td{padding:6px 8px}
        }

        """

    private static let print = """
        @media print{
        .drop,.tally{display:none}
        .sides{display:block}
        .findings{position:static;max-height:none;overflow:visible}
        .findings li{break-inside:avoid}
        .findings summary{display:block!important}
        details::details-content{content-visibility:visible;block-size:auto}
        .annex,.examples{display:none}
        .original{margin-top:16pt;border:0;padding:0;font-size:11pt}
        .original mark{background:none}
        }

        """
}
