import Catalogue
import Testing

/// One mistake made in the sound catalogue, and what is said of it.
struct Mistake: Sendable, CustomTestStringConvertible {
    let file: String
    let from: String
    let to: String
    let line: Int
    let message: String
    let advice: String

    init(
        _ file: String, _ from: String, _ to: String, _ line: Int, _ message: String,
        _ advice: String
    ) {
        (self.file, self.from, self.to) = (file, from, to)
        (self.line, self.message, self.advice) = (line, message, advice)
    }

    var testDescription: String { message }

    private static let visit = "registers/visit.yaml"
    private static let figures = "figures/visits.yaml"
    private static let cycle = "lifecycles/visiting.yaml"

    static let inRegisters: [Mistake] = [
        Mistake(visit, "label:", "lable:", 6, "没有 lable 这个键", "是否想写 label？"),
        Mistake(visit, "{title: 日期, ", "{titel: 日期, ", 11, "没有 titel 这个键", "是否想写 title？"),
        Mistake(visit, "title: 走访\n", "", 1, "缺少 title", "补上 title"),
        Mistake(visit, "{title: 费用, type", "{type", 13, "缺少 title", "补上 title"),
        Mistake(visit, "type: date", "type: dat", 11, "没有 dat 这种字段类型", "是否想写 date？"),
        Mistake(visit, "of: kinds", "of: kind", 12, "代码表 kind 未声明", "是否想写 kinds？"),
        Mistake(visit, "type: money", "type: record, of: visits", 13, "登记册 visits 未声明", "visit？"),
        Mistake(visit, "list: [number, day", "list: [number, dya", 1, "没有字段 dya", "是否想写 day？"),
        Mistake(visit, "sort: -day", "sort: -when", 1, "没有字段 when", "可用："),
        Mistake(visit, "lifecycle: visiting", "lifecycle: visitng", 1, "visitng 未声明", "visiting？"),
        Mistake(visit, "not-after: today", "not-after: cots", 11, "字段 cots 不存在", "是否想写 cost？"),
        Mistake(visit, "  day:", "  state:", 11, "state 由系统保留", "换一个名字"),
        Mistake(visit, "  kind:", "  Kind:", 12, "Kind 不是小写加下划线", "例如"),
        Mistake(visit, "of: kinds}", "of: kinds, default: often}", 12, "不在《走访类别》里", "可填"),
        Mistake(visit, "required: true", "required: yes", 10, "应是 true 或 false", "现为 yes"),
        Mistake(visit, "register: visit", "register: visits", 1, "与文件名 visit 不同", "同一个词"),
        Mistake(visit, "unique: [[number]]", "unique: number", 4, "unique 应是一列字段组", "例如"),
        Mistake(visit, "title: 费用", "title: 日期（万元）", 13, "列名“日期”既是字段 day 的", "分不清"),
        Mistake(
            visit, "type: money}", "type: money, also: [类 别]}", 13, "列名“类别”既是字段 kind 的",
            "从一处的 also 里删去"),
        Mistake(visit, "of: kinds}", "of: kinds, example: often}", 12, "不在《走访类别》里", "可填"),
        Mistake(visit, "of: kinds}", "of: kinds, example: \"\"}", 12, "example 是空的", "或删去"),
        Mistake(
            visit, "type: money}", "type: money, when: {knd: [yearly]}}", 13, "没有字段 knd", "kind？"),
        Mistake(
            visit, "type: money}", "type: money, when: {kind: [yeerly]}}", 13, "不会等于 yeerly",
            "yearly"),
        Mistake(visit, "of: kinds}", "of: kinds, when: {kind: [yearly]}}", 12, "绕回了自己", "不带条件"),
        Mistake(visit, "type: money}", "type: money, when: {phone: [甲]}}", 13, "只能是“是否”", "换一个"),
        Mistake(visit, "type: money}", "type: money, when: {kind: []}}", 13, "没有写值", "哪些值"),
        Mistake(visit, "type: money}", "type: money, when: kind}", 13, "应写明一个字段", "例如"),
        Mistake(visit, "type: money}", "type: money, prefill: kind}", 13, "应写成“字段.字段”", "例如"),
        Mistake(visit, "type: money}", "type: money, prefill: kind.x}", 13, "类别不是引用字段", "点号前"),
        Mistake(visit, "type: money}", "type: money, prefill: knd.x}", 13, "没有字段 knd", "kind？"),
        Mistake(
            visit, "label: number", "label: number\nprefill: {kost: kind.x}", 7, "没有字段 kost",
            "cost？"),
        Mistake(
            visit, "required: true}", "required: true, when: {kind: [yearly]}}", 10, "用来认记录", "删去"),
        Mistake(
            visit, "label: number", "label: number\nsection: office", 1, "不在代码表 sections", "可用"),
    ]

