"""The main paths of the bureau's own people: officer, section head, leader, supervisor."""

from people import PASTE, Person
from walk import PASSWORD

ASSESSMENT = "/registers/enterprise-assessment"
# The county of the first demonstration clerk.
COUNTY = "430602"


def assessed_enterprises(person):
    """Names of enterprises of one county, from the list a person would look in."""
    person.go(f"/registers/organisation?county={COUNTY}&sort=name")
    names = person.page.locator("main tbody th a, main tbody td:first-child a").all_inner_texts()
    person.check("there are enterprises to choose from", len(names) > 3, str(names[:2]))
    return names


def initials_of(person, name):
    """What finds a name by the initials of its pinyin: those of the demonstration's own names."""
    known = dict(zip("洞庭演示节能环保装备制造港航物流食品加工电子信息生物医药精细化工新材料智能科技农业",
                     "dtysjnhbzbzzghwlspjgdzxxswyyjxhgxclznkjny"))
    return "".join(known.get(sign, sign) for sign in name if sign in known or sign.isdigit())


def officer(walk, browser, script):
    """A record from a form with mistakes first to its end, and everything one may change one's
    mind about on the way."""
    person = Person(walk, browser, script).sign_in("demo-officer")
    person.look("today")
    name = assessed_enterprises(person)[0 if script else 1]
    person.go("/")
    person.follow("新建科技型中小企业评价")
    person.look("form")
    mistakes(person)
    picked(person, name)
    money(person)
    rows(person)
    draft(person, name)
    record = handed_in(person)
    two_windows(person, record)
    moved(person, record)
    copied(person, record)
    withdrawn(person, record)
    person.sign_out()
    person.leave()


def mistakes(person):
    """What is wrong stands in a summary and at the fields; nothing typed is lost."""
    # A year of its own for each walk: an enterprise has one record a year.
    person.fill("eval_year", "2018" if person.script else "2017")
    person.fill("staff_total", "八十六")
    person.fill("sales", "12..3")
    person.check("a form with mistakes is refused", person.press("提交") == 422)
    problems = person.page.locator("#problems")
    links = problems.locator("a")
    # The two that were typed, and the enterprise that was not named.
    person.check("the summary names each mistake", links.count() == 3, problems.inner_text())
    person.check("what was typed is still there", person.value("staff_total") == "八十六"
                 and person.value("sales") == "12..3")
    if person.script:
        person.check("the summary has the focus",
                     person.page.evaluate("document.activeElement.id") == "problems")
    person.look("form-wrong")
    links.first.click()
    place = links.first.get_attribute("href")
    person.check("a line leads to its field", person.page.url.endswith(place), person.page.url)
    wrong = person.page.locator("#field-staff_total")
    person.check("the field says so to a screen reader",
                 wrong.get_attribute("aria-invalid") == "true"
                 and "problem" in wrong.get_attribute("aria-describedby"))
    person.fill("staff_total", "86")


def picked(person, name):
    """An enterprise by its name, and by initials where the script helps."""
    box = person.page.locator("#field-enterprise")
    if not person.script:
        box.fill(name[:6])
        person.press("提交")
        offered = person.page.locator(".candidates")
        person.check("a name that means several is asked about", offered.count() == 1,
                     person.text[:200])
        person.fill("enterprise", name)
        return
    options = person.page.locator(".picker:has(#field-enterprise) [role=option]")
    box.press_sequentially(name)
    person.check("an enterprise is found by its name", person.until(
        lambda: name in "".join(options.all_inner_texts())))
    box.fill("")
    box.press_sequentially(initials_of(person, name))
    found = person.until(lambda: any(name in text for text in options.all_inner_texts()))
    person.check("and by the initials of its pinyin", found, str(options.all_inner_texts()))
    if not found:
        box.fill(name)
        person.until(lambda: options.count() > 0)
    at = next(i for i, text in enumerate(options.all_inner_texts()) if name in text)
    for _ in range(at + 1):
        box.press("ArrowDown")
    box.press("Enter")
    said = person.page.locator(".picker:has(#field-enterprise) [data-picked]").inner_text()
    person.check("what was chosen is said", name in said, said)


def money(person):
    """An amount in 万元 is echoed in full and in capitals."""
    person.fill("sales", "4260")
    person.page.locator("#field-sales-unit").select_option("万元")
    person.fill("rd_expense", "2980000.5")
    if person.script:
        said = person.page.locator("#field-sales-capitals").inner_text()
        person.check("the amount stands in capitals",
                     said == "42,600,000.00 元，大写：肆仟贰佰陆拾万元整", said)


