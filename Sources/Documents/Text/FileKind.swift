/// Kinds of files that people upload when a text table is asked for.
enum FileKind {
    /// The problem to report when `bytes` is clearly no text table; `nil` when it may be one.
    static func mistake(in bytes: [UInt8]) -> DocumentProblem? {
        switch FileSignature.of(bytes) {
        case .zip: return archive(bytes)
        case .compound: return saveAsCSV("这是旧版 Excel 或 Word 文件，不是 CSV")
        case .pdf:
            return DocumentProblem(what: "这是 PDF 文件，不是 CSV", remedy: "请上传原始表格，另存为 CSV 后再上传")
        default: break
        }
        let head = String(decoding: bytes.prefix(64), as: UTF8.self).lowercased()
            .drop { $0.isWhitespace || $0 == "\u{FEFF}" }
        // Many office systems export an HTML table under the name .xls.
        if ["<!doctype", "<html", "<table", "<?xml"].contains(where: { head.hasPrefix($0) }) {
            return saveAsCSV("这是网页或 XML 文件，不是 CSV")
        }
        return nil
    }

    private static func archive(_ bytes: [UInt8]) -> DocumentProblem {
        if holds("xl/", bytes) { return saveAsCSV("这是 Excel 文件，不是 CSV") }
        if holds("word/", bytes) {
            return DocumentProblem(what: "这是 Word 文件，不是 CSV", remedy: "请把表格复制到 Excel，另存为 CSV 后再上传")
        }
        return DocumentProblem(what: "这是压缩包，不是 CSV", remedy: "请解压后上传其中的 CSV 文件")
    }

    private static func saveAsCSV(_ what: String) -> DocumentProblem {
        DocumentProblem(
            what: what, remedy: "请用 Excel 或 WPS 打开，另存为 CSV（UTF-8，逗号分隔）后再上传")
    }

    /// Whether an entry name in the archive begins with `folder`: names follow a fixed header of
    /// 30 bytes in front of each entry, or of 46 bytes in the list at the end.
    private static func holds(_ folder: String, _ bytes: [UInt8]) -> Bool {
        let name = Array(folder.utf8)
        var index = 0
        while index + 46 + name.count <= bytes.count {
            if bytes[index] == 0x50, bytes[index + 1] == 0x4B {
                let header = bytes[index + 2] == 0x01 ? 46 : 30
                if bytes[(index + header)...].starts(with: name) { return true }
            }
            index += 1
        }
        return false
    }
}
