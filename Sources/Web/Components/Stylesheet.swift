/// The style of every page: `site.css`. Tokens and measures are those of the look's description;
/// colours are never the only sign of anything.
enum Stylesheet {
    static let text =
        base + frame + content + tables + figures + document + narrow + print
        + CheckStyle.text

    private static let base = """
        :root{--ink:#1d2b36;--ink-2:#51606b;--lake:#12657a;--lake-dark:#0c4a5a;--sky:#e6f0f2;
        --paper:#f7f8f6;--line:#d5dbdb;--seal:#a8321f;--amber:#8a5a00;--leaf:#2e6b3f;
        --sans:"Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif;
        --serif:"FangSong","仿宋","STFangsong","Noto Serif CJK SC","Songti SC",serif}
        *,*::before,*::after{box-sizing:border-box}
        html{-webkit-text-size-adjust:100%;scroll-padding-top:3rem}
        body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.7 var(--sans);
        font-variant-numeric:tabular-nums;display:flex;flex-direction:column;min-height:100vh}
        h1,h2,h3,p,ul,ol,dl,dd,figure,table{margin:0;padding:0}
        ul,ol{list-style:none}
        h1{font-size:28px;line-height:1.3;font-weight:700}
        h2{font-size:20px;line-height:1.4;font-weight:700}
        h3{font-size:16px;line-height:1.4;font-weight:600}
        a{color:var(--lake);text-underline-offset:.2em;text-decoration-thickness:1px}
        a:hover{color:var(--lake-dark);text-decoration-thickness:2px}
        :focus-visible{outline:3px solid var(--ink);outline-offset:2px;border-radius:2px}
        code{font:14px/1.6 ui-monospace,"DejaVu Sans Mono",monospace;overflow-wrap:anywhere}
        pre{margin:0;padding:12px 16px;background:var(--paper);border:1px solid var(--line);
        border-radius:4px;overflow-x:auto;font:14px/1.6 ui-monospace,"DejaVu Sans Mono",var(--sans)}
        .sr{position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;
        clip-path:inset(50%);white-space:nowrap}
        .wide{width:100%;max-width:1200px;margin:0 auto;padding:0 20px}
        .skip{position:absolute;left:8px;top:-60px;z-index:9;padding:8px 16px;background:#fff}
        .skip:focus{top:8px}

        """

