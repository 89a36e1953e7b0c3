import Crypto
import Foundation

/// Codes of an authenticator app: RFC 6238 with SHA-1, 30 seconds, six digits, which every app
/// reads.
enum OneTimeCode {
    static let period: Int64 = 30

    /// The step of a moment; a code is good in its own step and in the one before and after.
    static func step(at milliseconds: Int64) -> Int64 { milliseconds / 1_000 / period }

    static func code(_ secret: [UInt8], step: Int64) -> String {
        let counter = withUnsafeBytes(of: step.bigEndian, Array.init)
        let hash = Array(
            HMAC<Insecure.SHA1>.authenticationCode(
                for: counter, using: SymmetricKey(data: secret)))
        let offset = Int(hash[19] & 15)
        let number =
            (UInt32(hash[offset] & 0x7F) << 24) | (UInt32(hash[offset + 1]) << 16)
            | (UInt32(hash[offset + 2]) << 8) | UInt32(hash[offset + 3])
        let text = String(number % 1_000_000)
        return String(repeating: "0", count: 6 - text.count) + text
    }

    /// The step whose code this is, if it is good now and later than the last one used.
    static func accepted(_ code: String, _ secret: [UInt8], now: Int64, after last: Int64)
        -> Int64?
    {
        let typed = Array(code.filter(\.isNumber).utf8)
        let current = step(at: now)
        return (current - 1...current + 1).first { step in
            step > last && PasswordHash.areEqual(typed, Array(self.code(secret, step: step).utf8))
        }
    }

    /// What an app reads from a picture.
    static func address(secret: [UInt8], login: String, issuer: String) -> String {
        func escaped(_ text: String) -> String {
            text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        }
        return
            "otpauth://totp/\(escaped(issuer)):\(escaped(login))?secret=\(Base32.text(secret))&issuer=\(escaped(issuer))"
    }
}

/// RFC 4648 base32 without padding: how secrets are typed into an app.
enum Base32 {
    private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")

    static func text(_ bytes: [UInt8]) -> String {
        var text = ""
        var buffer: UInt32 = 0
        var bits = 0
        for byte in bytes {
            buffer = buffer << 8 | UInt32(byte)
            bits += 8
            while bits >= 5 {
                text.append(letters[Int(buffer >> (bits - 5)) & 31])
                bits -= 5
            }
            buffer &= (1 << bits) - 1
        }
        if bits > 0 { text.append(letters[Int(buffer << (5 - bits)) & 31]) }
        return text
    }

    /// - Throws: `SignInRefusal.wrongCode` for a letter that is none of base32's.
    static func bytes(_ text: String) throws -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer: UInt32 = 0
        var bits = 0
        for letter in text.uppercased() where letter != " " {
            guard let value = letters.firstIndex(of: letter) else { throw SignInRefusal.wrongCode }
            buffer = buffer << 5 | UInt32(value)
            bits += 5
            if bits >= 8 {
                bytes.append(UInt8(truncatingIfNeeded: buffer >> (bits - 8)))
                bits -= 8
            }
            buffer &= (1 << bits) - 1
        }
        return bytes
    }
}
