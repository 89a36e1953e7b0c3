"""Walks a call from its panel to its projects in a browser: panel, sheets entered by one and checked by
another, ranking, what-if, meeting, co-signature, the notice with the clock set forward, the award, and the
plan in the ledger.

usage: programme_review.py .build/debug/dongting [--database postgres://…] [--screenshots DIR]

The call is the demonstration's that waits for review, unless the walk before left one in
`season.kept["call"]`. Needs what `season.py` needs.
"""

import datetime
import io
import re

from openpyxl import load_workbook
from programs import api
from season import alone, follow, press, says

AGREE = re.compile(r"^\s*同意")
EXPERTS = ["专家甲", "专家乙", "专家丙", "专家丁", "专家戊"]


def number(person, place):
    found = re.search(place + r"/(\d+)", person.page.url)
    person.check(f"the address names one of {place}", found is not None, person.page.url)
    return found.group(1)


def send(person, path, fields):
    """Sends a form as the page would, where what is under test is not the filling in of rows."""
    answer = person.context.request.post(
        person.walk.base + path, form={"csrf": person.token(), **fields}, max_redirects=0)
    wrong = re.findall(r'role="alert".*?</div>', answer.text(), re.S)
    person.check(f"{path} is taken", answer.status == 303, f"{answer.status} {wrong[:2]}")
    return answer.headers.get("location", "")


def waiting_call(season, person):
    if "call" in season.kept:
        return season.kept["call"]
    person.go("/reviews")
    person.page.locator("main a", has_text="待评审").first.click()
    return number(person, "/reviews")


def closed(season, call):
    """Past the closing time: the call closes by itself within the minute, or by hand at once."""
    officer = season.officer
    officer.go(f"/calls/{call}")
    closes = re.search(r"至 (\d{4}-\d\d-\d\d) [\d:]+ 受理", officer.text)
    if closes:
        season.until(datetime.date.fromisoformat(closes.group(1)) + datetime.timedelta(days=1))
    officer = season.officer
    officer.go(f"/calls/{call}/moves/close")
    if officer.page.locator("main button", has_text="截止").count():
        press(officer, "截止")
    officer.go(f"/calls/{call}")
    says(officer, "the call is closed", "已截止")


def matched(season, call):
    """The bids are laid before the owner of the need, whose answer the officer enters."""
    officer = season.officer
    officer.go(f"/reviews/{call}")
    press(officer, "送需求方")
    officer.go(f"/reviews/{call}")
    says(officer, "the owner is asked", "等需求方答复")
    program = api(season, officer.login)
    one = next(m["id"] for m in program.find("matching") if str(m["call"]) == str(call))
    program.change("matching", one, place=1, chosen=True, reason="方案可行，报价合适")
    program.move("matching", one, "answer")
    officer.go(f"/reviews/{call}")
    says(officer, "the owner has answered", "已答复")
    officer.look("matching")


def panel(season, officer, call):
    """A panel with five experts, made on the form of its register."""
    officer.go(f"/reviews/{call}")
    says(officer, "there is no panel yet", "还没有评审组")
    officer.look("a call before review")
    follow(officer, "新建评审组")
    fields = {"call": "", "call.id": call, "title": "材料组", "mode": "meeting",
              "held_on": season.now.date().isoformat(), "act": "save"}
    page = officer.page
    fields["call"] = page.locator("[name=call]").first.input_value()
    fields["call.label"] = fields["call"]
    officer.check("the form knows the call it came from", fields["call"] != "")
    for row, name in enumerate(EXPERTS):
        fields[f"members.{row}.name"] = name
        fields[f"members.{row}.unit"] = f"外地大学{row + 1}"
        fields[f"members.{row}.role"] = "technical"
        fields[f"members.{row}.attended"] = "1"
    place = send(officer, "/registers/review-panel/new", fields)
    made = re.search(r"/review-panel/(\d+)", place).group(1)
    officer.go(f"/reviews/panels/{made}")
    says(officer, "the experts are there", "专家甲")
    follow(officer, "开始评审")
    press(officer, "开始评审")
    officer.check("the review begins", officer.page.locator("main [role=alert]").count() == 0,
                  officer.text[:600])
    officer.go(f"/reviews/panels/{made}")
    says(officer, "the sheets may be entered", "另一人核对")
    officer.look("a review panel")
    season.kept["panel"] = made
    return made


