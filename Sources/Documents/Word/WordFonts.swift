/// The typefaces GB/T 9704 names. They are named in the file, never shipped with it.
enum WordFont: String, CaseIterable {
    case body = "仿宋_GB2312"
    case kai = "楷体_GB2312"
    case black = "黑体"
    case song = "宋体"
    case title = "方正小标宋简体"

    /// What Word takes when the typeface is missing: the same face under its Windows name.
    var alternative: String {
        switch self {
        case .body: "FangSong"
        case .kai: "KaiTi"
        case .black: "SimHei"
        case .song: "SimSun"
        case .title: "FZXiaoBiaoSong-B05S"
        }
    }

    /// The `w:rFonts` element: one face for 汉字 and for digits, as official documents have it.
    var element: String {
        "<w:rFonts w:ascii=\"\(rawValue)\" w:eastAsia=\"\(rawValue)\" w:hAnsi=\"\(rawValue)\""
            + " w:cs=\"\(rawValue)\"/>"
    }

    /// `word/fontTable.xml`.
    static func part() -> String {
        var xml = XMLText()
        xml.raw("<w:fonts \(WordNamespace.main)>")
        for font in allCases {
            xml.raw("<w:font w:name=\"\(font.rawValue)\">")
            xml.raw("<w:altName w:val=\"\(font.alternative)\"/>")
            // 0x86 is the GB 2312 character set: the last resort is any Chinese face.
            xml.raw("<w:charset w:val=\"86\"/>")
            xml.raw("<w:family w:val=\"\(font == .black ? "swiss" : "roman")\"/>")
            xml.raw("<w:pitch w:val=\"\(font == .black ? "variable" : "fixed")\"/></w:font>")
        }
        xml.raw("</w:fonts>")
        return xml.text
    }
}

/// XML namespaces of the parts.
enum WordNamespace {
    static let main =
        "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
        + " xmlns:r=\"\(relationship)\""
    static let relationship =
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    static let package = "http://schemas.openxmlformats.org/package/2006"
}
