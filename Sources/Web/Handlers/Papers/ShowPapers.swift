import Catalogue
import FoundationEssentials
import Registers
import Reports
import Store
import Values

extension Desk {
    /// The papers that a record can be printed as, and those that were given out.
    func showRecordPapers(_ request: Request) async throws -> Response {
        let register = try register(request)
        let id = try recordID(request, register)
        let page = try await read { reader -> LeafPage in
            let record = try registry.record(reader, register, id, by: viewer)
            let label = try registry.labels(reader, register.name, ids: [id])[id] ?? "#\(id)"
            let frame = try frame(
                reader, "打印件", in: .registers,
                trail: [
                    Crumb(title: register.title, link: .register(register.name)),
                    Crumb(title: label, link: .record(register.name, id)),
                ])
            let given = try papers.papers(reader, register, id)
            return LeafPage(
                frame: frame,
                lead: "出具后印上编号和查验码，内容就此固定，以后记录变了纸件不变。签字盖章后扫描，作为附件附到办理的那一步。",
                content: "\(offers(register, record, frame))\(Self.given(given))")
        }
        return .page(page.html)
    }

    private func offers(_ register: Register, _ record: Record, _ frame: Frame) -> HTML {
        let cycle = catalogue.lifecycle(of: register)
        let items = papers.templates(of: register).filter { $0.kind != .summary }.map {
            template -> HTML in
            guard template.states.isEmpty || template.states.contains(record.state) else {
                let states = template.states.map(cycle.title(of:)).joined(separator: "、")
                return "<li>\(template.title) <small>在“\(states)”状态下才能出具</small></li>"
            }
            return """
                <li><form class="line" method="post" \
                action="\(Link(.recordPaper, [register.name, String(record.id), template.name]))">\
                \(frame.csrfField)<button class="btn">出具\(template.title)</button></form></li>
                """
        }
        return "<section class=\"group\"><h2>可以出具</h2><ul class=\"plain\">\(items)</ul></section>"
    }

    private static func given(_ papers: [IssuedPaper]) -> HTML {
        guard !papers.isEmpty else {
            return "<p class=\"empty\">还没有出具过。在上面选一种出具，浏览器里打印。</p>"
        }
        let rows = papers.map { paper -> [HTML] in
            [
                "<a href=\"\(Link(.paper, [String(paper.id)]))\">\(paper.paper.number)</a>",
                "\(paper.paper.title)", "\(paper.issuedOn)", "\(paper.issuedBy)",
                "<code>\(paper.code)</code>", paper.isVoid ? "已作废" : "有效",
            ]
        }
        let table = Table(
            caption: "出具过的纸件",
            columns: [
                .init(title: "编号"), .init(title: "标题"), .init(title: "出具日期"),
                .init(title: "出具人"), .init(title: "查验码"), .init(title: "状态"),
            ], rows: rows)
        return "<section class=\"group\"><h2>出具过的</h2>\(table.html)</section>"
    }

    func issueRecordPaper(_ request: Request) async throws -> Response {
        let register = try register(request)
        let id = try recordID(request, register)
        let paper = try await papers.issue(
            request.arguments["paper"] ?? "", register, id, by: viewer)
        return .see(Link(.paper, [String(paper.id)]))
    }

    func issueListPaper(_ request: Request) async throws -> Response {
        let register = try register(request)
        let query = try ListQuery(register, request.parameters, self)
        let paper = try await papers.issueSummary(
            request.arguments["paper"] ?? "", register,
            RecordQuery(filters: query.filters, sort: query.sort),
            filterWords: query.chips.map(\.text), by: viewer)
        return .see(Link(.paper, [String(paper.id)]))
    }

    /// A paper as it is printed.
    func showPaper(_ request: Request) async throws -> Response {
        guard let id = Int64(request.arguments["id"] ?? "") else {
            throw WebError.noPage(request.path)
        }
        let (frame, paper) = try await read { reader in
            let paper = try papers.paper(reader, id, by: viewer)
            let register = try registry.register(paper.register)
            return (
                try self.frame(
                    reader, paper.paper.title, in: .registers,
                    trail: [Crumb(title: register.title, link: .register(register.name))]), paper
            )
        }
        return .page(PaperPage(frame: frame, issued: paper, address: address).html)
    }

    /// A paper as an official document of Word.
    func sendPaperWord(_ request: Request) async throws -> Response {
        guard let id = Int64(request.arguments["id"] ?? "") else {
            throw WebError.noPage(request.path)
        }
        let issued = try await read { try papers.paper($0, id, by: viewer) }
        return .download(
            .bytes(try issued.word()),
            type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            name: "\(issued.paper.title).docx", plainName: "paper-\(id).docx")
    }

    /// Where this platform is reached, as it is printed on papers.
    private var address: String {
        (entrance.publicAddress?.absoluteString ?? "本平台") + Link(.verification).path
    }

    /// Whether a paper is true: anyone who holds it types its code.
    func showVerification(_ request: Request) async throws -> Response {
        let typed = request.parameters["code"] ?? ""
        let paper = try await read { typed.isEmpty ? nil : try papers.paper($0, code: typed) }
        let page = VerificationPage(frame: plainFrame("查验纸件"), typed: typed, found: paper)
        return .page(page.html, status: typed.isEmpty || paper != nil ? 200 : 404)
    }
}
