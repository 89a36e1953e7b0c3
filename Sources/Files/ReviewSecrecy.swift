import Dispatch
import Documents
import Store
public import Values

/// A file that bears the mark of a state secret: nothing of it was kept, and nothing of it is
/// repeated but the level.
public struct MarkedFile: Sendable, CustomStringConvertible {
    /// Where the mark stands.
    public enum Place: Sendable, Hashable {
        /// In the file of this name.
        case content(String)
        /// In the name of a file that is packed into the one of this name.
        case packedName(String)
        /// In the name of the file, which therefore is not repeated.
        case name
        /// In what was written beside it.
        case note

        /// Without any name of a file, for what is noted of it.
        public var title: String {
            switch self {
            case .content: "文件里"
            case .packedName: "压缩包内的文件名里"
            case .name: "文件名里"
            case .note: "说明里"
            }
        }

        fileprivate var words: String {
            switch self {
            case .content(let name): "文件“\(name)”里"
            case .packedName(let name): "压缩包“\(name)”里有份文件，它的名字里"
            case .name: "这份文件的名字里"
            case .note: "这份文件的说明里"
            }
        }
    }

    public let place: Place
    public let mark: SecrecyMark
    /// The record that it was brought for.
    public let about: FileSubject

    /// What is wrong.
    public var what: String {
        "\(place.words)有国家秘密标志“\(mark.level)”，没有保存，一个字节也没有留下。"
    }

    /// What to do.
    public static let advice =
        "涉密内容不得经本平台上传、暂存，也不要改用邮件或聊天发送。标志写错的，由本单位保密部门核定、去掉标志后再传；"
        + "确实涉密的，持纸质材料到局保密工作机构按涉密渠道办理，并请本单位保密部门核对这台电脑上的原件。"

    public var description: String { what + Self.advice }
}

extension CityFiles {
    /// Documents looked through at once: a machine of two cores still answers.
    private static let places = DispatchSemaphore(value: 2)

    /// Refuses marks in what comes before the first byte: the file's name, its step and note.
    static func refuseMarks(around file: NewFile) throws {
        if let mark = SecrecyMark.find(inName: file.name.text) {
            throw FileRefusal.marked(MarkedFile(place: .name, mark: mark, about: file.about))
        }
        for text in [file.note, file.about.step] {
            if let mark = text.flatMap(SecrecyMark.find(in:)) {
                throw FileRefusal.marked(MarkedFile(place: .note, mark: mark, about: file.about))
            }
        }
    }

    /// Looks through a file for the mark of a state secret, before it is kept.
    /// - Returns: how much of it could be read; of a picture nothing.
    /// - Throws: `FileRefusal.marked`.
    static func reviewSecrecy(_ arrival: FileArrival, _ kind: UploadKind, _ file: NewFile)
        throws -> UploadWords.Extent
    {
        places.wait()
        defer { places.signal() }
        var search = SecrecySearch()
        var inName: SecrecyMark?
        let extent = UploadWords.read(arrival.path, kind) { piece in
            switch piece {
            case .begin: search.begin()
            case .line(let line):
                search.take(line)
                search.endLine()
            case .name(let packed): inName = SecrecyMark.find(inName: packed)
            }
            return search.found == nil && inName == nil
        }
        search.endLine()
        if let mark = search.found ?? inName {
            let name = file.name.text
            throw FileRefusal.marked(
                MarkedFile(
                    place: inName == nil ? .content(name) : .packedName(name), mark: mark,
                    about: file.about))
        }
        return extent
    }
}
