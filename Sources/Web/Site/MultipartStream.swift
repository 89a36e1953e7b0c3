import Glibc

/// A form with files that is taken apart while it arrives (RFC 7578): pieces in, events out.
/// Strict, and bounded in all but the bytes of the files, which the reader of the events bounds.
struct MultipartStream: Sendable {
    enum Event: Sendable, Equatable {
        /// A field that is no file, whole.
        case field(name: String, value: [UInt8])
        case fileBegin(name: String, fileName: String)
        /// The next bytes of the file that has begun.
        case fileBytes(ArraySlice<UInt8>)
        case fileEnd
    }

    private enum State: Sendable {
        /// Before the first line.
        case begin
        /// Behind a line between parts: another part, or the end.
        case boundary
        case header
        /// Within a part; the value so far of a field, nil for a file.
        case content(name: String, value: [UInt8]?)
        case end
    }

    static let mostParts = 32
    /// What a field that is no file may have.
    static let mostFieldBytes = 64 << 10

    private let dashes: [UInt8]
    private let mostFieldBytes: Int
    private var state = State.begin
    private var parts = 0
    /// What has come and cannot be understood yet.
    private var held: [UInt8] = []

    /// - Parameter type: the header `Content-Type` of the request.
    init(type: String, mostFieldBytes: Int = MultipartStream.mostFieldBytes)
        throws(MultipartProblem)
    {
        dashes = Array("--\(try MultipartHeader.boundary(type))".utf8)
        self.mostFieldBytes = mostFieldBytes
    }

    /// Takes the next bytes in; what they tell is in the answer, in order.
    mutating func take(_ bytes: [UInt8]) throws(MultipartProblem) -> [Event] {
        if held.isEmpty { held = bytes } else { held += bytes }
        var events: [Event] = []
        var at = 0
        while try step(&at, &events) {}
        held = at == held.count ? [] : Array(held[at...])
        return events
    }

    /// - Throws: `MultipartProblem` where the form has not come to its end.
    func finish() throws(MultipartProblem) {
        if case .begin = state { throw .noFirstPart }
        // Behind the end may stand a line end, and nothing more.
        guard case .end = state, held.isEmpty || held == Self.lineEnd else { throw .notEnded }
    }

    /// Understands one thing at a place and goes behind it.
    /// - Returns: false where more bytes must come first.
    private mutating func step(_ at: inout Int, _ events: inout [Event]) throws(MultipartProblem)
        -> Bool
    {
        switch state {
        case .begin:
            let head = held[at...].prefix(dashes.count)
            guard dashes.starts(with: head) else { throw .noFirstPart }
            guard head.count == dashes.count else { return false }
            at += dashes.count
            state = .boundary
        case .boundary:
            guard held.count >= at + 2 else { return false }
            let isLast = held[at] == 45 && held[at + 1] == 45
            if !isLast {
                parts += 1
                guard parts <= Self.mostParts else { throw .tooManyParts(limit: Self.mostParts) }
                guard held[at] == 13, held[at + 1] == 10 else { throw .notEnded }
            }
            at += 2
            state = isLast ? .end : .header
        case .header: return try header(&at, &events)
        case .content(let name, let value): return try content(name, value, &at, &events)
        case .end:
            guard held.count - at <= Self.lineEnd.count else { throw .notEnded }
            return false
        }
        return true
    }

    private mutating func header(_ at: inout Int, _ events: inout [Event])
        throws(MultipartProblem) -> Bool
    {
        let most = min(held.count, at + MultipartHeader.mostBytes)
        guard let end = Self.find(Self.lineEnd + Self.lineEnd, in: held, from: at, to: most) else {
            if held.count > most { throw .headerTooLong(part: parts) }
            return false
        }
        let header = try MultipartHeader(held[at..<end], part: parts)
        if let fileName = header.fileName {
            events.append(.fileBegin(name: header.name, fileName: fileName))
        }
        at = end + 4
        state = .content(name: header.name, value: header.fileName == nil ? [] : nil)
        return true
    }

    private mutating func content(
        _ name: String, _ value: [UInt8]?, _ at: inout Int, _ events: inout [Event]
    ) throws(MultipartProblem) -> Bool {
        let mark = Self.lineEnd + dashes
        let found = Self.find(mark, in: held, from: at, to: held.count)
        // The last bytes may be the beginning of the line between parts.
        let end = found ?? max(at, held.count - mark.count + 1)
        let bytes = held[at..<end]
        at = end
        if let value {
            guard value.count + bytes.count <= mostFieldBytes else {
                throw .fieldTooLong(part: parts, limit: mostFieldBytes)
            }
            if found != nil {
                events.append(.field(name: name, value: value + bytes))
            } else if !bytes.isEmpty {
                state = .content(name: name, value: value + bytes)
            }
        } else {
            if !bytes.isEmpty { events.append(.fileBytes(bytes)) }
            if found != nil { events.append(.fileEnd) }
        }
        guard found != nil else { return false }
        at += mark.count
        state = .boundary
        return true
    }

    private static let lineEnd: [UInt8] = [13, 10]

    /// Where `needle` begins and ends between two places.
    private static func find(_ needle: [UInt8], in bytes: [UInt8], from start: Int, to end: Int)
        -> Int?
    {
        guard let first = needle.first else { return nil }
        return bytes.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return nil }
            var at = start
            while at + needle.count <= end {
                let rest = end - needle.count + 1 - at
                guard let hit = memchr(base + at, Int32(first), rest) else { return nil }
                at = UnsafeRawPointer(hit) - base
                if memcmp(base + at, needle, needle.count) == 0 { return at }
                at += 1
            }
            return nil
        }
    }
}
