import Catalogue
import Journal
import Registers
import Store
import Values

/// A record as lines of text, its history below.
struct RecordText {
    let city: City
    let reader: Reader

    func text(_ name: String, _ id: Int64) throws -> String {
        let registry = city.registry
        let register = try registry.register(name)
        try registry.permit(city.viewer, .read, on: register)
        let record = try registry.record(reader, register, id, by: city.viewer)
        let cycle = registry.catalogue.lifecycle(of: register)
        var out = """
            \(register.title) 编号 \(record.id)，第 \(record.version) 版，\
            \(cycle.title(of: record.state))（自 \(record.stateSince)）\n
            """
        for field in register.fields {
            if let columns = field.type.columns {
                for row in record.rows[field.name] ?? [] {
                    let cells = columns.compactMap { column -> String? in
                        let cell = row[column.name] ?? .null
                        let text = column.type.text(cell, in: registry.catalogue)
                        if text.isEmpty { return nil }
                        let hidden = column.personal && !city.viewer.seesPersonal(in: register)
                        return "\(column.title) \(hidden ? Masking.text(text, column) : text)"
                    }
                    out += "  \(field.title)：\(cells.joined(separator: "，"))\n"
                }
                continue
            }
            let text = try registry.text(reader, record, field, by: city.viewer)
            if !text.isEmpty { out += "  \(field.title)：\(text)\n" }
        }
        out += "经历\n"
        for step in try registry.history(reader, name, id) {
            out += "  第 \(step.version) 版  \(step.entry.at.businessTime)  \(step.entry.act.actor)"
            out += "（\(step.entry.act.role)）  \(step.entry.act.event)"
            out += step.entry.act.reason.map { "  理由：\($0)" } ?? ""
            out += "  日志第 \(step.entry.number) 条\n"
            guard step.version > 1 else { continue }
            for change in step.changes {
                out += "      \(change.title)：\(change.before.isEmpty ? "空" : change.before)"
                out += " → \(change.after.isEmpty ? "空" : change.after)\n"
            }
        }
        let moves = cycle.moves(from: record.state)
        if !moves.isEmpty {
            out += "可以办理：" + moves.map { "\($0.title)（\($0.name)）" }.joined(separator: "、") + "\n"
        }
        return out
    }
}
