import Applications
import Awards
import Catalogue
import Registers
import Store
import Values

extension Desk {
    /// What a rehearsal will do, before it is done.
    func showRehearsal(_ request: Request) async throws -> Response {
        let id = try applicationID(request)
        let page = try await read { reader -> LeafPage in
            guard mayMakeCalls else { throw CallRefusal.notManager }
            let offer = try applications.visibleOffer(reader, id, by: viewer)
            let frame = try callsFrame(reader, "演练一遍", callTrail(offer.call))
            let stages =
                ["发布", "申报", "截止"]
                + CityRehearsal.stages.filter { $0.isPart(of: offer.terms) }.map(\.title)
            let items = stages.map { "<li>\($0)</li>" as HTML }
            let isReady = offer.call.state == "rehearsal"
            let told: HTML? =
                isReady
                ? nil
                : Notice(
                    kind: .wrong, text: "通知现在是“\(applications.state(offer.call))”。先“开始演练”。",
                    action: ("回到通知", .of(.call, id))
                ).html
            return LeafPage(
                frame: frame,
                lead: "造出几个单位、负责人和申报，有好的、有超限的、有迟到的，走完下面每一步，看清发生什么、依据哪条规则；结束时全部撤销。",
                content: """
                    \(told)<section class="panel"><h2>会走的环节</h2><ol>\(items)</ol></section>\
                    <form class="edit" method="post" action="\(Link.of(.rehearseCall, id))">\(frame.csrfField)\
                    <div class="save-bar"><p class="save-state">演练的数据一条也不留下</p><div class="actions">\
                    <button class="btn btn-primary" name="act" value="rehearse"\(isReady ? HTML.empty : " disabled")>演练一遍</button>\
                    <a class="btn" href="\(Link.of(.call, id))">回去</a></div></div></form>
                    """)
        }
        return .page(page.html)
    }

    /// Rehearses, and shows what happened step by step.
    func rehearseCall(_ request: Request) async throws -> Response {
        let id = try applicationID(request)
        let report = try await applications.rehearseCall(
            id, stages: CityRehearsal.stages, by: viewer)
        let page = try await read { reader -> LeafPage in
            let call = try registry.record(reader, Applications.calls, id)
            let frame = try callsFrame(reader, "演练报告", callTrail(call))
            let verdict =
                report.isPassed
                ? Notice(
                    kind: .done, text: "演练通过：每一步都按规则办成，该拒绝的都拒绝了。演练的数据已全部撤销。",
                    action: ("进入预览", Link(.moveCall, [String(id), CallMove.preview.rawValue])))
                : Notice(
                    kind: .wrong, text: "演练没有通过，见标“没办成”的行。改好条款再演练一遍；演练的数据已全部撤销。",
                    action: ("回到通知", .of(.call, id)))
            return LeafPage(
                frame: frame, lead: "\(report.callTitle)。时间是演练里的时间，编号和回执是演练里的，不会真的发出。",
                content: "\(verdict.html)\(report.stages.map(Self.stage))")
        }
        return .page(page.html)
    }

    private static func stage(_ stage: RehearsedStage) -> HTML {
        let table = Table(
            caption: stage.title,
            columns: [
                .init(title: "发生了什么"), .init(title: "结果"), .init(title: "时间", isTight: true),
                .init(title: "依据"),
            ],
            rows: stage.lines.map { line in
                ["\(line.text)", pill(line.kind).html, "\(line.at)", "\(line.rule ?? "—")"]
            })
        return "<section class=\"group\"><h2>\(stage.title)</h2>\(table.html)</section>"
    }

    private static func pill(_ kind: RehearsalLine.Kind) -> Pill {
        switch kind {
        case .done: Pill(title: "办成", kind: .kept)
        case .refused: Pill(title: "按规则拒绝", kind: .kept)
        case .letter: Pill(title: "会发出", kind: .moving)
        case .note: Pill(title: "说明", kind: .new)
        case .failed: Pill(title: "没办成", kind: .ended)
        }
    }
}
