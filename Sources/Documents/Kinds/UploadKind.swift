/// A kind of file that may be brought and kept, told by its bytes. The list is closed: what is not
/// on it, above all what a browser or a shell would run, is refused.
public enum UploadKind: String, CaseIterable, Sendable {
    case pdf, docx, xlsx, pptx
    /// Files of Office before 2007 and of WPS, which share one form.
    case doc, xls, ppt
    case ofd
    case text
    case textGB18030 = "text-gb18030"
    case png, jpeg, tiff
    case zip

    /// As people call it.
    public var title: String {
        switch self {
        case .pdf: "PDF"
        case .docx: "Word 文档（docx）"
        case .xlsx: "Excel 工作簿（xlsx）"
        case .pptx: "演示文稿（pptx）"
        case .doc: "旧版 Word 或 WPS 文字"
        case .xls: "旧版 Excel 或 WPS 表格"
        case .ppt: "旧版演示文稿"
        case .ofd: "版式文件（OFD）"
        case .text, .textGB18030: "文本"
        case .png: "图片（PNG）"
        case .jpeg: "图片（JPEG）"
        case .tiff: "图片（TIFF）"
        case .zip: "压缩包（zip）"
        }
    }

    /// Endings that names of such files have, the usual one first.
    public var endings: [String] {
        switch self {
        case .pdf, .docx, .xlsx, .pptx, .ofd, .png, .zip: [rawValue]
        case .doc: ["doc", "wps"]
        case .xls: ["xls", "et"]
        case .ppt: ["ppt", "dps"]
        case .text, .textGB18030: ["txt", "csv"]
        case .jpeg: ["jpg", "jpeg"]
        case .tiff: ["tif", "tiff"]
        }
    }

    /// What a browser is told (RFC 6838).
    public var mediaType: String {
        let office = "application/vnd.openxmlformats-officedocument."
        return switch self {
        case .pdf: "application/pdf"
        case .docx: office + "wordprocessingml.document"
        case .xlsx: office + "spreadsheetml.sheet"
        case .pptx: office + "presentationml.presentation"
        case .doc: "application/msword"
        case .xls: "application/vnd.ms-excel"
        case .ppt: "application/vnd.ms-powerpoint"
        case .ofd: "application/ofd"
        case .text: "text/plain; charset=utf-8"
        case .textGB18030: "text/plain; charset=gb18030"
        case .png: "image/png"
        case .jpeg: "image/jpeg"
        case .tiff: "image/tiff"
        case .zip: "application/zip"
        }
    }

    /// Whether browsers show it by themselves, with nothing of it running.
    public var isShown: Bool { [.pdf, .png, .jpeg].contains(self) }

    /// All endings that may be uploaded, for the field of a form: `.pdf,.docx,…`.
    public static var accepted: String {
        let endings = allCases.flatMap(\.endings)
        return endings.enumerated().filter { endings.firstIndex(of: $1) == $0 }
            .map { "." + $1 }.joined(separator: ",")
    }
}

extension UploadKind {
    /// The kind of a file on the disk, which its name must not contradict.
    /// - Throws: `DocumentProblem`: what the file is, and what to do.
    public static func check(_ path: String, name: UploadName) throws -> UploadKind {
        let kind = try of(path)
        let ending = name.ending
        if kind.endings.contains(ending) { return kind }
        let usual = kind.endings[0]
        if ending.isEmpty {
            throw DocumentProblem(
                what: "文件名“\(name.text)”没有后缀，内容是\(kind.title)",
                remedy: "请确认选对了文件；若是，在名后加上 .\(usual) 再上传")
        }
        let claimed = allCases.first { $0.endings.contains(ending) }
        guard let claimed else {
            throw DocumentProblem(
                what: "不接受 .\(ending) 文件（“\(name.text)”）",
                remedy: "可以上传：\(accepted.replacing(",", with: "、"))")
        }
        throw DocumentProblem(
            what: "文件名“\(name.text)”像是\(claimed.title)，内容却是\(kind.title)",
            remedy: "请确认选对了文件；若是，把后缀改成 .\(usual) 再上传")
    }
}
