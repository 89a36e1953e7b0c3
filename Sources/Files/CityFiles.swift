public import Documents
public import Registers
public import Store
import Values

/// The files of one city: their contents in a folder, what they are and prove in the register
/// `file`.
public struct CityFiles: Sendable {
    let registry: Registry
    public let store: FileStore
    /// Nil where none is set up: files are then marked as not scanned.
    let scanner: VirusScanner?
    /// The most bytes of one file.
    public let limit: Int64

    public init(
        _ registry: Registry, _ store: FileStore, scanner: VirusScanner? = nil,
        limit: Int64 = FileStore.standardLimit
    ) {
        self.registry = registry
        self.store = store
        self.scanner = scanner
        self.limit = limit
    }

    /// The register that tells of files.
    static let register = Registry.fileRegister
}

/// What a file is for, as the register's list `file-purposes` has it.
public enum FilePurpose: String, CaseIterable, Sendable {
    case evidence
    case stampedScan = "stamped-scan"
    case template
    case attachment
}

/// The record that a file proves or belongs to, and the step of it where there is one.
public struct FileSubject: Sendable, Hashable {
    public let register: String
    public let record: Int64
    public let step: String?

    public init(_ register: String, _ record: Int64, step: String? = nil) {
        self.register = register
        self.record = record
        self.step = step
    }
}

/// Why a file was not kept or is not given; nothing was kept then.
public enum FileRefusal: Error, Sendable, CustomStringConvertible {
    case tooLarge(limit: Int64)
    /// Of no kind that is accepted, or not what its name says.
    case kind(DocumentProblem)
    /// The scanner's name for what it found.
    case infected(name: String, found: String)
    case scannerFailed(ScannerProblem)
    /// It bears the mark of a state secret.
    case marked(MarkedFile)
    /// The bytes stopped coming.
    case interrupted
    /// There is no such file or record, or the viewer may not see what it is about: the same words,
    /// so that nobody learns which.
    case notFound
    /// The viewer sees the record and may add nothing to it.
    case mayNotAdd

    public var description: String {
        switch self {
        case .tooLarge(let limit):
            "文件超过 \(limit >> 20) MB，没有保存。把文件拆小，或压缩图片后再上传。"
        case .kind(let problem): problem.description
        case .infected(let name, let found):
            "文件“\(name)”里查出病毒（\(found)），没有保存。请先在自己的电脑上查杀，换一份干净的再上传。"
        case .scannerFailed(let problem): problem.description
        case .marked(let file): file.description
        case .interrupted: "文件没有传完，没有保存。检查网络后重新上传。"
        case .notFound: "没有这份文件，或你不能查看它所属的记录。检查地址，或请经办人提供。"
        case .mayNotAdd: "你可以查看这条记录，但不能给它添加文件。请经办人上传。"
        }
    }
}
