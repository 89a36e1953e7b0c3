import Foundation

@testable import Files

/// A `clamd` of the test's own, with one signature: that of the EICAR test string.
final class RealScanner {
    private let folder: String
    private let process = Process()
    let address: ScannerAddress

    /// The string that scanners agree to call a virus, put together here so that no file of ours is
    /// found by one.
    static let eicar: [UInt8] = {
        let pieces = [
            "X5O!P%@AP", "[4\\PZX54(P^)", "7CC)7}$", "EICAR-STANDARD-", "ANTIVIRUS-TEST-", "FILE!",
            "$H+H*",
        ]
        return Array(pieces.joined().utf8)
    }()

    /// - Parameters:
    ///   - port: on this machine; a socket where nil.
    ///   - megabytes: the most that it takes of one file.
    init(port: UInt16? = nil, megabytes: Int = 101) throws {
        // The path of a socket may have 107 bytes.
        folder = "/tmp/clamd-" + UUID().uuidString.prefix(8)
        try FileManager.default.createDirectory(
            atPath: folder + "/signatures", withIntermediateDirectories: true)
        address = try ScannerAddress(port.map { "127.0.0.1:\($0)" } ?? folder + "/clamd.sock")
        let hex = Self.eicar.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
        try "Eicar.Test:0:*:\(hex.joined())\n".write(
            toFile: folder + "/signatures/test.ndb", atomically: true, encoding: .utf8)
        let listen =
            port.map { "TCPSocket \($0)\nTCPAddr 127.0.0.1" } ?? "LocalSocket \(folder)/clamd.sock"
        let configuration = """
            \(listen)
            DatabaseDirectory \(folder)/signatures
            TemporaryDirectory \(folder)
            LogFile \(folder)/log
            Foreground yes
            StreamMaxLength \(megabytes)M
            MaxFileSize \(megabytes)M
            MaxScanSize \(megabytes)M
            SelfCheck 0

            """
        try configuration.write(
            toFile: folder + "/clamd.conf", atomically: true, encoding: .utf8)
        process.executableURL = URL(fileURLWithPath: "/usr/sbin/clamd")
        process.arguments = ["--config-file=\(folder)/clamd.conf"]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        let scanner = VirusScanner(address)
        for _ in 0..<300 {
            if (try? scanner.greet()) != nil { return }
            Thread.sleep(forTimeInterval: 0.1)
        }
        try scanner.greet()
    }

    deinit {
        process.terminate()
        process.waitUntilExit()
        try? FileManager.default.removeItem(atPath: folder)
    }
}
