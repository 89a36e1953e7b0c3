/// How paragraphs of reports begin and end.
enum ParagraphMarks {
    /// Marks that close a sentence, or announce a list.
    static func isClosed(_ text: String) -> Bool {
        let closers: Set<UnicodeScalar> = ["”", "’", "）", ")", "》", "\"", "】", "』", "」"]
        guard
            let last = text.unicodeScalars.reversed().prefix(4).first(where: {
                !closers.contains($0)
            })
        else { return false }
        return ["。", "！", "？", "；", "：", "…", "!", "?", ";", ":", "."].contains(last)
    }

    private static let digits = Set("〇一二三四五六七八九十百零".unicodeScalars)

    /// A heading of the first level or an article: 一、 第三章 第十二条. No sentence wraps there.
    static func isHeading(_ text: String) -> Bool {
        let head = Array(text.unicodeScalars.prefix(10))
        if head.first == "第" {
            let rest = head.dropFirst().drop { digits.contains($0) || isDigit($0) }
            return rest.count < head.count - 1 && ["章", "节", "条", "部", "编"].contains(rest.first)
        }
        let rest = head.drop { digits.contains($0) }
        return rest.count < head.count && rest.first == "、"
    }

    /// A number that begins a paragraph where the one before has closed: （一） 1. （1） ①.
    static func isNumbered(_ text: String) -> Bool {
        let head = Array(text.unicodeScalars.prefix(10))
        guard let first = head.first else { return false }
        if (0x2460...0x2473).contains(first.value) { return true }
        if first == "（" || first == "(" {
            let rest = head.dropFirst().drop { digits.contains($0) || isDigit($0) }
            return rest.count < head.count - 1 && (rest.first == "）" || rest.first == ")")
        }
        let rest = head.drop { isDigit($0) }
        guard rest.count < head.count, rest.count > 1,
            ["．", ".", "、"].contains(rest.first)
        else { return false }
        return !isDigit(rest[rest.startIndex + 1])
    }

    static func isDigit(_ scalar: UnicodeScalar) -> Bool {
        (0x30...0x39).contains(scalar.value) || (0xFF10...0xFF19).contains(scalar.value)
    }

    /// Whether text is nothing but the mark of a list's item: `一、` `（二）` `3.` `④` `b)` `第五章`.
    static func isListMark(_ text: String) -> Bool {
        let scalars = Array(text.unicodeScalars)
        guard scalars.count <= 8, let last = scalars.last else { return false }
        if scalars.count == 1 { return (0x2460...0x2473).contains(last.value) }
        if scalars.first == "第" { return isHeading(text) && "章节条部编".unicodeScalars.contains(last) }
        guard ["、", ".", "．", "）", ")"].contains(last) else { return false }
        return scalars.dropLast().allSatisfy {
            isDigit($0) || digits.contains($0) || ["（", "(", "."].contains($0)
                || "甲乙丙丁戊己庚辛壬癸".unicodeScalars.contains($0)
                || ($0.isASCII && $0.properties.isAlphabetic)
        }
    }

    /// Whether text is a number, with its unit or sign: `1,282.50`, `-3.5%`, `120万元`, `(12)`.
    static func isNumber(_ text: String) -> Bool {
        let scalars = text.unicodeScalars
        guard scalars.contains(where: { isDigit($0) }), !isListMark(text) else { return false }
        return scalars.allSatisfy {
            isDigit($0) || ",.，%％+-−—()（）¥￥$ 万亿元项个家人次件".unicodeScalars.contains($0)
        }
    }
}
