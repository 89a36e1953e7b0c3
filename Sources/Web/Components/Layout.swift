import Accounts
import Catalogue
import Registers
import Values

/// What header, footer and trail of a page say.
struct Frame: Sendable {
    /// The parts of the platform that the main navigation names.
    enum Section: String, CaseIterable, Sendable {
        case today = "工作台"
        case overview = "一年一览"
        case worklists = "工作清单"
        case approvals = "审批"
        case calls = "申报"
        case returns = "报表"
        case projects = "项目"
        case funds = "资金"
        case figures = "指标"
        case registers = "登记册"
        case reports = "报告"
        case check = "核对"
        case journal = "日志"
        case members = "单位成员"
        case accounts = "账号"
        case security = "安全事件"

        /// Whether there is anything there for the viewer: the routes decide as much.
        func isFor(_ viewer: Viewer, in catalogue: Catalogue) -> Bool {
            guard registers.allSatisfy({ catalogue.register($0) != nil }) else { return false }
            let acts = viewer.role.acts
            let reads = acts.contains(.read) && viewer.seesInternal
            switch self {
            case .today: return viewer.account != nil
            case .overview, .reports, .journal: return reads && !viewer.isLimited
            case .figures, .worklists: return reads && viewer.role.reach != .organisation
            case .registers, .check: return reads
            case .approvals: return viewer.account != nil && reads && !viewer.isLimited
            case .calls: return reads && viewer.role.registers?.contains("call") ?? true
            case .returns:
                return reads && viewer.role.registers?.contains("collection-sheet") ?? true
            case .projects: return reads && viewer.role.registers?.contains("project") ?? true
            case .funds:
                let own = viewer.isLimited ? "allocation" : "budget-line"
                return reads && viewer.role.registers?.contains(own) ?? true
            case .members: return Accounts.seesMembers(viewer)
            case .accounts: return acts.contains(.manageAccounts) || acts.contains(.approveAccounts)
            case .security: return acts.contains(.audit)
            }
        }

        /// What a catalogue must declare for the part to be there at all.
        private var registers: [String] {
            switch self {
            case .approvals: ["approval", "absence"]
            case .calls: ["call", "application"]
            case .returns: ["collection", "collection-sheet"]
            case .projects: ["project", "project-contract"]
            case .funds: ["budget-line", "final-account", "allocation"]
            default: []
            }
        }

        func link(_ year: Int?) -> Link {
            switch self {
            case .today: .today
            case .approvals: .approvals
            case .members: .members
            case .accounts: .accounts
            case .security: Link(.securityEvents)
            case .overview: .overview(year)
            case .figures: .figures(Link.question(year, nil))
            case .worklists: .worklists()
            case .registers: .registers
            case .calls: Link(.calls)
            case .returns: .returns
            case .projects: Link(.projects)
            case .funds: Link(.funds, [], Link.question(year, nil))
            case .reports: .reports
            case .check: .check
            case .journal: .journal()
            }
        }
    }

    let title: String
    let city: String
    let section: Section?
    let trail: [Crumb]
    /// The year that the page speaks of, kept while one walks through the navigation.
    let year: Int?
    let isDemonstration: Bool
    let viewer: Viewer
    /// The parts that the navigation leads to.
    let sections: [Section]
    /// The business day on which the page was made.
    let today: String
    var head: JournalHeadLine?
    let hasCharts: Bool
    /// A line for the printed page: the day up to which its figures count.
    var asOf: String?
    /// Whether the header has the search box; the page of results has a larger one of its own.
    var hasSearch = true
    /// Whoever is signed in.
    var person: Person?

    /// The box asks all registers; who may see none has no use for it.
    var searches: Bool { hasSearch && sections.contains(.registers) }

    /// The hidden field that every form of this session carries.
    var csrfField: HTML { person.map { Person.field($0.csrf) } ?? "" }
}

/// One step of the trail that leads to a page.
struct Crumb: Sendable {
    let title: String
    let link: Link
}

/// The whole document around a page's content.
enum Layout {
    static func page(_ frame: Frame, _ content: HTML) -> HTML {
        var text = ""
        text.reserveCapacity(content.text.utf8.count + 4_096)
        text += head(frame).text
        text += band(frame).text
        text += "<main id=\"main\" class=\"wide\" tabindex=\"-1\">"
        text += trail(frame).text
        text += content.text
        text += "</main>"
        text += foot(frame).text
        return HTML(trusted: text)
    }

