"""Walks the main path of a running server as a person would, and as a program that checks
accessibility would.

usage: walk.py http://127.0.0.1:8080 [--screenshots DIR]

Needs playwright and axe-playwright-python (PyPI) and Debian's chromium.
"""

import re
import sys

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

SIZES = {"wide": (1280, 900), "phone": (360, 740)}
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}
REPORT = "/reports/performance-self-evaluation/2025"


class Walk:
    def __init__(self, base, shots):
        self.base = base.rstrip("/")
        self.shots = shots
        self.passed = 0
        self.failures = []

    def check(self, what, holds, detail=""):
        if holds:
            self.passed += 1
        else:
            self.failures.append(what)
            print(f"FAILED {what} {detail}", flush=True)

    def open(self, page, path, status=200):
        answer = page.goto(self.base + path, wait_until="load")
        self.check(f"{path} answers {status}", answer and answer.status == status,
                   f"got {answer and answer.status}")

    def look(self, page, name, path, script):
        """What holds of every page: soundness for all, nothing too wide, no errors."""
        here = f"{path} {name}{'' if script else ' without script'}"
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth") \
            if script else 0
        self.check(f"{here}: nothing is wider than the window", wide <= 0, f"{wide} px over")
        self.check(f"{here}: one heading of the first rank", page.locator("h1").count() == 1)
        self.check(f"{here}: the main part is marked", page.locator("main#main").count() == 1)
        if script:
            found = Axe().run(page, options=RULES).response["violations"]
            detail = "; ".join(
                f"{v['id']} ({len(v['nodes'])}×): {v['nodes'][0]['html'][:160]}" for v in found)
            self.check(f"{here}: no accessibility violation", not found, detail)
        if self.shots:
            file = re.sub(r"[^a-z0-9]+", "-", f"{name} {path}".lower()).strip("-")
            page.screenshot(
                path=f"{self.shots}/{file}{'' if script else '-plain'}.png", full_page=True)


def paths(walk, page):
    """The main path: overview, figure, its records, a record, registers, work lists, report,
    journal."""
    found = ["/", "/figures", "/registers", "/reports", "/journal", "/journal/1"]
    walk.open(page, "/")
    cards = page.locator("a.card")
    walk.check("the overview has cards", cards.count() > 3, f"{cards.count()}")
    for name in ["contract_turnover", "assessed_smes", "budget_execution_rate"]:
        found.append(f"/figures/{name}?year=2025")
    walk.open(page, "/figures/contract_turnover?year=2025")
    record = page.locator(".lineage tbody a").first
    walk.check("a figure leads to its records", record.count() == 1)
    if record.count():
        found.append(record.get_attribute("href"))
    found.append("/registers/technology-contract")
    found.append("/registers/enterprise-assessment?q=%E5%85%AC%E5%8F%B8&in-year=2025")
    walk.open(page, "/worklists")
    lists = page.locator("main tbody th a")
    walk.check("there are work lists with something to do", lists.count() > 3, f"{lists.count()}")
    found += ["/worklists", "/worklists?county=430626"]
    for name in ["contract-waiting", "permit-expiring", "platform-rectification"]:
        found.append(f"/worklists/{name}")
    found.append("/search?q=%E7%A7%91%E6%8A%80")
    found.append("/search?q=yykj&in=organisation")
    found.append("/search?q=%E6%B2%A1%E6%9C%89%E8%BF%99%E7%A7%8D%E4%B8%9C%E8%A5%BF")
    found.append("/search")
    found.append("/registers/loan?q=%E6%B2%A1%E6%9C%89%E8%BF%99%E7%A7%8D%E4%B8%9C%E8%A5%BF")
    walk.open(page, "/reports")
    if page.locator(f'a[href="{REPORT}"]').count():
        found.append(REPORT)
    return found


def keyboard(walk, page, path):
    """Every link and field is reached by the keyboard and shows that it is."""
    walk.open(page, path)
    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.className")
    walk.check(f"{path}: the first stop skips to the text", first == "skip", first)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    inside = page.evaluate("document.querySelector('main').contains(document.activeElement)")
    walk.check(f"{path}: after it one stands in the text", inside)
    walk.open(page, path)
    wanted = page.evaluate(
        "[...document.querySelectorAll('a[href],button,input,select,summary')]"
        ".filter(e => e.type !== 'hidden' && e.checkVisibility({contentVisibilityAuto: true})).length")
    seen, unclear = 0, []
    for _ in range(wanted + 60):
        page.keyboard.press("Tab")
        state = page.evaluate("""() => {
          const e = document.activeElement;
          if (!e || e === document.body) return null;
          if (e.dataset.walked) return {again: true};
          e.dataset.walked = "1";
          const s = getComputedStyle(e);
          const counts = e.matches('a[href],button,input,select,summary');
          return {counts, clear: s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2,
                  html: e.outerHTML.slice(0, 120)};
        }""")
        if state is None or state.get("again"):
            break
        seen += 1 if state["counts"] else 0
        if not state["clear"]:
            unclear.append(state["html"])
    walk.check(f"{path}: all {wanted} stops are reached", seen == wanted, f"reached {seen}")
    walk.check(f"{path}: each shows that it has the focus", not unclear, str(unclear[:2]))


