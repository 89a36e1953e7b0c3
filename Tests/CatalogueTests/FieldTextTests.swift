import Catalogue
import TestSupport
import Testing
import Values

/// A text that people type, and the cell that it stands for.
struct Typed: Sendable, CustomTestStringConvertible {
    let type: FieldType
    let text: String
    let cell: Scalar

    init(_ type: FieldType, _ text: String, _ cell: Scalar) {
        (self.type, self.text, self.cell) = (type, text, cell)
    }

    var testDescription: String { "\(text) → \(cell)" }

    static let good: [Typed] = [
        Typed(.text(format: nil, maximum: 3, long: false), "  甲乙丙 ", .text("甲乙丙")),
        Typed(.text(format: nil, maximum: nil, long: true), " 一\n二 ", .text(" 一\n二 ")),
        Typed(
            .text(format: .phone, maximum: nil, long: false), "０７３０-8888888", .text("07308888888")),
        Typed(.text(format: .email, maximum: nil, long: false), "a@b.cn", .text("a@b.cn")),
        Typed(
            .text(format: .uscc, maximum: nil, long: false), "91350100m000100y43",
            .text("91350100M000100Y43")),
        Typed(
            .text(format: .idNumber, maximum: nil, long: false), "11010519491231002x",
            .text("11010519491231002X")),
        Typed(.integer, "1,234", .integer(1_234)), Typed(.integer, "-7", .integer(-7)),
        Typed(.integer, "5.00", .integer(5)), Typed(.year, "2025年", .integer(2025)),
        Typed(.decimal(scale: 2, percent: false), "12.5", .integer(1_250)),
        Typed(.decimal(scale: 4, percent: false), "-0.0001", .integer(-1)),
        Typed(.decimal(scale: 2, percent: true), "81.37%", .integer(8_137)),
        Typed(.decimal(scale: 2, percent: true), "81.37％", .integer(8_137)),
        Typed(.money, "12.5万元", .integer(12_500_000)), Typed(.money, "0", .integer(0)),
        Typed(.date, "2025年3月1日", .text("2025-03-01")),
        Typed(.date, "2025/3/1", .text("2025-03-01")), Typed(.month, "2025年3月", .text("2025-03")),
        Typed(.boolean, "是", .integer(1)), Typed(.boolean, "×", .integer(0)),
        Typed(.boolean, "TRUE", .integer(1)), Typed(.region, "岳阳市", .text("430600")),
        Typed(.county, "新港区", .text("zone-chenglingji")),
        Typed(.choice(list: "contract-types"), "技术开发", .text("development")),
        Typed(.record(register: "organisation"), "42", .integer(42)),
    ]

    static let bad: [(FieldType, String, String)] = [
        (.text(format: nil, maximum: 3, long: false), "甲乙丙丁", "最多 3 个字"),
        (.text(format: nil, maximum: nil, long: false), "甲\u{0}乙", "空字符"),
        (.text(format: .phone, maximum: nil, long: false), "12345", "7 至 15 位"),
        (.text(format: .email, maximum: nil, long: false), "a b@c.cn", "不是电子邮箱"),
        (.text(format: .email, maximum: nil, long: false), "a@@b.cn", "不是电子邮箱"),
        (.text(format: .uscc, maximum: nil, long: false), "91350100M000100Y44", ""),
        (.text(format: .idNumber, maximum: nil, long: false), "110105194912310021", ""),
        (.integer, "1.5", "应是整数"), (.integer, "一", ""), (.integer, "99999999999999999999", ""),
        (.year, "25", "四位年份"), (.year, "10000", "四位年份"),
        (.decimal(scale: 2, percent: false), "1.005", "最多 2 位小数"),
        (.decimal(scale: 2, percent: false), "5%", ""), (.money, "1.005", "精确到分"),
        (.money, "三百", ""), (.date, "2025-02-30", "只有"), (.date, "昨天", ""),
        (.month, "2025-13", ""), (.boolean, "也许", "应是“是”或“否”"),
        (.region, "桃花源", "不在《"), (.county, "430699", "不在《"),
        (.choice(list: "contract-types"), "技术开法", "不在《"),
        (.record(register: "organisation"), "甲公司", "应是记录编号"),
        (.rows([]), "x", "明细不能写在一个格子里"),
    ]

