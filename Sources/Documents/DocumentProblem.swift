/// Why a file could not be read or written: what is wrong, where, and what to do about it.
///
/// The wording is Chinese and meant to be shown to the person who uploaded the file.
public struct DocumentProblem: Error, Equatable, Sendable, CustomStringConvertible {
    /// The spot in the file that is to blame.
    public enum Place: Equatable, Sendable, CustomStringConvertible {
        /// A line of a text file; the first is 1.
        case line(Int)
        /// A byte of a text file, counted from 0, with the line it stands on.
        case byte(offset: Int, line: Int)
        /// A named part, such as a file inside an archive or a table of a document.
        case part(String)

        /// The place in words.
        public var description: String {
            switch self {
            case .line(let line): "第 \(line) 行"
            case .byte(let offset, let line): "第 \(line) 行（第 \(offset) 字节）"
            case .part(let name): "“\(name)”"
            }
        }
    }

    /// What is wrong, without closing punctuation.
    public let what: String
    /// Where it is wrong; `nil` when the whole file is meant.
    public let place: Place?
    /// What the reader should do, without closing punctuation.
    public let remedy: String

    /// Creates a problem from its three parts.
    public init(what: String, place: Place? = nil, remedy: String) {
        self.what = what
        self.place = place
        self.remedy = remedy
    }

    /// The line to blame, for a form that marks it; `nil` when no line is known.
    public var line: Int? {
        switch place {
        case .line(let line), .byte(_, let line): line
        case .part, nil: nil
        }
    }

    /// The problem as one or two sentences.
    public var description: String {
        let head = place.map { "\($0)：" } ?? ""
        return "\(head)\(what)。\(remedy)。"
    }
}
