import Glibc

/// What a file is, by its bytes.
enum DocumentKind: Equatable {
    case text, word, excel, web, pdf
    /// Files of Word before 2007 and of WPS, and RTF: another program must open them.
    case old

    private static let saveAsWord = "请用 Word 或 WPS 打开，另存为 docx 后再上传"
    private static let saveAsExcel = "请用 Excel 或 WPS 打开，另存为 .xlsx 后再上传"

    /// - Throws: `DocumentProblem` that says what a file is that is not read.
    static func of(_ bytes: [UInt8], name: String) throws -> DocumentKind {
        switch FileSignature.of(bytes) {
        case .zip: return try package(bytes)
        case .compound: return try compound(bytes)
        case .richText: return .old
        case .pdf: return .pdf
        case .some(let other) where other.isPicture:
            throw DocumentProblem(what: "这是\(other.title)，不是文档", remedy: "请上传文字版的报告；扫描件要先做文字识别")
        case .some(let other) where other.isForeignArchive:
            throw DocumentProblem(what: "这是\(other.title)，不是文档", remedy: "请解压后上传其中的文档")
        default: break
        }
        // Poppler takes a mark within the first kilobyte, and some senders put a line before it.
        if holds("%PDF-", bytes[..<min(bytes.count, 1_024)]) { return .pdf }
        return try marked(bytes, name)
    }

    private static func package(_ bytes: [UInt8]) throws -> DocumentKind {
        let others: (what: String, remedy: String)
        switch PackageKind.of(try ZipReader(bytes: bytes)) {
        case .word, .otherOffice: return .word
        case .excel: return .excel
        case .slides: others = ("演示文稿（pptx）", "请把文字另存为 docx 后再上传")
        case .binaryExcel: others = ("二进制工作簿（xlsb）", saveAsExcel)
        case .ofd: others = ("版式文件（OFD）", "请转换成 PDF 或 docx 后再上传")
        case .openDocument: others = ("OpenDocument 文件（odt、ods）", saveAsWord)
        case .archive: throw DocumentProblem(what: "这是压缩包，不是文档", remedy: "请解压后上传其中的文档")
        }
        throw DocumentProblem(what: "这是\(others.what)，不读这种格式", remedy: others.remedy)
    }

    /// OLE2, by the names of its streams.
    private static func compound(_ bytes: [UInt8]) throws -> DocumentKind {
        func hasStream(_ name: String) -> Bool {
            holds(name.utf8.flatMap { [$0, 0] }, bytes[...])
        }
        if hasStream("EncryptedPackage") {
            throw DocumentProblem(what: "文件加了密码", remedy: "请去掉密码后重新上传")
        }
        if hasStream("WordDocument") { return .old }
        if hasStream("Workbook") || hasStream("Book\0") {
            throw DocumentProblem(what: "这是旧版 Excel 或 WPS 表格文件（.xls、.et）", remedy: saveAsExcel)
        }
        if hasStream("PowerPoint Document") {
            throw DocumentProblem(what: "这是旧版演示文稿（.ppt）", remedy: "请把文字另存为 docx 后再上传")
        }
        throw DocumentProblem(what: "这个文件里没有 Word 正文，可能已损坏", remedy: saveAsWord)
    }

    /// Kinds that are text with marks in it.
    private static func marked(_ bytes: [UInt8], _ name: String) throws -> DocumentKind {
        // The NULs of UTF-16 are passed over; what is looked for is all Latin.
        let head = String(
            decoding: bytes.prefix(2_048).filter { $0 != 0 && $0 < 0x80 }, as: UTF8.self
        ).lowercased().drop { $0.isWhitespace }
        if head.hasPrefix("mime-version:") || head.hasPrefix("from: <saved by")
            || (head.hasPrefix("from:") && head.contains("multipart/related"))
        {
            throw DocumentProblem(what: "这是单个文件网页（MHTML）", remedy: saveAsWord)
        }
        let pages = ["<!doctype html", "<html", "<head", "<body", "<table", "<meta"]
        if pages.contains(where: { head.hasPrefix($0) }) { return .web }
        if head.hasPrefix("<?xml") || head.hasPrefix("<!--") {
            if head.contains("<html") { return .web }
            if head.contains("word.document") || head.contains("w:worddocument")
                || head.contains("pkg:package")
            {
                throw DocumentProblem(what: "这是 XML 格式的 Word 文件", remedy: saveAsWord)
            }
            if head.contains("excel.sheet") || head.contains("office:spreadsheet") {
                throw DocumentProblem(what: "这是 XML 格式的 Excel 文件", remedy: saveAsExcel)
            }
        }
        let ending = name.lowercased().split(separator: ".").last ?? ""
        if ["html", "htm", "xhtml"].contains(ending) { return .web }
        if ["mht", "mhtml"].contains(ending) {
            throw DocumentProblem(what: "这是单个文件网页（MHTML）", remedy: saveAsWord)
        }
        // Office systems export web tables as .xls; they may begin with a style.
        if ["xls", "doc"].contains(ending), head.hasPrefix("<") { return .web }
        return .text
    }

    private static func holds(_ text: String, _ bytes: ArraySlice<UInt8>) -> Bool {
        holds(Array(text.utf8), bytes)
    }

    private static func holds(_ needle: [UInt8], _ bytes: ArraySlice<UInt8>) -> Bool {
        guard let first = needle.first else { return false }
        return bytes.withUnsafeBytes { hay in
            guard let base = hay.baseAddress else { return false }
            var at = 0
            while at + needle.count <= hay.count {
                let rest = hay.count - needle.count + 1 - at
                guard let hit = memchr(base + at, Int32(first), rest) else { return false }
                at = UnsafeRawPointer(hit) - base
                if memcmp(base + at, needle, needle.count) == 0 { return true }
                at += 1
            }
            return false
        }
    }
}
