import Registers
import Returns
import Store
import Testing
import Values

struct MakeReturnTests {
    @Test func aReturnOfTheOfficersOwnColumnsIsReadAsItWasMade() async throws {
        let bureau = try Bureau()
        let made = try await bureau.returns.makeReturn(bureau.figures, by: bureau.officer)
        let form = try bureau.database.readNow { try bureau.returns.form($0, made.id) }
        #expect(made.state == "preparing")
        let headings = form.columns.map(\.heading).joined(separator: " ")
        #expect(headings == "领域 科技特派员 其中女 财政 企业 科技投入 进度 填表日期")
        #expect(form.column("c6")?.sumOf == ["c4", "c5"])
        #expect(form.column("c3")?.atMost == "c2")
        #expect(form.column("c7")?.words == ["按期", "滞后"])
        #expect(form.rowTitles == ["农业", "工业"])
        #expect(ReturnForm.dueWords(made) == "2025-03-25 17:00")
    }

    @Test func aReturnFromARegisterHasItsTitlesTypesAndLimits() async throws {
        let bureau = try Bureau()
        let made = try await bureau.returns.makeReturn(bureau.survey, by: bureau.officer)
        let form = try bureau.database.readNow { try bureau.returns.form($0, made.id) }
        #expect(form.column("incubated")?.heading == "在孵企业数")
        #expect(form.column("incubated")?.least == "0")
        #expect(form.column("name")?.isRequired == true)
        #expect(form.keyColumns == ["name"])
        // Five working days after Monday, 10 March.
        #expect(made["due_on"] == .text("2025-03-17"))
    }

    @Test func everyMistakeOfAFormIsTold() async throws {
        let bureau = try Bureau()
        var plan = bureau.survey
        plan.fixed = ["nothing": "1"]
        var odd = ReturnPlan.Column("人均", "text")
        odd.sumOf = ["没有的列"]
        plan.columns = [
            ReturnPlan.Column(field: "name"), ReturnPlan.Column(field: "contact"),
            ReturnPlan.Column(field: "rooms"), ReturnPlan.Column(field: "county"),
            ReturnPlan.Column(field: "graduate"), ReturnPlan.Column("负责人身份证号", "text"),
            ReturnPlan.Column("进度", "choice"), odd, ReturnPlan.Column("进度", "money", unit: "斤"),
        ]
        let words = await refused {
            _ = try await bureau.returns.makeReturn(plan, by: bureau.officer)
        }
        for part in [
            "联系人是个人信息", "场地是明细", "统计归口由平台", "字段 graduate 不在", "身份证", "没有可选项",
            "“没有的列”，表里没有", "有两列都叫“进度”", "单位“斤”不认得", "字段 nothing 不在", "要有载体类型", "要有摸底批次",
        ] { #expect(words.contains(part), "\(part)") }
        #expect(try bureau.rows("SELECT count(*) FROM collection")[0][0] == .integer(0))
    }

    @Test(arguments: [
        (ReturnPlan.Due.on(Bureau.day(9), time: nil), "已经过去"),
        (.on(Bureau.day(10), time: "09:00"), "已经过去"),
        (.on(Bureau.day(22), time: nil), "下一个是 2025-03-24"),
        (.on(Bureau.day(4, 4), time: nil), "不是工作日"),
        (.workingDays(.max, time: nil), "填 1 到 250"),
        (.on(Bureau.day(25), time: "25:00"), "不是钟点"),
        (.on(Bureau.day(25), time: "5点"), "不是钟点"),
    ])
    func aDeadlineLiesAheadOnAWorkingDay(due: ReturnPlan.Due, words: String) async throws {
        let bureau = try Bureau()
        var plan = bureau.figures
        plan.due = due
        let found = await refused {
            _ = try await bureau.returns.makeReturn(plan, by: bureau.officer)
        }
        #expect(found.contains(words), "\(found)")
    }

    @Test func onlyTheSectionThatAnswersForItOrTheBureauMakesIt() async throws {
        let bureau = try Bureau()
        let other = try bureau.party("officer", "李四", .section("high-tech"))
        let nobody = try bureau.party("officer", "王五", .none)
        let clerk = try bureau.clerk("430602")
        for (party, words) in [(other, "由平台科负责"), (nobody, "布置报表的科室"), (clerk, "不能")] {
            let found = await refused {
                _ = try await bureau.returns.makeReturn(bureau.figures, by: party)
            }
            #expect(found.contains(words), "\(found)")
        }
        let whole = try bureau.party("officer", "赵六", .bureau)
        _ = try await bureau.returns.makeReturn(bureau.figures, by: whole)
    }

    @Test func sendingGivesEachCountyASheetOfItsOwn() async throws {
        let bureau = try Bureau()
        let (collection, sheets) = try await bureau.send(bureau.figures)
        #expect(sheets.map { $0["county"].text } == Bureau.counties)
        #expect(sheets.allSatisfy { $0.state == "unopened" && $0["lines"] == .integer(2) })
        #expect(try bureau.standing(collection).words == "5 个单位：未打开 5")
        #expect(try bureau.standing(collection).state == "填报中")
        let again = await refused {
            _ = try await bureau.returns.sendReturn(
                collection, version: nil, by: bureau.officer)
        }
        #expect(again.contains("不能“下发”"), "\(again)")
        #expect(try bureau.verified())
    }

    @Test func sendingToAListOfUnitsNamesWhatIsWrongWithIt() async throws {
        let bureau = try Bureau()
        let unit = try await bureau.registry.createRecord(
            "organisation", ["name": .text("林海学院")], by: bureau.officer.viewer)
        let made = try await bureau.returns.makeReturn(bureau.figures, by: bureau.officer)
        for (receivers, words) in [
            ([], "没有下发对象"), ([.county("1")], "没有县市区 1"),
            ([.organisation(unit.id), .organisation(unit.id)], "重复"),
            ([.organisation(9_999)], "没有编号 9999"),
        ] as [([ReturnReceiver], String)] {
            let found = await refused {
                _ = try await bureau.returns.sendReturn(
                    made.id, to: receivers, version: nil, by: bureau.officer)
            }
            #expect(found.contains(words), "\(found)")
        }
        let stale = await refused {
            _ = try await bureau.returns.sendReturn(
                made.id, version: made.version + 1, by: bureau.officer)
        }
        #expect(stale.contains("没有写入"), "\(stale)")
        let sheets = try await bureau.returns.sendReturn(
            made.id, to: [.organisation(unit.id), .county("430681")], version: made.version,
            by: bureau.officer)
        #expect(sheets.map { $0["receiver"].text } == ["林海学院", "汨罗市"])
    }

    @Test func aCancelledReturnTakesItsSheetsWithIt() async throws {
        let bureau = try Bureau()
        let (collection, sheets) = try await bureau.send(bureau.figures)
        _ = try await bureau.returns.cancelReturn(
            collection, reason: "上级不要了", by: bureau.officer)
        #expect(try bureau.sheet(sheets[0].id).state == "lapsed")
        let clerk = try bureau.clerk("430602")
        let words = await refused {
            try await bureau.fill(sheets[0].id, Bureau.rows(), by: clerk)
        }
        #expect(words.contains("已取消"), "\(words)")
    }
}
