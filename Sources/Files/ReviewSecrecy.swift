import Dispatch
import Documents
import Store
public import Values

/// A file that bears the mark of a state secret: nothing of it was kept, and nothing of it is
/// repeated but the level.
public struct MarkedFile: Sendable, CustomStringConvertible {
    /// The file's name; nil where the mark stands in the name, or in what was written beside it.
    public let name: String?
    /// Where the mark stands: 文件里, 文件名里, 说明里.
    public let place: String
    public let mark: SecrecyMark

    /// What is wrong.
    public var what: String {
        let file = name.map { "文件“\($0)”" } ?? "这份文件"
        return "\(file)的\(place)有国家秘密标志“\(mark.level)”，没有保存，一个字节也没有留下。"
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
            throw FileRefusal.marked(MarkedFile(name: nil, place: "文件名里", mark: mark))
        }
        for text in [file.note, file.about.step] {
            if let mark = text.flatMap(SecrecyMark.find(in:)) {
                throw FileRefusal.marked(MarkedFile(name: nil, place: "说明里", mark: mark))
            }
        }
    }

    /// Looks through a file for the mark of a state secret, before it is kept.
    /// - Returns: how much of it could be read; of a picture nothing.
    /// - Throws: `FileRefusal.marked`.
    static func reviewSecrecy(_ arrival: FileArrival, _ kind: UploadKind, _ name: UploadName)
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
            let place = inName == nil ? "文件里" : "压缩包里的文件名"
            throw FileRefusal.marked(MarkedFile(name: name.text, place: place, mark: mark))
        }
        return extent
    }
}
