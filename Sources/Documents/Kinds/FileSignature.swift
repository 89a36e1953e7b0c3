/// What a file is by its first bytes, whatever it is called.
enum FileSignature: CaseIterable {
    case zip, compound, pdf, richText
    case png, jpeg, gif, tiff, webp
    case rar, sevenZip, gzip
    case elf, machO, javaClass

    /// Bytes that are enough to tell.
    static let length = 32

    /// - Parameter head: the first bytes of the file.
    static func of(_ head: some Collection<UInt8>) -> FileSignature? {
        let head = Array(head.prefix(length))
        return allCases.first { one in
            one.marks.contains { head.starts(with: $0) }
                && (one != .webp || head.dropFirst(8).starts(with: Array("WEBP".utf8)))
        }
    }

    private var marks: [[UInt8]] {
        switch self {
        case .zip: [[0x50, 0x4B, 3, 4], [0x50, 0x4B, 5, 6]]
        case .compound: [[0xD0, 0xCF, 0x11, 0xE0]]
        case .pdf: [Array("%PDF-".utf8)]
        case .richText: [Array("{\\rtf".utf8)]
        case .png: [[0x89, 0x50, 0x4E, 0x47]]
        case .jpeg: [[0xFF, 0xD8, 0xFF]]
        case .gif: [Array("GIF8".utf8)]
        case .tiff: [Array("II*\0".utf8), Array("MM\0*".utf8)]
        case .webp: [Array("RIFF".utf8)]
        case .rar: [Array("Rar!".utf8)]
        case .sevenZip: [[0x37, 0x7A, 0xBC, 0xAF]]
        case .gzip: [[0x1F, 0x8B]]
        case .elf: [[0x7F, 0x45, 0x4C, 0x46]]
        case .machO:
            [
                [0xFE, 0xED, 0xFA, 0xCE], [0xFE, 0xED, 0xFA, 0xCF], [0xCE, 0xFA, 0xED, 0xFE],
                [0xCF, 0xFA, 0xED, 0xFE],
            ]
        case .javaClass: [[0xCA, 0xFE, 0xBA, 0xBE]]
        }
    }

    var title: String {
        switch self {
        case .zip: "压缩包"
        case .compound: "旧版 Office 文件"
        case .pdf: "PDF"
        case .richText: "RTF 文件"
        case .png: "图片（PNG）"
        case .jpeg: "图片（JPEG）"
        case .gif: "图片（GIF）"
        case .tiff: "图片（TIFF）"
        case .webp: "图片（WebP）"
        case .rar: "压缩包（RAR）"
        case .sevenZip: "压缩包（7z）"
        case .gzip: "压缩包（gzip）"
        case .elf, .machO, .javaClass: "程序"
        }
    }

    var isPicture: Bool { [.png, .jpeg, .gif, .tiff, .webp].contains(self) }
    /// Packed by a program whose archives are not read.
    var isForeignArchive: Bool { [.rar, .sevenZip, .gzip].contains(self) }
    var isProgram: Bool { [.elf, .machO, .javaClass].contains(self) }
}
