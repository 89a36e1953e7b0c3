import Catalogue
import Files
import Foundation
import Registers
import Store

/// What must hold of the files that people have uploaded.
extension Doctor {
    /// Whether every content that a record names is there, and as long as it should be; that each
    /// byte is right is what `verify` reads all of them for.
    func contents(_ reader: Reader, _ catalogue: Catalogue) throws -> [Check] {
        let store = place.fileStore(catalogue)
        guard try reader.hasTable(Registry.fileRegister) else { return [] }
        let report = try FileReport(Registry.namedContents(reader), in: store, reads: false)
        var checks = [Self.contents(report, store)]
        if FileManager.default.fileExists(atPath: store.path) {
            checks.append(rights("files-rights", "文件夹 files 的权限", store.path, allowed: 0o750))
        }
        checks.append(scanning())
        return checks
    }

    /// Uploads are refused where a scanner is set up and does not answer.
    func scanning() -> Check {
        let (name, title) = ("virus-scanner", "查毒")
        guard let scanner else {
            return .fine(name, title, "没有配置；上传的文件都标明“未查”")
        }
        do {
            try scanner.greet()
            return .fine(name, title, "clamd 有应答")
        } catch {
            return .wrong(
                name, title, "\(error)", rule: "配置了查毒就要能查：查不了的文件一律不收",
                advice: "启动 clamd，核对套接字的路径和权限")
        }
    }

    static func contents(_ report: FileReport, _ store: FileStore) -> Check {
        let (name, title) = ("files", "上传的文件")
        let what = "\(store.path) 里 \(report.contents) 份，\(sizeText(report.bytes))"
        guard let first = report.findings.first else {
            return .fine(name, title, what + "，都在；逐字节的核验用 dongting verify")
        }
        return .wrong(
            name, title, "\(report.findings.count) 份不对，例如：\(first)", rule: "登记了的文件，内容要在，字节数要对",
            advice: "检查 --files 指的文件夹；丢了的从备份恢复（docs/operating.md）")
    }
}
