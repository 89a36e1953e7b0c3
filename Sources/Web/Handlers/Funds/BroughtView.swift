import Catalogue
import Foundation
import Funds
import Registers
import Values

/// What a brought file is and would do, with the form that takes it.
struct BroughtView: Sendable {
    let desk: Desk
    let file: BroughtFile
    let form: BringForm
    var preview: TakenFile?
    /// Why it cannot be taken so.
    var problems: String?

    private static let mostLines = 200

    /// The meaning that was chosen, with the month or year that was typed.
    /// - Throws: `WebError.badParameter`.
    func meaning() throws -> BroughtFile.Meaning {
        guard let chosen else { return file.meanings[0] }
        if form.when.isEmpty { return chosen }
        let month = try? YearMonth.parse(form.when)
        let year = month?.year ?? Int(form.when)
        switch chosen {
        case .execution: return .execution(month)
        case .final: return .final(year.flatMap { (1990...2100).contains($0) ? $0 : nil })
        case .finalTables, .records: return chosen
        }
    }

    private var chosen: BroughtFile.Meaning? {
        file.meanings.first { $0.name == form.meaning } ?? file.meanings.first
    }

    var html: HTML {
        "\(told)\(what)\(happens)"
    }

    private var told: HTML? {
        problems.map { words in
            let items = words.split(separator: "\n").prefix(Self.mostLines).map { line -> HTML in
                "<li>\(String(line))</li>"
            }
            return """
                <section class="panel wrong" role="alert"><h2><span aria-hidden="true">✕</span> 还不能记</h2>\
                <ul>\(items)</ul></section>
                """
        }
    }

    private func title(_ meaning: BroughtFile.Meaning) -> String {
        switch meaning {
        case .execution: "预算明细的月度执行"
        case .final: "预算明细的决算数"
        case .finalTables: "决算公开表"
        case .records(let register):
            "登记册“\(desk.catalogue.register(register)?.title ?? register)”的记录"
        }
    }

    private var what: HTML {
        let unknown = file.columns.filter { $0.field == nil }.map(\.heading)
        var pairs: [(String, String)] = [("文件", file.name)]
        if let sheet = file.sheet { pairs.append(("工作表", sheet)) }
        pairs.append(("认作", title(chosen ?? file.meanings[0])))
        pairs.append(("数据", "\(file.rows) 行"))
        pairs += file.sums.map { ("\($0.title)合计", Numbers.yuan($0.amount) + " 元") }
        if !unknown.isEmpty { pairs.append(("没有用到的列", unknown.joined(separator: "、"))) }
        pairs += file.notes.map { ("说明", $0) }
        let table = Table(
            caption: "这是什么表", columns: [.init(title: "项目"), .init(title: "内容")],
            rows: pairs.map { ["\($0.0)", "\($0.1)"] })
        return """
            <section class="group"><h2>这是什么</h2>\(table.html)</section>\(choice)
            """
    }

    /// The form that goes along with the file; the button that takes it stands below.
    private var choice: HTML {
        let options = file.meanings.map { meaning -> HTML in
            """
            <option value="\(meaning.name)"\(meaning.name == chosen?.name ? " selected" : HTML.empty)>\
            \(title(meaning))</option>
            """
        }
        let asksWhen: HTML? =
            file.meanings.contains { $0.name == "execution" || $0.name == "final" }
            ? """
            <div class="field"><label class="form-label" for="b-when">月份或年度</label>\
            <input class="form-control" id="b-when" name="when" value="\(when)" maxlength="20" \
            aria-describedby="b-when-help"><p class="form-text" id="b-when-help">月度执行写 2025-06，决算写 2025。</p></div>
            """ : nil
        return """
            <form class="plain panel" id="bring" method="post" action="\(Link(.fundsFiles))" aria-label="当作什么">\
            \(Person.field(desk.formToken))\
            <input type="hidden" name="name" value="\(file.name)">\
            <input type="hidden" name="file" value="\(Data(form.bytes).base64EncodedString())">\
            <input type="hidden" name="keeps" value="1">
            <div class="field"><label class="form-label" for="b-as">当作</label>\
            <select class="form-select" id="b-as" name="as">\(options)</select></div>\(asksWhen)
            <div class="send"><button class="btn" name="act" value="preview">按这个再看</button></div></form>
            """
    }

