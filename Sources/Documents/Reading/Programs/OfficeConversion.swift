internal import Foundation

/// Turns files of old Word, WPS and RTF into docx through LibreOffice.
enum OfficeConversion {
    /// - Throws: `DocumentProblem` where LibreOffice is not installed, takes too long, or cannot
    ///   open the file.
    static func docx(_ bytes: [UInt8], _ limits: ReadingLimits) throws -> [UInt8] {
        let remedy = "请用 Word 或 WPS 打开，另存为 docx 后再上传"
        guard let office = ChildProgram.find("soffice") else {
            throw DocumentProblem(
                what: "旧版 Word、WPS 和 RTF 文件要靠 LibreOffice 打开，服务器没有安装", remedy: remedy)
        }
        // Left to itself, LibreOffice takes a damaged file for text and converts its bytes.
        let filter = bytes.starts(with: [0xD0]) ? "MS Word 97" : "Rich Text Format"
        let folder = try PrivateFolder()
        try folder.write(bytes, to: "input.doc")
        let input = open("/dev/null", O_RDONLY | O_CLOEXEC)
        defer { close(input) }
        let profile = URL(fileURLWithPath: folder.path + "/profile").absoluteString
        var program = ChildProgram(
            path: office,
            arguments: [
                "-env:UserInstallation=\(profile)", "--headless", "--norestore", "--nologo",
                "--nodefault", "--nolockcheck", "--infilter=\(filter)", "--convert-to",
                "docx:MS Word 2007 XML",
                "--outdir", folder.path + "/out", folder.path + "/input.doc",
            ])
        // Everything it writes stays in the folder that is removed.
        program.environment += [
            "HOME=\(folder.path)", "TMPDIR=\(folder.path)", "PATH=/usr/local/bin:/usr/bin:/bin",
        ]
        // Its libraries alone map more than a gigabyte.
        program.memory = 6 << 20
        program.seconds = Int(limits.converting.components.seconds) + 1
        let result = try program.run(input: input, limit: limits.converting)
        guard !result.isLate else {
            throw DocumentProblem(
                what: "打开这个旧版文件超过 \(limits.converting.components.seconds) 秒", remedy: remedy)
        }
        guard let made = FileManager.default.contents(atPath: folder.path + "/out/input.docx"),
            !made.isEmpty
        else {
            throw DocumentProblem(what: "LibreOffice 打不开这个文件，它可能已损坏或加了密码", remedy: remedy)
        }
        guard made.count <= limits.unpackedBytes else {
            throw DocumentProblem(what: "转换后超过 \(limits.unpackedBytes >> 20) MB", remedy: remedy)
        }
        return Array(made)
    }
}
