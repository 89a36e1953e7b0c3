/// A paragraph style of the document; the whole look of the text lies here.
enum WordStyle: String, CaseIterable {
    case normal = "Normal"
    case body = "BodyText"
    case title = "Title"
    case subtitle = "Subtitle"
    case mark = "DocumentMark"
    case documentNumber = "DocumentNumber"
    case annexMark = "AnnexMark"
    case annexTitle = "AnnexTitle"
    case heading1 = "Heading1"
    case heading2 = "Heading2"
    case heading3 = "Heading3"
    case heading4 = "Heading4"
    case attachment = "AttachmentNote"
    case signature = "Signature"
    case note = "SmallNote"
    case caption = "Caption"
    case tableUnit = "TableUnit"
    case tableHead = "TableHead"
    case tableText = "TableText"
    case tableShort = "TableShort"
    case tableNumber = "TableNumber"
    case tableGap = "TableGap"
    case header = "Header"
    case footer = "Footer"
    case checkLine = "CheckLine"
    case footnoteText = "FootnoteText"

    /// The heading style of a level, `nil` for levels the standard does not have.
    static func heading(_ level: Int) -> WordStyle? {
        switch level {
        case 1: .heading1
        case 2: .heading2
        case 3: .heading3
        case 4: .heading4
        default: nil
        }
    }

    /// How a style looks. Sizes are half-points (三号 is 32), lines are twips (28.8 pt is 576).
    struct Look {
        var name: String
        var isCustom = false
        var font = WordFont.body
        var size = 32
        var isBold = false
        var isRed = false
        var alignment = "both"
        var line = 576
        var lineRule = "exact"
        var before = 0
        var after = 0
        /// First-line indent in characters.
        var indent = 0
        var keepsNext = false
        var outlineLevel: Int?
        var next: WordStyle?
    }

    /// The look that GB/T 9704 asks for.
    var look: Look {
        switch self {
        case .normal: Look(name: "Normal")
        case .body: Look(name: "Body Text", indent: 2)
        case .title: Look(name: "Title", font: .title, size: 44, alignment: "center", line: 720)
        case .subtitle: Look(name: "Subtitle", font: .kai, alignment: "center")
        case .mark:
            Look(name: "公文标记", isCustom: true, font: .black, isRed: true, alignment: "center")
        case .documentNumber:
            Look(name: "发文字号", isCustom: true, alignment: "center", after: 288)
        case .annexMark: Look(name: "附件标识", isCustom: true, font: .black, alignment: "left")
        case .annexTitle:
            Look(
                name: "附件标题", isCustom: true, font: .title, size: 36, alignment: "center",
                line: 640, before: 288, after: 144, keepsNext: true)
        case .heading1: heading(1, .black)
        case .heading2: heading(2, .kai)
        case .heading3: heading(3, .body, isBold: true)
        case .heading4: heading(4, .body)
        case .attachment: Look(name: "附件说明", isCustom: true)
        case .signature: Look(name: "Signature", alignment: "right")
        case .note: small("公文注释", .body, alignment: "both", before: 60)
        case .caption:
            Look(
                name: "caption", font: .black, size: 24, alignment: "center", line: 480,
                before: 120, keepsNext: true)
        case .tableUnit: small("表格单位", .song, alignment: "right", keepsNext: true)
        case .tableHead: small("表格表头", .black, alignment: "center")
        case .tableText: small("表格文字", .song, alignment: "left")
        case .tableShort: small("表格短文字", .song, alignment: "center")
        case .tableNumber: small("表格数字", .song, alignment: "right")
        case .tableGap: small("表后空行", .song, alignment: "left", line: 160)
        case .header:
            Look(
                name: "header", font: .black, size: 24, isRed: true, alignment: "center", line: 360)
        case .footer: Look(name: "footer", font: .song, size: 28, line: 360)
        case .checkLine:
            Look(
                name: "校验码", isCustom: true, font: .song, size: 18, alignment: "center", line: 240,
                before: 60)
        case .footnoteText:
            Look(name: "footnote text", font: .song, size: 18, alignment: "left", line: 260)
        }
    }

    private func heading(_ level: Int, _ font: WordFont, isBold: Bool = false) -> Look {
        Look(
            name: "heading \(level)", font: font, isBold: isBold, indent: 2, keepsNext: true,
            outlineLevel: level - 1, next: .body)
    }

    /// 五号 (10.5 pt), the smallest type the standard allows in tables, on 18 pt lines.
    private func small(
        _ name: String, _ font: WordFont, alignment: String, line: Int = 360, before: Int = 0,
        keepsNext: Bool = false
    ) -> Look {
        Look(
            name: name, isCustom: true, font: font, size: 21, alignment: alignment, line: line,
            before: before, keepsNext: keepsNext)
    }
}
