import Applications
import Catalogue
import Values

/// The programmes of the city, for those who open calls from them.
struct ProgrammesPage: Sendable {
    struct Line: Sendable {
        let programme: Programme
        let mode: String
        let section: String
        /// Calls so far, and those open now.
        let calls: Int
        let open: Int
    }

    let frame: Frame
    let lines: [Line]

    var html: HTML {
        let table = Table(
            caption: "科技计划",
            columns: [
                .init(title: "科技计划"), .init(title: "简称", isTight: true),
                .init(title: "方式", isTight: true), .init(title: "主管科室"),
                .init(title: "类别"), .init(title: "申报通知", isNumber: true),
                .init(title: "正在受理", isNumber: true),
            ],
            rows: lines.map { line in
                let programme = line.programme
                return [
                    "<a href=\"\(Link.programme(programme.name))\">\(programme.title)</a>",
                    "\(programme.abbreviation)", "\(line.mode)", "\(line.section)",
                    "\(programme.kinds.map(\.title).joined(separator: "、"))", "\(line.calls)",
                    "\(line.open)",
                ]
            })
        return LeafPage(
            frame: frame,
            lead: "本市的科技计划和各自的规定：给谁、要什么、怎么评、给多少、怎么管。点开一个，看全部规定和依据，从那里开一次申报。",
            action: """
                <div class="actions"><a class="btn" href="\(Link(.condenseTopic))">由需求凝练指南方向</a></div>
                """,
            content: lines.isEmpty
                ? EmptyState(sentence: "还没有声明科技计划。在 catalogue/programmes 里写一个。").html
                : table.html
        ).html
    }
}

/// All rules of one programme as they are today, each with its ground.
struct ProgrammePage: Sendable {
    struct CallLine: Sendable {
        let id: Int64
        let title: String
        let year: Int
        let state: HTML
    }

    let frame: Frame
    let programme: Programme
    let terms: CallTerms
    let words: ProgrammeWords
    let section: String
    let calls: [CallLine]
    let topics: [TrailStop]
    /// Where a call is opened from it; nil for whom that is not.
    let newCall: Link?
    /// Where a call is shown.
    let link: @Sendable (Int64) -> Link

    private var source: HTML {
        programme.source.hasPrefix("待核")
            ? "\(programme.source) <span class=\"due soon\"><span aria-hidden=\"true\">▲</span> 依据待核</span>"
            : "\(programme.source)"
    }

    var html: HTML {
        LeafPage(
            frame: frame, lead: programme.help ?? "这个计划的全部规定，今天的值和依据。",
            action: newCall.map {
                """
                <div class="actions"><a class="btn btn-primary" href="\($0)">开一次申报</a></div>
                """
            } ?? "",
            content: """
                <section class="panel"><dl class="pairs"><div><dt>方式</dt><dd>\(words.mode(terms.mode))</dd></div>\
                <div><dt>简称</dt><dd>\(programme.abbreviation)</dd></div>\
                <div><dt>主管科室</dt><dd>\(section)</dd></div>\
                <div><dt>决定</dt><dd>\(programme.committee ?? "本局党组会")</dd></div>\
                <div><dt>专项资金</dt><dd>\(programme.fund ?? "—")</dd></div>\
                <div><dt>规则取值日</dt><dd>\(terms.day)</dd></div>\
                <div class="long"><dt>依据</dt><dd>\(source)</dd></div></dl>\
                <p class="note">开申报时这些值冻结在通知里，以后改规则不影响已开的申报。值要改，在目录的规则里加一个新的起始日。</p></section>
                \(each: words.sections(terms), Self.rules)\(topicList)\(callList)
                """
        ).html
    }

    private static func rules(_ section: ProgrammeWords.Section) -> HTML {
        // Where nothing has a document of its own, the programme's stands for all.
        let hasSources = section.items.contains { $0.source != nil }
        let table = Table(
            caption: section.title,
            columns: [.init(title: "项"), .init(title: "规定")]
                + (hasSources ? [.init(title: "依据")] : []),
            rows: section.items.map { item in
                ["\(item.title)", "\(item.words)"]
                    + (hasSources ? ["\(item.source ?? "—")"] : [])
            }, isDense: true)
        return "<section class=\"group\"><h2>\(section.title)</h2>\(table.html)</section>"
    }

    private var topicList: HTML {
        guard !topics.isEmpty else { return "" }
        let items = topics.map { topic -> HTML in
            "<li><a href=\"\(Link.topic(topic.id))\">\(topic.number) \(topic.title)</a></li>"
        }
        return """
            <section class="group"><h2>指南方向<small>\(topics.count) 个</small></h2><ul>\(items)</ul></section>
            """
    }

    private var callList: HTML {
        guard !calls.isEmpty else {
            return
                "<section class=\"group\"><h2>申报通知</h2>\(EmptyState(sentence: "还没有从这个计划开过申报。").html)</section>"
        }
        let table = Table(
            caption: "申报通知",
            columns: [
                .init(title: "申报通知"), .init(title: "年度", isTight: true), .init(title: "状态"),
            ],
            rows: calls.map {
                ["<a href=\"\(link($0.id))\">\($0.title)</a>", "\(String($0.year))", $0.state]
            })
        return
            "<section class=\"group\"><h2>申报通知<small>\(calls.count) 个</small></h2>\(table.html)</section>"
    }
}

extension Link {
    static let programmes = Link(.programmes)
    static func programme(_ name: String) -> Link { Link(.programme, [name]) }
    static func topic(_ id: Int64) -> Link { Link(.topic, [String(id)]) }
    static func needTrail(_ id: Int64) -> Link { Link(.needTrail, [String(id)]) }
}
