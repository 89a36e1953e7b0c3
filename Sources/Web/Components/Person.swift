/// Whoever is signed in, as the header names them: who, as what, what waits to be read, the way
/// out.
struct Person: Sendable {
    let name: String
    /// What they act as: `科室经办人 · 科技成果转化促进科`.
    let roleTitle: String
    /// Notices that were not read yet.
    let notices: Int
    let noticesLink: Link
    /// Their own page: password, sessions.
    let account: Link
    let signOut: Link
    /// The hidden value without which no form of theirs is taken.
    let csrf: String
    /// Seconds until the session ends where nothing is done, counted from the making of the page:
    /// the clocks of offices cannot be trusted. The script warns five minutes before.
    var sessionSeconds: Int?

    var html: HTML {
        let count: HTML =
            notices > 0
            ? "<b>\(notices > 99 ? "99+" : String(notices))</b>" : "<b class=\"none\">0</b>"
        return """
            <div class="person"><a class="who" href="\(account)"><b>\(name)</b><small>\(roleTitle)</small></a>\
            <a class="notices" href="\(noticesLink)">通知\(count)\
            <span class="visually-hidden">条未读</span></a>\
            <form method="post" action="\(signOut)">\(Self.field(csrf))<button class="btn">退出</button></form></div>
            """
    }

    /// The hidden field of that value.
    static func field(_ csrf: String) -> HTML {
        "<input type=\"hidden\" name=\"csrf\" value=\"\(csrf)\">"
    }
}
