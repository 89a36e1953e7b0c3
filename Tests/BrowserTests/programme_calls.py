"""Walks a call from its programme to the receipt of an application in a browser: opened without YAML,
rehearsed, previewed, published; checked before a word is written, filled in with a night's work that is not
lost, consented to, committed to, signed off, submitted.

usage: programme_calls.py .build/debug/dongting [--database postgres://…] [--screenshots DIR]

Leaves in `season.kept`: `call`, `application`, `application_no` of 市自然科学基金, and the same with
`challenge_` before them of 揭榜挂帅. Needs what `season.py` needs.
"""

import datetime
import re

from season import alone, follow, press, says

LONG = "湿地碳汇的机理，连夜写的内容，一个字也不能丢。" * 20
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(24)
STAMP = "%Y-%m-%d %H:%M:%S"


def number(person):
    return int(re.search(r"/(\d+)(?:[/?#]|$)", person.page.url).group(1))


def put(person, field, value):
    """Whatever control the field has."""
    page = person.page
    place = page.locator(f"#field-{field}")
    if place.count() == 0 or place.first.evaluate("e => !('value' in e) || e.type == 'radio'"):
        page.locator(f"[name='{field}'][value='{value}']").first.check(force=True)
    elif place.first.evaluate("e => e.tagName") == "SELECT":
        place.first.select_option(value)
    else:
        place.first.fill(value)


def published(season, programme, officer, head, needs=None):
    """A call of a programme from nothing to the public."""
    maker = season.person(officer)
    maker.go("/calls")
    maker.look("calls-of-the-bureau")
    maker.go("/calls/new")
    maker.look("call-new")
    put(maker, "programme", programme)
    press(maker, "建好，去核对")
    says(maker, "the call is made", "申报通知已建好")
    call = number(maker)
    maker.go(f"/calls/{call}/edit")
    maker.look("call-edit")
    now = season.now
    put(maker, "opens_at", (now - datetime.timedelta(minutes=5)).strftime(STAMP))
    put(maker, "closes_at", (now + datetime.timedelta(days=20)).strftime(STAMP))
    if maker.page.locator("#field-recommend_by").count():
        put(maker, "recommend_by", (now + datetime.timedelta(days=30)).strftime(STAMP))
    maker.page.locator("#field-total").fill("100")
    maker.page.locator("#field-total-unit").select_option("万元")
    put(maker, "basis_doc", "试验发〔2026〕1号")
    if needs:
        maker.page.locator("[name='needs.0.need']").fill("#" + needs)
        # The demonstration has no fund of this programme's own.
        maker.page.locator("#field-fund").fill("YS-KJCX")
    press(maker, "保存")
    says(maker, "it is saved", "已保存")
    # Looser than the rule is refused with the rule.
    maker.go(f"/calls/{call}/edit")
    maker.page.locator("[name='kinds.0.ceiling']").fill("99999999")
    press(maker, "保存")
    says(maker, "a ceiling above the rule is refused with its source", "依据")
    maker.go(f"/calls/{call}/moves/rehearse")
    press(maker, "开始演练")
    says(maker, "its terms are frozen", "已按")
    maker.go(f"/calls/{call}/rehearsal")
    maker.look("call-rehearsal")
    press(maker, "演练一遍")
    says(maker, f"the rehearsal of {programme} is passed", "演练通过")
    says(maker, "one second late is refused in the play", "截止，服务器时间是")
    maker.look("call-rehearsed")
    maker.go(f"/calls/{call}/moves/preview")
    press(maker, "进入预览")
    maker.go(f"/calls/{call}/preview")
    says(maker, "the preview says that it is one", "这是预览")
    maker.look("call-preview")
    chief = season.person(head)
    chief.go(f"/calls/{call}/moves/publish")
    chief.look("call-publish")
    press(chief, "正式发布")
    says(chief, "it is published", "已正式发布")
    chief.look("call-live")
    return call