    private var when: String {
        if !form.when.isEmpty { return form.when }
        switch chosen {
        case .execution(let month?): return month.iso
        case .final(let year?): return String(year)
        default: return ""
        }
    }

    private func take(_ words: String, isPossible: Bool) -> HTML {
        guard isPossible else { return "<p class=\"note\">没有要记的变化。</p>" }
        return """
            <div class="actions"><button class="btn btn-primary" form="bring" name="act" value="take">\(words)</button>\
            <a class="btn" href="\(Link(.funds))">不记了，回去</a></div>
            """
    }

    private var happens: HTML {
        switch preview {
        case nil: ""
        case .execution(let plan): execution(plan)
        case .records(let register, let report): records(register, report)
        }
    }

    private func execution(_ plan: ExecutionPlan) -> HTML {
        let lines = plan.lines.filter { $0.isChanged || !$0.marks.isEmpty }
        let table = Table(
            caption: "\(plan.cut.title)，元",
            columns: [
                .init(title: "明细"), .init(title: "文件第几行", isTight: true),
                .init(title: "原来", isNumber: true), .init(title: "记成", isNumber: true),
                .init(title: "请看一眼"),
            ],
            rows: lines.prefix(Self.mostLines).map { line in
                let marks: HTML =
                    line.marks.isEmpty
                    ? ""
                    : "<span class=\"soon\"><span aria-hidden=\"true\">▲ </span>\(line.marks.map(\.description).joined(separator: "；"))</span>"
                return [
                    "<a href=\"\(Link.record("budget-line", line.line.id))\">\(line.line.label)</a>",
                    "\(line.rows.map(String.init).joined(separator: "、"))",
                    "\(line.before.map(Numbers.yuan) ?? "—")", "\(Numbers.yuan(line.amount))",
                    marks,
                ]
            }, isDense: true)
        let strays: HTML? =
            plan.strays.isEmpty
            ? nil
            : """
            <section class="panel warn"><h3>对不上明细、不记的<small>\(plan.strays.count) 行</small></h3><ul class="marks">\
            \(plan.strays.prefix(Self.mostLines).map { "<li>\($0.description)</li>" as HTML })</ul>\
            <p class="note">先把它们作为预算明细导入，再来记执行；也可以只记对得上的。</p></section>
            """
        let rest =
            "文件 \(plan.lines.count + plan.strays.count) 处，对得上 \(plan.lines.count) 条明细；"
            + "要变的 \(plan.changed.count) 条，不变的 \(plan.unchanged) 条，"
            + "文件没有提到的明细 \(plan.untouched.count) 条，照旧。文件合计 \(Numbers.yuan(plan.sum)) 元。"
        let button =
            plan.strays.isEmpty
            ? "记下 \(plan.changed.count) 条" : "只记对得上的 \(plan.changed.count) 条"
        return """
            <section class="group"><h2>会发生什么<small>\(plan.cut.title)</small></h2><p>\(rest)</p>\
            \(lines.isEmpty ? HTML.empty : table.html)\(strays)\
            \(take(button, isPossible: !plan.changed.isEmpty))</section>
            """
    }

    private func records(_ register: String, _ report: ImportReport) -> HTML {
        let items = report.changes.prefix(Self.mostLines).map { change -> HTML in
            """
            <li><a href="\(Link.record(register, change.id))">\(change.label)</a>：\
            \(change.fields.joined(separator: "；"))</li>
            """
        }
        let gone = report.vanished.prefix(Self.mostLines).map { gone -> HTML in
            "<li><a href=\"\(Link.record(register, gone.id))\">\(gone.label)</a>：上一批有，这个文件没有，列入消失等人答复</li>"
        }
        let notes = report.notes.map { "<li class=\"note\">\($0)</li>" as HTML }
        let count = report.created + report.changed
        return """
            <section class="group"><h2>会发生什么</h2><p>新增 \(report.created) 条，变更 \(report.changed) 条，\
            不变 \(report.unchanged) 条\(report.vanished.isEmpty ? "" : "，消失 \(report.vanished.count) 条")。</p>\
            <ul class="plain">\(items)\(gone)\(notes)</ul>\
            \(take("导入 \(count) 条", isPossible: count > 0))</section>
            """
    }
}
