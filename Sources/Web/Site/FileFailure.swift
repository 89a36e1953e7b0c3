import Applications
import Documents
import Files
import Operating
import Store

/// What stands against keeping or giving a file.
extension Failure {
    init(_ error: FileRefusal) {
        switch error {
        case .tooLarge(let limit):
            self.init(
                status: 413, title: "文件太大", message: "文件超过 \(sizeText(limit))，没有保存。",
                advice: "把文件拆小，或压缩图片后再上传。")
        case .kind(let problem):
            let place = problem.place.map { "\($0)：" } ?? ""
            self.init(
                status: 415, title: "不收这个文件", message: "\(place)\(problem.what)。",
                advice: problem.remedy + "。")
        case .infected(let name, let found):
            self.init(
                status: 422, title: "查出病毒", message: "文件“\(name)”里查出病毒（\(found)），没有保存。",
                advice: "先在自己的电脑上查杀，换一份干净的再上传。")
        case .scannerFailed(let problem):
            self.init(
                status: 503, title: "暂时查不了毒", message: "\(problem)",
                advice: "没有查过毒的文件不收；稍后再传。")
            retryAfter = 60
        case .marked(let file):
            self.init(
                status: 422, title: "带有密级标志，没有保存", message: file.what,
                advice: MarkedFile.advice,
                suggestions: [
                    Suggestion(title: "回到这条记录", link: Self.place(of: file.about))
                ])
        case .interrupted:
            self.init(
                status: 400, title: "没有传完", message: "文件没有传完，没有保存。", advice: "检查网络后重新上传。")
        case .notFound:
            self.init(
                status: 404, title: "没有这份文件", message: "没有这份文件，或你不能查看它所属的记录。",
                advice: "检查地址，或请经办人提供。")
        case .mayNotAdd:
            self.init(
                status: 403, title: "不能添加文件", message: "你可以查看这条记录，但不能给它添加文件。",
                advice: "请经办人上传。")
        }
    }

    /// The page of what a file is about.
    private static func place(of about: FileSubject) -> Link {
        about.register == Applications.applications
            ? .of(.application, about.record) : .record(about.register, about.record)
    }

    init(_ error: FileStoreError) {
        switch error {
        case .tooLarge(let limit): self.init(FileRefusal.tooLarge(limit: limit))
        case .diskFull, .unusable:
            self.init(
                status: 507, title: "文件存不进去", message: "放文件的磁盘已满或写不进去，这一次没有保存。",
                advice: "请系统管理员运行 dongting doctor，按提示腾出空间或改正权限。")
        case .missing, .damaged:
            self.init(
                status: 500, title: "文件内容不对", message: "这份文件的内容不在，或与登记时的摘要不符，不予提供。",
                advice: "请系统管理员运行 dongting verify 查明，再从备份恢复。")
        }
    }
}
