import Testing
import Values

@testable import Web

@Suite struct FormPageTests {
    private let form = EditPage(frame: .sample("填报"), form: .sample).html.text

    @Test func aFormWithEveryControlIsWellFormed() {
        #expect(Markup(form).problems == [])
        #expect(Markup(MergePage(frame: .sample("合并"), merge: .sample).html.text).problems == [])
        #expect(Markup(ConfirmPage.sample(reasonProblem: "没有写").html.text).problems == [])
        #expect(Markup(SampleStates.page.text).problems == [])
    }

    @Test func everyProblemOfTheSummaryLeadsToAnInputThatIsThere() {
        let ids = Set(Markup(form).tags.compactMap { $0.attributes["id"] })
        let links = Markup(form).all("a").compactMap { $0.attributes["href"] }
            .filter { $0.hasPrefix("#field-") }
        #expect(
            links == [
                "#field-budget", "#field-begun", "#field-partner", "#field-people-1-amount",
            ])
        for link in links { #expect(ids.contains(String(link.dropFirst())), "\(link)") }
        #expect(form.contains("有 5 处要改"))
    }

    @Test func whatIsSaidAboutAnInputIsTiedToIt() {
        let tags = Markup(form).tags
        let ids = Set(tags.compactMap { $0.attributes["id"] })
        for tag in tags {
            for name in ["aria-describedby", "aria-labelledby", "aria-controls"] {
                for id in (tag.attributes[name] ?? "").split(separator: " ") {
                    #expect(ids.contains(String(id)), "\(tag.name) \(name) \(id)")
                }
            }
        }
    }

    @Test func theReturnKeySavesRatherThanDeletingARow() throws {
        let first = try #require(
            Markup(form).all("button").first { $0.attributes["name"] == "act" })
        let buttons = Markup(form).all("button").compactMap { $0.attributes["name"] }
        #expect(first.attributes["value"] == "save")
        #expect(
            try #require(buttons.firstIndex(of: "act"))
                < #require(buttons.firstIndex { $0.hasPrefix("remove.") }))
    }

    @Test func nothingTypedIsLostAlsoWhereItIsNoValue() {
        #expect(
            form.contains(
                "type=\"text\" class=\"form-control short is-invalid\" id=\"field-begun\""))
        #expect(form.contains("value=\"2024年3\""))
        #expect(form.contains("<option value=\"l9\" selected>l9（不在名单里）</option>"))
        #expect(form.contains("value=\"二百\""))
    }

    @Test func moneyIsEchoedInFullAndInCapitals() {
        #expect(form.contains(">1,409.50 元，大写：壹仟肆佰零玖元伍角</output>"))
        #expect(MoneyControl.echo("12", .wan) == "120,000.00 元，大写：壹拾贰万元整")
        #expect(MoneyControl.echo("一百", .yuan) == "")
    }

    @Test func aConditionIsSaidWhereThereIsNoScript() {
        #expect(form.contains("data-shown-when=\"kind\" data-shown-values=\"applied\""))
        #expect(form.contains("仅当成果类别为应用技术时填"))
    }

    @Test func upToFiveAreButtonsUpToThirtyAListAndMoreAreFound() {
        func html(_ count: Int) -> String {
            let options = (1...count).map { ChoiceControl.Option(value: "\($0)", title: "第\($0)") }
            return ChoiceControl(options: options, value: "2")
                .html(FieldPlace(name: "x", title: "题")).text
        }
        #expect(html(5).contains("type=\"radio\""))
        #expect(html(6).contains("<select") && html(30).contains("<select"))
        #expect(html(31).contains("<datalist") && html(31).contains("value=\"第2\""))
    }

    @Test func aFormWithFilesIsSentInParts() {
        #expect(form.contains("enctype=\"multipart/form-data\""))
    }

    @Test func remarksAndFormerAnswersStandAtTheirField() {
        #expect(form.contains("<b>退回意见</b> 请写明应用单位。 <small>张某，3月5日</small>"))
        #expect(form.contains("上次报送：<del>1,400</del>"))
        #expect(form.contains("id=\"field-people-1-since-remark\""))
    }

    @Test func anEmptyTableHasARowToTypeIn() {
        let control = RowsControl(columns: [.init(name: "a", title: "甲")], rows: [])
        let html = control.html(FieldPlace(name: "t", title: "表")).text
        #expect(html.contains("name=\"t.0.a\"") && html.contains("name=\"remove.t.0\""))
    }
}

@Suite struct MergeViewTests {
    private func field(_ base: String, _ theirs: String, _ yours: String) -> MergeView.Field {
        .init(name: "x", title: "题", base: base, theirs: theirs, yours: yours)
    }

    @Test func theSideThatAloneChangedIsTaken() {
        #expect(field("1", "2", "1").proposal == .theirs)
        #expect(field("1", "1", "2").proposal == .yours)
        #expect(field("1", "2", "2").proposal == .yours)
        #expect(field("1", "2", "3").proposal == nil)
    }

    @Test func whereBothChangedNothingIsChosenForAnyone() {
        let html = MergeView.sample.html.text
        #expect(html.contains("name=\"merge.title\" value=\"theirs\" checked"))
        #expect(html.contains("name=\"merge.income\" value=\"yours\" checked"))
        #expect(!html.contains("name=\"merge.summary\" value=\"yours\" checked"))
        #expect(html.contains("其中 1 栏两边都改了"))
        #expect(html.contains("href=\"#merge-summary\""))
    }
}

@Suite struct StateTests {
    @Test(arguments: [
        ("2026-03-05", "3月5日 (周四)", "还有2个工作日", "soon"),
        ("2026-03-20", "3月20日 (周五)", "还有13个工作日", ""),
        ("2026-03-03", "3月3日 (周二)", "今天到期", "soon"),
        ("2026-02-27", "2月27日 (周五)", "已逾期2个工作日", "overdue"),
        ("2027-01-05", "2027年1月5日 (周二)", "还有308天", ""),
    ])
    func aTermIsToldAsADayAndAsWhatIsLeft(iso: String, day: String, left: String, style: String) {
        let html = SampleStates.due(iso).html.text
        #expect(html.contains(day) && html.contains(left), "\(html)")
        #expect(html.contains("class=\"due \(style)\""))
    }

    @Test func onlyWhatIsWrongInterrupts() {
        #expect(Notice(kind: .wrong, text: "x").html.text.contains("role=\"alert\""))
        #expect(Notice(kind: .done, text: "x").html.text.contains("role=\"status\""))
    }

    @Test func anActThatWouldTouchNothingCannotBeDone() {
        let page = ConfirmPage(
            frame: .sample("退回"), lead: "", action: .registers, csrf: "", lines: [], button: "退回",
            cancel: .registers
        ).html.text
        #expect(page.contains(" disabled>退回</button>"))
    }

    @Test func whatAnActLeavesAloneIsSaid() {
        let page = ConfirmPage.sample().html.text
        #expect(page.contains("改动 2 条，不动 1 条"))
        #expect(page.contains("不动：已通过的不能退回"))
    }
}
