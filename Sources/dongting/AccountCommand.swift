import Accounts
import ArgumentParser
import Catalogue
import Foundation
import Registers
import Store
import Values
import Web

/// Accounts from the terminal of the server: for the beginning, and where nobody can sign in.
struct AccountCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "account", abstract: "在服务器终端上开户、发启用链接、看账号。",
        discussion: "平时由系统管理员在网页上办。谁能用这个命令，谁就能进这座城市：只给运行服务的人。",
        subcommands: [List.self, Create.self, Link.self, SignOut.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "全部账号。")
        @OptionGroup var city: CityOptions

        func run() async throws {
            let city = try city.open()
            let cycle = city.database.catalogue.lifecycles["account"]
            let lines = try await city.database.read { reader in
                try reader.all(
                    "SELECT login, name, role, state FROM account ORDER BY login"
                ).map { row in
                    let state = row[3].text ?? ""
                    return [row[0], row[1], row[2]].map { $0.text ?? "" }.joined(separator: "\t")
                        + "\t" + (cycle?.title(of: state) ?? state)
                }
            }
            write(lines.map { $0 + "\n" }.joined())
            try city.database.close()
        }
    }

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "开户，并打印一次性启用链接。")
        @Argument(help: ArgumentHelp("登录名。", valueName: "LOGIN")) var login: String
        @Option(help: "姓名。") var name: String
        @Option(name: .customLong("role"), help: "账号的角色，例如 officer、clerk、leader。")
        var given: String
        @Option(name: .customLong("of-section"), help: "科室代码。") var ofSection: String?
        @Option(name: .customLong("of-county"), help: "县市区代码。") var ofCounty: String?
        @Option(help: "网页的地址。") var address = "http://127.0.0.1:8080/"
        @OptionGroup var city: CityOptions

        func run() async throws {
            let city = try city.open()
            var answers: [String: Answer] = [
                "login": .text(login), "name": .text(name), "role": .text(given),
            ]
            answers["section"] = ofSection.map { .text($0) }
            answers["county"] = ofCounty.map { .text($0) }
            let link = try await Accounts(city.registry).createFromTerminal(
                answers, by: city.viewer)
            print("已开户。本人在 72 小时内打开这个一次性链接设密码：")
            print(Site.invitation(link, at: address))
            try city.database.close()
        }
    }

    struct SignOut: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "sign-out", abstract: "结束一个账号或全部账号的登录，例如怀疑有人冒用时。")
        @Argument(help: ArgumentHelp("登录名；全部账号写 --all。", valueName: "LOGIN")) var login: String?
        @Flag(name: .customLong("all"), help: "全部账号。") var isForAll = false
        @OptionGroup var city: CityOptions

        func validate() throws {
            guard (login == nil) == isForAll else {
                throw ValidationError("写一个登录名，或者写 --all，两者选一。")
            }
        }

        func run() async throws {
            let city = try city.open()
            let count = try await Accounts(city.registry)
                .signOutFromTerminal(login, by: city.viewer)
            print(count == 0 ? "没有正在登录的。" : "已结束 \(count) 个账号的登录，再用要重新登录。")
            try city.database.close()
        }
    }

    struct Link: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "给一个账号重发一次性启用链接。")
        @Argument(help: ArgumentHelp("登录名。", valueName: "LOGIN")) var login: String
        @Option(help: "网页的地址。") var address = "http://127.0.0.1:8080/"
        @OptionGroup var city: CityOptions

        func run() async throws {
            let city = try city.open()
            let link = try await Accounts(city.registry).inviteFromTerminal(login, by: city.viewer)
            print("本人在 72 小时内打开这个一次性链接设密码：")
            print(Site.invitation(link, at: address))
            try city.database.close()
        }
    }
}
