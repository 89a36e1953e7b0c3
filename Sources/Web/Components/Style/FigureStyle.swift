/// Figures: cards, comparisons, years, charts on their tables.
enum FigureStyle {
    static let text = cards + charts

    private static let cards = """
        .years{display:flex;flex-wrap:wrap;gap:4px}
        .years a{padding:4px 12px;border:1px solid transparent;border-radius:4px;text-decoration:none}
        .years a:hover{border-color:var(--lake)}
        .years a[aria-current]{background:var(--lake);color:#fff;font-weight:700}
        .cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(255px,1fr));gap:16px}
        .card{--bs-card-border-color:var(--line);--bs-card-border-radius:6px;height:100%;
        padding:16px 20px 12px;color:var(--ink);text-decoration:none}
        .card:hover{border-color:var(--lake);background:#fbfdfd;color:var(--ink)}
        .card h3{color:var(--lake)}
        .value{line-height:1.3;margin-top:6px}
        .value .n{font-size:28px;font-weight:700}
        .value .unit{color:var(--ink-2);margin-left:4px}
        .value .none{color:var(--ink-2)}
        .forecast{color:var(--amber);font-weight:700}
        .versus{font-size:14px;min-height:1.7em}
        .compare{display:inline-block;margin-right:12px}
        .compare.up>span{color:var(--leaf)}
        .compare.down>span{color:var(--seal)}
        .compare.level>span{color:var(--ink-2)}
        .themes{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:0 16px}
        .themes .group{grid-column:1/-1}
        .themes .half{grid-column:auto}
        .themes .half .cards{grid-template-columns:repeat(auto-fill,minmax(220px,1fr))}
        .spark{width:120px;height:32px;margin:6px 0 2px}
        .asof{margin-top:auto;font-size:14px;color:var(--ink-2)}

        """

    private static let charts = """
        .charts{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:16px}
        .chart-block{background:#fff;border:1px solid var(--line);border-radius:6px;padding:16px 20px;
        min-width:0}
        .chart-block:only-child,.chart-block.full{grid-column:1/-1}
        .chart{position:relative}
        .chart.drawn{height:400px;margin-top:8px}
        .chart.drawn.few{height:240px}
        .chart-block:last-child:nth-child(odd){grid-column:1/-1}
        .charts+.group{margin-top:32px}
        .chart-block details{margin-top:8px}
        .chart-block .scroll{max-height:320px;overflow:auto}
        .big .value .n{font-size:40px}
        .two{display:grid;grid-template-columns:minmax(0,5fr) minmax(0,4fr);gap:24px;align-items:start}
        ol.conditions{list-style:disc;padding-left:1.3em}
        ol.conditions li{padding:1px 0}
        .change del{color:var(--ink-2)}
        .change ins{text-decoration:none;font-weight:600}

        """
}
