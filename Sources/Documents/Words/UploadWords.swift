import Glibc

/// The words of a file that may be uploaded, for whoever looks for something in them: of every kind
/// that has words, headers, notes, drawings and what is packed within among them; in no layout.
public enum UploadWords {
    /// How much of a file could be read.
    public enum Extent: String, CaseIterable, Sendable {
        /// All its words; pictures within it have none.
        case whole
        /// Some: scanned pages, old formats, locked or damaged parts, what is beyond a limit.
        case part
        /// None: a picture, a scan, a file that is damaged.
        case none
    }

    /// A piece of what is told.
    public enum Piece: Sendable {
        /// A document begins, or a part of one: a header, a sheet, a page.
        case begin
        case line(String)
        /// The name of a file that is packed within.
        case name(String)
    }

    /// Tells the words of a file on the disk. Blocks, within the limits, so not for cooperative
    /// threads. What cannot be read throws nothing: the answer says how much was.
    /// - Parameter body: false where the rest is not wanted.
    public static func read(
        _ path: String, _ kind: UploadKind, limits: ReadingLimits = .ofUploads,
        _ body: (Piece) -> Bool
    ) -> Extent {
        withoutActuallyEscaping(body) { body in
            let told = WordsTold(ReadingBudget(limits), body)
            do {
                switch kind {
                case .pdf: try PDFLines.tell(path, told)
                case .docx, .xlsx, .pptx, .ofd:
                    try PackageWords.tell(ZipReader(path: path), isArchive: false, told)
                case .zip: try PackageWords.tell(ZipReader(path: path), isArchive: true, told)
                case .text, .textGB18030: try told.text(bytes(path, told))
                case .doc, .xls, .ppt: try CompoundWords.tell(bytes(path, told), told)
                case .png, .jpeg, .tiff: told.isPart = true
                }
            } catch {
                told.isPart = true
            }
            return !told.hasWords ? .none : told.isPart ? .part : .whole
        }
    }

    private static func bytes(_ path: String, _ told: WordsTold) throws -> [UInt8] {
        let file = try DiskBytes(path)
        if file.count > told.budget.limits.fileBytes { told.isPart = true }
        return file.bytes(at: 0, count: min(Int(file.count), told.budget.limits.fileBytes))
    }
}

extension ReadingLimits {
    /// Of a file that is looked through while somebody waits for it to be kept.
    public static var ofUploads: ReadingLimits {
        var limits = ReadingLimits()
        limits.converting = .seconds(20)
        return limits
    }
}

/// What has been told of a file, and whether anything of it was left out.
final class WordsTold {
    let budget: ReadingBudget
    private let body: (UploadWords.Piece) -> Bool
    var isPart = false
    private(set) var hasWords = false
    /// Whether whoever listens has heard enough.
    private(set) var isEnough = false

    init(_ budget: ReadingBudget, _ body: @escaping (UploadWords.Piece) -> Bool) {
        (self.budget, self.body) = (budget, body)
    }

    func begin() { tell(.begin) }

    func name(_ name: String) { tell(.name(name)) }

    /// A line of UTF-8; false where the rest is not wanted, or a limit is met.
    @discardableResult
    func line(_ bytes: some Collection<UInt8>) -> Bool {
        guard bytes.contains(where: { $0 > 0x20 }) else { return !isEnough }
        guard budget.take(text: bytes) else { return false }
        hasWords = true
        tell(.line(String(decoding: bytes, as: UTF8.self)))
        return !isEnough
    }

    /// A text file.
    func text(_ bytes: [UInt8]) throws {
        begin()
        let text: String
        do {
            text = try TextDecoding.decode(bytes).text
        } catch {
            isPart = true
            // What can be read of it is.
            text = String(decoding: bytes, as: UTF8.self)
        }
        for line in text.utf8.split(separator: 0x0A) where !self.line(line) { break }
        try budget.check()
    }

    private func tell(_ piece: UploadWords.Piece) {
        if !isEnough, !body(piece) { isEnough = true }
    }
}

/// The lines of a PDF, headers and footers among them.
enum PDFLines {
    static func tell(_ path: String, _ told: WordsTold) throws {
        let input = open(path, O_RDONLY | O_CLOEXEC)
        guard input >= 0, let poppler = ChildProgram.find("pdftotext") else {
            if input >= 0 { close(input) }
            told.isPart = true
            return
        }
        defer { close(input) }
        let limits = told.budget.limits
        var program = ChildProgram(
            path: poppler,
            arguments: ["-enc", "UTF-8", "-l", String(limits.pages + 1), "-", "-"])
        program.seconds = Int(limits.converting.components.seconds) + 1
        program.outputBytes = limits.unpackedBytes
        let result = try program.run(input: input, limit: limits.converting)
        // What came out before it was stopped is looked at too.
        if result.status != 0 || result.isCut || result.isLate { told.isPart = true }
        let pages = result.output.split(separator: 0x0C, omittingEmptySubsequences: false)
        // Every page ends in a page feed.
        for page in pages.dropLast() {
            told.begin()
            let lines = page.split(separator: 0x0A)
            if !page.contains(where: { $0 > 0x20 }) { told.isPart = true }
            for line in lines where !told.line(line) { return }
        }
        if pages.count - 1 > limits.pages { told.isPart = true }
        try told.budget.check()
    }

    /// Of a PDF in memory.
    static func tell(_ bytes: [UInt8], _ told: WordsTold) throws {
        let folder = try PrivateFolder()
        try folder.write(bytes, to: "input.pdf")
        try tell(folder.path + "/input.pdf", told)
    }
}
