import Catalogue
import Testing

/// A sound work list over the sound catalogue, and what is said of each mistake in it.
@Suite struct WorklistProblemTests {
    private static let file = "worklists/visits.yaml"

    private static let sound = """
        visits-open:
          title: 走访未办结
          from: visit
          where: {state: open, day: {until-days: 30}}
          due: {of: day, days: visit_days}
          section: office
          todo: 办结
          show: [number, kind, phone, state-since]
        notes-open:
          title: 记事未办
          from: visit
          each: notes
          rows: {done: absent}
          due: by
          sort: -day
          todo: 办结
          show: [text, by, number]
        """

    private static let files = CatalogueFolder.sound.merging(
        [
            file: sound,
            "codes/sections.yaml": "sections: {title: 科室, values: {office: 办公室}}\n",
            "rules/days.yaml": """
            visit_days: {title: 办结天数, unit: 日, values: [{from: 2024-01-01, value: 10, source: 试验}]}
            visit_half_days: {title: 半天, unit: 日, values: [{from: 2024-01-01, value: 0.5, source: 试验}]}
            """,
            "registers/visit.yaml": (CatalogueFolder.sound["registers/visit.yaml"] ?? "") + """

                  notes:
                    title: 记事
                    type: rows
                    columns:
                      text: {title: 内容, type: text}
                      by: {title: 时限, type: date}
                      done: {title: 办结, type: date}
                      who: {title: 何人, type: text, personal: true}
                """,
        ], uniquingKeysWith: { $1 })

    private static let mistakes: [Mistake] = [
        Mistake(file, "visits-open:", "visits_open:", 2, "不是小写加连字符", "例如"),
        Mistake(file, "  title: 走访未办结\n", "", 2, "缺少 title", "补上 title"),
        Mistake(file, "  todo: 办结\n  show: [n", "  show: [n", 2, "缺少 todo", "补上 todo"),
        Mistake(file, "todo: 办结\n  show: [n", "toodo: 办结\n  show: [n", 7, "没有 toodo 这个键", "todo？"),
        Mistake(file, "from: visit\n  where", "from: visits\n  where", 2, "没有登记册 visits", "visit？"),
        Mistake(file, "state: open", "state: opne", 4, "没有状态 opne", "是否想写 open？"),
        Mistake(file, "until-days: 30", "until-day: 30", 4, "没有 until-day 这个键", "until-days？"),
        Mistake(file, "until-days: 30", "until-days: -3", 4, "应在 0 至 40000 之间", "现为 -3"),
        Mistake(file, "until-days: 30", "until-days: visit_day", 4, "也不是规则的名字", "visit_days？"),
        Mistake(file, "until-days: 30", "until-days: visit_limit", 4, "单位是元，这里要日", "换一条规则"),
        Mistake(file, "until-days: 30", "until-days: visit_half_days", 4, "0.5 不是整数", "整数"),
        Mistake(file, "day: {until", "cost: {until", 4, "费用不是日期", "天数只对 date 来数"),
        Mistake(file, "day: {until", "phone: {until", 4, "电话是个人信息", "不能用个人信息"),
        Mistake(file, "day: {until-days: 30}", "cost: overdue", 4, "费用不是日期", "overdue 只用于"),
        Mistake(file, "day: {until-days: 30}", "kind: before-year", 4, "类别不是日期", "时间字段"),
        Mistake(file, "day: {until-days: 30}", "kind: {with: {done: absent}}", 4, "不是明细", "rows"),
        Mistake(
            file, "day: {until-days: 30}", "notes: {with: {don: absent}}", 4, "没有列 don", "done？"),
        Mistake(file, "day: {until-days: 30}", "notes: 甲", 4, "记事是明细", "with"),
        Mistake(
            file, "day: {until-days: 30}", "with-record: {of: visits, same: kind}", 4,
            "没有登记册 visits", "visit？"),
        Mistake(
            file, "day: {until-days: 30}", "with-record: {of: visit}", 4, "没有写明按哪个字段对上", "same"),
        Mistake(
            file, "day: {until-days: 30}", "with-record: {of: visit, same: knd}", 4, "没有字段 knd",
            "kind？"),
        Mistake(
            file, "day: {until-days: 30}", "with-record: {of: visit, same: {cost: kind}}", 4,
            "不是同一类字段", "类型要相同"),
        Mistake(
            file, "day: {until-days: 30}",
            "with-record: {of: visit, same: kind, where: {with-record: {of: visit, same: kind}}}",
            4,
            "条件套得太深", "不能再写"),
        Mistake(file, "of: day,", "of: kind,", 2, "类别不是日期", "due 只能从 date 算起"),
        Mistake(file, "of: day,", "of: dya,", 2, "没有字段 dya", "day？"),
        Mistake(file, "days: visit_days}", "months: visit_days}", 2, "单位是日，这里要月", "相应的键"),
        Mistake(file, "days: visit_days}", "weeks: 2}", 5, "没有 weeks 这个键", "days"),
        Mistake(file, "{of: day, days: visit_days}", "{of: day}", 5, "应有一个期限", "due: 字段"),
        Mistake(
            file, "{of: day, days: visit_days}", "{each-year: 02-29}", 5, "不是每年都有的月日", "05-31"),
        Mistake(
            file, "state: open, day:", "state: open, due: present, day:", 4, "条件 due 只问早晚",
            "overdue"),
        Mistake(file, "  due: by\n", "  where: {due: overdue}\n", 14, "没有期限可问", "due"),
        Mistake(file, "section: office", "section: ofice", 2, "不在代码表 sections", "office？"),
        Mistake(file, "show: [number, kind", "show: [number, knd", 2, "没有字段 knd", "kind？"),
        Mistake(file, "show: [number, kind", "show: [number, notes", 2, "记事是明细", "单个字段"),
        Mistake(file, "  show: [text, by, number]", "", 10, "没有写 show", "列出要显示"),
        Mistake(file, "show: [text, by", "show: [text, who", 10, "何人是个人信息", "不能列出"),
        Mistake(file, "each: notes", "each: note", 10, "note 不是登记册 visit 的明细字段", "notes？"),
        Mistake(file, "  each: notes\n", "", 10, "写了 rows，没有写 each", "each"),
        Mistake(file, "rows: {done: absent}", "rows: {day: overdue}", 13, "没有列 day", "是否想写 by？"),
        Mistake(file, "rows: {done: absent}", "rows: {state: open}", 13, "没有列 state", "可用"),
        Mistake(file, "rows: {done: absent}", "rows: {who: present}", 13, "何人是个人信息", "个人信息"),
        Mistake(file, "sort: -day", "sort: -phone", 10, "不能按电话排序", "换一个"),
    ]

