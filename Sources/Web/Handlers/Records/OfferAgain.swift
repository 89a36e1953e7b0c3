import Catalogue

extension Desk {
    /// A form for a record or a sheet that was opened in a session which is over: what was typed
    /// comes back with the page, to be sent once more. Whether another site sent it was asked
    /// before.
    func offerAgain(_ error: any Error, _ request: Request) -> Response? {
        let place = request.path.split(separator: "/").map(String.init)
        guard case WebError.notOfThisSession = error, !request.wantsJSON, session != nil,
            place.count > 2
        else { return nil }
        let frame: Frame
        if place[0] == "registers", let register = catalogue.register(place[1]) {
            frame = plainFrame(
                "再提交一次", in: .registers,
                trail: [Crumb(title: register.title, link: .register(register.name))])
        } else if place[0] == "returns", place[1] == "sheets", !request.form.items.isEmpty {
            frame = plainFrame(
                "再提交一次", in: .returns, trail: [Crumb(title: "报表", link: .returns)])
        } else {
            return nil
        }
        let typed = request.form.items.filter { $0.name != "csrf" && $0.name != "act" }
        let kept = typed.map { item -> HTML in
            "<input type=\"hidden\" name=\"\(item.name)\" value=\"\(item.value)\">"
        }
        let act = request.form["act"] ?? "save"
        let page = LeafPage(
            frame: frame,
            lead: "这张表单是上一次登录时打开的，还没有提交。您填的 \(typed.count) 项都在，再按一次就行。",
            content: """
                <form method="post" action="\(request.path)">\(frame.csrfField)\(kept)\
                <button class="btn btn-primary" name="act" value="\(act)">再提交一次</button></form>
                """)
        return .page(page.html, status: 403)
    }
}
