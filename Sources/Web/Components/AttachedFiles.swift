import Files
import Operating

/// The files about a record: what is there, and, for those who may add, a form for one more.
///
/// The form sends its fields before the file, so that what decides about the file is known when
/// its first byte arrives.
struct AttachedFiles: Sendable {
    struct File: Sendable {
        let id: Int64
        let name: String
        let kind: String
        let bytes: Int64
        let purpose: String
        let step: String?
        let note: String?
        /// 张某 2026-03-05 14:03.
        let added: String
        /// 已查，未发现; 未查.
        let scanned: String
        /// 已读文字，未见标志; 没有读，只查了文件名; nil where it came before this was looked at.
        let reading: String?
        /// Whether all its words were looked through for marks of secrecy.
        let isRead: Bool
    }

    let files: [File]
    /// Where one more is sent; nil where the viewer may add none.
    var add: Link?
    var csrf: HTML = ""
    /// Of one file, in bytes.
    let limit: Int64
    /// Where the purpose is given, it is not asked.
    var purpose: FilePurpose?
    let purposes: [FilterForm.Option]
    /// What a file may be of; a free text where there are none.
    var steps: [FilterForm.Option] = []
    var title = "附件"
    /// Where there is none: what it is for.
    var lead = "佐证材料、盖章扫描件等，随这条记录保存；能看记录的人才能下载。"

    var html: HTML {
        """
        <section class="panel" id="files"><h2>\(title)</h2>\(list)\(add.map(form))</section>
        """
    }

    private var list: HTML {
        if files.isEmpty { return "<p class=\"note\">还没有文件。\(lead)</p>" }
        return "\(table)\(unread)"
    }

    private var table: HTML {
        Table(
            caption: title,
            columns: [
                .init(title: "文件"), .init(title: "用途"), .init(title: "种类"),
                .init(title: "上传"), .init(title: "查毒"), .init(title: "密级标志"),
            ] + (add == nil ? [] : [.init(title: "操作")]),
            rows: files.map(row)
        ).html
    }

    private func row(_ file: File) -> [HTML] {
        let note: HTML? = file.note.map { "<br><small>\($0)</small>" }
        let withdraw: HTML = """
            <a href="\(Link.withdrawFile(file.id))">撤回<span class="visually-hidden">\(file.name)</span></a>
            """
        return [
            "<a href=\"\(Link.file(file.id))\">\(file.name)</a>\(note)",
            "\(file.purpose)\(step(file).map { "（\($0)）" } ?? "")",
            "\(file.kind)，\(sizeText(file.bytes))", "\(file.added)", "\(file.scanned)",
            reading(file),
        ] + (add == nil ? [] : [withdraw])
    }

    private func reading(_ file: File) -> HTML {
        let words = file.reading ?? "没有查过"
        return file.isRead ? "\(words)" : "<strong>\(words)</strong>"
    }

    /// Says plainly of which files more than the name was not looked at.
    private var unread: HTML {
        let names = files.filter { !$0.isRead }.map(\.name)
        guard !names.isEmpty else { return "" }
        return """
            <p class="note">这些文件的文字没有读全（图片、扫描件、旧格式等），平台只查了文件名和读得到的部分，\
            有没有密级标志要由人看：\(names.joined(separator: "、"))。</p>
            """
    }

    private func step(_ file: File) -> String? {
        file.step.map { step in steps.first { $0.value == step }?.title ?? step }
    }

    private func form(_ action: Link) -> HTML {
        """
        <details class="add-file"\(files.isEmpty ? " open" : HTML.empty)><summary>加一份文件</summary>
        <form class="upload" method="post" action="\(action)" enctype="multipart/form-data">\(csrf)\
        \(about)<div class="field"><label class="form-label" for="file-note">说明 <small>可以不填</small></label>\
        <input class="form-control" type="text" id="file-note" name="note" maxlength="300" autocomplete="off"></div>
        <div class="field"><label class="form-label" for="file-file">文件</label>\
        <input class="form-control" type="file" id="file-file" name="file" required data-limit="\(limit)" \
        aria-describedby="file-help"><p class="form-text" id="file-help">可以是 PDF、Word、Excel、图片、OFD、\
        压缩包等，不超过 \(sizeText(limit))；网页、脚本、程序和带宏、带密码的不收。保存以前查密级标志，带标志的不收；\
        图片和扫描件只能查文件名。</p></div>
        <div class="send"><button class="btn btn-primary">上传</button></div></form></details>
        """
    }

    private var about: HTML {
        if let purpose {
            return "<input type=\"hidden\" name=\"purpose\" value=\"\(purpose.rawValue)\">"
        }
        let options = purposes.map { "<option value=\"\($0.value)\">\($0.title)</option>" as HTML }
        if !steps.isEmpty {
            let kinds = steps.map { "<option value=\"\($0.value)\">\($0.title)</option>" as HTML }
            return """
                <input type="hidden" name="purpose" value="attachment">\
                <div class="field"><label class="form-label" for="file-step">类别</label>\
                <select class="form-select" id="file-step" name="step">\(kinds)</select></div>
                """
        }
        return """
            <div class="field"><label class="form-label" for="file-purpose">用途</label>\
            <select class="form-select" id="file-purpose" name="purpose">\(options)</select></div>
            <div class="field"><label class="form-label" for="file-step">环节 <small>可以不填</small></label>\
            <input class="form-control" type="text" id="file-step" name="step" maxlength="60" autocomplete="off" \
            aria-describedby="file-step-help"><p class="form-text" id="file-step-help">证明记录的哪一步，如“登记”“验收”。</p></div>
            """
    }
}