    private static let frame = """
        .demo{background:#fbe9b7;color:#4a3200;border-bottom:2px solid var(--amber);
        padding:6px 20px;text-align:center;font-size:14px}
        .demo b{margin-right:8px;padding:1px 8px;border:1.5px solid currentColor;letter-spacing:.2em}
        .band{background:var(--lake-dark);color:#fff}
        .band .wide{display:flex;align-items:center;flex-wrap:wrap;gap:0 32px;min-height:64px}
        .band a{color:#fff;text-decoration:none}
        .band :focus-visible,.skip:focus-visible{outline-color:#fff;
        box-shadow:0 0 0 6px var(--ink)}
        .brand{display:flex;align-items:center;gap:12px;padding:8px 0;line-height:1.3}
        .brand b{display:block;font-size:20px;letter-spacing:.06em}
        .brand small{font-size:14px;color:#d7e6ea}
        .mark{width:36px;height:36px;border-radius:6px;outline:1px solid #4b8a9a}
        .band nav{flex:1}
        .find{display:flex;margin-left:auto}
        .find input{width:200px;height:38px;padding:4px 10px;border:1px solid #7fb3bf;
          border-radius:4px 0 0 4px;background:#fff;color:var(--ink);font:inherit;font-size:15px}
        .find input::placeholder{color:var(--ink-2);opacity:1}
        .find button{height:38px;padding:0 14px;border:1px solid #7fb3bf;border-left:0;cursor:pointer;
          border-radius:0 4px 4px 0;background:#12657a;color:#fff;font:inherit;font-size:15px}
        mark{background:#fbe9b7;color:inherit;padding:0 1px;border-bottom:2px solid var(--amber)}
        .hits{list-style:none;margin:0;padding:0;background:#fff;border:1px solid var(--line)}
        .hits>li{padding:14px 18px;border-top:1px solid var(--line)}.hits>li:first-child{border-top:0}
        .hits h2{margin:0;font-size:16px;font-weight:600}.hits h2 .pill{margin-left:8px;font-weight:400}
        .hits p{margin:2px 0 0;font-size:14px;color:var(--ink-2)}.hits mark{color:var(--ink)}
        .facets{display:flex;flex-wrap:wrap;gap:8px;margin:0 0 14px;padding:0;list-style:none}
        .facets a{display:block;padding:4px 12px;border:1px solid #7c8a91;border-radius:16px;
          background:#fff;text-decoration:none}
        .facets a[aria-current]{background:var(--sky);border-color:var(--lake);font-weight:700}
        .lag{color:var(--amber);font-weight:600}
        .band nav ul{display:flex;flex-wrap:wrap}
        .band nav a{display:block;padding:18px 12px 14px;border-bottom:4px solid transparent}
        .band nav a:hover{border-bottom-color:#7fb3bf}
        .band nav a[aria-current]{border-bottom-color:#fff;font-weight:700}
        .year{font-size:20px;font-weight:700;padding:4px 12px;border:1px solid #7fb3bf;
        border-radius:4px}
        .year span{font-size:14px;font-weight:400;margin-left:2px}
        main{flex:1;padding-top:24px!important;padding-bottom:48px!important}
        main:focus{outline:none}
        .trail{font-size:14px;margin-bottom:12px}
        .trail ol{display:flex;flex-wrap:wrap;gap:0 8px}
        .trail li+li::before{content:"›";margin-right:8px;color:var(--ink-2)}
        .trail li[aria-current]{color:var(--ink-2)}
        .foot{border-top:1px solid var(--line);background:#fff;color:var(--ink-2);font-size:14px}
        .foot .wide{display:flex;flex-wrap:wrap;justify-content:space-between;gap:4px 32px;
        padding-top:16px;padding-bottom:16px}

        """

    private static let content = """
        .top{display:flex;flex-wrap:wrap;align-items:flex-end;justify-content:space-between;
        gap:12px 24px;margin-bottom:20px}
        .lede{color:var(--ink-2);max-width:46em;margin-top:4px}
        .actions{display:flex;flex-wrap:wrap;gap:8px}
        .button{display:inline-block;padding:6px 14px;border:1px solid #7c8a91;border-radius:4px;
        background:#fff;color:var(--ink);font:inherit;line-height:1.5;text-decoration:none;cursor:pointer}
        a.button:hover,button.button:hover,summary.button:hover{border-color:var(--lake-dark);background:var(--sky)}
        .button.primary{background:var(--lake);border-color:var(--lake);color:#fff}
        .button.primary:hover{background:var(--lake-dark);color:#fff}
        .button.off{color:var(--ink-2);border-color:var(--line);cursor:default}
        .menu{position:relative}
        .menu>summary.button{padding:6px 14px;color:var(--ink)}
        .menu ul{position:absolute;right:0;z-index:5;min-width:100%;width:max-content;margin-top:4px;
        background:#fff;border:1px solid #7c8a91;border-radius:4px;padding:4px 0}
        .menu li a{display:block;padding:6px 14px}
        .menu li a:hover{background:var(--sky)}
        .panel{background:#fff;border:1px solid var(--line);border-radius:6px;padding:20px 24px;
        margin-bottom:24px}
        .panel>h2{margin-bottom:12px}
        section.group{margin-bottom:32px}
        section.group>h2{margin-bottom:12px;display:flex;gap:12px;align-items:baseline}
        section.group>h2 small{font-size:14px;font-weight:400;color:var(--ink-2)}
        .filters{display:flex;flex-wrap:wrap;gap:12px 16px;align-items:flex-end;background:#fff;
        border:1px solid var(--line);border-radius:6px;padding:16px 20px;margin-bottom:12px}
        .field{flex:0 1 180px;min-width:140px}
        .field:first-of-type{flex:1 1 240px}
        .field.act{flex:0 0 auto;min-width:0}
        .field label{display:block;font-size:14px;color:var(--ink-2)}
        .field input,.field select{width:100%;height:38px;padding:4px 10px;border:1px solid #7c8a91;
        border-radius:4px;background:#fff;color:var(--ink);font:inherit}
        .field input::placeholder{color:var(--ink-2);opacity:1}
        .chips{display:flex;flex-wrap:wrap;gap:8px;margin-bottom:12px}
        .chips a{display:block;padding:2px 12px;border:1px solid var(--lake);border-radius:16px;
        background:var(--sky);color:var(--ink);text-decoration:none;font-size:14px}
        .chips a:hover{background:#fff}
        .chips a.clear{border-color:transparent;background:none;color:var(--lake);
        text-decoration:underline}
        .count{font-size:14px;color:var(--ink-2);margin-bottom:8px}
        .pager{display:flex;align-items:center;gap:16px;margin-top:16px;font-size:14px}
        .pill{display:inline-block;padding:0 10px;border-radius:12px;font-size:14px;line-height:1.7;
        background:var(--sky);color:var(--ink);white-space:nowrap}
        .pill.kept{background:#e7f1e9;color:#24552f}
        .pill.moving{background:#fbf1dc;color:#6b4600}
        .pill.ended{background:#eceeee;color:#3d4a54}
        .empty{background:#fff;border:1px dashed #7c8a91;border-radius:6px;padding:32px 24px;
        text-align:center}
        .empty .button{margin-top:12px}
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
        details>summary{cursor:pointer;color:var(--lake);padding:6px 0;width:max-content}

        """

