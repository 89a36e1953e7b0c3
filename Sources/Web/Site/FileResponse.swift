import Documents

extension Response {
    /// A file that somebody has uploaded: to be kept, or, where it is asked for and the kind is one
    /// that browsers show by themselves, to be looked at. Whatever is in it, nothing of it runs.
    /// - Parameter inline: to be looked at; passed over for kinds that are not shown.
    static func upload(
        _ body: Body, _ kind: UploadKind, name: String, inline: Bool = false
    ) -> Response {
        var response = Response.download(
            body, type: kind.mediaType, name: name, plainName: "file.\(kind.endings[0])",
            inline: inline && kind.isShown)
        response.headers += [
            ("X-Content-Type-Options", "nosniff"),
            ("Content-Security-Policy", "sandbox; default-src 'none'"),
            // A copy would outlast the right to see it.
            ("Cache-Control", "no-store"),
        ]
        return response
    }
}
