import Glibc

extension UploadKind {
    private static let remedyOfWeb = "请用 Word 或 WPS 打开，另存为 docx 或 PDF 后再上传"

    /// The kind of a file on the disk.
    /// - Throws: `DocumentProblem` for anything that is none of the list, damaged, or locked.
    static func of(_ path: String) throws -> UploadKind {
        let file = try DiskBytes(path)
        guard file.count > 0 else {
            throw DocumentProblem(what: "文件是空的", remedy: "请检查文件，重新保存后再上传")
        }
        let head = file.bytes(at: 0, count: 4_096)
        guard let signature = FileSignature.of(head) else { return try text(file, head) }
        switch signature {
        case .pdf: return .pdf
        case .png: return .png
        case .jpeg: return .jpeg
        case .tiff: return .tiff
        case .zip:
            try refuseLongDirectory(file)
            return try package(path)
        case .compound: return try compound(file)
        case .richText:
            throw refused(signature.title, "请用 Word 或 WPS 打开，另存为 docx 后再上传")
        case .gif, .webp: throw refused(signature.title, "请另存为 PNG 或 JPEG 后再上传")
        case .rar, .sevenZip, .gzip: throw refused(signature.title, "请解压后上传其中的文件，或改用 zip")
        case .elf, .machO, .javaClass:
            throw refused(signature.title, "本平台只收文档、表格、图片和 zip")
        }
    }

    private static func refused(_ what: String, _ remedy: String) -> DocumentProblem {
        DocumentProblem(what: "这是\(what)，不能上传", remedy: remedy)
    }

    /// libzip takes the whole directory of an archive into memory when it opens it, whatever number
    /// of files the end of the archive claims: a hundred megabytes of it would take several times
    /// as much.
    private static func refuseLongDirectory(_ file: DiskBytes) throws {
        // The end record has 22 bytes and a comment of up to 65,535.
        let start = max(0, file.count - 22 - 65_535)
        let tail = file.bytes(at: start, count: Int(file.count - start))
        guard
            let end = (0..<max(0, tail.count - 21)).last(where: {
                tail[$0] == 0x50 && tail[$0..<$0 + 4].elementsEqual([0x50, 0x4B, 5, 6])
            })
        else { return }
        let size = (0..<4).reduce(0) { $0 | Int(tail[end + 12 + $1]) << (8 * $1) }
        guard size <= mostDirectoryBytes else {
            throw DocumentProblem(
                what: "压缩包的目录太大，最多 \(ZipArchive.mostEntries) 个文件", remedy: "请分成几个压缩包")
        }
    }

    /// Ten thousand files with long names.
    private static let mostDirectoryBytes = 4 << 20

    private static func package(_ path: String) throws -> UploadKind {
        let zip = try ZipReader(path: path)
        let names = zip.names
        guard names.count <= ZipArchive.mostEntries else {
            throw DocumentProblem(
                what: "压缩包里有 \(names.count) 个文件，最多 \(ZipArchive.mostEntries) 个", remedy: "请分成几个压缩包")
        }
        if let locked = names.first(where: zip.isEncrypted) {
            throw DocumentProblem(
                what: "文件加了密码", place: .part(locked), remedy: "请去掉密码后重新上传")
        }
        if names.contains(where: { $0.lowercased().hasSuffix("vbaproject.bin") }) {
            throw refused("带宏的 Office 文件", "请另存为不带宏的 docx、xlsx 或 pptx 后再上传")
        }
        switch PackageKind.of(zip) {
        case .word: return .docx
        case .excel: return .xlsx
        case .slides: return .pptx
        case .ofd: return .ofd
        case .archive: return .zip
        case .binaryExcel: throw refused("二进制工作簿（xlsb）", "请另存为 xlsx 后再上传")
        case .openDocument:
            throw refused("OpenDocument 文件（odt、ods）", "请另存为 docx、xlsx 或 PDF 后再上传")
        case .otherOffice: return try office(zip)
        }
    }

    /// An Office package by what it calls its parts, where it names their files otherwise.
    private static func office(_ zip: ZipReader) throws -> UploadKind {
        var types: [UInt8] = []
        try zip.each(of: "[Content_Types].xml", limit: 1 << 20) {
            types += $0
            return true
        }
        let text = String(decoding: types, as: UTF8.self)
        let kinds: [(String, UploadKind)] = [
            ("wordprocessingml.document.main+xml", .docx),
            ("spreadsheetml.sheet.main+xml", .xlsx),
            ("presentationml.presentation.main+xml", .pptx),
        ]
        if let kind = kinds.first(where: { text.contains($0.0) }) { return kind.1 }
        throw refused("不认识的 Office 文件", "请用 Office 或 WPS 打开，另存为 docx、xlsx、pptx 或 PDF 后再上传")
    }

    private static func compound(_ file: DiskBytes) throws -> UploadKind {
        let names = CompoundDirectory.names(file)
        if names.contains("EncryptedPackage") {
            throw DocumentProblem(what: "文件加了密码", remedy: "请去掉密码后重新上传")
        }
        if names.contains("WordDocument") { return .doc }
        if names.contains("Workbook") || names.contains("Book") { return .xls }
        if names.contains("PowerPoint Document") { return .ppt }
        throw DocumentProblem(
            what: "这个旧版 Office 文件里没有正文，可能已损坏，或不是 Word、Excel、PPT",
            remedy: "请用 Office 或 WPS 打开后重新保存，再上传")
    }

    private static func text(_ file: DiskBytes, _ head: [UInt8]) throws -> UploadKind {
        if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) {
            throw DocumentProblem(
                what: "这是 UTF-16 编码的文本", remedy: "请用记事本或 Excel 另存为 UTF-8 编码后再上传")
        }
        if let active = ActiveText.of(head) {
            throw refused(active.title, active == .script ? "本平台只收文档、表格、图片和 zip" : remedyOfWeb)
        }
        var scan = TextScan()
        try file.each { scan.add($0) }
        switch scan.encoding {
        case .utf8: return .text
        case .gb18030: return .textGB18030
        case nil:
            if head.starts(with: Array("MZ".utf8)) {
                throw refused("程序", "本平台只收文档、表格、图片和 zip")
            }
            throw DocumentProblem(
                what: "认不出这是什么文件，或它已损坏",
                remedy: "可以上传：\(accepted.replacing(",", with: "、"))；文本要用 UTF-8 或 GB18030 编码")
        }
    }
}

/// Text that a browser or a shell would run.
enum ActiveText {
    case web, script

    var title: String {
        switch self {
        case .web: "网页、SVG 或 XML 文件"
        case .script: "脚本"
        }
    }

    /// - Parameter head: the first bytes; browsers that guess look at fewer.
    static func of(_ head: [UInt8]) -> ActiveText? {
        var bytes = head[...]
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
        let text = String(decoding: bytes.filter { $0 != 0 && $0 < 0x80 }, as: UTF8.self)
            .lowercased().drop { $0.isWhitespace }
        if text.hasPrefix("#!") || text.hasPrefix("%!ps") || text.hasPrefix("@echo") {
            return .script
        }
        if text.hasPrefix("mime-version:") || text.hasPrefix("from: <saved by") { return .web }
        if text.first == "<", let next = text.dropFirst().first,
            next.isLetter || next == "!" || next == "?"
        {
            return .web
        }
        let marks = ["<script", "<html", "<svg", "<iframe", "<!doctype", "<body"]
        return marks.contains { text.contains($0) } ? .web : nil
    }
}
