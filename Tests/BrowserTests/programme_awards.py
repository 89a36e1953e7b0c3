"""A project from its contract to its archive, in a browser, its money in the ledger at each step: one of
市自然科学基金 (lump sum), one of 揭榜挂帅 (paid by milestones).

usage: programme_awards.py PROGRAM [--database postgres://…] [--screenshots DIR]

`part(season)` goes on with `season.kept["project"]` where the part before left one that is approved;
otherwise it enters two projects as a programme of an earlier year would be entered.
"""

import datetime
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request

from playwright.sync_api import sync_playwright

from season import Season

UNIT = "demo-unit"


class Program:
    """What a person has a program do for them: the records API with a token of theirs."""

    def __init__(self, season, login):
        self.season, self.person = season, season.person(login)
        self.person.go("/me/tokens")
        made = self.person.context.request.post(
            season.base + "/me/tokens",
            form={"csrf": self.person.token(), "name": "走查", "scope": "write", "days": "30"})
        self.token = re.search(r'<code class="secret">([^<]+)</code>', made.text()).group(1)

    def ask(self, method, path, body=None, headers=None, fails=False):
        request = urllib.request.Request(
            self.season.base + path, method=method,
            data=json.dumps(body, ensure_ascii=False).encode() if body is not None else None,
            headers={"Authorization": "Bearer " + self.token, "Content-Type": "application/json",
                     **(headers or {})})
        try:
            return json.load(urllib.request.urlopen(request))
        except urllib.error.HTTPError as error:
            told = error.read().decode()
            if fails:
                return told
            raise SystemExit(f"{method} {path}: {error.code} {told}") from error

    def make(self, register, **fields):
        return self.ask("POST", f"/api/registers/{register}", {"fields": fields})["id"]

    def read(self, register, record):
        return self.ask("GET", f"/api/registers/{register}/{record}")

    def find(self, register, **conditions):
        query = "&".join(f"{name}={value}" for name, value in conditions.items())
        return self.ask("GET", f"/api/registers/{register}?{query}")["records"]

    def of(self, register, project):
        """The last record of a register that names the project."""
        return max(one["id"] for one in self.find(register, limit=200) if one["project"] == project)

    def change(self, register, record, **fields):
        version = self.ask("GET", f"/api/registers/{register}/{record}")["version"]
        return self.ask("PATCH", f"/api/registers/{register}/{record}", {"fields": fields},
                        {"If-Match": f'"{version}"'})

    def move(self, register, record, move, reason=None, fails=False, **fields):
        body = {"fields": fields}
        if reason:
            body["reason"] = reason
        return self.ask("POST", f"/api/registers/{register}/{record}/moves/{move}", body, fails=fails)


def api(season, login):
    """The program of a person; a new one after the clock was moved, when tokens may be over."""
    known = season.kept.setdefault("programs", {})
    if known.get("offset") != season.offset:
        known.clear()
        known["offset"] = season.offset
    if login not in known:
        known[login] = Program(season, login)
    return known[login]


def today(season):
    return season.now.date().isoformat()


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


def stages(season, project):
    """The payments that the contract foresees."""
    funding = api(season, season.officer.login).read("project", project)["funding"]
    return api(season, "demo-finance").read("project-funding", funding)["stages"]


def pay(season, project, stage, amount, number):
    """A payment of a stage, asked, agreed, paid and confirmed; the books follow."""
    officer, finance = api(season, season.officer.login), api(season, "demo-finance")
    funding = officer.read("project", project)["funding"]
    year = next(row["year"] for row in stages(season, project) if row["stage"] == stage)
    request = officer.make(
        "payment-request", request_no=f"{number}-{stage}", project=funding,
        organisation=season.kept["organisation"], year=year, stage=stage,
        amount=amount, payee=season.kept["unit"], payee_account="6222000000001234",
        account_tail="1234", evidence_note="任务书",
        section_in_charge=officer.read("project", project)["section_in_charge"])
    person = season.officer
    person.go(f"/registers/payment-request/{request}")
    person.send(person.page.locator("main a, main button", has_text=re.compile("报批")).first)
    if "/approvals/ask" in person.page.url or "/approvals/" not in person.page.url \
            or person.page.locator("button", has_text=re.compile("^报批")).count():
        person.send(person.page.locator("main button", has_text=re.compile("报批")).last)
    approval = person.page.url.split("/approvals/")[1].split("?")[0]
    # Up to 200,000 yuan the director is not asked.
    for login in (season.head.login, "demo-leader", "demo-finance"):
        one = season.person(login)
        one.go(f"/approvals/{approval}")
        one.send(one.page.locator(
            "main button:not(.visually-hidden)", has_text=re.compile(r"^\s*同意")).first)
    finance.move("payment-request", request, "pay", paid_on=today(season), voucher_no=f"PZ-{number}-{stage}")
    api(season, UNIT).move(
        "payment-request", request, "arrive", arrived_on=today(season), receipt_no=f"HD-{number}-{stage}")


def money(season, project, paid, arrived):
    told = api(season, season.officer.login).ask("GET", f"/api/projects/{project}")["money"]
    season.check(f"the books say {paid} paid, {arrived} arrived", told["paid"] == paid
                 and told["arrived"] == arrived, str(told))


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


def year_end(season):
    """Past the end of this year, when the yearly report is due."""
    season.until(datetime.date(season.now.year + 1, 1, 5))


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


def appropriated(season, project, year, amount):
    """The budget of a later year has the money of the stage that falls into it."""
    finance = api(season, "demo-finance")
    funding = finance.read("project-funding", api(season, season.officer.login).read(
        "project", project)["funding"])
    if year == funding["plan"][0]["year"]:
        return
    finance.make(
        "budget-line", year=year, unit_code=f"9{project}", unit="演示局", line_name="科技计划项目",
        fund="general-public-budget", function_code="2060203", kind="project", own_spend=False,
        responsible_section="office", earmark=funding["earmark"], opening=amount,
        project_code=f"P{project}", project_name="科技计划项目")


def due(season, project, condition):
    """Pays what the contract foresees under this condition."""
    for row in stages(season, project):
        if row["condition"] == condition:
            appropriated(season, project, row["year"], row["amount"])
            pay(season, project, row["stage"], row["amount"], f"{condition}-{project}")


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


def main():
    def option(name):
        return sys.argv[sys.argv.index(name) + 1] if name in sys.argv else None

    shots = option("--screenshots")
    if shots:
        pathlib.Path(shots).mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-dev-shm-usage"])
        # Each programme has a city of its own: the years of one would end the terms of the other.
        for kind in ("fund", "challenge"):
            with Season(sys.argv[1], browser, option("--database"), shots) as season:
                year = season.now.year
                if kind == "fund":
                    lump_sum(season, enter(
                        season, ("natural-science-fund", "general"), f"YSZR{year}001",
                        "演示湖泊监测方法（走查）", "100000.00", []))
                else:
                    milestones(season, enter(
                        season, ("challenge", "challenge"), f"YSJB{year}001", "演示密封材料攻关（走查）",
                        "200000.00", [(1, "样机", 180, 40), (2, "中试", 380, 60)]))
                print(f"awards, {kind}: {season.passed} checks passed, {len(season.failures)} failed")
                if season.failures:
                    sys.exit(1)
        browser.close()


if __name__ == "__main__":
    main()
