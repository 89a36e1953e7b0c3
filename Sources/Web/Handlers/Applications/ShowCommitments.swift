import Applications
import Catalogue
import Registers
import Store
import Values

/// The commitment letter for the leader of an application, who may belong to another organisation:
/// what is signed over, the words, the button; nothing else of the unit.
extension Desk {
    func commitment(_ reader: Reader, _ one: CommitmentAsked, _ frame: Frame) throws -> HTML {
        let application = one.application
        let offer = try applications.offer(reader, of: application)
        let pairs = [
            ("申报通知", one.call), ("申报单位", one.organisation),
            ("受理截止", offer.call["closes_at"].text ?? ""),
            ("现在", standing(one)),
        ].map { title, value -> HTML in "<div><dt>\(title)</dt><dd>\(value)</dd></div>" }
        let words = Commitment.words.map { "<p>\($0)</p>" as HTML }
        let form: HTML =
            one.signedBy == nil
            ? """
            <form method="post" action="\(Link(.consents))">\(frame.csrfField)\
            <input type="hidden" name="application" value="\(application.id)">\
            <input type="hidden" name="digest" value="\(one.digest)">\
            <div class="send"><button class="btn btn-primary" name="answer" value="commit">签承诺书\
            <span class="visually-hidden">：\(application["title"].text ?? "")</span></button></div></form>
            """ : ""
        return """
            <section class="panel"><h2>\(application["title"].text ?? "") <small>您是负责人</small></h2>\
            <dl class="pairs">\(pairs)</dl>\(words)<p>承诺人：\(viewer.name)　日期：\(today.iso)</p>\(form)\
            <details><summary>看要签的申报书</summary>\(contentOf(reader, application, offer))</details></section>
            """
    }

    private func standing(_ one: CommitmentAsked) -> String {
        if let name = one.signedBy { return "\(name)已签；内容再改动就要重新签" }
        return one.isVoid ? "签过，签了以后内容又改过，要重新签" : "还没有签"
    }

    /// Signs what was shown, and nothing that has changed since.
    func commitAsLeader(_ request: Request, _ id: Int64, _ posted: PostedForm) async throws
        -> Response
    {
        do {
            _ = try await applications.commit(id, seen: posted.text("digest"), by: viewer)
        } catch let refusal as ApplicationRefusal {
            return .page(try await consentsPage(request, refusal.description).html, status: 422)
        }
        return .see(Link(.consents).with("done", "commit"))
    }
}
