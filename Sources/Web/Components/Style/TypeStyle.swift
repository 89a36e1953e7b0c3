/// Type and what is the same for every element: four sizes, weight rather than size, no motion.
enum TypeStyle {
    /// What Bootstrap gives every other page, for a paper that stands alone in a file.
    static let ground = """
        *,*::before,*::after{box-sizing:border-box}
        body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.7 var(--sans)}
        a{color:var(--lake)}table{border-collapse:collapse}pre{overflow:auto}
        .visually-hidden{position:absolute!important;width:1px;height:1px;margin:-1px;
        overflow:hidden;clip-path:inset(50%);white-space:nowrap}
        .table{width:100%}
        .table>:not(caption)>*>*{padding:8px 12px;border-bottom:1px solid var(--line)}

        """

    static let text = """
        html{-webkit-text-size-adjust:100%;scroll-padding-top:3rem;scroll-padding-bottom:6rem}
        :root{scroll-behavior:auto}
        *,*::before,*::after{transition:none!important}
        body{font-variant-numeric:tabular-nums;display:flex;flex-direction:column;min-height:100vh}
        h1,h2,h3,p,ul,ol,dl,dd,figure,table,fieldset{margin:0;padding:0}
        ul,ol{list-style:none}
        dt{font-weight:400}
        h1{font-size:var(--display);line-height:1.3;font-weight:700}
        h2{font-size:var(--large);line-height:1.4;font-weight:700}
        h3{font-size:var(--body);line-height:1.4;font-weight:600}
        small{font-size:var(--small)}
        a{text-underline-offset:.2em;text-decoration-thickness:1px}
        a:hover{text-decoration-thickness:2px}
        :focus-visible{outline:3px solid var(--ink);outline-offset:2px;border-radius:2px}
        code{font:14px/1.6 var(--mono);overflow-wrap:anywhere}
        pre{margin:0;padding:12px 16px;background:var(--paper);border:1px solid var(--line);
        border-radius:4px;font:14px/1.6 ui-monospace,"DejaVu Sans Mono",var(--sans)}
        mark{background:#fbe9b7;color:inherit;padding:0 1px;border-bottom:2px solid var(--amber)}
        details>summary{cursor:pointer;color:var(--lake);padding:6px 0;width:max-content}

        """
}
