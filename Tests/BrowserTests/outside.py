"""The main paths of those outside the bureau: county clerk, an organisation's administrator and
member, a bank, and an organisation that comes for the first time."""

import json
import re

from officers import ASSESSMENT, COUNTY
from people import Person, credit_code

NEED = "/registers/technology-need"


def count(person, path):
    """How many records the list of programs has for whoever asks."""
    answer = person.context.request.get(person.walk.base + "/api" + path)
    return json.loads(answer.text())["count"] if answer.ok else answer.status


def elsewhere(walk, browser, path):
    """The address of a record that an officer sees in a list."""
    officer = Person(walk, browser, False).sign_in("demo-officer")
    officer.go(path)
    # Not the first ones: those are what an organisation has just handed in.
    officer.send(officer.page.locator("main tbody tr").nth(9).locator("a").first)
    address = officer.page.url
    return officer, address.removeprefix(walk.base)


def clerk(walk, browser, script):
    """A county's clerk checks what its enterprises handed in and returns what is not right; what is
    of other counties does not show in a list, a count or a search."""
    officer, other = elsewhere(walk, browser, f"{ASSESSMENT}?county=430603")
    name = officer.page.locator("h1").inner_text()
    # Counts are told up to a thousand: of a state that fewer are in.
    of_county = count(officer, f"{ASSESSMENT}?state=submitted&county={COUNTY}")
    of_city = count(officer, ASSESSMENT + "?state=submitted")
    officer.context.close()

    person = Person(walk, browser, script).sign_in("demo-clerk")
    person.look("today-clerk")
    own = count(person, ASSESSMENT + "?state=submitted")
    person.check("the list counts the county's own alone", own == of_county < of_city,
                 f"{own} of {of_county} of {of_city}")
    person.go(other, 404)
    person.check("another county's record is as if it were not there", name not in person.text)
    person.go("/search?q=" + name)
    person.check("nor is it found", other not in person.page.content())
    person.go("/figures?year=2025")
    person.look("figures-clerk")
    person.go("/figures/assessed_smes/lineage?year=2025")
    places = person.page.locator("main tbody").first.inner_text()
    person.check("a figure counts the county's own", "云溪区" not in places, places[:200])
    for path in ("/journal", "/overview", "/reports", "/members", "/accounts"):
        person.go(path, 403)
    for year in ("2013", "2012"):
        entered(person, year if script else str(int(year) - 2))
    checked(person)
    person.sign_out()
    person.leave()


def entered(person, year):
    """A record of the county's own, which stands in the form before anything is typed."""
    person.go("/registers/organisation")
    name = person.page.locator("main tbody a").first.inner_text()
    person.go(ASSESSMENT + "/new")
    person.check("the county stands in the form", person.value("county") == COUNTY)
    person.fill("enterprise", name)
    person.fill("eval_year", year)
    person.press("提交")
    person.says("已提交")


def checked(person):
    """One record goes on, the next one back with the reason."""
    person.go(f"{ASSESSMENT}?state=submitted")
    person.look("register-clerk")
    waiting = person.page.locator("main tbody tr").count()
    person.check("there is something to check", waiting > 1, str(waiting))
    person.send(person.page.locator("main tbody a").first)
    person.follow("县级形审通过")
    person.fill("county_on", "2026-01-10")
    person.press("县级形审通过")
    person.says("已办理")
    person.go(f"{ASSESSMENT}?state=submitted")
    person.check("it waits no longer",
                 person.page.locator("main tbody tr").count() == waiting - 1)
    person.send(person.page.locator("main tbody a").first)
    person.follow("退回补正")
    person.check("a return wants its reason", person.press("退回补正") == 422)
    person.fill("reason", "研发费用没有附表，请补齐后重报")
    person.press("退回补正")
    person.says("研发费用没有附表")
    person.check("what was returned may be changed again", person.offers("修改"))


def unit(walk, browser, script):
    """An organisation's administrator: own records alone; hands in, is returned, hands in again."""
    officer, other = elsewhere(walk, browser, NEED + "?sort=need_no")
    person = Person(walk, browser, script).sign_in("demo-unit")
    person.look("today-unit")
    person.check("there is one organisation: its own", count(person, "/registers/organisation") == 1)
    person.go(other, 404)
    for path in ("/journal", "/figures", "/accounts", "/security-events",
                 "/registers/technology-contract"):
        person.go(path, 403)
    need(person)
    returned(person, officer)
    person.go("/members")
    person.says("演示·单位人员")
    officer.context.close()
    person.leave()