def rows(person):
    """Two rows: pasted from a spreadsheet, or typed one after the other."""
    if person.script:
        person.page.locator("#field-ip-0-ip_class").focus()
        person.page.evaluate(PASTE, ["field-ip-0-ip_class",
                                     "Ⅰ类\t发明专利\t一种演示方法\tZL2018001\t2018年3月1日\n"
                                     "Ⅱ类\t实用新型\t一种演示装置\tZL2018002\t2018-04-02"])
    else:
        for index, (kind, name) in enumerate([("class-1", "一种演示方法"), ("class-2", "一种演示装置")]):
            if index:
                person.send(person.page.locator("button[name='add.ip']"))
            person.page.locator(f"#field-ip-{index}-ip_class").select_option(kind)
            person.fill(f"ip-{index}-name", name)
    person.check("both rows are there", person.value("ip-1-name") == "一种演示装置"
                 and person.value("ip-1-ip_class") == "class-2")


def draft(person, name):
    """Saved while one types, or on request; found again after the window was closed."""
    state = person.page.locator("[data-save-state]")
    if person.script:
        person.check("what is typed is saved by itself",
                     person.until(lambda: "已保存" in state.inner_text()), state.inner_text())
    else:
        person.press("先存草稿")
        person.check("a draft is saved", "已保存" in state.inner_text(), state.inner_text())
        person.check("without a script the capitals come with the page",
                     "肆仟贰佰陆拾万元整" in person.page.locator("#field-sales-capitals").inner_text())
    person.page.close()
    person.window()
    person.go("/")
    person.says("没填完的草稿")
    person.send(person.page.locator("main a[href*='draft=']").first)
    person.check("the draft is as it was left", person.value("enterprise") == name
                 and person.value("sales") == "4260" and person.value("ip-0-name") == "一种演示方法",
                 person.value("enterprise"))


def handed_in(person):
    person.fill("county", COUNTY)
    status = person.press("提交")
    person.check("the form is taken", status == 200 and "done=created" in person.page.url,
                 f"{status} {person.page.url} {person.text[:300]}")
    person.says("已提交")
    person.says("42,600,000")
    person.look("record")
    person.go("/")
    person.check("its draft is gone", "没填完的草稿" not in person.text)
    person.page.go_back()
    return person.page.url.split("?")[0]


def two_windows(person, record):
    """Both change the record: the second is shown both sides, and nothing is lost."""
    person.go(record + "/edit")
    mine = person.page
    person.window()
    person.go(record + "/edit")
    person.fill("staff_total", "90")
    person.fill("batch_no", "2018年第1批")
    person.press("保存")
    person.says("已保存")
    person.page.close()
    person.page = mine
    person.fill("staff_total", "95")
    person.fill("field_detail", "演示领域")
    person.check("what another saved first is not written over", person.press("保存") == 409)
    person.says("您填的没有丢")
    person.look("merge")
    person.page.locator("[name='merge.staff_total'][value=yours]").check()
    person.press("按所选的保存")
    person.says("已保存")
    person.check("both changes are kept", all(
        words in person.text for words in ("95", "2018年第1批", "演示领域")))


def moved(person, record):
    """Along its life, and back, while nobody has gone on from there."""
    person.go(record)
    person.follow("县级形审通过")
    person.look("move")
    person.check("a move says what it needs", person.press("县级形审通过") == 422)
    person.check("at its field", person.page.locator("#problems").count() == 1)
    person.fill("county_on", "2018-05-02")
    person.press("县级形审通过")
    person.says("已办理")
    person.says("县级形审通过")
    person.press("撤销这一步")
    person.says("已撤销上一步")
    person.check("it is where it was", "自评提交" in person.page.locator(".lede").inner_text(),
                 person.page.locator(".lede").inner_text())


def copied(person, record):
    """The next year begins from this one; the county checks it later."""
    person.go(record)
    person.follow("照此新建")
    person.check("a copy knows the enterprise's figures", person.value("sales") != "",
                 person.value("sales"))
    name = assessed_enterprises(person)[2 if person.script else 3]
    person.page.go_back()
    person.fill("enterprise", name)
    person.fill("eval_year", "2016")
    person.fill("county", COUNTY)
    person.press("提交")
    person.says("已提交")


def withdrawn(person, record):
    person.go(record)
    person.follow("撤回")
    person.look("withdraw")
    person.check("a withdrawal wants its reason", person.press("撤回") == 422)
    person.fill("reason", "演示用，填错了企业")
    person.press("撤回")
    person.check("the record is withdrawn", "已撤回" in person.text, person.text[:200])
    person.check("nothing can be done with it any more", not person.offers("修改"))


