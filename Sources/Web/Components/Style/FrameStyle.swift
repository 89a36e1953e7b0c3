/// What stands around every page: header, navigation, trail, footer.
enum FrameStyle {
    static let text = band + navigation + person + around

    private static let band = """
        .wide{width:100%;max-width:1200px;margin:0 auto;padding:0 20px}
        .skip{position:absolute;left:8px;top:-60px;z-index:9;padding:8px 16px;background:#fff}
        .skip:focus{top:8px}
        .demo{background:#fbe9b7;color:#4a3200;border-bottom:2px solid var(--amber);
        padding:6px 20px;text-align:center;font-size:14px}
        .demo b{margin-right:8px;padding:1px 8px;border:1.5px solid currentColor;letter-spacing:.2em}
        .band{background:var(--lake-dark);color:#fff}
        .band .wide{display:flex;align-items:center;flex-wrap:wrap;gap:0 24px;min-height:60px}
        .band a{color:#fff;text-decoration:none}
        .band :focus-visible,.skip:focus-visible{outline-color:#fff;box-shadow:0 0 0 6px var(--ink)}
        .brand{display:flex;align-items:center;gap:12px;padding:8px 0;line-height:1.3;margin-right:auto}
        .brand b{display:block;font-size:20px;letter-spacing:.06em}
        .brand small{color:#d7e6ea}
        .lake{width:36px;height:36px;border-radius:6px;outline:1px solid #4b8a9a}
        .find{width:300px}
        .find .form-control,.find .btn{height:38px;border-color:var(--edge-dark)}
        .find .btn{--bs-btn-bg:var(--lake);--bs-btn-color:#fff;--bs-btn-hover-bg:var(--lake-dark);
        --bs-btn-hover-color:#fff}

        """

    /// One line from 1,100 px on; below, the `details` before the list opens and closes it.
    private static let navigation = """
        .band nav{background:#083a47}
        .band nav .wide{min-height:0;flex-wrap:nowrap}
        .band nav ul{display:flex;flex:1;margin-left:-12px}
        .band nav li a{display:block;padding:10px 12px 7px;border-bottom:4px solid transparent;
        white-space:nowrap}
        .band nav li a:hover{border-bottom-color:var(--edge-dark)}
        .band nav li a[aria-current]{border-bottom-color:#fff;font-weight:700}
        .band nav details{display:none}
        .year{font-size:16px;font-weight:700;padding:2px 10px;border:1px solid var(--edge-dark);
        border-radius:4px;white-space:nowrap}
        .year span{font-size:14px;font-weight:400;margin-left:2px}
        @media (max-width:1099px){
        .band nav .wide{flex-wrap:wrap}
        .band nav details{display:block;flex:1}
        .band nav summary{color:#fff;padding:8px 0;min-height:44px;font-weight:700}
        .band nav details:not([open])~ul{display:none}
        .band nav ul{order:3;flex:1 0 100%;display:grid;margin:0;padding-bottom:8px;
        grid-template-columns:repeat(auto-fill,minmax(150px,1fr))}
        .band nav li a{padding:12px 10px;border-bottom:1px solid #2a6274}
        .band nav li a[aria-current]{border-bottom-color:#fff}
        }

        """

    private static let person = """
        .person{display:flex;align-items:center;gap:4px 14px;font-size:14px;line-height:1.3}
        .person .who{display:block;padding:6px 0}
        .person .who b{display:block;font-size:16px}
        .person .who small{color:#d7e6ea}
        .person .notices{padding:8px 0;white-space:nowrap}
        .person .notices b{display:inline-block;min-width:22px;margin-left:4px;padding:0 6px;
        border-radius:11px;background:#fff;color:var(--lake-dark);text-align:center;line-height:22px}
        .person .notices b.none{background:none;color:#fff;border:1px solid var(--edge-dark);line-height:20px}
        .person .btn{--bs-btn-bg:transparent;--bs-btn-color:#fff;--bs-btn-border-color:var(--edge-dark);
        --bs-btn-hover-bg:var(--lake);--bs-btn-hover-color:#fff;padding:4px 12px;font-size:14px}

        """

    private static let around = """
        main{flex:1;padding-top:24px!important;padding-bottom:48px!important}
        main:focus{outline:none}
        .breadcrumb{align-items:baseline;--bs-breadcrumb-divider:"›";--bs-breadcrumb-margin-bottom:12px;
        --bs-breadcrumb-font-size:14px;--bs-breadcrumb-divider-color:var(--ink-2);
        --bs-breadcrumb-item-active-color:var(--ink-2);--bs-breadcrumb-padding-x:0}
        .breadcrumb-item+.breadcrumb-item::before{float:none}
        .foot{border-top:1px solid var(--line);background:#fff;color:var(--ink-2);font-size:14px}
        .foot .wide{display:flex;flex-wrap:wrap;justify-content:space-between;gap:4px 32px;
        padding-top:16px;padding-bottom:16px}

        """
}