    private static let tables = """
        .scroll{overflow-x:auto;background:#fff;border:1px solid var(--line);border-radius:6px}
        table{width:100%;border-collapse:collapse;line-height:1.4}
        caption{text-align:left;padding:10px 12px;color:var(--ink-2);font-size:14px}
        th,td{padding:8px 12px;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
        tbody tr:last-child>*{border-bottom:0}
        thead th{position:sticky;top:0;background:#fff;font-size:14px;color:var(--ink-2);
        font-weight:600;white-space:nowrap;box-shadow:inset 0 -2px 0 var(--line)}
        thead a{color:inherit;text-decoration:none;display:block}
        thead a:hover{color:var(--lake);text-decoration:underline}
        thead th[aria-sort]{color:var(--ink)}
        tbody th{font-weight:400;min-width:9em}
        tbody tr:hover>*{background:#f3f8f9}
        table.dense{font-size:14px}
        table.dense th,table.dense td{padding:7px 10px}
        .tight{white-space:nowrap}
        .num{text-align:right!important;white-space:nowrap}
        tfoot td,tfoot th{border-top:2px solid var(--line);border-bottom:0;font-weight:700}
        td.minor,.minor{color:var(--ink-2);font-size:14px}

        """

    private static let figures = """
        .years{display:flex;flex-wrap:wrap;gap:4px}
        .years a{padding:4px 12px;border:1px solid transparent;border-radius:4px;text-decoration:none}
        .years a:hover{border-color:var(--lake)}
        .years a[aria-current]{background:var(--lake);color:#fff;font-weight:700}
        .cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(255px,1fr));gap:16px}
        .card{display:flex;flex-direction:column;height:100%;padding:16px 20px 12px;background:#fff;
        border:1px solid var(--line);border-radius:6px;color:var(--ink);text-decoration:none}
        .card:hover{border-color:var(--lake);background:#fbfdfd;color:var(--ink)}
        .card h3{color:var(--lake)}
        .value{line-height:1.3;margin-top:6px}
        .value .n{font-size:28px;font-weight:700}
        .value .unit{color:var(--ink-2);margin-left:4px}
        .value .none{color:var(--ink-2)}
        .forecast{color:var(--amber);font-weight:700}
        .overdue{color:var(--seal);font-weight:700}
        .soon{color:var(--amber);font-weight:700}
        .work{padding:12px 20px;background:#fff;border:1px solid var(--line);border-radius:6px;
        border-left:4px solid var(--lake);margin-bottom:20px}
        .scroll+.panel,.pager+.panel,.empty+.panel{margin-top:24px}
        .work.late{border-left-color:var(--seal)}
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

    private static let document = """
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