def need(person):
    """A need, from what is missing to handed in."""
    person.go("/")
    person.follow("新建技术需求")
    person.look("form-unit")
    person.check("the own organisation stands there already", "洞庭演示" in person.value("organisation"),
                 person.value("organisation"))
    person.check("the bureau's own fields are not asked", person.page.locator(
        "#field-condensed_on").count() == 0)
    person.check("what is missing is refused", person.press("提交") == 422)
    person.fill("title", "膜分离过程的在线监测" + ("" if person.script else "（二）"))
    person.page.locator("#field-source").select_option(index=1)
    person.fill("collected_on", "2026-01-05")
    person.fill("budget", "35")
    person.page.locator("#field-budget-unit").select_option("万元")
    person.press("提交")
    person.says("已提交")
    person.says("350,000")
    person.check("until it is checked it may be changed", person.offers("修改"))


def returned(person, officer):
    """What the section returns is changed and handed in again."""
    person.go(ASSESSMENT + "/new")
    person.fill("eval_year", "2015" if person.script else "2014")
    person.fill("staff_total", "12")
    person.press("提交")
    person.says("已提交")
    record = person.page.url.split("?")[0]
    officer.go(record)
    officer.follow("退回补正")
    officer.fill("reason", "职工人数与社保不符")
    officer.press("退回补正")
    person.go(record)
    person.says("职工人数与社保不符")
    person.follow("修改")
    person.fill("staff_total", "15")
    person.press("保存")
    person.follow("补正后重报")
    person.press("补正后重报")
    person.check("it is handed in again", "自评提交" in person.page.locator(".lede").inner_text())
    officer.go(record)
    officer.follow("县级形审通过")
    officer.fill("county_on", "2026-01-12")
    officer.press("县级形审通过")
    person.go(record)
    person.check("what was checked is not changed any more", not person.offers("修改"))
    person.go(record + "/edit", 403)


def member(walk, browser, script):
    """A member does the work of the organisation and decides about nobody."""
    person = Person(walk, browser, script).sign_in("demo-member")
    person.go("/members", 403)
    person.go(NEED)
    person.check("the list has the own organisation's alone",
                 count(person, NEED) == person.page.locator("main tbody tr").count())
    person.go("/registers/organisation")
    person.send(person.page.locator("main tbody a").first)
    person.follow("修改")
    person.fill("short_name", "演示简称" + ("一" if script else "二"))
    person.press("保存")
    person.says("已保存")
    person.leave()


def newcomer(walk, browser, script):
    """An organisation registers by its code; an officer confirms its administrator, who confirms
    the next."""
    code = credit_code(5100001 if script else 5100002)
    unit_name = "洞庭初来" + ("甲" if script else "乙") + "有限公司"
    first = register(walk, browser, script, code, unit_name, "初来甲", "new-a" + "xy"[script])
    first.go("/me")
    first.says("还没有单位确认您")
    first.look("me")
    first.check("and nothing is seen", count(first, "/registers/organisation") == 0)
    officer = Person(walk, browser, script).sign_in("demo-officer")
    confirm(officer, unit_name)
    officer.context.close()
    first.go("/me")
    first.says(unit_name)
    first.go(NEED + "/new")
    first.check("the new administrator acts for it", first.value("organisation") == unit_name,
                first.value("organisation"))
    second = register(walk, browser, script, code, unit_name, "初来乙", "new-b" + "xy"[script])
    confirm(first, "初来乙")
    second.go("/")
    second.check("the next one is confirmed by the first", second.offers("新建技术需求"))
    second.leave()
    first.leave()


def register(walk, browser, script, code, unit_name, name, login):
    person = Person(walk, browser, script)
    person.go("/sign-in")
    person.look("sign-in")
    person.follow("单位注册")
    person.look("registration")
    answers = dict(code=code[:-1] + ("1" if code[-1] != "1" else "2"), organisation=unit_name,
                   name=name, phone="13800000000", ground="法定代表人授权", login=login,
                   password="a boat on the lake", again="a boat on the lake")

    def send():
        for field, value in answers.items():
            person.page.locator(f"[name={field}]").fill(value)
        return person.press("提交注册")
    person.check("a code that is not one is refused", send() == 422)
    person.says("统一社会信用代码不对")
    answers["code"] = code
    send()
    person.says("由市科技局确认")
    person.follow("去登录")
    return person.sign_in(login, "a boat on the lake")


