import Accounts
import Catalogue
import Registers
import Store
import Values

extension Desk {
    /// Tokens by which programs act for whoever is signed in: those there are, and a form for one
    /// more.
    func showTokens(_ request: Request) async throws -> Response {
        try await tokensPage(made: nil, problem: nil)
    }

    /// Makes a token, or ends one.
    func changeTokens(_ request: Request) async throws -> Response {
        let session = try ownSession()
        let form = request.form
        do {
            if let id = form["end"] {
                try await accounts.endToken(
                    session, Int64(id) ?? 0, from: request.origin)
                return .see(Link(.tokens))
            }
            let token = try await accounts.makeToken(
                session, name: form["name"] ?? "", writes: form["scope"] == "write",
                days: form["days"].flatMap { Int($0) } ?? 0, from: request.origin)
            return try await tokensPage(made: token, problem: nil)
        } catch let refusal as ApiTokenRefusal {
            return try await tokensPage(made: nil, problem: refusal.description)
        }
    }

    private func tokensPage(made: String?, problem: String?) async throws -> Response {
        let session = try ownSession()
        let (frame, tokens, names) = try await read { reader in
            let tokens = try accounts.tokens(reader, of: session)
            let makers = try registry.labels(
                reader, Account.register, ids: tokens.map(\.account))
            return (
                try self.frame(
                    reader, "接口令牌", in: nil, trail: [Crumb(title: "我的账号", link: .me)]),
                tokens, makers
            )
        }
        let shown: HTML? = made.map {
            """
            <section class="panel"><h2>新令牌</h2><p>交给要用它的程序，离开这一页就再也看不到：</p>\
            <p><code class="secret">\($0)</code></p></section>
            """
        }
        let content: HTML = """
            \(shown)\(tokens.isEmpty ? "<p class=\"empty\">还没有令牌。要让程序代您办事时，在下面建立一个。</p>" : table(tokens, names, frame))\
            <section class="group"><h2>建立令牌</h2>\(form(frame, problem))</section>
            """
        let page = LeafPage(
            frame: frame,
            lead: "令牌让程序经接口（/api）代您办事，权限不多于您本人。哪个程序不用了，或令牌可能泄露，马上停用，随即失效。",
            content: content)
        return .page(page.html, status: problem == nil ? 200 : 422)
    }

    private func table(_ tokens: [ApiToken], _ makers: [Int64: String], _ frame: Frame) -> HTML {
        let now = registry.database.clock.now()
        let rows = tokens.map { token -> [HTML] in
            let end: HTML =
                token.isInForce(at: now)
                ? """
                <form method="post" action="\(Link(.tokens))">\(frame.csrfField)\
                <input type="hidden" name="end" value="\(token.id)">\
                <button class="btn" aria-label="停用\(token.name)">停用</button></form>
                """ : token.ended == nil ? "已到期" : "已停用"
            return [
                "\(token.name)", "\(makers[token.account] ?? "")", token.writes ? "读写" : "只读",
                "\(token.made.businessDate.iso)", "\(token.ends.businessDate.iso)",
                "\(token.used?.businessTime ?? "没有用过")", end,
            ]
        }
        return Table(
            caption: "接口令牌",
            columns: [
                .init(title: "给哪个程序"), .init(title: "谁建立"), .init(title: "范围"),
                .init(title: "建立"), .init(title: "到期"), .init(title: "最近使用"),
                .init(title: "操作"),
            ], rows: rows
        ).html
    }

    private func form(_ frame: Frame, _ problem: String?) -> HTML {
        PlainForm(
            action: Link(.tokens).path, csrf: frame.csrfField,
            inputs: [
                .init(
                    name: "name", title: "给哪个程序用", help: "例如 财务系统。以后凭它认出这个令牌。",
                    maximum: ApiToken.longestName),
                .init(
                    name: "scope", title: "范围", value: "read",
                    kind: .choice([
                        .init(value: "read", title: "只读"), .init(value: "write", title: "读写"),
                    ])),
                .init(
                    name: "days", title: "有效期", value: "90",
                    kind: .choice(
                        [30, 90, 180, ApiToken.longestDays].map {
                            .init(value: String($0), title: "\($0) 天")
                        }), help: "最长一年，到期前另建一个换上。"),
            ], problem: problem, button: "建立令牌", label: "建立令牌"
        ).html
    }
}
