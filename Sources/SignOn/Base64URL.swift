internal import Foundation

/// Base64 of RFC 4648, section 5, without padding.
enum Base64URL {
    static func write(_ bytes: some Sequence<UInt8>) -> String {
        Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
            .replacing("=", with: "")
    }

    /// The bytes; nil for padding, other characters, and bits behind the last byte.
    static func read(_ text: some StringProtocol) -> Data? {
        let text = String(text)
        guard text.utf8.count % 4 != 1, !text.contains("=") else { return nil }
        let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        let plain = text.replacing("-", with: "+").replacing("_", with: "/") + padding
        guard let data = Data(base64Encoded: plain), write(data) == text else { return nil }
        return data
    }
}
