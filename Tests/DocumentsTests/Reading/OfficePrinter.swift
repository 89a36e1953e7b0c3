import Foundation

/// LibreOffice, where it is installed, to make files for tests that no test writes itself.
enum OfficePrinter {
    static let isInstalled = find("soffice") != nil

    static func find(_ name: String) -> String? {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        return path.split(separator: ":").map { "\($0)/\(name)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// A Word file in another format, such as `pdf` or `doc`.
    static func convert(_ bytes: [UInt8], to format: String) throws -> [UInt8] {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "printer-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let source = folder.appending(path: "source.docx")
        try Data(bytes).write(to: source)
        let process = Process()
        process.executableURL = find("soffice").map { URL(fileURLWithPath: $0) }
        process.arguments = [
            "-env:UserInstallation=\(folder.appending(path: "profile").absoluteString)",
            "--headless", "--convert-to", format, "--outdir", folder.path, source.path,
        ]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        let ending = String(format.prefix { $0 != ":" })
        return [UInt8](try Data(contentsOf: folder.appending(path: "source." + ending)))
    }
}