    @Test func aSoundWorkListIsRead() throws {
        let folder = try CatalogueFolder(Self.files)
        #expect(folder.problems() == [])
        let catalogue = try Catalogue.load([folder.path])
        #expect(catalogue.worklists.map(\.name) == ["visits-open", "notes-open"])
        let list = try #require(catalogue.worklist("visits-open"))
        #expect(list.shown == ["number", "kind", "phone", Condition.stateSince])
        #expect(list.due?.term?.unit == .days)
        #expect(catalogue.worklist("notes-open")?.sort?.field == "day")
        #expect(catalogue.worklist("notes-open")?.sort?.descending == true)
    }

    @Test(arguments: mistakes) func aMistakeIsNamedWithItsLineAndAdvice(mistake: Mistake) throws {
        var files = Self.files
        let text = try #require(files[mistake.file])
        #expect(text.contains(mistake.from), "\(mistake.from)")
        files[mistake.file] = text.replacing(mistake.from, with: mistake.to, maxReplacements: 1)
        let problems = try CatalogueFolder(files).problems()
        let problem = try #require(
            problems.first { $0.message.contains(mistake.message) }, "\(problems)")
        #expect(problem.place.file.hasSuffix("/" + mistake.file))
        #expect(problem.place.line == mistake.line)
        #expect(problem.advice.contains(mistake.advice), "\(problem.advice)")
    }

    @Test func aDeeperLayerChangesAndRemovesLists() throws {
        let base = try CatalogueFolder(Self.files)
        let city = try CatalogueFolder([
            "layer.yaml": "level: city\ntitle: 另一市\nregion: \"430600\"\n",
            Self.file: """
            visits-open: {todo: 马上办结, where: {day: {until-days: 7}}}
            notes-open: {remove: true}
            """,
        ])
        let catalogue = try Catalogue.load([base.path, city.path])
        #expect(catalogue.worklists.map(\.todo) == ["马上办结"])
        #expect(catalogue.worklists[0].conditions.count == 2)
        guard case .untilDays(.number(7)) = catalogue.worklists[0].conditions[1].test else {
            Issue.record("the condition is the city's")
            return
        }
    }

    @Test func everyListOfTheProjectNamesASectionAndWhatToDo() throws {
        let catalogue = try Project.catalogue.get()
        #expect(catalogue.worklists.count >= 30)
        for list in catalogue.worklists {
            let section = list.section ?? catalogue.register(list.register)?.section
            #expect(section.flatMap { catalogue.list("sections")?[$0] } != nil, "\(list.name)")
            #expect(!list.todo.isEmpty && !list.todo.hasSuffix("。"), "\(list.name)")
        }
        let titles = catalogue.worklists.map(\.title)
        #expect(Set(titles).count == titles.count)
    }
}
