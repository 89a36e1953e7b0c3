/// What is left of a document's limits while it is read.
///
/// Parsers in C cannot be left by throwing: a limit that is met is noted here, asked for after each
/// piece of the file, and thrown then.
final class ReadingBudget {
    let limits: ReadingLimits
    private(set) var problem: DocumentProblem?
    private var scalars = 0
    private var cells = 0
    private var unpacked = 0
    private var paragraphs = 0

    init(_ limits: ReadingLimits) { self.limits = limits }

    /// Counts text in UTF-8; false once there is too much.
    @discardableResult
    func take(text bytes: some Sequence<UInt8>) -> Bool {
        take(scalars: bytes.reduce(0) { $1 & 0xC0 != 0x80 ? $0 + 1 : $0 })
    }

    @discardableResult
    func take(scalars count: Int) -> Bool {
        scalars += count
        if scalars > limits.textScalars {
            refuse("文字超过 \(limits.textScalars) 个字", "请分成几个文件")
        }
        return problem == nil
    }

    /// Counts cells of tables; false once there are too many.
    @discardableResult
    func take(cells count: Int) -> Bool {
        cells += count
        if cells > limits.cells { refuse("表格超过 \(limits.cells) 个单元格", "请只留报告里的表，或分成几个文件") }
        return problem == nil
    }

    /// Counts paragraphs, or lines; false once there are too many.
    @discardableResult
    func take(paragraphs count: Int) -> Bool {
        paragraphs += count
        if paragraphs > limits.paragraphs {
            refuse("段落超过 \(limits.paragraphs) 个", "请分成几个文件")
        }
        return problem == nil
    }

    /// Bytes that may still be unpacked.
    var room: Int { max(0, limits.unpackedBytes - unpacked) }

    func take(unpacked bytes: Int) { unpacked += bytes }

    /// Keeps the first reason not to go on.
    func refuse(_ what: String, _ remedy: String) {
        problem = problem ?? DocumentProblem(what: what, remedy: remedy)
    }

    /// - Throws: the first limit that was met.
    func check() throws(DocumentProblem) {
        if let problem { throw problem }
    }
}
