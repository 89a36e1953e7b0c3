import Accounts
import Catalogue
import Foundation
import Registers
import Values

extension Desk {
    func showRegistration(_ request: Request) async throws -> Response {
        registrationPage(Parameters(), problem: nil)
    }

    func registerUnit(_ request: Request) async throws -> Response {
        let form = request.form
        func text(_ name: String) -> String {
            (form[name] ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
        }
        guard form["password"] == form["again"] else {
            return registrationPage(form, problem: "两次填的密码不一样。")
        }
        let claim = OrganisationClaim(
            code: text("code"), organisation: text("organisation"), county: form["county"],
            login: text("login"), name: text("name"), email: text("email"), phone: text("phone"),
            password: form["password"] ?? "", ground: text("ground"))
        do {
            _ = try await accounts.register(claim, from: request.origin)
        } catch let problem as PasswordProblem {
            return registrationPage(form, problem: problem.description)
        } catch let refusal as MembershipRefusal {
            return registrationPage(form, problem: refusal.description)
        } catch let refusal as AccountRefusal {
            return registrationPage(form, problem: refusal.description)
        } catch let refusal as RecordRefusal {
            return registrationPage(form, problem: refusal.description)
        }
        let page = LeafPage(
            frame: plainFrame("已提交注册"),
            lead: "单位的第一位管理员由市科技局确认，其他人由本单位管理员确认；确认后就能办理本单位的事。",
            content: """
                <p>登录名是 <b>\(claim.login)</b>。确认之前也可以登录，看办到哪一步。</p>\
                <p><a class="btn btn-primary" href="\(Link.signIn())">去登录</a></p>
                """)
        return .page(page.html)
    }

    private func registrationPage(_ form: Parameters, problem: String?) -> Response {
        let counties = (catalogue.list("counties")?.codes ?? []).map {
            FilterForm.Option(value: $0.code, title: $0.title)
        }
        func value(_ name: String) -> String { form[name] ?? "" }
        let frame = plainFrame("单位注册")
        let plain = PlainForm(
            action: Link(.registration).path, csrf: frame.csrfField,
            inputs: [
                .init(
                    name: "code", title: "统一社会信用代码", value: value("code"),
                    help: "营业执照或法人证书上的 18 位代码，例如 91430600MA4TE5T137。一个代码只登记一个单位。",
                    maximum: 40),
                .init(
                    name: "organisation", title: "单位全称", value: value("organisation"),
                    autocomplete: "organization", help: "与证照一致。"),
                .init(
                    name: "county", title: "所在县市区", value: value("county"),
                    kind: .choice(counties), help: "统计归口；拿不准可以不选，由科室填。", isRequired: false),
                .init(
                    name: "name", title: "您的姓名", value: value("name"), autocomplete: "name",
                    maximum: 60),
                .init(
                    name: "phone", title: "手机", value: value("phone"), autocomplete: "tel",
                    maximum: 40),
                .init(
                    name: "email", title: "电子邮箱", value: value("email"), kind: .email,
                    autocomplete: "email", isRequired: false, maximum: 100),
                .init(
                    name: "ground", title: "凭什么代表这个单位", value: value("ground"),
                    help: "例如：法定代表人、科技部部长（有授权书）。"),
                .init(
                    name: "login", title: "登录名", value: value("login"),
                    autocomplete: "username", help: "小写字母开头，可用数字、点、横线；以后不能改。", maximum: 40),
                .init(
                    name: "password", title: "密码", kind: .password,
                    autocomplete: "new-password",
                    help: "至少 \(PasswordRules.least) 个字，可以是一句自己记得住的话。"),
                .init(
                    name: "again", title: "再填一次", kind: .password, autocomplete: "new-password"),
            ], problem: problem, button: "提交注册")
        let page = LeafPage(
            frame: frame,
            lead: "单位第一次来，在这里登记并认领；已登记的单位，新来的人也在这里报名。提交后等确认。",
            content: plain.html)
        return .page(page.html, status: problem == nil ? 200 : 422)
    }
}