def checked(season, call, leader, title):
    """Secrecy, then each rule, before a word is written."""
    unit = season.person("demo-unit")
    unit.go("/calls")
    unit.look("calls-of-an-applicant")
    unit.go(f"/calls/{call}")
    unit.look("call-for-applicants")
    follow(unit, "预审并申报")
    unit.look("apply-secrecy")
    put(unit, "secrecy", "classified")
    press(unit, "下一步")
    says(unit, "what is classified ends here", "涉密项目不在本平台申报")
    unit.look("apply-classified")
    unit.go(f"/calls/{call}/apply?secrecy=open")
    kinds = unit.page.locator("[name=kind]")
    if kinds.count():
        unit.page.locator("[name=kind]").first.evaluate(
            "e => { if (e.tagName == 'SELECT') e.selectedIndex = 1; else e.checked = true; }")
    option = unit.page.locator("#field-leader option", has_text=leader)
    if option.count():
        unit.page.locator("#field-leader").select_option(option.first.get_attribute("value"))
    else:
        unit.page.get_by_label(leader, exact=True).check()
    press(unit, "预审")
    unit.look("apply-checked")
    says(unit, "the conditions are met", "可以动笔")
    put(unit, "title", title)
    press(unit, "建好申报，开始填")
    says(unit, "the application is begun", "申报已建好")
    return number(unit)


def written(season, application, amount, extra):
    """The form, with a night's work that is not lost."""
    unit = season.person("demo-unit")
    page = unit.page
    page.locator("#field-content").fill(LONG)
    unit.check("it is saved while one types", unit.until(
        lambda: "已保存" in page.locator("[data-save-state]").inner_text(), 20),
        page.locator("[data-save-state]").inner_text())
    # The window is closed without a word; another one opens the form again.
    page.close()
    page = unit.window()
    unit.go(f"/applications/{application}")
    says(unit, "the page tells of the draft", "您有没保存的草稿")
    unit.go(f"/applications/{application}/edit")
    unit.check("nothing of the night is lost", page.locator("#field-content").input_value() == LONG)
    unit.look("application-form")
    # A mark of secrecy is refused, and kept nowhere.
    page.locator("#field-route").fill("机密" + "★" + "10年")
    press(unit, "保存")
    says(unit, "a mark of secrecy is refused with instructions", "没有保存")
    unit.look("application-marked")
    unit.go(f"/applications/{application}/edit")
    page.locator("#field-content").fill(LONG)
    today = season.now.date()
    for field in ("summary", "basis", "innovation", "route", "foundation", "risks"):
        if page.locator(f"#field-{field}").count():
            page.locator(f"#field-{field}").fill("写清楚的内容。")
    for field, value in {
            "keywords": "湿地、碳汇、机理", "starts_on": f"{today.year + 1}-07-01",
            "ends_on": f"{today.year + 3}-06-30", **extra}.items():
        if page.locator(f"[name='{field}'], #field-{field}").count():
            put(unit, field, value)
    page.locator("#field-requested").fill(amount)
    page.locator("[name='members.0.name']").fill("演示·单位人员")
    page.locator("[name='members.0.person']").fill("演示·单位人员")
    page.locator("[name='members.0.task']").fill("野外试验")
    for field, value in extra.get("rows", {}).items():
        place = page.locator(f"[name='{field}']")
        if place.evaluate("e => e.tagName") == "SELECT":
            place.select_option(value)
        else:
            place.fill(value)
    return unit


def attach(person, application, kind, name, content):
    """A file of a category, through the form of the application's page."""
    page = person.page
    person.go(f"/applications/{application}")
    if not page.locator("#file-file").is_visible():
        page.locator("details.add-file summary").click()
    page.select_option("#file-step", kind)
    page.set_input_files("#file-file", {
        "name": name, "mimeType": "application/octet-stream", "buffer": content})
    page.locator("form.upload button").last.click()
    page.wait_for_load_state("load")


def attached(season, application):
    """Files: one with the mark of a secret is refused, others are kept with how much was read."""
    unit = season.person("demo-unit")
    marked = ("第一章\n机密" + "★" + "10年\n").encode()
    attach(unit, application, "other", "方案.txt", marked)
    says(unit, "a file with a mark is refused with its name", "文件“方案.txt”")
    says(unit, "and with what to do", "保密工作机构")
    unit.look("application-file-marked")
    attach(unit, application, "ethics", "伦理审查意见.txt", "同意开展研究。".encode())
    says(unit, "a file is attached", "伦理审查意见.txt")
    says(unit, "its words were read", "已读文字，未见标志")
    unit.check("nothing of the refused one is there",
               "方案.txt" not in unit.page.locator("main").inner_text())
    attach(unit, application, "commitment", "承诺书.png", PICTURE)
    says(unit, "a scan is named as not read", "没有读，只查了文件名")
    says(unit, "a letter on paper counts", "签在纸上的承诺书")
    unit.look("application-files")
    follow(unit, "撤回承诺书.png")
    unit.page.locator("[name=reason]").fill("改为在线签")
    press(unit, "撤回")
    unit.check("it is gone", "承诺书.png" not in unit.page.locator("main").inner_text())


