import Catalogue
import Documents
import Foundation
import Funds
import Registers
import Store
import Values

/// A file that somebody brings: what it is, what taking it would do, and taking it.
extension Desk {
    /// Bytes of a file: it goes along with the form between looking and taking.
    static let mostFileBytes = 4 * 1_024 * 1_024

    /// The form for a file.
    func showBringFile(_ request: Request) async throws -> Response {
        let page = try await read { try bringPage($0, "") }
        return .page(page.html)
    }

    /// Looks at a file and says what taking it would do; takes it when that is confirmed.
    func bringFile(_ request: Request) async throws -> Response {
        let given: BringForm
        do {
            given = try BringForm(request)
        } catch let problem as BringForm.Problem {
            let page = try await read { reader in
                try bringPage(reader, CheckForm.told([.init(file: nil, words: problem.words)]))
            }
            return .page(page.html, status: 422)
        }
        return try await standing(given.bytes) { path in
            try await answer(given, path)
        }
    }

    private func answer(_ given: BringForm, _ path: String) async throws -> Response {
        let file: BroughtFile
        do {
            file = try await read {
                try budget.identify(path, given.bytes, name: given.name, by: viewer, $0)
            }
        } catch {
            guard let words = Self.words(of: error) else { throw error }
            let page = try await read { reader in
                try bringPage(
                    reader, CheckForm.told([.init(file: given.name, words: words)]))
            }
            return .page(page.html, status: 422)
        }
        var view = BroughtView(desk: self, file: file, form: given)
        do {
            let meaning = try view.meaning()
            if given.isTaking {
                let taken = try await budget.take(
                    file, as: meaning, keepsGood: given.keepsGood, by: viewer)
                return .see(Self.place(of: taken))
            }
            view.preview = try await budget.preview(file, as: meaning, by: viewer)
        } catch {
            guard let words = Self.words(of: error) else { throw error }
            view.problems = words
        }
        let page = try await read { [view] reader in
            try bringPage(reader, view.html)
        }
        return .page(page.html, status: view.problems == nil ? 200 : 422)
    }

    /// Where what was taken is looked at.
    private static func place(of taken: TakenFile) -> Link {
        switch taken {
        case .execution(let plan):
            Link(.funds).with("year", String(plan.cut.year)).with("done", "taken")
        case .records("budget-line", _), .records("final-account", _):
            Link(.funds).with("done", "taken")
        case .records(let register, _): .register(register)
        }
    }

    /// What is wrong with the file, or with taking it so; nil where the fault is another.
    static func words(of error: any Error) -> String? {
        switch error {
        case let error as BudgetRefusal: "\(error)"
        case let error as ImportRefusal: "\(error)"
        case let error as DocumentProblem: "\(error)"
        case let error as RefusedTransfer: "\(error)"
        case let error as RecordRefusal:
            if case .otherSection = error { nil } else { "\(error)" }
        default: nil
        }
    }

    private func bringPage(_ reader: Reader, _ content: HTML) throws -> LeafPage {
        LeafPage(
            frame: try fundsFrame(reader, "导入 Excel", [Crumb(title: "资金", link: Link(.funds))]),
            lead: "一体化系统的预算明细、月度执行、决算表，财政的公开表，原样拿来。先看清是什么表、会发生什么，再记下。",
            content: "\(content)\(form)")
    }

    private var form: HTML {
        """
        <form class="drop panel" method="post" action="\(Link(.fundsFiles))" enctype="multipart/form-data" \
        data-limit="\(Self.mostFileBytes)" data-most="1">\(Person.field(formToken))
        <div class="zone"><label for="report"><b>选择 Excel 文件</b>\
        <span class="hint">，或把文件拖到这里</span></label>
        <input class="form-control" type="file" id="report" name="file" accept=".xlsx,.csv" required \
        aria-describedby="formats"><ul class="chosen" aria-live="polite"></ul></div>
        <p class="note" id="formats">xlsx 或 csv，不超过 4 MB。标题行、合计行、签名行、“单位：万元”都认得，不用改。</p>
        <div class="send"><button class="btn btn-primary" data-busy="正在看…">看看是什么</button>
        <p class="note">这一步什么都不记。</p></div></form>
        """
    }
}

/// What a form of the page brings: the file itself, or what was shown of it with what was chosen.
struct BringForm: Sendable {
    struct Problem: Error {
        let words: String
    }

    let name: String
    let bytes: [UInt8]
    /// What the file is taken as, by the meaning's name; empty for the likeliest.
    var meaning = ""
    /// The month or year, as typed.
    var when = ""
    var isTaking = false
    var keepsGood = false

    init(_ request: Request) throws {
        if request.headers["content-type"]?.hasPrefix("multipart/") == true {
            let parts: Multipart
            do {
                parts = try Multipart(request.body, type: request.headers["content-type"] ?? "")
            } catch {
                throw WebError.notAForm(error)
            }
            guard let file = parts.files("file").first, !file.bytes.isEmpty else {
                throw Problem(words: "还没有选文件。选一个 Excel 再看。")
            }
            name = UploadName(file.fileName, standard: "表.xlsx").text
            bytes = file.bytes
        } else {
            let form = request.form
            guard let text = form["file"], let data = Data(base64Encoded: text) else {
                throw Problem(words: "文件没有跟着过来。重新选一次文件。")
            }
            name = UploadName(form["name"], standard: "表.xlsx").text
            bytes = [UInt8](data)
            meaning = form["as"] ?? ""
            when = form["when"] ?? ""
            isTaking = form["act"] == "take"
            keepsGood = form["keeps"] == "1"
        }
        guard bytes.count <= Desk.mostFileBytes else {
            throw Problem(words: "文件太大，超过 4 MB。删去用不到的工作表，或用命令行导入。")
        }
    }
}
