import Accounts
import Registers
import Values

extension Desk {
    /// Setting up an authenticator: the secret, and its first code to prove it.
    func showAuthenticator(_ request: Request) async throws -> Response {
        let session = try ownSession()
        return authenticatorPage(try accounts.beginEnrolment(session.account), problem: nil)
    }

    func setUpAuthenticator(_ request: Request) async throws -> Response {
        let session = try ownSession()
        let sealed = request.form["sealed"] ?? ""
        let enrolment: CodeEnrolment
        do {
            enrolment = try accounts.enrolment(session.account, sealed: sealed)
        } catch let refusal as SignInRefusal {
            return authenticatorPage(
                try accounts.beginEnrolment(session.account), problem: refusal.description)
        }
        do {
            let (token, codes) = try await accounts.enrol(
                session, sealed: sealed, code: request.form["code"] ?? "",
                password: request.form["present"], from: request.origin)
            var response = codesPage(codes)
            response.headers.append(("Set-Cookie", entrance.cookie(token)))
            return response
        } catch SignInRefusal.wrongCode {
            return authenticatorPage(
                enrolment, problem: "验证码不对。等验证器换一个新的再填；手机时间要准。")
        } catch SignInRefusal.wrong {
            return authenticatorPage(enrolment, problem: "现在的密码不对。")
        } catch let refusal as SignInRefusal {
            return authenticatorPage(enrolment, problem: refusal.description)
        }
    }

    private func authenticatorPage(_ enrolment: CodeEnrolment, problem: String?) -> Response {
        let frame = plainFrame("绑定验证器", trail: [Crumb(title: "我的账号", link: .me)])
        let isFresh = session?.needsEnrolment ?? false
        let present = PlainForm.Input(
            name: "present", title: "现在的密码", kind: .password, autocomplete: "current-password",
            help: "换验证器前再确认一次是您本人。")
        let form = PlainForm(
            action: Link(.authenticator).path, csrf: frame.csrfField,
            inputs: [
                .init(name: "sealed", title: "", value: enrolment.sealed, kind: .hidden),
                .init(
                    name: "code", title: "验证器上的六位数字", autocomplete: "one-time-code",
                    maximum: 10),
            ] + (isFresh ? [] : [present]), problem: problem, button: "绑定")
        let page = LeafPage(
            frame: frame,
            lead: "在手机的验证器应用里手工添加下面的密钥，再填它显示的六位数字。以后登录除密码外还要这个数字。",
            content: """
                <ol class="guide"><li>打开手机上的验证器（任何支持 TOTP 的应用都可以），选“手工输入密钥”。</li>\
                <li>账号填 <b>\(viewer.name)</b>，密钥填 <code class="secret">\(enrolment.secret)</code>，类型选“基于时间”。\
                在手机上打开本页的，可以直接点<a href="\(HTML(trusted: enrolment.address.replacing("&", with: "&amp;")))">添加到验证器</a>。</li>\
                <li>把显示的六位数字填在下面。</li></ol>\(form.html)
                """)
        return .page(page.html, status: problem == nil ? 200 : 422)
    }

    private func codesPage(_ codes: [String]) -> Response {
        let items = codes.map { "<li><code>\($0)</code></li>" as HTML }
        let page = LeafPage(
            frame: plainFrame("恢复码", trail: [Crumb(title: "我的账号", link: .me)]),
            lead: "验证器已绑定。手机丢了就用下面的恢复码登录，每个只能用一次；现在抄下或打印，离开这一页就再也看不到。",
            content: """
                <ul class="codes">\(items)</ul><p><a class="btn btn-primary" href="\(Link.today)">都记下了，去工作台</a></p>
                """)
        var response = Response.page(page.html)
        response.forbidKeeping()
        return response
    }
}