    static let inFigures: [Mistake] = [
        Mistake(
            figures, "from: visit\n  where: {", "from: visits\n  where: {", 2, "没有登记册 visits",
            "visit？"),
        Mistake(figures, "sum: cost", "sum: costs", 8, "没有字段 costs", "是否想写 cost？"),
        Mistake(figures, "sum: cost", "sum: day", 8, "日期不能求和", "求和只对"),
        Mistake(figures, "kind: yearly", "kind: yeerly", 12, "类别不会等于 yeerly", "可填"),
        Mistake(figures, "state: closed", "state: colsed", 4, "没有状态 colsed", "是否想写 closed？"),
        Mistake(figures, "kind: yearly", "kind: in-year", 12, "类别不是日期", "只用于时间字段"),
        Mistake(figures, "kind: yearly", "phone: present", 12, "电话是个人信息", "不能用个人信息"),
        Mistake(figures, "kind: yearly", "kind.title: 甲", 12, "kind 不是引用", "引用字段"),
        Mistake(figures, "kind: yearly", "a.b.c: 甲", 12, "路径太长", "只能经过一个引用"),
        Mistake(figures, "kind: yearly", "cost: {least: 3}", 12, "没有 least 这个键", "可用"),
        Mistake(figures, "kind: yearly", "kind:", 12, "条件 kind 没有内容", "absent"),
        Mistake(figures, "sum: cost", "sum: cost\n  count: records", 8, "有 2 个度量", "只写一个"),
        Mistake(figures, "  sum: cost\n", "", 8, "没有度量", "只写一个"),
        Mistake(figures, "count: records", "count: day", 5, "count 只能数 records", "count-distinct"),
        Mistake(figures, "unit: 元", "unit: 元\n  decimals: 9", 8, "decimals 应在", "例如"),
        Mistake(figures, "unit: 元", "unit: 元\n  year: 1", 8, "year 只能是 0 或负数", "例如"),
        Mistake(
            figures, "unit: 元", "unit: 元\n  compare: stated", 8, "compare: stated 只用于", "previous"),
        Mistake(figures, "visits_cost:", "Visits:", 8, "不是小写加下划线", "例如"),
        Mistake(figures, "sum: cost", "average: day", 8, "日期不能求平均", "只对金额"),
        Mistake(figures, "sum: cost", "max: kind", 8, "类别不能求平均、最大", "只对金额"),
    ]

    static let elsewhere: [Mistake] = [
        Mistake(cycle, "initial: open", "initial: opne", 2, "初始状态 opne 未声明", "是否想写 open？"),
        Mistake(cycle, "to: closed,", "to: close,", 8, "状态 close 未声明", "是否想写 closed？"),
        Mistake(cycle, "by: [officer]", "by: [offcer]", 8, "角色 offcer 未声明", "是否想写 officer？"),
        Mistake(cycle, "requires: [cost]", "requires: [price]", 8, "price 不在登记册 visit", "可用"),
        Mistake(cycle, "requires: [cost]", "reason: yes", 8, "reason 只能是 required", "删去"),
        Mistake(cycle, "open: {title: 在办}", "open: {title: 在办, final: true}", 8, "终结状态", "final"),
        Mistake("roles.yaml", "move]", "mvoe]", 1, "不能有 mvoe", "是否想写 move？"),
        Mistake("codes/kinds.yaml", "also: [突访]", "form: 2020", 5, "没有 form 这个键", "是否想写 from？"),
        Mistake("rules/visiting.yaml", "2025-06-16", "2025-06-31", 6, "不是日期", "写成"),
        Mistake("rules/visiting.yaml", ", source: 试验办法}", "}", 5, "缺少 source", "补上"),
        Mistake("layer.yaml", "\"430600\"", "\"43\"", 3, "不是六位行政区划代码", "430600"),
    ]

    static let inYAML: [Mistake] = [
        Mistake(cycle, "  states:", "\tstates:", 4, "YAML 不合语法", "检查缩进"),
        Mistake("roles.yaml", "may: [", "may: [[", 1, "YAML 不合语法", "检查缩进"),
        Mistake("roles.yaml", "may: [", "title: 又一个, may: [", 1, "键重复：title", "检查"),
        Mistake(
            "codes/kinds.yaml", "年度走访\n    sudden: {title: 临时走访, also: [突访]}",
            "&name 年度走访\n    sudden: *name", 4, "别名", "直接写出内容"),
    ]
}

