/// The name that somebody's file has, as it may be shown and kept: without its folders, without
/// signs that hide what it is, and not too long.
public struct UploadName: Sendable, Hashable {
    public let text: String

    /// Scalars that are kept, counted from the end, where the ending is.
    private static let longest = 120

    /// - Parameters:
    ///   - given: as the browser gives it; some give the whole path.
    ///   - standard: where nothing is left of it.
    public init(_ given: String?, standard: String = "未命名") {
        let last = (given ?? "").split(whereSeparator: { $0 == "/" || $0 == "\\" }).last ?? ""
        // Signs of direction would show “文书gpj.exe” as “文书exe.jpg”.
        let plain = last.unicodeScalars.filter {
            $0.properties.generalCategory != .control && $0.properties.generalCategory != .format
        }
        var short = Substring(String(String.UnicodeScalarView(plain.suffix(Self.longest))))
        while let first = short.first, first.isWhitespace { short.removeFirst() }
        while let last = short.last, last.isWhitespace { short.removeLast() }
        text = short.isEmpty ? standard : String(short)
    }

    /// What stands behind the last dot, in lower case; empty where there is none.
    public var ending: String {
        guard let dot = text.lastIndex(of: "."), dot != text.startIndex else { return "" }
        return text[text.index(after: dot)...].lowercased()
    }
}
