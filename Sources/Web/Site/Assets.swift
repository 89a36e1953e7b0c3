import Foundation
import Journal

/// The files that pages are dressed with: our own style and script, and the charts of Debian's
/// `libjs-chart.js` from where they are installed. A page is whole without any of them.
struct Assets: Sendable {
    /// Where Debian installs what the pages use.
    static let standardFolders = ["/usr/share/javascript/chart.js"]

    static let styleName = "site.css"
    static let scriptName = "site.js"
    static let iconName = "mark.svg"
    static let chartScript = "chart.min.js"

    /// The mark: waves of the lake.
    static let mark: HTML = """
        <svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">\
        <rect width="32" height="32" rx="6" fill="#12657a"/>\
        <path d="M4 13c4-5 8-5 12 0s8 5 12 0M4 21c4-5 8-5 12 0s8 5 12 0" fill="none" \
        stroke="#fff" stroke-width="2.6" stroke-linecap="round"/></svg>
        """

    struct File: Sendable {
        let type: String
        let bytes: [UInt8]
        let tag: String
    }

    private let files: [String: File]

    var hasCharts: Bool { files[Self.chartScript] != nil }

    init(folders: [String]) {
        let icon = Self.mark.text.replacing(
            "<svg ", with: "<svg xmlns=\"http://www.w3.org/2000/svg\" ")
        var files = [
            Self.styleName: Self.file("text/css", Array(Stylesheet.text.utf8)),
            Self.scriptName: Self.file("text/javascript", Array(Script.text.utf8)),
            Self.iconName: Self.file("image/svg+xml", Array(icon.utf8)),
        ]
        for folder in folders {
            let path = folder + "/" + Self.chartScript
            guard let data = FileManager.default.contents(atPath: path) else { continue }
            files[Self.chartScript] = Self.file("text/javascript", Array(data))
            break
        }
        self.files = files
    }

    private static func file(_ type: String, _ bytes: [UInt8]) -> File {
        File(
            type: type + "; charset=utf-8", bytes: bytes,
            tag: String(Digest(of: bytes).hex.prefix(16)))
    }

    /// The address of a file. Its content changes only with the program, so the program's own
    /// files carry their digest and may be kept for good.
    static func link(_ name: String) -> Link {
        Link(.asset, [name], Parameters().with("v", versions[name]))
    }

    private static let versions = [
        styleName: String(Digest(of: Stylesheet.text).hex.prefix(10)),
        scriptName: String(Digest(of: Script.text).hex.prefix(10)),
    ]

    func respond(_ request: Request) throws -> Response {
        let name = request.arguments["name"] ?? ""
        guard let file = files[name] else { throw WebError.noPage(request.path) }
        let tag = "\"\(file.tag)\""
        let known = request.headers["if-none-match"]?.contains(tag) ?? false
        var response = Response(
            status: known ? 304 : 200, type: file.type, body: .bytes(known ? [] : file.bytes))
        response.headers.append(("ETag", tag))
        let versioned = request.parameters["v"] != nil
        response.headers.append(
            (
                "Cache-Control",
                versioned ? "public, max-age=31536000, immutable" : "public, max-age=86400"
            ))
        return response
    }
}
