"""A project from its contract to its archive, in a browser, its money in the ledger at each step: one of
市自然科学基金 (lump sum), one of 揭榜挂帅 (paid by milestones).

usage: programme_awards.py PROGRAM [--database postgres://…] [--screenshots DIR]

`part(season)` goes on with `season.kept["project"]` where the part before left one that is approved;
otherwise it enters two projects as a programme of an earlier year would be entered.
"""

import datetime
import pathlib
import subprocess
import tempfile

from programme_money import UNIT, due, money, pay, stages
from programme_running import extend, report, sign, year_end
from programs import api, today
from season import alone



def enter(season, kind, number, name, total, milestones):
    """An approved project, as one of an earlier year is entered; gives its number in the register."""
    year = season.now.year
    finance, officer, unit = (api(season, one) for one in ("demo-finance", season.officer.login, UNIT))
    fund = next(one for one in finance.find("special-fund", q="YS-KJCX"))["id"]
    organisation = season.kept.get("organisation")
    if not organisation:
        county = season.clerk.page.locator(".person .who").inner_text()
        season.kept["county"] = county.split("·")[-1].split()[0]
        known = unit.find("organisation")
        organisation = season.kept["organisation"] = known[0]["id"]
        season.kept["unit"] = known[0]["name"]
    county = season.kept["county"]
    funding = finance.make(
        "project-funding", project_no=number, name=name, organisation=organisation,
        unit=season.kept["unit"], county=county, earmark=fund, approved=total,
        approved_on=today(season), approved_doc="演科发〔2026〕9号",
        plan=[{"year": year, "amount": total}])
    finance.move("project-funding", funding, "approve")
    start = season.now.date()
    end = start.replace(year=start.year + 2) - datetime.timedelta(days=1)
    project = officer.make(
        "project", project_no=number, name=name, programme=kind[0], kind=kind[1], year=year,
        funding=funding, section_in_charge="planning-policy", organisation=organisation,
        organisation_name=season.kept["unit"], county=county, leader_name="演示负责人",
        approved=total, approved_on=today(season), approved_doc="演科发〔2026〕9号",
        starts_on=start.isoformat(), ends_on=end.isoformat())
    person = season.officer
    person.go(f"/projects/{project}")
    person.press("起草")
    person.says("任务书已起草")
    contract = officer.of("project-contract", project)
    fields = {
        "content": "按申报书完成研究。",
        "targets": [{"kind": "quantity", "name": "发表论文", "comparison": "at-least", "value": "1",
                     "unit": "篇"}]}
    if milestones:
        fields["milestones"] = [
            {"rank": rank, "name": title, "due_on": (start + datetime.timedelta(days=days)).isoformat(),
             "share": share} for rank, title, days, share in milestones]
        fields["budget"] = [{"category": "business", "source": "fiscal", "amount": total}]
        fields["party_c"] = "演示县科技局"
    else:
        fields["party_c"] = "演示县科技局"
    officer.change("project-contract", contract, **fields)
    return project


def accept(season, project):
    """Applied for, concluded by five experts, after the science report was handed in."""
    unit, officer, head = api(season, UNIT), api(season, season.officer.login), api(season, season.head.login)
    person = season.person(UNIT)
    person.go(f"/projects/{project}")
    person.send(person.page.locator("form", has=person.page.locator(
        "input[value=acceptance]")).locator("button"))
    person.look("form of an acceptance")
    acceptance = unit.of("acceptance", project)
    targets = [{"name": row["name"], "planned": row["planned"], "reached": "2 篇", "evidence": "论文首页"}
               for row in unit.read("acceptance", acceptance)["targets"]]
    unit.change("acceptance", acceptance, summary="完成", targets=targets)
    unit.move("acceptance", acceptance, "file")
    officer.move("acceptance", acceptance, "take")
    officer.change(
        "acceptance", acceptance, targets=[{**row, "verdict": "reached"} for row in targets],
        criteria=[{**row, "verdict": "reached"} for row in officer.read("acceptance", acceptance)["criteria"]],
        experts=[{"name": f"专家{one}", "unit": "外地示例大学", "opinion": "passed"} for one in "甲乙丙丁戊"])
    early = head.move("acceptance", acceptance, "conclude", fails=True, accepted_on=today(season),
                      conclusion="passed", opinion="同意通过")
    season.check("no verdict without the science report", "科技报告" in str(early), str(early)[:200])
    science = unit.make("science-report", project=project, title="演示科技报告", authors="演示负责人",
                        summary="摘要", openness="open")
    unit.move("science-report", science, "hand-in")
    head.move("acceptance", acceptance, "conclude", accepted_on=today(season), conclusion="passed",
              opinion="同意通过")
    season.check("it has passed", officer.read("project", project)["state"] == "accepted")


