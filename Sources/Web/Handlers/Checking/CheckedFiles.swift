import Applications
import Catalogue
import Registers
import Store
import Values

extension Desk {
    /// The files of an application as its checker needs them: what each is for, and which of them
    /// nobody has looked through for marks of secrecy.
    func checkedFiles(_ reader: Reader, _ application: Record, _ register: Register) throws
        -> HTML?
    {
        guard let files = try attachedFiles(reader, of: application, in: register)?.files else {
            return nil
        }
        guard !files.isEmpty else {
            return
                "<section class=\"panel\" id=\"files\"><h2>附件</h2><p class=\"note\">没有附件。</p></section>"
        }
        let kinds = catalogue.list("application-files")
        let table = Table(
            caption: "附件",
            columns: [.init(title: "文件"), .init(title: "类别"), .init(title: "密级标志")],
            rows: files.map { file in
                let kind = file.step.map { kinds?.title(of: $0) ?? $0 } ?? file.purpose
                let words = file.reading ?? "没有查过"
                return [
                    "<a href=\"\(Link.file(file.id))\">\(file.name)</a>", "\(kind)",
                    file.isRead ? "\(words)" : "<strong>\(words)</strong>",
                ]
            })
        let unread = files.filter { !$0.isRead }
        let told: HTML? =
            unread.isEmpty
            ? nil
            : Notice(
                kind: .caution,
                text:
                    "\(unread.count) 份附件平台没有读全，请打开看有没有密级标志：\(unread.map(\.name).joined(separator: "、"))。"
                    + "发现涉密的立即停止办理，联系局保密工作机构。"
            ).html
        return "<section class=\"group\" id=\"files\"><h2>附件</h2>\(told)\(table.html)</section>"
    }
}
