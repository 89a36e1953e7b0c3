import Awards
import Catalogue
import Registers
import Store
import Values

extension Desk {
    /// The contract of a project as it is signed, with who has signed and whose turn it is.
    func showProjectContract(_ request: Request) async throws -> Response {
        .page(try await contractPage(try projectID(request), request, problem: nil))
    }

    private func contractPage(_ id: Int64, _ request: Request, problem: String?) async throws
        -> HTML
    {
        try await read { reader in
            let project = try awards.project(reader, id, by: viewer)
            let contracts = try awards.records(reader, Awards.contracts, of: id)
            let open = try awards.openContract(reader, of: id)
            let asked = request.parameters["edition"].flatMap { Int64($0) }
            let contract =
                try contracts.first { $0["edition"].integer == asked } ?? open
                ?? awards.contract(reader, of: project) ?? contracts.last
            let told: HTML? = problem.map { Notice(kind: .wrong, text: $0).html }
            let party = contract.flatMap { awards.nextParty($0) }
            let signs = contract.flatMap { contract in
                party.map { awards.maySign(viewer, $0, contract) }
            }
            let register = try registry.register(Awards.contracts)
            return ContractPage(
                frame: try projectsFrame(
                    reader, "任务书",
                    [Crumb(title: project["name"].text ?? "", link: .project(id))]),
                project: project, contract: contract, editions: contracts, party: party,
                signer: contract.flatMap { contract in
                    party.map { awards.signer(of: $0, contract) }
                } ?? "", maySign: signs == true,
                mayEdit: contract.map { registry.mayChange(viewer, $0, in: register) } ?? false,
                mayDraft: handlesProjects && project.state == "approved",
                isAtHome: contract.map { RecordScope(viewer, register).admits($0) } ?? false,
                told: "\(projectNotice(request))\(told)", catalogue: catalogue
            ).html
        }
    }

    func draftContract(_ request: Request) async throws -> Response {
        let id = try projectID(request)
        do {
            _ = try await awards.draftContract(id, by: viewer)
            return .see(Link.projectContract(id).with("done", "drafted"))
        } catch let refusal as RecordRefusal {
            if case .notFound = refusal { throw refusal }
            let page = try await projectPage(id, request, problem: refusal.description)
            return .page(page, status: 422)
        }
    }

    func signContract(_ request: Request) async throws -> Response {
        let id = try projectID(request)
        do {
            try await sign(id, digest: PostedForm(values: request.form).text("digest"))
            return .see(Link.projectContract(id).with("done", "signed"))
        } catch let refusal as RecordRefusal {
            if case .notFound = refusal { throw refusal }
            return .page(
                try await contractPage(id, request, problem: refusal.description), status: 422)
        }
    }

    /// Signs the contract of a project that is being signed.
    func sign(_ id: Int64, digest: String) async throws {
        let contract = try await read { reader in
            _ = try awards.project(reader, id, by: viewer)
            return try awards.openContract(reader, of: id)
        }
        guard let contract else {
            throw RecordRefusal.against(
                rule: "签署", what: "没有在签的任务书", advice: "看项目页上的下一步")
        }
        _ = try await awards.signContract(contract.id, digest: digest, by: viewer)
    }
}

/// A contract as it is signed and printed.
struct ContractPage: Sendable {
    let frame: Frame
    let project: Record
    let contract: Record?
    let editions: [Record]
    let party: ContractParty?
    /// Who signs for that party.
    let signer: String
    let maySign: Bool
    let mayEdit: Bool
    let mayDraft: Bool
    /// Whether the register's own pages are open to the viewer for it.
    let isAtHome: Bool
    let told: HTML
    let catalogue: Catalogue

    var html: HTML {
        guard let contract else {
            let draft: HTML? =
                mayDraft
                ? """
                <form method="post" action="\(Link(.draftContract, [String(project.id)]))">\(frame.csrfField)\
                <button class="btn btn-primary">从申报书起草</button></form>
                """ : nil
            return LeafPage(
                frame: frame, lead: "任务书从申报书生成，乙方、丙方、甲方依次签署。",
                content: "\(told)<p class=\"empty\">还没有任务书。</p>\(draft)"
            ).html
        }
        return LeafPage(
            frame: frame,
            lead: "签的就是下面这一段文字；改一个字，摘要就变，签过的作废重签。",
            action: actions(contract),
            content: "\(told)\(others(contract))\(text(contract))\(signatures(contract))\(signing(contract))"
        ).html
    }

