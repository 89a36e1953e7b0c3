import Accounts
import Applications
import ArgumentParser
import Awards
import Operating
import Registers
import Store
import Values
import Web
import Work

/// Servers elsewhere that the platform speaks to.
struct ElsewhereOptions: ParsableArguments {
    @Option(
        name: .customLong("mail"),
        help: ArgumentHelp(
            "邮件提醒的配置文件，每行“名: 值”：host、port、encryption（starttls、tls、plain）、user、"
                + "password-file、from、platform、platform-address；不写就不发邮件。", valueName: "FILE"))
    var mailFile: String?

    @Option(
        name: .customLong("sign-on"),
        help: ArgumentHelp(
            "统一身份认证（OpenID Connect）的配置文件，每行“名: 值”：issuer、client-id、secret-file、"
                + "authentication、callback（本平台的 /sign-on/callback）、title、second-step（provider 由对方"
                + "负责第二步验证，own 用本平台的验证器）。", valueName: "FILE"))
    var signOnFile: String?

    /// The provider through which people may sign in; nil where none is set up.
    var signOn: SignOnDoor? { get throws { try signOnFile.map { try SignOnDoor(file: $0) } } }

    /// Where mails go; nil where nothing is set up.
    var post: MailPost? { get throws { try mailFile.map { try MailPost(file: $0) } } }
}

/// Reminds and mails while the server serves; of several servers one does it at a time.
struct NoticeUpkeep: Sendable {
    let accounts: Accounts
    let post: MailPost?
    let log: RunLog

    func run() async {
        let reminders = Reminders(accounts)
        let projects = ProjectReminders(Awards(accounts.registry))
        var reminded: CalendarDate?
        let mails = post.map { MailNotices(accounts, $0) }
        while !Task.isCancelled {
            do {
                _ = try await reminders.run()
            } catch {
                log.write(.warning, "reminders", [("words", .text(ErrorWords.plain(error)))])
            }
            do {
                let today = accounts.registry.database.clock.today
                if reminded != today, try await projects.run() != nil { reminded = today }
            } catch {
                log.write(
                    .warning, "project-reminders", [("words", .text(ErrorWords.plain(error)))])
            }
            do {
                // Whether a call takes applications is the clock's to say; its state follows here.
                _ = try await Applications(accounts.registry).closeDueCalls()
            } catch {
                log.write(.warning, "calls", [("words", .text(ErrorWords.plain(error)))])
            }
            do {
                if let run = try await mails?.run(), run != MailNotices.Run() {
                    log.write(
                        .info, "mails",
                        [
                            ("sent", .integer(Int64(run.sent))),
                            ("put-off", .integer(Int64(run.put))),
                            ("given-up", .integer(Int64(run.given))),
                        ])
                }
            } catch {
                log.write(.warning, "mails", [("words", .text(ErrorWords.plain(error)))])
            }
            try? await Task.sleep(for: .seconds(60))
        }
    }
}
