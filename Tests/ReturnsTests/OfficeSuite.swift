import Foundation

/// LibreOffice, where it is installed: opens a workbook, counts its formulas and saves it anew.
enum OfficeSuite {
    private static let program = "/usr/bin/soffice"

    static let isInstalled =
        FileManager.default.isExecutableFile(atPath: program)
        && FileManager.default.fileExists(atPath: "/usr/lib/libreoffice/program/libsclo.so")

    /// The saved file.
    static func saved(_ path: String) throws -> String {
        let folder = NSTemporaryDirectory() + "office-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = [
            "-env:UserInstallation=file://\(folder)/profile", "--headless", "--convert-to",
            "xlsx:Calc MS Excel 2007 XML", "--outdir", folder, path,
        ]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        let name = URL(fileURLWithPath: path).lastPathComponent
        let saved = NSTemporaryDirectory() + "saved-" + UUID().uuidString + ".xlsx"
        try FileManager.default.moveItem(atPath: folder + "/" + name, toPath: saved)
        try? FileManager.default.removeItem(atPath: folder)
        return saved
    }
}
