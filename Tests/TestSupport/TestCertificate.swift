internal import Foundation

/// A certificate for `localhost` that signed itself, and its key, made by openssl.
public struct TestCertificate: Sendable {
    /// PEM files.
    public let certificate: String
    public let key: String

    public init(in folder: ScratchFolder, name: String = "localhost") throws {
        certificate = folder.file(name + ".pem")
        key = folder.file(name + ".key")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
        process.arguments = [
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
            "-days", "2", "-subj", "/CN=\(name)", "-addext", "subjectAltName=DNS:\(name)",
            "-keyout", key, "-out", certificate,
        ]
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw ChildServerProblem(words: "openssl made no certificate")
        }
    }
}
