import ArgumentParser
import Catalogue
import Documents

struct CatalogueCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "catalogue", abstract: "检查或查看目录：登记册、指标、代码表、规则。",
        subcommands: [Check.self, Show.self])

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "读完整个目录，一次列出全部错误。")

        @OptionGroup var catalogue: CatalogueOptions

        func run() async throws {
            let catalogue = try catalogue.load()
            print(
                """
                目录没有错误：\(catalogue.layers.map(\.title).joined(separator: " → "))，\
                登记册 \(catalogue.registers.count) 个，\
                科技计划 \(catalogue.programmes.count) 个，指标 \(catalogue.figures.count) 个，\
                工作清单 \(catalogue.worklists.count) 个，\
                代码表 \(catalogue.lists.count) 个，规则 \(catalogue.rules.count) 条，\
                摘要 \(catalogue.digest.prefix(12))
                """)
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "按读到的样子显示一个登记册、科技计划、指标、工作清单、代码表、生命周期或规则；不写名字就列出全部。")

        @Argument(help: ArgumentHelp("名字。", valueName: "NAME"))
        var name: String?

        @OptionGroup var catalogue: CatalogueOptions

        func run() async throws {
            let catalogue = try catalogue.load()
            guard let name else { return list(catalogue) }
            if let register = catalogue.register(name) {
                show(register, catalogue)
            } else if let programme = catalogue.programme(name) {
                for line in ProgrammeText(programme, catalogue).lines { print(line) }
            } else if let figure = catalogue.figure(name)
                ?? catalogue.figures.first(where: { $0.reference == name })
            {
                print("指标 \(figure.name)：\(figure.title)（\(figure.unit)）\(figure.reference ?? "")")
                print("  \(figure.definition ?? "")\n  声明于 \(figure.place)")
            } else if let list = catalogue.worklist(name) {
                print("工作清单 \(list.name)：\(list.title)（登记册 \(list.register)）")
                print(
                    "  \(list.todo)\n  显示 \(list.shown.joined(separator: "、"))\n  声明于 \(list.place)"
                )
            } else if let list = catalogue.list(name) {
                print("代码表 \(list.name)：\(list.title)\(list.source.map { "（\($0)）" } ?? "")")
                for code in list.codes { print("  \(code.code)  \(code.title)") }
            } else if let rule = catalogue.rules[name] {
                print("规则 \(rule.name)：\(rule.title)\(rule.unit.map { "（\($0)）" } ?? "")")
                for value in rule.values {
                    print("  自 \(value.from) 起 \(value.value)  \(value.source)")
                }
            } else if let cycle = catalogue.lifecycles[name] {
                show(cycle)
            } else {
                let known =
                    catalogue.registers.map(\.name) + catalogue.programmes.map(\.name)
                    + catalogue.figures.map(\.name)
                    + catalogue.worklists.map(\.name) + catalogue.lists.keys + catalogue.rules.keys
                    + catalogue.lifecycles.keys
                throw CommandProblem("目录里没有 \(name)。\(Catalogue.advice(for: name, among: known))")
            }
        }

        private func list(_ catalogue: Catalogue) {
            print("登记册")
            for register in catalogue.registers { print("  \(register.name)  \(register.title)") }
            print("科技计划")
            for programme in catalogue.programmes {
                print("  \(programme.name)  \(programme.title)")
            }
            print("指标")
            for figure in catalogue.figures {
                print(
                    "  \(figure.reference ?? "    ") \(figure.name)  \(figure.title)（\(figure.unit)）"
                )
            }
            print("工作清单")
            for list in catalogue.worklists { print("  \(list.name)  \(list.title)") }
            print("代码表")
            for name in catalogue.lists.keys.sorted() {
                print("  \(name)  \(catalogue.list(name)?.title ?? "")")
            }
            print("规则")
            for name in catalogue.rules.keys.sorted() {
                print("  \(name)  \(catalogue.rules[name]?.title ?? "")")
            }
        }

        private func show(_ register: Register, _ catalogue: Catalogue) {
            print(
                "登记册 \(register.name)：\(register.title)，表 \(register.table)，声明于 \(register.place)")
            for field in register.fields {
                let marks = [
                    field.required || field.isRequiredWhenAsked ? "必填" : nil,
                    field.when.map { "仅当\(register.words(of: $0, in: catalogue))" },
                    field.personal ? "个人信息" : nil,
                    field.openness == .never ? "不公开" : nil, field.isCommon ? "公共" : nil,
                    field.type.codeList.map { "代码表 \($0)" }, field.type.target.map { "→ \($0)" },
                    field.example.map { "例如 \($0)" }, field.source.map { "依据 \($0)" },
                ].compactMap { $0 }.joined(separator: "，")
                print("  \(field.name)  \(field.title)\(marks.isEmpty ? "" : "（\(marks)）")")
                for column in field.type.columns ?? [] {
                    print("    · \(column.name)  \(column.title)")
                }
            }
            show(catalogue.lifecycle(of: register))
            if let sample = catalogue.samples[register.name] {
                print("示例 \(sample.file)（\(sample.table.rows.count) 行，虚构）")
            }
        }

        private func show(_ cycle: Lifecycle) {
            print("生命周期 \(cycle.name)：\(cycle.title)")
            for state in cycle.states { print("  \(state.name)  \(state.title)") }
            for move in cycle.moves {
                print(
                    "  \(move.name)（\(move.title)）：\(move.from.joined(separator: "、")) → \(move.to)"
                )
            }
        }
    }
}