    private func actions(_ contract: Record) -> HTML {
        let edit: HTML? =
            mayEdit
            ? "<a class=\"btn\" href=\"\(Link(.editRecord, [contract.register, String(contract.id)]))\">修改</a>"
            : nil
        let paper: HTML? =
            isAtHome
            ? "<a class=\"btn\" href=\"\(Link(.recordPapers, [contract.register, String(contract.id)]))\">带查验码的纸件和 Word</a><a class=\"btn\" href=\"\(Link.record(contract.register, contract.id))\">盖章件和附件</a>"
            : nil
        return """
            <div class="actions"><button class="btn" type="button" data-print hidden>打印</button>\(edit)\(paper)</div>
            """
    }

    private func others(_ contract: Record) -> HTML? {
        guard editions.count > 1 else { return nil }
        let items = editions.map { edition -> HTML in
            let number = edition["edition"].integer ?? 1
            let link = Link.projectContract(project.id).with("edition", String(number))
            let state = catalogue.register(edition.register).map {
                catalogue.lifecycle(of: $0).title(of: edition.state)
            }
            let current: HTML? = edition.id == contract.id ? " aria-current=\"true\"" : nil
            return "<li><a href=\"\(link)\"\(current)>第 \(number) 版</a> \(state ?? "")</li>"
        }
        return "<ul class=\"plain\" aria-label=\"各版任务书\">\(items)</ul>"
    }

    private func text(_ contract: Record) -> HTML {
        let lines = (contract["text"].text ?? "").split(
            separator: "\n", omittingEmptySubsequences: false
        ).map { line -> HTML in
            Self.isHeading(line) ? "<h3>\(String(line))</h3>" : "<p class=\"passage\">\(String(line))</p>"
        }
        return """
            <article class="paper issued"><header><h2>项目任务书</h2></header>\(lines)
            <footer class="check-line"><p>正文摘要（SHA-256）<code>\(contract["text_digest"].text ?? "")</code></p></footer></article>
            """
    }

    /// 一、 at the beginning of a line.
    private static func isHeading(_ line: Substring) -> Bool {
        let numerals = line.prefix { "一二三四五六七八九十".contains($0) }
        return !numerals.isEmpty && line.dropFirst(numerals.count).first == "、"
    }

    private func signatures(_ contract: Record) -> HTML {
        let rows = contract.rows["signatures"] ?? []
        guard !rows.isEmpty else {
            return "<section class=\"group\"><h2>签署</h2><p class=\"empty\">还没有人签。</p></section>"
        }
        let table = Table(
            caption: "签署",
            columns: [
                .init(title: "方"), .init(title: "单位"), .init(title: "签署人"), .init(title: "身份"),
                .init(title: "时间", isTight: true), .init(title: "所签正文摘要"),
            ],
            rows: rows.map { row in
                let void: HTML? = row["voided_on"]?.text.map {
                    " <span class=\"overdue\">\($0) 正文改动，作废</span>"
                }
                return [
                    "\(catalogue.list("contract-parties")?.title(of: row["party"]?.text ?? "") ?? "")",
                    "\(row["unit"]?.text ?? "")", "\(row["signer"]?.text ?? "")",
                    "\(row["role"]?.text ?? "")", "\(row["signed_at"]?.text ?? "")",
                    "<code>\(String((row["digest"]?.text ?? "").prefix(16)))</code>\(void)",
                ]
            })
        return "<section class=\"group\"><h2>签署</h2>\(table.html)</section>"
    }

    private func signing(_ contract: Record) -> HTML? {
        guard let party else { return nil }
        guard maySign else {
            return "<p class=\"note\">现在轮到\(party.title)，由\(signer)签署。</p>"
        }
        let follows =
            party == .a
            ? "签了以后任务书生效：资金按期承诺，项目开始执行，各期报告列出日期。" : "签了以后轮到下一方；正文改动的，要重新签。"
        return """
            <section class="panel"><h2>以\(party.title)签署</h2><p>\(follows)签署记下您的姓名、身份、时间和正文摘要，不能撤销。</p>\
            <form method="post" action="\(Link(.signContract, [String(project.id)]))">\(frame.csrfField)\
            <input type="hidden" name="digest" value="\(contract["text_digest"].text ?? "")">\
            <div class="send"><button class="btn btn-primary">我已看过正文，以\(party.title)签署</button></div></form></section>
            """
    }
}
