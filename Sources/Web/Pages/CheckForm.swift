import Checking
import Operating

/// The page where a file is dropped, checked and forgotten.
struct CheckForm: Sendable {
    /// Why a file could not be checked.
    struct Problem: Sendable {
        let file: String?
        let words: String
    }

    /// What is read, by the ending that choosers of files ask for.
    static let endings = ".txt,.docx,.doc,.wps,.rtf,.pdf,.html,.htm,.xlsx"
    static let mostFiles = 10

    let frame: Frame
    let limit: Int
    var problems: [Problem] = []

    var html: HTML {
        Layout.page(
            frame,
            """
            <div class="top"><div><h1>核对报告</h1>
            <p class="lede">放下文件，当场核对，不留存。合计、增速、占比、序号、单位，逐个重新算、逐处看一遍。</p></div></div>
            \(Self.told(problems))\(form)
            <section class="group"><h2>核对规则<small>\(RuleBook.rules.count) 条</small></h2>
            \(RuleTable(rules: RuleBook.rules).html)</section>
            """)
    }

    /// What was wrong with the files, where the eye falls first.
    static func told(_ problems: [Problem]) -> HTML {
        guard !problems.isEmpty else { return "" }
        let items = problems.map { problem -> HTML in
            let file: HTML? = problem.file.map { "<b>\($0)</b>：" }
            return "<li>\(file)\(problem.words)</li>"
        }
        return """
            <section class="panel wrong" role="alert"><h2>\
            <span aria-hidden="true">✕</span> 没有核对</h2><ul>\(items)</ul></section>
            """
    }

    private var form: HTML {
        """
        <form class="drop panel" method="post" action="\(Link.check)" enctype="multipart/form-data" \
        data-limit="\(limit)" data-most="\(Self.mostFiles)">\(frame.csrfField)
        <div class="zone"><label for="report"><b>选择要核对的报告</b>\
        <span class="hint">，或把文件拖到这里</span></label>
        <input class="form-control" type="file" id="report" name="report" accept="\(Self.endings)" multiple required \
        aria-describedby="formats">
        <ul class="chosen" aria-live="polite"></ul></div>
        <p class="note" id="formats">可以是 txt、docx、doc、wps、rtf、pdf、html、xlsx，一次最多 \
        \(Self.mostFiles) 个，合起来不超过 \(sizeText(Int64(limit)))。扫描件要先做文字识别。</p>
        <div class="before"><label for="previous">上年的报告（可以不选）</label>
        <input class="form-control" type="file" id="previous" name="previous" accept="\(Self.endings)" \
        aria-describedby="previous-use">
        <p class="note" id="previous-use">有了它，没有写明上年数的同比也能核对。</p></div>
        <div class="send"><button class="btn btn-primary" data-busy="正在核对…">核对</button>
        <p class="note">不存入数据库，不记入日志，不公开，核对完就丢掉；doc、wps、rtf、pdf 转换时的临时文件随即删除。</p></div>
        </form>
        """
    }
}