def finish(season, project):
    """Settled and archived on the page; the file is downloaded and verified by the command."""
    person = season.officer
    person.go(f"/projects/{project}")
    person.press("结算")
    person.says("经费已结算")
    person.press("归档")
    person.says("已归档")
    person.look("project-archived")
    with person.page.expect_download() as waiting:
        person.page.get_by_role("link", name="下载案卷").click()
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "file.zip")
        waiting.value.save_as(path)
        verified = subprocess.run([season.program, "archive", "verify", str(path)],
                                  capture_output=True, text=True)
        season.check("the archive is verified", verified.returncode == 0, verified.stdout[-300:])
        digest = api(season, season.officer.login).read("project", project)["archive_digest"]
        season.check("its digest is the project's", digest in verified.stdout)
        broken = bytearray(path.read_bytes())
        broken[len(broken) // 3] ^= 1
        path.write_bytes(broken)
        found = subprocess.run([season.program, "archive", "verify", str(path)], capture_output=True)
        season.check("a changed byte is found", found.returncode != 0)


def lump_sum(season, project):
    sign(season, project)
    pay(season, project, 1, "80000.00", "YSZR")
    money(season, project, "80000.00", "80000.00")
    year_end(season)
    report(season, project, "yearly")
    extend(season, project)
    ends = datetime.date.fromisoformat(api(season, season.officer.login).read("project", project)["ends_on"])
    season.until(ends + datetime.timedelta(days=10))
    accept(season, project)
    pay(season, project, 2, "20000.00", "YSZR")
    money(season, project, "100000.00", "100000.00")
    finish(season, project)


def milestones(season, project):
    sign(season, project)
    pay(season, project, 1, "60000.00", "YSJB")
    season.ahead(days=200)
    report(season, project, "milestone")
    pay(season, project, 2, "32000.00", "YSJB")
    money(season, project, "92000.00", "92000.00")
    season.ahead(days=200)
    report(season, project, "milestone")
    pay(season, project, 3, "48000.00", "YSJB")
    ends = datetime.date.fromisoformat(api(season, season.officer.login).read("project", project)["ends_on"])
    season.until(ends + datetime.timedelta(days=10))
    accept(season, project)
    pay(season, project, 4, "60000.00", "YSJB")
    money(season, project, "200000.00", "200000.00")
    finish(season, project)


def part(season):
    """Goes on with the approved project that the part before left (`kept["project"]`), which is paid by
    milestones where the contract has any."""
    project = season.kept["project"]
    officer = api(season, season.officer.login)
    total = officer.read("project", project)["approved"]
    sign(season, project)
    due(season, project, "signing")
    if any(row["condition"] == "progress" for row in stages(season, project)):
        season.ahead(days=300)
        report(season, project, "milestone")
        due(season, project, "progress")
    else:
        year_end(season)
        report(season, project, "yearly")
        extend(season, project)
    ends = datetime.date.fromisoformat(
        api(season, season.officer.login).read("project", project)["ends_on"])
    season.until(ends + datetime.timedelta(days=10))
    accept(season, project)
    due(season, project, "acceptance")
    money(season, project, total, total)
    finish(season, project)


def fund(season):
    year = season.now.year
    lump_sum(season, enter(
        season, ("natural-science-fund", "general"), f"YSZR{year}001", "演示湖泊监测方法（走查）",
        "100000.00", []))


def challenge(season):
    year = season.now.year
    milestones(season, enter(
        season, ("challenge", "challenge"), f"YSJB{year}001", "演示密封材料攻关（走查）",
        "200000.00", [(1, "样机", 180, 40), (2, "中试", 380, 60)]))


if __name__ == "__main__":
    # Each has a city of its own: the years of one would end the terms of the other.
    alone(fund=fund, challenge=challenge)
