import Catalogue
import Documents
import Registers
import Store
import Values

/// A merged return as official tables of Excel.
extension Returns {
    /// Writes all rows of all receivers, with the total below.
    /// - Throws: `DocumentProblem`.
    public func exportRows(_ merged: MergedReturn, to path: String) throws {
        let columns = merged.form.columns
        let writer = try ExcelTableWriter(
            path: path, head("\(merged.form.name)汇总表"),
            columns: [
                ExcelColumn(title: "序号", kind: .integer, width: 6),
                ExcelColumn(title: "填报单位", width: 16),
            ] + columns.map(column) + [ExcelColumn(title: "状态", width: 12)])
        var number = 0
        for part in merged.parts {
            let note = part.view.sheet["late"].integer == 1 ? "\(part.state)（逾期）" : part.state
            if part.view.answers.rows.isEmpty {
                let blank = columns.map { _ in "" }
                try writer.append(["", part.view.receiver] + blank + ["零报告"])
            }
            for row in part.view.answers.rows {
                number += 1
                let cells = columns.map { row[$0.key] ?? "" }
                try writer.append(["\(number)", part.view.receiver] + cells + [note])
            }
        }
        let sums = columns.map { column in
            (merged.totals[column.key]?.present).map { text($0, column) } ?? ""
        }
        try writer.append(["", "合计"] + sums + [""])
        try writer.close(notes: notes(merged))
    }

    /// Writes each receiver's sums beside those of last period, with marks and their reasons.
    /// - Throws: `DocumentProblem`.
    public func exportComparison(_ merged: MergedReturn, to path: String) throws {
        let totalled = merged.totalled
        let groups = totalled.flatMap { column -> [ExcelColumn] in
            let kind = self.column(column).kind
            return [
                ExcelColumn(title: "本期", group: column.title, kind: kind),
                ExcelColumn(title: "上期", group: column.title, kind: kind),
                ExcelColumn(title: "增减", group: column.title, kind: kind),
                ExcelColumn(title: "增减幅度", group: column.title, kind: .percent),
            ]
        }
        let writer = try ExcelTableWriter(
            path: path, head("\(merged.form.name)与上期比较"),
            columns: [ExcelColumn(title: "填报单位", width: 16)] + groups
                + [ExcelColumn(title: "需核对", width: 20)])
        for part in merged.parts {
            let marks = merged.outliers.filter { $0.receiver == part.view.receiver }
                .map(\.heading)
            try writer.append(
                [part.view.receiver] + totalled.flatMap { cells(part.sums[$0.key], $0) }
                    + [marks.isEmpty ? "" : "▲ " + unique(marks).joined(separator: "、")])
        }
        try writer.append(
            ["合计"] + totalled.flatMap { cells(merged.totals[$0.key], $0) } + [""])
        // Reasons are sentences: below the table they are read, in a cell they are cut.
        let reasons = merged.outliers.map { "▲ \($0.receiver)“\($0.heading)”：\($0.reason)。" }
        try writer.close(notes: notes(merged) + reasons)
    }

    private func head(_ title: String) -> ExcelTableHead {
        ExcelTableHead(
            title: title, unit: nil,
            source: "\(catalogue.city.title)科学技术局　\(database.clock.today.iso)",
            isDemonstration: database.isDemonstration)
    }

    private func notes(_ merged: MergedReturn) -> [String] {
        let missing = merged.missing.map { "\($0.receiver)（\($0.state)）" }
        var notes = ["已报 \(merged.parts.count) 个单位。"]
        notes.append(
            missing.isEmpty ? "没有缺报。" : "缺报 \(missing.count) 个：\(missing.joined(separator: "、"))。")
        let new = merged.withoutLast
        if !new.isEmpty, !merged.totalled.isEmpty {
            notes.append("合计的增减只含两期都有数的单位，没有上期数的：\(new.joined(separator: "、"))。")
        }
        return notes
    }

    private func cells(_ change: ReturnChange?, _ column: ReturnColumn) -> [String] {
        let numbers = [change?.present, change?.last, change?.difference]
            .map { $0.map { text($0, column) } ?? "" }
        let percent = (change?.percent).map { $0.rounded(2).description + "%" }
        return numbers + [percent ?? (change?.last == 0 ? "上期为0" : "")]
    }

    private func unique(_ texts: [String]) -> [String] {
        var seen: Set<String> = []
        return texts.filter { seen.insert($0).inserted }
    }

    private func text(_ value: Int64, _ column: ReturnColumn) -> String {
        column.text(.integer(value), in: catalogue)
    }

    private func column(_ column: ReturnColumn) -> ExcelColumn {
        let kind: ExcelColumn.Kind =
            switch column.type {
            case .integer: .integer
            case .decimal(let scale, let isPercent): isPercent ? .percent : .decimal(scale)
            case .money: .decimal(column.moneyUnit == .yuan ? 2 : 6)
            case .date: .date
            default: .text
            }
        return ExcelColumn(
            title: column.title, kind: kind, width: max(10, column.title.count * 2))
    }
}
