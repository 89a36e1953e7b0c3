import Foundation

/// A workbook (.xlsx) read row by row: the shared texts are in memory, the sheets never are.
public final class ExcelReader {
    public let sheets: [ExcelSheet]
    private let zip: ZipReader
    private let strings = SharedStrings()
    private let styles = ExcelStyles()
    private let isFrom1904: Bool
    private let limit: Int
    /// What is left for the workbook as a whole; sheets of a register are only limited one by one.
    private let budget: ReadingBudget?

    /// - Parameter limit: the most bytes that one part may unpack to.
    /// - Throws: `DocumentProblem` where the file is no workbook (and says what it is), is
    ///   damaged, encrypted or too large.
    public convenience init(path: String, limit: Int = 2 << 30) throws {
        if let problem = Self.mistake(path) { throw problem }
        try self.init(zip: ZipReader(path: path), limit: limit)
    }

    /// A workbook in memory.
    convenience init(bytes: [UInt8], _ budget: ReadingBudget) throws {
        try self.init(
            zip: ZipReader(bytes: bytes), limit: budget.limits.unpackedBytes, budget)
    }

    private init(zip: ZipReader, limit: Int, _ budget: ReadingBudget? = nil) throws {
        self.limit = limit
        self.budget = budget
        self.zip = zip
        let workbook = WorkbookEvents()
        let relations = RelationEvents()
        guard zip.size(of: "xl/workbook.xml") != nil else {
            throw DocumentProblem(
                what: "里面没有工作簿，不是 .xlsx 文件", remedy: "请用 Excel 或 WPS 打开，另存为 .xlsx 后再上传")
        }
        func read(_ part: String, _ events: any XMLEvents) throws {
            try Self.read(part, of: zip, limit, budget, events)
        }
        try read("xl/workbook.xml", workbook)
        try read("xl/_rels/workbook.xml.rels", relations)
        func part(_ target: String) -> String {
            target.hasPrefix("/") ? String(target.dropFirst()) : "xl/" + target
        }
        isFrom1904 = workbook.isFrom1904
        sheets = workbook.sheets.compactMap { sheet in
            relations.targets[sheet.id].map {
                ExcelSheet(name: sheet.name, isHidden: sheet.isHidden, part: part($0))
            }
        }
        if let target = relations.byType["sharedStrings"] { try read(part(target), strings) }
        if let target = relations.byType["styles"] { try read(part(target), styles) }
    }

    private static func read(
        _ part: String, of zip: ZipReader, _ limit: Int, _ budget: ReadingBudget?,
        _ events: any XMLEvents
    ) throws {
        let feed = try XMLFeed(events, part: part, most: budget?.limits.elements ?? .max)
        try zip.each(of: part, limit: budget?.room ?? limit) {
            budget?.take(unpacked: $0.count)
            try feed.push($0)
            return true
        }
        try feed.push(UnsafeBufferPointer(start: nil, count: 0), isLast: true)
    }

    /// Hands over the rows of a sheet that are not empty, until `body` returns false.
    /// - Parameter progress: told how much of the sheet has been read, from 0 to 1.
    /// - Throws: `DocumentProblem` where the sheet is damaged; what `body` throws.
    public func each(
        _ sheet: ExcelSheet, progress: (Double) -> Void = { _ in },
        _ body: (ExcelRow) throws -> Bool
    ) throws {
        var merged = try merged(sheet)
        let events = SheetEvents(
            strings: strings, styles: styles.meanings, isFrom1904: isFrom1904)
        try each(sheet, events, progress: progress) { row in
            var row = row
            if !merged.isEmpty { merged.fill(&row) }
            return try body(row)
        }
    }

    /// Hands over rows whose numbers are texts in the form that the sheet shows them; a merged
    /// block's value stands in its first cell alone, and hidden columns are left out.
    func eachShown(_ sheet: ExcelSheet, _ body: (ExcelRow) throws -> Bool) throws {
        let events = SheetEvents(
            strings: strings, styles: styles.meanings, isFrom1904: isFrom1904, shown: styles, budget
        )
        try each(sheet, events, progress: { _ in }, body)
    }

