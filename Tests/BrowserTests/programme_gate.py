"""Walks applications from the county's ranking to the departments in a browser: ranked, the letter printed,
stamped and sent; what the gate found decided on; checked by two people, one appeal answered; the units
sent to a department, which answers by a return; cleared.

usage: programme_gate.py .build/debug/dongting [--database postgres://…] [--screenshots DIR]

Goes on with `call` of `season.kept`, which `programme_calls.py` leaves; alone it walks that first. Leaves the
applications of that call cleared. Needs what `season.py` needs.
"""

import re

from programme_calls import science
from season import alone, follow, press, says

SCAN = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def recommender(season, call):
    """Whoever has something to recommend in the call."""
    for login in ("demo-clerk", "demo-clerk2", "demo-second"):
        person = season.person(login)
        person.page.goto(f"{season.base}/recommendations/{call}")
        if person.page.locator("input[name^='rank.']").count():
            season.kept["clerk"] = login
            return person
    return None


def recommended(season):
    """Chooses all that wait, in an order that is changed by a button; prints, sends, uploads."""
    call = season.kept["call"]
    person = recommender(season, call)
    season.check("somebody has something to recommend", person is not None)
    page = person.page
    person.go("/recommendations")
    person.look("recommendations")
    person.go(f"/recommendations/{call}")
    person.look("recommendation-desk")
    boxes = page.locator("input[name^='rank.']")
    count = boxes.count()
    for place in range(count):
        boxes.nth(place).fill(str(place + 1))
    press(person, "保存次序")
    says(person, "the order is kept", "次序已保存")
    if count > 1:
        first = page.locator("main tbody tr").first.inner_text()
        page.locator("button", has_text="下移").first.click()
        page.wait_for_load_state("load")
        person.check("a button moves one down", page.locator("main tbody tr").nth(1).inner_text()[:8] == first[:8])
    person.look("recommendation-ranked")
    press(person, "出具推荐函和汇总表")
    says(person, "the letter has a table behind it", "推荐项目汇总表")
    says(person, "and a code", "查验码")
    person.look("recommendation-letter")
    person.go(f"/recommendations/{call}")
    says(person, "it is not sent before the stamped letter is there", "传盖章件，再报送")
    page.set_input_files("#file-file", {
        "name": "推荐函盖章.pdf", "mimeType": "application/pdf", "buffer": SCAN})
    page.locator("form.upload button").last.click()
    page.wait_for_load_state("load")
    says(person, "the stamped letter is there", "推荐函盖章.pdf")
    follow(person, "报送")
    person.look("recommendation-preview")
    press(person, "报送")
    says(person, "it is sent", "已报送，申报单位得到了通知")
    season.kept["recommended"] = count


def decided(officer, call):
    """Decides on every finding that blocks: set aside, with a reason."""
    page = officer.page
    officer.go(f"/checks/{call}?view=waiting")
    links = [link.get_attribute("href") for link in page.locator("main tbody th a").all()]
    for link in links:
        officer.go(link)
        officer.look("check-application")
        for _ in range(10):
            waive = page.locator("article:has(.pill:has-text('待判定')) button", has_text="不采纳")
            if not waive.count():
                break
            form = waive.first.locator("xpath=ancestor::form")
            form.locator("input.form-control").fill("已核实，不影响申报")
            waive.first.click()
            page.wait_for_load_state("load")
            says(officer, "the decision is kept", "判定已记下")


def formally_checked(season):
    """Two people pass what nothing stands against; an appeal that waits is answered."""
    call = season.kept["call"]
    officer = season.officer
    page = officer.page
    officer.go("/checks")
    officer.look("checks")
    officer.go(f"/checks/{call}")
    press(officer, "重新核查")
    says(officer, "the gate has run", "已重新核查")
    officer.look("checks-of-a-call")
    decided(officer, call)
    officer.go(f"/checks/{call}?view=waiting")
    for box in page.locator("input[name=choose]").all():
        box.check()
    press(officer, "初审通过所选")
    officer.look("check-many")
    press(officer, "初审通过")
    says(officer, "the first look is kept", "初审已记下")
    head = season.head
    head.go(f"/checks/{call}?view=second")
    head.look("checks-second")
    for box in head.page.locator("input[name=choose]").all():
        box.check()
    press(head, "复核所选")
    press(head, "复核")
    says(head, "the second agrees", "复核完成")
    # The demonstration has a call of its own in which an appeal waits.
    head.go("/checks")
    link = head.page.locator("main a", has_text="第二批申报通知（演示）")
    if head.login != "demo-planning-head" or link.count() == 0:
        return
    follow(head, "第二批申报通知（演示）")
    head.go(head.page.url.split("?")[0] + "?view=rejected")
    appealed = head.page.locator("main tbody tr", has_text="申诉待答复")
    if appealed.count():
        appealed.first.locator("a").first.click()
        head.page.wait_for_load_state("load")
        head.look("check-appeal")
        head.page.fill("#appeal-reason", "附件确在第六部分，形式审查有误")
        press(head, "申诉成立，通过")
        says(head, "the appeal is answered", "申诉已答复")


def jointly_checked(season):
    """The units go to a department as a return, come back, and are cleared."""
    call = season.kept["call"]
    officer = season.officer
    page = officer.page
    department = season.person("demo-department")
    department.go("/")
    name = re.search(r"单位管理员 · (\S+)", department.page.locator("body").inner_text()).group(1)
    officer.go(f"/checks/{call}/departments")
    officer.look("departments")
    page.locator("#field-unit\\.credit, [name='unit.credit']").first.fill(name)
    press(officer, "发给所填的部门")
    says(officer, "the department is asked", "联审表已发给各部门")
    officer.look("departments-asked")
    department.go("/returns")
    follow(department, "部门联审")
    department.look("joint-sheet")
    press(department, "打开填报")
    box = department.page
    for cell in box.locator("select[name^='rows.']").all():
        cell.select_option("无问题")
    for cell in box.locator("input[type=radio][value='无问题']").all():
        cell.check()
    box.locator(".save-bar button", has_text="报送").last.click()
    box.wait_for_load_state("load")
    says(department, "the answers are sent", "已报送")
    sheet = re.search(r"/sheets/(\d+)", box.url).group(1)
    officer.go(f"/returns/sheets/{sheet}")
    press(officer, "审核通过")
    officer.go(f"/checks/{call}/departments")
    press(officer, "取回部门意见")
    says(officer, "the answers are read", "已取回各部门的意见")
    officer.look("departments-answered")
    officer.go(f"/checks/{call}?view=joint")
    officer.look("checks-joint")
    for box in page.locator("input[name=choose]").all():
        box.check()
    press(officer, "联审通过所选")
    officer.look("clear-many")
    press(officer, "联审通过")
    says(officer, "they are cleared", "已办联审通过")
    officer.go(f"/checks/{call}?view=all")
    says(officer, "and say so", "联审通过")


def part(season):
    recommended(season)
    formally_checked(season)
    jointly_checked(season)


def after_calls(season):
    science(season)
    part(season)


if __name__ == "__main__":
    alone(gate=after_calls)
