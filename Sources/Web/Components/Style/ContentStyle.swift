/// What pages are put together from: heading, panels, groups, pairs of name and value, tiles.
enum ContentStyle {
    static let text = """
        .top{display:flex;flex-wrap:wrap;align-items:flex-end;justify-content:space-between;
        gap:12px 24px;margin-bottom:20px}
        .lede{color:var(--ink-2);max-width:46em;margin-top:4px}
        .actions{display:flex;flex-wrap:wrap;gap:8px}
        .menu{position:relative}
        .menu>summary.btn{padding-right:32px;
        background:#fff url(chevron.svg) no-repeat right 10px center/12px}
        .menu ul{position:absolute;right:0;z-index:5;min-width:100%;width:max-content;margin-top:4px;
        background:#fff;border:1px solid var(--edge);border-radius:4px;padding:4px 0}
        .menu li a{display:block;padding:6px 14px}
        .menu li a:hover{background:var(--sky)}
        .panel{background:#fff;border:1px solid var(--line);border-radius:6px;padding:20px 24px;
        margin-bottom:24px}
        .panel>h2{margin-bottom:12px}
        section.group{margin-bottom:32px}
        section.group>h2{margin-bottom:12px;display:flex;gap:12px;align-items:baseline}
        section.group>h2 small{font-size:14px;font-weight:400;color:var(--ink-2)}
        .pager{display:flex;align-items:center;gap:16px;margin-top:16px;font-size:14px}
        .empty{background:#fff;border:1px dashed var(--edge);border-radius:6px;padding:32px 24px;
        text-align:center}
        .empty .btn{margin-top:12px}
        .pairs{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:0 40px}
        .pairs>div{display:grid;grid-template-columns:9.5em 1fr;gap:12px;padding:7px 0;
        border-bottom:1px solid var(--line);line-height:1.6}
        .pairs>div.long{grid-column:1/-1}
        .pairs dt{color:var(--ink-2);font-size:14px;padding-top:2px}
        .pairs dd{overflow-wrap:anywhere}
        .pairs .masked{letter-spacing:.05em}
        .note{color:var(--ink-2);font-size:14px;margin-top:12px}
        .tiles{display:grid;grid-template-columns:repeat(auto-fill,minmax(230px,1fr));gap:12px}
        .tiles a{display:flex;justify-content:space-between;gap:12px;align-items:baseline;height:100%;
        padding:12px 16px;background:#fff;border:1px solid var(--line);border-radius:6px;
        text-decoration:none}
        .tiles a:hover{border-color:var(--lake);background:var(--sky)}
        .tiles .n{color:var(--ink-2)}
        .failure{max-width:640px;padding:24px 0}
        .failure .code{font-size:28px;color:var(--seal);font-weight:700}
        .failure p{margin-top:8px}
        ul.plain{margin-top:12px}
        ul.plain li{padding:4px 0}
        .standing{display:flex;flex-wrap:wrap;gap:8px 28px;margin-bottom:20px;padding:12px 20px;
        background:#fff;border:1px solid var(--line);border-radius:6px}
        .standing b{font-size:20px;font-variant-numeric:tabular-nums}
        .sheet-due{margin-bottom:12px}
        .marks li{padding:4px 0}
        .upload .field{max-width:var(--form);margin-top:14px}
        .upload .send,.upload .actions{margin-top:16px}
        .add-file{margin-top:16px}.add-file>summary{cursor:pointer;color:var(--lake);font-weight:600}

        """
}
