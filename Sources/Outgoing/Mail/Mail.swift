internal import Foundation
public import Values

/// One mail in plain text to one person.
///
/// To one only: nobody learns whom else the platform writes to, and each refusal has its person.
public struct Mail: Sendable, Equatable {
    /// What tells the mail apart, the same at each attempt, so that a receiver drops a double:
    /// letters, digits, dots and hyphens, at most 64.
    public let id: String
    public let from: MailAddress
    public let to: MailAddress
    public let subject: String
    /// Lines end in `\n`.
    public let body: String
    /// When the mail was written.
    public let written: Instant

    /// The longest subject, in characters: what a list of mails shows.
    public static let subjectLimit = 100
    /// The longest body, in characters.
    public static let bodyLimit = 20_000

    /// Checks the parts of a mail.
    /// - Throws: `MailError.lineBreak`, `.noSubject`, `.tooLong`, `.badID`.
    public init(
        id: String, from: MailAddress, to: MailAddress, subject: String, body: String,
        written: Instant
    ) throws(MailError) {
        guard (1...64).contains(id.utf8.count), id.utf8.allSatisfy(Self.idBytes.contains) else {
            throw .badID(id)
        }
        if MailText.hasControls(subject) { throw .lineBreak(field: "主题") }
        guard subject.contains(where: { !$0.isWhitespace }) else { throw .noSubject }
        guard subject.count <= Self.subjectLimit else {
            throw .tooLong(field: "主题", limit: Self.subjectLimit)
        }
        guard body.count <= Self.bodyLimit else {
            throw .tooLong(field: "正文", limit: Self.bodyLimit)
        }
        self.id = id
        self.from = from
        self.to = to
        self.subject = subject
        self.body = body
        self.written = written
    }

    /// The message as it goes over the wire (RFC 5322, MIME): lines of at most 78 bytes in ASCII,
    /// but for a very long address, each ended by CR LF. No line begins with a dot: base64 has
    /// none.
    public var message: String {
        let lines = [
            "Date: \(MailDate.write(written))",
            "From: \(from.header)",
            "To: \(to.header)",
            "Message-ID: <\(id)@\(from.domain)>",
            "Subject: \(EncodedWords.write(subject))",
            // RFC 3834: no absence notice answers it.
            "Auto-Submitted: auto-generated",
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: base64",
            "",
        ]
        return (lines + base64Lines).map { $0 + "\r\n" }.joined()
    }

    private var base64Lines: [String] {
        let text = body.replacing("\r\n", with: "\n").replacing("\n", with: "\r\n")
        let encoded = Array(Data(text.utf8).base64EncodedString().utf8)
        return stride(from: 0, to: encoded.count, by: 76).map {
            String(decoding: encoded[$0..<min($0 + 76, encoded.count)], as: UTF8.self)
        }
    }

    private static let idBytes = Set(
        "-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)
}

/// The date of a mail: `Fri, 27 Nov 2026 09:30:00 +0800` (RFC 5322, section 3.3).
enum MailDate {
    private static let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    static func write(_ instant: Instant) -> String {
        let date = instant.businessDate
        let time = instant.businessTime.suffix(8)
        let year =
            String(repeating: "0", count: max(0, 4 - String(date.year).count))
            + String(date.year)
        return
            "\(days[date.weekday - 1]), \(date.day) \(months[date.month - 1]) \(year) \(time) +0800"
    }
}
