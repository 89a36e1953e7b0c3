import Accounts
import Approvals
import Registers
import Store
import Values

extension Desk {
    /// The most that are acted on at once.
    static let mostAtOnce = 200

    /// Exactly what agreeing to the chosen requests would do, before anything is done.
    func showApproveMany(_ request: Request) async throws -> Response {
        let chosen = try chosen(request.parameters)
        let page = try await read { reader -> ConfirmPage in
            let previews = try approvals.preview(reader, chosen, by: viewer)
            return ConfirmPage(
                frame: try frame(
                    reader, "一起批 \(previews.count) 件", in: .approvals,
                    trail: [Crumb(title: "审批", link: .approvals)]),
                lead: "逐件看清同意后会发生什么。确认后一件一件办，各记各的日志；办不了的不动，并说明为什么。",
                action: Link(.approveMany), csrf: session?.formToken ?? "",
                lines: previews.map { preview in
                    .init(
                        title: preview.request.title, link: .approval(preview.request.id),
                        now: preview.now, then: preview.then, kept: preview.obstacle)
                },
                hidden: previews.filter { $0.obstacle == nil }.flatMap { preview in
                    [
                        ("choose", String(preview.request.id)),
                        ("version.\(preview.request.id)", String(preview.request.version)),
                    ]
                },
                reason: FormField(
                    name: "opinion", title: "意见",
                    control: TextControl(value: "", most: 400, lines: 3),
                    help: "写给每一件的同一句意见，可以不写。"),
                button: "同意 \(previews.count { $0.obstacle == nil }) 件", cancel: .approvals)
        }
        return .page(page.html)
    }

    /// Agrees to the chosen requests one by one, each a write of its own, and tells what became of
    /// each.
    func approveMany(_ request: Request) async throws -> Response {
        let form = PostedForm(values: request.form)
        let chosen = try chosen(request.form).map { ($0, Int64(form.text("version.\($0)"))) }
        let lines = try await approveEach(chosen, opinion: form.text("opinion"))
        return .page(try await resultPage("一起批的结果", lines, in: .approvals, back: .approvals).html)
    }

    /// What became of each; those that the viewer may not see are left out.
    func approveEach(_ chosen: [(id: Int64, version: Int64?)], opinion: String?) async throws
        -> [ResultLine]
    {
        let titles = try await read { reader in
            Dictionary(
                try approvals.preview(reader, chosen.map(\.id), by: viewer).map {
                    ($0.request.id, $0.request.title)
                }
            ) { first, _ in first }
        }
        var lines: [ResultLine] = []
        for (id, version) in chosen {
            guard let title = titles[id] else { continue }
            let link = Link.approval(id)
            do {
                let after = try await approvals.decide(
                    id, .approve, opinion: opinion, version: version, by: viewer)
                let words = after.state == .approved ? "已批准，已经办理" : "已同意，转到下一关"
                lines.append(
                    .init(id: id, title: title, link: link, words: words, isDone: true))
            } catch let refusal as ApprovalRefusal {
                lines.append(
                    .init(id: id, title: title, link: link, words: refusal.description))
            } catch let refusal as RecordRefusal {
                lines.append(
                    .init(id: id, title: title, link: link, words: refusal.description))
            }
        }
        return lines
    }

    /// The ids that were chosen in a list.
    /// - Throws: `WebError.badParameter` for none or too many.
    func chosen(_ parameters: Parameters) throws -> [Int64] {
        let chosen = parameters.chosen
        try permitMany(chosen)
        return chosen
    }

    /// - Throws: `WebError.badParameter` for none or too many.
    func permitMany(_ chosen: [Int64]) throws {
        guard !chosen.isEmpty, chosen.count <= Self.mostAtOnce else {
            throw WebError.badParameter(
                title: "选中的", value: "\(chosen.count) 条",
                rule: chosen.isEmpty ? "一条也没有选" : "一次最多办 \(Self.mostAtOnce) 条",
                advice: "回到列表，在要办的前面打勾")
        }
    }
}

/// What became of one of many.
struct ResultLine: Sendable {
    let id: Int64
    let title: String
    let link: Link
    /// What was done, or why nothing was.
    let words: String
    var isDone = false
}

extension Desk {
    /// What became of each of many.
    func resultPage(_ title: String, _ lines: [ResultLine], in section: Frame.Section, back: Link)
        async throws -> LeafPage
    {
        let done = lines.count(where: \.isDone)
        let rows = lines.map { line -> [HTML] in
            [
                "<a href=\"\(line.link)\">\(line.title)</a>",
                Pill(title: line.isDone ? "办了" : "没有办", kind: line.isDone ? .kept : .ended).html,
                "\(line.words)",
            ]
        }
        let table = Table(
            caption: "逐条结果",
            columns: [.init(title: "对象"), .init(title: "结果"), .init(title: "说明")], rows: rows)
        let frame = try await read { try self.frame($0, title, in: section) }
        return LeafPage(
            frame: frame,
            lead: "办了 \(done) 条，没有办的 \(lines.count - done) 条。没有办的什么也没改，按说明处理后可以再办。",
            action: "<a class=\"btn btn-primary\" href=\"\(back)\">回去</a>", content: table.html)
    }
}
