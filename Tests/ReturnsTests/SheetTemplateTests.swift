import Documents
import Foundation
import Registers
import Returns
import Store
import TestSupport
import Testing
import Values

/// The locked workbook: written, typed into, read back, or refused.
///
/// Columns of the figures: A 领域, B 科技特派员, C its last value, D 其中女, E 财政, F 企业,
/// G 科技投入 (a formula), H its last value, I 进度, J 填表日期. Row 1 title, 2 notes, 3 headings,
/// 4 totals, 5 农业, 6 工业.
struct SheetTemplateTests {
    /// A filled template, uploaded as the clerk of a county.
    private func upload(
        _ bureau: Bureau, _ id: Int64, to target: Int64? = nil, county: String = "430602",
        _ cells: [String: String], sending: Bool = true
    ) async throws -> FilledSheet {
        let path = try template(bureau, id, county: county)
        defer { try? FileManager.default.removeItem(atPath: path) }
        try TypedWorkbook.type(cells, into: path)
        return try await bureau.returns.uploadSheet(
            target ?? id, path, SheetFilling(SheetAnswers([]), isSending: sending),
            by: bureau.clerk(county))
    }

    private func template(_ bureau: Bureau, _ id: Int64, county: String) throws -> String {
        let path = NSTemporaryDirectory() + "sheet-" + UUID().uuidString + ".xlsx"
        try bureau.returns.writeTemplate(
            try bureau.view(id, by: bureau.clerk(county)), to: path)
        return path
    }

    private let good = [
        "B5": "10", "D5": "2", "E5": "1.5", "F5": "2", "G5": "3.5", "I5": "按期", "J5": "2025-03-20",
        "B6": "3", "E6": "1", "G6": "1", "B4": "13", "G4": "4.5",
    ]

