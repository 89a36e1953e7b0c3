import Catalogue
import Journal
import Registers
import Store
import Values

/// The text of a contract, which the parties sign: written from its fields, so that a page, a
/// printed paper and a Word file are one text with one digest. Pure.
struct ContractText {
    let record: Record
    let register: Register
    let catalogue: Catalogue

    var text: String { lines.joined(separator: "\n") }

    private var lines: [String] {
        var lines = [
            "任务书编号：\(value("contract_no"))", "项目名称：\(value("name"))",
            "甲方：\(value("party_a"))", "乙方：\(value("party_b"))",
        ]
        if !record["party_c"].isNull { lines.append("丙方：\(value("party_c"))") }
        lines.append("项目负责人：\(value("leader_name"))")
        lines.append("执行期：\(value("starts_on")) 至 \(value("ends_on"))")
        if record["edition"].integer ?? 1 > 1 {
            lines.append("本书是第 \(value("edition")) 版，签订后代替以前的任务书。")
        }
        var number = 0
        func part(_ title: String, _ content: [String]) {
            guard !content.isEmpty else { return }
            number += 1
            lines.append("\(ChineseNumeral.text(number))、\(title)")
            lines += content
        }
        part("研究内容", paragraphs("content"))
        part(
            "绩效目标",
            rows("targets").map { "\($0["name"]?.text ?? "")：\(TargetRules.words($0))" }.numbered)
        part("考核要求", paragraphs("assessment"))
        part("经费", money)
        part("里程碑", milestones)
        part("分期拨款", payments)
        part("项目组成员", members)
        part("各方责任", Self.duties(hasRecommender: !record["party_c"].isNull))
        return lines
    }

    private func value(_ name: String) -> String {
        register.field(name)?.type.text(record[name], in: catalogue) ?? ""
    }

    private func paragraphs(_ name: String) -> [String] {
        value(name).split(whereSeparator: \.isNewline).map(String.init)
    }

    private func rows(_ name: String) -> [[String: Scalar]] { record.rows[name] ?? [] }

    private func cell(_ rows: String, _ column: String, _ row: [String: Scalar]) -> String {
        let field = register.field(rows)?.type.columns?.first { $0.name == column }
        return field?.type.text(row[column] ?? .null, in: catalogue) ?? ""
    }

    static func yuan(_ fen: Int64?) -> String {
        Money(fen: fen ?? 0).text(in: .yuan, decimals: 2, grouped: true) + " 元"
    }

    private var money: [String] {
        var lines = ["财政资金 \(Self.yuan(record["total"].integer))，\(value("budget_mode"))。"]
        for (field, title) in [("co_funding", "配套资金"), ("own_funding", "自筹资金")] {
            if let fen = record[field].integer, fen > 0 {
                lines.append("\(title) \(Self.yuan(fen))。")
            }
        }
        return lines
            + rows("budget").map { row in
                let ground = row["ground"]?.text.map { "（\($0)）" } ?? ""
                return "\(cell("budget", "category", row))，\(cell("budget", "source", row))："
                    + "\(Self.yuan(row["amount"]?.integer))\(ground)"
            }
    }

    private var milestones: [String] {
        rows("milestones").map { row in
            let share = row["share"]?.integer.map { "，占里程碑款的 \($0)%" } ?? ""
            return "\(row["name"]?.text ?? "")，\(row["due_on"]?.text ?? "") 以前完成\(share)"
        }.numbered
    }

    private var payments: [String] {
        rows("payments").map { row in
            "第 \(row["stage"]?.integer ?? 0) 期，\(row["title"]?.text ?? "")："
                + "\(Self.yuan(row["amount"]?.integer))，条件“\(cell("payments", "condition", row))”，"
                + "用 \(row["year"]?.integer ?? 0) 年资金"
        }
    }

    private var members: [String] {
        rows("members").map { row in
            [row["name"]?.text, row["unit"]?.text, row["task"]?.text].compactMap { $0 }
                .joined(separator: "，")
        }.numbered
    }

    private static func duties(hasRecommender: Bool) -> [String] {
        var duties = [
            "甲方按约定的条件和期次拨款，检查执行情况，组织验收。",
            "乙方按本书完成研究内容和目标；财政资金单独核算、专款专用；按期提交报告；重大变更先报批；"
                + "执行期满在规定期限内申请验收，呈交科技报告，登记成果。",
        ]
        if hasRecommender { duties.append("丙方督促乙方执行，审核乙方的报告和变更，落实承诺的配套。") }
        duties.append("有弄虚作假、挪用资金的，甲方撤销项目、追回资金，并按科研诚信规定处理。")
        return duties.numbered
    }
}

extension [String] {
    /// Each with its number before it.
    var numbered: [String] { enumerated().map { "\($0 + 1). \($1)" } }
}