def handed_in(season, application):
    """Files, consent, commitment, sign-off, submission, receipt."""
    attached(season, application)
    unit = season.person("demo-unit")
    says(unit, "the consent of the member is missing", "还没有同意")
    unit.look("application-missing")
    member = season.person("demo-member")
    member.go("/")
    says(member, "the desk asks for consent", "请您同意参加的申报")
    member.go("/consents")
    member.look("consents")
    press(member, "我同意参加")
    says(member, "consent is given", "已同意参加")
    unit.go(f"/applications/{application}/acts/commit")
    unit.look("application-commit")
    press(unit, "确认签承诺书")
    says(unit, "the letter is signed", "承诺书已签")
    says(unit, "nothing is missing", "都齐了")
    unit.go(f"/applications/{application}/acts/sign-off")
    press(unit, "确认单位审签")
    says(unit, "it is signed off", "单位已审签")
    unit.go(f"/applications/{application}/acts/submit")
    unit.look("application-submit")
    press(unit, "确认提交")
    says(unit, "it is submitted", "已提交")
    says(unit, "the receipt has its digest", "全文摘要")
    says(unit, "the digest is that of the application", "与现在的申报书一致")
    unit.look("application-receipt")
    text = unit.page.locator("main").inner_text()
    unit.go(f"/applications/{application}")
    unit.look("application-submitted")
    return re.search(r"[A-Z]+-\d{4}-\d+-\d{5}", text).group(0)


def need(season):
    """An owner's need that is bid for."""
    office = season.person("demo-transfer")
    office.go("/api/registers/technology-need?limit=1")
    return str(office.page.evaluate("JSON.parse(document.body.innerText).records[0].id"))


def science(season):
    call = published(season, "natural-science-fund", "demo-planning", "demo-planning-head")
    application = checked(season, call, "沈若兰", "湖区湿地碳汇的微生物机理")
    unit = written(season, application, "100000", {
        "lump_sum_promise": "1", "ethics": "none",
        "question-scientific_question": "碳从哪里来，到哪里去。"})
    page = unit.page
    subject = page.locator("#field-subject")
    if subject.count():
        subject.select_option(index=1)
    press(unit, "保存")
    number_ = handed_in(season, application)
    season.kept.update(call=call, application=application, application_no=number_)


def challenge(season):
    wanted = need(season)
    call = published(season, "challenge", "demo-transfer", "demo-transfer-head", wanted)
    application = checked(season, call, "沈若兰", "低温环境焊接裂纹的控制")
    today = season.now.date()
    unit = written(season, application, "100000", {"rows": {
        "milestones.0.rank": "1", "milestones.0.name": "样机", "milestones.0.share": "100",
        "milestones.0.due_on": f"{today.year + 2}-06-30",
        "budget.0.category": "business", "budget.0.source": "fiscal", "budget.0.amount": "100000"}})
    page = unit.page
    page.locator("#field-bid_price").fill("200000")
    page.locator("#field-own_funding").fill("100000")
    put(unit, "need", "#" + wanted)
    page.get_by_role("button", name="＋ 加一行").last.click()
    page.wait_for_timeout(200)
    page.locator("[name='budget.1.category']").select_option("business")
    page.locator("[name='budget.1.source']").select_option("own")
    page.locator("[name='budget.1.amount']").fill("100000")
    unit.check("the sums of the budget are kept while one types",
               page.locator("[data-sum=own]").inner_text() == "100,000.00",
               page.locator("[data-sum=own]").inner_text())
    unit.look("application-budget")
    press(unit, "保存")
    number_ = handed_in(season, application)
    season.kept.update(challenge_call=call, challenge_application=application,
                       challenge_application_no=number_)


def part(season):
    science(season)
    challenge(season)


if __name__ == "__main__":
    alone(calls=part)