@Suite struct CatalogueProblemTests {
    @Test(arguments: Mistake.inRegisters + Mistake.inFigures + Mistake.elsewhere)
    func aMistakeIsNamedWithItsFileLineLayerAndAdvice(mistake: Mistake) throws {
        let problems = try made([mistake])
        let problem = try #require(
            problems.first { $0.message.contains(mistake.message) }, "\(problems)")
        #expect(problem.place.file.hasSuffix("/" + mistake.file))
        #expect(problem.place.line == mistake.line)
        #expect(mistake.file == "layer.yaml" || problem.place.layer == "试验市")
        #expect(problem.advice.contains(mistake.advice))
    }

    @Test(arguments: Mistake.inYAML)
    func textThatIsNoDeclarationIsRefusedAtItsLine(mistake: Mistake) throws {
        let problems = try made([mistake])
        let problem = try #require(
            problems.first { $0.message.contains(mistake.message) }, "\(problems)")
        #expect(problem.place.file.hasSuffix("/" + mistake.file))
        #expect(problem.place.line == mistake.line)
        #expect(problem.advice.contains(mistake.advice))
    }

    @Test func theSoundCatalogueHasNoProblem() throws {
        #expect(try CatalogueFolder().problems().isEmpty)
    }

    @Test func everyMistakeIsToldAtOnceInReadingOrder() throws {
        let chosen = [
            Mistake.inRegisters[1], Mistake.inRegisters[4], Mistake.inFigures[3],
            Mistake.elsewhere[2], Mistake.elsewhere[8],
        ]
        let problems = try made(chosen)
        for mistake in chosen {
            #expect(problems.contains { $0.message.contains(mistake.message) })
        }
        let places = problems.map { ($0.place.file, $0.place.line) }
        #expect(zip(places, places.dropFirst()).allSatisfy { $0 <= $1 })
        let text = CatalogueProblems(problems).description
        #expect(text.hasSuffix("目录定义共有 \(problems.count) 处错误。"))
        #expect(text.contains("/registers/visit.yaml:11（试验市）"))
    }

    @Test func aFigureMadeOfItselfIsRefused() throws {
        let folder = try CatalogueFolder()
        try folder.write(
            "figures/round.yaml",
            """
            first: {title: 甲, unit: 次, difference: {of: second, minus: visits}}
            second: {title: 乙, unit: 次, ratio: {of: first, to: visits}}
            """)
        let messages = folder.problems().map(\.message)
        #expect(messages == ["指标 first：由自己算出自己", "指标 second：由自己算出自己"])
    }

    @Test func twoFiguresWithOneNumberAreRefused() throws {
        let folder = try CatalogueFolder()
        try folder.write(
            "figures/more.yaml",
            """
            one: {title: 甲, reference: F001, unit: 次, from: visit, count: records}
            two: {title: 乙, reference: F001, unit: 次, from: visit, count: records}
            """)
        #expect(folder.problems().map(\.message) == ["指标 two 和 one 的编号都是 F001"])
    }

    @Test func aFieldThatIsNeverOpenIsNotListedAsOpen() throws {
        let folder = try CatalogueFolder()
        let text = CatalogueFolder.sound["registers/visit.yaml"] ?? ""
        try folder.write(
            "registers/visit.yaml",
            text.replacing("type: money}", with: "type: money, open: never}")
                + "\nopen: {fields: [cost]}\n")
        #expect(folder.problems().map(\.message) == ["字段 cost 标了 open: never，却列在公开字段里"])
    }

    @Test func aSpellingOfTwoFieldsIsRefusedUnlessOneOfThemIsCommon() throws {
        let folder = try CatalogueFolder()
        let text = CatalogueFolder.sound["registers/visit.yaml"] ?? ""
        func spelled(_ kernel: String) throws -> [String] {
            try folder.write("kernel.yaml", kernel)
            try folder.write(
                "registers/visit.yaml",
                text.replacing("type: money}", with: "type: money, also: [金额, 代号]}"))
            return folder.problems().map(\.message)
        }
        let common = "common:\n  fields:\n    outer_no: {title: 外部编号, type: text, also: [代号]}\n"
        #expect(try spelled(common).isEmpty)
        let second = common + "    code: {title: 内部编号, type: text, also: [代号]}\n"
        #expect(try spelled(second) == ["列名“代号”既是字段 outer_no 的，又是字段 code 的"])
        let titled = common + "    sum: {title: 金额, type: text}\n"
        #expect(try spelled(titled) == ["列名“金额”既是字段 sum 的，又是字段 cost 的"])
    }

    @Test func aStrayFileAndARepeatedCodeAreNamed() throws {
        let folder = try CatalogueFolder()
        try folder.write("figures/notes.txt", "")
        try folder.write("codes/towns.csv", "# 乡镇; 民政部\ncode,title\n01,甲\n01,乙\n")
        try folder.write("codes/broken.csv", "number,name\n1,甲\n")
        let problems = folder.problems()
        #expect(problems.contains { $0.message == "不认识这个文件" && $0.place.line == 1 })
        #expect(problems.contains { $0.message == "代码 01 重复" })
        #expect(problems.contains { $0.message == "代码表没有 code 和 title 两列" })
    }

    @Test func aFolderWithoutALayerIsRefused() throws {
        let folder = try CatalogueFolder(["registers/visit.yaml": "title: 走访\n"])
        #expect(folder.problems().contains { $0.message.contains("读不到目录层") })
    }

    /// The problems of the sound catalogue with these mistakes made in it.
    private func made(_ mistakes: [Mistake]) throws -> [CatalogueProblem] {
        var files = CatalogueFolder.sound
        for mistake in mistakes {
            let text = try #require(files[mistake.file])
            #expect(text.contains(mistake.from))
            files[mistake.file] = text.replacing(mistake.from, with: mistake.to, maxReplacements: 1)
        }
        return try CatalogueFolder(files).problems()
    }
}
