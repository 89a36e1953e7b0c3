import Foundation

/// This process's memory in MB, as the kernel counts it.
enum Memory {
    static var resident: Double { status("VmRSS:") }

    /// The most since `resetPeak()`.
    static var peak: Double { status("VmHWM:") }

    static func resetPeak() {
        // What earlier work has freed goes back to the system first.
        if let symbol = dlsym(nil, "malloc_trim") {
            _ = unsafeBitCast(symbol, to: (@convention(c) (Int) -> Int32).self)(0)
        }
        // 5 sets the peak back to what is resident now (proc(5)).
        try? Data("5".utf8).write(to: URL(fileURLWithPath: "/proc/self/clear_refs"))
    }

    private static func status(_ name: String) -> Double {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix(name) } ?? ""
        return (Double(line.filter(\.isNumber)) ?? 0) / 1_024
    }
}