def filters(walk, page, script):
    """Asking a list: search, chip, taking it off again."""
    how = "" if script else " without script"
    walk.open(page, "/registers/technology-contract")
    if script:
        page.keyboard.press("/")
        walk.check("“/” goes to the search", page.evaluate("document.activeElement.name") == "q")
    page.fill("form.filters input[name=q]", "没有这种合同")
    page.click("form.filters button")
    walk.check("a search is a link" + how, "q=" in page.url, page.url)
    walk.check("an empty list says so" + how, page.locator(".empty").count() == 1)
    page.locator(".chips a").first.click()
    walk.check("a chip takes its filter off" + how, "q=%" not in page.url, page.url)
    walk.check("the rows are back" + how, page.locator("tbody tr").count() > 0)
    page.locator("thead a").first.click()
    walk.check("a heading sorts" + how, page.locator("th[aria-sort]").count() == 1, page.url)


def search(walk, page, script):
    """From the box of any page to a record."""
    how = "" if script else " without script"
    walk.open(page, "/journal")
    if script:
        page.keyboard.press("/")
        walk.check("“/” goes to the box of every page",
                   page.evaluate("document.activeElement.id") == "find")
    page.fill("#find", "科技")
    page.click("form.find button")
    walk.check("a search is an address" + how, "/search?q=" in page.url, page.url)
    walk.check("what was searched for is marked" + how, page.locator(".hits mark").count() > 0)
    page.locator(".facets a").nth(1).click()
    walk.check("a register alone is searched" + how, "in=" in page.url, page.url)
    page.locator(".hits h2 a").first.click()
    walk.check("a hit leads to its record" + how, "/registers/" in page.url, page.url)


def charts(walk, page, script):
    walk.open(page, "/figures/contract_turnover?year=2025")
    tables = page.locator(".chart-block table")
    if script:
        walk.check("charts are drawn", page.locator(".chart canvas").count() > 0)
        page.locator(".chart-block summary").first.click()
    walk.check("a chart has its table" + ("" if script else " without script"),
               tables.first.is_visible())


def worklists(walk, page, script):
    """What is overdue is said in words; a line leads to its record."""
    how = "" if script else " without script"
    walk.open(page, "/")
    walk.check("the overview tells what there is to do" + how, page.locator("p.work").count() == 1)
    page.locator("p.work a").click()
    walk.check("it leads to the work lists" + how, page.url.endswith("/worklists"), page.url)
    page.locator('main a[href="/worklists/contract-waiting"]').click()
    first = page.locator("tbody tr").first
    walk.check("how late it is stands in words" + how, "天" in first.inner_text())
    first.locator("th a").click()
    walk.check("a line leads to its record" + how, "/registers/technology-contract/" in page.url)


def refusals(walk, page):
    for path, status in [("/worklists/none", 404), ("/registers/technology-contracts", 404), ("/nowhere", 404),
                         ("/figures?year=abc", 400), ("/registers/loan?state=x", 400)]:
        walk.open(page, path, status)
        walk.check(f"{path} says what to do", page.locator(".failure p").count() >= 3)


def run(base, shots):
    walk = Walk(base, shots)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox", "--disable-dev-shm-usage"])
        known = None
        for script in [True, False]:
            for name, (width, height) in SIZES.items():
                context = browser.new_context(
                    viewport={"width": width, "height": height}, java_script_enabled=script,
                    locale="zh-CN", accept_downloads=True)
                page = context.new_page()
                errors = []
                page.on("pageerror", lambda error: errors.append(str(error)))
                page.on("console", lambda message: errors.append(message.text)
                        if message.type in ("error", "warning") else None)
                if known is None:
                    known = paths(walk, page)
                for path in known:
                    walk.open(page, path)
                    walk.look(page, name, path, script)
                filters(walk, page, script)
                search(walk, page, script)
                charts(walk, page, script)
                worklists(walk, page, script)
                walk.check(f"{name}: the console is quiet", not errors, str(errors[:3]))
                if script:
                    for path in ["/", "/worklists/contract-waiting", "/search?q=%E7%A7%91%E6%8A%80",
                                 "/registers/technology-contract",
                                 "/figures/contract_turnover?year=2025"]:
                        keyboard(walk, page, path)
                    # A refused page is an error to the console as well; that is no fault.
                    refusals(walk, page)
                context.close()
        browser.close()
    print(f"{walk.passed} passed, {len(walk.failures)} failed")
    return 1 if walk.failures else 0


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    folder = sys.argv[sys.argv.index("--screenshots") + 1] if "--screenshots" in sys.argv else None
    sys.exit(run(sys.argv[1], folder))
