/// Years as they stand in text.
enum YearText {
    /// Years that reports speak of.
    static let plausible = 1949...2100

    /// The year of four digits at a place, with 年 behind it; nil where none stands.
    static func read(_ text: Scalars, at place: Int, to end: Int) -> (year: Int, end: Int)? {
        // 1.2025年 begins a numbered paragraph; 3.2025年 within a sentence is nothing.
        guard place + 4 < end, text[place].isDigit,
            place == 0 || !text[place - 1].isDigit && (text[place - 1] != "." || place <= 4)
        else { return nil }
        var year = 0
        for offset in 0..<4 {
            guard let digit = text[place + offset].digit else { return nil }
            year = year * 10 + digit
        }
        let mark = text.skippingBlanks(place + 4, to: end)
        guard mark < end, text[mark] == "年", plausible.contains(year) else { return nil }
        return (year, mark + 1)
    }

    /// Whether four digits and 年 stand at a place.
    static func isYear(_ text: Scalars, at place: Int) -> Bool {
        guard place + 4 < text.count, text[place + 4] == "年" else { return false }
        return text[place..<place + 4].allSatisfy(\.isDigit)
    }

    /// The end of a date that a range begins with: 2025年度, 2025年12月31日, 12月末, 1-6月.
    static func leading(_ text: Scalars, _ range: Range<Int>) -> Int? {
        var place = range.lowerBound
        guard text[place].isDigit || text[place] == "截" else { return nil }
        let marks = "年月日度末底初至截止-—－–".unicodeScalars
        var sawMark = false
        while place < range.upperBound,
            text[place].isDigit || marks.contains(text[place]) || text[place].isBlank
        {
            if text[place] == "年" || text[place] == "月" { sawMark = true }
            place += 1
        }
        return sawMark ? place : nil
    }

    /// The first year named in a range.
    static func first(in text: Scalars, _ range: Range<Int>) -> Int? {
        for place in range where text[place].isDigit {
            if let found = read(text, at: place, to: range.upperBound) { return found.year }
        }
        return nil
    }

    /// The last year named in a range.
    /// - Parameter most: later years are passed over.
    static func last(
        in text: Scalars, _ range: Range<Int>, _ end: Int, atMost most: Int = .max
    ) -> Int? {
        var place = range.upperBound - 1
        while place >= range.lowerBound {
            if text[place].isDigit, let found = read(text, at: place, to: end), found.year <= most {
                return found.year
            }
            place -= 1
        }
        return nil
    }

    /// The year that a report is of: the one most often named as 2025年度, else as 2025年.
    static func ofReport(_ passages: [Passage]) -> Int? {
        var plain: [Int: Int] = [:]
        for passage in passages where !passage.isCell {
            var place = 0
            while place < passage.text.count {
                guard passage.text[place].isDigit else {
                    place += 1
                    continue
                }
                if let found = read(passage.text, at: place, to: passage.text.count) {
                    let isFiscal = found.end < passage.text.count && passage.text[found.end] == "度"
                    plain[found.year, default: 0] += isFiscal ? 5 : 1
                    place = found.end
                } else {
                    place = NumberText.endOfDigits(
                        passage.text, from: place, to: passage.text.count)
                }
            }
        }
        // The later of two named as often: reports compare with the year before.
        return plain.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key
    }
}

/// The year that the heading above each passage names.
struct SectionYears {
    private var years: [Int?] = []

    init(_ passages: [Passage], _ marks: [HeadingMark?]) {
        var current: Int?
        for (index, passage) in passages.enumerated() {
            if let mark = marks[index], mark.isShort,
                let named = YearText.last(in: passage.text, passage.all, passage.text.count)
            {
                current = named
            } else if let mark = marks[index], mark.isShort,
                mark.form == .chinese || mark.form == .part
            {
                current = nil
            }
            years.append(current)
        }
    }

    func year(of passage: Int) -> Int? { years[passage] }
}

/// 截至2025年12月31日: up to when a figure counts.
enum AsOfText {
    /// The words of the last such date in a range, as written.
    static func last(in text: Scalars, _ range: Range<Int>) -> String? {
        guard let word = RoleWords.asOf.last(in: text, range) else { return nil }
        var end = word.upperBound
        let marks = "年月日度末底初目前到今止现在当前".unicodeScalars
        while end < range.upperBound,
            text[end].isDigit || marks.contains(text[end]) || text[end].isBlank
        {
            end += 1
        }
        return text.string(text.trimmed(word.lowerBound..<end))
    }
}