    /// Every type with a way to make texts of it.
    static let types: [FieldType] = [
        .text(format: nil, maximum: nil, long: false), .text(format: nil, maximum: nil, long: true),
        .integer, .decimal(scale: 0, percent: false), .decimal(scale: 4, percent: false),
        .decimal(scale: 2, percent: true), .money, .date, .month, .year, .boolean, .region, .county,
        .choice(list: "function-codes"), .record(register: "organisation"),
    ]
}

@Suite struct FieldTextTests {
    @Test(arguments: Typed.good) func aTypedTextIsReadAsItsCell(typed: Typed) throws {
        let catalogue = try Project.catalogue.get()
        #expect(try typed.type.scalar(from: typed.text, in: catalogue) == typed.cell)
    }

    @Test(arguments: Typed.good) func theCanonicalTextReadsBackAsTheSameCell(typed: Typed) throws {
        let catalogue = try Project.catalogue.get()
        let text = typed.type.canonicalText(typed.cell, in: catalogue)
        #expect(try typed.type.scalar(from: text, in: catalogue) == typed.cell)
    }

    @Test(arguments: Typed.bad)
    func anUnhappyTextIsRefusedByItsRule(type: FieldType, text: String, rule: String) throws {
        let problem = #expect(throws: ValueProblem.self) {
            try type.scalar(from: text, in: try Project.catalogue.get())
        }
        #expect(problem?.rule.isEmpty == false)
        #expect(rule.isEmpty || problem?.rule.contains(rule) == true)
    }

    @Test(arguments: Typed.types) func anEmptyTextIsAnEmptyCell(type: FieldType) throws {
        let catalogue = try Project.catalogue.get()
        for text in ["", "  ", "\u{3000}", "\t\n"] {
            #expect(try type.scalar(from: text, in: catalogue) == .null)
        }
        #expect(type.text(.null, in: catalogue) == "")
        #expect(type.canonicalText(.null, in: catalogue) == "")
    }

    @Test(arguments: Typed.types) func randomCellsSurviveTheirText(type: FieldType) throws {
        let catalogue = try Project.catalogue.get()
        var random = SeededGenerator(seed: 430_600)
        for _ in 0..<300 {
            let cell = cell(type, catalogue, &random)
            let text = type.canonicalText(cell, in: catalogue)
            #expect(try type.scalar(from: text, in: catalogue) == cell, "\(text)")
        }
    }

    @Test func peopleReadTitlesAndYuan() throws {
        let catalogue = try Project.catalogue.get()
        #expect(FieldType.county.text(.text("430602"), in: catalogue) == "岳阳楼区")
        #expect(FieldType.money.text(.integer(12_345), in: catalogue) == "123.45")
        #expect(
            FieldType.decimal(scale: 2, percent: true).text(.integer(8_130), in: catalogue)
                == "81.3%")
        #expect(FieldType.boolean.text(.integer(0), in: catalogue) == "否")
    }

    private func cell(_ type: FieldType, _ catalogue: Catalogue, _ random: inout SeededGenerator)
        -> Scalar
    {
        let shift = Int64.random(in: 0..<60, using: &random)
        let number = Int64.random(in: Int64.min + 1...Int64.max, using: &random) >> shift
        switch type {
        case .text:
            let characters = Array("甲乙\u{301}A\"\\,;'é\n😀#")
            let middle = (0..<5).map { _ in characters.randomElement(using: &random) ?? "甲" }
            return .text("头" + String(middle) + "尾")
        case .date: return .text(day(&random).iso)
        case .month: return .text(String(day(&random).iso.prefix(7)))
        case .year: return .integer(Int64.random(in: 1000...9999, using: &random))
        case .boolean: return .integer(Int64.random(in: 0...1, using: &random))
        case .choice, .region, .county:
            let codes = catalogue.list(type.codeList ?? "")?.codes ?? []
            return .text(codes.randomElement(using: &random)?.code ?? "")
        default: return .integer(number)
        }
    }

    private func day(_ random: inout SeededGenerator) -> CalendarDate {
        CalendarDate(dayNumber: Int.random(in: -20_000...40_000, using: &random))
    }
}