def by_keyboard(walk, browser, script):
    """From signing in to a record handed in and the way out, without a mouse."""
    if not script:
        return
    person = Person(walk, browser, script)
    name = assessed_enterprises(Person(walk, browser, False).sign_in("demo-officer"))[4]
    person.login = "demo-officer"
    person.go("/sign-in")
    keys = person.page.keyboard
    tab_to(person, "login")
    keys.type("demo-officer")
    tab_to(person, "password")
    keys.type(PASSWORD)
    with person.page.expect_navigation():
        keys.press("Enter")
    tab_to(person, words="新建科技型中小企业评价")
    with person.page.expect_navigation():
        keys.press("Enter")
    tab_to(person, "eval_year")
    keys.press("Control+A")
    keys.type("2011")
    tab_to(person, "enterprise")
    keys.type(name)
    options = person.page.locator(".picker:has(#field-enterprise) [role=option]")
    person.check("typing opens the list", person.until(lambda: options.count() > 0))
    keys.press("ArrowDown")
    keys.press("Enter")
    tab_to(person, "sales")
    keys.type("12")
    keys.press("Tab")
    keys.press("ArrowDown")
    person.check("the unit is chosen by an arrow",
                 "壹拾贰万元整" in person.page.locator("#field-sales-capitals").inner_text())
    tab_to(person, words="提交")
    with person.page.expect_navigation():
        keys.press("Enter")
    person.says("已提交")
    tab_to(person, words="退出")
    with person.page.expect_navigation():
        keys.press("Enter")
    person.check("the way out is reached", "/sign-in" in person.page.url, person.page.url)
    person.leave()


def tab_to(person, field=None, words=None):
    """Presses Tab until the focus is on the field of this name, or on what says these words."""
    for _ in range(150):
        person.page.keyboard.press("Tab")
        name, text = person.page.evaluate(
            "[document.activeElement.name || '', document.activeElement.textContent.trim()]")
        if (field and name == field) or (words and text == words):
            return
    person.check(f"Tab reaches {field or words}", False)


def section_head(walk, browser, script):
    """Sees the section's work, corrects a record with its reason."""
    person = Person(walk, browser, script).sign_in("demo-head")
    person.says("先办这三件")
    person.go(f"{ASSESSMENT}?state=submitted")
    person.send(person.page.locator("main tbody a").first)
    person.check("what an officer does is the officer's", not person.offers("县级形审通过"))
    person.follow("修改")
    person.fill("batch_no", "科长核过")
    person.press("保存")
    person.says("已保存")
    person.says("科长核过")
    person.press("撤销这一步")
    person.says("已撤销上一步")
    person.go("/members")
    person.look("members")
    person.go("/accounts", 403)
    person.leave()


def leader(walk, browser, script):
    """Reads the year on a telephone; changes nothing."""
    person = Person(walk, browser, script).sign_in("demo-leader")
    person.page.set_viewport_size({"width": 360, "height": 740})
    person.says("先办这三件")
    person.go("/overview")
    person.check("the year stands on one page", person.page.locator("a.card").count() > 3)
    person.send(person.page.locator("a.card").first)
    person.go("/reports")
    reads_only(person)
    person.leave()


def supervisor(walk, browser, script):
    """Reads all, down to the journal; has no button, and a form sent by hand is refused."""
    person = Person(walk, browser, script).sign_in("demo-supervisor")
    person.go("/journal")
    person.check("the journal is read", person.page.locator("main tbody tr").count() > 3)
    reads_only(person)
    person.leave()


def reads_only(person):
    person.go(ASSESSMENT)
    person.check("no list offers a new record", not person.offers("新建"))
    person.send(person.page.locator("main tbody a").first)
    record = person.page.url.split("?")[0]
    before = person.page.locator(".lede").inner_text()
    person.check("no record offers an act", not any(map(person.offers, (
        "修改", "撤回", "照此新建", "撤销登记编号"))), person.text[:200])
    path = record.removeprefix(person.walk.base)
    for act in ("/edit", "/withdraw", "/undo", "/moves/revoke"):
        status = person.post(path + act, reason="试一试", act="save")
        person.check(f"{act} sent by hand is refused", status == 403, str(status))
    status = person.post(ASSESSMENT + "/new", enterprise="演示", eval_year="2016")
    person.check("a new record sent by hand is refused", status == 403, str(status))
    person.go(record)
    person.check("the record is as it was",
                 person.page.locator(".lede").inner_text() == before, before)
