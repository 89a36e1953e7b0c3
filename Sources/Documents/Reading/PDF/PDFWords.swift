/// The words of a PDF with their places, as `pdftotext -tsv` tells them.
struct PDFWords {
    struct Page {
        var width = 0.0
        var height = 0.0
        var words: [Word] = []
    }

    struct Word {
        let text: String
        let left: Double
        let right: Double
        let top: Double
        let bottom: Double
    }

    private(set) var pages: [Page] = []

    /// Twelve fields a line, parted by tabulators: level, five numbers that count, left, top,
    /// width, height, confidence, text. Level 1 begins a page, 5 is a word.
    init(_ table: [UInt8], _ budget: ReadingBudget) throws(DocumentProblem) {
        for line in table.split(separator: 0x0A).dropFirst() {
            let fields = line.split(
                separator: 0x09, maxSplits: 11, omittingEmptySubsequences: false)
            guard fields.count == 12 else { continue }
            func number(_ at: Int) -> Double {
                let number = Double(String(decoding: fields[at], as: UTF8.self)) ?? 0
                // No page is a kilometre wide; what is not a number is nowhere.
                return number.isFinite ? min(max(number, -1e6), 1e6) : 0
            }
            if fields[0].elementsEqual([0x31]) {
                pages.append(Page(width: number(8), height: number(9)))
            } else if fields[0].elementsEqual([0x35]), !pages.isEmpty {
                budget.take(text: fields[11])
                try budget.check()
                let text = TrimmedText(String(decoding: fields[11], as: UTF8.self)).text
                guard !text.isEmpty else { continue }
                pages[pages.count - 1].words.append(
                    Word(
                        text: text, left: number(6), right: number(6) + number(8), top: number(7),
                        bottom: number(7) + number(9)))
            }
        }
    }
}
