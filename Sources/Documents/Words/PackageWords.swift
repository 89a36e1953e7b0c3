/// The words of packed files: of Office and OFD by their parts, of archives by what is in them.
enum PackageWords {
    /// A package within a package is opened, one within that is not.
    private static let deepest = 2

    /// - Parameter isArchive: whether it is a plain zip, of which every file counts.
    static func tell(_ zip: ZipReader, isArchive: Bool, depth: Int = 0, _ told: WordsTold) throws {
        for name in zip.names where !name.hasSuffix("/") {
            if told.isEnough { return }
            try told.budget.check()
            if isArchive { told.name(String(name.split(separator: "/").last ?? "")) }
            let ending = name.split(separator: ".").last?.lowercased() ?? ""
            do {
                try tell(name, ending, zip, isArchive, depth, told)
            } catch {
                // One part that is damaged does not hide the others.
                told.isPart = true
            }
        }
        try told.budget.check()
    }

    private static func tell(
        _ name: String, _ ending: String, _ zip: ZipReader, _ isArchive: Bool, _ depth: Int,
        _ told: WordsTold
    ) throws {
        switch ending {
        case "xml": try part(name, zip, told)
        case "docx", "xlsx", "pptx", "ofd", "zip":
            guard depth < deepest else {
                told.isPart = true
                return
            }
            let inner = try ZipReader(bytes: bytes(name, zip, told))
            try tell(inner, isArchive: ending == "zip", depth: depth + 1, told)
        case "pdf": try PDFLines.tell(bytes(name, zip, told), told)
        case "txt", "csv": try told.text(bytes(name, zip, told))
        case "doc", "wps", "xls", "et", "ppt", "dps", "bin":
            // Settings of printers and the like are no documents, and yet no harm to look at.
            try CompoundWords.tell(bytes(name, zip, told), told, isCounted: isArchive)
        default: if isArchive { told.isPart = true }
        }
    }

    private static func bytes(_ name: String, _ zip: ZipReader, _ told: WordsTold) throws
        -> [UInt8]
    {
        var all: [UInt8] = []
        let most = min(told.budget.room, told.budget.limits.fileBytes)
        try zip.each(of: name, limit: most) { piece in
            all.append(contentsOf: piece)
            told.budget.take(unpacked: piece.count)
            return true
        }
        return all
    }

    private static func part(_ name: String, _ zip: ZipReader, _ told: WordsTold) throws {
        told.begin()
        let events = PartWords(told)
        let feed = try XMLFeed(events, part: name, most: told.budget.limits.elements)
        // What was read before a part breaks off is told too.
        defer { events.endLine() }
        try zip.each(of: name, limit: told.budget.room) { piece in
            told.budget.take(unpacked: piece.count)
            if told.isEnough { return false }
            try feed.push(piece)
            return true
        }
        if told.isEnough { return }
        try feed.push(UnsafeBufferPointer(start: nil, count: 0), isLast: true)
    }
}

/// The text of one part, line by line as paragraphs, cells and text objects end.
private final class PartWords: XMLEvents {
    private let told: WordsTold
    private var line: [UInt8] = []
    private(set) var problem: DocumentProblem?

    /// No line of a document is a megabyte long.
    private static let longest = 1 << 20

    init(_ told: WordsTold) { self.told = told }

    func start(_ name: UnsafePointer<UInt8>, _ attributes: XMLAttributes) {
        // Watermarks and names of sheets stand in attributes.
        if named(name, "textpath") { word(attributes["string"]) }
        if named(name, "sheet") { word(attributes["name"]) }
        if named(name, "br") || named(name, "cr") { endLine() }
    }

    func end(_ name: UnsafePointer<UInt8>) {
        if Self.ends.contains(where: { named(name, $0) }) { endLine() }
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        line.append(contentsOf: bytes)
        if line.count > Self.longest { endLine() }
    }

    func endLine() {
        guard !line.isEmpty else { return }
        if !told.line(line) {
            problem =
                told.budget.problem ?? DocumentProblem(what: "不必再读", remedy: "没有要做的")
        }
        line.removeAll(keepingCapacity: true)
    }

    private func word(_ text: String?) {
        guard let text else { return }
        endLine()
        line.append(contentsOf: text.utf8)
        endLine()
    }

    /// Paragraphs of Word and slides, texts and cells of sheets, rows of tables, objects of OFD,
    /// facts about a document.
    private static let ends: [StaticString] = [
        "p", "si", "c", "tr", "TextObject", "title", "subject", "keywords", "description",
        "comment",
    ]
}

/// The words in files of Office before 2007 and of WPS, which keep Chinese text as UTF-16: runs of
/// letters are looked for in the bytes, whatever stands around them.
enum CompoundWords {
    /// - Parameter isCounted: whether the file is one that people read, of which then only a part
    ///   counts as read: its text may stand in pieces.
    static func tell(_ bytes: [UInt8], _ told: WordsTold, isCounted: Bool = true) throws {
        if isCounted { told.isPart = true }
        told.begin()
        for start in 0...1 {
            var line: [UInt8] = []
            var letters = 0
            var at = start
            while at + 1 < bytes.count {
                let unit = UInt16(bytes[at]) | UInt16(bytes[at + 1]) << 8
                at += 2
                if isLetter(unit), let scalar = Unicode.Scalar(unit) {
                    line.append(contentsOf: Character(scalar).utf8)
                    letters += 1
                    if letters < 100_000 { continue }
                }
                // Shorter runs are chance.
                if letters >= 2, !told.line(line) { return try told.budget.check() }
                line.removeAll(keepingCapacity: true)
                letters = 0
            }
            if letters >= 2 { told.line(line) }
        }
    }

    private static func isLetter(_ unit: UInt16) -> Bool {
        switch unit {
        case 0x20...0x7E, 0x2010...0x203B, 0x2600...0x27BF, 0x2B50, 0x3000...0x303F,
            0x4E00...0x9FFF, 0xFF01...0xFF5E:
            true
        default: false
        }
    }
}