    private static let narrow = """
        @media (max-width:900px){.charts,.two,.sheet,.themes{grid-template-columns:minmax(0,1fr)}
        .side{position:static}.paper{padding:32px 28px}}
        @media (max-width:640px){
        .wide{padding:0 14px}
        h1{font-size:24px}
        .band .wide{padding-top:6px;gap:0 12px;justify-content:space-between}
        .band nav{order:3;flex:1 0 100%;margin:0 -14px;overflow-x:auto;background:#083a47}
        .band nav ul{flex-wrap:nowrap}
        .band nav a{padding:12px 14px 8px;white-space:nowrap}
        .band nav :focus-visible{outline-offset:-4px;box-shadow:none}
        .find{order:2;flex:1 0 100%;margin:6px 0}.find input{flex:1;width:auto;min-width:0}
        .find input,.find button{height:48px}.facets a{padding:10px 14px}
        .filters{padding:14px}.field,.field:first-of-type{flex:1 1 45%;min-width:128px}
        .field.act{flex:1 1 100%}.field.act .button{width:100%}
        .field input,.field select,.button{min-height:48px}
        .button{padding-top:11px}
        .panel{padding:16px}.chart-block{padding:14px}
        .pairs{grid-template-columns:minmax(0,1fr)}
        .pairs>div{grid-template-columns:7em 1fr}
        .cards{grid-template-columns:minmax(0,1fr);gap:12px}
        .paper{padding:24px 18px;font-size:17px}
        .scroll{border:0;background:none;overflow:visible}
        .chart-block .scroll{max-height:none}
        thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
        thead.sorts{position:static;display:block;width:auto;height:auto;overflow:visible;clip-path:none}
        thead.sorts tr{display:flex;flex-wrap:wrap;align-items:center;gap:0 4px;margin-bottom:8px}
        thead.sorts tr::before{content:"排序";font-size:14px;color:var(--ink-2)}
        thead.sorts th{position:static;background:none;box-shadow:none;padding:0}
        thead.sorts th:not(:has(a)){display:none}
        thead.sorts a{padding:8px;color:var(--lake);text-decoration:underline}
        table,tbody,tfoot{display:block}
        tbody tr,tfoot tr{display:block;background:#fff;border:1px solid var(--line);border-radius:6px;
        margin-bottom:10px;padding:8px 14px}
        th,td,table.dense th,table.dense td{display:block;border:0;padding:4px 0}
        tbody th{font-weight:600;min-height:32px}
        td,td.num,td.tight,table.dense td{padding-left:8.5em;text-align:left!important;
        white-space:normal}
        td:empty{display:none}
        td::before{content:attr(data-label);float:left;width:7.8em;margin-left:-8.5em;
        color:var(--ink-2);font-size:14px}
        td::after{content:"";display:block;clear:both}
        }

        """

    private static let print = """
        @media print{
        @page{size:A4;margin:22mm 18mm;@bottom-center{content:counter(page) " / " counter(pages)}}
        @page list{size:A4 landscape}
        body{background:#fff;color:#000;font-size:11pt}
        body:has(table.dense){page:list}
        table.dense{font-size:9pt}
        table.dense th,table.dense td{padding:3px 6px;min-width:0}
        a{color:#000;text-decoration:none}
        .find,.band,.trail,.skip,.filters,.chips,.pager,.actions,.years,.side,summary{display:none!important}
        .demo{display:block;background:#fff;color:#000;border:1px solid #000}
        .scroll,.panel,.card,.chart-block,.paper{border-color:#999;overflow:visible;
        break-inside:avoid-page}
        .paper{border:0;padding:0;font-size:12pt;break-inside:auto}
        .scroll,.panel{break-inside:auto}
        tr{break-inside:avoid}
        thead{display:table-header-group}
        thead th{position:static}
        .foot{background:#fff;color:#000;border-top:1px solid #000}
        }

        """
}
