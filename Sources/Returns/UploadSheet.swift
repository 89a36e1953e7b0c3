import Catalogue
import Documents
import Journal
import Registers
import Store
import Values

extension Returns {
    /// Takes in a filled template: as a draft, or sent at once.
    ///
    /// Refused are another return's, another receiver's and an older form's or version's template.
    /// The same file may come again and again while nobody has changed the sheet otherwise.
    ///
    /// - Parameters:
    ///   - id: the sheet that it is uploaded for.
    ///   - filling: who filled it in and the stamped scan; its answers are those of the file.
    /// - Throws: `ReturnRefusal.template`, `.problems` with cells; what `fillSheet` throws;
    ///   `DocumentProblem` where the file is none of ours.
    public func uploadSheet(
        _ id: Int64, _ path: String, _ filling: SheetFilling, by party: ReturnParty
    ) async throws -> FilledSheet {
        let file = try ExcelFormReading(path: path)
        guard let marks = SheetMarks(file.marks) else {
            throw ReturnRefusal.template("文件里没有表样标记", advice: "重新下载模板，填在里面再上传")
        }
        let returns = self
        let event = filling.isSending ? "collection-sheet.sent" : "collection-sheet.saved"
        return try await database.write(act(party, event, reason: "上传模板")) { writer in
            let sheet = try returns.registry.record(writer.reader, Self.sheets, id)
            try returns.permitFilling(party, sheet)
            let form = try returns.form(writer.reader, sheet["collection"].integer ?? 0)
            try returns.check(marks, sheet, form, writer.reader)
            let view = SheetView(sheet, form)
            let read = try ReadSheet(file, marks, view, returns.catalogue)
            var taken = filling
            taken.answers = read.answers
            taken.answers.isNil = filling.answers.isNil
            do {
                let kept = try returns.fill(
                    sheet, taken, version: nil, template: marks.version, writer)
                return FilledSheet(
                    sheet: kept.sheet,
                    problems: returns.placed(kept.problems, read.lines, view))
            } catch ReturnRefusal.problems(let problems) {
                throw ReturnRefusal.problems(returns.placed(problems, read.lines, view))
            }
        }
    }

    /// Whether the template is this sheet's, and of its present state.
    private func check(
        _ marks: SheetMarks, _ sheet: Record, _ form: ReturnForm, _ reader: Reader
    ) throws {
        let again = "在这张表的填报页重新下载模板"
        if marks.collection != form.collection.id {
            let other = try? self.form(reader, marks.collection).name
            throw ReturnRefusal.template(
                "这是“\(other ?? "另一项报表")”的模板，不是“\(form.name)”的", advice: again)
        }
        if marks.sheet != sheet.id {
            throw ReturnRefusal.template(
                "这是“\(marks.receiver)”的模板，不是“\(sheet["receiver"].text ?? "")”的", advice: again)
        }
        if marks.form != form.digest {
            throw ReturnRefusal.template("下载以后表样改过了", advice: again)
        }
        let isLast = sheet["template_version"].integer == marks.version
        if marks.version == sheet.version || isLast { return }
        let step = try registry.history(reader, Self.sheets, sheet.id).last?.entry
        throw ReturnRefusal.template(
            "模板下载以后，\(step?.act.actor ?? "有人")在 \(step?.at.businessTime ?? "")改过这张表"
                + "（模板是第 \(marks.version) 版，现为第 \(sheet.version) 版）",
            advice: "看过新内容，再\(again)，免得盖掉别人填的")
    }

    /// With the cells of the workbook that the problems stand in.
    private func placed(_ problems: [SheetProblem], _ lines: [Int], _ view: SheetView)
        -> [SheetProblem]
    {
        let places = SheetTemplate(view: view, catalogue: catalogue).places
        return problems.map { problem in
            guard let line = problem.line, lines.indices.contains(line - 1) else { return problem }
            var problem = problem
            let column = places.firstIndex { place in
                if case .answer(let column) = place {
                    column.heading == problem.heading
                } else {
                    false
                }
            }
            problem.cell = column.map { "\(ExcelCell.letters($0))\(lines[line - 1])" }
            return problem
        }
    }
}