    private func each(
        _ sheet: ExcelSheet, _ events: SheetEvents, progress: (Double) -> Void,
        _ body: (ExcelRow) throws -> Bool
    ) throws {
        let feed = try XMLFeed(events, part: sheet.part, most: budget?.limits.elements ?? .max)
        let size = Double(max(1, zip.size(of: sheet.part) ?? 1))
        var read = 0
        var isWanted = true
        func handOver() throws {
            let rows = events.rows
            events.rows.removeAll(keepingCapacity: true)
            for row in rows where isWanted { isWanted = try body(row) }
        }
        try zip.each(of: sheet.part, limit: budget?.room ?? limit) { piece in
            budget?.take(unpacked: piece.count)
            try feed.push(piece)
            read += piece.count
            progress(Double(read) / size)
            try handOver()
            return isWanted
        }
        if isWanted {
            try feed.push(UnsafeBufferPointer(start: nil, count: 0), isLast: true)
            try handOver()
        }
    }

    /// Finds the merged blocks by their bytes alone: the sheet is gone through twice, and only once
    /// as XML.
    func merged(_ sheet: ExcelSheet) throws -> MergedCells {
        var found: [String] = []
        var window: [UInt8] = []
        try zip.each(of: sheet.part, limit: limit) { piece in
            window.append(contentsOf: piece)
            let used = Self.mergedReferences(in: window, &found)
            window.removeFirst(used)
            return true
        }
        return MergedCells(found)
    }

    /// `XFD1048576:XFD1048576`, with room; what goes on without a quote is no reference.
    private static let longestReference = 64

    /// Gathers the references of whole `mergeCell` tags; returns how many bytes are done with.
    private static func mergedReferences(in window: [UInt8], _ found: inout [String]) -> Int {
        let mark = Array("mergeCell ref=\"".utf8)
        return window.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return 0 }
            var place = 0
            // “g” is rare in a sheet, so that most bytes are passed over by memchr.
            while place < bytes.count, let rare = memchr(base + place, 0x67, bytes.count - place) {
                let start = UnsafeRawPointer(rare) - base - 3
                place = start + 4
                guard start >= 0, start + mark.count <= bytes.count else { continue }
                guard memcmp(base + start, mark, mark.count) == 0 else { continue }
                let from = start + mark.count
                guard
                    let quote = memchr(
                        base + from, 0x22, min(bytes.count - from, longestReference))
                else {
                    guard bytes.count - from >= longestReference else { return start }
                    place = from
                    continue
                }
                let end = UnsafeRawPointer(quote) - base
                found.append(String(decoding: bytes[from..<end], as: UTF8.self))
                place = end
            }
            place = min(place, bytes.count)
            return max(0, bytes.count - mark.count)
        }
    }

    /// What the file is instead, where it clearly is something else.
    private static func mistake(_ path: String) -> DocumentProblem? {
        guard let file = FileHandle(forReadingAtPath: path) else {
            return DocumentProblem(what: "读不了 \(path)", remedy: "请检查路径和权限")
        }
        defer { try? file.close() }
        let head = Array((try? file.read(upToCount: 64)) ?? Data())
        if head.starts(with: [0x50, 0x4B, 0x03, 0x04]) { return nil }
        let save = "请用 Excel 或 WPS 打开，另存为 .xlsx（不加密码）后再上传"
        if head.isEmpty { return DocumentProblem(what: "文件是空的", remedy: "请检查文件") }
        if head.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
            return DocumentProblem(what: "这是旧版 .xls、WPS .et 或加了密码的文件", remedy: save)
        }
        if head.starts(with: Array("%PDF".utf8)) {
            return DocumentProblem(what: "这是 PDF 文件，不是 Excel", remedy: "请上传原始表格")
        }
        let text = String(decoding: head, as: UTF8.self).lowercased()
        if text.contains("<html") || text.contains("<table") || text.contains("<?xml") {
            return DocumentProblem(what: "这是改了后缀的网页表格，不是 .xlsx", remedy: save)
        }
        return DocumentProblem(what: "这不是 .xlsx 文件", remedy: save)
    }
}
