import Applications
import Awards
import Catalogue
import Values

/// Ways to what is public, on every page of it.
enum OpenWays {
    static func html(_ here: RoutePattern) -> HTML {
        let ways: [(title: String, pattern: RoutePattern)] = [
            ("申报通知", .openCalls), ("立项项目", .openProjects), ("查验纸件", .verification),
        ]
        let links = ways.map { way -> HTML in
            """
            <a class="btn" href="\(Link(way.pattern))"\
            \(attribute: "aria-current", way.pattern == here ? "page" : nil)>\(way.title)</a>
            """
        }
        return "<nav class=\"actions\" aria-label=\"公开信息\">\(links)</nav>"
    }
}

/// When a call takes applications, in words that the server's clock made.
struct CallHours: Sendable {
    let call: OpenCall
    let now: Instant
    let calendar: WorkingCalendar

    /// A pill of where it stands.
    var pill: HTML {
        let kind: Pill.Kind =
            switch call.standing {
            case .open: .moving
            case .upcoming, .preparing: .new
            case .decided: .kept
            case .closed, .cancelled: .ended
            }
        return Pill(title: call.standing.title, kind: kind).html
    }

    /// The closing time with what is left: on the last day hours and minutes too.
    var closing: HTML {
        guard call.standing == .open || call.standing == .upcoming,
            let moment = CallTime.instant(call.closesAt)
        else { return "\(call.closesAt)" }
        if call.standing == .open, moment.businessDate == now.businessDate {
            return
                "<span class=\"due soon\">\(call.closesAt) <span class=\"left\">\(Self.left(from: now, to: moment))</span></span>"
        }
        let due = DueMark(
            due: moment.businessDate, hour: String(call.closesAt.dropFirst(11)),
            today: now.businessDate, calendar: calendar)
        return due.html
    }

    /// 还有 3 小时 20 分.
    static func left(from now: Instant, to moment: Instant) -> String {
        let seconds = (moment.milliseconds - now.milliseconds) / 1_000
        guard seconds >= 60 else { return "还有 \(max(0, seconds)) 秒" }
        let minutes = seconds / 60
        return minutes < 60 ? "还有 \(minutes) 分" : "还有 \(minutes / 60) 小时 \(minutes % 60) 分"
    }
}

/// Calls for whoever has no account: what one may apply to now, and what became of the others.
struct OpenCallsPage: Sendable {
    let frame: Frame
    let calls: [OpenCall]
    let now: Instant
    let catalogue: Catalogue

    var html: HTML {
        let open = calls.filter { [.open, .upcoming].contains($0.standing) }
        let over = calls.filter { ![.open, .upcoming].contains($0.standing) }
        return LeafPage(
            frame: frame,
            lead: "正在受理的申报通知和截止时间，以及以往各次申报收了多少、立了多少、用了多少天。"
                + "时间都是北京时间，以本平台服务器为准。",
            action: OpenWays.html(.openCalls),
            content: "\(section("正在受理", open, emptyOpen))\(section("已截止", over, emptyOver))\(data)"
        ).html
    }

    private var emptyOpen: HTML {
        EmptyState(sentence: "现在没有正在受理的申报。新的通知发布以后会列在这里。").html
    }
    private var emptyOver: HTML { EmptyState(sentence: "还没有截止的申报。").html }

    private var data: HTML {
        """
        <p class="note">同样的内容可以直接下载：<a href="\(Link(.openCallsTable))">CSV</a>、\
        <a href="\(Link(.openCallsJSON))">JSON</a>。</p>
        """
    }

    private func section(_ title: String, _ calls: [OpenCall], _ empty: HTML) -> HTML {
        let head: HTML = "<h2>\(title)<small>\(calls.count) 个</small></h2>"
        guard !calls.isEmpty else {
            return "<section class=\"group\">\(head)\(empty)</section>"
        }
        let table = Table(
            caption: title,
            columns: [
                .init(title: "申报通知"), .init(title: "科技计划"), .init(title: "年度", isTight: true),
                .init(title: "受理开始", isTight: true), .init(title: "受理截止"), .init(title: "状态"),
            ],
            rows: calls.map { call in
                let hours = CallHours(call: call, now: now, calendar: catalogue.calendar)
                return [
                    "<a href=\"\(Link.openCall(call.id))\">\(call.title)</a>",
                    "\(catalogue.list("programmes")?[call.programme]?.title ?? call.programme)",
                    "\(String(call.year))", "\(call.opensAt)", hours.closing, hours.pill,
                ]
            })
        return "<section class=\"group\">\(head)\(table.html)</section>"
    }
}

/// A text of several paragraphs as it was typed.
struct Paragraphs: Sendable {
    let text: String

    var html: HTML {
        let parts = text.split(separator: "\n", omittingEmptySubsequences: true)
        return "\(each: parts.map(String.init), { "<p>\($0)</p>" })"
    }
}