def sheets(season, officer, head, panel):
    """One expert's sheets on the page, the others' from the table; another person checks."""
    page = officer.page
    page.locator("main tbody tr", has_text=EXPERTS[0]).locator("a", has_text="录入").click()
    page.wait_for_load_state("load")
    officer.look("sheets of an expert")
    rows = page.locator("main form tbody tr")
    for row in range(rows.count()):
        cells = rows.nth(row).locator("input[name^='p.']")
        for cell, points in zip(range(cells.count()), (36 - 3 * row, 27, 18, 9)):
            cells.nth(cell).fill(str(points))
    page.locator("main form input[name^='p.']").first.fill("41")
    press(officer, "录入")
    says(officer, "more than the most is refused", "满分 40")
    page.locator("main form input[name^='p.']").first.fill("36")
    press(officer, "录入")
    says(officer, "one expert's sheets are entered", "评分表已录入")
    answer = officer.context.request.get(
        f"{season.base}/reviews/panels/{panel}/sheets.xlsx")
    book = load_workbook(io.BytesIO(answer.body()))
    sheet = book.active
    head_row = next(row for row in range(1, 10) if sheet.cell(row, 1).value == "专家")
    place = 0
    for row in range(head_row + 1, sheet.max_row + 1):
        name = sheet.cell(row, 1).value
        if name not in EXPERTS[1:]:
            continue
        for column, points in zip(range(4, 8), (36 - 3 * (place % 4), 27, 18, 8)):
            sheet.cell(row, column).value = points
        place += 1
    content = io.BytesIO()
    book.save(content)
    officer.go(f"/reviews/panels/{panel}/upload")
    page.set_input_files("#sheets-file", {
        "name": "评分表.xlsx", "buffer": content.getvalue(),
        "mimeType": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"})
    press(officer, "预览")
    says(officer, "the preview counts the sheets", "张评分表会写入")
    officer.look("preview of sheets")
    press(officer, "确认，写入")
    says(officer, "the table is entered", "评分表已录入")
    officer.go(f"/reviews/panels/{panel}/check?expert={EXPERTS[0]}")
    officer.look("sheets to be checked")
    press(officer, "核对无误")
    says(officer, "who entered does not check", "不能是同一个人")
    for expert in EXPERTS:
        head.go(f"/reviews/panels/{panel}/check?expert={expert}")
        press(head, "核对无误")
        says(head, f"{expert} is checked", "已核对")


def complete(season, officer, call):
    officer.go(f"/reviews/{call}")
    says(officer, "the ranking is there", "排名摘要")
    officer.look("ranking")
    several = season.kept.get("several", True)
    follow(officer, "评审完成")
    press(officer, "评审完成")
    says(officer, "scores are fixed", "评审完成，得分和名次已固定")
    follow(officer, "模拟资金线")
    says(officer, "the line is only a question", "只算，不写入")
    officer.page.locator("input[name=by][value=money]").check(force=True)
    officer.page.fill("[name=money]", "15")
    press(officer, "算一算")
    if several:
        says(officer, "whoever is below the money is out", "排在资金线以下")
    officer.look("what-if of a line")
    officer.page.locator("input[name=by][value=rank]").check(force=True)
    officer.page.locator("[name^='places.']").first.fill("2")
    press(officer, "算一算")
    officer.page.fill("[name=title]", "局党组会第9次会议")
    press(officer, "提请会议")
    says(officer, "the meeting has an item for each", "已提请会议")
    season.kept["meeting"] = number(officer, "/decisions/meetings")
    return season.kept["meeting"]


def decide(season, officer, head, meeting):
    """The minutes as the section fills them in, the chain of co-signature, the decision."""
    officer.go(f"/registers/award-meeting/{meeting}/edit")
    form = officer.page.locator("main form.edit")
    fields = officer.page.evaluate(
        "form => Object.fromEntries([...new FormData(form)].filter(([, v]) => typeof v === 'string'))",
        form.element_handle())
    today = season.now.date().isoformat()
    fields.update({"held_on": today, "minutes_no": "〔2026〕9号", "cosigner": "市财政局教科文科",
                   "act": "save"})
    for row, name in enumerate(("书记", "局长", "副局长")):
        fields[f"attendees.{row}.name"] = name
        fields[f"attendees.{row}.votes"] = "1"
    send(officer, f"/registers/award-meeting/{meeting}/edit", fields)
    officer.go(f"/decisions/meetings/{meeting}")
    says(officer, "who was in the room is told", "副局长")
    officer.look("award meeting")
    follow(officer, "登记议决")
    press(officer, "登记议决")
    officer.go(f"/decisions/meetings/{meeting}")
    follow(officer, "报批财政会签")
    press(officer, "报批")
    approval = number(officer, "/approvals")
    for person in (season.head, season.person("demo-leader"), season.person("demo-finance")):
        person.go(f"/approvals/{approval}")
        person.page.locator(
            "main button:not(.visually-hidden)", has_text=AGREE).first.click()
        person.page.wait_for_load_state("load")
    head.go(f"/decisions/meetings/{meeting}")
    says(head, "it is co-signed", "已会签")
    press(head, "决定生效")
    says(head, "it is decided", "决定已生效")


def notice(season, officer, meeting):
    officer.go(f"/decisions/meetings/{meeting}")
    follow(officer, "发布公示")
    press(officer, "发布公示")
    says(officer, "nothing is published without a review", "保密审查人")
    officer.page.fill("[name=contact]", "机关纪委 0730-0000000")
    officer.page.fill("[name=secrecy_by]", "保密员")
    press(officer, "发布公示")
    says(officer, "it is published", "公示已发布")
    officer.look("notice for the bureau")
    made = number(officer, "/public-notices")
    season.kept["notice"] = made
    stranger = season.browser.new_context(locale="zh-CN")
    page = stranger.new_page()
    answer = page.goto(f"{season.base}/open/notices/{made}")
    season.check("everybody may read the notice", answer.status == 200)
    text = page.locator("main").inner_text()
    season.check("it names whoever is proposed", "拟予立项" in text and "机关纪委" in text)
    season.check("it names no expert and no score",
                 not any(name in text for name in EXPERTS) and "得分" not in text)
    stranger.close()
    until = re.search(r"至 (\d{4}-\d\d-\d\d)", officer.page.locator("main").inner_text()).group(1)
    officer.check("it cannot be closed early",
                  officer.page.locator("main button", has_text="公示办结").count() == 0)
    season.until(datetime.date.fromisoformat(until) + datetime.timedelta(days=1))
    return made


def award(season, notice):
    officer = season.officer
    officer.go(f"/public-notices/{notice}")
    press(officer, "公示办结")
    says(officer, "there was no objection", "没有收到异议")
    follow(officer, "下达立项")
    says(officer, "the numbers of the projects are told before", season.kept.get("abbreviation", "ZRJJ"))
    officer.look("before an award")
    officer.page.fill("[name=doc_no]", f"浏览器科发〔{season.now.year}〕9号")
    press(officer, "下达立项")
    says(officer, "the projects are there", "已下达立项")
    officer.look("award")
    season.kept["batch"] = number(officer, "/awards")
    project = officer.page.locator("main tbody th a").first
    season.kept["project"] = int(re.search(r"/(\d+)", project.get_attribute("href")).group(1))
    press(officer, "起草首期款指标文")
    says(officer, "the first allocation paper is drafted", "首期资金")
    finance = season.person("demo-finance")
    finance.go(f"/registers/project-funding?q={season.now.year}"
               f"{season.kept.get('abbreviation', 'ZRJJ')}")
    says(finance, "the money of the projects is approved", "已批复")
    finance.page.locator("main tbody th a").first.click()
    funding = number(finance, "/project-funding")
    finance.go(f"/funds/projects/{funding}")
    says(finance, "the ledger has the plan by years", str(season.now.year))
    call = season.kept["call"] if "call" in season.kept else None
    if call:
        head = season.head
        head.go(f"/calls/{call}/moves/decide")
        press(head, "立项完成")
        head.go(f"/calls/{call}")
        says(head, "the call is decided", "已立项")


def part(season):
    """From applications that passed all checks to projects with their money in the ledger."""
    officer = season.officer
    head = season.head
    call = waiting_call(season, officer)
    made = panel(season, officer, call)
    sheets(season, officer, head, made)
    meeting = complete(season, officer, call)
    decide(season, officer, head, meeting)
    award(season, notice(season, officer, meeting))


if __name__ == "__main__":
    alone(review=part)
