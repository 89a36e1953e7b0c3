"""A running project in a browser: its contract signed by all parties, its reports, its extension."""

import datetime
import re

from programme_money import UNIT
from programs import api, today



def sign(season, project):
    """The parties sign in order, each on the page, and nobody out of turn."""
    page = f"/projects/{project}/contract"
    head = season.head
    head.go(page)
    head.check("the head waits for the unit", not head.offers("我已看过正文，以甲方签署"))
    for person, party in ((season.person(UNIT), "乙方"), (season.clerk, "丙方"), (head, "甲方")):
        person.go(page)
        # Where nobody recommended there is no third party.
        if party == "丙方" and not season.kept.get("recommended", True):
            continue
        person.look("contract-" + party)
        person.press(f"我已看过正文，以{party}签署")
        person.says("已签署", f"{party} has signed")
    head.go(f"/projects/{project}")
    head.look("project-running")
    head.says("提交", "the next step is told")


def report(season, project, kind):
    """The next report of a kind is filed and checked."""
    unit = api(season, UNIT)
    known = [one for one in unit.ask("GET", f"/api/projects/{project}")["reports"]
             if one["kind"] == kind and one["state"] == "due"]
    season.check(f"a report is due: {kind}", bool(known))
    one = known[0]["id"]
    targets = unit.read("project-report", one)["progress"]
    unit.change("project-report", one, summary="按计划进行",
                progress=[{"name": row["name"], "planned": row["planned"], "reached": "1"}
                          for row in targets])
    unit.move("project-report", one, "file")
    api(season, season.officer.login).move("project-report", one, "check", result="qualified",
                              checked_on=today(season))


def extend(season, project):
    """An extension: submitted, recommended, agreed to by two; the supplement is signed by all."""
    unit, officer = api(season, UNIT), api(season, season.officer.login)
    ends = datetime.date.fromisoformat(officer.read("project", project)["ends_on"])
    person = season.person(UNIT)
    person.go(f"/projects/{project}")
    form = person.page.locator("form", has=person.page.locator("#kind"))
    form.locator("#kind").select_option("members")
    form.locator("[name=reason]").fill("人员调整")
    person.send(form.locator("button"))
    person.look("form of a change")
    change = unit.make("project-change", project=project, kind="period", reason="设备到货推迟",
                       new_ends_on=(ends + datetime.timedelta(days=90)).isoformat())
    unit.move("project-change", change, "submit")
    api(season, season.clerk.login).move("project-change", change, "recommend")
    officer.change("project-change", change, doc_no="演科变〔2026〕1号")
    asker = season.officer
    asker.go(f"/registers/project-change/{change}")
    asker.send(asker.page.locator("main a, main button", has_text=re.compile("报批")).first)
    if asker.page.locator("main button", has_text=re.compile("报批")).count():
        asker.send(asker.page.locator("main button", has_text=re.compile("报批")).last)
    approval = asker.page.url.split("/approvals/")[1].split("?")[0]
    for login in (season.head.login, "demo-leader"):
        one = season.person(login)
        one.go(f"/approvals/{approval}")
        one.send(one.page.locator(
            "main button:not(.visually-hidden)", has_text=re.compile(r"^\s*同意")).first)
    season.check("it is extended", officer.read("project", project)["extended"] is True)
    sign(season, project)


def year_end(season):
    """Past the end of this year, when the yearly report is due."""
    season.until(datetime.date(season.now.year + 1, 1, 5))
