internal import Foundation

/// Text of any script in a header line: encoded words of RFC 2047.
enum EncodedWords {
    /// Bytes of UTF-8 a word: 39 are 52 of base64, with `=?utf-8?B?` and `?=` 64 of the 75 allowed,
    /// and behind `Subject: ` still within the 76 columns of such a line.
    private static let bytesAWord = 39
    /// ASCII up to here goes as it is; with `Subject: ` it stays within the 78 columns advised.
    private static let plainLength = 60

    /// The text as it is where that is plain and short, otherwise in words on lines of their own.
    ///
    /// A character is never cut in two, so that each word can be read by itself.
    static func write(_ text: String) -> String {
        if isPlain(text) { return text }
        var words: [String] = []
        var word = ""
        for character in text {
            for piece in pieces(character) {
                if word.utf8.count + piece.utf8.count > bytesAWord {
                    words.append(word)
                    word = ""
                }
                word += piece
            }
        }
        words.append(word)
        return words.map { "=?utf-8?B?\(Data($0.utf8).base64EncodedString())?=" }
            .joined(separator: "\r\n ")
    }

    /// A character of many parts (a family of emoji) may be longer than a word: its scalars.
    private static func pieces(_ character: Character) -> [String] {
        let whole = String(character)
        return whole.utf8.count <= bytesAWord
            ? [whole] : character.unicodeScalars.map { String($0) }
    }

    /// Letters, digits, blanks and a few marks: nothing that means something in a name or an
    /// address.
    private static func isPlain(_ text: String) -> Bool {
        text.utf8.count <= plainLength && !text.hasPrefix(" ") && !text.hasSuffix(" ")
            && !text.contains("  ")
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: " "), UInt8(ascii: "-"),
                    UInt8(ascii: "/"):
                    true
                default: false
                }
            }
    }
}
