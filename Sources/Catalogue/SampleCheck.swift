import Documents
import Values

/// Checks that the rows of a sample are what its register takes, as far as that can be said
/// without a city: names of records and rows within records are tried by importing.
struct SampleCheck {
    let sample: Sample
    let catalogue: Catalogue
    let problems: ProblemList

    func run() {
        guard let register = catalogue.register(sample.register) else {
            problems.add(
                place(1), "没有登记册 \(sample.register)，示例无处可用",
                advice: Catalogue.advice(
                    for: sample.register, among: catalogue.registers.map(\.name)))
            return
        }
        if sample.table.rows.isEmpty { problems.add(place(1), "示例没有一行数据", advice: "写三至六行") }
        for (index, heading) in sample.table.header.enumerated() {
            if heading == Sample.state {
                checkStates(index, catalogue.lifecycle(of: register))
            } else if heading == Sample.stateSince {
                check(index, heading, .date)
            } else if let field = register.field(heading)
                ?? register.fields.first(where: { $0.title == heading })
            {
                check(field, index)
            } else {
                problems.add(
                    place(1), "示例的列“\(heading)”不是\(register.title)的字段",
                    advice: Catalogue.advice(for: heading, among: register.fields.map(\.title)))
            }
        }
        for field in register.fields where field.required && field.standard == nil {
            guard let cells = sample.cells(of: field) else {
                problems.add(place(1), "示例没有必填的列“\(field.title)”", advice: "补上这一列")
                continue
            }
            for (row, cell) in zip(sample.table.rows, cells) where cell.isEmpty {
                problems.add(place(row.line), "示例的“\(field.title)”是必填的", advice: "补上")
            }
        }
    }

    private func check(_ field: Field, _ index: Int) {
        if field.type.target != nil || field.type.columns != nil { return }
        check(index, field.title, field.type)
    }

    private func check(_ index: Int, _ title: String, _ type: FieldType) {
        for row in sample.table.rows {
            do {
                _ = try type.scalar(from: row.cells[index], in: catalogue)
            } catch {
                problems.add(
                    place(row.line), "示例的“\(title)” \(row.cells[index]) 不对：\(error.rule)",
                    advice: error.suggestion ?? "改正这一格")
            }
        }
    }

    private func checkStates(_ index: Int, _ cycle: Lifecycle) {
        for row in sample.table.rows where !row.cells[index].isEmpty {
            let text = row.cells[index]
            if cycle.states.contains(where: { $0.name == text || $0.title == text }) { continue }
            problems.add(
                place(row.line), "示例的状态 \(text) 不在生命周期 \(cycle.name) 里",
                advice: Catalogue.advice(for: text, among: cycle.states.map(\.title)))
        }
    }

    private func place(_ line: Int) -> Place {
        Place(file: sample.file, line: line, layer: sample.layer)
    }
}
