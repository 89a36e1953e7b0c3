/// What a zip archive is, by the part that every package of its kind has.
enum PackageKind: CaseIterable {
    case word, excel, slides, binaryExcel, ofd, openDocument
    /// An Office package whose parts are named otherwise.
    case otherOffice
    case archive

    static func of(_ zip: ZipReader) -> PackageKind {
        allCases.first { kind in kind.part.map { zip.size(of: $0) != nil } ?? true } ?? .archive
    }

    private var part: String? {
        switch self {
        case .word: "word/document.xml"
        case .excel: "xl/workbook.xml"
        case .slides: "ppt/presentation.xml"
        case .binaryExcel: "xl/workbook.bin"
        case .ofd: "OFD.xml"
        case .openDocument: "content.xml"
        case .otherOffice: "[Content_Types].xml"
        case .archive: nil
        }
    }
}