    /// A document without the platform's bands, for a paper that stands alone.
    /// - Parameter standalone: for a file without a server: the style is inside.
    static func paper(_ title: String, _ body: HTML, standalone: Bool) -> HTML {
        let style: HTML =
            standalone
            ? "<style>\(HTML(trusted: Stylesheet.alone))</style>" : styles
        return """
            <!DOCTYPE html>
            <html lang="zh-CN"><head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(title)</title>\(style)</head><body>
            \(body)</body></html>

            """
    }

    private static func head(_ frame: Frame) -> HTML {
        let charts: HTML =
            frame.hasCharts
            ? "<script defer src=\"\(Assets.link(Assets.chartScript))\"></script>" : ""
        return """
            <!DOCTYPE html>
            <html lang="zh-CN"><head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(frame.title) · \(frame.city)科技 · 洞庭</title>
            <link rel="icon" href="\(Assets.link(Assets.iconName))" type="image/svg+xml">
            \(styles)
            \(charts)<script defer src="\(Assets.link(Assets.scriptName))"></script></head>
            """
    }

    /// Where a part begins for the viewer.
    private static func link(_ section: Frame.Section, _ frame: Frame) -> Link {
        section == .funds && frame.viewer.isLimited ? .receivedFunds : section.link(frame.year)
    }

    private static func band(_ frame: Frame) -> HTML {
        let items = frame.sections.map {
            section -> HTML in
            let current = section == frame.section ? (frame.trail.isEmpty ? "page" : "true") : nil
            return """
                <li><a href="\(link(section, frame))"\(attribute: "aria-current", current)>\
                \(section.rawValue)</a></li>
                """
        }
        let year: HTML? = frame.year.map {
            "<a class=\"year\" href=\"\(Link.overview($0))\">\($0)<span>年</span></a>"
        }
        return """
            <body\(attribute: "data-session-seconds", frame.person?.sessionSeconds.map(String.init))>\
            <a class="skip" href="#main">跳到正文</a>
            \(demonstration(frame.isDemonstration))<header class="band"><div class="wide">
            <a class="brand" href="\(Link.today)">\(Assets.mark)<span><b>\(frame.city)</b>\
            <small>科技工作开放平台 · 洞庭</small></span></a>
            \(frame.searches ? search : HTML.empty)\(frame.person.map(\.html))</div>
            <nav aria-label="主导航"><div class="wide"><details><summary>菜单</summary></details>\
            <ul>\(items)</ul>\(year)</div></nav></header>
            """
    }

    /// Bootstrap first, so that ours has the last word.
    private static let styles: HTML = """
        <link rel="stylesheet" href="\(Assets.link(Assets.bootstrapStyle))">\
        <link rel="stylesheet" href="\(Assets.link(Assets.styleName))">
        """

    private static let search: HTML = """
        <form class="find input-group" method="get" action="\(Link.search())" role="search" aria-label="全部登记册">\
        <label class="visually-hidden" for="find">在全部登记册里检索</label>\
        <input type="search" class="form-control" id="find" name="q" maxlength="100" placeholder="名称、编号、拼音首字母" \
        autocomplete="off" data-search><button class="btn">检索</button></form>
        """

    static func demonstration(_ isDemonstration: Bool) -> HTML {
        guard isDemonstration else { return "" }
        return """
            <div class="demo" role="note"><b>演示</b> 本城市的单位、人员和记录均为合成，不是真实数据</div>
            """
    }

    private static func trail(_ frame: Frame) -> HTML {
        guard !frame.trail.isEmpty else { return "" }
        let steps = frame.trail.map { crumb -> HTML in
            "<li class=\"breadcrumb-item\"><a href=\"\(crumb.link)\">\(crumb.title)</a></li>"
        }
        return """
            <nav class="trail" aria-label="所在位置"><ol class="breadcrumb">\(steps)\
            <li class="breadcrumb-item active" aria-current="page">\(frame.title)</li></ol></nav>
            """
    }

    /// The journal is for those who see the whole city.
    private static func entry(_ number: Int64, _ frame: Frame) -> HTML {
        guard frame.sections.contains(.journal) else { return "\(number)" }
        return "<a href=\"\(Link.entry(number))\">\(number)</a>"
    }

    private static func foot(_ frame: Frame) -> HTML {
        let head: HTML? = frame.head.map {
            """
            <p>日志第 \(entry($0.number, frame)) 号 · 摘要 \
            <code title="\($0.digest)">\(String($0.digest.prefix(12)))</code> · \($0.at.businessTime)</p>
            """
        }
        let asOf = frame.asOf.map { "数据截至 \($0) · " } ?? ""
        return """
            <footer class="foot"><div class="wide"><p>\(asOf)\(frame.city)科学技术局 · 生成于 \(frame.today) · \
            以“\(frame.viewer.role.title)”查看</p>\(head)</div></footer></body></html>

            """
    }
}
