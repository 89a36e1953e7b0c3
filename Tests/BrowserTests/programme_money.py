"""The money of a project in a browser: what its contract foresees, asked for, agreed to, paid and
confirmed, and what the books say of it."""

import re

from programs import api, today


UNIT = "demo-unit"


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