    @Test func aFilledTemplateIsSentLikeAPage() async throws {
        let bureau = try Bureau()
        let (_, sheets) = try await bureau.send(bureau.figures)
        let sent = try await upload(bureau, sheets[0].id, good)
        #expect(sent.sheet.state == "sent" && sent.problems.isEmpty)
        let view = try bureau.view(sheets[0].id, by: bureau.officer)
        #expect(
            view.answers.rows[0] == [
                "c1": "农业", "c2": "10", "c3": "2", "c4": "1.5", "c5": "2", "c6": "3.5", "c7": "按期",
                "c8": "2025-03-20",
            ])
    }

    @Test func onlyInputCellsAreUnlockedAndTheSheetIsProtected() async throws {
        let bureau = try Bureau()
        let (_, sheets) = try await bureau.send(bureau.figures)
        let path = try template(bureau, sheets[0].id, county: "430602")
        defer { try? FileManager.default.removeItem(atPath: path) }
        let parts = try ZipArchive.read(
            Array(try Data(contentsOf: URL(fileURLWithPath: path))), limit: 1 << 24)
        func text(_ name: String) -> String { String(decoding: parts[name] ?? [], as: UTF8.self) }
        let form = text("xl/worksheets/sheet1.xml")
        #expect(form.contains("<sheetProtection sheet=\"1\""))
        #expect(form.contains("<f>IF(COUNT(E5,F5)=0,\"\",SUM(E5,F5))</f>"))
        #expect(form.contains("<f>SUM(B5:B6)</f>"))
        #expect(form.contains("type=\"list\"") && form.contains("type=\"whole\""))
        #expect(text("xl/workbook.xml").contains("name=\"表样\" sheetId=\"3\" state=\"hidden\""))
        // By cell: the format says whether it is locked.
        let styles = text("xl/styles.xml")
        let formats = try #require(styles.firstMatch(of: /<cellXfs.*?<\/cellXfs>/)?.output)
        let open = formats.matches(of: /<xf [^>]*\/>|<xf [^>]*[^\/]>.*?<\/xf>/).map {
            $0.output.contains("locked=\"0\"")
        }
        func isOpen(_ cell: String) throws -> Bool {
            let style = try Regex("<c r=\"\(cell)\" s=\"([0-9]+)\"")
            let match = try #require(form.firstMatch(of: style))
            return open[try #require(match.output[1].substring.flatMap { Int($0) })]
        }
        for cell in ["B5", "D5", "E6", "I6", "J5"] { #expect(try isOpen(cell), "\(cell)") }
        for cell in ["A5", "C5", "G5", "H6", "B4", "A3"] { #expect(try !isOpen(cell), "\(cell)") }
    }

    @Test func brokenRulesAreToldByTheCellsOfTheWorkbook() async throws {
        let bureau = try Bureau()
        let (_, sheets) = try await bureau.send(bureau.figures)
        var cells = good
        cells["B5"] = "501"
        cells["I5"] = "还行"
        let words = await refused { _ = try await upload(bureau, sheets[0].id, cells) }
        #expect(words.contains("单元格 B5“科技特派员”：501 大于 500人"), "\(words)")
        #expect(words.contains("单元格 I5“进度”"), "\(words)")
        #expect(words.contains("合计行“科技特派员”：合计 13 不等于各行之和 504"), "\(words)")
        // A nil return with rows is no nil return.
        let path = try template(bureau, sheets[0].id, county: "430602")
        defer { try? FileManager.default.removeItem(atPath: path) }
        let isNil = await refused {
            _ = try await bureau.returns.uploadSheet(
                sheets[0].id, path, SheetFilling(SheetAnswers([], isNil: true), isSending: true),
                by: bureau.clerk("430602"))
        }
        #expect(isNil.contains("却填了 2 行"), "\(isNil)")
        // As a draft it is kept with all that.
        let kept = try await upload(bureau, sheets[0].id, cells, sending: false)
        #expect(kept.sheet.state == "draft" && kept.problems.count == 3)
    }

    @Test func anotherReturnsAnotherCountysAndNoTemplateAreRefused() async throws {
        let bureau = try Bureau()
        let (_, sheets) = try await bureau.send(bureau.figures)
        var plan = bureau.figures
        plan.name = "二季度"
        let (_, others) = try await bureau.send(plan)
        let wrong = await refused {
            _ = try await upload(bureau, others[0].id, to: sheets[0].id, good)
        }
        #expect(wrong.contains("这是“二季度”的模板，不是“2025年一季度县域科技投入”的"), "\(wrong)")
        let path = try template(bureau, sheets[0].id, county: "430602")
        defer { try? FileManager.default.removeItem(atPath: path) }
        let neighbour = await refused {
            _ = try await bureau.returns.uploadSheet(
                sheets[1].id, path, SheetFilling(SheetAnswers([]), isSending: true),
                by: bureau.clerk("430621"))
        }
        #expect(neighbour.contains("这是“楼区”的模板，不是“岳阳县”的"), "\(neighbour)")
        let thief = await refused {
            _ = try await bureau.returns.uploadSheet(
                sheets[0].id, path, SheetFilling(SheetAnswers([]), isSending: true),
                by: bureau.clerk("430621"))
        }
        #expect(thief.contains("你不能填写或查看"), "\(thief)")
        let strange = NSTemporaryDirectory() + "strange-" + UUID().uuidString + ".xlsx"
        defer { try? FileManager.default.removeItem(atPath: strange) }
        try bureau.registry.writeTemplate(of: "nursery", to: strange)
        let none = await refused {
            _ = try await bureau.returns.uploadSheet(
                sheets[0].id, strange, SheetFilling(SheetAnswers([]), isSending: true),
                by: bureau.clerk("430602"))
        }
        #expect(none.contains("不是本平台下载的填报模板"), "\(none)")
    }

    @Test func tamperedLockedCellsFormulasAndHeadingsAreRefused() async throws {
        let bureau = try Bureau()
        let (_, sheets) = try await bureau.send(bureau.figures)
        for (cell, text, words) in [
            ("A5", "林业", "单元格 A5 已锁定，应是“农业”，现在是“林业”"), ("A6", "", "单元格 A6 已锁定"),
            ("C5", "99", "单元格 C5 已锁定，应是“”，现在是“99”"),
            ("G5", "4", "单元格 G5“科技投入（万元）”是公式"), ("G5", "0", "没有重新计算"),
            ("B3", "其中女（人）", "B 列应是“科技特派员（人）*”"), ("J3", "", "J 列应是“填表日期”，现在是“空”"),
        ] {
            var cells = good
            cells[cell] = text
            let found = await refused { _ = try await upload(bureau, sheets[0].id, cells) }
            #expect(found.contains(words.replacing("科技投入（万元）", with: "科技投入")), "\(found)")
        }
        #expect(try bureau.sheet(sheets[0].id).state == "unopened")
    }

    @Test func anOldTemplateIsRefusedWhereSomebodyChangedTheSheetSince() async throws {
        let bureau = try Bureau()
        let (_, sheets) = try await bureau.send(bureau.figures)
        let clerk = try bureau.clerk("430602")
        let id = sheets[0].id
        let path = try template(bureau, id, county: "430602")
        defer { try? FileManager.default.removeItem(atPath: path) }
        try TypedWorkbook.type(good, into: path)
        func again(_ sending: Bool) async throws -> FilledSheet {
            try await bureau.returns.uploadSheet(
                id, path, SheetFilling(SheetAnswers([]), isSending: sending), by: clerk)
        }
        // The same file may come twice, as long as it is the last word.
        _ = try await again(false)
        _ = try await again(false)
        try await bureau.fill(id, Bureau.rows(77), sending: false, by: clerk)
        let stale = await refused { _ = try await again(true) }
        #expect(stale.contains("办事员02在 2025-03-10 09:00:00改过这张表"), "\(stale)")
        #expect(try bureau.view(id, by: clerk).answers.rows[0]["c2"] == "77")
    }

    @Test func aTemplateOfBeforeTheReturnIsRefusedAndTheNewOneTellsTheRemarks() async throws {
        let bureau = try Bureau()
        let (_, sheets) = try await bureau.send(bureau.figures)
        let clerk = try bureau.clerk("430602")
        let id = sheets[0].id
        let path = try template(bureau, id, county: "430602")
        defer { try? FileManager.default.removeItem(atPath: path) }
        try TypedWorkbook.type(good, into: path)
        let filling = SheetFilling(SheetAnswers([]), isSending: true)
        let sent = try await bureau.returns.uploadSheet(id, path, filling, by: clerk)
        let twice = await refused {
            _ = try await bureau.returns.uploadSheet(id, path, filling, by: clerk)
        }
        #expect(twice.contains("没有再次报送"), "\(twice)")
        _ = try await bureau.returns.returnSheet(
            id, [SheetRemark(line: 1, heading: "科技特派员", "请核对")], version: sent.sheet.version,
            by: bureau.officer)
        let old = await refused {
            _ = try await bureau.returns.uploadSheet(id, path, filling, by: clerk)
        }
        #expect(old.contains("张三在"), "\(old)")
        let new = try template(bureau, id, county: "430602")
        defer { try? FileManager.default.removeItem(atPath: new) }
        let reader = try ExcelReader(path: new)
        var lines: [String] = []
        try reader.each(reader.sheets[0]) { row in
            lines.append(row.cells.first?.value.text ?? "")
            return lines.count < 3
        }
        #expect(lines[2] == "批注：第 1 行“科技特派员”请核对")
    }

    @Test func aListGrowsByEmptyRowsAndShowsLastPeriodsValues() async throws {
        let bureau = try Bureau()
        _ = try await bureau.registry.createRecord(
            "nursery",
            [
                "name": .text("老载体"), "kind": .text("孵化器"), "survey_batch": .text("上次"),
                "incubated": .text("8"), "graduated": .text("3"), "county": .text("430602"),
            ], by: bureau.officer.viewer)
        let (_, sheets) = try await bureau.send(bureau.survey)
        // A name, B kind, C incubated, D its last value, E graduated, F fund, G operator; row 5 first.
        let sent = try await upload(
            bureau, sheets[0].id,
            ["B5": "孵化器", "C5": "9", "A6": "新载体", "B6": "众创空间", "C6": "4", "F6": "1.5", "C4": "13"])
        #expect(sent.sheet["lines"] == .integer(2))
        let view = try bureau.view(sheets[0].id, by: bureau.officer)
        #expect(
            view.answers.rows[0] == [
                "name": "老载体", "kind": "孵化器", "incubated": "9", "graduated": "3",
            ])
        #expect(view.answers.rows[1]["fund"] == "1.5")
    }

    /// Office suites count the formulas anew; what they save is read like ours.
    @Test(.enabled(if: OfficeSuite.isInstalled))
    func aTemplateSavedByAnOfficeSuiteIsReadBack() async throws {
        let bureau = try Bureau()
        let (_, sheets) = try await bureau.send(bureau.figures)
        let path = try template(bureau, sheets[0].id, county: "430602")
        defer { try? FileManager.default.removeItem(atPath: path) }
        var cells = good
        for formula in ["G5", "G6", "B4", "G4"] { cells[formula] = nil }
        // A day as spreadsheets keep it: 20 March 2025.
        cells["J5"] = "45736"
        try TypedWorkbook.type(cells, into: path, forgets: true)
        let filling = SheetFilling(SheetAnswers([]), isSending: true)
        let clerk = try bureau.clerk("430602")
        let uncounted = await refused {
            _ = try await bureau.returns.uploadSheet(sheets[0].id, path, filling, by: clerk)
        }
        #expect(uncounted.contains("没有重新计算"), "\(uncounted)")
        let saved = try OfficeSuite.saved(path)
        defer { try? FileManager.default.removeItem(atPath: saved) }
        let sent = try await bureau.returns.uploadSheet(
            sheets[0].id, saved, filling, by: clerk)
        #expect(sent.sheet.state == "sent")
        let view = try bureau.view(sheets[0].id, by: bureau.officer)
        #expect(view.answers.rows.map { $0["c6"] } == ["3.5", "1"])
        #expect(view.answers.rows[0]["c8"] == "2025-03-20")
    }
}