def confirm(person, words):
    """On the page of members, the one whose line has these words."""
    person.go("/")
    person.check("the first page says that somebody waits", bool(
        re.search(r"\d+ 位单位成员等确认", person.text)), person.text[:200])
    person.go("/members")
    line = person.page.locator("main tbody tr", has_text=words).first
    person.send(line.get_by_role("button", name="确认", exact=True))
    line = person.page.locator("main tbody tr", has_text=words).first
    person.check("the member is in office", "在任" in line.inner_text(), line.inner_text())


def bank(walk, browser, script):
    """A bank's teller files a loan, puts right what came back, and claims; the bureau's own fields
    are not asked for, and no other bank's loan is there."""
    officer = Person(walk, browser, script).sign_in("demo-transfer")
    officer.go("/registers/loan?sort=note_no")
    everybodys = count(officer, "/registers/loan?in-year=2022")
    officer.go(f"/registers/organisation?kind=enterprise&county={COUNTY}")
    borrower = officer.page.locator("main tbody th a, main tbody td:first-child a").nth(5).inner_text()

    person = Person(walk, browser, script).sign_in("demo-teller")
    person.look("today-bank")
    own = count(person, "/registers/loan?in-year=2022")
    person.check("a bank's list counts its own loans alone", 0 < own < everybodys, f"{own} of {everybodys}")
    person.go("/registers/technology-contract", 403)
    person.go("/")
    person.follow("新建知识价值贷款")
    person.check("the bureau's fields are not asked for",
                 person.page.locator("#field-filing_no").count() == 0)
    guarantor = person.page.locator(".form-field", has=person.page.locator("#field-guarantor"))
    if script:
        person.fill("product", "guaranteed")
        person.check("a guaranteed loan has its guarantor", guarantor.is_visible())
        person.fill("product", "credit")
        person.check("no other has", not guarantor.is_visible())
    else:
        person.check("when it is filled in is said", "仅当“产品”为信用担保贷款时填" in guarantor.inner_text())
    person.check("an example stands at the field", "例如：" in person.text)
    note = f"演示借据 {'一' if script else '二'}"
    for field, value in [("note_no", note), ("borrower", borrower), ("borrower_kind", "sme"),
                         ("product", "credit"), ("granted", "3000000"), ("drawn", "3000000"),
                         ("drawn_on", "2026-01-05"), ("due_on", "2027-01-04")]:
        person.fill(field, value)
    person.press("提交")
    person.says("已提交")
    person.look("record-bank")
    record = person.page.url.split("?")[0]
    person.follow("放款")
    person.press("放款")
    person.says("已办理")

    officer.go(record)
    officer.follow("备案退回")
    officer.look("form-give-back")
    officer.fill("reason", "合同号没有填")
    officer.page.fill("[name='remarks.contract_no']", "填借款合同的编号")
    officer.press("备案退回")
    officer.says("已办理")
    person.go("/me/notices")
    person.says("退回给您")
    person.go(record)
    person.follow("修改")
    place = person.page.locator(".form-field", has=person.page.locator("#field-contract_no"))
    person.check("the remark stands at its field", "填借款合同的编号" in place.locator(".remark").inner_text())
    person.look("form-given-back")
    person.fill("contract_no", "演示合同 1 号")
    person.press("保存")
    person.says("已保存")
    person.follow("重新报备")
    person.press("重新报备")
    person.says("已办理")

    officer.go(record)
    officer.check("what changed since is shown", "演示合同 1 号" in officer.page.locator(
        "#given-back").inner_text())
    officer.look("record-handed-in-again")
    officer.follow("备案通过")
    officer.fill("filed_on", "2026-02-02")
    officer.fill("filing_result", "passed")
    officer.press("备案通过")
    officer.says("已办理")
    person.go(record)
    person.check("what is filed is not changed any more", not person.offers("修改"))
    person.follow("转逾期")
    person.fill("overdue_on", "2026-03-01")
    person.press("转逾期")
    person.follow("申请补偿")
    person.fill("claimed_on", "2026-04-01")
    person.fill("claimed_principal", "2000000")
    person.press("申请补偿")
    person.says("已办理")
    person.check("what follows is the bureau's", not person.offers("核定"))
    person.sign_out()
    person.leave()
    officer.leave()
