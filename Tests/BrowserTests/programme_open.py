"""What the public sees of a call before it is published, while it is open, and after it is decided,
in a browser without an account; and the way of needs into a guide.

usage: programme_open.py PROGRAM [--database postgres://…] [--screenshots DIR]

Run alone it reads the demonstration's own calls. In the whole season, the other parts leave the
number of their call in `season.kept["call"]`, and this part is asked at each stage.
"""

import json
import re
import urllib.request

from people import Person
from season import alone


def visitor(season):
    """Somebody without an account."""
    for person in season.people:
        if person.login == "":
            return person
    person = Person(season, season.browser, True)
    season.people.append(person)
    return person


def fetched(season, path):
    with urllib.request.urlopen(season.base + path) as answer:
        return answer.read().decode("utf-8-sig")


def texts(person):
    return person.page.locator("main").inner_text()


def before(season, call):
    """A call that is being prepared or rehearsed is not there."""
    somebody = visitor(season)
    somebody.go("/open/calls")
    listed = somebody.page.locator(f"main a[href='/open/calls/{call}']").count()
    somebody.check("a call in preparation is not listed", listed == 0)
    answer = somebody.page.goto(f"{season.base}/open/calls/{call}")
    somebody.check("nor has it a page", answer.status == 404)


def during(season, call):
    """An open call shows when it closes, its guide, and the way in; no numbers yet."""
    somebody = visitor(season)
    somebody.go("/open/calls")
    link = somebody.page.locator(f"main a[href='/open/calls/{call}']")
    somebody.check("an open call is listed", link.count() == 1)
    link.first.click()
    text = texts(somebody)
    somebody.check("it says that it is open", "正在受理" in text or "受理中" in text)
    somebody.check("and what is left", re.search("还有.*(工作日|天|小时|分)|今天到期", text) is not None)
    somebody.check("and leads to signing in",
                   somebody.page.get_by_role("link", name="登录申报").count() == 1)
    numbers = json.loads(fetched(season, f"/open/calls/{call}/numbers.json"))
    somebody.check("there are no numbers yet", numbers["numbers"] is None)


def after(season, call, secrets=()):
    """A decided call shows its numbers, and nothing by which somebody is known."""
    somebody = visitor(season)
    somebody.go(f"/open/calls/{call}")
    text = texts(somebody)
    somebody.check("the numbers are there", "申报和立项" in text and "立项率" in text)
    somebody.check("and the days of the stages", "各环节用了多少天" in text)
    data = fetched(season, f"/open/calls/{call}/numbers.json")
    numbers = json.loads(data)["numbers"]
    somebody.check("the data are those of the page", str(numbers["received"]) in text)
    cells = [cell for by in numbers["breakdowns"] for cell in by["cells"]]
    somebody.check("no cell is smaller than the least",
                   all(cell["received"] >= numbers["least_units"] for cell in cells))
    table = fetched(season, f"/open/calls/{call}/numbers.csv")
    for secret in secrets:
        somebody.check("what is not public is nowhere",
                       secret not in text and secret not in data and secret not in table)
    somebody.go("/open/projects")
    somebody.check("funded projects are listed", somebody.page.locator("main tbody tr").count() > 0)


def guide(season):
    """An officer condenses two needs to a topic, and follows it both ways."""
    officer = season.person("demo-planning")
    officer.go("/topics/new")
    boxes = officer.page.locator("main input[name=need]")
    officer.check("needs are offered", boxes.count() >= 2)
    boxes.nth(0).check()
    boxes.nth(1).check()
    page = officer.page
    page.locator("[name=title]").fill("连通需求和项目的方向")
    page.locator("select[name=programme]").select_option("key-rd")
    page.locator("[name=goals]").fill("数值达到需求提出的指标")
    officer.send(page.locator("main form[method=post] button"))
    officer.check("the topic is made", "指南方向已凝练" in texts(officer))
    officer.check("it knows its needs", page.locator("main a[href^='/needs/']").count() == 2)
    page.locator("main a[href^='/needs/']").first.click()
    officer.check("the need knows its topic", "连通需求和项目的方向" in texts(officer))
    officer.go("/programmes")
    page.locator("main a[href='/programmes/key-rd']").click()
    officer.check("the programme lists the topic", "连通需求和项目的方向" in texts(officer))
    officer.check("a call is opened from it",
                  page.get_by_role("link", name="开一次申报").count() == 1)


def part(season):
    """All of it against the demonstration's calls."""
    calls = {}
    for call in json.loads(fetched(season, "/open/calls/calls.json")):
        calls.setdefault(call["standing"], call["id"])
    officer = season.person("demo-planning")
    officer.go("/registers/call")
    rehearsal = officer.page.locator("main tr", has_text="演练").locator("a").first
    if rehearsal.count():
        before(season, rehearsal.get_attribute("href").split("/")[-1])
    season.check("the demonstration has an open call", "open" in calls)
    if "open" in calls:
        during(season, calls["open"])
    decided = [c for c in json.loads(fetched(season, "/open/calls/calls.json"))
               if c["standing"] == "decided" and c["programme"] == "natural-science-fund"]
    season.check("and a decided one", len(decided) == 1)
    after(season, decided[0]["id"], secrets=["演示专家", "与调控方法研究"])
    guide(season)


if __name__ == "__main__":
    alone(open=part)
