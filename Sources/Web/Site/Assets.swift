import Foundation
import Journal

/// The files that pages are dressed with: our own style, script and images, and Bootstrap's style
/// and Chart.js from where Debian's `libjs-bootstrap5` and `libjs-chart.js` install them. A page
/// is whole without any of them.
struct Assets: Sendable {
    /// Where Debian installs what the pages use.
    static let standardFolders = [
        "/usr/share/javascript/chart.js", "/usr/share/javascript/bootstrap5/css",
    ]

    static let styleName = "site.css"
    static let scriptName = "site.js"
    static let iconName = "mark.svg"
    static let chartScript = "chart.min.js"
    static let bootstrapStyle = "bootstrap.min.css"

    /// The mark: waves of the lake.
    static let mark: HTML = """
        <svg class="lake" viewBox="0 0 32 32" aria-hidden="true" focusable="false">\
        <rect width="32" height="32" rx="6" fill="#12657a"/>\
        <path d="M4 13c4-5 8-5 12 0s8 5 12 0M4 21c4-5 8-5 12 0s8 5 12 0" fill="none" \
        stroke="#fff" stroke-width="2.6" stroke-linecap="round"/></svg>
        """

    struct File: Sendable {
        let type: String
        let bytes: [UInt8]
        let tag: String

        init(_ type: String, _ bytes: [UInt8]) {
            self.type = type + "; charset=utf-8"
            self.bytes = bytes
            tag = String(Digest(of: bytes).hex.prefix(16))
        }
    }

    /// What others made, by name.
    private static let installedTypes = [
        chartScript: "text/javascript", bootstrapStyle: "text/css",
    ]

    private static let own: [String: File] = {
        let icon = mark.text.replacing(
            "<svg ", with: "<svg xmlns=\"http://www.w3.org/2000/svg\" ")
        var files = Icons.files.mapValues { File("image/svg+xml", Array($0.utf8)) }
        files[styleName] = File("text/css", Array(Stylesheet.text.utf8))
        files[scriptName] = File("text/javascript", Array(Script.text.utf8))
        files[iconName] = File("image/svg+xml", Array(icon.utf8))
        return files
    }()

    /// Read once: what is installed changes with the machine, not while the program runs.
    private static let standard = installed(standardFolders)

    private static func installed(_ folders: [String]) -> [String: File] {
        installedTypes.reduce(into: [:]) { files, entry in
            files[entry.key] = folders.lazy
                .compactMap { FileManager.default.contents(atPath: "\($0)/\(entry.key)") }
                .first.map { File(entry.value, withoutDataImages($0)) }
        }
    }

    /// Bootstrap draws its arrows and marks as `data:` images. The Content-Security-Policy refuses
    /// them, and a browser asks for them between the arrival of this sheet and of ours, which has
    /// images of its own: so they are taken out before they are sent.
    private static func withoutDataImages(_ data: Data) -> [UInt8] {
        let pieces = String(decoding: data, as: UTF8.self).split(
            separator: "url(\"data:", omittingEmptySubsequences: false)
        var text = String(pieces[0])
        for piece in pieces.dropFirst() {
            guard let end = piece.firstRange(of: "\")") else { continue }
            text += "none"
            text += piece[end.upperBound...]
        }
        return Array(text.utf8)
    }

    private let files: [String: File]

    var hasCharts: Bool { files[Self.chartScript] != nil }

    init(folders: [String]) {
        let installed =
            folders == Self.standardFolders ? Self.standard : Self.installed(folders)
        files = Self.own.merging(installed) { own, _ in own }
    }

    /// The address of a file, with its digest, so that it may be kept for good: another content
    /// has another address.
    static func link(_ name: String) -> Link {
        Link(
            .asset, [name],
            Parameters().with("v", (own[name] ?? standard[name]).map { String($0.tag.prefix(10)) }))
    }

    func respond(_ request: Request) throws -> Response {
        let name = request.arguments["name"] ?? ""
        guard let file = files[name] else { throw WebError.noPage(request.path) }
        let tag = "\"\(file.tag)\""
        let known = request.headers["if-none-match"]?.contains(tag) ?? false
        var response = Response(
            status: known ? 304 : 200, type: file.type, body: .bytes(known ? [] : file.bytes))
        response.headers.append(("ETag", tag))
        let isNamed = request.parameters["v"].map(file.tag.hasPrefix) ?? false
        response.headers.append(
            (
                "Cache-Control",
                isNamed ? "public, max-age=31536000, immutable" : "public, max-age=86400"
            ))
        return response
    }
}
