/// Goes through a text of any length and tells its encoding, holding nothing of it.
struct TextScan {
    enum Encoding { case utf8, gb18030 }

    private var isUTF8 = true
    private var isGB18030 = true
    /// Three-byte sequences of UTF-8 before it failed, if it did.
    private var threeByteLeads = 0
    private var hasControls = false
    /// Bytes that must still follow in UTF-8, and the least the next of them may be.
    private var utf8 = (rest: 0, least: UInt8(0x80), most: UInt8(0xBF))
    /// Bytes of the GB18030 sequence so far.
    private var gb = 0

    /// Nil for what is no text, or breaks off within a character.
    var encoding: Encoding? {
        if hasControls { return nil }
        if isUTF8, utf8.rest == 0 { return .utf8 }
        // Damaged UTF-8 often makes pairs that GB 18030 has too.
        if threeByteLeads >= TextDecoding.sureOfUTF8 { return nil }
        return isGB18030 && gb == 0 ? .gb18030 : nil
    }

    mutating func add(_ bytes: UnsafeRawBufferPointer) {
        for byte in bytes {
            // Tabs, line ends, and the end-of-page of old printers; no other control character.
            if byte < 0x20, byte != 9, byte != 10, byte != 12, byte != 13 { hasControls = true }
            if isUTF8 { takeUTF8(byte) }
            if isGB18030 { takeGB18030(byte) }
            if hasControls || !isUTF8 && !isGB18030 { return }
        }
    }

    /// RFC 3629: the shortest form, no surrogates, up to U+10FFFF.
    private mutating func takeUTF8(_ byte: UInt8) {
        if utf8.rest > 0 {
            guard (utf8.least...utf8.most).contains(byte) else {
                isUTF8 = false
                return
            }
            utf8 = (utf8.rest - 1, 0x80, 0xBF)
            return
        }
        switch byte {
        case 0...0x7F: break
        case 0xE0...0xEF:
            threeByteLeads += 1
            let least: UInt8 = byte == 0xE0 ? 0xA0 : 0x80
            utf8 = (2, least, byte == 0xED ? 0x9F : 0xBF)
        case 0xC2...0xDF: utf8 = (1, 0x80, 0xBF)
        case 0xF0: utf8 = (3, 0x90, 0xBF)
        case 0xF1...0xF3: utf8 = (3, 0x80, 0xBF)
        case 0xF4: utf8 = (3, 0x80, 0x8F)
        default: isUTF8 = false
        }
    }

    /// GB 18030: one byte, two, or four of which the second and the last are digits.
    private mutating func takeGB18030(_ byte: UInt8) {
        let isLead = (0x81...0xFE).contains(byte)
        let isDigit = (0x30...0x39).contains(byte)
        switch gb {
        case 0:
            if isLead { gb = 1 } else if byte > 0x7F { isGB18030 = false }
        case 1:
            if isDigit {
                gb = 2
            } else if (0x40...0x7E).contains(byte) || (0x80...0xFE).contains(byte) {
                gb = 0
            } else {
                isGB18030 = false
            }
        case 2:
            if isLead { gb = 3 } else { isGB18030 = false }
        default:
            if isDigit { gb = 0 } else { isGB18030 = false }
        }
    }
}
