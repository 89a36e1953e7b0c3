import Reports

/// A paper as it is printed: signed by hand, stamped, and true by its code.
struct PaperPage: Sendable {
    let frame: Frame
    let issued: IssuedPaper
    /// Where its code is verified.
    let address: String

    private var paper: Paper { issued.paper }

    var html: HTML {
        Layout.page(
            frame,
            """
            <div class="top"><div><p class="lede">编号 \(paper.number)，查验码 \(issued.code)。用浏览器的“打印”出纸，签字盖章后扫描附回记录。</p></div>
            <div class="actions"><button class="btn btn-primary" type="button" data-print hidden>打印</button>\
            <a class="btn" href="\(Link(.paperWord, [String(issued.id)]))">Word 文件</a></div></div>
            <article class="paper issued\(paper.table == nil || isAnnexed ? "" : " across")">\(void)<header>\
            \(docNo)<h1>\(paper.title)</h1><p>编号 \(paper.number)\(paper.isDemonstration ? "　演示" : "")</p></header>
            \(addressee)\(each: paper.paragraphs, Self.paragraph)\(pairs)\(isAnnexed ? nil : table)\(steps)\(signatures)\(annexNote)
            <p class="stamp">\(paper.issuer)<br>\(paper.issuedOn)</p>\(annex)
            <footer class="check-line"><p>依据：\(paper.ground)</p>\
            <p>查验码 <b>\(issued.code)</b>　摘要 \(String(issued.digest.prefix(16)))　在 \(address) 查验真伪</p></footer></article>
            """)
    }

    private var void: HTML? {
        issued.isVoid ? "<p class=\"wrong\" role=\"alert\">这件已作废，不能使用。</p>" : nil
    }

    private var docNo: HTML? { paper.docNo.map { "<p class=\"doc-no\">\($0)</p>" } }

    /// Whether the table stands behind the letter.
    private var isAnnexed: Bool { paper.table?.annex != nil }

    private var annexNote: HTML? {
        paper.table?.annex.map { "<p class=\"passage\">附件：\($0)</p>" }
    }

    private var annex: HTML? {
        paper.table?.annex.map { title in
            let unit: HTML? = paper.table?.unit.map { "<p class=\"unit\">单位：\($0)</p>" }
            return """
                <section class="annex"><p class="annex-mark">附件</p><h2>\(title)</h2>\(unit)\(table)</section>
                """
        }
    }

    private var addressee: HTML? { paper.addressee.map { "<p>\($0)：</p>" } }

    private static func paragraph(_ text: String) -> HTML { "<p class=\"passage\">\(text)</p>" }

    private var pairs: HTML? {
        guard !paper.pairs.isEmpty else { return nil }
        let rows = paper.pairs.map {
            "<tr><th scope=\"row\">\($0.title)</th><td>\($0.value)</td></tr>" as HTML
        }
        return """
            <table class="form-table"><caption class="visually-hidden">内容</caption><tbody>\(rows)</tbody></table>
            """
    }

    private var table: HTML? {
        guard let table = paper.table else { return nil }
        let numbers = Set(table.numbers)
        func cell(_ index: Int, _ text: String) -> HTML {
            "<td\(attribute: "class", numbers.contains(index) ? "num" : nil)>\(text)</td>"
        }
        let head = table.columns.map { "<th scope=\"col\">\($0)</th>" as HTML }
        let strong = Set(table.strong ?? [])
        let rows = table.rows.enumerated().map { index, row -> HTML in
            """
            <tr\(attribute: "class", strong.contains(index) ? "sum" : nil)>\(row.enumerated().map(cell))</tr>
            """
        }
        let foot: HTML? = table.totals.map {
            "<tfoot><tr>\($0.enumerated().map(cell))</tr></tfoot>"
        }
        return """
            <table class="form-table list"><caption class="visually-hidden">\(paper.title)</caption>\
            <thead><tr>\(head)</tr></thead><tbody>\(rows)</tbody>\(foot)</table>
            """
    }

    private var steps: HTML? {
        guard !paper.steps.isEmpty else { return nil }
        let rows = paper.steps.map { step -> HTML in
            "<tr><td>\(step.at)</td><td>\(step.who)</td><td>\(step.what)</td><td>\(step.reason)</td></tr>"
        }
        return """
            <table class="form-table"><caption>办理经过</caption><thead><tr><th scope="col">时间</th>\
            <th scope="col">经办</th><th scope="col">事项</th><th scope="col">意见或理由</th></tr></thead>\
            <tbody>\(rows)</tbody></table>
            """
    }

    private var signatures: HTML? {
        guard !paper.signatures.isEmpty else { return nil }
        let rows = paper.signatures.map { name -> HTML in
            """
            <tr><th scope="row">\(name)意见</th><td class="sign"><span>签字：</span><span>年　　月　　日</span></td></tr>
            """
        }
        return """
            <table class="form-table"><caption class="visually-hidden">签字</caption><tbody>\(rows)</tbody></table>
            """
    }
}

/// Where anyone who holds a paper looks whether it is true.
struct VerificationPage: Sendable {
    let frame: Frame
    let typed: String
    let found: IssuedPaper?

    var html: HTML {
        Layout.page(
            frame,
            """
            <div class="top"><div><h1>查验纸件</h1><p class="lede">填纸上的查验码，看这件是不是本局出具的。\
            下面显示的与纸上不一样，就不要采信，请与出具的科室联系。</p></div></div>
            <form class="plain panel" method="get" action="\(Link(.verification))">\
            <div class="field"><label class="form-label" for="code">查验码</label>\
            <input class="form-control" id="code" name="code" value="\(typed)" maxlength="20" required \
            autocomplete="off" aria-describedby="code-help"><p class="form-text" id="code-help">十个字母和数字，大小写都行，中间的横线可以不填。</p></div>\
            <div class="send"><button class="btn btn-primary">查验</button></div></form>
            \(answer)
            """)
    }

    private var answer: HTML {
        guard !typed.isEmpty else { return "" }
        guard let found else {
            return """
                <p class="wrong" role="alert"><span aria-hidden="true">✕</span> 没有这个查验码的纸件。\
                核对有没有抄错；没有抄错，这件不是本局出具的。</p>
                """
        }
        let state: HTML =
            found.isVoid
            ? "<p class=\"wrong\" role=\"alert\"><span aria-hidden=\"true\">✕</span> 是本局出具的，但已作废。</p>"
            : "<p class=\"done\" role=\"status\"><span aria-hidden=\"true\">✓</span> 是本局出具的，有效。</p>"
        return """
            \(state)<section class="panel"><dl class="pairs"><div><dt>标题</dt><dd>\(found.paper.title)</dd></div>\
            <div><dt>编号</dt><dd>\(found.paper.number)</dd></div><div><dt>出具日期</dt><dd>\(found.paper.issuedOn)</dd></div>\
            <div><dt>出具单位</dt><dd>\(found.paper.issuer)</dd></div>\
            <div><dt>内容摘要</dt><dd><code>\(String(found.digest.prefix(16)))</code></dd></div></dl>\
            <p class="note">为保护记录，这里不显示内容；编号、日期和摘要与纸上一致，纸件就是原样。</p></section>
            """
    }
}
