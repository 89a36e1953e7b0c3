/// Whom a mail is from or to: an address and, where there is one, a name to show.
public struct MailAddress: Sendable, Hashable {
    /// `local@domain`, in ASCII.
    public let address: String
    /// The name to show, in any script.
    public let name: String?

    /// Checks an address and a name.
    ///
    /// Of RFC 5321 what is in use: letters, digits and ``!#$%&'*+-/=?^_`{|}~`` with single dots
    /// between, at most 64 bytes; a domain of labels, at most 255. Quoted local parts, addresses in
    /// other scripts and numbers in brackets are refused.
    /// - Throws: `MailError.badAddress`, `MailError.lineBreak`.
    public init(_ address: String, name: String? = nil) throws(MailError) {
        if let name, MailText.hasControls(name) { throw .lineBreak(field: "姓名") }
        if MailText.hasControls(address) { throw .lineBreak(field: "邮箱地址") }
        guard Self.isAddress(address) else { throw .badAddress(address) }
        self.address = address
        self.name = name.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// What follows the `@`.
    public var domain: String { address.split(separator: "@").last.map(String.init) ?? "" }

    /// As a header has it: the address on a line of its own, so that a long name leaves it room.
    var header: String {
        name.map { "\(EncodedWords.write($0))\r\n <\(address)>" } ?? "<\(address)>"
    }

    private static func isAddress(_ text: String) -> Bool {
        let sides = text.split(separator: "@", omittingEmptySubsequences: false)
        guard sides.count == 2, sides[0].utf8.count <= 64, sides[1].utf8.count <= 255 else {
            return false
        }
        let words = sides[0].split(separator: ".", omittingEmptySubsequences: false)
        let labels = sides[1].split(separator: ".", omittingEmptySubsequences: false)
        return words.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(atomBytes.contains) }
            && labels.allSatisfy(isLabel)
    }

    private static func isLabel(_ label: Substring) -> Bool {
        (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
            && label.utf8.allSatisfy(labelBytes.contains)
    }

    private static let labelBytes = Set(
        "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)
    private static let atomBytes = labelBytes.union("!#$%&'*+/=?^_`{|}~".utf8)
}
