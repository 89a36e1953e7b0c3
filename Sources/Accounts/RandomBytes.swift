import Foundation
import Journal

/// Secrets that nobody guesses, from the system's generator.
enum RandomBytes {
    static func make(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }

    /// 256 bits as text that may stand in an address.
    static func token() -> String {
        Data(make(32)).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
            .replacing("=", with: "")
    }
}

/// A token as the database knows it: whoever reads the database cannot use it.
func digest(ofToken token: String) -> String { Digest(of: "dongting token 1\n" + token).hex }
